"""The report for the meeting and the accounts: two to four pages that can be edited in Word."""

from math import ceil
from typing import Final
from unicodedata import east_asian_width

from bot.files.images import drawn, radar_alt, radar_plot, strip_alt
from bot.files.made import MadeFile, clean
from bot.files.paper import Paper
from bot.files.telling import Telling, how_to_read, spread_head, that_fit, who_took_part
from bot.files.thread_part import put_thread
from flows.messages import Bullets, Element, Note, Paragraph, Row
from flows.outcome import SharedText
from flows.plots import StripPlot
from flows.results import Figure
from flows.views.agenda import finding_elements
from flows.views.points import sourced, sources
from flows.wording import Phrase, say

LINES_FIT: Final = 16
"""Lines of what people wrote that leave room for how to read it on the third page."""
LINES_OF_HEADING: Final = 2
CHARACTERS_A_LINE: Final = 90
LINES_OF_TEXT: Final = 4
"""Lines of one text, so that none takes the place of all others."""
LINES_OF_WE: Final = 6
"""Lines of a sentence of the group: any of the usual length."""
CUT: Final = " […]"
LONGEST_NAMES: Final = 400
"""Characters of the names of partners, so that the findings stay on the first page."""
WIDE: Final = {"W", "F"}
"""Signs of double width, as Unicode calls them."""
STATEMENT_CM: Final = 4.4
FIGURE_CM: Final = 2.1


def document(telling: Telling) -> MadeFile:
    """The report."""
    paper = Paper(telling)
    outcome = telling.outcome
    _put_title(paper, telling)
    if any(figure.mean is not None for figure in outcome.results.figures):
        for element in finding_elements(outcome):
            _put(paper, element)
        _put_questions(paper, telling)
        _put_figures(paper, telling)
    else:
        paper.paragraph(say("files.report.no_figures"))
    taken = _put_we(paper, telling)
    _put_texts(paper, telling, LINES_FIT - taken)
    put_thread(paper, telling)
    paper.heading(say("files.report.reading"))
    told = how_to_read(telling)
    for number, (label, text) in enumerate(told, start=1):
        line = say("files.report.explained", label=label, text=text)
        paper.bullet(line, onward=number < len(told))
    return MadeFile(telling.name(say("files.what.report"), "docx"), paper.finish())


def _put_title(paper: Paper, telling: Telling) -> None:
    outcome = telling.outcome
    paper.title(clean(outcome.scan.title))
    day = telling.day(outcome.scan)
    paper.paragraph(say("files.report.subtitle", region=outcome.region, day=day))
    paper.heading(say("files.report.took_part"))
    for label, text in who_took_part(telling, LONGEST_NAMES):
        paper.paragraph(say("files.report.explained", label=label, text=text))
    _put_partners(paper, telling)


def _put_partners(paper: Paper, telling: Telling) -> None:
    """Whose figures these are, where that may be known."""
    partners = [line.partner for line in telling.outcome.results.lines]
    named = tuple(that_fit(partners, LONGEST_NAMES))
    if named:
        among = "all" if len(named) == len(partners) else "among_others"
        said = say(f"files.report.partners.{among}", partners=named, count=len(partners))
        paper.paragraph(said)


def _put_questions(paper: Paper, telling: Telling) -> None:
    """What the method asks about each point of the agenda."""
    outcome = telling.outcome
    paper.heading(say("files.report.questions"))
    asked = []
    for place, point in enumerate(outcome.findings.points, start=1):
        item = outcome.instrument.statements[point.number]
        paper.paragraph(say("point.title", place=place, item=item.short))
        element = outcome.instrument.element_of(item)
        questions = [question.text for question in element.questions]
        for text in questions:
            paper.bullet(sourced(text))
        if element.checklist:
            paper.paragraph(say("point.checklist"))
        for text in element.checklist:
            paper.bullet(sourced(text))
        asked += [*questions, *element.checklist]
    for said in sources(asked):
        _put(paper, said)


def _put(paper: Paper, element: Element) -> None:
    match element:
        case Paragraph(phrase=phrase) | Note(phrase=phrase) | Row(phrase=phrase):
            paper.paragraph(phrase)
        case Bullets(phrases=phrases):
            for phrase in phrases:
                paper.bullet(phrase)
        case _:
            pass


