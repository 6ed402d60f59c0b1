"""Radars to look at: every number of partners, long words, gaps, equal and extreme scores."""

from dataclasses import replace

from bot.radar import RadarLine, RadarPicture

AXES = (
    "STO in de (lijn)organisatie",
    "Sterk, uniek en gezamenlijk aanbod",
    "Structurele betrokkenheid op alle niveaus",
    "Gedeelde samenwerking met partners",
    "Structuren en systemen",
    "Inzicht in resultaten en effecten",
    "Structureel communiceren",
)
LONG_AXES = (
    "Geïntegreerd in de (lijn)organisatie van iedere vestiging",
    "Een sterk, uniek en gezamenlijk aanbod in de hele regio",
    "Structurele betrokkenheid van alle medewerkers en niveaus",
    "Gedeelde samenwerking met bedrijven, overheid en onderwijs",
    "Verantwoordelijkheidsverdeling, structuren en systemen 2026",
    "Inzicht in resultaten, effecten en maatschappelijke waarde",
    "Structureel communiceren met alle belanghebbenden samen",
)
NAMES = (
    "Vakcollege Noord",
    "ROC West",
    "Installatiebedrijf De Boer",
    "Gemeente Hoorn",
    "Basisscholen PO-Kop",
    "Technasium Zuid",
    "Van Dijk Metaal",
    "Praktijkschool De Linde",
    "Waterschap",
    "Stichting Techniekhuis",
    "Mbo-college Oost",
    "Bouwbedrijf Janssen & Zn.",
)
LONG_NAMES = tuple(
    f"Stichting Voortgezet en Beroepsonderwijs Noord-Holland Noord, locatie {place}"
    for place in (
        "Hoorn",
        "Alkmaar",
        "Den Helder",
        "Schagen",
        "Purmerend",
        "Enkhuizen",
        "Medemblik",
        "Texel",
        "Heiloo",
        "Bergen",
        "Castricum",
        "Volendam",
    )
)
SCORES = (
    (4, 4, 3, 2, 3, 2, 4),
    (3, 4, 3, 3, 3, 2, 3),
    (2, 5, 3, 4, 3, 1, 2),
    (4, 4, 2, 3, 2, 2, 4),
    (3, 3, 3, 2, 3, 3, 1),
    (3.5, 4, 2, 3, 1, 2, 3),
    (1, 4, 4, 5, 3, 2, 5),
    (4, 3, 3, 3, 3, 4, 2),
    (2, 4, 1, 3, 3, 2, 3),
    (5, 5, 5, 5, 5, 5, 5),
    (3, 4, 3, 4, 2, 2, 4),
    (3, 2, 3, 3, 3, 1, 3),
)
SIGNS = ("\U0001f680 Techniek $x^2$ & <Zn> \U0001f469\u200d\U0001f527", "株式会社 Łódź \ufe0f")
SCALE = "1\u00a0=\u00a0helemaal niet, 5\u00a0=\u00a0helemaal wel"
Rows = tuple[tuple[float | None, ...], ...]


def mean_of(rows: Rows) -> tuple[float | None, ...]:
    """The mean of each column, None where a column is empty."""
    columns = (
        [score for score in column if score is not None] for column in zip(*rows, strict=True)
    )
    return tuple(sum(column) / len(column) if column else None for column in columns)


def lines_of(rows: Rows, names: tuple[str, ...] = NAMES) -> tuple[RadarLine, ...]:
    """A line for each row."""
    return tuple(RadarLine(name, row) for name, row in zip(names, rows, strict=False))


def region(rows: Rows, *, names: tuple[str, ...] = NAMES) -> RadarPicture:
    """A picture of these rows as the bot would word it."""
    return RadarPicture(
        title="Borging in regio Noordwest",
        subtitle=f"Scan najaar 2026 · {len(rows)} van {len(rows) + 1} partners · {SCALE}",
        axes=AXES,
        mean=mean_of(rows),
        mean_label="Gemiddelde",
        lines=lines_of(rows, names),
        previous_label="Gemiddelde voorjaar 2026",
        not_enough_label="te weinig antwoorden",
    )


