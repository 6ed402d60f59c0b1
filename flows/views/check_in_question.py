"""A check-in as long as it is not answered: what it is about, the question, who reads the answer.

The questions of an action follow Plan, Do, Check and Act as the guide words them (Het borgen van
Sterk Techniekonderwijs, 2022), which is quoted beside them.
"""

from functools import reduce

from flows.action import Action, Phase
from flows.check_in import DOING, CheckIn, CheckInKind, Tap, answers_to
from flows.messages import Button, Buttons, Element, Note, Paragraph
from flows.scan import MINIMUM_PARTNERS
from flows.views.check_in_told import Asked, CheckInTold, Lifted, read_by, readers_of
from flows.views.figures import Scale, run_on
from flows.views.short import shortened
from flows.wording import Phrase, say

WHAT_MOST = 300
"""Characters of what was agreed: the whole stands in its window."""
WORDS_MOST = 600
"""Characters of what a leader wrote to somebody."""


def subject_elements(one: Asked) -> list[Element]:
    """What it is about."""
    if one.action is not None:
        return _action(one, one.action)
    match one.check_in.kind:
        case CheckInKind.SUCCESS:
            return [Paragraph(say("check_in.success"))]
        case CheckInKind.QUESTION if one.question is not None:
            return [Paragraph(say("check_in.month")), *_of_the_month(one, one.question)]
        case _:
            words = shortened(one.check_in.words, WORDS_MOST)
            by = say("check_in.from", name=one.asker) if one.asker else say("check_in.from_leader")
            return [Paragraph(by), Paragraph(say("check_in.words", text=words))]


def question_elements(told: CheckInTold, one: Asked) -> list[Element]:
    """What is asked, with the answers, and who reads them."""
    check_in, phase = one.check_in, one.check_in.phase
    if check_in.kind is CheckInKind.QUESTION:
        return _month_elements(told, one)
    if check_in.kind is not CheckInKind.ACTION or phase is None:
        leaders = readers_of(check_in, told.leaders, one.asker)
        readers = say(f"check_in.readers.{check_in.kind}", readers=read_by(leaders))
        return [Buttons(_buttons(one)), Note(readers)]
    return [
        Paragraph(say("check_in.ask.late" if one.late else f"check_in.ask.{phase}")),
        Buttons(_buttons(one)),
        Note(_readers_of(phase, late=one.late)),
        Note(say("check_in.method", text=say(f"check_in.of_method.{phase}"))),
    ]


def _readers_of(phase: Phase, *, late: bool) -> Phrase:
    if phase not in DOING:
        return say("check_in.readers.concluding")
    if late:
        return say("check_in.readers.late")
    return say("check_in.readers.plan" if phase is Phase.PLAN else "check_in.readers.do")


def write_button(check_in: CheckIn, label: Phrase) -> Button:
    """The way to the window to write a sentence in."""
    return Button(action="check_in.write", label=label, args={"check_in": check_in.id})


def date_button(check_in: CheckIn) -> Button:
    """The way to the window in which another date is chosen."""
    label = say("check_in.help.date")
    return Button(action="check_in.date", label=label, args={"check_in": check_in.id})


def success_button(check_in: CheckIn, label: Phrase) -> Button:
    """The way to the window in which a success is told."""
    args = {"region": check_in.region_id, "check_in": check_in.id}
    return Button(action="success.new", label=label, args=args)


def _of_the_month(one: Asked, question: Phrase) -> list[Element]:
    """A condition, or the statement with its score and whether that goes better."""
    if one.item is None or one.mean is None:
        return [Paragraph(question)]
    scored = say("check_in.scored", item=one.item, mean=Scale().figure(one.mean))
    return [Paragraph(scored), Paragraph(say("question.better"))]


