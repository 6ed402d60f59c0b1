"""A check-in once it is answered: what helps who is stuck, and a sentence that may be added."""

from flows.action import Action, Help, Phase
from flows.check_in import (
    CheckIn,
    CheckInKind,
    CheckInState,
    Tap,
    asks_for_help,
    for_group,
)
from flows.messages import Button, Buttons, Element, Look, Paragraph, Row
from flows.views.check_in_question import date_button, success_button, write_button
from flows.views.check_in_told import Asked, CheckInTold, read_by, readers_of
from flows.wording import Phrase, say

NAME_MOST = 40
"""Characters of a name on a button, which takes 75 (Slack)."""
NOTHING = "nothing"
"""What who is stuck chooses who wants no help."""
NOT_GOOD = (Tap.STUCK, Tap.NOT_YET, Tap.OTHER_DATE)
"""Answers with which one writes what is in the way, not what helped."""


def answered_elements(told: CheckInTold, one: Asked) -> list[Element]:
    """What comes after the answer."""
    check_in = one.check_in
    if asks_for_help(check_in):
        return [Paragraph(say("check_in.stuck")), Buttons(_help_buttons(told, check_in))]
    body: list[Element] = [Paragraph(_noted(told, one))]
    buttons = [
        write_button(check_in, say("check_in.write")),
        Button(
            action="check_in.skip",
            label=say("check_in.leave_out"),
            args={"check_in": check_in.id},
        ),
    ]
    if check_in.tap is Tap.NEXT and one.action is not None and not one.followed:
        buttons = [_next_button(one.action), *buttons]
    return [*body, Buttons(tuple(buttons))]


def added_question(check_in: CheckIn) -> Phrase:
    """What may be said in a sentence."""
    match check_in.kind, check_in.tap, check_in.phase:
        case CheckInKind.LEADER, _, _:
            return say("check_in.add.leader")
        case CheckInKind.ACTION, tap, _ if tap in NOT_GOOD:
            return say("check_in.add.hinders")
        case CheckInKind.ACTION, _, Phase.CHECK:
            return say("check_in.add.explains")
        case CheckInKind.ACTION, Tap.NEXT, _:
            return say("check_in.add.learnt")
        case CheckInKind.ACTION, _, Phase.ACT:
            return say("check_in.add.routine")
        case CheckInKind.ACTION, _, _:
            return say("check_in.add.helped")
        case _:
            return say("check_in.add.question")


def sentence_readers(
    told_leaders: tuple[str, ...], check_in: CheckIn, action: Action | None
) -> Phrase:
    """Who reads the sentence."""
    if action is not None and for_group(check_in, action):
        return say("check_in.sentence.group")
    return say("check_in.sentence.private", readers=read_by(told_leaders))


def share_elements(told: CheckInTold) -> list[Element]:
    """The way to tell the channel what was written last about an action that goes on."""
    answered = [
        (one.check_in.answered_at, one.check_in.id, one.check_in)
        for one in told.asked
        if one.check_in.answered_at is not None
    ]
    if not answered:
        return []
    last = max(answered, key=lambda each: each[:2])[2]
    is_good = last.kind is CheckInKind.ACTION and last.tap not in NOT_GOOD
    if last.state is not CheckInState.DONE or not last.text or not is_good:
        return []
    return [Row(say("check_in.written"), success_button(last, say("check_in.share")))]


def _help_buttons(told: CheckInTold, check_in: CheckIn) -> tuple[Button, ...]:
    buttons = []
    if told.leaders:
        buttons.append(_help(check_in, Help.LEADER.value, _ask_leader(told.leaders)))
    if told.channel:
        buttons.append(_help(check_in, Help.CHANNEL.value, say("check_in.help.channel")))
    buttons.append(date_button(check_in))
    buttons.append(_help(check_in, NOTHING, say("check_in.help.nothing")))
    return tuple(buttons)


def _ask_leader(leaders: tuple[str, ...]) -> Phrase:
    if len(leaders) == 1 and len(leaders[0]) <= NAME_MOST:
        return say("check_in.help.leader", name=leaders[0])
    return say("check_in.help.leaders")


def _help(check_in: CheckIn, value: str, label: Phrase) -> Button:
    return Button(
        action="check_in.help", label=label, args={"check_in": check_in.id, "help": value}
    )


def _noted(told: CheckInTold, one: Asked) -> Phrase:
    check_in = one.check_in
    return say(
        "check_in.noted",
        noted=_what_is_noted(told, one),
        question=added_question(check_in),
        readers=sentence_readers(
            readers_of(check_in, told.leaders, one.asker), check_in, one.action
        ),
    )


def _what_is_noted(told: CheckInTold, one: Asked) -> Phrase:
    check_in, action = one.check_in, one.action
    if check_in.tap is Tap.STUCK and action is not None:
        if action.help is Help.LEADER and told.leaders:
            return say("check_in.helped.leader", names=told.leaders)
        if action.help is Help.CHANNEL and told.channel:
            return say("check_in.helped.channel", channel=told.channel)
    if check_in.phase is Phase.ACT:
        return say("check_in.finished")
    return say("check_in.noted_only")


def next_args(action: Action) -> dict[str, str | int]:
    """With what the window opens in which the action after this one is made."""
    args: dict[str, str | int] = {"region": action.region_id, "follows": action.id}
    if action.item:
        args["item"] = action.item
    if action.scan_id is not None:
        args["scan"] = action.scan_id
    if action.bent is not None:
        args["bent"] = action.bent.value
    return args


def _next_button(action: Action) -> Button:
    label = say("check_in.next")
    return Button(action="action.new", label=label, args=next_args(action), look=Look.PRIMARY)
