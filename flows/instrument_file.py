"""Reading and validating a questionnaire file; the shipped one explains its form in its head."""

import re
from collections.abc import Mapping

from flows.datafile import Table, parse_toml
from flows.exceptions import InstrumentError
from flows.instrument import (
    STANDARD,
    About,
    Certainty,
    Element,
    Instrument,
    Item,
    ItemKind,
    Question,
    Scale,
    Side,
    Source,
    SourcedText,
    Stage,
    Variant,
)
from flows.language import Language

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_VERSION = re.compile(r"[a-z0-9][a-z0-9-]*")
_FEWEST_STATEMENTS = 3  # axes: with fewer there is no radar to draw
_MOST_QUESTIONS = 3  # what a group can talk about at one point of its agenda


def parse_instrument(text: str, *, name: str) -> Instrument:
    """Read an instrument from the text of the TOML file called `name`.

    Raises InstrumentError, which names the file, the line or the key, what is wrong with it and
    what to do.
    """
    table = parse_toml(text, name=name, error=InstrumentError)
    table.only(
        "key",
        "version",
        "source",
        "sources",
        "variants",
        "title",
        "lead_question",
        "scale",
        "prompts",
        "sentences",
        "statements",
        "elements",
        "method",
    )
    return _Reader(table).instrument()


