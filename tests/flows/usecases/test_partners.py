"""Partners of a region are listed, added, changed and removed, with their people."""

from dataclasses import replace

import pytest

from flows.events import FieldValue
from flows.region import Partner, Sector
from flows.response import ResponseState
from flows.scan import Mode
from flows.topics import Topic
from tests.support.builders import (
    buttons_of,
    form_of,
    item_keys,
    keys_of,
    notice_of,
    said,
    sentence,
    statement,
)
from tests.support.leading import CHANNEL, LedWorld, about, snapshot
from tests.support.shown import fields_of


@pytest.fixture
def world() -> LedWorld:
    """A region with two partners and three people."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.user("U4", "Vera Vier")
    return world


def partner(world: LedWorld, name: str = "De Boer") -> Partner:
    """The newest partner of this name."""
    return world.store.partners.find(name=name)[-1]


def people_of(world: LedWorld, name: str = "De Boer") -> set[str]:
    """The user ids of who speaks for a partner."""
    speaking = world.store.participants.find(partner_id=partner(world, name).id, removed_at=None)
    return {world.store.people.get(one.person_id).user_id for one in speaking}


def edit(world: LedWorld, name: str = "De Boer", /, **values: FieldValue) -> None:
    """Change a partner through its window."""
    form = form_of(world.lead("partners.edit", partner=partner(world, name).id))
    reply = world.hand(form, **values)
    assert not reply.errors, reply.errors


def test_an_empty_list_says_what_to_do() -> None:
    """And has the button for it."""
    form = form_of(LedWorld().lead("partners.list"))
    assert "partners.none" in keys_of(form)
    assert [button.action for button in buttons_of(form)] == ["partners.edit"]


def test_the_list_names_partners_with_their_people(world: LedWorld) -> None:
    """Each with a button to change it."""
    world.partner("Leeg BV")
    form = form_of(world.lead("partners.list"))
    for name in ("De Boer", "ROC West", "U1 van De Boer", "U3 van ROC West", "Leeg BV"):
        assert name in said(form)
    assert "nog niemand" in said(form)
    assert len(list(buttons_of(form))) == 4


def test_a_partner_is_added_with_its_sector_and_people(world: LedWorld) -> None:
    """The list beneath the window shows it at once."""
    form = form_of(world.lead("partners.edit"))
    reply = world.hand(form, name=" Gemeente <Noord> ", sector="municipality", people=("U4",))
    kept = partner(world, "Gemeente <Noord>")
    assert kept.sector is Sector.MUNICIPALITY
    assert people_of(world, "Gemeente <Noord>") == {"U4"}
    assert reply.beneath is not None
    assert "Gemeente <Noord>" in said(reply.beneath)
    assert reply.page


def test_somebody_the_bot_never_saw_is_known_by_name_from_then_on(world: LedWorld) -> None:
    """Also somebody of another organisation in a shared channel."""
    world.known["U9"] = replace(world.known["U4"], user_id="U9", name="Emma", team_id="T9")
    world.hand(form_of(world.lead("partners.edit")), name="BV", sector="company", people=("U9",))
    assert (world.person("U9").name, world.person("U9").team_id) == ("Emma", "T9")


@pytest.mark.parametrize(
    ("values", "where", "expected"),
    [
        ({"name": "  "}, "name", "partners.error.no_name"),
        ({"name": None}, "name", "partners.error.no_name"),
        ({"name": "roc WEST"}, "name", "partners.error.same_name"),
        ({"people": ()}, "people", "partners.error.no_people"),
        ({"people": None}, "people", "partners.error.no_people"),
        ({"people": ("U4", "U404")}, "people", "people.unknown"),
        ({"people": ("UBOT",)}, "people", "people.bot"),
        ({"people": ("UGONE",)}, "people", "people.gone"),
        ({"people": ("U4", "U2")}, "people", "people.elsewhere"),
    ],
)
@pytest.mark.parametrize("name", ["", "De Boer"])
def test_a_faulty_partner_is_refused_beside_the_input(
    world: LedWorld, name: str, values: dict[str, FieldValue], where: str, expected: str
) -> None:
    """Whether new or changed: nothing is half done."""
    world.known["UBOT"] = replace(world.known["U4"], user_id="UBOT", is_bot=True)
    world.known["UGONE"] = replace(world.known["U4"], user_id="UGONE", is_deleted=True)
    args = {"partner": partner(world, name).id} if name else {}
    form = form_of(world.lead("partners.edit", **args))
    before = snapshot(world)
    filled = {"name": "Nieuw", "sector": "po", "people": ("U4",), **values}
    reply = world.hand(form, **filled)
    assert {name: phrase.key for name, phrase in reply.errors.items()} == {where: expected}
    assert reply.beneath is None
    assert snapshot(world) == before


def test_one_person_in_two_organisations_is_refused_with_the_way_out(world: LedWorld) -> None:
    """The other organisation is named, so that the leader can mend it."""
    form = form_of(world.lead("partners.edit", partner=partner(world).id))
    reply = world.hand(form, people=("U1", "U2"))
    assert reply.errors["people"].params == {"name": "U2 van ROC West", "partner": "ROC West"}
    edit(world, "ROC West", people=("U3",))
    assert not world.hand(form, people=("U1", "U2")).errors
    assert people_of(world) == {"U1", "U2"}


def test_the_same_person_may_speak_in_two_regions(world: LedWorld) -> None:
    """One organisation each."""
    world.appoint("U0", world.other)
    form = form_of(world.lead("partners.edit", region=world.other.id))
    assert not world.hand(form, name="De Boer", sector="company", people=("U1",)).errors


def test_a_partners_own_name_and_people_can_stay(world: LedWorld) -> None:
    """Saving without a change changes nothing."""
    form = form_of(world.lead("partners.edit", partner=partner(world).id))
    assert fields_of(form) == {
        "name": "De Boer",
        "sector": "company",
        "follows_schools": "as_sector",
        "people": ("U1",),
    }
    before = snapshot(world)
    assert not world.hand(form).errors
    assert snapshot(world) == before


def test_a_partner_without_a_sector_is_of_another_kind(world: LedWorld) -> None:
    """Should a platform send none."""
    edit(world, sector=None)
    assert partner(world).sector is Sector.OTHER


def test_two_leaders_who_both_removed_a_partner(world: LedWorld) -> None:
    """The second one is told that it is gone; a window that still stands open saves nothing."""
    form = form_of(world.lead("partners.edit", partner=partner(world).id))
    world.lead("partners.remove", partner=partner(world).id)
    before = snapshot(world)
    assert notice_of(world.lead("partners.remove", partner=partner(world).id)) == "setup.gone"
    assert notice_of(world.lead("partners.edit", partner=partner(world).id)) == "setup.gone"
    assert notice_of(world.hand(form, name="Terug")) == "setup.gone"
    assert snapshot(world) == before


def test_removing_takes_the_place_of_the_window(world: LedWorld) -> None:
    """It says so, and the list beneath no longer has the partner."""
    reply = world.lead("partners.remove", partner=partner(world).id)
    assert reply.replace
    assert "De Boer" in said(form_of(reply))
    assert reply.beneath is not None
    assert "De Boer" not in said(reply.beneath)


def test_a_removed_partners_name_and_people_are_free_again(world: LedWorld) -> None:
    """Somebody else can be taken in with them."""
    world.lead("partners.remove", partner=partner(world).id)
    edit(world, "ROC West", name="De Boer", people=("U1", "U2"))
    assert people_of(world) == {"U1", "U2"}


# While a scan runs


@pytest.fixture
def running(world: LedWorld) -> LedWorld:
    """The same with an open scan, all invited and reached."""
    world.start(Mode.OPEN)
    world.deliver()
    return world


def test_who_is_added_is_invited_at_once_and_only_they(running: LedWorld) -> None:
    """The others read nothing new."""
    edit(running, people=("U1", "U4"))
    posts = [post for post in running.deliver() if post.is_new]
    assert [(post.reader, post.wish.topic) for post in posts] == [("U4", Topic.WALK)]


def test_who_is_removed_reads_so_and_no_longer_counts(running: LedWorld) -> None:
    """Their message changes in place; the progress is without them."""
    running.hand_in("U2")
    running.deliver()
    edit(running, "ROC West", people=("U3",))
    assert running.response("U2").state is ResponseState.REMOVED
    posts = {post.reader: post for post in about(running.deliver(), Topic.WALK)}
    assert not any(post.is_new for post in posts.values())
    assert set(posts) == {"U2", "U3"}
    assert "U antwoordt als enige" in posts["U3"].words()
    assert "U2 van" not in said(form_of(running.lead("scan.progress")))


def test_who_is_taken_out_and_in_again_goes_on_where_they_were(running: LedWorld) -> None:
    """Position and answers are kept; they read it in a new message."""
    running.begin("U2")
    running.tap("walk.score", "U2", item=statement(0).key, score=4)
    kept, answers = running.response("U2"), running.answers("U2")
    edit(running, "ROC West", people=("U3",))
    running.deliver()
    edit(running, "ROC West", people=("U2", "U3"))
    back = running.response("U2")
    assert (back.id, back.state, back.position) == (kept.id, ResponseState.BEGUN, kept.position)
    assert running.answers("U2") == answers
    posts = [post for post in running.deliver() if post.is_new]
    assert [post.reader for post in posts] == ["U2"]


@pytest.mark.parametrize("name", ["De Boer", "de boer"])
def test_a_partner_removed_by_mistake_comes_back_with_its_answers(
    running: LedWorld, name: str
) -> None:
    """Added again under the same name, what was handed in counts again."""
    running.hand_in("U1", score=2)
    kept = running.response("U1")
    running.lead("partners.remove", partner=partner(running).id)
    running.deliver()
    form = form_of(running.lead("partners.edit"))
    running.hand(form, name=name, sector="company", people=("U1",))
    back = running.response("U1")
    assert (back.id, back.state, back.partner_id) == (
        kept.id,
        ResponseState.SUBMITTED,
        kept.partner_id,
    )
    assert set(running.answers("U1")) == set(item_keys())


def test_somebody_new_for_a_removed_partner_begins_at_the_beginning(running: LedWorld) -> None:
    """Nobody gets to see somebody else's answers."""
    running.tap("walk.begin", "U1")
    running.type("van mij alleen", "U1")
    running.lead("partners.remove", partner=partner(running).id)
    form = form_of(running.lead("partners.edit"))
    running.hand(form, name="De Boer", sector="company", people=("U4",))
    assert running.response("U4").state is ResponseState.INVITED
    assert not running.answers("U4")


