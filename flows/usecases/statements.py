"""The conversation was held: the leader sends the statements of a scan of two moments."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta

from flows.calendar import closing_moment, local_day, proposed_deadline
from flows.holidays import Almanac
from flows.outbox import Manner
from flows.ports import Store
from flows.region import Region
from flows.response import ASKED, Response
from flows.resumed import with_statements
from flows.scan import Hold, Part, Scan, ScanState, positions_of
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.diary import region_diary
from flows.usecases.hand_over import leave
from flows.usecases.lead_scan import led_with_region, over
from flows.usecases.reminding import scheduled
from flows.usecases.scan_days import checked_deadline
from flows.usecases.scans import invite_all, with_last_call
from flows.usecases.setup import coming_meetings
from flows.usecases.telling import retell
from flows.usecases.walks import UNFINISHED, Instruments, answers_of, instrument_of, wish_walk
from flows.views.talk import statements_form
from flows.wording import Phrase, say


def send_statements(
    store: Store,
    scan: Scan,
    instruments: Instruments,
    now: datetime,
    almanac: Almanac,
    *,
    by: int | None = None,
) -> Scan:
    """Open a scan for its second moment; `scan` has the days of that already.

    All who were asked are asked the statements in a new message, also who never began. Who joined
    or left the region meanwhile now takes part or no longer does. Sentences stay as they are.
    """
    opened = replace(
        scan,
        state=ScanState.OPEN,
        hold=Hold.NONE,
        talked_at=now,
        closed_at=None,
        nudged_at=None,
    )
    opened = with_last_call(store, opened, now, almanac)
    store.scans.save(opened)
    first = positions_of(Part.STATEMENTS, instrument_of(scan, instruments)).start
    for found in store.responses.find(scan_id=scan.id):
        response = store.responses.get(found.id, lock=True)  # they may be deleting it right now
        _settle_sharing(store, response)
        _ask(store, with_statements(response, first), opened, now, almanac)
    invite_all(store, opened, now, almanac)
    retell(store, opened, now, by=by)
    return opened


def _settle_sharing(store: Store, response: Response) -> None:
    """Have each sentence keep what was chosen for it: what is chosen now is about the reasons."""
    for answer in answers_of(store, response).values():
        if answer.text and answer.sharing is None:
            store.answers.save(replace(answer, sharing=response.sharing))


def _ask(store: Store, response: Response, scan: Scan, now: datetime, almanac: Almanac) -> None:
    has_left = store.participants.get(response.participant_id).removed_at is not None
    if has_left and response.state in ASKED:
        leave(store, scan, response, now)
        return
    if response.state in UNFINISHED:
        response = scheduled(store, response, scan, now, almanac)
        wish_walk(store, now, response, Manner.ANEW)
    elif response.state in ASKED:
        wish_walk(store, now, response)
    store.responses.save(response)


def _talking(request: Request) -> tuple[Region, Scan] | Reply:
    """The region and scan that the event is about, both locked, if its statements can be sent."""
    led = led_with_region(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    if scan.state is ScanState.OPEN and scan.part is Part.STATEMENTS:
        return Reply(notice=say("talk.sent_already", deadline=scan.deadline), page=True)
    if scan.hold is not Hold.TALK:
        return over()
    if closing_moment(scan.texts_until - timedelta(days=1), region.timezone) <= request.now:
        return Reply(notice=say("talk.too_late", day=scan.texts_until))
    return region, scan


def _form(request: Request) -> Reply:
    led = _talking(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    today = local_day(request.now, region.timezone)
    meetings = [meeting.on for meeting in coming_meetings(request, region)]
    free = region_diary(request.store, region, request.almanac).free
    deadline, meeting_on = proposed_deadline(today, meetings, free)
    return Reply(form=statements_form(scan, deadline, meeting_on))


def _send(request: Request) -> Reply:
    led = _talking(request)
    if isinstance(led, Reply):
        return led
    region, scan = led
    days = _checked_days(request, region, scan)
    if isinstance(days, Reply):
        return days
    deadline, meeting_on = days
    dated = replace(
        scan,
        deadline=deadline,
        closes_at=closing_moment(deadline, region.timezone),
        meeting_on=meeting_on,
    )
    send_statements(
        request.store,
        dated,
        request.instruments,
        request.now,
        request.almanac,
        by=request.person.id,
    )
    return Reply(notice=say("talk.sent", deadline=deadline), page=True)


def _checked_days(request: Request, region: Region, scan: Scan) -> tuple[date, date | None] | Reply:
    """The deadline of the statements and the meeting about the outcome, or what is wrong."""
    deadline = checked_deadline(request, region, request.day("deadline"))
    if isinstance(deadline, Phrase):
        return Reply(errors={"deadline": deadline})
    if deadline >= scan.texts_until:
        return Reply(errors={"deadline": say("scan.error.kept_until", day=scan.texts_until)})
    meeting_on = request.day("meeting")
    if meeting_on is not None and meeting_on < deadline:
        return Reply(errors={"meeting": say("talk.error.meeting", deadline=deadline)})
    return deadline, meeting_on


TAPS: Mapping[str, Route] = {"scan.statements": Route(_form)}
FORMS: Mapping[str, Route] = {"scan.statements": Route(_send)}
