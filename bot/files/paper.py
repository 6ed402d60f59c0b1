"""A Word document being written: its styles, tables and pictures, and words in bold."""

import re
from collections.abc import Sequence
from io import BytesIO
from typing import Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

from bot.files.made import clean
from bot.files.telling import Telling, is_dutch
from flows.wording import Phrase

FONT: Final = "Calibri"
INK: Final = RGBColor(0x0F, 0x1F, 0x3D)
HEAD_FILL: Final = "E8EDF4"
MARGIN: Final = Cm(2)
TEXT_CM: Final = 17.0
GAP_CM: Final = 0.4
TALLEST: Final = Cm(12.5)
"""The height that pictures may have so that their figures stand on the same page."""
A4: Final = (Cm(21), Cm(29.7))
BOLD_FROM: Final = "\ue000"
BOLD_TO: Final = "\ue001"
"""Signs for private use, which nobody's words keep: what the bot has in bold stands between."""
_BOLD: Final = re.compile(f"{BOLD_FROM}(.*?){BOLD_TO}", re.DOTALL)
_HEADED: Final = re.compile(f"{BOLD_FROM}([^\n]*?){BOLD_TO}(\n.*)?", re.DOTALL)
_PRIVATE: Final = re.compile("[\ue000-\uf8ff]")
SIZES: Final = {"Normal": 11, "Title": 24, "Heading 1": 15, "Heading 2": 12, "Caption": 9}


