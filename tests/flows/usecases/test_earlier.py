"""What a participant wrote in an earlier scan is offered to them again: *klopt nog*."""

from dataclasses import replace

import pytest

from flows.messages import Quote, TextInput
from flows.region import Partner
from flows.response import ResponseState, Sharing
from flows.results import to_text
from flows.scan import Moments, ScanState
from flows.usecases.hand_over import invite
from flows.usecases.scans import results_of
from tests.support.builders import (
    INSTRUMENT,
    INSTRUMENTS,
    World,
    a_scan,
    buttons_of,
    form_of,
    item_keys,
    notice_of,
    statement,
)

FIRST, SECOND, THIRD = (item.key for item in INSTRUMENT.sentences)
BEFORE = {FIRST: "trots op wat er staat", SECOND: "dat het werkt", THIRD: "hoe lang nog"}


def next_scan(world: World, **changes: object) -> None:
    """Publish the scan, and open the next one for everybody in the region."""
    results = results_of(world.store, world.scan, INSTRUMENTS)
    world.end_scan(state=ScanState.PUBLISHED, results=to_text(results))
    world.later(60 * 24 * 90)
    scan = replace(a_scan(world.region, world.leader), opened_at=world.now)
    world.scan = world.store.scans.add(replace(scan, **changes))  # type: ignore[arg-type]  # checked when it runs
    for participant in world.store.participants.find(removed_at=None):
        world.show(invite(world.store, world.scan, participant, world.now, world.almanac))


def write(world: World, texts: dict[str, str], user_id: str = "U1") -> None:
    """Write these sentences, and skip the others."""
    world.tap("walk.begin", user_id)
    for item in INSTRUMENT.sentences:
        if item.key in texts:
            form = form_of(world.tap("walk.write", user_id, item=item.key))
            world.submit(form, user_id, text=texts[item.key])
        else:
            world.tap("walk.skip", user_id, item=item.key)


@pytest.fixture
def world() -> World:
    """Karin wrote all three sentences last time, and is at the first one now."""
    world = World()
    world.invited()
    write(world, BEFORE)
    next_scan(world)
    world.tap("walk.begin")
    return world


def offered(world: World, user_id: str = "U1") -> bool:
    """Whether their message leads to what they wrote before."""
    return "earlier.open" in {button.action for button in buttons_of(world.message(user_id))}


def quotes(world: World, user_id: str = "U1") -> list[str]:
    """What the window quotes."""
    form = form_of(world.tap("earlier.open", user_id))
    return [one.text for one in form.body if isinstance(one, Quote)]


def written(world: World, user_id: str = "U1") -> dict[str, str]:
    """What stands in this scan."""
    return {key: answer.text for key, answer in world.answers(user_id).items() if answer.text}


def place(world: World) -> str:
    """The key of the question that is asked."""
    return item_keys()[world.response().position]


def keep(world: World) -> None:
    """Tap that all still holds."""
    reply = world.submit(form_of(world.tap("earlier.open")))
    assert reply.notice is None
    assert reply.form is None


def test_the_first_sentence_leads_to_them(world: World) -> None:
    """A button there, the words in a window only, and no button at the next sentence."""
    assert offered(world)
    assert quotes(world) == list(BEFORE.values())
    assert not any(text in str(world.message()) for text in BEFORE.values())
    world.tap("walk.skip", item=FIRST)
    assert not offered(world)


def test_all_still_holds_keeps_all_and_goes_on(world: World) -> None:
    """Three sentences are there, not shared, and the first statement is asked."""
    keep(world)
    assert written(world) == BEFORE
    assert not any(text in str(world.message()) for text in BEFORE.values())
    assert place(world) == statement().key
    assert world.response().sharing is Sharing.NO
    assert {answer.sharing for answer in world.answers().values()} == {None}


def test_the_choice_to_share_is_made_anew() -> None:
    """Who shared with their name last time shares nothing until they choose so again."""
    world = World()
    world.invited()
    write(world, BEFORE)
    world.tell("review.share", sharing=Sharing.NAMED)
    next_scan(world)
    world.tap("walk.begin")
    keep(world)
    assert world.response().sharing is Sharing.NO


def test_what_was_written_now_stays(world: World) -> None:
    """Only what is not there yet is kept; then the first question without an answer comes."""
    form = form_of(world.tap("walk.write", item=FIRST))
    world.submit(form, text="iets nieuws")
    world.tap("walk.back", item=SECOND)
    keep(world)
    assert written(world) == {**BEFORE, FIRST: "iets nieuws"}
    assert place(world) == statement().key


def test_nothing_is_left_to_keep(world: World) -> None:
    """Who wrote all anew and came back sees what was, without the button."""
    for item in INSTRUMENT.sentences:
        form = form_of(world.tap("walk.write", item=item.key))
        world.submit(form, text="iets nieuws")
    for position in (3, 2, 1):
        world.tap("walk.back", item=item_keys()[position])
    form = form_of(world.tap("earlier.open"))
    assert form.submit is None
    assert quotes(world) == list(BEFORE.values())


def test_one_that_was_not_written_before_is_asked() -> None:
    """The sentence without an earlier text comes next; the kept ones are passed by after it."""
    world = World()
    world.invited()
    write(world, {FIRST: "a", THIRD: "c"})
    next_scan(world)
    world.tap("walk.begin")
    keep(world)
    assert written(world) == {FIRST: "a", THIRD: "c"}
    assert place(world) == SECOND


