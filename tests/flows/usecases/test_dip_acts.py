"""A leader looks at what is watched, dismisses it, or plans a moment to speak each other."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.check_in import CheckIn, CheckInKind
from flows.language import Language
from flows.outbox import WishState
from flows.rhythm import Every, Rhythm
from flows.scan import Mode
from flows.topics import Topic
from flows.usecases.point import has_point
from tests.support.builders import INSTRUMENT, buttons_of, form_of, notice_of, said
from tests.support.dips import DAY, DipWorld
from tests.support.leading import CHANNEL, LEADER, Post, about
from tests.support.published import PEOPLE
from tests.support.signs import an_action

SECOND = "U9"


@pytest.fixture
def world() -> DipWorld:
    """A region that has not scanned yet."""
    return DipWorld()


def window(world: DipWorld) -> str:
    """What the window says."""
    return said(form_of(world.lead("dip.open")))


def test_the_window_says_what_is_watched(world: DipWorld) -> None:
    """Also where there is nothing, and why; first there is no scan, then one, then two."""
    first = window(world)
    assert "er is nog geen uitkomst van een scan" in first
    assert first.count("Nu: niet te vergelijken.") == 5
    for rule in ("Regelen", "Lagere cijfers", "Antwoorden", "Stilte", "Acties", "Korte vragen"):
        assert f"{rule}." in first
    world.all_score(4)
    assert "maar één uitkomst: die van 8 maart 2027" in window(world)
    world.next_quarter()
    world.all_score(4)
    calm = window(world)
    assert "Er valt nu niets op." in calm
    assert "gingen sinds maart 2027 samen van 4,0 van 5 naar 4,0" in calm
    assert "Antwoord van 3 van de 3 partners; in maart 2027 van 3 van de 3." in calm
    assert "Nu zo lang over de datum: 0 van de 0." in calm
    assert "0,5 of meer" in calm
    assert "PMC6995057" in calm
    assert "Nu onbeantwoord: 0 van de 0." in calm
    world.now += timedelta(days=200)
    assert "meer dan een half jaar geleden" in window(world)


def test_the_window_says_what_stands_out(world: DipWorld) -> None:
    """With the small steps, also in English."""
    world.sink()
    form = form_of(world.lead("dip.open"))
    assert "**Valt op.** Lager dan in maart 2027, bij partners die beide keren antwoordden" in said(
        form
    )
    actions = [button.action for button in buttons_of(form)]
    assert actions == ["dip.moment", "dip.celebrate", "dip.ask", "dip.dismiss"]
    assert "**Stands out.** Lower than in March 2027, among partners" in said(form, Language.EN)


def test_the_window_names_moments(world: DipWorld) -> None:
    """That the subsidy ends is named, and is no signal."""
    form = form_of(world.lead("dip.open"))
    assert "subsidie" not in said(form)
    followed = world.followed()
    world.store.follow_ups.save(
        type(followed)(id=followed.id, region_id=1, subsidy_until=world.now.date(), due_at=None)
    )
    assert "vaker stil, door het einde van de subsidie." in window(world)


def test_more_of_what_stands_out(world: DipWorld) -> None:
    """Each rule in words, with its numbers; of many silent partners some are named."""
    for number in range(1, 7):
        world.take_in(f"Stil {number}", f"U1{number}")
    world.publish(scores={"U1": 3, "U2": 3, "U4": 3})
    world.next_quarter()
    world.publish(scores={"U1": 1, "U2": 5, "U4": 1})
    for _ in range(2):
        world.store.actions.add(an_action(world.now.date() - 60 * DAY))
    participant = world.store.participants.find(person_id=world.person("U1").id)[-1]
    left = CheckIn(
        workspace_id=world.workspace.id,
        region_id=world.region.id,
        participant_id=participant.id,
        person_id=participant.person_id,
        kind=CheckInKind.QUESTION,
        asked_at=world.now - 21 * DAY,
    )
    for _ in range(3):
        world.store.check_ins.add(left)
    world.was_shown("U1")
    words = window(world)
    unanswered = "3 van de 3 korte vragen van de laatste twee maanden bleven onbeantwoord"
    assert f"{unanswered}, de oudste van 19 mei 2027" in words
    assert "drie werkweken of langer over de datum, de oudste sinds 10 april 2027" in words
    assert "Van Stil 1, Stil 2, Stil 3, Stil 4, Stil 5 en nog één partner" in words
    assert "STO in de (lijn)organisatie (cijfers nu 1,8 van het gemiddelde af, eerst 0,0)" in words


def test_dismissed_in_the_message(world: DipWorld) -> None:
    """With thanks; for every leader, and quiet until the next outcome."""
    world.user(SECOND, "Nadia Ahrouch")
    world.appoint(SECOND)
    world.all_score(4)
    world.next_quarter()
    world.all_score(3)
    notices = world.look()
    reply = world.press(world.button_of(notices[0], "dip.dismiss"), LEADER)
    assert notice_of(reply) == "dip.dismissed"
    drawn = about(world.deliver(), Topic.DIP)
    assert {post.reader for post in drawn} == {LEADER, SECOND}
    assert not any(post.is_new for post in drawn)
    assert all("Dank u. Deze signalen zijn stil" in post.words() for post in drawn)
    assert "U herkende dit niet." in window(world)
    assert world.look_for(90) == []
    world.all_score(2)
    assert len(world.look()) == 2


def test_dismissed_in_the_window(world: DipWorld) -> None:
    """What stands there now; the window says so, and there is nothing more to dismiss."""
    world.sink()
    button = world.button_of(form_of(world.lead("dip.open")), "dip.dismiss")
    reply = world.press(button, LEADER)
    assert reply.replace
    form = form_of(reply)
    assert "U herkende dit niet." in said(form)
    assert "dip.dismiss" not in [one.action for one in buttons_of(form)]
    assert notice_of(world.press(button, LEADER)) == "dip.no_longer"


def test_governance_in_words(world: DipWorld) -> None:
    """The statements by name, with their mean, and that the rest held."""
    world.all_score(4)
    world.next_quarter()
    world.start(Mode.OPEN)
    ruled = ("structuren", "inzicht", "communicatie")
    for user_id in PEOPLE:
        world.begin(user_id)
        for item in INSTRUMENT.statements:
            world.tap("walk.score", user_id, item=item.key, score=3 if item.key in ruled else 4)
        world.tap("walk.hand_in", user_id)
    world.lead("scan.close")
    world.deliver()
    world.now += DAY
    (notice,) = world.look()
    assert (
        "Structuren en systemen, Inzicht in resultaten en Communicatie daalden sinds maart 2027 "
        "samen van 4,0 van 5 naar 3,0. De andere" in notice.words()
    )
    actions = [button.action for button in buttons_of(notice.rendering.message)]
    assert actions[:3] == ["dip.ask", "dip.moment", "dip.ask"]


def test_a_notice_that_did_not_pass_stays_so(world: DipWorld) -> None:
    """Dismissing it in the window does not send it again."""
    notice = world.sink()
    wish = world.store.wishes.get(notice.wish.id)
    failed = replace(wish, ts="", state=WishState.FAILED)
    world.store.wishes.save(failed)
    world.lead("dip.dismiss")
    assert world.store.wishes.get(wish.id) == failed


def test_nothing_to_dismiss(world: DipWorld) -> None:
    """Without a notice there is nothing."""
    assert notice_of(world.lead("dip.dismiss")) == "dip.no_longer"


def moment(world: DipWorld, day: date | None = None) -> list[Post]:
    """The leader plans a moment; what the channel reads."""
    form = form_of(world.lead("dip.moment"))
    reply = world.hand(form, **({} if day is None else {"day": day}))
    assert notice_of(reply) == "dip.moment.saved"
    return about(world.deliver(), Topic.MOMENT)


def test_a_moment_in_two_taps(world: DipWorld) -> None:
    """Two working weeks ahead; kept, and a calm message without a word on a dip."""
    world.sink()
    (post,) = moment(world)
    assert post.reader == CHANNEL
    (meeting,) = world.store.meetings.find(region_id=world.region.id)
    assert (meeting.on, meeting.moment) == (date(2027, 6, 23), True)
    words = post.words()
    assert "Op **woensdag 23 juni** spreken we elkaar" in words
    assert "Marijke Visser hoort graag" in words
    assert not any(word in words.lower() for word in ("dip", "signaal", "daal", "energie"))
    assert not any(one.is_new for one in moment(world))
    assert len(world.store.meetings.find()) == 1


def test_a_moment_without_a_leader(world: DipWorld) -> None:
    """Who planned it may have left before it is said."""
    form = form_of(world.lead("dip.moment"))
    world.hand(form)
    world.dismiss(LEADER)
    (post,) = about(world.deliver(), Topic.MOMENT)
    assert "hoort graag" not in post.words()


def test_a_moment_has_a_point_until_its_day(world: DipWorld) -> None:
    """Not once it is over, or taken away."""
    (post,) = moment(world)
    assert has_point(world.store, post.wish, world.now)
    assert not has_point(world.store, post.wish, world.now + timedelta(days=60))
    world.store.meetings.remove(post.wish.subject_id)
    assert not has_point(world.store, post.wish, world.now)


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (None, "dip.error.no_day"),
        (date(2027, 3, 8), "dip.error.past"),
        (date(2028, 6, 1), "dip.error.far"),
        (date(2027, 3, 20), "dip.error.free"),
        (date(2027, 7, 28), "dip.error.free"),
    ],
)
def test_a_day_on_which_nobody_can(world: DipWorld, day: date | None, error: str) -> None:
    """Past, far away, in a weekend or holiday, or none: said beside it."""
    form = form_of(world.lead("dip.moment"))
    values = {"day": day} if day else {"day": ""}
    reply = world.hand(form, **values)
    assert {name: one.key for name, one in reply.errors.items()} == {"day": error}
    assert not world.store.meetings.find()


def test_without_a_channel_there_is_no_moment(world: DipWorld) -> None:
    """The leader reads what to do first."""
    form = form_of(world.lead("dip.moment"))
    world.change_region(channel="")
    assert notice_of(world.lead("dip.moment")) == "dip.moment.no_channel"
    assert notice_of(world.hand(form)) == "dip.moment.no_channel"


def test_a_moment_does_not_count_for_the_rhythm(world: DipWorld) -> None:
    """No scan goes by it: a rhythm by meetings has no next turn."""
    world.store.rhythms.add(
        Rhythm(region_id=world.region.id, every=Every.MEETING, since=world.now.date())
    )
    moment(world, date(2027, 4, 14))
    world.hand(form_of(world.lead("region.meetings")))
    rhythm = world.store.rhythms.one(region_id=world.region.id)
    assert rhythm is not None
    assert rhythm.due_at is None
