"""The workbook's charts, as Excel keeps them."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

from flows.outcome import FileKind
from tests.support.outcomes import results_from
from tests.support.reports import SIX, STATEMENTS, an_earlier_scan, an_outcome, made


def charts(content: bytes) -> list[str]:
    """The charts' own XML."""
    with ZipFile(BytesIO(content)) as parts:
        names = sorted(name for name in parts.namelist() if name.startswith("xl/charts/chart"))
        return [parts.read(name).decode() for name in names]


def test_the_radar_is_a_chart_of_excels_own() -> None:
    """Each partner, the last scan dashed, and the mean; on a scale from 0 to 5."""
    [file] = made(FileKind.XLSX)
    radar, lines = charts(file.content)
    assert "<c:radarChart>" in radar
    assert radar.count("<c:ser>") == len(SIX) + 2
    assert '<c:max val="5"/><c:min val="0"/>' in radar
    assert "<c:lineChart>" in lines
    assert lines.count("<c:ser>") == STATEMENTS
    assert "Cijfers!$B$5:$B$11" in radar


def test_one_scan_has_no_lines_over_time() -> None:
    """Its figures stand in the table."""
    [file] = made(FileKind.XLSX, an_outcome())
    assert len(charts(file.content)) == 1


def test_charts_refer_to_the_sheets_alone() -> None:
    """Their titles and names too, whatever the scan and its partners are called."""
    elsewhere = r"='\\evil\s\[x.xlsx]Blad'!$A$1"
    results = results_from({elsewhere: (1, 2, 3, 4, 5, None, 3), **SIX})
    outcome = an_outcome(results, before=an_earlier_scan(), title=elsewhere)
    [file] = made(FileKind.XLSX, replace(outcome, region=elsewhere))
    radar, lines = charts(file.content)
    references = re.findall("<c:f>(.*?)</c:f>", radar + lines)
    assert {reference.split("!")[0] for reference in references} == {"Cijfers", "Verloop"}
    title = re.search("<c:title>.*?</c:title>", radar)
    assert title
    assert "<c:f>Cijfers!$A$1</c:f>" in title[0]
    assert "<c:v>='" in title[0]