def test_an_answered_statement_is_passed_by_too(world: World) -> None:
    """Who went back from the statements goes on where an answer lacks."""
    for item in INSTRUMENT.sentences:
        world.tap("walk.skip", item=item.key)
    world.tap("walk.score", item=statement().key, score=4)
    for position in (4, 3, 2, 1):
        world.tap("walk.back", item=item_keys()[position])
    keep(world)
    assert written(world) == BEFORE
    assert place(world) == statement(1).key


def test_writing_begins_with_the_earlier_text(world: World) -> None:
    """Until something was written now; the hint says where it comes from."""
    asked = form_of(world.tap("walk.write", item=FIRST)).body[0]
    assert isinstance(asked, TextInput)
    assert asked.initial == BEFORE[FIRST]
    assert asked.hint is not None
    assert asked.hint.key == "earlier.hint"
    world.submit(form_of(world.tap("walk.write", item=FIRST)), text="iets nieuws")
    world.tap("walk.back", item=SECOND)
    again = form_of(world.tap("walk.write", item=FIRST)).body[0]
    assert isinstance(again, TextInput)
    assert again.initial == "iets nieuws"
    assert again.hint is not None
    assert again.hint.key == "form.no_names"


def test_each_of_a_partner_sees_their_own_only() -> None:
    """Two people of one organisation wrote; neither sees the other's words."""
    world = World()
    partner = world.partner()
    world.invited(partner=partner)
    world.invited("U2", "Kees", partner)
    write(world, BEFORE)
    write(world, {FIRST: "van Kees"}, "U2")
    next_scan(world)
    for user_id in ("U1", "U2"):
        world.tap("walk.begin", user_id)
    assert quotes(world) == list(BEFORE.values())
    assert quotes(world, "U2") == ["van Kees"]


def test_a_successor_sees_nothing_of_another_person(world: World) -> None:
    """Somebody new at the same partner is offered nothing, and their writing begins empty."""
    partner = world.store.partners.find()[0]
    assert isinstance(partner, Partner)
    world.invited("U2", "Nieuw", partner)
    world.tap("walk.begin", "U2")
    assert not offered(world, "U2")
    asked = form_of(world.tap("walk.write", "U2", item=FIRST)).body[0]
    assert isinstance(asked, TextInput)
    assert asked.initial == ""
    about_other = world.store.responses.find(person_id=world.person("U1").id)[-1].id
    reply = world.tap("earlier.open", "U2", response=about_other)
    assert notice_of(reply) == "walk.notice.not_yours"


def test_they_come_from_the_last_scan_with_any() -> None:
    """A scan in between in which they skipped all hides nothing; older words give way to newer."""
    world = World()
    world.invited()
    write(world, BEFORE)
    next_scan(world)
    write(world, {FIRST: "nieuwer"})
    next_scan(world)
    write(world, {})
    next_scan(world)
    world.tap("walk.begin")
    assert quotes(world) == ["nieuwer"]


def test_a_scan_without_outcome_gives_none(world: World) -> None:
    """What was written in a scan that was stopped is not offered."""
    before = world.store.scans.find()[0]
    world.store.scans.save(replace(before, state=ScanState.CANCELLED))
    assert not offered(world)


def test_erased_meanwhile(world: World) -> None:
    """The old button and window answer kindly, and nothing is kept."""
    form = form_of(world.tap("earlier.open"))
    before = world.store.responses.find(person_id=world.person().id)[0]
    for answer in world.store.answers.find(response_id=before.id):
        world.store.answers.remove(answer.id)
    assert notice_of(world.tap("earlier.open")) == "earlier.notice.gone"
    assert notice_of(world.submit(form)) == "earlier.notice.gone"
    assert written(world) == {}
    assert not offered(world)


def test_further_on_meanwhile(world: World) -> None:
    """Who is at the statements by now has chosen: an old window changes nothing."""
    form = form_of(world.tap("earlier.open"))
    for item in INSTRUMENT.sentences:
        world.tap("walk.skip", item=item.key)
    assert notice_of(world.submit(form)) == "earlier.notice.gone"
    assert written(world) == {}


def test_closed_meanwhile(world: World) -> None:
    """A scan that is over takes nothing."""
    form = form_of(world.tap("earlier.open"))
    world.end_scan(state=ScanState.CLOSED)
    assert notice_of(world.tap("earlier.open")) == "walk.notice.closed"
    assert notice_of(world.submit(form)) == "walk.notice.closed"
    assert written(world) == {}


def test_kept_twice(world: World) -> None:
    """A second tap on an old window finds all done."""
    form = form_of(world.tap("earlier.open"))
    keep(world)
    kept = world.answers()
    assert notice_of(world.submit(form)) == "earlier.notice.gone"
    assert world.answers() == kept


def test_a_crafted_keep_with_nothing_to_keep(world: World) -> None:
    """The window without the button, handed in all the same, only goes on."""
    form = form_of(world.tap("earlier.open"))
    for item in INSTRUMENT.sentences:
        world.submit(form_of(world.tap("walk.write", item=item.key)), text="nieuw")
    for position in (3, 2, 1):
        world.tap("walk.back", item=item_keys()[position])
    world.submit(form)
    assert set(written(world).values()) == {"nieuw"}
    assert place(world) == statement().key


def test_in_the_first_of_two_moments() -> None:
    """Keeping all leads to handing in the sentences."""
    world = World()
    world.invited()
    write(world, BEFORE)
    next_scan(world, moments=Moments.TWO)
    world.tap("walk.begin")
    keep(world)
    assert written(world) == BEFORE
    assert world.walk().is_ready
    world.tap("walk.hand_in")
    assert world.response().state is ResponseState.SUBMITTED
