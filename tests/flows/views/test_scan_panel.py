"""What a leader can do with a scan that runs, waits or is planned, and what they read of it."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Button, Look
from flows.scan import Hold, ScanState
from flows.views.planned import planned_buttons, planned_text
from flows.views.scan_panel import hold_buttons, hold_text, running_buttons
from tests.support.builders import WORDINGS, a_response, a_scan, a_walk

WALK = a_walk(a_response())
SCAN = replace(a_scan(WALK.region, WALK.person), id=7)
HELD = replace(SCAN, state=ScanState.CLOSED)
PLANNED = replace(SCAN, state=ScanState.PLANNED)


def actions(buttons: list[Button]) -> list[str]:
    """What can be done, in order."""
    return [button.action for button in buttons]


def test_what_cannot_be_undone_is_asked_about_first() -> None:
    """Nudging, closing, stopping; looking and extending are not."""
    asked = {button.action: button.confirm is not None for button in running_buttons(SCAN)}
    assert asked == {
        "scan.progress": False,
        "scan.nudge": True,
        "scan.extend": False,
        "scan.close": True,
        "scan.cancel": True,
    }


def test_a_nudge_is_offered_once() -> None:
    """After that there are the ready texts."""
    nudged = replace(SCAN, nudged_at=SCAN.opened_at)
    assert "scan.nudge" not in actions(running_buttons(nudged))


def test_once_talked_about_the_group_s_sentences_can_be_changed() -> None:
    """While the statements run, they head them."""
    assert "we.open" not in actions(running_buttons(SCAN))
    talked = replace(SCAN, talked_at=SCAN.opened_at)
    assert "we.open" in actions(running_buttons(talked))


@pytest.mark.parametrize(
    ("hold", "extended", "expected"),
    [
        (Hold.TOO_FEW, False, {"scan.extend", "guide.open", "scan.finish"}),
        (Hold.TOO_FEW, True, {"guide.open", "scan.finish"}),
        (Hold.CHANNEL, False, {"scan.recheck", "scan.publish_anyway", "scan.cancel"}),
        (Hold.TOLD, False, {"scan.cancel"}),
    ],
)
def test_each_hold_offers_what_can_be_done(
    hold: Hold, expected: set[str], *, extended: bool
) -> None:
    """Nothing else, and publishing in another channel only after a question."""
    scan = replace(HELD, hold=hold, extended=extended)
    buttons = hold_buttons(scan)
    assert set(actions(buttons)) == expected
    anyway = [button for button in buttons if button.action == "scan.publish_anyway"]
    assert all(button.confirm for button in anyway)
    stop = [button for button in buttons if button.action == "scan.cancel"]
    assert all(button.look is Look.DANGER and button.confirm for button in stop)


@pytest.mark.parametrize("language", Language)
def test_each_hold_says_why(language: Language) -> None:
    """Four different reasons, each with the scan's title."""
    scans = [
        replace(HELD, hold=Hold.TOO_FEW),
        replace(HELD, hold=Hold.TOO_FEW, extended=True),
        replace(HELD, hold=Hold.CHANNEL),
        replace(HELD, hold=Hold.TOLD),
    ]
    texts = {WORDINGS[language].text(hold_text(scan)) for scan in scans}
    assert len(texts) == 4
    assert all(SCAN.title in text for text in texts)


def test_a_planned_scan_can_begin_be_moved_and_be_called_off() -> None:
    """The first and the last only after a question."""
    asked = {button.action: button.confirm is not None for button in planned_buttons(PLANNED)}
    assert asked == {"scan.begin_now": True, "scan.move": False, "scan.cancel": True}


@pytest.mark.parametrize("language", Language)
def test_a_planned_scan_says_when_it_begins_or_what_it_waits_for(language: Language) -> None:
    """In the region's own time, and each reason in its own words."""
    begins = WORDINGS[language].text(planned_text(PLANNED, WALK.region))
    assert "10.30" in begins or "10:30" in begins
    holds = (Hold.CHANNEL, Hold.NOBODY, Hold.RESPONSIBLE)
    waits = {
        WORDINGS[language].text(planned_text(replace(PLANNED, hold=hold), WALK.region))
        for hold in holds
    }
    assert len(waits) == len(holds)
    assert all(SCAN.title in text for text in (begins, *waits))