def _month_elements(told: CheckInTold, one: Asked) -> list[Element]:
    """The taps, who asks and what for, who reads the answer, and the way to be asked no more."""
    names = told.leaders
    by = say("check_in.month_from", names=names, count=len(names)) if names else None
    readers = say(
        "check_in.readers.question",
        readers=read_by(names),
        least=told.least,
        partners=MINIMUM_PARTNERS,
    )
    stop = Button(
        action="check_in.no_more",
        label=say("check_in.no_more"),
        args={"check_in": one.check_in.id},
    )
    return [
        Buttons(_buttons(one)),
        Note(by or say("check_in.month_plain")),
        Note(readers),
        Buttons((stop,)),
    ]


def _action(one: Asked, action: Action) -> list[Element]:
    phase, lifted = one.check_in.phase, one.lifted
    about: list[Phrase] = []
    if phase in DOING:
        about.append(say("check_in.was_due" if one.late else "check_in.due", due=action.due_on))
    if lifted is not None:
        is_over = phase in {Phase.CHECK, Phase.ACT}
        about.append(_result(lifted, action.aim) if is_over else _meant(lifted))
    lacking = _lacking(action) if phase is Phase.PLAN and not one.late else []
    body: list[Element] = [
        Paragraph(say("check_in.action", what=shortened(action.what, WHAT_MOST)))
    ]
    return [*body, *(Paragraph(run_on(said)) for said in (about, lacking) if said)]


def _lacking(action: Action) -> list[Phrase]:
    """What would make it sharper: the guide calls that SMART."""
    signs = [] if action.sign else [say("check_in.lacks.sign")]
    return signs if action.item else [*signs, say("check_in.lacks.item")]


def _meant(lifted: Lifted) -> Phrase:
    if lifted.start is None:
        return say("check_in.meant", item=lifted.item)
    return say("check_in.meant_from", item=lifted.item, mean=Scale().figure(lifted.start))


def _result(lifted: Lifted, aim: float | None) -> Phrase:
    """The score at the start, the aim and the newest score, as far as there are any."""
    scale, scores = Scale(), list[Phrase]()
    if lifted.start is not None:
        scores.append(say("check_in.score.start", mean=scale.figure(lifted.start)))
    if aim is not None:
        scores.append(say("check_in.score.aim", mean=scale.figure(aim)))
    if lifted.newest is not None:
        scores.append(say("check_in.score.newest", mean=scale.figure(lifted.newest)))
    said: list[Phrase] = []
    if scores:
        line = reduce(lambda before, one: say("check_in.score.and", before=before, one=one), scores)
        said.append(say("check_in.score.line", item=lifted.item, scores=line))
    else:
        said.append(say("check_in.meant", item=lifted.item))
    if lifted.missing is not None:
        said.append(say(f"check_in.score.{lifted.missing}"))
    return run_on(said)


def _buttons(one: Asked) -> tuple[Button, ...]:
    check_in, begins = one.check_in, one.check_in.phase is Phase.PLAN and not one.late
    taps = [_tap(check_in, tap) for tap in answers_to(check_in, late=one.late)]
    match check_in.kind:
        case CheckInKind.ACTION if begins and check_in.action_id is not None:
            return (taps[0], _sharpen(check_in.action_id), *taps[1:])
        case CheckInKind.SUCCESS:
            return (success_button(check_in, say("check_in.tell")), *taps)
        case CheckInKind.LEADER:
            return (write_button(check_in, say("check_in.answer")), *taps)
        case _:
            return tuple(taps)


def _sharpen(action_id: int) -> Button:
    label = say("check_in.sharpen")
    return Button(action="action.edit", label=label, args={"action": action_id})


def _tap(check_in: CheckIn, tap: Tap) -> Button:
    if tap is Tap.OTHER_DATE:
        return date_button(check_in)
    return Button(
        action="check_in.tap",
        label=_label(check_in, tap),
        args={"check_in": check_in.id, "tap": tap.value},
    )


def _label(check_in: CheckIn, tap: Tap) -> Phrase:
    if tap is Tap.SKIP:
        return say(f"check_in.skip.{check_in.kind}")
    begins = tap is Tap.ON_TRACK and check_in.phase is Phase.PLAN
    return say("check_in.begin") if begins else say(f"check_in.tap.{tap}")
