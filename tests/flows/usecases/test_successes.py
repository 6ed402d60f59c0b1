"""What people tell: kept, celebrated only with consent, read back and taken back."""

from dataclasses import replace

import pytest

from flows.action import Action
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.events import FieldValue, Kind
from flows.messages import ChoiceInput, TextInput
from flows.response import Sharing
from flows.success import Ripple, SuccessKind
from flows.usecases import routes
from flows.views.successes import LONGEST
from tests.support.builders import buttons_of, form_of, notice_of, said
from tests.support.leading import ADMIN, LEADER, OTHER, STRANGER, LedWorld
from tests.support.shown import fields_of
from tests.support.successes import (
    TEXT,
    in_channel,
    listed,
    quotes,
    tells,
    told,
    window,
    wish,
    with_two,
    withdraw,
)


@pytest.fixture
def world() -> LedWorld:
    """A region in which U1 speaks for De Boer and U2 for ROC West."""
    return with_two()


def test_nothing_is_chosen_but_no(world: LedWorld) -> None:
    """The window warns against names, and nobody shares by not choosing."""
    form = window(world)
    assert fields_of(form) == {"kind": "", "text": "", "ripple": (), "sharing": Sharing.NO}
    words = said(form)
    assert "Noem geen namen van collega's of leerlingen" in words
    assert "Mag #stuurgroep-sto dit lezen?" in words
    assert "Klaster (2025)" in words


def test_without_consent_nothing_is_posted(world: LedWorld) -> None:
    """Whatever is in it, a name too: it is kept for its writer, who reads so."""
    reply = tells(world, text="Anouk de Vries bouwde een brug")
    assert notice_of(reply) == "success.told.private"
    assert wish(world) is None
    assert world.deliver() == [] or in_channel(world) == ""
    assert quotes(listed(world)) == ["Anouk de Vries bouwde een brug"]
    assert quotes(listed(world, LEADER)) == []


def test_with_consent_it_is_celebrated_once(world: LedWorld) -> None:
    """What, for whom it made a difference and who told it; and no second time."""
    reply = tells(world, "U1", Sharing.NAMED, ripple=("companies", "pupils", "nonsense"))
    assert notice_of(reply) == "success.told.named"
    assert told(world).ripple == (Ripple.PUPILS, Ripple.COMPANIES)
    words = in_channel(world)
    assert f"“{TEXT}”" in words
    assert "verschil voor leerlingen en bedrijven, zegt wie het vertelde" in words
    assert "Verteld door U1 van De Boer, De Boer." in words
    assert in_channel(world) == ""


def test_without_name_nobody_reads_who_told_it(world: LedWorld) -> None:
    """Neither their name nor their organisation."""
    reply = tells(world, "U1", Sharing.UNNAMED, kind=SuccessKind.LESSON)
    assert notice_of(reply) == "success.told.unnamed"
    words = in_channel(world)
    assert "wat wij ervan leerden" in words
    assert "De Boer" not in words
    assert "misluk" not in words


def test_a_leader_tells_without_an_organisation(world: LedWorld) -> None:
    """Who speaks for nobody is named alone."""
    tells(world, LEADER, Sharing.NAMED)
    assert told(world).partner == ""
    assert "Verteld door Marijke Visser." in in_channel(world)


def test_who_is_not_known_any_more_is_not_named(world: LedWorld) -> None:
    """What was told stays."""
    tells(world, "U1", Sharing.NAMED)
    world.store.successes.save(replace(told(world), writer_id=None))
    assert "Verteld door" not in in_channel(world)


def test_twice_the_same_is_once(world: LedWorld) -> None:
    """A window handed in again tells nothing new; another text does."""
    tells(world, "U1", Sharing.NAMED)
    assert notice_of(tells(world, "U1", Sharing.NAMED)) == "success.told_already"
    tells(world, "U1", Sharing.NAMED, text="iets anders")
    tells(world, "U2", Sharing.NAMED)
    assert len(world.store.successes.find()) == 3


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({"kind": ""}, {"kind": "success.error.kind"}),
        ({"text": " \n"}, {"text": "success.error.text"}),
        ({"text": "x" * (LONGEST + 1)}, {"text": "success.error.too_long"}),
        ({"sharing": "maybe"}, {"sharing": "success.error.sharing"}),
    ],
)
def test_what_is_missing_is_said_beside_it(
    world: LedWorld, values: dict[str, FieldValue], wrong: dict[str, str]
) -> None:
    """Nothing is kept until all is there."""
    reply = tells(world, **values)
    assert {name: error.key for name, error in reply.errors.items()} == wrong
    assert world.store.successes.find() == []


@pytest.mark.parametrize("user_id", [STRANGER, OTHER, ADMIN])
def test_who_has_no_part_tells_nothing(world: LedWorld, user_id: str) -> None:
    """Neither opens the window nor hands one in, nor reads the list."""
    tells(world, "U1", Sharing.NAMED)
    region = world.region.id
    assert notice_of(world.tap("success.new", user_id, region=region)) == "success.not_yours"
    assert notice_of(world.tap("success.list", user_id, region=region)) == "success.not_yours"
    sent = world.submit(window(world), user_id, kind="success", text="x", sharing="named")
    assert notice_of(sent) == "success.not_yours"
    assert notice_of(withdraw(world, user_id)) == "success.not_yours"
    assert len(world.store.successes.find()) == 1


# By the command.


