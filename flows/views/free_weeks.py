"""The window in which a leader says when partners are free and schools have exams."""

from collections.abc import Mapping, Sequence

from flows.messages import (
    Button,
    ChoiceInput,
    DateInput,
    Element,
    Form,
    Heading,
    Note,
    Option,
    Paragraph,
    Row,
    Rule,
)
from flows.region import Partner, Period, PeriodKind, Region
from flows.wording import Phrase, Words, say

EXAMS, WHOLE_REGION = "exams", "region"
"""What a period is for when it is not for one partner, whose choice is its id."""
PARTNERS_TO_CHOOSE = 90
"""Partners that a choice can list."""
PERIODS_IN_WINDOW = 85
"""Periods that a window can list."""


def free_weeks_form(
    region: Region,
    periods: Sequence[Period],
    partners: Sequence[Partner],
    warning: Phrase | None = None,
) -> Form:
    """The periods that are not over, and the inputs to add one.

    `periods` come in the order to show, `partners` are those of the region.
    `warning` says who cannot be asked in a scan because of them.
    """
    names = {partner.id: partner.name for partner in partners}
    listed: list[Element] = [
        Row(
            _line(period, names),
            Button(
                action="free_weeks.remove",
                label=say("free_weeks.remove"),
                args={"region": region.id, "period": period.id},
            ),
        )
        for period in periods[:PERIODS_IN_WINDOW]
    ]
    if not listed:
        listed.append(Paragraph(say("free_weeks.none")))
    if len(periods) > PERIODS_IN_WINDOW:
        listed.append(Note(say("free_weeks.more", count=len(periods) - PERIODS_IN_WINDOW)))
    whose = (
        Option(value=EXAMS, label=say("free_weeks.exams")),
        Option(value=WHOLE_REGION, label=say("free_weeks.whole_region")),
        *(
            Option(value=str(partner.id), label=say("free_weeks.partner", name=partner.name))
            for partner in partners[:PARTNERS_TO_CHOOSE]
        ),
    )
    return Form(
        key="free_weeks.add",
        title=say("free_weeks.title"),
        body=(
            *([Paragraph(warning)] if warning else []),
            Paragraph(say("free_weeks.intro")),
            ChoiceInput(name="whose", label=say("free_weeks.whose"), options=whose, folded=True),
            DateInput(name="first", label=say("free_weeks.first")),
            DateInput(name="last", label=say("free_weeks.last")),
            Rule(),
            Heading(say("free_weeks.known")),
            *listed,
        ),
        submit=say("free_weeks.add"),
        close=say("form.back"),
        args={"region": region.id},
    )


def _line(period: Period, names: Mapping[int, str]) -> Phrase:
    whose = _whose(period, names)
    if period.first == period.last:
        return say("free_weeks.line_day", whose=whose, day=period.first)
    return say("free_weeks.line", whose=whose, first=period.first, last=period.last)


def _whose(period: Period, names: Mapping[int, str]) -> Words:
    if period.kind is PeriodKind.EXAM:
        return say("free_weeks.exams")
    if period.partner_id is None:
        return say("free_weeks.whole_region")
    return names[period.partner_id]
