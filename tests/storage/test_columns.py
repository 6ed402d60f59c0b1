"""Every value comes back from its table as it was."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.inbox import Heard
from flows.outbox import Wish
from flows.ports import Store
from flows.region import Leader, Meeting, Participant, Partner, Person, Region, Workspace
from flows.response import Answer, Response
from flows.scan import Scan
from storage import tables
from storage.columns import keepable
from tests.support.kept import keep_one_of_each

KINDS: dict[str, type[Any]] = {
    "workspaces": Workspace,
    "people": Person,
    "regions": Region,
    "leaders": Leader,
    "meetings": Meeting,
    "partners": Partner,
    "participants": Participant,
    "scans": Scan,
    "responses": Response,
    "answers": Answer,
    "wishes": Wish,
    "heard": Heard,
}
TABLES = {name: getattr(tables, kind.__name__.lower()) for name, kind in KINDS.items()}
PRIVATE = {"lease_token", "lease_until"}

st.register_type_strategy(int, st.integers(-(2**31), 2**31 - 1))
st.register_type_strategy(str, st.text().map(keepable))
st.register_type_strategy(
    datetime,
    st.datetimes(datetime(1, 1, 2), datetime(9999, 12, 30), timezones=st.just(UTC)),  # noqa: DTZ001 - the strategy wants naive bounds
)


@pytest.mark.parametrize("name", KINDS)
def test_columns_are_the_fields(name: str) -> None:
    """A table has a column for each field of its value, which may be empty if the field may."""
    hints = get_type_hints(KINDS[name])
    columns = {column.name: column for column in TABLES[name].columns}
    assert columns.keys() - PRIVATE == {field.name for field in fields(KINDS[name])}
    optional = {field for field, hint in hints.items() if NoneType in get_args(hint)}
    assert {n for n, c in columns.items() if c.nullable} - PRIVATE == optional


@pytest.mark.parametrize("name", KINDS)
@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_round_trip(store: Store, name: str, data: st.DataObject) -> None:
    """Whatever is kept is got back equal, and found by each of its fields."""
    kept = store.workspaces.one()
    if kept is None:
        keep_one_of_each(store)
    records = getattr(store, name)
    old = records.one() or _some(store, name)
    links = {key.parent.name for key in TABLES[name].foreign_keys} | {"id"}
    value = replace(
        old,
        **{
            field: data.draw(st.from_type(hint), label=field)
            for field, hint in get_type_hints(KINDS[name]).items()
            if field not in links
        },
    )
    records.save(value)
    assert records.get(value.id) == value
    for field in fields(value):
        wanted = getattr(value, field.name)
        if not isinstance(wanted, tuple):
            assert value in records.find(**{field.name: wanted})


def _some(store: Store, name: str) -> Leader | Meeting | Heard:
    region, person = store.regions.one(), store.people.one()
    assert region is not None
    assert person is not None
    if name == "heard":
        now = datetime(2027, 3, 1, tzinfo=UTC)
        return store.heard.add(
            Heard(workspace_id=region.workspace_id, event_id="Ev1", heard_at=now)
        )
    if name == "leaders":
        return store.leaders.add(Leader(region_id=region.id, person_id=person.id))
    return store.meetings.add(Meeting(region_id=region.id, on=date(2027, 3, 25)))
