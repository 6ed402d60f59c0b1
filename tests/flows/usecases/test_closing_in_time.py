"""Closing the largest scans answers in time: Slack waits three seconds for a tap."""

import random
import time
from dataclasses import replace

import pytest

from flows.response import Answer, ResponseState
from flows.results import from_text
from flows.scan import Mode, ScanState
from tests.support.builders import INSTRUMENT
from tests.support.leading import LedWorld

PARTNERS = 60


def of_many_people(mode: Mode, most: int) -> LedWorld:
    """A scan of sixty partners with up to so many people each, all of whom have handed in."""
    world = LedWorld()
    chance = random.Random(5)  # noqa: S311 - made-up answers
    for number in range(PARTNERS):
        world.take_in(
            f"Partner {number}",
            *(f"U{number}N{one}" for one in range(chance.randint(1, most))),
        )
    world.start(mode)
    for response in world.store.responses.find(scan_id=world.now_scan().id):
        world.store.responses.save(
            replace(
                response,
                state=ResponseState.SUBMITTED,
                begun_at=world.now,
                submitted_at=world.now,
            )
        )
        for item in INSTRUMENT.statements:
            world.store.answers.add(
                Answer(
                    response_id=response.id,
                    item=item.key,
                    score=chance.randint(1, 5),
                    answered_at=world.now,
                )
            )
    return world


@pytest.mark.parametrize("most", [5, 9])
def test_a_large_protected_scan_closes_within_a_second(most: int) -> None:
    """The figures are worked out once, and what may be shown of them takes little."""
    world = of_many_people(Mode.PROTECTED, most)
    begun = time.process_time()
    world.lead("scan.close")
    took = time.process_time() - begun
    scan = world.now_scan()
    assert scan.state is ScanState.PUBLISHED
    assert all(figure.mean for figure in from_text(scan.results).figures)
    assert took < 1.0
