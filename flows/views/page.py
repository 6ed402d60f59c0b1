"""A person's own page with the bot: what they lead, what they take part in, privacy."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import assert_never

from flows.events import ChannelFacts
from flows.language import Language
from flows.messages import (
    Button,
    Buttons,
    Confirm,
    Element,
    Form,
    Heading,
    Look,
    Note,
    Page,
    Paragraph,
    Row,
    Rule,
)
from flows.outbox import Wish, WishState
from flows.region import Region
from flows.response import Response, ResponseState
from flows.scan import Hold, Scan, ScanState
from flows.views.unposted import unposted_elements
from flows.views.walk import Walk
from flows.wording import Phrase, say


@dataclass(frozen=True, kw_only=True)
class LedRegion:
    """A region as its leader sees it. `channel` is None while none is chosen.

    `meetings` counts those that are still to come; `last` is the newest published scan;
    `unposted` is what the channel does not show of the scan, or else of the last one.
    """

    region: Region
    channel: ChannelFacts | None
    partners: int
    people: int
    meetings: int
    scan: Scan | None
    last: Scan | None
    responses: Sequence[Response]
    is_leader: bool
    leaders: Sequence[str]
    unposted: Wish | None = None


def home_page(
    led: Sequence[LedRegion], walks: Sequence[Walk], language: Language, *, is_admin: bool
) -> Page:
    """The page itself."""
    return Page(body=_body(led, walks, language, is_admin=is_admin))


def panel_form(
    led: Sequence[LedRegion], walks: Sequence[Walk], language: Language, *, is_admin: bool
) -> Form:
    """The same as a window, for who asks with a command."""
    return Form(
        key="panel",
        title=say("page.title"),
        body=_body(led, walks, language, is_admin=is_admin),
        close=say("form.close"),
    )


def _body(
    led: Sequence[LedRegion], walks: Sequence[Walk], language: Language, *, is_admin: bool
) -> tuple[Element, ...]:
    body: list[Element] = [Paragraph(say("page.intro"))]
    if not led and not walks and not is_admin:
        body.append(Paragraph(say("page.nothing")))
    if is_admin and not led:
        body.append(Paragraph(say("page.first")))
    for one in led:
        if one.is_leader:
            body += [Rule(), *_region(one)]
    others = [_led_by_others(one) for one in led if not one.is_leader]
    if others:
        body += [Rule(), *others]
    for walk in walks:
        body += [Rule(), *_taking_part(walk)]
    other = Language.EN if language is Language.NL else Language.NL
    switch = say("walk.button.english" if other is Language.EN else "walk.button.dutch")
    last = [
        Button(action="privacy.open", label=say("walk.button.privacy")),
        Button(action="page.language", label=switch, args={"language": other}),
    ]
    if is_admin:
        first = Look.PLAIN if led else Look.PRIMARY
        last.insert(0, Button(action="region.new", label=say("page.button.new_region"), look=first))
    return (*body, Rule(), Buttons(tuple(last)))


def _about(one: LedRegion, action: str, label: Phrase, look: Look = Look.PLAIN) -> Button:
    return Button(action=action, label=label, look=look, args={"region": one.region.id})


def _region(one: LedRegion) -> tuple[Element, ...]:
    body: list[Element] = [
        Heading(say("page.region", name=one.region.name)),
        Note(say("page.leaders", leaders=tuple(one.leaders))),
    ]
    missing = missing_lines(one)
    body += [Paragraph(line) for line in missing]
    if not missing and one.scan is None and one.last is None:
        body.append(Paragraph(say("page.ready")))
    body += _scan(one)
    body.append(
        Buttons(
            (
                _about(one, "region.settings", say("page.button.settings")),
                _about(one, "partners.list", say("page.button.partners", partners=one.partners)),
                _about(one, "region.meetings", say("page.button.meetings")),
                _about(one, "region.leaders", say("page.button.leaders")),
            )
        )
    )
    return tuple(body)


def _led_by_others(one: LedRegion) -> Row:
    """One line each, for an administrator: a page has room for a whole country's regions."""
    leaders = tuple(one.leaders) or say("partners.nobody")
    line = say("page.led_by", name=one.region.name, leaders=leaders)
    return Row(line, _about(one, "region.leaders", say("page.button.leaders")))


def missing_lines(one: LedRegion) -> list[Phrase]:
    """What has to be done before a scan can start, or what is odd, each with how to mend it."""
    lines: list[Phrase] = []
    if not one.region.organisation or not one.region.contact:
        lines.append(say("setup.missing.responsible"))
    lines += channel_lines(one.channel)
    if not one.people:
        lines.append(say("setup.missing.partners"))
    if not one.meetings:
        lines.append(say("setup.missing.meetings"))
    return lines


def channel_lines(channel: ChannelFacts | None) -> list[Phrase]:
    """What is wrong or noteworthy about the stuurgroep's channel, with how to mend it."""
    if channel is None:
        return [say("setup.missing.channel")]
    if not channel.found:
        return [say("setup.channel_state.not_found")]
    if channel.is_archived:
        return [say("setup.channel_state.archived", channel=channel.name)]
    if not channel.has_bot:
        return [say("setup.channel_state.no_bot", channel=channel.name)]
    if not channel.is_private:
        return [say("setup.channel_state.public", channel=channel.name)]
    return []


