"""Whatever was answered: all that the channel reads can be said, and none of it is false."""

import re
from collections.abc import Sequence
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.comparison import Past
from flows.language import Language, as_read, decimal
from flows.messages import Message
from flows.outcome import Outcome, SharedText
from flows.results import Results, without_lines
from flows.scan import Mode
from flows.views.channel import results_message
from flows.views.points import point_message
from flows.views.shared import sentences_message
from flows.views.table import table_message
from tests.support.builders import INSTRUMENT, said
from tests.support.outcomes import a_published_scan, outcome_from, past_from, results_from

NAMES = ("De Boer", "ROC West", "Gemeente Noord", "De Klim", "Metaalhuis")
SCALE = {
    Language.NL: r"\bvan 5\b(?! partner|[,.]\d)",
    Language.EN: r"\bof 5\b(?! partner|[,.]\d)",
}
LOWS = {Language.NL: "Laag", Language.EN: "Low"}
ONE = st.lists(st.none() | st.integers(1, 5), min_size=7, max_size=7)
PARTNERS = st.dictionaries(st.sampled_from(NAMES), st.lists(ONE, min_size=1, max_size=3))
Given = dict[str, list[list[int | None]]]


def messages_of(outcome: Outcome) -> Sequence[Message]:
    """Message and thread."""
    points = [point_message(outcome, place) for place in range(3)]
    sentences = sentences_message(outcome.scan, "regio", outcome.instrument, outcome.shared)
    return [results_message(outcome), *points, sentences, table_message(outcome)]


def words(message: Message, language: Language) -> str:
    """All that a message says, without its marks of bold and what describes its picture."""
    text = said(message, language).replace("**", "").replace("\xa0", " ")
    return "\n".join(line for line in text.splitlines() if not line.startswith("Radar "))


def an_outcome(
    now: Given, before: Given | None, mode: Mode, *, changed: bool, bare: bool
) -> Outcome:
    """What came of a scan with these scores, after one with those."""
    results = replace(results_from(now, mode), changed=changed)
    scan = a_published_scan(mode)
    past: Past | None = None
    if before is not None:
        past = past_from(results_from(before, mode), scan)
    shared = [SharedText(item=item.key, text="Samen verder") for item in INSTRUMENT.items]
    return outcome_from(
        without_lines(results) if bare else results, scan, before=past, shared=shared
    )


@settings(deadline=None)  # what may be shown of a protected scan is worked out once, then kept
@given(
    now=PARTNERS,
    before=st.none() | PARTNERS,
    mode=st.sampled_from(Mode),
    language=st.sampled_from(Language),
    changed=st.booleans(),
    bare=st.booleans(),
)
def test_any_outcome_can_be_said_truthfully(
    now: Given,
    before: Given | None,
    mode: Mode,
    language: Language,
    changed: bool,  # noqa: FBT001 - a case
    bare: bool,  # noqa: FBT001 - a case
) -> None:
    """The scale once a message, nobody's name when protected, every figure a known one."""
    outcome = an_outcome(now, before, mode, changed=changed, bare=bare)
    texts = [words(message, language) for message in messages_of(outcome)]
    for text in texts:
        assert len(re.findall(SCALE[language], text)) <= 1
        if mode is Mode.PROTECTED:
            assert not [name for name in NAMES if name in text]
            assert not re.search(r"ivided, from|erdeeld, van|Wie gaf|Who gave", text)
    check_means(texts[0], outcome.results, language)
    check_agenda(texts[0], outcome, language)
    check_rises(texts[0], outcome, language)


def check_means(text: str, results: Results, language: Language) -> None:
    """Each mean stands behind its statement; what has none has no number."""
    if not results.enough or not results.answered:
        return
    agenda = re.split(r"Te bespreken|To discuss", text)[-1]
    for item, figure in zip(INSTRUMENT.statements, results.figures, strict=True):
        found = re.search(rf"{re.escape(item.short.in_(language))}:? (\d[,.]\d)", agenda)
        assert (found is None) == (figure.mean is None)
        if found and figure.mean is not None:
            assert found[1] == decimal(figure.mean, language)


def check_agenda(text: str, outcome: Outcome, language: Language) -> None:
    """What each point says of its figures is so."""
    for point in outcome.findings.points:
        item = outcome.instrument.statements[point.number].short.in_(language)
        line = next(one for one in text.splitlines() if re.match(rf"\d\. {re.escape(item)}:", one))
        figure = point.figure
        mean, spread = figure.mean or 0.0, figure.spread or 0.0
        assert (f" {LOWS[language]}" in line) == (as_read(mean) < 3)
        if re.search(r"erdeeld|ivided|ver uit elkaar|far apart", line):
            assert spread > 0.8
        if re.search(r"dicht bij elkaar|close together", line):
            assert round(spread, 9) <= 0.8
        if re.search(r"alle partners gaven hetzelfde|all partners gave the same", line):
            assert as_read(figure.lowest or 0.0) == as_read(figure.highest or 6.0)
        means = [as_read(one.mean) for one in outcome.results.figures if one.mean is not None]
        if re.search(r"laagste|lowest", line):
            assert as_read(mean) == min(means) < max(means)
            assert min(means) >= 3
        if found := re.search(r"(?:van|from) ([\d,.]+) (?:tot|to) ([\d,.]+\d|\d)\.", line):
            ends = [float(one.replace(",", ".")) for one in found.groups()]
            assert ends == [as_read(figure.lowest or 0.0), as_read(figure.highest or 0.0)]


def check_rises(text: str, outcome: Outcome, language: Language) -> None:
    """What is said to have risen did, by what people read."""
    for before, now in re.findall(r"(?:steeg van|rose from) (\S+) (?:naar|to) (\d[,.]\d)", text):
        first, second = (float(one.replace(",", ".")) for one in (before, now))
        assert first < second
        assert outcome.since is not None
        (place, change) = outcome.findings.rose[0]
        assert now == decimal(outcome.results.figures[place].mean or 0.0, language)
        assert before == decimal(change.before or 0.0, language)
