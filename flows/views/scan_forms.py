"""The windows in which a leader starts, follows and changes a scan."""

from collections.abc import Sequence
from datetime import date
from typing import assert_never

from flows.messages import (
    Button,
    Buttons,
    ChoiceInput,
    DateInput,
    Element,
    Form,
    Message,
    Note,
    Option,
    Paragraph,
    Row,
    Rule,
    TextInput,
)
from flows.outbox import Wish, WishState
from flows.region import Region
from flows.response import Response, ResponseState
from flows.scan import (
    LOWEST_MINIMUM,
    MINIMUM_PEOPLE,
    PROTECTED_FROM,
    Mode,
    Moments,
    Scan,
    ScanState,
)
from flows.views.invitation import Invitation, invitation_body
from flows.views.page import hold_buttons, hold_text
from flows.views.unposted import unposted_elements
from flows.wording import Phrase, say

LONGEST_TITLE = 120
"""Characters of a scan's title at the most; it heads the radar."""
HIGHEST_MINIMUM = 10
"""The highest minimum of people that can be chosen."""

TEXTS_IN_WINDOW = 90
"""People beside whom a window has room for a button; lines alone take less."""


def scan_form(
    region: Region,
    *,
    title: Phrase,
    deadline: date,
    meeting_on: date | None,
    people: int,
    partners: int,
) -> Form:
    """A window to prepare a scan. `people` and `partners` count who would be invited."""
    why = (
        say("scan.deadline_meeting", meeting=meeting_on)
        if meeting_on
        else say("scan.deadline_ten_days")
    )
    return Form(
        key="scan.new",
        title=say("scan.new_title"),
        body=(
            Paragraph(
                say(
                    "scan.who",
                    people=say("channel.count_people", count=people),
                    partners=say("channel.count_partners", count=partners),
                )
            ),
            TextInput(
                name="title",
                label=say("scan.title"),
                initial=title,
                longest=LONGEST_TITLE,
            ),
            DateInput(name="deadline", label=say("scan.deadline"), hint=why, initial=deadline),
            ChoiceInput(
                name="mode",
                label=say("scan.mode"),
                options=(
                    Option(
                        value=Mode.OPEN,
                        label=say("scan.mode_open"),
                        hint=say("scan.mode_open_hint"),
                    ),
                    Option(
                        value=Mode.PROTECTED,
                        label=say("scan.mode_protected"),
                        hint=say("scan.mode_protected_hint"),
                    ),
                ),
                initial=Mode.PROTECTED if people >= PROTECTED_FROM else "",
                hint=say("scan.mode_hint"),
            ),
            ChoiceInput(
                name="minimum",
                label=say("scan.minimum"),
                hint=say("scan.minimum_hint"),
                options=tuple(
                    Option(value=str(n), label=say("scan.minimum_option", number=n))
                    for n in range(LOWEST_MINIMUM, HIGHEST_MINIMUM + 1)
                ),
                initial=str(MINIMUM_PEOPLE),
                folded=True,
            ),
            ChoiceInput(
                name="moments",
                label=say("scan.moments"),
                hint=say("scan.moments_hint"),
                options=(
                    Option(value=Moments.ONE, label=say("scan.moments_one")),
                    Option(value=Moments.TWO, label=say("scan.moments_two")),
                ),
                initial=Moments.ONE,
            ),
        ),
        submit=say("scan.to_preview"),
        close=say("form.back"),
        args={"region": region.id},
    )


def preview_form(scan: Scan, invitation: Invitation, warnings: Sequence[Phrase]) -> Form:
    """Exactly what partners will get, before the scan starts; `scan` is not kept yet."""
    return Form(
        key="scan.start",
        title=say("scan.preview_title"),
        body=(
            *(Paragraph(warning) for warning in warnings),
            Paragraph(say("scan.preview")),
            Rule(),
            *invitation_body(invitation),
        ),
        submit=say("scan.start"),
        close=say("form.back"),
        args={
            "region": scan.region_id,
            "title": scan.title,
            "deadline": scan.deadline.isoformat(),
            "mode": scan.mode,
            "minimum": scan.minimum,
            "moments": scan.moments,
        },
    )


def cannot_start_form(reasons: Sequence[Phrase]) -> Form:
    """What has to be done before a scan can start."""
    return Form(
        key="scan.cannot",
        title=say("scan.new_title"),
        body=(Paragraph(say("scan.cannot")), *(Paragraph(reason) for reason in reasons)),
        close=say("form.back"),
    )


