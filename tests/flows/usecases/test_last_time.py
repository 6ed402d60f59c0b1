"""The invitation of a next scan opens with what came of the one before."""

from datetime import date

import pytest

from flows.scan import Mode
from tests.support.builders import INSTRUMENT, buttons_of, form_of, said
from tests.support.repeating import RepeatingWorld


def scored(world: RepeatingWorld, *user_ids: str) -> None:
    """Everybody named scores the first statement 5, the others 3."""
    for user_id in user_ids:
        world.begin(user_id)
        for item in INSTRUMENT.statements:
            score = 5 if item is INSTRUMENT.statements[0] else 3
            world.tap("walk.score", user_id, item=item.key, score=score)
        world.tap("walk.hand_in", user_id)


@pytest.fixture
def world() -> RepeatingWorld:
    """A scan in March that two of three handed in, and the next one, in June."""
    world = RepeatingWorld()
    world.meet(date(2027, 4, 1))
    world.start()
    scored(world, "U1", "U2")
    world.lead("scan.close")
    world.take_in("Gemeente", "U4")
    world.on(date(2027, 6, 7))
    return world


def test_who_was_asked_reads_the_means_and_where_they_were_discussed(world: RepeatingWorld) -> None:
    """Whether or not they handed in."""
    world.start()
    for user_id in ("U1", "U3"):
        words = said(world.message(user_id))
        assert "in maart 2027**, antwoordden 2 van de 2 partners" in words
        assert "5,0 van 5, voor: STO in de (lijn)organisatie" in words
        assert "Het stond op de agenda van de stuurgroep van 1 april" in words


def test_who_is_new_reads_no_figures(world: RepeatingWorld) -> None:
    """They were not asked then."""
    world.start()
    assert "Nu wordt u erbij gevraagd" in said(world.message("U4"))
    assert "van 5" not in said(world.message("U4"))


def test_the_preview_shows_it(world: RepeatingWorld) -> None:
    """The leader reads what partners will."""
    assert "in maart 2027" in said(world.preview())


def test_it_opens_the_invitation_only(world: RepeatingWorld) -> None:
    """The questions are not coloured by it, and it can be read once more before them."""
    world.start()
    world.tap("walk.begin", "U1")
    assert "maart 2027" not in said(world.message("U1"))
    reply = world.tap("walk.invitation", "U3")
    assert "maart 2027" in said(form_of(reply))


def test_a_first_scan_opens_with_nothing() -> None:
    """Nor does one after a scan that was stopped."""
    world = RepeatingWorld()
    world.start()
    world.lead("scan.cancel")
    world.later()
    world.start()
    assert "Vorige keer" not in said(world.message("U1"))


def test_a_protected_scan_without_enough_answers_shows_no_figures() -> None:
    """What the channel did not see is not told here either."""
    world = RepeatingWorld()
    world.start(Mode.PROTECTED)
    scored(world, "U1", "U2")
    world.lead("scan.close")
    world.lead("scan.finish")
    world.on(date(2027, 6, 7))
    world.start()
    words = said(world.message("U1"))
    assert "kwamen er geen cijfers" in words
    assert "5,0" not in words
    assert list(buttons_of(world.message("U1")))