def test_the_command_begins_with_what_was_typed(world: LedWorld) -> None:
    """To the letter; in one region nothing has to be chosen."""
    form = form_of(world.command("succes De klas  bouwde", "U1"))
    assert fields_of(form)["text"] == "De klas  bouwde"
    assert form.args == {"region": world.region.id}
    assert notice_of(world.command("success", STRANGER)) == "success.not_yours"
    assert form_of(world.command("successen", "U1")).key == "success.list"


def test_with_two_regions_one_is_chosen(world: LedWorld) -> None:
    """Unless it is typed in the channel of one of them."""
    world.appoint(LEADER, world.other)
    form = form_of(world.command("succes", LEADER))
    given = {"kind": "success", "text": TEXT, "sharing": "no"}
    assert world.submit(form, LEADER, **given).errors.keys() == {"region"}
    assert world.submit(form, LEADER, **given, region="99").errors.keys() == {"region"}
    assert not world.submit(form, LEADER, **given, region=str(world.other.id)).errors
    assert told(world).region_id == world.other.id
    assert "Mag het kanaal van de stuurgroep" in said(form)
    everywhere = form_of(world.command("successen", LEADER))
    assert quotes(everywhere) == [TEXT]
    ways = [(one.action, one.args) for one in buttons_of(everywhere)][1:]
    assert ways == [("success.list", {"region": one.id}) for one in (world.region, world.other)]
    request = world.request(Kind.COMMAND, LEADER, "", {}, {})
    event = replace(request.event, text="succes", channel=world.other.channel)
    reply = routes.route_of(event).handle(replace(request, event=event))
    assert form_of(reply).args == {"region": world.other.id}


def test_without_a_channel_it_goes_into_the_report(world: LedWorld) -> None:
    """The window and the answer say so; nothing is posted later either."""
    world.change_region(channel="", channel_name="")
    assert "Er is nog geen kanaal" in said(window(world))
    assert notice_of(tells(world, "U1", Sharing.NAMED)) == "success.told.no_channel"
    assert wish(world) is None


def test_the_page_leads_there(world: LedWorld) -> None:
    """Of who takes part and of who leads; nobody else's."""
    for user_id in ("U1", LEADER):
        assert {"success.new", "success.list"} <= world.actions(user_id)
    assert "success.new" not in world.actions(STRANGER)


# From a check-in.


def check_in(world: LedWorld, tap: Tap | None, text: str = "het hielp echt") -> CheckIn:
    """A check-in of U1 about an action, answered."""
    action = world.store.actions.add(
        Action(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            what="Elke maand een nieuwsbericht",
            owner_id=None,
            partner_id=None,
            due_on=world.now.date(),
            created_at=world.now,
        )
    )
    participant = world.store.participants.one(person_id=world.person("U1").id)
    assert participant is not None
    return world.store.check_ins.add(
        CheckIn(
            workspace_id=world.workspace.id,
            region_id=world.region.id,
            participant_id=participant.id,
            person_id=participant.person_id,
            kind=CheckInKind.ACTION,
            action_id=action.id,
            state=CheckInState.DONE,
            tap=tap,
            text=text,
            asked_at=world.now,
        )
    )


@pytest.mark.parametrize(
    ("tap", "kind"),
    [(Tap.WORKED, "success"), (Tap.NOT_WORKED, "lesson"), (Tap.STUCK, ""), (None, "")],
)
def test_a_check_in_begins_it_for_its_writer(world: LedWorld, tap: Tap | None, kind: str) -> None:
    """With their sentence and of which sort it is; the action is named with its teller."""
    asked = check_in(world, tap)
    form = window(world, "U1", check_in=asked.id)
    assert fields_of(form)["text"] == "het hielp echt"
    assert fields_of(form)["kind"] == kind
    assert fields_of(form)["sharing"] == "", "who read that it may be shared chooses how"
    world.submit(form, "U1", kind="success", sharing="named")
    assert told(world).action_id == asked.action_id
    assert "uit de actie “Elke maand een nieuwsbericht”" in in_channel(world)


def test_telling_answers_the_check_in_that_asked_for_it(world: LedWorld) -> None:
    """What asked for a success is done; one that asked something else is left as it is."""
    other = check_in(world, Tap.WORKED)
    kept = replace(other, kind=CheckInKind.SUCCESS, state=CheckInState.ASKED, tap=None, text="")
    asked = world.store.check_ins.add(kept)
    for one in (asked, other):
        world.submit(
            window(world, "U1", check_in=one.id), "U1", kind="success", text=TEXT, sharing="no"
        )
    assert world.store.check_ins.get(asked.id).state is CheckInState.DONE
    assert world.store.check_ins.get(other.id) == other


def test_nobody_else_reads_what_was_written_there(world: LedWorld) -> None:
    """Not even the leader: their window is empty."""
    asked = check_in(world, Tap.WORKED)
    for user_id in ("U2", LEADER):
        form = window(world, user_id, check_in=asked.id)
        assert fields_of(form)["text"] == ""
        assert all(one.initial == "" for one in form.body if isinstance(one, TextInput))
        assert all(one.initial in {"", "no"} for one in form.body if isinstance(one, ChoiceInput))


def test_an_action_of_another_region_is_left_out(world: LedWorld) -> None:
    """A crafted id names nothing of others."""
    asked = check_in(world, Tap.WORKED)
    action = world.store.actions.get(asked.action_id or 0)
    world.store.actions.save(replace(action, region_id=world.other.id))
    form = window(world, "U1", action=action.id)
    world.submit(form, "U1", kind="success", text=TEXT, sharing="named")
    assert told(world).action_id is None
