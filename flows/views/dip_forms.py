"""The windows of the small steps against a netwerkdip, each two taps from the notice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flows.action import Action
from flows.messages import ChoiceInput, DateInput, Element, Form, Note, Option, Paragraph, TextInput
from flows.region import Partner
from flows.views.owner import Owner, owner_name
from flows.views.short import shortened
from flows.wording import Phrase, say

WHAT_MOST = 150
"""Characters of what was agreed, above a date."""
LONGEST = 600
"""Characters of what a leader writes to a partner."""
EVERYBODY = "0"
"""The choice of all partners: no partner has this id."""
MOST_PARTNERS = 99
"""Partners in the list beside all of them (Slack: 100)."""


@dataclass(frozen=True, kw_only=True)
class Late:
    """An action over its date, with who has to see to it."""

    action: Action
    owner: Owner | None


def moment_form(region: int, proposed: date) -> Form:
    """A window to choose a day on which people speak each other."""
    return Form(
        key="dip.moment",
        title=say("dip.moment.title"),
        body=(
            Paragraph(say("dip.moment.intro")),
            DateInput(name="day", label=say("dip.moment.day"), initial=proposed),
        ),
        submit=say("dip.moment.save"),
        close=say("form.back"),
        args={"region": region},
    )


def dates_form(region: int, late: Sequence[Late], more: int, proposed: date) -> Form:
    """A window with actions over their date, each with a new one; `more` are left for later."""
    rest: tuple[Element, ...] = (Note(say("dip.dates.more", count=more)),) if more else ()
    return Form(
        key="dip.dates",
        title=say("dip.dates.title"),
        body=(
            Paragraph(say("dip.dates.intro")),
            *(_new_date(one, proposed) for one in late),
            *rest,
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"region": region},
    )


def date_name(action: Action) -> str:
    """The input with the new date of an action."""
    return f"due_{action.id}"


def _new_date(late: Late, proposed: date) -> DateInput:
    action, owner = late.action, late.owner
    return DateInput(
        name=date_name(action),
        label=say("dip.dates.action", what=shortened(action.what, WHAT_MOST)),
        hint=say(
            "dip.dates.owner",
            owner=owner_name(owner) if owner else say("dip.dates.nobody"),
            due=action.due_on,
        ),
        initial=proposed,
        required=False,
    )


def celebrate_form(region: int, people: int, left_out: int) -> Form:
    """A window that says how many people are asked what went well."""
    return Form(
        key="dip.celebrate",
        title=say("dip.celebrate.title"),
        body=(
            Paragraph(say("dip.celebrate.intro", count=people)),
            *((Note(say("dip.left_out", count=left_out)),) if left_out else ()),
        ),
        submit=say("dip.celebrate.send"),
        close=say("form.back"),
        args={"region": region},
    )


def write_form(region: int, what: str, partners: Sequence[Partner], first: int | None) -> Form:
    """A window to write to a partner in; `what` is thank, ask, impact or anchor.

    Words are proposed, and as reader the partner with the id `first`, or all of them without one.
    """
    shown = sorted(partners, key=lambda one: one.id != first)[:MOST_PARTNERS]
    everybody = Option(value=EVERYBODY, label=say("dip.write.everybody"))
    names = (Option(value=str(one.id), label=_name(one)) for one in shown)
    return Form(
        key="dip.thank" if what == "thank" else "dip.ask",
        title=say(f"dip.write.{what}"),
        body=(
            Paragraph(say("dip.write.intro")),
            ChoiceInput(
                name="partner",
                label=say("dip.write.partner"),
                options=(everybody, *names),
                initial=EVERYBODY if first is None else str(first),
                folded=True,
            ),
            TextInput(
                name="words",
                label=say("dip.write.words"),
                initial=say(f"dip.words.{what}"),
                multiline=True,
                longest=LONGEST,
            ),
        ),
        submit=say("dip.write.send"),
        close=say("form.back"),
        args={"region": region},
    )


def _name(partner: Partner) -> Phrase:
    return say("dip.write.name", name=partner.name)
