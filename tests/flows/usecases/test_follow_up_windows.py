"""A leader sets how a region is followed between its scans."""

from datetime import date, timedelta

import pytest

from flows.events import FieldValue
from flows.follow_up import Asked
from flows.language import Language
from flows.messages import Form
from flows.usecases.look_after import look_after
from tests.support.builders import form_of, keys_of, notice_of, said
from tests.support.followed import FollowedWorld
from tests.support.leading import OTHER
from tests.support.shown import fields_of


@pytest.fixture
def world() -> FollowedWorld:
    """A region in which no scan was held yet, on 8 March 2027."""
    return FollowedWorld()


def settings(world: FollowedWorld) -> Form:
    """The window."""
    return form_of(world.lead("follow_up.settings"))


def test_the_window_shows_what_holds(world: FollowedWorld) -> None:
    """With a decimal comma; the conditions that are asked of are credited."""
    fields = fields_of(settings(world))
    assert fields == {"asked": "monthly", "subsidy_until": None, "fall": "0,5", "statements": "2"}
    for language in Language:
        assert "Klaster" in said(settings(world), language)


def test_the_home_leads_to_it(world: FollowedWorld) -> None:
    """And to what has to be looked after."""
    assert {"follow_up.settings", "follow_up.open"} <= world.actions()


def test_what_was_chosen_holds(world: FollowedWorld) -> None:
    """A point does for a comma."""
    reply = world.hand(
        settings(world),
        asked="two_monthly",
        subsidy_until=date(2028, 12, 31),
        fall="0.8",
        statements="3",
    )
    assert notice_of(reply) == "follow_up.saved"
    kept = world.followed
    assert (kept.asked, kept.subsidy_until) == (Asked.TWO_MONTHLY, date(2028, 12, 31))
    assert (kept.fall, kept.statements) == (0.8, 3)


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("subsidy_until", date(2027, 3, 7), "follow_up.error.past"),
        ("subsidy_until", date(2047, 3, 8), "follow_up.error.far"),
        ("fall", "0,1", "follow_up.error.fall"),
        ("fall", "2,1", "follow_up.error.fall"),
        ("fall", "veel", "follow_up.error.fall"),
        ("fall", "", "follow_up.error.fall"),
        ("fall", "nan", "follow_up.error.fall"),
        ("statements", "0", "follow_up.error.statements"),
        ("statements", "8", "follow_up.error.statements"),
        ("statements", "1,5", "follow_up.error.statements"),
        ("statements", "twee", "follow_up.error.statements"),
    ],
)
def test_what_cannot_be_is_said_beside_its_input(
    world: FollowedWorld, name: str, value: FieldValue, error: str
) -> None:
    """Nothing is kept then."""
    before = world.followed
    reply = world.hand(settings(world), **{name: value})
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {name: error}
    assert world.followed == before


def test_a_subsidy_that_ended_meanwhile_is_no_error(world: FollowedWorld) -> None:
    """The rest can be changed all the same."""
    world.set_up(subsidy_until=date(2027, 3, 31))
    world.now += timedelta(days=60)
    assert notice_of(world.hand(settings(world), asked="never")) == "follow_up.saved"
    assert world.followed.asked is Asked.NEVER


def test_only_a_leader_of_the_region_may(world: FollowedWorld) -> None:
    """Neither participants nor leaders of other regions."""
    form = settings(world)
    before = world.followed
    for user_id in ("U1", OTHER):
        reply = world.tap("follow_up.settings", user_id, region=world.region.id)
        assert notice_of(reply) == "setup.not_leader"
        assert notice_of(world.submit(form, user_id, asked="never")) == "setup.not_leader"
    assert world.followed == before


def test_the_window_says_for_as_long_as_questions_are_stopped(world: FollowedWorld) -> None:
    """Longer than the message does."""
    world.publish()
    world.until(date(2028, 6, 1))
    assert "follow_up.stopped" in keys_of(form_of(world.lead("follow_up.open")))
    assert look_after(world.store, world.region, world.today).stopped is None
