"""The small windows of the walk, what comes after its end, and people's languages."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.events import Kind
from flows.instrument import ItemKind
from flows.language import Language
from flows.outbox import Wish
from flows.response import ResponseState
from flows.scan import ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply
from tests.support.builders import (
    INSTRUMENT,
    World,
    buttons_of,
    form_of,
    item_keys,
    keys_of,
    notice_of,
    said,
    sentence,
    statement,
)
from tests.support.shown import words_of

END = len(INSTRUMENT.items)


@pytest.fixture
def world() -> World:
    """A region with one invited person, U1, whose message is shown."""
    world = World()
    world.invited()
    return world


def only_wish(world: World) -> Wish:
    """The wish for U1's message."""
    (wish,) = world.store.wishes.find(topic=Topic.WALK, person_id=world.person().id)
    return wish


def test_a_window_shows_what_was_written_before(world: World) -> None:
    """Written, gone back, and changed."""
    world.tap("walk.begin")
    form = form_of(world.tap("walk.write", item=sentence().key))
    world.submit(form, text=" eerst ")
    again = form_of(world.tap("walk.write", item=sentence().key))
    assert "eerst" in list(words_of(again))
    assert notice_of(world.submit(again, text="later")) == "walk.notice.saved"
    assert world.answers()[sentence().key].text == "later"
    assert world.response().position == 1


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_window_stays_open(world: World, text: str) -> None:
    """It says how to skip."""
    world.tap("walk.begin")
    form = form_of(world.tap("walk.write", item=sentence().key))
    assert world.submit(form, text=text).errors["text"].key == "walk.error.empty"
    assert not world.answers()


def test_a_window_with_too_much_text_stays_open(world: World) -> None:
    """So that nothing written is lost."""
    world.begin()
    write = form_of(world.tap("walk.write", item=sentence().key))
    assert world.submit(write, text="x" * 3001).errors["text"].key == "walk.error.too_long"
    basis = form_of(world.tap("walk.basis", item=statement().key))
    assert world.submit(basis, basis="x" * 3001).errors["basis"].key == "walk.error.too_long"
    assert not world.submit(basis, basis="x" * 3000).errors


def test_a_reason_can_be_given_at_any_time(world: World) -> None:
    """Before the score, after it, after handing in; empty takes it away."""
    world.begin()
    form = form_of(world.tap("walk.basis", item=statement().key))
    world.submit(form, basis="omdat")
    assert "walk.basis_kept" in keys_of(world.message())
    for item in INSTRUMENT.statements:
        world.tap("walk.score", item=item.key, score=4)
    world.tap("walk.hand_in")
    assert world.submit(form, basis="daarom").notice is None
    assert world.answers()[statement().key].basis == "daarom"
    world.submit(form, basis="")
    assert world.answers()[statement().key].basis == ""
    assert world.answers()[statement().key].score == 4


def test_typing_while_a_window_is_open_loses_neither(world: World) -> None:
    """The window that is saved last is what counts, and the person is told it was kept."""
    world.tap("walk.begin")
    form = form_of(world.tap("walk.write", item=sentence().key))
    world.type("getypt")
    assert notice_of(world.submit(form, text="geschreven")) == "walk.notice.saved"
    assert world.answers()[sentence().key].text == "geschreven"
    assert world.response().position == 1


def test_windows_to_read(world: World) -> None:
    """The explanation and the invitation open at any time of the walk."""
    assert form_of(world.tap("walk.invitation")).key == "walk.invitation"
    assert form_of(world.tap("walk.explain", item=statement().key)).key == "walk.explanation"


@pytest.mark.parametrize("action", ["walk.write", "walk.basis"])
@pytest.mark.parametrize("state", [ResponseState.INVITED, ResponseState.DECLINED])
def test_windows_to_write_need_a_walk(world: World, action: str, state: ResponseState) -> None:
    """An old button of who stepped out opens nothing."""
    world.store.responses.save(replace(world.response(), state=state))
    item = sentence() if action == "walk.write" else statement()
    reply = world.tap(action, item=item.key)
    assert (reply.form, notice_of(reply)) == (None, "walk.notice.further_on")


# After the end, and other people's buttons


@pytest.mark.parametrize(
    ("state", "notice"),
    [
        (ScanState.CLOSED, "walk.notice.closed"),
        (ScanState.PUBLISHED, "walk.notice.closed"),
        (ScanState.CANCELLED, "walk.notice.cancelled"),
    ],
)
def test_after_the_end_nothing_changes(world: World, state: ScanState, notice: str) -> None:
    """Every button, window and line is told so, and the old message is brought up to date."""
    world.begin()
    write = form_of(world.tap("walk.write", item=sentence().key))
    basis = form_of(world.tap("walk.basis", item=statement().key))
    world.end_scan(state=state)
    before = (world.response().state, world.response().position, world.answers())
    args: dict[str, str | int] = {"item": statement().key, "score": 3}
    typed = world.request(Kind.TYPED, "U1", "", {}, {})
    taps = ("score", "begin", "decline", "hand_in", "write", "basis", "explain", "invitation")
    acts = [
        *(world.request(Kind.TAP, "U1", f"walk.{tap}", args, {}) for tap in (*taps, "colleague")),
        world.submitted(write, text="te laat"),
        world.submitted(basis, basis="te laat"),
        replace(typed, event=replace(typed.event, text="4")),
    ]
    for act in acts:
        reply = world.act(act)
        assert notice_of(reply) == notice
        assert reply.wishes
        assert (world.response().state, world.response().position, world.answers()) == before
    left = {button.action for button in buttons_of(world.message())}
    assert left - {"results.open"} == {"privacy.open"}


