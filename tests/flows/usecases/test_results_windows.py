"""Looking at what came of a scan: what a tap, a choice or a word behind the command brings."""

from dataclasses import replace

import pytest

from flows.messages import Picture
from flows.outcome import FileKind, Report
from flows.plots import HistoryPlot, RadarPlot
from flows.region import Sector
from flows.scan import Mode
from flows.usecases.routes import TAPS
from tests.support.builders import buttons_of, form_of, keys_of, notice_of, said
from tests.support.leading import LEADER
from tests.support.published import PublishedWorld, two_quarters


@pytest.fixture
def world() -> PublishedWorld:
    """Two open scans; in the second one fewer answered, and higher."""
    return two_quarters()


def test_all_figures_lead_on(world: PublishedWorld) -> None:
    """Who handed in also gets at their own line."""
    mine = {button.action for button in buttons_of(world.window("results.open", "U1"))}
    leaders = {button.action for button in buttons_of(world.window("results.open", LEADER))}
    assert mine - leaders == {"results.own"}
    assert leaders == {
        "results.compare",
        "results.history",
        "results.table",
        "results.files",
    }
    assert (mine | leaders) <= TAPS.keys()


def test_compare_begins_with_the_scan_before(world: PublishedWorld) -> None:
    """And from the first scan with the one after it: the newer is always the later."""
    last, first = world.now_scan(), world.store.scans.find(region_id=world.region.id)[0]
    for scan in (last, first):
        form = world.window("results.compare", scan=scan.id)
        assert "**Voorjaar**, vergeleken met **Najaar**." in said(form)
        assert form.args == {"scan": scan.id}


def test_any_two_scans_can_be_compared(world: PublishedWorld) -> None:
    """Whichever is named first."""
    world.next_quarter()
    world.publish(U1=5, title="Zomer")
    ids = [str(scan.id) for scan in world.store.scans.find(region_id=world.region.id)]
    form = world.window("results.compare")
    reply = world.submit(form, "U1", first=ids[0], second=ids[2])
    assert reply.replace
    assert "**Zomer**, vergeleken met **Najaar**." in said(form_of(reply))
    again = world.submit(form_of(reply), "U1", first=ids[1], second=ids[0])
    assert "**Voorjaar**, vergeleken met **Najaar**." in said(form_of(again))


@pytest.mark.parametrize(
    ("first", "second", "errors"),
    [
        ("1", "1", {"second": "results.compare.same"}),
        ("1", "999", {"second": "results.compare.gone"}),
        ("", "2", {"first": "results.compare.gone"}),
        ("x", "y", {"first": "results.compare.gone", "second": "results.compare.gone"}),
    ],
)
def test_a_choice_that_cannot_be_is_answered_beside_it(
    world: PublishedWorld, first: str, second: str, errors: dict[str, str]
) -> None:
    """The window stays open."""
    ids = {"1": world.now_scan().id, "2": world.now_scan().id - 1}
    chosen = {
        name: str(ids.get(value, value)) for name, value in (("first", first), ("second", second))
    }
    reply = world.submit(world.window("results.compare"), "U1", **chosen)
    assert {name: phrase.key for name, phrase in reply.errors.items()} == errors
    assert reply.form is None


def test_the_only_scan_has_nothing_to_compare_with() -> None:
    """It says so, where an old button asks for it."""
    world = PublishedWorld()
    world.publish(U1=3)
    assert notice_of(world.looks("results.compare")) == "results.compare.nothing"
    actions = {button.action for button in buttons_of(world.window("results.open"))}
    assert not actions & {"results.compare", "results.history"}
    assert "results.history.first" in keys_of(world.window("results.history"))


def test_history_has_every_scan(world: PublishedWorld) -> None:
    """As text and drawn."""
    form = world.window("results.history", LEADER)
    assert "3,0 van 5 (3 organisaties) → 3,8 (2 organisaties)" in said(form)
    (picture,) = (element for element in form.body if isinstance(element, Picture))
    assert isinstance(picture.plot, HistoryPlot)
    assert [past.scan.title for past in picture.plot.scans] == ["Najaar", "Voorjaar"]


def test_the_table_is_the_channels(world: PublishedWorld) -> None:
    """Also for who is not in it."""
    assert "De Boer" in said(world.window("results.table", "U1"))


@pytest.mark.parametrize("kind", FileKind)
def test_a_file_is_made_of_what_the_sender_may_see(world: PublishedWorld, kind: FileKind) -> None:
    """With the scans up to this one, and told where it comes."""
    first = world.store.scans.find(region_id=world.region.id)[0]
    (button,) = (
        one for one in buttons_of(world.window("results.files")) if one.args["kind"] == kind.value
    )
    reply = world.press(button, "U1")
    assert isinstance(reply.download, Report)
    assert reply.download.kind is kind
    assert [past.scan.title for past in reply.download.history] == ["Najaar", "Voorjaar"]
    assert notice_of(reply) == "results.files.sent"
    early = world.looks("results.file", "U1", scan=first.id, kind=kind.value).download
    assert isinstance(early, Report)
    assert [past.scan.title for past in early.history] == ["Najaar"]


