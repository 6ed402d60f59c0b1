"""A person's own page with the bot: what they lead, what they take part in, privacy."""

from collections.abc import Sequence

from flows.language import Language
from flows.messages import (
    Button,
    Buttons,
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
from flows.response import ResponseState
from flows.views.action_page import RegionActions, action_elements
from flows.views.led_region import LedRegion, missing_lines
from flows.views.results_page import RegionOutcomes, outcome_elements
from flows.views.rhythm import panel_elements
from flows.views.scan_panel import scan_panel
from flows.views.undelivered import undelivered_elements, unheard_elements
from flows.views.walk import Walk
from flows.views.year import year_button
from flows.wording import Phrase, say


def panel_form(page: Page) -> Form:
    """A person's page as a window, for who asks with a command."""
    return Form(key="panel", title=say("page.title"), body=page.body, close=say("form.close"))


def home_page(
    led: Sequence[LedRegion],
    walks: Sequence[Walk],
    language: Language,
    *,
    is_admin: bool,
    outcomes: Sequence[RegionOutcomes] = (),
    actions: Sequence[RegionActions] = (),
) -> Page:
    """The page itself."""
    body: list[Element] = [Paragraph(say("page.intro"))]
    if not (led or walks or outcomes or actions or is_admin):
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
    body += action_elements(actions)
    body += outcome_elements(outcomes)
    other = Language.EN if language is Language.NL else Language.NL
    switch = say("walk.button.english" if other is Language.EN else "walk.button.dutch")
    last = [
        Button(action="privacy.open", label=say("walk.button.privacy")),
        Button(action="page.language", label=switch, args={"language": other}),
    ]
    if is_admin:
        first = Look.PLAIN if led else Look.PRIMARY
        last.insert(0, Button(action="region.new", label=say("page.button.new_region"), look=first))
    return Page(body=(*body, Rule(), Buttons(tuple(last))))


def _about(one: LedRegion, action: str, label: Phrase, look: Look = Look.PLAIN) -> Button:
    return Button(action=action, label=label, look=look, args={"region": one.region.id})


def _region(one: LedRegion) -> tuple[Element, ...]:
    body: list[Element] = [
        Heading(say("page.region", name=one.region.name)),
        Note(say("page.leaders", leaders=tuple(one.leaders))),
    ]
    missing = missing_lines(one)
    body += [Paragraph(line) for line in missing]
    if one.holidays_until is not None:
        body.append(Paragraph(say("free_weeks.run_out", day=one.holidays_until)))
    if not missing and one.scan is None and one.last is None:
        body.append(Paragraph(say("page.ready")))
    if one.undelivered is not None:
        body += undelivered_elements(one.undelivered)
    body += unheard_elements(one.region.id, one.unheard)
    body += [*scan_panel(one), *_between(one), *panel_elements(one.region.id, one.rhythm)]
    body += [
        Note(say("page.set_up")),
        Buttons(
            (
                _about(one, "region.settings", say("page.button.settings")),
                _about(one, "partners.list", say("page.button.partners", partners=one.partners)),
                _about(one, "region.meetings", say("page.button.meetings")),
                _about(one, "free_weeks.list", say("page.button.free_weeks")),
                _about(one, "follow_up.settings", say("page.button.follow_up")),
                _about(one, "region.leaders", say("page.button.leaders")),
            )
        ),
    ]
    return tuple(body)


def _between(one: LedRegion) -> list[Element]:
    """What goes on between scans, and how much of it waits for the leaders."""
    waits = [Paragraph(say("page.waiting", count=one.waiting))] if one.waiting else []
    between = _about(one, "follow_up.open", say("page.button.between"))
    return [*waits, Buttons((between, year_button(one.region.id)))]


def _led_by_others(one: LedRegion) -> Row:
    """One line each, for an administrator: a page has room for a whole country's regions."""
    leaders = tuple(one.leaders) or say("partners.nobody")
    line = say("page.led_by", name=one.region.name, leaders=leaders)
    if one.unheard:
        missed = tuple(dict.fromkeys(leader.name for leader in one.unheard))
        line = say("page.led_by_missed", line=line, missed=missed)
    return Row(line, _about(one, "region.leaders", say("page.button.leaders")))


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
