"""What a connection to a server is told, so that nobody waits for one that is dead."""

import pytest
from sqlalchemy import URL, Connection, Engine, make_url, text

from storage import engines

SETTINGS = {
    "idle_in_transaction_session_timeout": "30s",
    "application_name": "",
    "work_mem": "4MB",
}


def told(connection: Connection) -> dict[str, str]:
    """What holds for a connection."""
    return {name: connection.execute(text(f"SHOW {name}")).scalar_one() for name in SETTINGS}


def made(url: URL) -> list[Engine]:
    """An engine of each kind."""
    return [
        engines.writing(url, connections=1),
        engines.reading(url, connections=1),
        engines.migrating(url),
    ]


@pytest.mark.parametrize(
    ("query", "changed"),
    [
        ({}, {}),
        ({"application_name": "borging"}, {"application_name": "borging"}),
        ({"options": "-c work_mem=5MB"}, {"work_mem": "5MB"}),
        (
            {"options": "-c idle_in_transaction_session_timeout=7s"},
            {"idle_in_transaction_session_timeout": "7s"},
        ),
        (
            {"options": ("-c work_mem=5MB", "-c idle_in_transaction_session_timeout=7s")},
            {"work_mem": "5MB", "idle_in_transaction_session_timeout": "7s"},
        ),
    ],
)
def test_an_idle_transaction_is_ended_unless_the_url_says_otherwise(
    postgres_url: str, query: dict[str, str | tuple[str, ...]], changed: dict[str, str]
) -> None:
    """Whatever else the URL asks for is asked for too."""
    url = engines.parse(postgres_url).update_query_dict(query)
    for engine in made(url):
        with engine.connect() as connection:
            assert told(connection) == SETTINGS | changed
        engine.dispose()


@pytest.mark.parametrize(("query", "wait"), [({}, "10000"), ({"tcp_user_timeout": "2000"}, "2000")])
def test_a_server_that_is_gone_is_noticed(
    postgres_url: str, query: dict[str, str], wait: str
) -> None:
    """By what is not received, and by silence, each within half a minute; the URL decides."""
    url = make_url(engines.parse(postgres_url)).update_query_dict(query)
    for engine in made(url):
        with engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            options = driver.info.get_parameters()
        engine.dispose()
        assert options["tcp_user_timeout"] == wait
        assert options["connect_timeout"] == "5"
        silence = [options[f"keepalives{name}"] for name in ("", "_idle", "_interval", "_count")]
        assert silence == ["1", "10", "5", "3"]