def test_nobody_reads_of_a_scan_before_that_they_may_not_see() -> None:
    """In windows, files or the guide; who may see both has them compared.

    A new participant was not asked then, and the channel has another one now.
    """
    world = PublishedWorld()
    world.publish(title="Najaar", U1=1, U2=5)
    world.next_quarter()
    world.take_in("Nieuwkomer", "U9")
    world.channel("C9", "nieuw-kanaal")
    world.change_region(channel="C9")
    world.publish(title="Voorjaar", U1=4, U2=2, U9=3)
    world.user("UM", "Lid van het nieuwe kanaal")
    world.members = {"C9": {"UM"}}
    compared = {}
    for user_id in ("U1", LEADER, "U9", "UM"):
        report = world.looks("results.file", user_id, kind="xlsx").download
        assert isinstance(report, Report)
        compared[user_id] = report.outcome.since is not None
        assert len(report.history) == 1 + compared[user_id]
        assert ("Najaar" in said(world.window("results.open", user_id))) is compared[user_id]
        if not compared[user_id]:
            assert "Najaar" not in said(world.window("guide.open", user_id))
    assert compared == {"U1": True, LEADER: True, "U9": False, "UM": False}


def test_a_file_of_no_kind_is_none(world: PublishedWorld) -> None:
    """A button of another release."""
    reply = world.looks("results.file", "U1", kind="pdf")
    assert reply.download is None
    assert notice_of(reply) == "walk.notice.further_on"


def test_without_figures_there_is_no_file() -> None:
    """Nobody handed in."""
    world = PublishedWorld()
    world.start()
    world.lead("scan.close")
    world.deliver()
    assert "results.nobody" in keys_of(world.window("results.open"))
    assert notice_of(world.looks("results.files")) == "results.files.nothing"
    assert notice_of(world.looks("results.file", kind="csv")) == "results.files.nothing"


@pytest.mark.parametrize("words", ["resultaten", " Uitkomst ", "UITKOMSTEN", "results", "outcome"])
def test_the_command_lists_outcomes(world: PublishedWorld, words: str) -> None:
    """The newest first, each with a way to it."""
    form = form_of(world.command(words, "U1"))
    rows = [button for button in buttons_of(form) if button.action == "results.open"]
    titles = [world.store.scans.get(int(row.args["scan"])).title for row in rows]
    assert titles == ["Voorjaar", "Najaar"]
    assert "results.history" in {button.action for button in buttons_of(form)}
    assert "Voorjaar" in said(form_of(world.press(rows[0], "U1")))


def test_a_page_shows_what_came_of_the_last_scan(world: PublishedWorld) -> None:
    """For who leads, for who handed in and for who did not; with what was before."""
    for user_id, expected in (
        (LEADER, {"results.open", "results.history"}),
        ("U1", {"results.open", "results.history", "results.own"}),
        ("U5", {"results.open", "results.history"}),
    ):
        page = world.page(user_id)
        found = {one for one in world.actions(user_id) if one.startswith("results.")}
        assert found == expected
        assert "3,0 van 5 (3 organisaties) → 3,8" in said(page)
        assert "page.nothing" not in keys_of(page)


def test_who_leads_and_takes_part_sees_an_outcome_once(world: PublishedWorld) -> None:
    """One region is one part of the page."""
    world.next_quarter()
    world.take_in("Penvoerder", LEADER)
    world.publish(Mode.OPEN, {LEADER: 5}, title="Zomer")
    assert keys_of(world.page(LEADER)).count("results.page.last") == 1


def test_names_are_shown_to_the_letter() -> None:
    """What looks like markup in a partner's name or a title is a name."""
    world = PublishedWorld()
    world.take_in("*Vet* <!channel> & zo", "U9")
    world.publish(U9=3, title="Scan <@U1> *1*")
    assert "*Vet* <!channel> & zo" in said(world.window("results.table"))
    assert "Scan <@U1> *1*" in said(world.window("results.open"))


def test_sixty_partners_fit() -> None:
    """Every window has well under a hundred parts."""
    world = PublishedWorld()
    for number in range(60):
        user_id = f"V{number}"
        world.user(user_id, f"Persoon {number}")
        partner = world.store.partners.add(
            replace(
                world.store.partners.find()[0],
                id=0,
                name=f"{number} {'x' * 76}",
                sector=list(Sector)[number % 6],
            )
        )
        world.invite_to(partner, user_id)
    world.publish(Mode.OPEN, {f"V{number}": 1 + number % 5 for number in range(58)})
    for action in ("results.open", "results.table", "results.history"):
        form = world.window(action, LEADER)
        assert len(form.body) <= 40
    assert isinstance(
        next(e for e in world.window("results.open").body if isinstance(e, Picture)).plot, RadarPlot
    )


def test_what_was_withdrawn_is_shown_nowhere() -> None:
    """Too few answers are left of a protected scan; one's own stay one's own."""
    world = PublishedWorld()
    world.publish(title="Najaar")
    world.next_quarter()
    world.publish(Mode.PROTECTED, title="Voorjaar")
    world.tap("privacy.erase", "U5")
    world.deliver()
    assert "results.withdrawn" in keys_of(world.window("results.open"))
    own = form_of(world.tap("results.own", "U1", response=world.response("U1").id))
    assert "results.own.alone" in keys_of(own)
    assert "U gaf een **4**." in said(own)
    assert notice_of(world.looks("results.file", kind="csv")) == "results.files.nothing"
    assert "4,0 van 5 → geen cijfer" in said(world.window("results.compare"))
    assert "4,0 van 5 (3 organisaties) → geen cijfer" in said(world.window("results.history"))