class _Reader:
    """Reads the parts of one file; knows its sources, variants and elements."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._sources = {key: _source(entry) for key, entry in _keyed(table, "sources")}
        self._variants = tuple(
            Variant(key, self._only_text(entry, "name")) for key, entry in _keyed(table, "variants")
        )
        if not self._variants or self._variants[0].key != STANDARD:
            raise table.fault(f"must begin with the table variants.{STANDARD}; add it", "variants")
        self._elements = {key: self._element(entry) for key, entry in _keyed(table, "elements")}

    def instrument(self) -> Instrument:
        table = self._table
        version = table.text("version")
        if not _VERSION.fullmatch(version):
            raise table.fault("use lower case letters, digits and hyphens only", "version")
        return Instrument(
            key=_key(table, "key"),
            version=version,
            source=self._source_named(table, "source"),
            title=self._text(table.table("title")),
            lead_question=self._text(table.table("lead_question")),
            scale=self._scale(table.table("scale")),
            prompts=tuple(self._text(prompt) for prompt in table.tables("prompts")),
            items=self._items(),
            elements=self._elements,
            variants=self._variants,
            sources=self._sources,
            method=self._method(),
        )

    def _method(self) -> Mapping[Stage, tuple[SourcedText, ...]]:
        if "method" not in self._table:
            return {}
        method = self._table.table("method")
        method.only(*Stage)
        return {
            stage: tuple(self._text(text) for text in method.tables(stage))
            for stage in Stage
            if stage in method
        }

    def _items(self) -> tuple[Item, ...]:
        table = self._table
        sentences = tuple(self._sentence(entry) for _, entry in _keyed(table, "sentences"))
        statements = tuple(self._statement(entry) for _, entry in _keyed(table, "statements"))
        if len(statements) < _FEWEST_STATEMENTS:
            raise table.fault(
                f"a radar needs at least {_FEWEST_STATEMENTS}; add more", "statements"
            )
        for both in {item.key for item in sentences} & {item.key for item in statements}:
            raise table.fault("is the key of a sentence too; rename one", "statements", both)
        items = sentences + statements
        for variant in self._variants[1:]:
            if all(item.variants[variant.key] is item.text for item in items):
                raise table.fault(
                    "no item has a text for it; give one or remove it", "variants", variant.key
                )
        return items

    def _sentence(self, entry: Table) -> Item:
        entry.only("text", "short", "variants", "group")
        text = self._text(entry.table("text"))
        return Item(
            key=entry.path[-1],
            kind=ItemKind.SENTENCE,
            text=text,
            short=self._text(entry.table("short")),
            variants=self._item_variants(entry, text),
            group=self._text(entry.table("group")) if "group" in entry else None,
        )

    def _statement(self, entry: Table) -> Item:
        entry.only("element", "text", "short", "variants", "explanation")
        element = entry.text("element")
        if element not in self._elements:
            raise entry.fault(f"{element!r} is not one of: {', '.join(self._elements)}", "element")
        text = self._text(entry.table("text"))
        return Item(
            key=entry.path[-1],
            kind=ItemKind.STATEMENT,
            text=text,
            short=self._text(entry.table("short")),
            variants=self._item_variants(entry, text),
            explanation=self._text(entry.table("explanation")),
            element=element,
        )

    def _item_variants(self, entry: Table, text: SourcedText) -> Mapping[str, SourcedText]:
        own = dict(_keyed(entry, "variants")) if "variants" in entry else {}
        others = [variant.key for variant in self._variants[1:]]
        for key in own:
            if key not in others:
                choice = ", ".join(others) or "none; declare it under variants"
                raise entry.fault(f"unknown variant; the choice is: {choice}", "variants", key)
        return {STANDARD: text} | {
            key: self._text(own[key]) if key in own else text for key in others
        }

    def _element(self, entry: Table) -> Element:
        entry.only("side", "name", "theory", "tips", "questions", "checklist")
        side = entry.text("side")
        if side not in set(Side):
            raise entry.fault(f"{side!r} is not a side; use one of: {', '.join(Side)}", "side")
        return Element(
            key=entry.path[-1],
            side=Side(side),
            name=self._text(entry.table("name")),
            theory=self._text(entry.table("theory")),
            tips=tuple(self._text(tip) for tip in entry.tables("tips")),
            questions=self._questions(entry),
            checklist=tuple(self._text(one) for one in entry.tables("checklist"))
            if "checklist" in entry
            else (),
        )

    def _questions(self, entry: Table) -> tuple[Question, ...]:
        questions = tuple(self._question(each) for each in entry.tables("questions"))
        asked = [question.about for question in questions]
        if len(asked) > _MOST_QUESTIONS or not {About.PEOPLE, About.ARRANGEMENTS} <= {*asked}:
            raise entry.fault(
                f"give at most {_MOST_QUESTIONS}, one about people and one about arrangements",
                "questions",
            )
        return questions

    def _question(self, entry: Table) -> Question:
        entry.only("about", "text")
        about = entry.text("about")
        if about not in set(About):
            choice = ", ".join(About)
            raise entry.fault(f"{about!r} is no subject; use one of: {choice}", "about")
        return Question(About(about), self._text(entry.table("text")))

    def _scale(self, entry: Table) -> Scale:
        entry.only("minimum", "maximum", "labels")
        minimum, maximum = entry.integer("minimum"), entry.integer("maximum")
        if minimum < 0 or maximum <= minimum:
            raise entry.fault("must be above minimum, and that 0 or more; correct them", "maximum")
        labels = entry.table("labels")
        labels.only(str(minimum), str(maximum))
        ends = {end: self._text(labels.table(str(end))) for end in (minimum, maximum)}
        return Scale(minimum, maximum, ends)

    def _only_text(self, entry: Table, key: str) -> SourcedText:
        entry.only(key)
        return self._text(entry.table(key))

    def _text(self, entry: Table) -> SourcedText:
        entry.only(*Language, "literal", "after")
        if "literal" in entry and "after" in entry:
            raise entry.fault("has both literal and after; a text has one origin, remove one")
        certainty, source = Certainty.OWN, None
        for key, meaning in (("literal", Certainty.LITERAL), ("after", Certainty.ADAPTED)):
            if key in entry:
                certainty, source = meaning, self._source_named(entry, key)
        return SourcedText(entry.text("nl"), entry.text("en"), certainty, source)

    def _source_named(self, entry: Table, key: str) -> Source:
        named = entry.text(key)
        if named not in self._sources:
            raise entry.fault(f"{named!r} is not one of: {', '.join(self._sources)}", key)
        return self._sources[named]


def _source(entry: Table) -> Source:
    entry.only("title", "year", "publisher")
    return Source(
        key=entry.path[-1],
        title=entry.text("title"),
        year=entry.text("year") if "year" in entry else "",
        publisher=entry.text("publisher"),
    )


def _keyed(table: Table, key: str) -> list[tuple[str, Table]]:
    entries = table.table(key)
    for name in entries:
        if not _KEY.fullmatch(name):
            raise entries.fault("is not a key in lower_snake_case; rename it", name)
    return [(name, entries.table(name)) for name in entries]


def _key(table: Table, key: str) -> str:
    text = table.text(key)
    if not _KEY.fullmatch(text):
        raise table.fault("is not in lower_snake_case; rename it", key)
    return text