@pytest.mark.parametrize(
    "action",
    [
        "walk.begin",
        "walk.score",
        "walk.unknown",
        "walk.skip",
        "walk.back",
        "walk.hand_in",
        "walk.later",
        "walk.decline",
        "walk.write",
        "walk.basis",
        "walk.explain",
        "walk.invitation",
        "walk.colleague",
    ],
)
def test_somebody_elses_button_does_nothing(world: World, action: str) -> None:
    """An id in a button is checked against who taps it."""
    world.invited("U2", "Jan Smit")
    theirs = world.response("U1")
    args: dict[str, str | int] = {"item": statement().key, "score": 3}
    for response in (theirs.id, 999, "nonsense"):
        reply = world.tap(action, "U2", **args, response=response)
        assert notice_of(reply) == "walk.notice.not_yours"
        assert (reply.form, reply.wishes) == (None, ())
    assert world.response("U1") == theirs
    assert world.response("U2").state is ResponseState.INVITED


def test_somebody_elses_window_does_nothing(world: World) -> None:
    """Nor does a form that was handed in with another's id."""
    world.tap("walk.begin")
    world.invited("U2", "Jan Smit")
    form = form_of(world.tap("walk.write", item=sentence().key))
    reply = world.submit(form, "U2", text="van een ander")
    assert notice_of(reply) == "walk.notice.not_yours"
    assert not world.answers("U1")


# Language


def test_one_tap_changes_the_language(world: World) -> None:
    """The person's own choice goes before the region's; the message is shown again in it."""
    reply = world.press(world.button("walk.language"))
    assert world.person().language is Language.EN
    assert (reply.wishes, reply.page) == ((only_wish(world).id,), True)
    assert world.walk().language is Language.EN
    world.press(world.button("walk.language"))
    assert world.walk().language is Language.NL


def test_the_language_can_be_changed_without_a_response(world: World) -> None:
    """By a button of an invitation that is no longer theirs."""
    reply = world.tap("walk.language", response=999, language="en")
    assert (reply.wishes, reply.page) == ((), True)
    assert world.person().language is Language.EN


def test_the_region_decides_the_language_until_somebody_chooses(world: World) -> None:
    """Whatever the platform's locale is."""
    world.store.regions.save(replace(world.region, language=Language.EN))
    assert world.walk().language is Language.EN


# No message repeats an answer, along whole walks


@settings(max_examples=15, deadline=None)
@given(
    texts=st.lists(st.text("§¶", min_size=8, max_size=12), min_size=3, max_size=3, unique=True),
    basis=st.text("†‡", min_size=8, max_size=12),
    types=st.booleans(),
)
def test_no_message_of_a_walk_repeats_an_answer(
    texts: list[str], basis: str, *, types: bool
) -> None:
    """Written or typed, at every step up to the end of the scan; notices included."""
    world = World()
    world.invited()

    def check(reply: Reply) -> None:
        shown = [*words_of(world.message()), *words_of(reply.notice)]
        assert not any(secret in part for secret in (*texts, basis) for part in shown)

    check(world.tap("walk.begin"))
    for item, text in zip(INSTRUMENT.sentences, texts, strict=True):
        if types:
            check(world.type(text))
        else:
            check(world.submit(form_of(world.tap("walk.write", item=item.key)), text=text))
    for item in INSTRUMENT.statements:
        form = form_of(world.tap("walk.basis", item=item.key))
        check(world.submit(form, basis=basis))
        check(world.type(basis))
        check(world.type("5"))
        check(world.tap("walk.back", item=item_keys()[-1]))
    check(world.tap("walk.hand_in"))
    assert {kept.basis for kept in world.answers().values()} == {"", basis}
    for state in (ScanState.CLOSED, ScanState.PUBLISHED, ScanState.CANCELLED):
        world.end_scan(state=state)
        check(world.type(texts[0]))


def test_a_walk_can_be_taken_up_from_what_is_kept(world: World) -> None:
    """Nothing lives outside the store: a second device or a new process goes on."""
    world.begin()
    world.tap("walk.score", item=statement().key, score=4)
    assert [item.kind for item in INSTRUMENT.items[: world.response().position]].count(
        ItemKind.STATEMENT
    ) == 1
    assert world.tap("walk.begin").notice is None
    assert "Stelling 2 van 7" in said(world.message())