def test_a_change_of_name_is_read_where_the_invitation_stands(running: LedWorld) -> None:
    """Whoever looks next sees the new name."""
    edit(running, name="De Boer Techniek")
    assert "De Boer Techniek" in said(running.message("U1"))


def test_a_held_scan_invites_nobody(running: LedWorld) -> None:
    """It is closed; who was added is asked when it is extended."""
    running.until_closing()
    running.channel(CHANNEL, "stuurgroep-sto", is_private=False)
    running.beat()
    edit(running, people=("U1", "U4"))
    assert running.response_of("U4") is None


def test_a_scan_that_is_over_is_not_touched(running: LedWorld) -> None:
    """Removing a partner afterwards changes nothing of what was answered."""
    running.hand_in("U1")
    running.lead("scan.close")
    kept = running.response("U1"), running.now_scan()
    running.lead("partners.remove", partner=partner(running).id)
    assert (running.response("U1"), running.now_scan()) == kept


def test_typing_on_after_being_removed_is_not_taken(running: LedWorld) -> None:
    """They are told that nothing is asked of them."""
    running.tap("walk.begin", "U1")
    running.deliver()
    running.lead("partners.remove", partner=partner(running).id)
    assert notice_of(running.type("te laat", "U1")) == "walk.notice.nothing_asked"
    assert sentence().key not in running.answers("U1")
