# Builds with docker, podman and buildah; BASE names another image with Python 3.13 and pip.
ARG BASE=docker.io/library/python:3.13-slim
FROM ${BASE}

# The bot runs as an account that owns nothing but its data and a cache of fonts.
ENV MPLCONFIGDIR=/var/cache/borging
RUN useradd --uid 10001 --user-group --no-create-home --home-dir /data \
        --shell /usr/sbin/nologin borging \
    && install --directory --owner=borging --group=borging /data "$MPLCONFIGDIR"

COPY . /src
RUN pip install --quiet --no-cache-dir --constraint /src/constraints.txt /src && rm -r /src

USER borging
WORKDIR /data
RUN python -c "import matplotlib.font_manager"

ENV DATABASE_URL=sqlite:////data/borging.sqlite3 OPS_PORT=9090 PYTHONUNBUFFERED=1
VOLUME /data
# 3000 is for Slack with `run --http`; 9090 says how the run is, and is not for the internet.
EXPOSE 3000 9090
HEALTHCHECK --interval=30s --timeout=10s --start-period=30s CMD ["borging", "health"]
ENTRYPOINT ["borging"]
CMD ["run"]
