"""The window with all texts on an item stays within what Slack takes, whatever people wrote."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack.blocks import render_form
from bot.wording import all_voices
from flows.language import Language
from flows.messages import Bullets
from flows.outcome import SharedText
from flows.views.shared import texts_form
from tests.bot.slack.support import judge_view
from tests.support.builders import INSTRUMENT
from tests.support.outcomes import a_published_scan

ITEM = INSTRUMENT.sentences[0]
DUTCH = all_voices()[Language.NL]
LONGEST = 3000


def shown(texts: list[str], person: str = "") -> int:
    """How many of them the window shows, which Slack has to take."""
    shared = [
        SharedText(item=ITEM.key, text=text, person=person, partner="De Boer") for text in texts
    ]
    form = texts_form(a_published_scan(), ITEM, shared)
    judge_view(render_form(form, DUTCH))
    return sum(len(one.phrases) for one in form.body if isinstance(one, Bullets))


@pytest.mark.parametrize(
    ("text", "count", "fewest"),
    [
        ("\U0001f600" * 1500, 14, 12),
        ("ë" * LONGEST, 20, 12),
        ("&" * LONGEST, 20, 8),
        ("x" * 1501, 200, 80),
        ("a\n" * 1500, 60, 20),
        ('"' * LONGEST, 60, 29),
        ("kort", 200, 200),
    ],
)
def test_the_longest_texts_never_fail(text: str, count: int, fewest: int) -> None:
    """As many are shown as surely fit."""
    for person in ("", "Karin & Co", "K" * 80):
        assert shown([text] * count, person) >= min(count, fewest)


PIECE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=4)


@settings(max_examples=40)
@given(
    pieces=st.lists(st.tuples(PIECE, st.integers(1, LONGEST)), min_size=1, max_size=4),
    count=st.integers(1, 250),
    person=st.text(max_size=80),
)
def test_no_text_fails(pieces: list[tuple[str, int]], count: int, person: str) -> None:
    """Of any signs, in any mixture of lengths."""
    texts = [(piece * times)[: LONGEST // 2].strip() for piece, times in pieces]
    assert shown([text for text in texts if text] * count, person) >= bool("".join(texts))