def _scan(one: LedRegion) -> list[Element]:
    scan, unposted = one.scan, one.unposted
    told = scan or one.last
    refused: tuple[Element, ...] = ()
    if told is not None and unposted is not None and unposted.state is WishState.FAILED:
        refused = unposted_elements(told, unposted)
    if scan is None:
        last: list[Element] = []
        if one.last is not None and not refused:
            outcome = say(
                "page.last_coming" if unposted else "page.last",
                title=one.last.title,
                channel=one.last.channel_name,
            )
            last.append(Paragraph(outcome))
        start = _about(one, "scan.new", say("page.button.start"), Look.PRIMARY)
        return [*refused, *last, Buttons((start,))]
    handed_in = sum(r.state is ResponseState.SUBMITTED for r in one.responses)
    asked = len(one.responses)
    if scan.state is ScanState.CLOSED:
        return [Paragraph(hold_text(scan)), Buttons(tuple(hold_buttons(scan)))]
    return [
        *refused,
        Paragraph(
            say(
                "page.running",
                title=scan.title,
                handed_in=handed_in,
                asked=asked,
                deadline=scan.deadline,
            )
        ),
        Buttons(tuple(running_buttons(scan))),
    ]


def scan_button(scan: Scan, action: str, label: Phrase, look: Look = Look.PLAIN) -> Button:
    """A button about a scan."""
    return Button(action=action, label=label, look=look, args={"scan": scan.id})


def running_buttons(scan: Scan) -> list[Button]:
    """What a leader can do with an open scan."""
    buttons = [scan_button(scan, "scan.progress", say("page.button.progress"), Look.PRIMARY)]
    if scan.nudged_at is None:
        buttons.append(
            Button(
                action="scan.nudge",
                label=say("page.button.nudge"),
                args={"scan": scan.id},
                confirm=_confirm("nudge"),
            )
        )
    return [
        *buttons,
        scan_button(scan, "scan.extend", say("page.button.extend")),
        Button(
            action="scan.close",
            label=say("page.button.close"),
            args={"scan": scan.id},
            confirm=_confirm("close"),
        ),
        Button(
            action="scan.cancel",
            label=say("page.button.cancel"),
            args={"scan": scan.id},
            look=Look.DANGER,
            confirm=_confirm("cancel"),
        ),
    ]


def hold_text(scan: Scan) -> Phrase:
    """Why a closed scan waits and what its leader can do."""
    match scan.hold:
        case Hold.TOO_FEW if scan.extended:
            return say("hold.too_few_last", title=scan.title, minimum=scan.minimum)
        case Hold.TOO_FEW:
            return say("hold.too_few", title=scan.title, minimum=scan.minimum)
        case Hold.TOLD:
            return say("hold.told", title=scan.title, deadline=scan.deadline)
        case Hold.CHANNEL | Hold.NONE:
            return say("hold.channel", title=scan.title)
        case _:
            assert_never(scan.hold)


def hold_buttons(scan: Scan) -> list[Button]:
    """What a leader can do with a scan that waits."""
    stop = Button(
        action="scan.cancel",
        label=say("page.button.cancel"),
        args={"scan": scan.id},
        look=Look.DANGER,
        confirm=_confirm("cancel"),
    )
    match scan.hold:
        case Hold.TOO_FEW:
            finish = scan_button(scan, "scan.finish", say("page.button.finish"))
            if scan.extended:
                return [finish]
            extend = scan_button(scan, "scan.extend", say("page.button.extend"), Look.PRIMARY)
            return [extend, finish]
        case Hold.TOLD:
            return [stop]
        case Hold.CHANNEL | Hold.NONE:
            again = scan_button(scan, "scan.recheck", say("page.button.recheck"), Look.PRIMARY)
            anyway = Button(
                action="scan.publish_anyway",
                label=say("page.button.publish_anyway"),
                args={"scan": scan.id},
                confirm=_confirm("publish_anyway"),
            )
            return [again, anyway, stop]
        case _:
            assert_never(scan.hold)


def _confirm(what: str) -> Confirm:
    return Confirm(
        title=say(f"confirm.title.{what}"),
        text=say(f"confirm.text.{what}"),
        yes=say(f"confirm.yes.{what}"),
        no=say("confirm.no"),
    )


def _taking_part(walk: Walk) -> tuple[Element, ...]:
    submitted = walk.response.state is ResponseState.SUBMITTED
    label = say("page.button.go_on" if submitted else "page.button.to_questions")
    line = say(
        "page.taking_part",
        title=walk.scan.title,
        partner=walk.partner.name,
        state=say(f"state.{walk.response.state.value}"),
        deadline=walk.scan.deadline,
    )
    look = Look.PLAIN if submitted else Look.PRIMARY
    return (Row(line, walk.button("walk.again", label, look)),)
