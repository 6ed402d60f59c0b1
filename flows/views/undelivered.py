"""What leaders read of whom the bot could not reach, why, and what helps."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flows.messages import Button, Buttons, Element, Look, Message, Note, Paragraph
from flows.scan import Scan, ScanState
from flows.wording import Phrase, say

MOST_NAMES = 12
"""People that one line names; the others are counted, and stand in the progress window."""

REASONS: Mapping[str, str] = {
    "user_not_found": "gone",
    "users_not_found": "gone",
    "team_not_found": "gone",
    "user_disabled": "disabled",
    "is_archived": "disabled",
    "is_inactive": "disabled",
    "user_not_visible": "outside",
    "user_not_in_team": "outside",
    "channel_not_found": "outside",
    "not_in_channel": "outside",
    "cannot_dm_user": "no_dm",
    "method_not_supported_for_channel_type": "no_dm",
    "messages_tab_disabled": "tab",
    "cannot_dm_bot": "bot",
    "restricted_action": "restricted",
}
"""Why a person cannot be written to, by the platform's code; all other codes are `REFUSED`.

A code may go on behind "restricted_action".
"""
REFUSED = "refused"
"""A code without words of its own: it is shown for whoever runs the bot."""
REPLACED = frozenset({"gone", "disabled", "bot"})
"""Reasons that only another person helps against."""


@dataclass(frozen=True, kw_only=True)
class Missed:
    """Somebody whom a message does not reach; `partner` is "" for a leader."""

    name: str
    partner: str
    code: str
    handed_in: bool = False


@dataclass(frozen=True, kw_only=True)
class Undelivered:
    """Whom the bot could not reach about a scan; `trying` counts whom it tries again."""

    scan: Scan
    people: Sequence[Missed] = ()
    leaders: Sequence[Missed] = ()
    trying: int = 0

    @property
    def missed(self) -> Sequence[Missed]:
        """Everybody who was not reached."""
        return (*self.people, *self.leaders)


def reason_of(code: str) -> str:
    """The name of a reason, for a code of the platform."""
    return REASONS.get(
        "restricted_action" if code.startswith("restricted_action") else code, REFUSED
    )


def why(code: str, count: int = 1) -> Phrase:
    """Why so many people could not be reached, as the part of a sentence."""
    return say(f"undelivered.why.{reason_of(code)}", code=code, count=count)


def advice(code: str, count: int = 1) -> Phrase:
    """What helps so many participants who could not be reached."""
    return say(f"undelivered.todo.{reason_of(code)}", count=count)


def undelivered_message(about: Undelivered) -> Message:
    """What a leader reads in their DM: who, why, what helps, or that all is well now."""
    if about.missed:
        buttons = Buttons((_again(about.scan), *_elsewhere(about)))
        return Message(body=(*_told(about), buttons))
    if about.trying:
        text = say("undelivered.trying_all", title=about.scan.title, count=about.trying)
    elif about.scan.state is ScanState.OPEN:
        text = say("undelivered.solved", title=about.scan.title)
    else:
        text = say("undelivered.over", title=about.scan.title)
    return Message(body=(Paragraph(text),))


def undelivered_elements(about: Undelivered) -> tuple[Element, ...]:
    """The same as a part of a leader's page, where the other buttons stand already."""
    if not about.missed:
        return ()
    return (*_told(about), Buttons((_again(about.scan),)))


def unheard_elements(region: int, missed: Sequence[Missed]) -> tuple[Element, ...]:
    """What a leader's page says of who missed what is about no scan."""
    if not missed:
        return ()
    again = Button(
        action="undelivered.again",
        label=say("undelivered.button.again"),
        look=Look.PRIMARY,
        args={"region": region},
    )
    of_partners = any(one.partner for one in missed)
    head = say("undelivered.between" if of_partners else "undelivered.unheard", count=len(missed))
    lines = [Paragraph(_line(group)) for group in _groups(missed)]
    return (Paragraph(head), *lines, Buttons((again,)))


def _told(about: Undelivered) -> tuple[Element, ...]:
    head = say("undelivered.head", title=about.scan.title, count=len(about.missed))
    body: list[Element] = [Paragraph(head)]
    body += [Paragraph(_line(group)) for group in _groups(about.missed)]
    if about.trying:
        body.append(Note(say("undelivered.trying", count=about.trying)))
    return tuple(body)


def _groups(missed: Iterable[Missed]) -> list[list[Missed]]:
    def key(one: Missed) -> tuple[str, str, bool]:
        return (_todo(one).key, one.code, bool(one.partner))

    return [list(group) for _, group in groupby(sorted(missed, key=key), key=key)]


def _line(group: Sequence[Missed]) -> Phrase:
    names: list[Phrase] = [_name(one) for one in group[:MOST_NAMES]]
    if len(group) > MOST_NAMES:
        names.append(say("undelivered.others", count=len(group) - MOST_NAMES))
    first, count = group[0], len(group)
    return say(
        "undelivered.line", people=names, why=why(first.code, count), todo=_todo(first, count)
    )


def _name(one: Missed) -> Phrase:
    if one.partner:
        return say("undelivered.person", name=one.name, partner=one.partner)
    return say("undelivered.leader", name=one.name)


def _todo(one: Missed, count: int = 1) -> Phrase:
    if one.handed_in:
        return say("undelivered.todo.handed_in")
    if not one.partner and reason_of(one.code) in REPLACED:
        return say("undelivered.todo.other_leader")
    return advice(one.code, count)


def _again(scan: Scan) -> Button:
    return Button(
        action="undelivered.again",
        label=say("undelivered.button.again"),
        look=Look.PRIMARY,
        args={"scan": scan.id},
    )


def _elsewhere(about: Undelivered) -> list[Button]:
    scan = about.scan
    buttons = []
    if any(not one.handed_in for one in about.people):
        buttons.append(_about_region("partners.list", "partners", scan))
    if about.people and scan.state is ScanState.OPEN:
        progress = say("page.button.progress")
        buttons.append(Button(action="scan.progress", label=progress, args={"scan": scan.id}))
    if about.leaders:
        buttons.append(_about_region("region.leaders", "leaders", scan))
    return buttons


def _about_region(action: str, label: str, scan: Scan) -> Button:
    return Button(
        action=action,
        label=say(f"undelivered.button.{label}"),
        args={"region": scan.region_id},
    )