def _put_figures(paper: Paper, telling: Telling) -> None:
    outcome = telling.outcome
    paper.heading(say("files.report.figures"))
    paper.pictures(
        [
            (drawn(telling, radar_plot(telling)), radar_alt(telling)),
            (drawn(telling, StripPlot(now=outcome.past)), strip_alt(telling)),
        ]
    )
    columns = _columns(telling)
    rows = [
        [telling.text(say("files.head.statement")), *(telling.text(head) for head, _ in columns)]
    ]
    for number, item in enumerate(telling.statements):
        rows.append([telling.short(item), *(values[number] for _, values in columns)])
    widths = [STATEMENT_CM, *(FIGURE_CM for _ in columns)]
    paper.table(rows, widths)


def _columns(telling: Telling) -> list[tuple[Phrase, list[str]]]:
    figures = telling.outcome.results.figures
    columns = [
        (say("files.head.mean"), [_shown(telling, one.mean) for one in figures]),
        (say("files.head.lowest"), [_shown(telling, one.lowest) for one in figures]),
        (say("files.head.highest"), [_shown(telling, one.highest) for one in figures]),
        (spread_head(telling), [_shown(telling, one.spread) for one in figures]),
        (say("files.head.n"), [_counted(one) for one in figures]),
    ]
    since = telling.outcome.since
    if since is not None:
        day = telling.day(since.before.scan)
        before = [_shown(telling, change.before) for change in since.changes]
        columns.append((say("files.head.previous", day=day), before))
    return [one for one in columns if any(one[1])]


def _shown(telling: Telling, number: float | None) -> str:
    return "" if number is None else telling.decimal(number)


def _counted(figure: Figure) -> str:
    return "" if figure.n is None else str(figure.n)


def _put_we(paper: Paper, telling: Telling) -> int:
    """The sentences that the group wrote together; how many lines they take."""
    outcome = telling.outcome
    we = zip(outcome.instrument.sentences, outcome.scan.we, strict=False)
    written = [(item, _cut(text, LINES_OF_WE)) for item, text in we if text]
    if written:
        paper.heading(say("files.report.we"))
    for item, text in written:
        paper.paragraph(say("files.report.explained", label=telling.short(item), text=text))
    return sum(_lines(text) + 1 for _, text in written)


def _put_texts(paper: Paper, telling: Telling, room: int) -> None:
    """As much of what people allowed to be shown as so many lines hold, and how much more."""
    outcome = telling.outcome
    chosen = _that_fit(outcome.shared, room)
    if chosen:
        paper.heading(say("files.report.texts"))
    last = ""
    for one in chosen:
        if one.item != last:
            last = one.item
            paper.heading(say("files.words", words=outcome.instrument.item(one.item).short), 2)
        paper.quote(_cut(one.text, LINES_OF_TEXT), _by(one))
    left = len(outcome.shared) - len(chosen)
    if left:
        paper.paragraph(say("files.report.more_texts", count=left))


def _by(one: SharedText) -> str:
    return ", ".join(clean(name) for name in (one.person, one.partner) if name)


def _cut(text: str, most: int) -> str:
    """The text, or as much of it as so many lines hold with a sign that there was more."""
    words, kept = clean(text), list[str]()
    for line in words.splitlines():
        fits = most * CHARACTERS_A_LINE * len(line) // max(1, _width(line))
        kept.append(line[:fits])
        most -= _lines(line)
        if most <= 0:
            break
    shown = "\n".join(kept)
    return shown if len(shown) == len(words) else f"{shown}{CUT}"


def _lines(text: str) -> int:
    """How many lines a text takes, about."""
    return sum(max(1, ceil(_width(line) / CHARACTERS_A_LINE)) for line in text.splitlines())


def _width(line: str) -> int:
    return sum(2 if east_asian_width(sign) in WIDE else 1 for sign in line)


def _that_fit(texts: tuple[SharedText, ...], room: int) -> list[SharedText]:
    """Of each item one, then of each a second, as long as they fit; in the order they came in."""
    turns: dict[str, int] = {}
    ranked = []
    for place, one in enumerate(texts):
        turn = turns[one.item] = turns.get(one.item, 0) + 1
        ranked.append((turn, place))
    kept = []
    for turn, place in sorted(ranked):
        room -= _lines(f"{_cut(texts[place].text, LINES_OF_TEXT)} – {_by(texts[place])}")
        room -= LINES_OF_HEADING if turn == 1 else 0
        if room < 0:
            break
        kept.append(place)
    return [texts[place] for place in sorted(kept)]
