"""Values of what is followed between scans, to keep: complete and linked."""

from dataclasses import dataclass, replace
from datetime import date

from flows.action import Action, ActionState, Bent, Help, Level, Phase
from flows.check_in import CheckIn, CheckInKind, CheckInState, Tap
from flows.decision import Decision, DecisionState
from flows.follow_up import Asked, Digest, FollowUp
from flows.ports import Store
from flows.region import Participant
from flows.response import Sharing
from flows.success import Ripple, Success, SuccessKind
from tests.support.kept import NOW, Kept

DAY = date(2027, 3, 1)


@dataclass(frozen=True)
class KeptBetween:
    """One of each, as kept; `before` is the participant who had action and decision before."""

    before: Participant
    follow_up: FollowUp
    digest: Digest
    first: Action
    action: Action
    decision: Decision
    check_in: CheckIn
    success: Success


def keep_between(store: Store, kept: Kept) -> KeptBetween:
    """One of each with every field set, in the region of what is kept already."""
    workspace_id, region_id = kept.workspace.id, kept.region.id
    person = store.people.add(replace(kept.person, user_id="U9", asked_response_id=None))
    before = store.participants.add(
        replace(kept.participant, person_id=person.id, removed_at=NOW, quiet_at=NOW)
    )
    first = store.actions.add(an_action(kept))
    action = store.actions.add(
        replace(
            first,
            follows_id=first.id,
            before_id=before.id,
            given_at=NOW,
            created_by=person.id,
            phase=Phase.ACT,
            state=ActionState.FINISHED,
            asked_at=NOW,
            unanswered=2,
            told=True,
            stuck_at=NOW,
            help=Help.CHANNEL,
            begun_at=NOW,
            carried_out_at=NOW,
            explanation="Iedereen wist ervan",
            explained_by=person.id,
            routine="Elke maand",
            routine_by=person.id,
            closed_at=NOW,
            reason="Klaar",
        )
    )
    return KeptBetween(
        before=before,
        follow_up=store.follow_ups.add(_follow_up(region_id)),
        digest=store.digests.add(
            Digest(
                workspace_id=workspace_id,
                region_id=region_id,
                first=DAY,
                last=date(2027, 3, 31),
                meeting_on=date(2027, 4, 7),
                asked_on=date(2027, 3, 15),
                question="relations",
                yes=3,
                partly=2,
                no=1,
            )
        ),
        first=first,
        action=action,
        decision=store.decisions.add(
            Decision(
                workspace_id=workspace_id,
                region_id=region_id,
                what="Elke school een coördinator",
                decided_on=DAY,
                owner_id=kept.participant.id,
                partner_id=kept.partner.id,
                before_id=before.id,
                given_at=NOW,
                due_on=date(2027, 5, 28),
                state=DecisionState.DONE,
                source="https://chat.example/C1/1.1",
                created_at=NOW,
                created_by=person.id,
                closed_at=NOW,
            )
        ),
        check_in=store.check_ins.add(
            CheckIn(
                workspace_id=workspace_id,
                region_id=region_id,
                participant_id=kept.participant.id,
                person_id=kept.person.id,
                kind=CheckInKind.ACTION,
                action_id=action.id,
                phase=Phase.DO,
                question="relations",
                asked_by=person.id,
                words="Hoe gaat het?",
                state=CheckInState.DONE,
                tap=Tap.ON_TRACK,
                helped=True,
                help=Help.LEADER,
                text="Het loopt",
                asked_at=NOW,
                answered_at=NOW,
            )
        ),
        success=store.successes.add(
            Success(
                workspace_id=workspace_id,
                region_id=region_id,
                writer_id=person.id,
                partner=kept.partner.name,
                action_id=action.id,
                kind=SuccessKind.LESSON,
                text="Eerst bellen",
                ripple=(Ripple.PUPILS, Ripple.SCHOOLS),
                sharing=Sharing.NAMED,
                said_at=NOW,
                withdrawn=True,
            )
        ),
    )


def an_action(kept: Kept) -> Action:
    """An open action of the participant, not kept yet."""
    return Action(
        workspace_id=kept.workspace.id,
        region_id=kept.region.id,
        scan_id=kept.scan.id,
        instrument="borgingsscan-2023/24",
        item="s4",
        what="Eén overzicht van de resultaten",
        sign="Alle scholen staan erin",
        aim=3.5,
        owner_id=kept.participant.id,
        partner_id=kept.partner.id,
        due_on=date(2027, 5, 28),
        bent=Bent.KEEP,
        level=Level.WITHIN,
        created_at=NOW,
    )


def _follow_up(region_id: int) -> FollowUp:
    return FollowUp(
        region_id=region_id,
        asked=Asked.TWO_MONTHLY,
        month=DAY,
        question="relations",
        turn=4,
        subsidy_until=date(2028, 7, 31),
        fall=0.7,
        statements=3,
        digest_on=DAY,
        noticed_on=DAY,
        noticed=("response", "fall"),
        reported=("response:2027-03-01",),
        quiet=("fall:12:2027-06-24",),
        told=("silent:12",),
        stopped_on=DAY,
        due_at=NOW,
    )
