"""What somebody reads who is given something to see to, takes over from another, or leads."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flows.messages import Bullets, Button, Buttons, Element, Look, Message, Note, Paragraph
from flows.region import Region
from flows.rhythm import RhythmState
from flows.scan import Scan, ScanState
from flows.views.planned import planned_buttons, planned_text
from flows.views.rhythm import RhythmPanel, turn_line
from flows.views.scan_buttons import scan_button
from flows.views.scan_panel import hold_buttons, hold_text
from flows.views.talk import running_text
from flows.wording import Phrase, say

MOST_DUTIES = 12
"""Lines of one message; the others are counted, and stand in the list behind the button."""


@dataclass(frozen=True, kw_only=True)
class Duty:
    """An action, or a decision to follow up; `late` says that its date is over."""

    what: str
    due: date | None
    late: bool
    is_decision: bool = False


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What somebody took over from the person named `before`, or from "": that is new."""

    before: str
    duties: Sequence[Duty]


@dataclass(frozen=True, kw_only=True)
class Briefing:
    """What somebody of a partner is given; `scan` is one that waits for their answers."""

    region: Region
    name: str
    partner: str
    leaders: Sequence[str]
    taken: Sequence[Taken]
    scan: Scan | None = None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """Where a region stands when somebody comes to lead it.

    `scan` is the one that is planned, runs or waits, of which `handed_in` of `asked` people handed
    in; `last` the one whose results came last. `late` of the `actions` are over their date, `due`
    of the `decisions` have to be looked at. `ownerless` counts what nobody has, `deserted` names
    the partners without people.
    """

    region: Region
    name: str
    others: Sequence[str]
    scan: Scan | None
    last: Scan | None
    handed_in: int
    asked: int
    actions: int
    late: int
    decisions: int
    due: int
    ownerless: int
    deserted: Sequence[str]
    meeting: date | None
    rhythm: RhythmPanel | None


def briefing_message(about: Briefing) -> Message:
    """What somebody is given or takes over from whom, whom to ask, and where to look."""
    if not about.taken:
        return Message(body=(Paragraph(say("briefing.over")),))
    takes_over = any(one.before for one in about.taken)
    head = say(
        "briefing.head" if takes_over else "briefing.new_head",
        name=about.name,
        partner=about.partner,
    )
    body: list[Element] = [Paragraph(head), *_taken(about.taken)]
    if about.scan is not None:
        scan = say("briefing.scan", title=about.scan.title, deadline=about.scan.deadline)
        body.append(Paragraph(scan))
    if about.leaders:
        count = len(about.leaders)
        body.append(Paragraph(say("briefing.ask", leaders=tuple(about.leaders), count=count)))
    duties = [duty for taken in about.taken for duty in taken.duties]
    kinds = {"action": False, "decision": True}
    what = [
        name for name, decides in kinds.items() if any(one.is_decision is decides for one in duties)
    ]
    if "action" in what:
        body.append(Note(say("briefing.check_ins")))
    looks = (Look.PRIMARY, Look.PLAIN)
    lists = [_list(name, about.region, look) for name, look in zip(what, looks, strict=False)]
    return Message(body=(*body, Buttons(tuple(lists))))


def frozen_briefing_message() -> Message:
    """What stays of a briefing once there is a newer one."""
    return Message(body=(Paragraph(say("briefing.frozen")),))


def _taken(taken: Sequence[Taken]) -> Iterable[Element]:
    room = MOST_DUTIES
    for one in taken:
        shown = one.duties[:room]
        if shown and one.before:
            yield Paragraph(say("briefing.from", before=one.before))
        elif shown and len(taken) > 1:
            yield Paragraph(say("briefing.new"))
        if shown:
            yield Bullets(tuple(_line(duty) for duty in shown))
        room -= len(shown)
    more = sum(len(one.duties) for one in taken) - MOST_DUTIES
    if more > 0:
        yield Note(say("briefing.more", count=more))


def _line(duty: Duty) -> Phrase:
    kind = "decision" if duty.is_decision else "action"
    if duty.due is None:
        return say("briefing.decision.undated", what=duty.what)
    return say(f"briefing.{kind}.{'late' if duty.late else 'due'}", what=duty.what, due=duty.due)


def _list(what: str, region: Region, look: Look = Look.PLAIN) -> Button:
    return Button(
        action=f"{what}.list",
        label=say(f"briefing.button.{what}"),
        look=look,
        args={"region": region.id},
    )


def appointed_message(about: Standing) -> Message:
    """Where the region stands that somebody leads from now on, and what they can do from here."""
    region, others = about.region, tuple(about.others)
    beside = say("briefing.lead.others", leaders=others) if others else say("briefing.lead.alone")
    partners = Button(
        action="partners.list", label=say("briefing.button.partners"), args={"region": region.id}
    )
    year = Button(action="year.open", label=say("briefing.button.year"), args={"region": region.id})
    return Message(
        body=(
            Paragraph(say("briefing.lead.head", name=about.name, region=region.name)),
            Paragraph(beside),
            *_scan(about),
            Bullets(tuple(_standing(about))),
            Buttons((_list("action", region), _list("decision", region), partners, year)),
            Note(say("leader.where")),
        )
    )


def _scan(about: Standing) -> tuple[Element, ...]:
    scan = about.scan
    if scan is None:
        last = about.last
        return (
            Paragraph(
                say("briefing.lead.last", title=last.title) if last else say("briefing.lead.first")
            ),
        )
    if scan.state is ScanState.PLANNED:
        buttons = planned_buttons(scan)
        return (Paragraph(planned_text(scan, about.region)), Buttons(tuple(buttons)))
    if scan.state is ScanState.CLOSED:
        return (Paragraph(hold_text(scan)), Buttons(tuple(hold_buttons(scan))))
    running = running_text(scan, handed_in=about.handed_in, asked=about.asked)
    progress = scan_button(scan, "scan.progress", say("page.button.progress"), Look.PRIMARY)
    return (Paragraph(running), Buttons((progress,)))


def _standing(about: Standing) -> Iterable[Phrase]:
    yield say("briefing.lead.actions", count=about.actions)
    if about.late:
        yield say("briefing.lead.late", count=about.late)
    yield say("briefing.lead.decisions", count=about.decisions)
    if about.due:
        yield say("briefing.lead.due", count=about.due)
    if about.ownerless:
        yield say("briefing.lead.ownerless", count=about.ownerless)
    if about.deserted:
        yield say("briefing.lead.deserted", partners=tuple(about.deserted))
    if about.meeting is None:
        yield say("briefing.lead.no_meeting")
    else:
        yield say("briefing.lead.meeting", day=about.meeting)
    yield _rhythm(about.rhythm)


def _rhythm(panel: RhythmPanel | None) -> Phrase:
    state = RhythmState.ENDED if panel is None else panel.rhythm.state
    if panel is None or state is RhythmState.ENDED:
        return say("briefing.lead.not_repeated")
    if state is RhythmState.PAUSED:
        return say("rhythm.paused")
    every = say(f"rhythm.every.{panel.rhythm.every.value}")
    if not panel.turns:
        return say("rhythm.panel_none", every=every)
    return say("briefing.lead.repeated", every=every, turn=turn_line(panel.turns[0]))
