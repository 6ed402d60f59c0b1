"""What is seen of a region for signs of a netwerkdip, made without a store."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from flows.action import Action
from flows.check_in import CheckIn, CheckInKind
from flows.comparison import Past
from flows.follow_up import FollowUp
from flows.scan import Mode
from flows.signals import Seen
from tests.support.outcomes import Scores, a_published_scan, past_from, results_from

MARCH, JUNE = datetime(2027, 3, 19, 15, tzinfo=UTC), datetime(2027, 6, 18, 15, tzinfo=UTC)
TODAY = date(2027, 6, 21)
FOLLOWED = FollowUp(id=1, region_id=1, due_at=JUNE)
ALL = 7
PARTNERS = ("Noord", "ROC", "De Boer", "Gemeente")


def a_past(
    people: Mapping[str, Scores | Sequence[Scores]],
    published: datetime = MARCH,
    mode: Mode = Mode.OPEN,
    *,
    missing: Sequence[str] = (),
) -> Past:
    """A published scan with these scores by partner."""
    scan = a_published_scan(
        mode,
        id=published.month,
        opened_at=published - timedelta(days=11),
        published_at=published,
        minimum=5,
    )
    return past_from(results_from(people, mode, missing=missing), scan)


def evenly(score: int, *others: int) -> dict[str, Scores]:
    """Four partners that score all statements the same, one after the other if more are given."""
    scores = (score, *others) if others else (score,) * len(PARTNERS)
    return {name: [one] * ALL for name, one in zip(PARTNERS, scores, strict=True)}


def seen_from(before: Past | None, last: Past | None, **known: object) -> Seen:
    """What is known on the Monday after the last scan."""
    seen = Seen(today=TODAY, timezone="Europe/Amsterdam", before=before, last=last)
    return replace(seen, **known)  # type: ignore[arg-type]  # checked when it runs


def an_action(due_on: date, **changes: object) -> Action:
    """An open action."""
    action = Action(
        workspace_id=1,
        region_id=1,
        what="Elke maand een nieuwsbericht",
        owner_id=1,
        partner_id=1,
        due_on=due_on,
        created_at=MARCH,
    )
    return replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs


def a_check_in(days_ago: int, *, answered: bool = False) -> CheckIn:
    """A question that somebody got so many days before today."""
    asked_at = JUNE + timedelta(days=3 - days_ago)
    return CheckIn(
        workspace_id=1,
        region_id=1,
        participant_id=1,
        person_id=1,
        kind=CheckInKind.QUESTION,
        asked_at=asked_at,
        answered_at=asked_at if answered else None,
    )