class Paper:
    """A document in the making; `finish` gives its bytes."""

    def __init__(self, telling: Telling) -> None:
        """Begin one on A4; it names no author and no moment but the scan's."""
        self._telling = telling
        self._document = Document()
        section = self._document.sections[0]
        section.orientation = WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = A4
        section.left_margin = section.right_margin = MARGIN
        section.top_margin = section.bottom_margin = MARGIN
        self._set_styles()
        self._set_properties()
        footer = section.footer.paragraphs[0]
        footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _add_page_number(footer)

    def words(self, phrase: Phrase) -> str:
        """A phrase with signs around what is bold."""
        said = self._telling.wording.text(
            phrase,
            escape=lambda text: _PRIVATE.sub("", text),
            bold=lambda text: f"{BOLD_FROM}{text}{BOLD_TO}",
        )
        return clean(said)

    def title(self, text: str) -> None:
        """The name of the whole document."""
        self._document.add_paragraph(text, style="Title")

    def heading(self, phrase: Phrase, level: int = 1) -> None:
        """The name of a part."""
        self._document.add_heading(self._telling.text(phrase), level)

    def paragraph(self, phrase: Phrase) -> None:
        """A paragraph with what is bold in it; a first line that is all bold heads it."""
        text = self.words(phrase)
        if headed := _HEADED.fullmatch(text):
            self._document.add_heading(headed[1], 2)
            text = (headed[2] or "").strip()
        if text:
            _add_runs(self._document.add_paragraph(), text)

    def bullet(self, phrase: Phrase, *, onward: bool = False) -> None:
        """A line of a list; `onward` keeps it on the page of what follows."""
        line = self._document.add_paragraph(style="List Bullet")
        line.paragraph_format.keep_with_next = onward or None
        _add_runs(line, self.words(phrase))

    def quote(self, text: str, by: str) -> None:
        """What somebody wrote, to the letter, and who."""
        written = self._document.add_paragraph(style="List Bullet")
        written.add_run(clean(text)).italic = True
        if by:
            written.add_run(f" – {by}")

    def pictures(self, pictures: Sequence[tuple[bytes, Phrase]]) -> None:
        """PNG pictures beside each other, each described for who cannot see it."""
        width = TEXT_CM / len(pictures)
        cells = self._document.add_table(rows=1, cols=len(pictures)).rows[0].cells
        for cell, (png, alt) in zip(cells, pictures, strict=True):
            shown = cell.paragraphs[0].add_run().add_picture(BytesIO(png), width=Cm(width - GAP_CM))
            if shown.height > TALLEST:
                shown.width, shown.height = shown.width * TALLEST // shown.height, TALLEST
            shown._inline.docPr.set("descr", self._telling.text(alt))  # noqa: SLF001 - no other way

    def table(
        self, rows: Sequence[Sequence[str]], widths_cm: Sequence[float], *, figures: bool = True
    ) -> None:
        """A table of names and their figures; on one page if it fits, else its head on each.

        One of words, without `figures`, goes on to the next page wherever one ends.
        """
        table = self._document.add_table(rows=0, cols=len(widths_cm), style="Table Grid")
        table.alignment = WD_TABLE_ALIGNMENT.CENTER
        table.autofit = False
        for column, width in zip(table.columns, widths_cm, strict=True):
            column.width = Cm(width)
        for number, row in enumerate(rows):
            cells = table.add_row().cells
            for column, (cell, text, width) in enumerate(zip(cells, row, widths_cm, strict=True)):
                cell.width = Cm(width)
                _fill(cell, text, head=number == 0, right=figures and column > 0)
                together = number < len(rows) - 1 if figures else number == 0
                cell.paragraphs[0].paragraph_format.keep_with_next = together
        _head_every_page(table)
        gap = self._document.add_paragraph().paragraph_format
        gap.space_after, gap.line_spacing = Pt(0), Pt(1)

    def finish(self) -> bytes:
        """The whole file."""
        written = BytesIO()
        self._document.save(written)
        return written.getvalue()

    def _set_styles(self) -> None:
        styles = self._document.styles
        for name, points in SIZES.items():
            style = styles[name]
            if isinstance(style, ParagraphStyle):
                style.font.name = FONT
                style.font.size = Pt(points)
                style.font.color.rgb = INK if name != "Normal" else RGBColor(0, 0, 0)
                fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
                for part in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                    fonts.attrib.pop(qn(f"w:{part}"), None)
                for part in ("eastAsia", "cs"):
                    fonts.set(qn(f"w:{part}"), FONT)
        normal = styles["Normal"]
        if isinstance(normal, ParagraphStyle):
            normal.paragraph_format.space_after = Pt(6)
        language = "nl-NL" if is_dutch(self._telling) else "en-GB"
        for element in styles.element.iter(qn("w:lang")):
            for part in ("val", "eastAsia"):
                element.set(qn(f"w:{part}"), language)

    def _set_properties(self) -> None:
        scan = self._telling.outcome.scan
        properties = self._document.core_properties
        properties.title = clean(scan.title)[:255]
        properties.subject = clean(self._telling.outcome.region)[:255]
        properties.author = properties.last_modified_by = properties.comments = ""
        properties.language = "nl-NL" if is_dutch(self._telling) else "en-GB"
        moment = scan.published_at or scan.closes_at
        properties.created = properties.modified = moment.replace(tzinfo=None)
        properties.revision = 1


def _add_runs(paragraph: Paragraph, text: str) -> None:
    for number, part in enumerate(_BOLD.split(text)):
        if part:
            paragraph.add_run(part).bold = number % 2 == 1


def _fill(cell: _Cell, text: str, *, head: bool, right: bool) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    run = paragraph.add_run(text)
    run.font.size = Pt(8 if head else 10)
    if head:
        run.bold = True
        shade = OxmlElement("w:shd")
        shade.set(qn("w:val"), "clear")
        shade.set(qn("w:fill"), HEAD_FILL)
        cell._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - it has no other way


def _head_every_page(table: Table) -> None:
    for number, row in enumerate(table.rows):
        properties = row._tr.get_or_add_trPr()  # noqa: SLF001 - it has no other way
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))


def _add_page_number(paragraph: Paragraph) -> None:
    """A field that Word fills in."""
    for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
        run = paragraph.add_run()
        run.font.size = Pt(9)
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001 - it has no other way
