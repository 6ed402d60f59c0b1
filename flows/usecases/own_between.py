"""What the bot keeps of a person between scans: gathered for them, and deleted as they ask."""

from dataclasses import replace
from datetime import date, datetime

from flows.action import Action, ActionState
from flows.calendar import local_day
from flows.check_in import CheckIn, CheckInKind, CheckInState
from flows.check_in_questions import question_phrase
from flows.decision import Decision
from flows.ports import Store
from flows.region import Person
from flows.usecases.actions_kept import owned_by, save_action
from flows.usecases.check_in_ask import ENDED, wish_check_in
from flows.usecases.decisions_kept import decisions_of
from flows.usecases.success_kept import withdraw_of
from flows.usecases.walks import Instruments
from flows.views.data_between import Between, Concluded, KeptCheckIn, KeptSuccess, KeptWords
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
        concluded=[
            Concluded(what=one.what, texts=sentences_of(one, person.id))
            for one in _concluded(store, person)
        ],
        words=_words(store, person),
        actions=actions,
        decisions=decisions,
    )


def _words(store: Store, person: Person) -> list[KeptWords]:
    """What a person wrote as a leader, once for all who got it, the newest first."""
    found = [one for one in store.check_ins.find(asked_by=person.id) if one.words]
    kept = (
        KeptWords(text=one.words, day=_day(store, one.region_id, one.asked_at))
        for one in reversed(found)
    )
    return list(dict.fromkeys(kept))


def _erase_words(store: Store, person: Person, now: datetime) -> int:
    """Delete what a person wrote as a leader; what nobody answered yet is asked no more."""
    erased = len(_words(store, person))
    found = [one for one in store.check_ins.find(asked_by=person.id) if one.words]
    for one in found:
        check_in = store.check_ins.get(one.id, lock=True)
        state = ENDED.get(check_in.state, check_in.state)
        store.check_ins.save(replace(check_in, words="", state=state))
    for participant_id in sorted({one.participant_id for one in found}):
        wish_check_in(store, store.participants.get(participant_id), now)
    return erased


def erase_between(store: Store, person: Person, now: datetime) -> int:
    """Delete what a person answered and told between scans; how many answers and things told.

    That they were asked, and when, stays: nobody is asked again because of it. What was agreed is
    the region's, but not what they wrote of how it went.
    """
    erased = _erase_concluded(store, person, now) + withdraw_of(store, person.id, now)
    erased += _erase_words(store, person, now)
    _calm(store, person, now)
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


def _calm(store: Store, person: Person, now: datetime) -> None:
    """No action of theirs is said to be stuck any more, and nobody is asked for their help."""
    for participant in store.participants.find(person_id=person.id):
        for found in store.actions.find(owner_id=participant.id, state=ActionState.OPEN):
            action = store.actions.get(found.id, lock=True)
            if action.stuck_at is not None:
                save_action(store, replace(action, stuck_at=None, help=None), now)


def _concluded(store: Store, person: Person) -> list[Action]:
    """The actions of which a person wrote what explains the result, or what becomes routine."""
    found = {one.id: one for one in store.actions.find(explained_by=person.id)}
    found |= {one.id: one for one in store.actions.find(routine_by=person.id)}
    return [found[action_id] for action_id in sorted(found)]


def sentences_of(action: Action, person_id: int) -> tuple[str, ...]:
    """What a person wrote of how an action went."""
    written = (
        (action.explained_by, action.explanation),
        (action.routine_by, action.routine),
    )
    return tuple(text for by, text in written if text and by == person_id)


def _erase_concluded(store: Store, person: Person, now: datetime) -> int:
    """Delete what a person wrote with actions; how much of it no check-in of theirs has as well."""
    told = {one.text for one in store.check_ins.find(person_id=person.id)}
    erased = 0
    for found in _concluded(store, person):
        action = store.actions.get(found.id, lock=True)
        erased += sum(text not in told for text in sentences_of(action, person.id))
        if action.explained_by == person.id:
            action = replace(action, explanation="", explained_by=None)
        if action.routine_by == person.id:
            action = replace(action, routine="", routine_by=None)
        save_action(store, action, now)
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
