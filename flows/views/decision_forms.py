"""The form in which a decision is written down or changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.messages import (
    Args,
    Buttons,
    ChoiceInput,
    DateInput,
    Element,
    Form,
    Note,
    Option,
    Paragraph,
    TextInput,
)
from flows.region import Region
from flows.views.decisions import list_button
from flows.views.owner import Owner, owner_input
from flows.wording import Phrase, say

LONGEST = 500
"""Characters of a decision at the most."""


@dataclass(frozen=True, kw_only=True)
class Draft:
    """What stands in the form; `owner` is a participant's or user's id."""

    what: str = ""
    decided_on: date | None
    owner: str = ""
    due_on: date | None = None


def _readers(region: Region) -> Phrase:
    if not region.channel:
        return say("decision.readers.no_channel")
    return say("decision.readers.channel", channel=region.channel_name)


def new_form(
    regions: Sequence[Region],
    region: Region | None,
    owners: Sequence[Owner],
    draft: Draft,
    args: Args,
) -> Form:
    """The form for a new decision, in one of these regions; None while it has to be chosen."""
    body: list[Element] = []
    if len(regions) > 1:
        body += [Paragraph(say("decision.intro_choose")), _region_input(regions, region)]
    else:
        readers = _readers(regions[0])
        body.append(Paragraph(say("decision.intro", region=regions[0].name, readers=readers)))
    if "mark" in args:
        body.append(Note(say("decision.from_message")))
    body += _inputs(draft, owners, chooses=region is not None)
    if region is not None and "listed" not in args:
        body.append(Buttons((list_button(region.id),)))
    return Form(
        key="decision.new",
        title=say("decision.title_new"),
        body=tuple(body),
        submit=say("form.save"),
        close=say("form.close"),
        args=args,
    )


def _region_input(regions: Sequence[Region], region: Region | None) -> ChoiceInput:
    return ChoiceInput(
        name="region",
        label=say("decision.region"),
        options=tuple(
            Option(value=str(one.id), label=say("decision.region_name", name=one.name))
            for one in regions
        ),
        initial=str(region.id) if region else "",
        folded=True,
        action="decision.region",
    )


def edit_form(draft: Draft, owners: Sequence[Owner], args: Args) -> Form:
    """The form with what is kept of a decision."""
    return Form(
        key="decision.edit",
        title=say("decision.title_edit"),
        body=tuple(_inputs(draft, owners, chooses=True)),
        submit=say("form.save"),
        close=say("form.close"),
        args=args,
    )


def _inputs(draft: Draft, owners: Sequence[Owner], *, chooses: bool) -> list[Element]:
    what = TextInput(
        name="what",
        label=say("decision.what"),
        initial=draft.what,
        multiline=True,
        longest=LONGEST,
    )
    decided = DateInput(
        name="decided_on", label=say("decision.decided_on"), initial=draft.decided_on
    )
    hint = say("decision.owner_hint")
    owner = owner_input(say("decision.owner"), owners, draft.owner, hint)
    due = DateInput(
        name="due_on",
        label=say("decision.due_on"),
        initial=draft.due_on,
        required=False,
    )
    # Who can be chosen is known once the region is.
    return [what, decided, *([owner] if chooses else []), due]
