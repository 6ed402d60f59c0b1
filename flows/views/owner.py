"""Who sees to something: a participant, chosen in a form and named in a line."""

from collections.abc import Sequence
from dataclasses import dataclass

from flows.messages import ChoiceInput, Option, PeopleInput
from flows.wording import Phrase, say

NOBODY = "0"
"""The choice of nobody: no participant has this id."""
MOST_CHOICES = 99
"""People in a list beside nobody; with more they are looked up by name among all (Slack: 100)."""


@dataclass(frozen=True, kw_only=True)
class Owner:
    """A participant as people know them; `id` is the participant's."""

    id: int
    user_id: str
    person: str
    partner: str


def owner_name(owner: Owner) -> Phrase:
    """Somebody with their organisation."""
    return say("people.of_partner", person=owner.person, partner=owner.partner)


def owner_input(
    label: Phrase, owners: Sequence[Owner], chosen: str, hint: Phrase, *, required: bool = False
) -> ChoiceInput | PeopleInput:
    """An input in which a participant is chosen, or nobody unless somebody is `required`."""
    if len(owners) > MOST_CHOICES:
        initial = tuple(one.user_id for one in owners if chosen in {str(one.id), one.user_id})
        return PeopleInput(name="owner", label=label, hint=hint, initial=initial, required=required)
    nobody = () if required else (Option(value=NOBODY, label=say("people.nobody_yet")),)
    people = (Option(value=str(one.id), label=owner_name(one)) for one in owners)
    return ChoiceInput(
        name="owner",
        label=label,
        hint=hint,
        options=(*nobody, *people),
        initial=chosen or NOBODY,
        folded=True,
    )
