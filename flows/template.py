"""The bot's sentences as they stand in their files: templates with placeholders, per language.

A template is text with `{name}` or `{name:format}` for what is filled in and `**…**` for what
is bold. A text whose form depends on a number has a template per plural form.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from string import Formatter

from flows.datafile import Table, parse_toml
from flows.exceptions import TextsError
from flows.language import Language

COUNT = "count"  # the parameter that chooses the plural form

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_BOLD = "**"
# Pictographs, dingbats, flags and what turns a plain sign into a picture; and Slack's `:wave:`.
_EMOJI = re.compile(
    "[\u2600-\u27bf\u2b00-\u2bff\ufe0f\u200d\u20e3\U0001f000-\U0001faff]|:[a-z][a-z0-9_+-]*:"
)


class Format(StrEnum):
    """What a placeholder does with its value."""

    PLAIN = ""
    CAPITAL = "capital"
    OR = "or"
    DECIMAL = "decimal"
    WORDS = "words"
    CAPITAL_WORDS = "capital_words"
    THOUSANDS = "thousands"
    WEEKDAY = "weekday"
    LONG = "long"
    DAY = "day"
    MONTH = "month"
    SHORT_MONTH = "short_month"
    TIME = "time"


class Form(StrEnum):
    """A plural form; a text without plurals has OTHER only."""

    ZERO = "zero"
    ONE = "one"
    OTHER = "other"


@dataclass(frozen=True)
class Slot:
    """A place where a value is filled in."""

    name: str
    format: Format


@dataclass(frozen=True)
class Stretch:
    """Literal texts and slots that are all bold or all not."""

    bold: bool
    parts: tuple[str | Slot, ...]


@dataclass(frozen=True)
class Template:
    """One sentence, or a few, in one language and one plural form."""

    stretches: tuple[Stretch, ...]

    @property
    def placeholders(self) -> frozenset[str]:
        """The names of the values it needs."""
        return frozenset(
            part.name
            for stretch in self.stretches
            for part in stretch.parts
            if isinstance(part, Slot)
        )


@dataclass(frozen=True)
class Text:
    """What a key says in one language: a template per plural form."""

    forms: Mapping[Form, Template]

    @property
    def plural(self) -> bool:
        """Whether the count decides the form."""
        return Form.ONE in self.forms

    @cached_property
    def placeholders(self) -> frozenset[str]:
        """The names of the values that its forms need between them."""
        needed = frozenset().union(*(form.placeholders for form in self.forms.values()))
        return needed | {COUNT} if self.plural else needed

    def form(self, count: int | None) -> Template:
        """Choose the form for a count, which a plural needs: both languages say one for 1 only."""
        if count == 0 and Form.ZERO in self.forms:
            return self.forms[Form.ZERO]
        return self.forms[Form.ONE if count == 1 and self.plural else Form.OTHER]


Texts = Mapping[str, Mapping[Language, Text]]


def parse_template(source: str) -> Template:
    """Read a template. Raises ValueError that says what is wrong with it and what to do."""
    try:
        fields = list(Formatter().parse(source))
    except ValueError as fault:
        raise ValueError(f"{fault}; write a brace that is meant as text twice") from fault
    stretches: list[tuple[bool, list[str | Slot]]] = [(False, [])]
    for literal, name, spec, conversion in fields:
        for number, piece in enumerate(literal.split(_BOLD)):
            if number:
                stretches.append((not stretches[-1][0], []))
            if piece:
                stretches[-1][1].append(piece)
        if name is not None:
            stretches[-1][1].append(_slot(name, spec or "", conversion))
    if stretches[-1][0]:
        raise ValueError("a bold stretch is not closed; write ** at both ends")
    return Template(tuple(Stretch(bold, tuple(parts)) for bold, parts in stretches if parts))


def _slot(name: str, spec: str, conversion: str | None) -> Slot:
    if not _KEY.fullmatch(name) or conversion:
        raise ValueError(f"cannot read {{{name}}}; write {{name}} or {{name:format}}")
    if spec not in set(Format):
        known = ", ".join(filter(None, Format))
        raise ValueError(f"{{{name}:{spec}}} has an unknown format; use one of: {known}")
    return Slot(name, Format(spec))


def parse_texts(source: str, *, topic: str, name: str) -> Texts:
    """Read the texts of one topic from the TOML file called `name`; keys begin with the topic.

    Raises TextsError, which names the file and the key, for a text that lacks a language, whose
    languages have different placeholders, that breaks the rules of our tone (no exclamation
    marks, no emoji), or that cannot be read.
    """
    table = parse_toml(source, name=name, error=TextsError)
    if not _KEY.fullmatch(topic):
        raise table.fault("the file's name must be in lower_snake_case; rename it")
    return {".".join((topic, *path)): text for path, text in _entries(table)}


def _entries(table: Table) -> Iterator[tuple[tuple[str, ...], Mapping[Language, Text]]]:
    for key in table:
        if not _KEY.fullmatch(key) or key in {*Language, *Form}:
            raise table.fault("cannot be part of a key; use another name in lower_snake_case", key)
        entry = table.table(key)
        if any(language in entry for language in Language):
            yield entry.path, _languages(entry)
        elif list(entry):
            yield from _entries(entry)
        else:
            raise entry.fault("is empty; give it nl and en")


def _languages(entry: Table) -> Mapping[Language, Text]:
    entry.only(*Language)
    texts = {language: _text(entry, language) for language in Language}
    needed = {language: ", ".join(sorted(text.placeholders)) for language, text in texts.items()}
    if len(set(needed.values())) > 1:
        seen = "; ".join(f"{language} has {names or 'none'}" for language, names in needed.items())
        raise entry.fault(f"the languages need the same placeholders, but {seen}")
    return texts


def _text(entry: Table, language: Language) -> Text:
    if not entry.has_table(language):
        return Text({Form.OTHER: _template(entry, language)})
    forms = entry.table(language)
    forms.only(*Form)
    given = [form for form in Form if form in forms or form is not Form.ZERO]
    return Text({form: _template(forms, form) for form in given})


def _template(table: Table, key: str) -> Template:
    source = table.text(key)
    if "!" in source:
        raise table.fault("has an exclamation mark; end the sentence with a full stop", key)
    if emoji := _EMOJI.search(source):
        raise table.fault(f"has an emoji ({emoji.group()}); say it in words", key)
    try:
        return parse_template(source)
    except ValueError as fault:
        raise table.fault(str(fault), key) from fault
