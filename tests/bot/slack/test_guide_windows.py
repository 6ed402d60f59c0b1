"""The windows of the conversation fit Slack, whatever people wrote in them."""

from dataclasses import replace

import pytest

from bot.slack.blocks import render_form
from flows.language import Language
from flows.outcome import SharedText
from flows.response import ResponseState
from flows.views.earlier import earlier_form
from flows.views.we_sentences import LONGEST, MOST_QUOTED, QUOTED, we_form
from tests.support.builders import INSTRUMENT, WORDINGS, a_response, a_walk
from tests.support.outcomes import a_published_scan

WIDE = "\U0001f600"  # two units in Slack's count, twelve bytes in its JSON
NAME = "n" * 80


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("texts", [2, MOST_QUOTED, 180])
def test_sentences_of_the_group_under_those_of_many_people(texts: int, language: Language) -> None:
    """As many of theirs as fit, however long, beside what two leaders wrote at once."""
    sentences = INSTRUMENT.sentences
    shared = [
        SharedText(item=item.key, text=WIDE * (QUOTED // texts), person=NAME, partner=NAME)
        for item in sentences
        for _ in range(texts + 1)
    ]
    written = (WIDE * (LONGEST // 2),) * len(sentences)
    scan = replace(a_published_scan(), we=written)
    typed = [f"{text[1:]}x" for text in written]
    args = {"scan": 10**9, "seen": 2**32, "minutes": 60}
    assert render_form(we_form(scan, INSTRUMENT, NAME, shared, args, typed), WORDINGS[language])


@pytest.mark.parametrize("language", Language)
def test_the_longest_earlier_sentences(language: Language) -> None:
    """All three to the letter."""
    earlier = {item.key: WIDE * 1500 for item in INSTRUMENT.sentences}
    walk = replace(a_walk(a_response(state=ResponseState.BEGUN)), earlier=earlier)
    view = render_form(earlier_form(walk), WORDINGS[language])
    assert str(view).count(WIDE) == 3 * 1500
