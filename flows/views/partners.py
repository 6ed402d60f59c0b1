"""The windows in which a leader adds, changes and removes partners."""

from collections.abc import Mapping, Sequence
from enum import StrEnum

from flows.messages import (
    Button,
    Buttons,
    ChoiceInput,
    Confirm,
    Element,
    Form,
    Look,
    Note,
    Option,
    Paragraph,
    PeopleInput,
    Row,
    TextInput,
)
from flows.region import Partner, Region, Sector
from flows.views.setup import LONGEST_NAME
from flows.wording import Phrase, say

PARTNERS_IN_WINDOW = 90
"""Partners that a window can list."""


class Follows(StrEnum):
    """Whether a partner is free when schools are, as it stands in the window."""

    AS_SECTOR = "as_sector"
    YES = "yes"
    NO = "no"

    @classmethod
    def of(cls, kept: bool | None) -> "Follows":  # noqa: FBT001 - the value as it is kept
        """The choice for what is kept of a partner."""
        if kept is None:
            return cls.AS_SECTOR
        return cls.YES if kept else cls.NO

    @property
    def kept(self) -> bool | None:
        """What is kept of a partner for this choice."""
        return None if self is Follows.AS_SECTOR else self is Follows.YES


def partners_form(region: Region, partners: Sequence[tuple[Partner, Sequence[str]]]) -> Form:
    """A window with the partners of a region, each with its people's names."""
    rows: list[Element] = [
        Row(
            say(
                "partners.line",
                name=partner.name,
                sector=sector_name(partner.sector),
                people=tuple(names) if names else say("partners.nobody"),
            ),
            Button(
                action="partners.edit",
                label=say("partners.edit"),
                args={"region": region.id, "partner": partner.id},
            ),
        )
        for partner, names in partners[:PARTNERS_IN_WINDOW]
    ]
    if not rows:
        rows.append(Paragraph(say("partners.none")))
    if len(partners) > PARTNERS_IN_WINDOW:
        rows.append(Note(say("partners.more", count=len(partners) - PARTNERS_IN_WINDOW)))
    add = Button(
        action="partners.edit",
        label=say("partners.add"),
        args={"region": region.id},
        look=Look.PRIMARY,
    )
    return Form(
        key="partners",
        title=say("partners.title"),
        body=(Paragraph(say("partners.intro")), Buttons((add,)), *rows),
        close=say("form.back"),
        args={"region": region.id},
    )


def partner_form(region: Region, partner: Partner | None, user_ids: Sequence[str]) -> Form:
    """A window to add a partner, or to change or remove one."""
    args: Mapping[str, int] = {"region": region.id, **({"partner": partner.id} if partner else {})}
    remove: tuple[Element, ...] = ()
    if partner is not None:
        button = Button(
            action="partners.remove",
            label=say("partners.remove"),
            look=Look.DANGER,
            args=args,
            confirm=Confirm(
                title=say("confirm.title.remove_partner"),
                text=say("confirm.text.remove_partner"),
                yes=say("confirm.yes.remove_partner"),
                no=say("confirm.no"),
            ),
        )
        remove = (Buttons((button,)),)
    return Form(
        key="partners.edit",
        title=say("partners.edit_title" if partner else "partners.add_title"),
        body=(
            TextInput(
                name="name",
                label=say("partners.name"),
                initial=partner.name if partner else "",
                longest=LONGEST_NAME,
            ),
            ChoiceInput(
                name="sector",
                label=say("partners.sector"),
                options=tuple(Option(value=one, label=sector_name(one)) for one in Sector),
                initial=partner.sector if partner else "",
                folded=True,
            ),
            ChoiceInput(
                name="follows_schools",
                label=say("partners.follows_schools"),
                hint=say("partners.follows_schools_hint"),
                options=tuple(
                    Option(value=one, label=say(f"partners.follows.{one.value}")) for one in Follows
                ),
                initial=Follows.of(partner.follows_schools if partner else None),
                folded=True,
            ),
            PeopleInput(
                name="people",
                label=say("partners.people"),
                hint=say("partners.people_hint"),
                initial=tuple(user_ids),
                many=True,
            ),
            *remove,
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args=args,
    )


def removed_form(partner: Partner, *, is_left: bool) -> Form:
    """That a partner has been taken out, in the place of its window.

    `is_left` says that something of it has nobody now who sees to it.
    """
    left = (Paragraph(say("partners.left", name=partner.name)),) if is_left else ()
    return Form(
        key="partners.removed",
        title=say("partners.title"),
        body=(Paragraph(say("partners.removed", name=partner.name)), *left),
        close=say("form.back"),
    )


def sector_name(sector: Sector) -> Phrase:
    """What people call a sector."""
    return say(f"sector.{sector.value}")
