"""A leader says when partners are free and schools have exams."""

from datetime import UTC, date, datetime, timedelta

import pytest

from flows.events import FieldValue
from flows.region import Period, PeriodKind
from flows.rhythm import Every, Rhythm
from flows.topics import Topic
from flows.usecases.desk import Reply
from flows.usecases.rhythm_plan import keep
from tests.support.builders import NOW, buttons_of, form_of, keys_of, notice_of, said
from tests.support.leading import LedWorld, snapshot
from tests.support.shown import fields_of

TODAY = NOW.date()
FIRST, LAST = date(2027, 5, 10), date(2027, 5, 28)


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2")
    return world


def add(world: LedWorld, **values: FieldValue) -> Reply:
    """Fill in the window, exam weeks in May unless the values say else."""
    form = form_of(world.lead("free_weeks.list"))
    return world.hand(form, **{"whose": "exams", "first": FIRST, "last": LAST, **values})


def listed(world: LedWorld) -> str:
    """What the window says."""
    return said(form_of(world.lead("free_weeks.list")))


def kept(world: LedWorld) -> list[Period]:
    """All periods of the region."""
    return list(world.store.periods.find(region_id=world.region.id))


def test_exam_weeks_are_the_regions(world: LedWorld) -> None:
    """They stand in the window at once, in which the next can be added."""
    reply = add(world)
    assert reply.replace
    assert "10 mei 2027 tot en met 28 mei 2027" in said(form_of(reply))
    (one,) = kept(world)
    assert (one.kind, one.partner_id, one.first, one.last) == (PeriodKind.EXAM, None, FIRST, LAST)