def radars() -> dict[str, RadarPicture]:
    """Radars by name, as the drawing takes them."""
    equal: Rows = tuple((4, 4, 4, 4, 4, 4, 4) for _ in range(6))
    missing: Rows = (
        (4, None, 3, 2, 3, None, 4),
        (3, 4, None, 3, None, None, 3),
        (2, 5, None, None, 3, None, 2),
        (None, None, 2, None, 2, None, None),
        (None, None, None, None, None, None, None),
    )
    previous = (2.8, 3.6, 2.4, 2.6, 2.2, 2.1, 2.4)
    six, twelve = region(SCORES[:6]), region(SCORES)
    return {
        "own": replace(
            twelve,
            lines=(),
            band=((1, 5), (2, 5), (1, 5), (2, 5), (1, 3), (1, 5), (1, 5)),
            band_label="Laagste tot hoogste",
            own=(4, 3, 2.5, None, 2, 1, 3),
            own_label="Uw cijfers",
        ),
        "01-partner": region(SCORES[:1]),
        "03-partners": region(SCORES[:3]),
        "06-partners": six,
        "06-partners-previous": replace(six, previous=previous),
        "12-partners": replace(twelve, previous=previous),
        "12-long-names": replace(
            region(SCORES, names=LONG_NAMES), axes=LONG_AXES, previous=previous
        ),
        "05-long-names": replace(
            region(SCORES[:5], names=LONG_NAMES),
            title="Borging van Sterk Techniekonderwijs in de regio Noord-Holland Noord en Texel",
        ),
        "band": replace(
            twelve,
            lines=(),
            previous=previous,
            band=((1, 5), (2, 5), (1, 5), (2, 5), (1, 3), (1, 5), (1, 5)),
            band_label="Laagste tot hoogste van 40 partners",
            subtitle=f"Scan najaar 2026 · 40 van 43 partners · {SCALE}",
        ),
        "protected": replace(
            twelve,
            lines=(),
            previous=previous,
            mean=(3.2, 4.05, 2.85, None, 2.6, 2.25, None),
            band=((2.4, 4.1), (3.2, 4.9), (2.1, 3.6), None, (1.9, 3.3), (1.3, 3.1), None),
            band_label="Spreiding: twee derde van de antwoorden",
            footnote="Beschermde scan: alleen gemiddelde en spreiding. 12 mensen van "
            "5 organisaties gaven cijfers.",
        ),
        "equal": region(equal),
        "equal-to-previous": replace(region(equal[:2]), previous=(4,) * 7),
        "missing": replace(region(missing), previous=(3, 4, None, 3, None, 2, 3)),
        "all-five": region(tuple((5,) * 7 for _ in range(12))),
        "all-one": region(tuple((1,) * 7 for _ in range(12))),
        "english": replace(
            region(SCORES[:4]),
            title="Safeguarding in region Noordwest",
            subtitle="Autumn 2026 · 4 of 5 partners · 1 = not at all, 5 = completely",
            mean_label="Mean",
            decimal_mark=".",
        ),
        "three-axes": with_axes(("Een", "Twee", "Drie op een rij")),
        "ten-axes": with_axes((LONG_AXES + AXES)[:10]),
        "signs": replace(region(SCORES[:2], names=SIGNS), title="Één regio: Úrk \U0001f389 100%"),
    }


def with_axes(axes: tuple[str, ...]) -> RadarPicture:
    """Four partners on other axes than the seven."""
    rows = tuple((row + row)[: len(axes)] for row in SCORES[:4])
    return replace(region(SCORES[:4]), axes=axes, mean=mean_of(rows), lines=lines_of(rows))
