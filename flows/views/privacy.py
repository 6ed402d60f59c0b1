"""What happens with people's data, and their own data to see, take along and delete."""

from collections.abc import Collection, Sequence

from flows.consent import shown_as
from flows.instrument import ItemKind
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
    Paragraph,
    Row,
    Rule,
)
from flows.region import Region
from flows.response import Sharing
from flows.scan import Mode, Scan
from flows.views.data_between import Between, between_elements
from flows.views.review import answer_lines, sharing_note
from flows.views.walk import Walk
from flows.wording import Phrase, say

NOTHING = Between()
"""Of somebody of whom nothing is kept between scans."""


def privacy_form(regions: Sequence[Region], language: Language) -> Form:
    """Why data are kept, who is responsible, and what a person can do about theirs."""
    responsible = [Paragraph(_responsible(region)) for region in regions]
    other = Language.EN if language is Language.NL else Language.NL
    switch = say("walk.button.english" if other is Language.EN else "walk.button.dutch")
    return Form(
        key="privacy",
        title=say("privacy.title"),
        body=(
            Paragraph(say("privacy.purpose")),
            *(responsible or [Paragraph(say("privacy.no_region"))]),
            Paragraph(say("privacy.technical")),
            Paragraph(say("privacy.signals")),
            Paragraph(say("privacy.between")),
            Paragraph(say("privacy.between_kept")),
            Paragraph(say("privacy.protected")),
            Paragraph(say("privacy.rights")),
            Buttons(
                (
                    Button(action="privacy.data", label=say("privacy.button.data")),
                    _erase_button(),
                    Button(action="privacy.language", label=switch, args={"language": other}),
                )
            ),
        ),
        close=say("form.back"),
    )


def _responsible(region: Region) -> Phrase:
    if not region.organisation or not region.contact:
        return say("privacy.not_set", region=region.name)
    return say(
        "privacy.responsible",
        region=region.name,
        organisation=region.organisation,
        contact=region.contact,
    )


def data_form(
    walks: Sequence[Walk],
    language: Language,
    *,
    cut: bool,
    between: Between = NOTHING,
    sharing: Sequence[Walk] = (),
    stopped: Scan | None = None,
) -> Form:
    """What is kept of one person; `cut` says that only the newest of it fits the window.

    `sharing` are the scans of which they share texts, `stopped` the one of which they no longer do.
    """
    is_kept = bool(walks or between)
    body: list[Element] = [Paragraph(say("data.intro" if is_kept else "data.none"))]
    if stopped is not None:
        body.insert(0, Paragraph(say("data.unshared", title=stopped.title)))
    if cut:
        body.append(Note(say("data.cut")))
    for walk in walks:
        body += [Rule(), *_scan(walk, language)]
    if between:
        body += [Rule(), *between_elements(between)]
    if sharing:
        body += [Rule(), Paragraph(say("data.sharing")), *(_shares(walk) for walk in sharing)]
    if is_kept:
        body.append(Note(say("data.file_hint")))
        body.append(
            Buttons(
                (
                    Button(
                        action="privacy.download",
                        label=say("privacy.button.download"),
                        look=Look.PRIMARY,
                    ),
                    _erase_button(),
                )
            )
        )
    return Form(
        key="privacy.data", title=say("data.title"), body=tuple(body), close=say("form.back")
    )


def erased_form(
    *,
    scans: int,
    published: Collection[Mode],
    withdrawn: bool = False,
    between: int = 0,
    has_duties: bool = False,
) -> Form:
    """That a person's answers are gone, and what of them cannot be taken back by the bot.

    `published` are the modes of the scans whose outcome they were already part of and that are
    still shown; `withdrawn` says that too few answers were left of one. `between` counts what they
    answered and told between scans; with `has_duties` they see to an action or a decision.
    """
    lines: list[Phrase] = []
    if scans or not between:
        lines.append(say("data.erased", count=scans))
    if between:
        lines.append(say("data.erased_between", count=between))
    if has_duties:
        lines.append(say("data.duties_stay"))
    if Mode.OPEN in published:
        lines.append(say("data.erased_published"))
    if Mode.PROTECTED in published:
        lines.append(say("data.erased_mean"))
    if withdrawn:
        lines.append(say("data.erased_withdrawn"))
    lines.append(say("data.erased_left"))
    return Form(
        key="privacy.erased",
        title=say("data.title"),
        body=tuple(Paragraph(line) for line in lines),
        close=say("form.back"),
    )


def state_of(walk: Walk) -> Phrase:
    """Where a response is, in a few words."""
    return say(f"state.{walk.response.state.value}")


def shared_by(walk: Walk) -> int:
    """How many of somebody's texts may be shown."""
    ways = [shown_as(walk.scan, walk.response, answer) for answer in walk.answers.values()]
    return sum(way is not Sharing.NO for way in ways)


def _shares(walk: Walk) -> Row:
    """That texts of a scan are shared, and a button to stop that."""
    texts = say(
        "data.shares",
        title=walk.scan.title,
        partner=walk.partner.name,
        count=shared_by(walk),
    )
    stop = Button(
        action="privacy.unshare",
        label=say("data.unshare"),
        args={"response": walk.response.id},
        confirm=Confirm(
            title=say("data.unshare"),
            text=say("data.unshare_confirm"),
            yes=say("data.unshare"),
            no=say("form.back"),
        ),
    )
    return Row(texts, stop)


def _erase_button() -> Button:
    return Button(
        action="privacy.erase",
        label=say("privacy.button.erase"),
        look=Look.DANGER,
        confirm=Confirm(
            title=say("privacy.confirm.title"),
            text=say("privacy.confirm.text"),
            yes=say("privacy.confirm.yes"),
            no=say("privacy.confirm.no"),
        ),
    )


def _scan(walk: Walk, language: Language) -> tuple[Element, ...]:
    lines: list[Element] = [
        Heading(say("invite.title", title=walk.scan.title)),
        Note(
            say(
                "data.about",
                region=walk.region.name,
                partner=walk.partner.name,
                state=state_of(walk),
                texts=walk.scan.texts_until,
                scores=walk.scan.scores_until,
            )
        ),
    ]
    for item in walk.instrument.items:
        answer = walk.answers.get(item.key)
        if answer is None:
            continue
        label = item.short if item.kind is ItemKind.STATEMENT else item.text
        lines.append(Paragraph(say("walk.item", text=label.in_(language))))
        lines += answer_lines(item, answer)
        if note := sharing_note(walk, answer):
            lines.append(Note(note))
    return tuple(lines)
