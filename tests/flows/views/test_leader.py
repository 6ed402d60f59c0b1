"""What a leader is told of a scan in their DM."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.scan import Hold, ScanState
from flows.views.leader import leader_message
from tests.support.builders import a_response, a_scan, a_walk, buttons_of, said

WALK = a_walk(a_response())
SCAN = replace(a_scan(WALK.region, WALK.person), id=7)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("state", ScanState)
def test_a_leader_is_told_how_a_scan_stands(state: ScanState, language: Language) -> None:
    """In each state its title, and buttons only where one can decide or talk."""
    scan = replace(SCAN, state=state, hold=Hold.TOO_FEW if state is ScanState.CLOSED else Hold.NONE)
    message = leader_message(scan, WALK.region)
    assert SCAN.title in said(message, language)
    with_buttons = {ScanState.PLANNED, ScanState.CLOSED, ScanState.PUBLISHED}
    assert bool(list(buttons_of(message))) is (state in with_buttons)
    where = "#stuurgroep-sto" in said(message, language)
    assert where is (state is ScanState.PUBLISHED)


@pytest.mark.parametrize("language", Language)
def test_a_scan_that_never_began_says_so(language: Language) -> None:
    """In other words than one that was stopped, and that nobody has been asked."""
    stopped = replace(SCAN, state=ScanState.CANCELLED)
    missed = leader_message(replace(stopped, hold=Hold.MISSED), WALK.region)
    assert said(missed, language) != said(leader_message(stopped, WALK.region), language)
    assert ("niemand gevraagd" if language is Language.NL else "Nobody has been asked") in said(
        missed, language
    )
