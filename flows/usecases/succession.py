"""What somebody had to see to goes to who comes after them, or stands empty and is named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from flows.action import Action, ActionState
from flows.decision import Decision, DecisionState
from flows.outbox import Manner
from flows.ports import Store
from flows.region import Participant, Partner, Person, Region
from flows.topics import Topic
from flows.usecases.actions_kept import give_action, open_actions, owned_by
from flows.usecases.check_in_ask import end_open, wish_check_in
from flows.usecases.decisions_kept import decisions_of, give_decision, open_decisions
from flows.usecases.wishes import wish_for


@dataclass(frozen=True, kw_only=True)
class Vacancies:
    """What nobody sees to in a region: partners without people, and what has no owner."""

    partners: Sequence[Partner] = ()
    actions: Sequence[Action] = ()
    decisions: Sequence[Decision] = ()

    def __bool__(self) -> bool:
        """Whether anything stands empty."""
        return bool(self.partners or self.actions or self.decisions)


def vacancies(store: Store, region: Region) -> Vacancies:
    """What nobody sees to in a region now."""
    participants = store.participants.find(region_id=region.id, removed_at=None)
    spoken_for = {participant.partner_id for participant in participants}
    partners = store.partners.find(region_id=region.id, removed_at=None)
    return Vacancies(
        partners=[partner for partner in partners if partner.id not in spoken_for],
        actions=[one for one in open_actions(store, region.id) if one.owner_id is None],
        decisions=[one for one in open_decisions(store, region.id) if one.owner_id is None],
    )


def successor(added: Sequence[Participant], present: Sequence[Participant]) -> Participant | None:
    """Who comes after somebody of a partner: the one just added, else the only one there is.

    `added` are among those `present`. None if a leader has to say who.
    """
    only = added if len(added) == 1 else present
    return only[0] if len(only) == 1 else None


def pass_on(store: Store, leaving: Participant, to: Participant | None, now: datetime) -> bool:
    """Give what somebody had to see to to their successor, who is briefed, or to nobody.

    What they were asked and left unanswered is asked no more. Whether something stands empty now.
    """
    actions, decisions = owned_by(store, leaving.id), decisions_of(store, leaving.id)
    given = _give(store, actions, decisions, to, now)
    if end_open(store, leaving):
        wish_check_in(store, leaving, now)
    return given and to is None


def follow_on(
    store: Store,
    partner: Partner,
    before: Sequence[Participant],
    present: Sequence[Participant],
    now: datetime,
) -> bool:
    """Let those who speak for a partner now see to what those did who no longer do.

    `before` are those who spoke for it, `present` those who do now. Whether something stands empty
    that did not before.
    """
    known = {one.id for one in before}
    added = [one for one in present if one.id not in known]
    to = successor(added, present)
    stay = {one.id for one in present}
    empty = [pass_on(store, one, to, now) for one in before if one.id not in stay]
    take_up(store, partner, added, None if before else to, now)
    return any(empty)


def take_up(
    store: Store,
    partner: Partner,
    added: Iterable[Participant],
    to: Participant | None,
    now: datetime,
) -> None:
    """Give what stands empty at a partner to those who come: back to who had it before.

    The rest goes to `to`, who is briefed, if anybody. Nobody is told of what was theirs already.
    """
    of_partner = {"partner_id": partner.id, "owner_id": None}
    actions = store.actions.find(**of_partner, state=ActionState.OPEN)
    decisions = store.decisions.find(**of_partner, state=DecisionState.OPEN)
    for one in added:
        _give(
            store,
            [action for action in actions if action.before_id == one.id],
            [decision for decision in decisions if decision.before_id == one.id],
            one,
            now,
        )
    if to is not None:
        _give(store, actions, decisions, to, now)


def tell_owner(store: Store, to: Participant, by: Person, now: datetime) -> None:
    """Want somebody told what they were given to see to, unless they did so themselves."""
    if to.person_id != by.id:
        _want_briefing(store, to, now)


def _want_briefing(store: Store, to: Participant, now: datetime) -> None:
    """Want somebody told what they were given, as far as they still have it then."""
    wish_for(
        store,
        now,
        workspace_id=store.regions.get(to.region_id).workspace_id,
        topic=Topic.BRIEFING,
        subject_id=to.id,
        person_id=to.person_id,
        manner=Manner.ANEW,
    )


def _give(
    store: Store,
    actions: Iterable[Action],
    decisions: Iterable[Decision],
    to: Participant | None,
    now: datetime,
) -> bool:
    """Give those that are still open and as they were; whether there are any.

    All are locked before the first is changed, in the order in which everybody locks them.
    """
    held_actions = [
        kept
        for one in sorted(actions, key=lambda one: one.id)
        if _is_as_seen(kept := store.actions.get(one.id, lock=True), one)
    ]
    held_decisions = [
        held
        for seen in sorted(decisions, key=lambda seen: seen.id)
        if _is_as_seen(held := store.decisions.get(seen.id, lock=True), seen)
    ]
    for action in held_actions:
        give_action(store, action, to, now)
    for decision in held_decisions:
        give_decision(store, decision, to, now)
    given: list[Action | Decision] = [*held_actions, *held_decisions]
    if to is not None and any(to.id != (one.owner_id or one.before_id) for one in given):
        _want_briefing(store, to, now)
    return bool(given)


def _is_as_seen(kept: Action | Decision, seen: Action | Decision) -> bool:
    """Whether it is as it was looked at before it was locked."""
    return kept.is_open and kept.owner_id == seen.owner_id
