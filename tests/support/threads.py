"""A year of a region, made without a store."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Final

from flows.action import Action, ActionState, Bent, Phase
from flows.decision import Decision, DecisionState
from flows.success import SuccessKind
from flows.year import (
    Coming,
    ComingKind,
    Year,
    YearAction,
    YearDecision,
    YearScan,
    YearSuccess,
)
from tests.support.builders import INSTRUMENT

TODAY: Final = date(2027, 3, 24)
NEWSLETTER: Final = "Elke maand een nieuwsbericht"
STATEMENTS: Final = INSTRUMENT.statements


def an_action(number: int = 1, **changes: object) -> YearAction:
    """An action of ROC West that is carried out, but for what is said of it."""
    made = datetime(2026, 12, 1, 9, tzinfo=UTC)
    action = Action(
        id=number,
        workspace_id=1,
        region_id=1,
        instrument=INSTRUMENT.id,
        item="communicatie",
        what=NEWSLETTER,
        sign="Alle partners lezen het",
        owner_id=1,
        partner_id=1,
        due_on=date(2027, 5, 28),
        bent=Bent.KEEP,
        phase=Phase.DO,
        created_at=made,
    )
    action = replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs
    done, closed = action.carried_out_at, action.closed_at
    return YearAction(
        action=action,
        partner="ROC West" if action.partner_id else "",
        item=next((item.short for item in STATEMENTS if item.key == action.item), None),
        made_on=action.created_at.date(),
        carried_out_on=done.date() if done else None,
        closed_on=closed.date() if closed else None,
    )


def a_decision(number: int = 1, **changes: object) -> YearDecision:
    """A decision that the municipality follows up, but for what is said of it."""
    decision = Decision(
        id=number,
        workspace_id=1,
        region_id=1,
        what="Techniek komt in het schoolplan van alle scholen",
        decided_on=date(2026, 12, 10),
        owner_id=2,
        partner_id=2,
        due_on=date(2027, 4, 1),
        created_at=datetime(2026, 12, 10, 9, tzinfo=UTC),
    )
    decision = replace(decision, **changes)  # type: ignore[arg-type]  # checked when it runs
    return YearDecision(decision=decision, partner="Gemeente Noord" if decision.partner_id else "")


def a_year(**changes: object) -> Year:
    """A year in which something of everything happened, but for what is said of it."""
    march = datetime(2027, 3, 1, 9, tzinfo=UTC)
    done = {"phase": Phase.CHECK, "carried_out_at": march}
    year = Year(
        region="regio Noordwest",
        first=TODAY - timedelta(days=365),
        last=TODAY,
        today=TODAY,
        scans=(
            YearScan(
                day=date(2026, 11, 20), title="Borgingsscan november 2026", answered=5, asked=7
            ),
            YearScan(
                day=date(2027, 3, 19),
                title="Borgingsscan maart 2027",
                answered=6,
                asked=7,
                rose=(STATEMENTS[6].short,),
                fell=(STATEMENTS[4].short,),
            ),
        ),
        actions=(
            an_action(),
            an_action(2, what="Een overzicht van de resultaten", due_on=date(2027, 3, 1)),
            an_action(3, what="Gastlessen in groep 8", **done),
            an_action(
                4,
                what="Een vaste techniekweek",
                **done,
                state=ActionState.FINISHED,
                closed_at=march,
                routine="De techniekweek staat elk jaar in week 11.",
                explanation="Alle scholen deden mee.",
            ),
            an_action(
                5,
                what="Een eigen website",
                owner_id=None,
                partner_id=None,
                state=ActionState.DROPPED,
                closed_at=march,
                reason="Te duur",
            ),
        ),
        decisions=(
            a_decision(),
            a_decision(2, what="Wij vergaderen elk kwartaal", due_on=None, partner_id=None),
            a_decision(
                3, what="De penvoerder blijft", state=DecisionState.DONE, due_on=date(2027, 1, 4)
            ),
        ),
        successes=(
            YearSuccess(
                day=date(2027, 2, 3),
                kind=SuccessKind.SUCCESS,
                text="Alle scholen kwamen kijken.",
                by="Karin de Boer, Installatiebedrijf De Boer",
            ),
            YearSuccess(
                day=date(2027, 2, 10),
                kind=SuccessKind.LESSON,
                text="Een avond werkt niet voor docenten.",
                by="",
            ),
        ),
        coming=(
            Coming(on=date(2027, 3, 25), kind=ComingKind.MEETING),
            Coming(
                on=date(2027, 4, 1), kind=ComingKind.DECISION, what="Techniek in het schoolplan"
            ),
            Coming(on=date(2027, 5, 28), kind=ComingKind.ACTION, what=NEWSLETTER),
            Coming(on=date(2027, 6, 1), kind=ComingKind.SCAN),
        ),
    )
    return replace(year, **changes)  # type: ignore[arg-type]  # checked when it runs


def a_busy_year() -> Year:
    """A year with long words: 200 actions, 40 decisions, 30 successes, many dates ahead."""
    long = "Een lang verhaal over techniek op alle scholen in de regio. " * 8
    year = a_year()
    moments = [datetime(2026, 4, 1, 9, tzinfo=UTC) + timedelta(days=day) for day in range(350)]
    return replace(
        year,
        scans=year.scans * 3,
        actions=tuple(
            an_action(
                number,
                what=f"{number} {long}",
                created_at=moments[number],
                due_on=TODAY + timedelta(days=number - 100),
                routine=long if number % 2 else "",
                phase=Phase.CHECK if number % 3 else Phase.DO,
                carried_out_at=moments[number + 90] if number % 3 else None,
            )
            for number in range(200)
        ),
        decisions=tuple(
            a_decision(number, what=f"{number} {long}", decided_on=moments[number * 8].date())
            for number in range(40)
        ),
        successes=tuple(
            replace(
                year.successes[number % 2], text=f"{number} {long}", day=moments[number * 10].date()
            )
            for number in range(30)
        ),
        coming=tuple(
            Coming(on=TODAY + timedelta(days=number), kind=ComingKind.ACTION, what=long)
            for number in range(100)
        ),
    )
