"""What a leader sees of a rhythm: the panel on their page, and the windows to set it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.messages import (
    Bullets,
    Button,
    Buttons,
    ChoiceInput,
    Confirm,
    DateInput,
    Element,
    Form,
    Look,
    Note,
    Option,
    Paragraph,
)
from flows.region import Period, PeriodKind
from flows.rhythm import Every, Rhythm, RhythmState, is_asked
from flows.turns import Shift, Turn, Why
from flows.wording import Phrase, say

DATES = 4
"""Days that can be chosen, as many as the turns that are shown: a year of quarters."""
WEEKS_SHOWN = 6
"""Exam and free weeks that are named at the most."""


@dataclass(frozen=True, kw_only=True)
class RhythmPanel:
    """A rhythm with what comes: `turns`, the days `without` one, and the weeks minded in it."""

    rhythm: Rhythm
    turns: Sequence[Turn]
    without: Sequence[date]
    weeks: Sequence[Period]


def panel_elements(region: int, panel: RhythmPanel | None) -> tuple[Element, ...]:
    """What stands of a rhythm on the page of the leader of this region."""
    if panel is None or panel.rhythm.state is RhythmState.ENDED:
        return (Buttons((_about(region, "rhythm.form", say("rhythm.button.repeat")),)),)
    change = _about(region, "rhythm.form", say("rhythm.button.change"))
    stop = _stop(region)
    if panel.rhythm.state is RhythmState.PAUSED:
        resume = _about(region, "rhythm.resume", say("rhythm.button.resume"), Look.PRIMARY)
        return (Paragraph(say("rhythm.paused")), Buttons((resume, change, stop)))
    every = say(f"rhythm.every.{panel.rhythm.every.value}")
    if not panel.turns:
        text = say("rhythm.panel_none", every=every)
        return (Paragraph(text), Buttons((change, stop)))
    turn = panel.turns[0]
    go = turn_button("rhythm.go", region, turn.ideal, say("rhythm.button.go"), Look.PRIMARY)
    pause = _about(region, "rhythm.pause", say("rhythm.button.pause"))
    turns = (
        turn_button("rhythm.move", region, turn.ideal, say("rhythm.button.move_next")),
        turn_button("rhythm.skip", region, turn.ideal, say("rhythm.button.skip_next")),
    )
    buttons = [*turns, pause, change, stop]
    if is_asked(panel.rhythm):
        buttons.insert(0, go)
    return (
        Paragraph(say("rhythm.panel", every=every)),
        *turn_elements(panel),
        Buttons(tuple(buttons)),
    )


def turn_elements(panel: RhythmPanel) -> tuple[Element, ...]:
    """The coming turns, each with why it was shifted, and what was minded in choosing them."""
    elements: list[Element] = [Bullets(tuple(turn_line(turn) for turn in panel.turns))]
    if panel.without:
        days = tuple(say("rhythm.day", day=day) for day in panel.without)
        elements.append(Note(say("rhythm.without", days=days)))
    if panel.weeks:
        weeks = tuple(_week(period) for period in panel.weeks[:WEEKS_SHOWN])
        elements.append(Note(say("rhythm.weeks", weeks=weeks)))
    return tuple(elements)


def turn_line(turn: Turn) -> Phrase:
    """From when to when a turn runs, why not on its ideal day, and for which meeting."""
    line = say("rhythm.line.days", start=turn.start, deadline=turn.deadline)
    if turn.meeting is not None:
        line = say("rhythm.line.meeting", line=line, meeting=turn.meeting)
    if turn.lost:
        line = say("rhythm.line.lost", line=line, why=reasons(turn.shifts))
    elif turn.shifts:
        line = say(
            "rhythm.line.shifted",
            line=line,
            ideal=turn.ideal,
            start=turn.start,
            why=reasons(turn.shifts),
        )
    return say("rhythm.line.provisional", line=line) if turn.provisional else line


def reasons(shifts: Sequence[Shift]) -> tuple[Phrase, ...]:
    """Why a scan does not run on the days that the rule gives."""
    return tuple(
        say(f"rhythm.holiday.{shift.holiday.value}")
        if shift.why is Why.SCHOOL and shift.holiday is not None
        else say(f"rhythm.why.{shift.why.value}")
        for shift in shifts
    )


def _week(period: Period) -> Phrase:
    what = say("rhythm.exams" if period.kind is PeriodKind.EXAM else "rhythm.free")
    return say("rhythm.week", what=what, first=period.first, last=period.last)


def _about(region: int, action: str, label: Phrase, look: Look = Look.PLAIN) -> Button:
    return Button(action=action, label=label, look=look, args={"region": region})


def _stop(region: int) -> Button:
    return Button(
        action="rhythm.stop",
        label=say("rhythm.button.stop"),
        args={"region": region},
        confirm=Confirm(
            title=say("rhythm.confirm_title"),
            text=say("rhythm.confirm_text"),
            yes=say("rhythm.button.stop"),
            no=say("confirm.no"),
        ),
    )


def turn_button(
    action: str, region: int, turn: date, label: Phrase, look: Look = Look.PLAIN
) -> Button:
    """A button about one turn, which it names: a later turn is never decided by an old button."""
    return Button(
        action=action, label=label, look=look, args={"region": region, "turn": turn.isoformat()}
    )


def question_buttons(region: int, turn: date, *, can_go: bool) -> Buttons:
    """Go, move or skip; without a last scan whose settings hold the leader prepares one."""
    first = (
        turn_button("rhythm.go", region, turn, say("rhythm.button.go"), Look.PRIMARY)
        if can_go
        else _about(region, "scan.new", say("rhythm.button.prepare"), Look.PRIMARY)
    )
    return Buttons(
        (
            first,
            turn_button("rhythm.move", region, turn, say("rhythm.button.move")),
            turn_button("rhythm.skip", region, turn, say("rhythm.button.skip")),
        )
    )


def rhythm_form(region: int, every: Every, dates: Sequence[date], *, is_on: bool) -> Form:
    """A window to choose how often; with room for days where those are chosen."""
    days = [*dates, *[None] * DATES][:DATES] if every is Every.DATES else []
    return Form(
        key="rhythm.form",
        title=say("rhythm.form_title"),
        body=(
            Paragraph(say("rhythm.form_change" if is_on else "rhythm.form_intro")),
            ChoiceInput(
                name="every",
                label=say("rhythm.every_label"),
                options=tuple(
                    Option(value=one, label=say(f"rhythm.option.{one.value}")) for one in Every
                ),
                initial=every,
                action="rhythm.every",
            ),
            *(
                DateInput(
                    name=f"date_{number}",
                    label=say("rhythm.date", number=number),
                    initial=day,
                    required=number == 1,
                )
                for number, day in enumerate(days, start=1)
            ),
        ),
        submit=say("rhythm.to_dates"),
        close=say("form.back"),
        args={"region": region},
    )


def dates_form(panel: RhythmPanel) -> Form:
    """The next turns as they would be, before the rhythm is on."""
    rhythm = panel.rhythm
    return Form(
        key="rhythm.start",
        title=say("rhythm.form_title"),
        body=(
            Paragraph(say("rhythm.dates", every=say(f"rhythm.every.{rhythm.every.value}"))),
            *turn_elements(panel),
            Note(say("rhythm.dates_note")),
        ),
        submit=say("rhythm.button.repeat"),
        close=say("form.back"),
        args={
            "region": rhythm.region_id,
            "every": rhythm.every,
            **{f"date_{number}": day for number, day in enumerate(rhythm.dates, start=1)},
        },
    )


def move_form(region: int, turn: Turn) -> Form:
    """A window to choose another first day for the turn that comes now."""
    return Form(
        key="rhythm.move",
        title=say("rhythm.move_title"),
        body=(
            Paragraph(say("rhythm.move", start=turn.start, deadline=turn.deadline)),
            DateInput(
                name="day",
                label=say("rhythm.move_day"),
                hint=say("rhythm.move_hint"),
                initial=turn.start,
            ),
        ),
        submit=say("rhythm.button.move"),
        close=say("form.back"),
        args={"region": region, "turn": turn.ideal.isoformat()},
    )
