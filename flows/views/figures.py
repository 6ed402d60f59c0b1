"""How figures are said: with their scale the first time, and whole scores without a decimal."""

from collections.abc import Sequence
from functools import reduce

from flows.instrument import Instrument
from flows.results import Figure, Results
from flows.scan import Scan
from flows.wording import Localized, Phrase, say


class Scale:
    """Says of the first figure of a message that it is one of five, and of no other."""

    def __init__(self) -> None:
        """Nothing has been said yet."""
        self._said = False

    def figure(self, mean: float) -> Phrase:
        """A mean, with its scale if it is the first."""
        said, self._said = self._said, True
        return say("figures.plain" if said else "figures.of_five", mean=mean)


def number(score: float) -> int | float:
    """A score as people write it: whole scores without a decimal."""
    return int(score) if float(score).is_integer() else score


def shorts(instrument: Instrument, numbers: Sequence[int]) -> tuple[Localized, ...]:
    """The short names of statements, by their places."""
    return tuple(instrument.statements[each].short for each in numbers)


def alt_text(scan: Scan, results: Results, instrument: Instrument) -> Phrase:
    """What the radar shows, for who cannot see it."""
    return say(
        "figures.alt",
        title=scan.title,
        answered=results.answered,
        asked=results.asked,
        means=tuple(
            say("figures.alt_mean", item=item.short, mean=figure.mean)
            if figure.mean is not None
            else say("figures.alt_none", item=item.short)
            for item, figure in zip(instrument.statements, results.figures, strict=True)
        ),
    )


def spread_lines(results: Results, instrument: Instrument) -> tuple[Phrase, ...]:
    """A line per statement of a protected scan: its mean, the first with its scale, and spread."""
    scale = Scale()
    return tuple(
        say("figures.line", item=item.short, value=_with_spread(figure, scale))
        for item, figure in zip(instrument.statements, results.figures, strict=True)
    )


def _with_spread(figure: Figure, scale: Scale) -> Phrase:
    if figure.mean is None or figure.spread is None:
        return say("figures.hidden")
    return say("figures.spread", value=scale.figure(figure.mean), spread=figure.spread)


def beside(phrases: Sequence[Phrase]) -> Phrase:
    """At least one phrase, beside each other on a line."""
    return reduce(lambda before, one: say("figures.beside", before=before, one=one), phrases)


def run_on(sentences: Sequence[Phrase]) -> Phrase:
    """At least one sentence, behind each other."""
    return reduce(lambda before, one: say("figures.run_on", before=before, one=one), sentences)
