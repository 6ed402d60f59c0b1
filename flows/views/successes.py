"""Telling what went well or what was learnt: the window, the channel's message, the list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flows.messages import (
    Button,
    Buttons,
    ChoiceInput,
    Confirm,
    Element,
    Form,
    ManyInput,
    Message,
    Note,
    Option,
    Paragraph,
    Quote,
    Row,
    Rule,
    TextInput,
)
from flows.region import Region
from flows.response import Sharing
from flows.success import Ripple, Success, SuccessKind
from flows.views.short import flat
from flows.wording import Phrase, say

LONGEST = 1000
"""Characters of what somebody tells at the most."""
MOST_LISTED = 15
"""Successes in a part of the list: a window takes 100 blocks (Slack)."""
MOST_REGIONS = 50
"""Regions in the list, a block each; the list of another one opens in its channel."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """A success with who told it ("" if that may not be said) and on which local day.

    `action` is what the action was about that it came of, "" for none.
    """

    success: Success
    day: date
    person: str = ""
    action: str = ""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What the window begins with: a sentence of the writer's own, and of which sort it is.

    `is_to_share` says that its writer just tapped that the channel may read it.
    """

    text: str = ""
    kind: SuccessKind | None = None
    is_to_share: bool = False


def new_button(region_id: int, **args: int) -> Button:
    """The way to the window in which something is told."""
    label = say("success.button.new")
    return Button(action="success.new", label=label, args={"region": region_id, **args})


def ways_to_successes(region_id: int) -> tuple[Button, Button]:
    """The ways to the window and to the list."""
    label = say("success.button.list")
    return (
        new_button(region_id),
        Button(action="success.list", label=label, args={"region": region_id}),
    )


def new_form(regions: Sequence[Region], begun: Begun, args: Mapping[str, int]) -> Form:
    """A window to tell something in one of these regions.

    Nothing is chosen but not to share, and not even that by who just tapped that they want to.
    """
    return Form(
        key="success.new",
        title=say("success.title"),
        body=(
            Paragraph(say("success.intro")),
            Note(say("success.no_names")),
            *(_region_input(regions) if len(regions) > 1 else ()),
            ChoiceInput(
                name="kind",
                label=say("success.kind_label"),
                options=tuple(
                    Option(value=kind, label=say(f"success.kind.{kind.value}"))
                    for kind in SuccessKind
                ),
                initial=begun.kind or "",
            ),
            TextInput(
                name="text",
                label=say("success.text"),
                hint=say("success.text_hint"),
                initial=begun.text,
                multiline=True,
                longest=LONGEST,
            ),
            ManyInput(
                name="ripple",
                label=say("success.ripple_label"),
                hint=say("success.ripple_hint"),
                options=tuple(Option(value=ring, label=ring_phrase(ring)) for ring in Ripple),
            ),
            ChoiceInput(
                name="sharing",
                label=_sharing_label(regions),
                hint=say("success.sharing_hint"),
                options=tuple(
                    Option(value=sharing, label=say(f"success.sharing.{sharing.value}"))
                    for sharing in Sharing
                ),
                initial="" if begun.is_to_share else Sharing.NO,
            ),
        ),
        submit=say("form.save"),
        close=say("form.close"),
        args=args,
    )


def _region_input(regions: Sequence[Region]) -> tuple[Element, ...]:
    options = tuple(
        Option(value=str(region.id), label=say("success.region_name", name=region.name))
        for region in regions
    )
    return (ChoiceInput(name="region", label=say("success.region"), options=options, folded=True),)


def _sharing_label(regions: Sequence[Region]) -> Phrase:
    if len(regions) > 1:
        return say("success.sharing_label.several")
    channel = regions[0].channel_name
    if not regions[0].channel:
        return say("success.sharing_label.no_channel")
    return say("success.sharing_label.channel", channel=channel)


def ring_phrase(ring: str) -> Phrase:
    """For whom it made a difference."""
    return say(f"success.ripple.{Ripple(ring).value}")


def told_notice(success: Success, region: Region, until: date) -> Phrase:
    """What becomes of what was told; `until` is how long what is for its writer is kept."""
    if success.sharing is Sharing.NO:
        return say("success.told.private", until=until)
    if not region.channel:
        return say("success.told.no_channel")
    return say(
        "success.told.named" if success.sharing is Sharing.NAMED else "success.told.unnamed",
        channel=region.channel_name,
    )


def success_message(told: Told) -> Message:
    """What the channel reads; nothing in it says that it worked but in its writer's name."""
    success = told.success
    if success.withdrawn:
        return Message(body=(Paragraph(say("success.message.withdrawn")),))
    body: list[Element] = [
        Paragraph(say(f"success.message.{success.kind.value}")),
        Paragraph(say("success.message.text", text=flat(success.text))),
    ]
    if success.ripple:
        rings = tuple(ring_phrase(ring) for ring in success.ripple)
        body.append(Paragraph(say("success.message.ripple", rings=rings)))
    if told.action:
        body.append(Note(say("success.message.action", action=flat(told.action))))
    if told.person:
        body.append(Note(_by(told)))
    return Message(body=tuple(body))


def _by(told: Told) -> Phrase:
    if not told.success.partner:
        return say("success.message.by", person=told.person)
    return say("success.message.by_partner", person=told.person, partner=told.success.partner)


def list_form(
    own: Sequence[Told], shared: Sequence[Told], region: Region | None, led: Sequence[Region]
) -> Form:
    """A window with one's own, newest first, and for a leader the ways to what others shared.

    Of one `region` what others `shared` stands there itself, None if it is about several; `led`
    are those that the reader leads.
    """
    body: list[Element] = [Paragraph(say("success.list.own"))]
    body += _listed(own, is_own=True) if own else [Paragraph(say("success.list.none"))]
    if region is not None:
        if shared:
            body += [Rule(), Paragraph(say("success.list.others", region=region.name))]
            body += _listed(shared, is_own=False)
        body.append(Buttons((new_button(region.id),)))
    elif led:
        body.append(Rule())
        body += [
            Row(say("success.region_name", name=one.name), ways_to_successes(one.id)[1])
            for one in led[:MOST_REGIONS]
        ]
    return Form(
        key="success.list",
        title=say("success.list.title"),
        body=tuple(body),
        close=say("form.close"),
    )


def _listed(told: Sequence[Told], *, is_own: bool) -> list[Element]:
    body: list[Element] = []
    for one in told[:MOST_LISTED]:
        kind = say(f"success.kind.{one.success.kind.value}")
        line = say("success.list.line", kind=kind, day=one.day, read=_read(one, is_own=is_own))
        body += [Row(line, _withdraw_button(one.success)), Quote(one.success.text)]
    if (left := len(told) - MOST_LISTED) > 0:
        body.append(Note(say("success.list.more", count=left)))
    return body


def _read(one: Told, *, is_own: bool) -> Phrase:
    if one.person and not is_own:
        return say("success.list.read.by", person=one.person)
    return say(f"success.list.read.{one.success.sharing.value}")


def _withdraw_button(success: Success) -> Button:
    label = say("success.button.withdraw")
    return Button(
        action="success.withdraw",
        label=label,
        args={"success": success.id},
        confirm=Confirm(
            title=say("success.withdraw.title"),
            text=say("success.withdraw.text"),
            yes=label,
            no=say("success.withdraw.no"),
        ),
    )
