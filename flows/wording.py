"""Phrases, which name what is to be said, and their wording, which says it in a language."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from math import isfinite

from flows import language as spelling
from flows.exceptions import WordingError
from flows.language import Language, Localized
from flows.template import COUNT, Format, Slot, Stretch, Texts

__all__ = ["Language", "Localized", "Param", "Phrase", "Wording", "say"]


@dataclass(frozen=True)
class Phrase:
    """Something the bot says, in no language yet: the key of a text and the values in it."""

    key: str
    params: "Mapping[str, Param]"

    def __hash__(self) -> int:
        """Phrases are values: equal ones are one phrase."""
        return hash((self.key, frozenset(self.params.items())))


# A str is somebody's words or name and gets escaped, as does what a questionnaire says; what the
# bot itself says is a Phrase. A datetime is aware and stands in the time zone in which it is to be
# shown. A sequence is an enumeration.
Words = str | Localized | Phrase
Param = Words | int | float | date | Sequence[Words]


def say(key: str, /, **params: Param) -> Phrase:
    """Name a text and what is filled in: `say("walk.progress", number=3, total=7)`."""
    hashable = {
        name: param if isinstance(param, str) or not isinstance(param, Sequence) else tuple(param)
        for name, param in params.items()
    }
    return Phrase(key, hashable)


def _marked(text: str) -> str:
    return f"**{text}**"


@dataclass(frozen=True, eq=False)
class Wording:
    """The bot's voice in one language; a voice equals only itself."""

    texts: Texts
    language: Language

    def text(
        self,
        phrase: Phrase,
        *,
        escape: Callable[[str], str] = str,
        bold: Callable[[str], str] = _marked,
    ) -> str:
        """Say a phrase.

        `escape` is applied to every str and Localized among the values, at any depth, and never
        to our own text. `bold` renders what our text has in bold, by default as `**…**`; `str`
        drops it.
        Raises WordingError for an unknown key, or a value that is missing or of the wrong kind.
        """
        return _Voice(self.texts, self.language, escape, bold).phrase(phrase)


@dataclass(frozen=True)
class _Voice:
    """A wording on its way to one place, with that place's markup."""

    texts: Texts
    language: Language
    escape: Callable[[str], str]
    bold: Callable[[str], str]

    def phrase(self, phrase: Phrase) -> str:
        if phrase.key not in self.texts:
            raise WordingError(f"there is no text with the key {phrase.key!r}")
        text = self.texts[phrase.key][self.language]
        if missing := text.placeholders - phrase.params.keys():
            raise WordingError(f"{phrase.key} needs a value for {', '.join(sorted(missing))}")
        template = text.form(_count(phrase) if text.plural else None)
        return "".join(self._stretch(stretch, phrase) for stretch in template.stretches)

    def _stretch(self, stretch: Stretch, phrase: Phrase) -> str:
        # What is bold inside a bold stretch is not marked again: markers do not nest.
        voice = replace(self, bold=str) if stretch.bold else self
        shown = "".join(
            voice.slot(part, phrase) if isinstance(part, Slot) else part for part in stretch.parts
        )
        return self.bold(shown) if stretch.bold else shown

    def slot(self, slot: Slot, phrase: Phrase) -> str:
        value = phrase.params[slot.name]
        shown = self._shown(value, slot.format)
        if shown is None:
            kind = type(value).__name__  # not the value: errors are logged, answers are not
            how = f"as {slot.format}" if slot.format else "without a format"
            raise WordingError(f"{phrase.key} cannot show {slot.name}, a {kind}, {how}")
        return shown

    def _shown(self, value: Param, shape: Format) -> str | None:
        if isinstance(value, str | Localized | Phrase):
            begin = _BEGINNINGS.get(shape)
            return None if begin is None else self._words(value, begin)
        if isinstance(value, date):
            return _date(value, shape, self.language)
        if isinstance(value, int | float):
            return _number(value, shape, self.language)
        if not value or shape not in _ENUMERATIONS:
            return None
        return _ENUMERATIONS[shape]([self._words(part) for part in value], self.language)

    def _words(self, words: Words, begin: Callable[[str], str] = str) -> str:
        if isinstance(words, Phrase):
            return begin(self.phrase(words))
        if isinstance(words, Localized):
            words = words.in_(self.language)
        return self.escape(begin(words))


def _count(phrase: Phrase) -> int:
    count = phrase.params[COUNT]
    if not isinstance(count, int) or isinstance(count, bool):
        raise WordingError(f"{phrase.key} needs a whole number as its count")
    return count


_BEGINNINGS: Mapping[Format, Callable[[str], str]] = {
    Format.PLAIN: str,
    Format.CAPITAL: spelling.capital,
}
_ENUMERATIONS = {Format.PLAIN: spelling.all_of, Format.OR: spelling.one_of}
_WHOLE_NUMBERS: Mapping[Format, Callable[[int, Language], str]] = {
    Format.PLAIN: lambda number, _: str(number),
    Format.WORDS: spelling.number_words,
    Format.CAPITAL_WORDS: lambda number, language: spelling.capital(
        spelling.number_words(number, language)
    ),
    Format.THOUSANDS: spelling.thousands,
}
_DATES = {
    Format.WEEKDAY: spelling.weekday_date,
    Format.LONG: spelling.long_date,
    Format.DAY: spelling.day_date,
    Format.MONTH: spelling.month_date,
    Format.SHORT_MONTH: spelling.short_month_date,
}


def _number(number: float, shape: Format, language: Language) -> str | None:
    if isinstance(number, bool) or not isfinite(number):
        return None
    if isinstance(number, int) and shape in _WHOLE_NUMBERS:
        return _WHOLE_NUMBERS[shape](number, language)
    if shape in (Format.PLAIN, Format.DECIMAL):
        return spelling.decimal(number, language)
    return None


def _date(day: date, shape: Format, language: Language) -> str | None:
    if isinstance(day, datetime):
        if day.tzinfo is None:  # nobody can say which day or hour it is for the reader
            return None
        if shape is Format.TIME:
            return spelling.time_of_day(day, language)
    return _DATES[shape](day, language) if shape in _DATES else None
