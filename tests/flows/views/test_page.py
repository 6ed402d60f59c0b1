"""A person's page: what they lead, what they take part in, and what a held scan asks of them."""

from dataclasses import replace
from datetime import date

import pytest

from flows.events import ChannelFacts
from flows.language import Language
from flows.messages import Page, Row
from flows.region import Region
from flows.response import Response, ResponseState
from flows.scan import Hold, Scan, ScanState
from flows.views.led_region import LedRegion, channel_lines
from flows.views.page import home_page, panel_form
from flows.views.walk import Walk
from tests.support.builders import WORDINGS, a_response, a_scan, a_walk, buttons_of, keys_of, said

WALK = a_walk(a_response())
SCAN = replace(a_scan(WALK.region, WALK.person), id=7)
PRIVATE = ChannelFacts(
    channel_id="C1", name="stuurgroep-sto", is_private=True, has_bot=True, members=9
)
HELD = replace(SCAN, state=ScanState.CLOSED)


def led(
    scan: Scan | None = None,
    last: Scan | None = None,
    responses: tuple[Response, ...] = (),
    *,
    is_leader: bool = True,
    name: str = "regio Noordwest",
) -> LedRegion:
    """A region that is set up, with two partners."""
    return LedRegion(
        region=replace(WALK.region, name=name),
        channel=PRIVATE,
        partners=2,
        people=3,
        meetings=1,
        scan=scan,
        last=last,
        responses=responses,
        is_leader=is_leader,
        leaders=["Marijke Visser", "Bea Mede"],
    )


def page(
    *regions: LedRegion, walks: tuple[Walk, ...] = (), language: Language = Language.NL
) -> Page:
    """A page."""
    return home_page(regions, walks, language, is_admin=False)


def actions(shown: Page) -> list[str]:
    """What can be done, in order."""
    return [button.action for button in buttons_of(shown)]


def every_page() -> list[Page]:
    """Each state that a page can be in."""
    empty = Region(workspace_id=1, name="leeg")
    bare = replace(led(), region=empty, channel=None, partners=0, people=0, meetings=0)
    scans = [
        SCAN,
        replace(SCAN, nudged_at=SCAN.opened_at),
        *(replace(HELD, hold=hold) for hold in Hold),
        replace(HELD, hold=Hold.TOO_FEW, extended=True),
        *(replace(SCAN, state=ScanState.PLANNED, hold=hold) for hold in Hold),
    ]
    walks = tuple(a_walk(a_response(state=state)) for state in ResponseState)
    return [
        page(),
        page(bare),
        page(replace(led(), holidays_until=date(2030, 7, 31))),
        page(led(), led(last=SCAN)),
        *(page(led(scan)) for scan in scans),
        page(walks=walks),
        page(led(is_leader=False), replace(led(is_leader=False), leaders=[])),
        home_page([], [], Language.EN, is_admin=True),
        home_page([led()], [], Language.EN, is_admin=True),
    ]


@pytest.mark.parametrize("language", Language)
def test_every_page_has_its_words(language: Language) -> None:
    """Buttons are at most 75 characters, what is asked before a tap at most 300."""
    wording = WORDINGS[language]
    for shown in every_page():
        assert said(shown, language)
        for button in buttons_of(shown):
            assert 0 < len(wording.text(button.label, bold=str)) <= 75
            if button.confirm:
                assert len(wording.text(button.confirm.title)) <= 100
                assert len(wording.text(button.confirm.text)) <= 300
                for answer in (button.confirm.yes, button.confirm.no):
                    assert len(wording.text(answer)) <= 30


def test_the_window_shows_what_the_page_shows() -> None:
    """For who asks with a command."""
    shown = home_page([led(SCAN)], [WALK], Language.NL, is_admin=True)
    form = panel_form(shown)
    assert form.body == shown.body
    assert form.submit is None


def test_a_country_of_regions_fits_an_administrators_page() -> None:
    """A line each: platforms take a hundred parts."""
    regions = [led(is_leader=False, name=f"regio {number}") for number in range(80)]
    shown = home_page(regions, [], Language.NL, is_admin=True)
    assert len(shown.body) <= 100
    assert "egio 79" in said(shown)
    assert "Bea Mede" in said(shown)


def test_the_other_language_is_offered() -> None:
    """In the words of that language."""
    for language, other in ((Language.NL, "en"), (Language.EN, "nl")):
        (switch,) = (b for b in buttons_of(page(language=language)) if b.action == "page.language")
        assert switch.args == {"language": other}


def test_everything_that_is_set_up_and_never_scanned_is_ready() -> None:
    """The leader reads that they can start."""
    assert "page.ready" in keys_of(page(led()))
    assert "page.ready" not in keys_of(page(led(last=SCAN)))
    assert "page.ready" not in keys_of(page(replace(led(), people=0)))


def test_buttons_of_a_region_carry_its_id() -> None:
    """And those of a scan the scan's."""
    for button in buttons_of(page(led(SCAN))):
        if button.action.startswith("region.") or button.action.startswith("partners."):
            assert button.args == {"region": WALK.region.id}
        if button.action.startswith("scan."):
            assert button.args == {"scan": SCAN.id}


def test_what_waits_for_the_leaders_is_counted() -> None:
    """Above the way to it; the ways to what is set up once stand below."""
    shown = page(replace(led(), waiting=2))
    assert "Twee dingen wachten op u." in said(shown)
    assert "wacht" not in said(page(led()))
    done = actions(shown)
    assert done.index("scan.new") < done.index("follow_up.open") < done.index("region.settings")


def test_responses_are_counted_and_not_named() -> None:
    """How many of how many."""
    responses = tuple(
        a_response(id=number, state=state)
        for number, state in enumerate(
            [ResponseState.SUBMITTED, ResponseState.SUBMITTED, ResponseState.DECLINED], start=1
        )
    )
    assert "2 van 3" in said(page(led(SCAN, responses=responses)))


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, []),
        ({"found": False}, ["setup.channel_state.not_found"]),
        ({"is_archived": True, "is_private": False}, ["setup.channel_state.archived"]),
        ({"has_bot": False}, ["setup.channel_state.no_bot"]),
        ({"is_private": False}, ["setup.channel_state.public"]),
    ],
)
def test_what_is_odd_about_a_channel_is_said(changes: dict[str, bool], expected: list[str]) -> None:
    """One thing at a time, what has to be mended first."""
    channel = replace(PRIVATE, **changes)  # type: ignore[arg-type]  # checked when it runs
    assert [line.key for line in channel_lines(channel)] == expected


def test_no_channel_is_asked_for() -> None:
    """Before anything else can be wrong with it."""
    assert [line.key for line in channel_lines(None)] == ["setup.missing.channel"]


def test_taking_part_is_one_line_with_a_way_back() -> None:
    """Title, organisation, and until when."""
    shown = page(walks=(WALK,))
    (row,) = (element for element in shown.body if isinstance(element, Row))
    assert row.button.args == {"response": WALK.response.id}
    for fact in (WALK.scan.title, "De Boer", "19 maart"):
        assert fact in said(shown)
