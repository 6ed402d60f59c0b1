"""The windows in which a leader sets up a region: settings, meetings, leaders."""

from collections.abc import Iterator, Sequence

from flows.instrument import Instrument
from flows.language import Language
from flows.messages import (
    Button,
    ChannelInput,
    ChoiceInput,
    Confirm,
    DateInput,
    Element,
    Form,
    ManyInput,
    Note,
    Option,
    Paragraph,
    PeopleInput,
    Row,
    TextInput,
)
from flows.region import HolidayRegion, Meeting, Region
from flows.wording import say

MEETINGS = 6
"""Meeting dates that the window has room for: more than a year of quarterly meetings."""
LONGEST_NAME = 80
"""Characters of a name at the most; longer ones do not fit beside a radar."""
LONGEST_CONTACT = 200
"""Characters of a privacy contact at the most."""


def new_region_form() -> Form:
    """A window to add a region and appoint its leaders."""
    return Form(
        key="region.new",
        title=say("setup.new.title"),
        body=(
            Paragraph(say("setup.new.intro")),
            TextInput(
                name="name",
                label=say("setup.name"),
                hint=say("setup.name_hint"),
                longest=LONGEST_NAME,
            ),
            _leaders_input(()),
        ),
        submit=say("form.save"),
        close=say("form.close"),
    )


def leaders_form(region: Region, user_ids: Sequence[str]) -> Form:
    """A window to choose the leaders of a region."""
    return Form(
        key="region.leaders",
        title=say("setup.leaders_title"),
        body=(_leaders_input(tuple(user_ids)),),
        submit=say("form.save"),
        close=say("form.back"),
        args={"region": region.id},
    )


def _leaders_input(user_ids: tuple[str, ...]) -> PeopleInput:
    return PeopleInput(
        name="leaders",
        label=say("setup.leaders"),
        hint=say("setup.leaders_hint"),
        initial=user_ids,
        many=True,
    )


def settings_form(region: Region, instrument: Instrument) -> Form:
    """A window with everything that is set once for a region."""
    return Form(
        key="region.settings",
        title=say("setup.settings_title"),
        body=(
            TextInput(
                name="name",
                label=say("setup.name"),
                initial=region.name,
                longest=LONGEST_NAME,
            ),
            ChannelInput(
                name="channel",
                label=say("setup.channel"),
                hint=say("setup.channel_hint"),
                initial=region.channel,
                required=False,
            ),
            TextInput(
                name="organisation",
                label=say("setup.organisation"),
                hint=say("setup.organisation_hint"),
                initial=region.organisation,
                required=False,
                longest=LONGEST_NAME,
            ),
            TextInput(
                name="contact",
                label=say("setup.contact"),
                hint=say("setup.contact_hint"),
                initial=region.contact,
                required=False,
                longest=LONGEST_CONTACT,
            ),
            ManyInput(
                name="holiday_regions",
                label=say("setup.holiday_regions"),
                hint=say("setup.holiday_hint"),
                options=tuple(
                    Option(value=one, label=say(f"setup.holiday.{one.value}"))
                    for one in HolidayRegion
                ),
                initial=region.holiday_regions,
            ),
            ChoiceInput(
                name="language",
                label=say("setup.language"),
                hint=say("setup.language_hint"),
                options=(
                    Option(value=Language.NL, label=say("setup.language_nl")),
                    Option(value=Language.EN, label=say("setup.language_en")),
                ),
                initial=region.language,
            ),
            ChoiceInput(
                name="variant",
                label=say("setup.variant"),
                options=tuple(
                    Option(value=variant.key, label=say("setup.variant_name", name=variant.name))
                    for variant in instrument.variants
                ),
                initial=region.variant,
                folded=True,
            ),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"region": region.id},
    )


def meetings_form(
    region: Region, meetings: Sequence[Meeting], moments: Sequence[Meeting] = ()
) -> Form:
    """A window with the coming meetings of the stuurgroep, and the moments to speak each other."""
    days = [*(meeting.on for meeting in meetings), *[None] * MEETINGS][:MEETINGS]
    return Form(
        key="region.meetings",
        title=say("setup.meetings_title"),
        body=(
            Paragraph(say("setup.meetings_intro")),
            *(
                DateInput(
                    name=f"meeting_{number}",
                    label=say("setup.meeting", number=number),
                    initial=day,
                    required=False,
                )
                for number, day in enumerate(days, start=1)
            ),
            *_moments(moments[:MEETINGS]),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"region": region.id},
    )


def _moments(moments: Sequence[Meeting]) -> Iterator[Element]:
    if moments:
        yield Note(say("setup.moments"))
    for one in moments:
        label = say("setup.button.moment_off")
        button = Button(
            action="dip.moment_off",
            label=label,
            args={"region": one.region_id, "meeting": one.id},
            confirm=Confirm(
                title=say("confirm.title.moment_off"),
                text=say("confirm.text.moment_off"),
                yes=label,
                no=say("confirm.no"),
            ),
        )
        yield Row(say("setup.moment", day=one.on), button)
