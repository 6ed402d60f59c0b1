"""Somebody makes an action, or changes one."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from flows.action import Bent, Level, Phase
from flows.events import FieldValue
from flows.messages import PeopleInput
from flows.region import Participant, PeriodKind
from flows.region import Period as Days
from tests.support.acting import FIRST, FRIDAY, SATURDAY, SECOND, SIGN, WHAT, ActingWorld
from tests.support.builders import INSTRUMENT, form_of, keys_of, notice_of, said
from tests.support.leading import LEADER
from tests.support.shown import fields_of

DAY = timedelta(days=1)


@pytest.fixture
def world() -> ActingWorld:
    """A region of three partners in which no scan has been held."""
    return ActingWorld()


def errors_of(world: ActingWorld, **values: FieldValue) -> dict[str, str]:
    """What is wrong with a window filled in like this."""
    return {name: error.key for name, error in world.make(**values).errors.items()}


def test_an_action_with_all_that_it_needs_is_carried_out_at_once(world: ActingWorld) -> None:
    """It is in Do, kept to the letter, and shown."""
    reply = world.make(bent="develop", level="within", what=f"  {WHAT} ")
    action = world.newest()
    assert action.phase is Phase.DO
    assert (action.what, action.sign, action.due_on) == (WHAT, SIGN, FRIDAY)
    assert (action.item, action.instrument, action.aim) == (FIRST, INSTRUMENT.id, 3.0)
    assert (action.bent, action.level) == (Bent.DEVELOP, Level.WITHIN)
    assert action.owner_id == world.participant("U1")
    assert action.partner_id == world.store.participants.get(action.owner_id).partner_id
    assert action.created_by == world.person("U1").id
    assert reply.replace
    assert "Bewaard." in said(form_of(reply))


def test_it_needs_no_scan(world: ActingWorld) -> None:
    """The statements are those of the questionnaire that the region would get."""
    assert world.made().scan_id is None


def test_what_it_comes_from_is_filled_in(world: ActingWorld) -> None:
    """From a point: the statement, and the scan is kept; who taps is proposed as owner."""
    world.publish()
    scan = world.now_scan()
    reply = world.tap("action.new", "U2", region=world.region.id, scan=scan.id, item=SECOND)
    form = form_of(reply)
    assert not reply.replace
    begun = fields_of(form)
    assert (begun["item"], begun["owner"]) == (SECOND, str(world.participant("U2")))
    world.submit(form, "U2", what=WHAT, due=FRIDAY)
    action = world.newest()
    assert (action.scan_id, action.item, action.sign) == (scan.id, SECOND, "")


def test_a_scan_of_another_region_is_not_taken(world: ActingWorld) -> None:
    """Nor is an action there to follow."""
    scan = world.publish()
    theirs = world.store.scans.add(replace(scan, id=0, region_id=world.other.id))
    before = world.keep(region_id=world.other.id)
    reply = world.tap(
        "action.new", "U1", region=world.region.id, scan=theirs.id, follows=before.id, bent="?"
    )
    assert form_of(reply).args == {"region": world.region.id}


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"what": "  "}, {"what": "action.error.no_what"}),
        ({"owner": None}, {"owner": "action.error.no_owner"}),
        ({"owner": "999"}, {"owner": "action.error.no_owner"}),
        ({"due": None}, {"due": "action.error.no_due"}),
        ({"due": date(2027, 3, 7)}, {"due": "action.error.past"}),
        ({"due": date(2072, 3, 8)}, {"due": "action.error.far"}),
        ({"what": "x" * 301}, {"what": "action.error.too_long"}),
        ({"sign": "\U0001f600" * 151}, {"sign": "action.error.too_long"}),
    ],
)
def test_only_what_who_and_when_are_insisted_on(
    world: ActingWorld, values: dict[str, FieldValue], wrong: dict[str, str]
) -> None:
    """Nothing is kept then; all that is wrong is said at once."""
    assert errors_of(world, **values) == wrong
    assert not world.store.actions.find()


def test_today_will_do(world: ActingWorld) -> None:
    """The day itself is not over."""
    assert world.made(due=world.now.date()).due_on == world.now.date()


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        (SATURDAY, date(2027, 5, 31)),
        (date(2027, 5, 6), date(2027, 5, 7)),  # a public holiday
        (date(2027, 12, 27), date(2028, 1, 10)),  # a school holiday for all
        (date(2027, 6, 2), date(2027, 6, 4)),  # two days on which the owner's partner is away
    ],
)
def test_a_day_without_work_gives_way_and_that_is_said(
    world: ActingWorld, chosen: date, kept: date
) -> None:
    """The next working day of the owner's organisation takes its place."""
    world.free_days = (date(2027, 5, 6),)
    partner_id = world.store.participants.get(world.participant("U1")).partner_id
    world.store.periods.add(
        Days(
            region_id=world.region.id,
            partner_id=partner_id,
            kind=PeriodKind.FREE,
            first=date(2027, 6, 2),
            last=date(2027, 6, 3),
        )
    )
    reply = world.make(due=chosen)
    assert world.newest().due_on == kept
    assert "action.moved_to" in keys_of(form_of(reply))


