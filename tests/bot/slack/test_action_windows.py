"""The windows and messages about actions fit Slack, whatever people wrote in them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.slack.blocks import render_form, render_message, render_page
from flows.action import Action, ActionState, Bent, Help, Level, Phase
from flows.check_in import Tap
from flows.language import Language
from flows.messages import Form, Message, Page
from flows.region import Region
from flows.views.action_form import (
    LONGEST,
    LONGEST_TOLD,
    MOST_REGIONS,
    Change,
    Choices,
    Draft,
    Written,
    drop_form,
    edit_form,
    new_form,
    sharpen_form,
    where_form,
)
from flows.views.action_lines import ActionSeen
from flows.views.action_message import action_message, frozen_help_message, help_message
from flows.views.action_open import MOST_ASKED, Opened, Told, action_form
from flows.views.action_page import RegionActions, action_elements
from flows.views.actions import ON_A_PAGE, Listed, Show, list_form
from flows.views.owner import MOST_CHOICES, Owner
from tests.support.builders import INSTRUMENT, WORDINGS

WIDE = "\U0001f600"  # two units in Slack's count, twelve bytes in its JSON
TEXT, TOLD = WIDE * (LONGEST // 2), "&" * LONGEST_TOLD
NAME = "n" * 80
DAY = date(2027, 5, 28)
NOW = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
REGION = Region(id=10**9, workspace_id=1, name=NAME)
OWNERS = [
    Owner(id=10**9 + number, user_id=f"U{number}", person=NAME, partner=NAME)
    for number in range(MOST_CHOICES)
]
ACTION = Action(
    id=10**9,
    workspace_id=1,
    region_id=REGION.id,
    instrument=INSTRUMENT.id,
    item=INSTRUMENT.statements[0].key,
    what=TEXT,
    sign=TEXT,
    aim=3.5,
    owner_id=1,
    partner_id=1,
    due_on=DAY,
    bent=Bent.DEVELOP,
    level=Level.BETWEEN,
    created_at=NOW,
    explanation=TOLD,
    routine=TOLD,
)
SEEN = ActionSeen(
    action=ACTION, owner=OWNERS[0], partner=NAME, item=INSTRUMENT.statements[0].short, late=True
)
TAPS = [tap for tap in Tap if tap not in {Tap.YES, Tap.PARTLY, Tap.NO}]
"""What can be answered about an action."""
ARGS: dict[str, str | int] = {"show": Show.NOBODY, "of": ACTION.item}


def each(action: Action) -> Iterator[ActionSeen]:
    """An action with all that can be so about it, in each of its places."""
    for phase in Phase:
        for help_ in (None, *Help):
            yield replace(SEEN, action=replace(action, phase=phase, help=help_, stuck_at=NOW))
    for state in (ActionState.FINISHED, ActionState.DROPPED):
        closed = replace(action, state=state, closed_at=NOW, reason=TOLD)
        yield ActionSeen(action=closed, partner=NAME)
    yield ActionSeen(action=replace(action, owner_id=None, partner_id=None))


def windows() -> Iterator[Form]:
    """All windows, as full as they get."""
    choices = Choices(owners=OWNERS, statements=INSTRUMENT.statements)
    draft = Draft(what=TEXT, sign=TEXT, owner=str(OWNERS[0].id), due_on=DAY, aim=3.5)
    yield new_form(draft, choices, ARGS)
    yield new_form(draft, choices, ARGS, TEXT)
    written = Written(explanation=TOLD, routine=TOLD)
    yield edit_form(Change(draft=draft, choices=choices, written=written), ARGS)
    yield sharpen_form(("sign", "item", "aim"), choices, ARGS, DAY)
    yield drop_form(TEXT, ARGS)
    yield where_form([replace(REGION, id=one) for one in range(MOST_REGIONS + 1)], TEXT)
    told = [Told(on=DAY, tap=tap, text=TOLD) for tap in TAPS * 4]
    for seen in each(ACTION):
        opened = Opened(
            seen=seen,
            region=REGION,
            follows=TEXT,
            told=[*told, Told(on=DAY, tap=None)][-MOST_ASKED - 5 :],
            stuck=True,
            changes=True,
            makes=True,
        )
        yield action_form(opened, ARGS, None)
    listed = Listed(
        region=REGION,
        show=Show.ALL,
        of=ACTION.item,
        counts=dict.fromkeys(Show, 200),
        statements=INSTRUMENT.statements,
        shown=[SEEN] * ON_A_PAGE,
        first=ON_A_PAGE + 1,
        total=200,
        makes=True,
    )
    yield list_form(listed)
    yield list_form(replace(listed, counts=dict.fromkeys(Show, 0), shown=(), total=0))


def messages() -> Iterator[Message]:
    """All that the channel can read of one."""
    for seen in each(ACTION):
        yield action_message(seen)
        yield help_message(seen)
        yield frozen_help_message(seen)


@pytest.mark.parametrize("language", Language)
def test_every_window_fits(language: Language) -> None:
    """However long what people wrote."""
    assert all(render_form(form, WORDINGS[language]) for form in windows())


@pytest.mark.parametrize("language", Language)
def test_every_message_fits(language: Language) -> None:
    """In the channel, two lines of at most this length."""
    assert all(render_message(message, WORDINGS[language]) for message in messages())


@pytest.mark.parametrize("language", Language)
def test_the_page_of_who_leads_many_regions_fits(language: Language) -> None:
    """With one line each."""
    regions = [
        RegionActions(region_id=one, region=NAME, running=200, late=100) for one in range(60)
    ]
    assert render_page(Page(body=tuple(action_elements(regions))), WORDINGS[language])
