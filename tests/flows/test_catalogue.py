"""Finding and reading the shipped data files."""

from pathlib import Path

import pytest

from flows.catalogue import (
    INSTRUMENTS,
    SCHOOL_HOLIDAYS,
    load_instruments,
    load_school_holidays,
    load_texts,
)
from flows.exceptions import HolidaysError, InstrumentError, TextsError
from flows.language import Language


def test_the_shipped_instruments_load() -> None:
    """Each stands under its id."""
    instruments = load_instruments()
    assert "borging-2023-24" in instruments
    assert all(instrument.id == key for key, instrument in instruments.items())


def test_texts_of_more_folders_stand_beside_the_domains(tmp_path: Path) -> None:
    """A shell's own topic is added; other files are no texts."""
    (tmp_path / "lamp.toml").write_text('[on]\nnl = "Aan"\nen = "On"', encoding="utf-8")
    (tmp_path / "readme.md").write_text("no texts", encoding="utf-8")
    texts = load_texts(tmp_path)
    assert set(texts["lamp.on"]) == set(Language)
    assert texts.keys() - load_texts().keys() == {"lamp.on"}


def test_a_topic_has_one_file(tmp_path: Path) -> None:
    """Two folders with the same topic are refused, naming both."""
    folders = [tmp_path / "a", tmp_path / "b"]
    for folder in folders:
        folder.mkdir()
        (folder / "lamp.toml").write_text('[on]\nnl = "Aan"\nen = "On"', encoding="utf-8")
    with pytest.raises(TextsError, match=r"b.lamp\.toml: .*a.lamp\.toml has the same topic"):
        load_texts(*folders)


def test_an_instruments_file_is_named_after_it(tmp_path: Path) -> None:
    """A copy under another name is refused with the right one."""
    text = (INSTRUMENTS / "borging-2023-24.toml").read_text(encoding="utf-8")
    (tmp_path / "scan.toml").write_text(text, encoding="utf-8")
    with pytest.raises(InstrumentError, match=r"scan\.toml: .* make borging-2023-24\.toml; rename"):
        load_instruments(tmp_path)


def test_a_file_is_utf_8(tmp_path: Path) -> None:
    """Other encodings are refused with the place."""
    (tmp_path / "lamp.toml").write_bytes('[on]\nnl = "één"'.encode("latin-1"))
    with pytest.raises(TextsError, match=r"lamp\.toml: not UTF-8 at byte 11; save it as UTF-8"):
        load_texts(tmp_path)
    with pytest.raises(InstrumentError, match=r"lamp\.toml: not UTF-8"):
        load_instruments(tmp_path)
    with pytest.raises(HolidaysError, match=r"lamp\.toml: not UTF-8"):
        load_school_holidays(tmp_path / "lamp.toml")


def test_a_fault_in_the_school_holidays_names_its_line(tmp_path: Path) -> None:
    """And what kind of fault it is."""
    file = tmp_path / "vakanties.csv"
    text = SCHOOL_HOLIDAYS.read_text(encoding="utf-8")
    file.write_text(text.replace("Noord,2025-12-20", "Oost,2025-12-20"), encoding="utf-8")
    with pytest.raises(HolidaysError, match=r"vakanties\.csv: line 5: holidays\.fault\.unknown"):
        load_school_holidays(file)