def extend_form(scan: Scan, proposed: date) -> Form:
    """A window to choose a later deadline."""
    return Form(
        key="scan.extend",
        title=say("scan.extend_title"),
        body=(
            Paragraph(say("scan.extend", deadline=scan.deadline)),
            DateInput(name="deadline", label=say("scan.deadline"), initial=proposed),
        ),
        submit=say("form.save"),
        close=say("form.back"),
        args={"scan": scan.id},
    )


def progress_form(scan: Scan, rows: Sequence[tuple[str, str, Response, Wish | None]]) -> Form:
    """Who has been invited, begun, handed in, declined or could not be reached; never an answer.

    `rows` are (partner, person, response, the wish of their message), in the order to show.
    """
    handed_in = sum(row[2].state is ResponseState.SUBMITTED for row in rows)
    body: list[Element] = [
        Paragraph(
            say(
                "page.running",
                title=scan.title,
                handed_in=handed_in,
                asked=len(rows),
                deadline=scan.deadline,
            )
        ),
        Buttons(
            (
                Button(
                    action="scan.progress_again",
                    label=say("progress.again"),
                    args={"scan": scan.id},
                ),
            )
        ),
        Note(say("progress.never_answers")),
    ]
    texts = 0
    for partner, person, response, wish in rows:
        line = say("progress.line", partner=partner, person=person, state=_state(response, wish))
        unfinished = response.state in {ResponseState.INVITED, ResponseState.BEGUN}
        if unfinished and texts < TEXTS_IN_WINDOW:
            texts += 1
            text = Button(
                action="scan.text",
                label=say("progress.text"),
                args={"scan": scan.id, "response": response.id},
            )
            body.append(Row(line, text))
        else:
            body.append(Paragraph(line))
    return Form(
        key="scan.progress", title=say("progress.title"), body=tuple(body), close=say("form.back")
    )


def _state(response: Response, wish: Wish | None) -> Phrase:
    if wish is not None and wish.error and response.state is ResponseState.INVITED:
        return say("progress.unreachable", why=_why(wish))
    return say(f"state.{response.state.value}")


def _why(wish: Wish) -> Phrase:
    match wish.error:
        case "user_not_found" | "users_not_found" | "user_not_visible":
            return say("progress.why.user_not_found")
        case "user_disabled" | "is_archived" | "channel_not_found":
            return say("progress.why.user_disabled")
        case "cannot_dm_bot":
            return say("progress.why.cannot_dm_bot")
        case code if wish.state is WishState.FAILED:
            return say("progress.why.refused", code=code)
        case _:
            return say("progress.why.not_yet")


def text_form(scan: Scan, person: str, text: Phrase) -> Form:
    """A ready text for one participant, to copy into a mail or app."""
    return Form(
        key="scan.text",
        title=say("progress.text_title"),
        body=(
            Note(say("progress.text_intro", name=person)),
            TextInput(name="text", label=say("progress.text_label"), initial=text, multiline=True),
        ),
        submit=say("review.done"),
        close=say("form.back"),
        args={"scan": scan.id},
    )


def leader_message(scan: Scan, unposted: Wish | None = None) -> Message:
    """What a leader is told in their DM about a scan: how it stands now.

    `unposted` is what the channel does not show of it, refused or under way.
    """
    if unposted is not None and unposted.state is WishState.FAILED:
        return Message(body=unposted_elements(scan, unposted))
    match scan.state:
        case ScanState.OPEN if not scan.extended:
            running = say("leader.running", title=scan.title, deadline=scan.deadline)
            return Message(body=(Paragraph(running),))
        case ScanState.OPEN:
            again = say("leader.open_again", title=scan.title, deadline=scan.deadline)
            return Message(body=(Paragraph(again),))
        case ScanState.CLOSED:
            return Message(body=(Paragraph(hold_text(scan)), Buttons(tuple(hold_buttons(scan)))))
        case ScanState.PUBLISHED:
            end = say(
                "leader.publishing" if unposted else "leader.published",
                title=scan.title,
                channel=scan.channel_name,
            )
        case ScanState.CANCELLED:
            end = say("leader.cancelled", title=scan.title)
        case _:
            assert_never(scan.state)
    return Message(body=(Paragraph(end), Note(say("leader.where"))))
