"""The check-in that an act is about, held while it is handled."""

from dataclasses import dataclass

from flows.action import Action, is_over_date
from flows.calendar import local_day
from flows.check_in import CheckIn
from flows.region import Participant
from flows.usecases.check_in_ask import wish_check_in
from flows.usecases.desk import Reply, Request
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class Held:
    """A check-in of the sender, locked, with its action, locked before it."""

    check_in: CheckIn
    participant: Participant
    action: Action | None = None
    late: bool = False  # the action was over its date when they were asked

    @property
    def is_elsewhere(self) -> bool:
        """Whether the action is no longer theirs, or not where it was when they were asked."""
        action = self.action
        if action is None:
            return False
        is_theirs = action.is_open and action.owner_id == self.participant.id
        return not is_theirs or action.phase is not self.check_in.phase


def held_check_in(request: Request) -> Held | Reply:
    """The check-in that the event is about, or the answer if it is not the sender's to answer."""
    store = request.store
    found = store.check_ins.one(id=request.number("check_in"), person_id=request.person.id)
    if found is None:
        return Reply(notice=say("check_in.notice.not_yours"))
    action = store.actions.get(found.action_id, lock=True) if found.action_id else None
    check_in = store.check_ins.get(found.id, lock=True)
    participant = store.participants.get(check_in.participant_id)
    if participant.removed_at is not None:
        return Reply(notice=say("check_in.notice.left"))
    timezone = store.regions.get(check_in.region_id).timezone
    late = action is not None and asked_late(check_in, action, timezone)
    return Held(check_in=check_in, participant=participant, action=action, late=late)


def asked_late(check_in: CheckIn, action: Action, timezone: str) -> bool:
    """Whether an action was over its date when its owner was asked, as it now is agreed."""
    return is_over_date(action, local_day(check_in.asked_at, timezone))


def redrawn(request: Request, held: Held, notice: Phrase | None = None) -> Reply:
    """The sender's message brought up to date at once."""
    wish = wish_check_in(request.store, held.participant, request.now, prompted=True)
    return Reply(notice=notice, wishes=(wish.id,))


def further_on(request: Request, held: Held) -> Reply:
    """The answer to a button that has had its day: the message shows where its reader is."""
    return redrawn(request, held, say("check_in.notice.further_on"))
