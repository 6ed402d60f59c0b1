"""The workbook in the spirit of the national radar file: scores, radar, history, texts."""

from bot.files.book import LABEL_WIDTH, WIDE, Book
from bot.files.figures_sheet import write_figures
from bot.files.history_sheet import write_history
from bot.files.made import MadeFile, clean
from bot.files.radar_sheet import write_radar
from bot.files.telling import Telling, about, empty_places, how_to_read
from bot.files.thread_sheets import write_thread
from flows.outcome import SharedText
from flows.wording import say

TEXT_WIDTHS = (LABEL_WIDTH, WIDE, LABEL_WIDTH, LABEL_WIDTH)
"""Part, text, organisation, name."""


def workbook(telling: Telling) -> MadeFile:
    """The workbook of a report."""
    book = Book(telling)
    write_radar(book, write_figures(book))
    write_history(book)
    _write_texts(book)
    write_thread(book)
    _write_explanation(book)
    return MadeFile(telling.name(say("files.what.figures"), "xlsx"), book.finish())


def _write_texts(book: Book) -> None:
    """The sentences of the group, then what people allowed to be shown."""
    sheet = book.sheet(say("files.sheet.texts"))
    rows = [
        *_we(book.telling),
        *(_shared(book.telling, one) for one in book.telling.outcome.shared),
    ]
    if not rows:
        sheet.write_string(0, 0, book.text(say("files.no_texts")), book.plain)
        return
    heads = (
        say("files.head.item"),
        say("files.head.text"),
        say("files.head.partner"),
        say("files.head.person"),
    )
    book.write_texts(sheet, [[book.text(head) for head in heads], *rows], TEXT_WIDTHS)


def _we(telling: Telling) -> list[tuple[str, ...]]:
    scan = telling.outcome.scan
    sentences = zip(telling.outcome.instrument.sentences, scan.we, strict=False)
    together = telling.text(say("files.together"))
    return [(telling.short(item), clean(text), together, "") for item, text in sentences if text]


def _shared(telling: Telling, one: SharedText) -> tuple[str, ...]:
    item = telling.outcome.instrument.item(one.item)
    return (telling.short(item), clean(one.text), clean(one.partner), clean(one.person))


def _write_explanation(book: Book) -> None:
    sheet = book.sheet(say("files.sheet.explanation"))
    sheet.set_column(0, 0, LABEL_WIDTH)
    sheet.set_column(1, 1, WIDE)
    telling = book.telling
    asked = [(telling.short(item), telling.asked(item)) for item in telling.statements]
    told = [*about(telling), *how_to_read(telling), *empty_places(telling), *asked]
    for row, (label, text) in enumerate(told):
        cells = [(label, LABEL_WIDTH, book.label), (text, WIDE, book.wrapped)]
        book.write_row(sheet, row, cells)
