"""What the bot keeps of a person between scans: gathered for them, and deleted as they ask."""

from dataclasses import replace
from datetime import date, datetime

from flows.action import Action
from flows.calendar import local_day
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.check_in_questions import question_phrase
from flows.decision import Decision
from flows.ports import Store
from flows.region import Person
from flows.usecases.actions_kept import owned_by
from flows.usecases.check_in_ask import wish_check_in
from flows.usecases.decisions_kept import decisions_of
from flows.usecases.success_kept import withdraw_of
from flows.usecases.walks import Instruments
from flows.views.data_between import Between, KeptCheckIn, KeptSuccess
from flows.wording import Phrase, say


def between_of(store: Store, person: Person, instruments: Instruments) -> Between:
    """All that is kept of a person between scans."""
    asked = store.check_ins.find(person_id=person.id)
    told = store.successes.find(writer_id=person.id, withdrawn=False)
    own = store.participants.find(person_id=person.id, removed_at=None)
    actions: list[Action] = []
    decisions: list[Decision] = []
    for participant in own:
        actions += owned_by(store, participant.id)
        decisions += decisions_of(store, participant.id)
    return Between(
        check_ins=[
            KeptCheckIn(
                check_in=one,
                about=_about(store, one, instruments),
                day=_day(store, one.region_id, one.asked_at),
            )
            for one in reversed(asked)
        ],
        successes=[
            KeptSuccess(success=one, day=_day(store, one.region_id, one.said_at))
            for one in reversed(told)
        ],
        actions=actions,
        decisions=decisions,
    )


def erase_between(store: Store, person: Person, now: datetime) -> int:
    """Delete what a person answered and told between scans; how many answers and things told.

    That they were asked, and when, stays: nobody is asked again because of it. What was agreed is
    the region's.
    """
    erased = withdraw_of(store, person.id, now)
    open_at = set()
    for found in store.check_ins.find(person_id=person.id):
        check_in = store.check_ins.get(found.id, lock=True)
        if check_in.tap is None and not check_in.text:
            continue
        erased += 1
        if check_in.state is CheckInState.ANSWERED:
            open_at.add(check_in.participant_id)
            check_in = replace(check_in, state=CheckInState.DONE)
        store.check_ins.save(replace(check_in, tap=None, text=""))
    for participant_id in sorted(open_at):
        wish_check_in(store, store.participants.get(participant_id), now, prompted=True)
    return erased


def _day(store: Store, region_id: int, moment: datetime) -> date:
    return local_day(moment, store.regions.get(region_id).timezone)


def _about(store: Store, check_in: CheckIn, instruments: Instruments) -> Phrase:
    """What a check-in asked, in a few words."""
    match check_in.kind:
        case CheckInKind.ACTION:
            return say("data.of_action", what=store.actions.get(check_in.action_id or 0).what)
        case CheckInKind.QUESTION:
            return question_phrase(check_in.question, instruments)
        case CheckInKind.SUCCESS:
            return say("data.of_success")
        case _:
            return say("data.of_leader", words=check_in.words)
