"""The data files that the bot ships with, and the one place that reads them."""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable

from flows.exceptions import DataFileError, HolidaysError, InstrumentError, TextsError
from flows.holiday_file import parse_holidays
from flows.holidays import SchoolHoliday
from flows.instrument import Instrument
from flows.instrument_file import parse_instrument
from flows.language import Language
from flows.template import Text, Texts, parse_texts

INSTRUMENTS = files("flows") / "instruments"
TEXTS = files("flows") / "texts"
SCHOOL_HOLIDAYS = files("flows") / "calendars" / "schoolvakanties.csv"

_SUFFIX = ".toml"


def load_instruments(folder: Traversable = INSTRUMENTS) -> Mapping[str, Instrument]:
    """Read all instruments of a folder, by id. Raises InstrumentError for a faulty file."""
    instruments = {}
    for stem, name, text in _toml_files(folder, InstrumentError):
        instrument = parse_instrument(text, name=name)
        if instrument.id != stem:
            expected = f"{instrument.id}{_SUFFIX}"
            raise InstrumentError(f"{name}: its key and version make {expected}; rename the file")
        instruments[instrument.id] = instrument
    return instruments


def load_texts(*folders: Traversable) -> Texts:
    """Read the domain's texts and those in the given folders beside them.

    Raises TextsError for a faulty file, and for a topic that has two files.
    """
    seen: dict[str, str] = {}
    texts: dict[str, Mapping[Language, Text]] = {}
    for folder in (TEXTS, *folders):
        for topic, name, source in _toml_files(folder, TextsError):
            if topic in seen:
                raise TextsError(f"{name}: {seen[topic]} has the same topic; rename one of them")
            seen[topic] = name
            texts.update(parse_texts(source, topic=topic, name=name))
    return texts


def load_school_holidays(file: Traversable = SCHOOL_HOLIDAYS) -> tuple[SchoolHoliday, ...]:
    """Read the school holidays of all three regions. Raises HolidaysError for a faulty file."""
    holidays, faults = parse_holidays(_text(file, HolidaysError))
    for fault in faults:
        raise HolidaysError(f"{file}: line {fault.line}: {fault.what.key}; correct it there")
    return tuple(holidays)


def _toml_files(folder: Traversable, error: type[DataFileError]) -> Iterator[tuple[str, str, str]]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(_SUFFIX):
            yield file.name.removesuffix(_SUFFIX), str(file), _text(file, error)


def _text(file: Traversable, error: type[DataFileError]) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError as fault:
        raise error(f"{file}: not UTF-8 at byte {fault.start}; save it as UTF-8") from fault
