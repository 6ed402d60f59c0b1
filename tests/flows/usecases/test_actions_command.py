"""The ways to the actions: the command, the page, the radar and its points."""

from dataclasses import replace

import pytest

from flows.events import Kind
from flows.messages import ChoiceInput, Form
from flows.topics import POINTS, Topic
from flows.usecases.desk import Reply
from flows.views.action_form import LONGEST
from flows.views.action_page import MOST_WITH_BUTTONS
from tests.support.acting import WHAT, ActingWorld
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said
from tests.support.leading import ADMIN, CHANNEL, LEADER, OTHER, OTHER_CHANNEL, STRANGER, about
from tests.support.shown import fields_of

MEMBER = "UM"


@pytest.fixture
def world() -> ActingWorld:
    """A region of three partners, whose channel somebody reads without a part in it."""
    world = ActingWorld()
    world.user(MEMBER, "Mira Lid")
    world.members = {CHANNEL: {MEMBER}}
    return world


def regions_offered(form: Form) -> list[str]:
    """The regions that can be chosen."""
    (choice,) = [one for one in form.body if isinstance(one, ChoiceInput)]
    return [option.value for option in choice.options]


def both(world: ActingWorld) -> Reply:
    """What the leader of both regions gets for words behind the command."""
    world.appoint(LEADER, world.other)
    return world.command(f"actie {WHAT}")


@pytest.mark.parametrize("typed", ["actie", "Acties", "action", "actions"])
def test_without_words_it_opens_the_list(world: ActingWorld, typed: str) -> None:
    """With the way to a new one, for who may make it."""
    world.made()
    for user_id in (LEADER, "U4", MEMBER):
        form = form_of(world.command(typed, user_id))
        assert WHAT in said(form)
        assert ("action.new" in {one.action for one in buttons_of(form)}) is (user_id != MEMBER)


def test_words_behind_it_are_what_will_happen(world: ActingWorld) -> None:
    """To the letter, as far as they fit."""
    begun = fields_of(form_of(world.command(f"actie  {WHAT}", "U1")))
    assert begun["what"] == WHAT
    assert begun["owner"] == str(world.participant("U1"))
    long = fields_of(form_of(world.command("actie " + "x" * (LONGEST + 9))))
    assert long["what"] == "x" * LONGEST
    wide = fields_of(form_of(world.command("actie " + "\U0001f600" * LONGEST)))
    assert wide["what"] == "\U0001f600" * (LONGEST // 2)


def test_who_only_reads_makes_none(world: ActingWorld) -> None:
    """And is told who can."""
    assert notice_of(world.command(f"actie {WHAT}", MEMBER)) == "action.only_parts"
    reply = world.tap("action.new", MEMBER, region=world.region.id)
    assert notice_of(reply) == "action.only_parts"


@pytest.mark.parametrize("user_id", [ADMIN, STRANGER])
def test_who_has_no_part_reads_none(world: ActingWorld, user_id: str) -> None:
    """With words or without."""
    world.made()
    for typed in ("actie", "actie iets"):
        reply = world.command(typed, user_id)
        assert notice_of(reply) == "action.not_yours"
        assert reply.form is None


def test_another_region_has_its_own(world: ActingWorld) -> None:
    """Nothing of this one is shown there."""
    world.made()
    assert WHAT not in said(form_of(world.command("actie", OTHER)))


def test_who_belongs_to_two_regions_chooses(world: ActingWorld) -> None:
    """What was typed is kept, and can still be changed."""
    reply = both(world)
    where = form_of(reply)
    assert regions_offered(where) == [str(world.region.id), str(world.other.id)]
    assert fields_of(where)["what"] == WHAT
    chosen = world.hand(where, region=str(world.region.id))
    assert chosen.replace
    assert fields_of(form_of(chosen))["what"] == WHAT


def test_who_belongs_to_two_regions_chooses_a_list(world: ActingWorld) -> None:
    """Without words; a region that cannot be chosen is refused."""
    world.made()
    world.appoint(LEADER, world.other)
    where = form_of(world.command("acties"))
    chosen = world.hand(where, region=str(world.region.id))
    assert chosen.replace
    assert WHAT in said(form_of(chosen))
    assert notice_of(world.hand(where, region="?")) == "action.not_yours"


def test_the_channel_says_which_region(world: ActingWorld) -> None:
    """Where somebody types decides, if they belong to more than one."""
    both(world)
    request = world.request(Kind.COMMAND, LEADER, "", {}, {})
    event = replace(request.event, text="acties", channel=OTHER_CHANNEL)
    in_channel = world.act(replace(request, event=event))
    assert "Regio Zuid" in said(form_of(in_channel))


def test_the_page_leads_to_them(world: ActingWorld) -> None:
    """For leaders and participants, with how many there are."""
    world.made()
    for user_id in (LEADER, "U4"):
        page = world.page(user_id)
        assert "**Regio Noordwest**: er staat één actie open." in said(page)
        assert {"action.list", "action.new"} <= world.actions(user_id)
    assert "action.page.heading" not in keys_of(world.page(STRANGER))


def test_the_page_of_who_leads_many_regions(world: ActingWorld) -> None:
    """One line each."""
    for _ in range(MOST_WITH_BUTTONS):
        world.appoint(LEADER, world.store.regions.add(world.other))
    acts = [one.action for one in buttons_of(world.page(LEADER))]
    assert acts.count("action.list") == MOST_WITH_BUTTONS + 1
    assert "action.new" not in acts


def test_radar_and_points_lead_to_a_new_one(world: ActingWorld) -> None:
    """A point with its statement; under what has no figures there is no such button."""
    world.publish(posted=False, U1=2, U2=2, U4=3)
    posts = world.deliver()
    (radar,) = about(posts, Topic.RESULTS)
    (button,) = [one for one in buttons_of(radar.rendering.message) if one.action == "action.new"]
    assert button.args == {"region": world.region.id, "scan": world.now_scan().id}
    points = [post for post in posts if post.wish.topic in POINTS]
    assert points
    for post in points:
        (button,) = buttons_of(post.rendering.message)
        form = form_of(world.press(button, "U1"))
        assert fields_of(form)["item"] == button.args["item"]
