"""When a participant wants to be asked again: the choice, and what was chosen."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta

from flows.calendar import SATURDAY, local_day, local_time, wall
from flows.messages import ChoiceInput, DateInput, Element, Form, Note, Option, Paragraph
from flows.views.walk import Walk
from flows.wording import Phrase, say

SOONEST = timedelta(minutes=30)
"""Between now and the first moment that is offered."""
AFTERNOON, EVENING, MORNING = time(16), time(20), time(9)
"""Wall times of the moments that are offered."""
EARLIEST, LATEST = time(7), time(22)
"""Wall times between which people can choose a time of their own."""
MONDAYS = 7
"""Days in a week: so far is the next Monday at the most."""


def choices(walk: Walk, now: datetime) -> Sequence[tuple[datetime, Phrase]]:
    """The moments, aware UTC, that are offered in one tap: all before the scan closes."""
    zone = walk.region.timezone
    today = local_day(now, zone)
    tomorrow = today + timedelta(days=1)
    monday = today + timedelta(days=MONDAYS - today.weekday())
    offered = [
        (wall(today, AFTERNOON, zone), say("later.this_afternoon")),
        (wall(today, EVENING, zone), say("later.this_evening")),
        *([] if monday == tomorrow else [(wall(monday, MORNING, zone), _monday(monday))]),
    ]
    if tomorrow.weekday() < SATURDAY:
        offered.insert(2, (wall(tomorrow, MORNING, zone), say("later.tomorrow")))
    return [one for one in offered if now + SOONEST <= one[0] < walk.scan.closes_at]


def later_form(walk: Walk, now: datetime) -> Form:
    """A window to choose a moment in: one that is offered, or a day and a time of one's own."""
    offered = choices(walk, now)
    quick: tuple[Element, ...] = ()
    if offered:
        quick = (
            ChoiceInput(
                name="when",
                label=say("later.when"),
                options=tuple(
                    Option(value=moment.isoformat(), label=label) for moment, label in offered
                ),
                initial=offered[0][0].isoformat(),
                required=False,
            ),
        )
    return Form(
        key="walk.later",
        title=say("walk.button.later"),
        body=(
            Paragraph(say("later.intro", deadline=walk.scan.deadline)),
            *quick,
            DateInput(
                name="day",
                label=say("later.own_day"),
                hint=say("later.own_day_hint") if offered else None,
                required=False,
            ),
            ChoiceInput(
                name="time",
                label=say("later.own_time"),
                options=tuple(Option(value=f"{at:%H:%M}", label=_time(at)) for at in _times()),
                initial=f"{MORNING:%H:%M}",
                required=False,
                folded=True,
            ),
            Note(say("later.any_hour")),
        ),
        submit=say("form.save"),
        close=say("form.close"),
        args={"response": walk.response.id},
    )


def chosen(walk: Walk) -> Phrase | None:
    """When the participant hears of the bot again, if they chose a moment still to come."""
    if walk.response.later_at is None:
        return None
    return say("later.chosen", at=local_time(walk.response.later_at, walk.region.timezone))


def _monday(day: date) -> Phrase:
    return say("later.monday", day=day)


def _times() -> list[time]:
    minutes = range(EARLIEST.hour * 60, LATEST.hour * 60 + 1, 30)
    return [time(*divmod(minute, 60)) for minute in minutes]


def _time(at: time) -> Phrase:
    return say("later.time", at=datetime.combine(date.min, at, UTC))
