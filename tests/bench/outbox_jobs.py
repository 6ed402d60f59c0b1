"""As many jobs that do nothing, for procrastinate, used as its documentation says."""

from collections import Counter

from procrastinate import App, PsycopgConnector

NAME = "nothing"
DONE: Counter[str] = Counter()


async def nothing() -> None:
    """What each job does: be counted."""
    DONE[NAME] += 1


def app_on(url: str) -> App:
    """An app on a database with libpq's URL."""
    app = App(connector=PsycopgConnector(conninfo=url))
    app.task(name=NAME)(nothing)
    return app


async def keep_jobs(url: str, count: int) -> None:
    """Make its tables and the jobs."""
    async with app_on(url).open_async() as app:
        await app.schema_manager.apply_schema_async()
        await app.tasks[NAME].batch_defer_async(*[{} for _ in range(count)])