def test_free_weeks_are_a_partners_or_the_whole_regions(world: LedWorld) -> None:
    """Each is told apart in the list, the first one first."""
    roc = world.store.partners.find()[1]
    add(world, whose=str(roc.id), last=FIRST)
    add(world, whose="region", first=TODAY, last=TODAY)
    assert [(one.kind, one.partner_id) for one in kept(world)] == [
        (PeriodKind.FREE, roc.id),
        (PeriodKind.FREE, None),
    ]
    said_now = listed(world)
    assert said_now.index("**Vrij voor de hele regio**\n8 maart") < said_now.index("**ROC West**")


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"whose": None}, "whose", "whose"),
        ({"whose": "999"}, "whose", "whose"),
        ({"first": None}, "first", "no_day"),
        ({"last": None}, "last", "no_day"),
        ({"last": FIRST - timedelta(days=1)}, "last", "backwards"),
        ({"first": date(2027, 2, 1), "last": TODAY - timedelta(days=1)}, "last", "over"),
        ({"last": FIRST + timedelta(weeks=12)}, "last", "long"),
    ],
)
def test_a_period_that_cannot_be_is_refused_where_it_stands(
    world: LedWorld, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """With what to do; nothing is kept."""
    before = snapshot(world)
    reply = add(world, **values)
    wrong = {name: phrase.key for name, phrase in reply.errors.items()}
    assert wrong == {where: f"free_weeks.error.{expected}"}
    assert snapshot(world) == before


def test_a_partner_that_left_can_no_longer_be_chosen(world: LedWorld) -> None:
    """Its weeks are no longer listed, and are there again when it comes back."""
    boer = world.store.partners.find()[0]
    add(world, whose=str(boer.id))
    world.lead("partners.remove", partner=boer.id)
    assert "10 mei 2027" not in listed(world)
    assert set(add(world, whose=str(boer.id)).errors) == {"whose"}
    world.take_in("De Boer", "U1")
    assert "**De Boer**\n10 mei 2027" in listed(world)


def test_twelve_weeks_and_weeks_that_overlap_are_fine(world: LedWorld) -> None:
    """Carnival may fall within a school's own holiday."""
    add(world, last=FIRST + timedelta(weeks=12, days=-1))
    assert not add(world, whose="region").errors
    assert len(kept(world)) == 2


def test_the_same_period_twice_is_one(world: LedWorld) -> None:
    """A second tap adds nothing."""
    add(world)
    assert not add(world).errors
    assert len(kept(world)) == 1


def test_a_period_that_runs_is_listed_until_it_is_over(world: LedWorld) -> None:
    """By the region's own day: past midnight in Amsterdam it is gone, though not in UTC."""
    assert not add(world, first=date(2027, 3, 1), last=TODAY).errors
    world.now = datetime(2027, 3, 8, 22, 59, tzinfo=UTC)
    assert "8 maart 2027" in listed(world)
    world.now = datetime(2027, 3, 8, 23, 1, tzinfo=UTC)
    assert "8 maart 2027" not in listed(world)
    assert len(kept(world)) == 1


def test_a_period_is_taken_out(world: LedWorld) -> None:
    """The window shows what is left, also when a second tap comes too late."""
    add(world)
    add(world, whose="region")
    first, second = buttons_of(form_of(world.lead("free_weeks.list")))
    for _ in range(2):
        reply = world.lead(first.action, **first.args)
        assert reply.replace
        assert list(buttons_of(form_of(reply))) == [second]
    assert len(kept(world)) == 1


def test_another_regions_period_stays(world: LedWorld) -> None:
    """Whoever names its id."""
    theirs = world.store.periods.add(
        Period(region_id=world.other.id, kind=PeriodKind.EXAM, first=FIRST, last=LAST)
    )
    world.lead("free_weeks.remove", period=theirs.id)
    assert world.store.periods.one(id=theirs.id) == theirs


@pytest.mark.parametrize(("chosen", "kept"), [("yes", True), ("no", False), ("as_sector", None)])
def test_whether_a_partner_follows_schools_is_set_in_its_window(
    world: LedWorld, chosen: str, *, kept: bool | None
) -> None:
    """And stands there the next time; who never chose is free as its sector is."""
    boer = world.store.partners.find()[0]
    assert boer.follows_schools is None
    form = form_of(world.lead("partners.edit", partner=boer.id))
    world.hand(form, follows_schools=chosen)
    assert world.store.partners.get(boer.id).follows_schools is kept
    again = form_of(world.lead("partners.edit", partner=boer.id))
    assert fields_of(again)["follows_schools"] == chosen
    assert not world.hand(again, follows_schools=None).errors
    assert world.store.partners.get(boer.id).follows_schools is None


def test_a_rhythm_follows_at_once(world: LedWorld) -> None:
    """What has to be done next is due at its moment by the new weeks, and by the old ones after."""
    rhythm = world.store.rhythms.add(
        Rhythm(region_id=world.region.id, every=Every.QUARTER, since=date(2027, 8, 1))
    )
    before = keep(world.store, rhythm, world.region, world.almanac)
    add(world, first=date(2027, 9, 13), last=date(2027, 9, 24))
    assert world.store.rhythms.get(rhythm.id).due_at != before.due_at
    (remove,) = buttons_of(form_of(world.lead("free_weeks.list")))
    assert world.lead(remove.action, **remove.args).page
    assert world.store.rhythms.get(rhythm.id) == before


def test_who_cannot_be_asked_in_a_planned_scan_is_named_at_once(world: LedWorld) -> None:
    """And as long as it is so; a day on which they work is enough to ask them."""
    start, deadline = date(2027, 5, 10), date(2027, 5, 24)
    world.hand(world.preview(starts=start, deadline=deadline))
    boer = str(world.store.partners.find()[0].id)
    key = "free_weeks.away_planned"
    assert key not in keys_of(form_of(add(world, whose=boer, first=start, last=date(2027, 5, 21))))
    reply = add(world, whose=boer, first=date(2027, 5, 22), last=deadline)
    assert key in keys_of(form_of(reply))
    assert "geen uitnodiging: De Boer. Verzet de scan" in said(form_of(reply))
    assert key in keys_of(form_of(world.lead("free_weeks.list")))
    remove = next(iter(buttons_of(form_of(reply))))
    assert key not in keys_of(form_of(world.lead(remove.action, **remove.args)))


def test_who_cannot_be_asked_any_more_in_an_open_scan_is_named(world: LedWorld) -> None:
    """Only those whose invitation has not come yet; without a scan there is nothing to say."""
    assert "Let op" not in said(form_of(add(world, whose="region", first=TODAY, last=TODAY)))
    scan = world.start()
    wish = world.store.wishes.one(topic=Topic.WALK, person_id=world.person("U1").id)
    assert wish is not None
    world.deliver()
    world.store.wishes.save(wish)
    form = form_of(add(world, whose="region", first=TODAY, last=scan.deadline))
    assert "free_weeks.away_open" in keys_of(form)
    assert "geen uitnodiging: De Boer. Verleng de scan" in said(form)


def test_a_partner_that_is_added_but_cannot_be_asked_is_named(world: LedWorld) -> None:
    """As when its weeks are set: here the whole region is free until the scan closes."""
    scan = world.start()
    world.deliver()
    add(world, whose="region", first=TODAY, last=scan.deadline)
    world.user("U9", "Nieuwe Collega")
    form = form_of(world.lead("partners.edit"))
    reply = world.hand(form, name="VMBO Oost", sector="vmbo", people=("U9",))
    assert notice_of(reply) == "free_weeks.away_open"
    assert reply.notice is not None
    assert reply.notice.params["partners"] == ("VMBO Oost",)
