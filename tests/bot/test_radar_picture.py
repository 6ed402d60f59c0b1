"""What a radar picture accepts, and how it writes numbers and names."""

import pytest

from bot.radar import RadarLine, RadarPicture
from bot.radar.lettering import cut_middle, printable, width_of, wrap
from bot.radar.picture import Band, Scores
from bot.radar.scores import written


def picture(
    *,
    axes: int = 7,
    mean: Scores | None = None,
    lines: tuple[RadarLine, ...] = (),
    band: Band | None = None,
) -> RadarPicture:
    """A picture with as many axes as asked."""
    return RadarPicture(
        title="Borging",
        axes=tuple(f"As {number}" for number in range(axes)),
        mean=(3.0,) * axes if mean is None else mean,
        mean_label="Gemiddelde",
        lines=lines,
        band=band,
        not_enough_label="te weinig",
    )


def test_thirteen_lines_are_refused() -> None:
    """Above twelve partners the caller is told to pass a band."""
    lines = tuple(RadarLine(f"Partner {number}", (3.0,) * 7) for number in range(13))
    with pytest.raises(ValueError, match="at most 12 lines, not 13: pass a band"):
        picture(lines=lines)


@pytest.mark.parametrize("axes", [0, 2, 11])
def test_too_few_or_many_axes_are_refused(axes: int) -> None:
    """A radar has three to ten axes."""
    with pytest.raises(ValueError, match="3 to 10 axes"):
        picture(axes=axes)


@pytest.mark.parametrize("score", [0.0, 0.9, 5.1, float("nan"), float("inf")])
def test_scores_off_the_scale_are_refused(score: float) -> None:
    """No series holds anything but 1 to 5: a missing answer is None, never 0."""
    with pytest.raises(ValueError, match="scores run from"):
        picture(mean=(score,) + (3.0,) * 6)
    with pytest.raises(ValueError, match="line 1 has the score"):
        picture(lines=(RadarLine("Partner", (score,) * 7),))


def test_series_have_one_entry_per_axis() -> None:
    """A series of another length is refused by name."""
    with pytest.raises(ValueError, match="line 1 has 6 entries for 7 axes"):
        picture(lines=(RadarLine("Partner", (3.0,) * 6),))


def test_band_runs_upwards() -> None:
    """The lowest edge comes first."""
    with pytest.raises(ValueError, match="give lowest, highest"):
        picture(band=((4.0, 2.0),) * 7)


@pytest.mark.parametrize(
    ("score", "mark", "text"),
    [
        (2.25, ",", "2,3"),
        (2.35, ",", "2,4"),
        (17 / 6, ",", "2,8"),
        (2.8499999999999996, ",", "2,9"),
        (4.949, ".", "4.9"),
        (5.0, ".", "5.0"),
    ],
)
def test_scores_are_written_with_one_decimal(score: float, mark: str, text: str) -> None:
    """A half goes up, whatever the floating point error of a mean."""
    assert written(score, mark) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\U0001f680 Techniek \U0001f469\u200d\U0001f527", "Techniek"),
        ("株式会社 Łódź", "???? Łódź"),
        ("\uff32\uff2f\uff23\tWest\nNoord", "ROC West Noord"),
        ("5\u00a0=\u00a0wel", "5\u00a0=\u00a0wel"),
        ("e\u0301\u0301n", "é\u0301n"),
        ("\U0001f389", "–"),
        ("", "–"),
    ],
)
def test_only_characters_of_the_font_are_shown(text: str, shown: str) -> None:
    """Emoji go, unknown letters become question marks, spaces become one."""
    assert printable(text) == shown


def test_wrapped_lines_fit_and_lose_nothing() -> None:
    """Every line fits the width and together they are the text."""
    text = "Structurele betrokkenheid op alle niveaus/lagen"
    lines = wrap(text, 37, width=300, most_lines=9)
    assert all(width_of(line, 37) <= 300 for line in lines)
    assert " ".join(lines).replace("/ ", "/") == text


def test_an_endless_word_is_broken_with_a_hyphen() -> None:
    """A word wider than the line is broken rather than clipped."""
    lines = wrap("x" * 60, 37, width=300, most_lines=9)
    assert all(width_of(line, 37) <= 300 for line in lines)
    assert "".join(lines).replace("-", "") == "x" * 60


def test_cut_text_ends_in_an_ellipsis() -> None:
    """What does not fit in the lines given is visibly cut."""
    lines = wrap("woord " * 40, 37, width=300, most_lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert width_of(lines[-1], 37) <= 300


def test_a_long_name_keeps_both_ends() -> None:
    """Names of one foundation differ at their ends, so the middle goes."""
    cut = cut_middle("Stichting Beroepsonderwijs Noord-Holland, locatie Hoorn", 37, width=700)
    assert cut.startswith("Stichting")
    assert cut.endswith("Hoorn")
    assert width_of(cut, 37) <= 700
    assert width_of(cut_middle("y" * 90, 37, width=700), 37) <= 700