def test_what_would_make_it_sharper_is_asked_for_once(world: ActingWorld) -> None:
    """A second window with just that; the action is there already, and can be left so."""
    reply = world.make(sign="", item=None, aim=None, due=SATURDAY)
    sharper = form_of(reply)
    assert reply.replace
    assert list(fields_of(sharper)) == ["sign", "item", "aim"]
    assert "action.moved_to" in keys_of(sharper)
    assert keys_of(sharper)[-1] == "action.form.leave"
    assert world.newest().phase is Phase.PLAN
    done = world.submit(sharper, "U1", sign=SIGN, item=SECOND, aim="4.5")
    action = world.newest()
    assert (action.sign, action.item, action.aim) == (SIGN, SECOND, 4.5)
    assert action.phase is Phase.DO
    assert form_of(done).key == "action.open"


def test_leaving_it_so_is_fine(world: ActingWorld) -> None:
    """The second window takes being handed in empty as well."""
    sharper = form_of(world.make(sign=""))
    assert list(fields_of(sharper)) == ["sign"]
    world.submit(sharper, "U1", sign=None)
    assert world.newest().phase is Phase.PLAN


def test_who_chose_none_is_not_asked_again(world: ActingWorld) -> None:
    """Without a statement there is nothing to aim at either."""
    reply = world.make(item="none", aim=None)
    assert form_of(reply).key == "action.open"
    assert (world.newest().item, world.newest().phase) == ("", Phase.PLAN)


def test_the_second_window_of_an_action_that_is_over(world: ActingWorld) -> None:
    """It changes nothing, and says how the action is."""
    sharper = form_of(world.make(sign=""))
    world.tap("action.drop", "U1", action=world.newest().id)
    dropped = world.change(world.newest(), state="dropped", closed_at=world.now, reason="Vervallen")
    reply = world.submit(sharper, "U1", sign=SIGN)
    assert "action.elsewhere" in keys_of(form_of(reply))
    assert world.newest() == dropped


def test_too_much_in_the_second_window(world: ActingWorld) -> None:
    """It stays open."""
    sharper = form_of(world.make(sign=""))
    reply = world.submit(sharper, "U1", sign="x" * 301)
    assert reply.errors["sign"].key == "action.error.too_long"


def test_the_next_action_follows_the_one_before(world: ActingWorld) -> None:
    """With its owner, statement and level, and it says so."""
    before = world.made(level="between", owner=str(world.participant("U2")))
    reply = world.tap(
        "action.new", LEADER, region=world.region.id, follows=before.id, bent="develop"
    )
    form = form_of(reply)
    begun = fields_of(form)
    assert begun["owner"] == str(world.participant("U2"))
    assert (begun["item"], begun["level"], begun["bent"]) == (FIRST, Level.BETWEEN, Bent.DEVELOP)
    assert WHAT in said(form)
    world.submit(form, LEADER, what="Het vervolg", due=FRIDAY)
    assert world.newest().follows_id == before.id


def test_the_next_action_of_one_that_nobody_has(world: ActingWorld) -> None:
    """Who makes it is proposed."""
    before = world.keep()
    form = form_of(world.tap("action.new", "U3", region=world.region.id, follows=before.id))
    assert fields_of(form)["owner"] == str(world.participant("U3"))


def test_a_region_in_which_nobody_takes_part(world: ActingWorld) -> None:
    """There is nobody to own it."""
    for participant in world.store.participants.find():
        world.store.participants.save(replace(participant, removed_at=world.now))
    reply = world.tap("action.new", LEADER, region=world.region.id)
    assert notice_of(reply) == "action.nobody_yet"
    action = world.keep()
    assert notice_of(world.tap("action.edit", LEADER, action=action.id)) == "action.nobody_yet"


def test_many_participants_are_looked_up_by_name(world: ActingWorld) -> None:
    """Beyond what a list holds; somebody who takes no part cannot be chosen."""
    partner = world.partner("Groot")
    for number in range(100):
        person = world.user(f"UV{number}", f"Persoon {number}")
        world.store.participants.add(
            Participant(region_id=world.region.id, partner_id=partner.id, person_id=person.id)
        )
    form = form_of(world.tap("action.new", "U1", region=world.region.id))
    (owner,) = [one for one in form.body if isinstance(one, PeopleInput)]
    assert owner.required
    assert owner.initial == ("U1",)
    assert world.made(owner=("UV7",)).owner_id == world.participant("UV7")
    assert errors_of(world, owner=("U0",)) == {"owner": "action.error.no_owner"}
