"""The leader follows a scan: who is where, and a text to send to one of them."""

from collections.abc import Mapping
from dataclasses import replace

from flows.outbox import Wish
from flows.response import Response, ResponseState
from flows.scan import Scan, ScanState
from flows.topics import Topic
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.lead_scan import led_scan, over
from flows.views.progress import progress_form, text_form
from flows.wording import say


def _rows(request: Request, scan: Scan) -> list[tuple[str, str, Response, Wish | None]]:
    store = request.store
    rows = []
    for response in store.responses.find(scan_id=scan.id):
        if response.state in {ResponseState.HANDED_OVER, ResponseState.REMOVED}:
            continue
        wish = store.wishes.one(topic=Topic.WALK, subject_id=response.id)
        partner = store.partners.get(response.partner_id).name
        rows.append((partner, store.people.get(response.person_id).name, response, wish))
    return sorted(rows, key=lambda row: (row[0].casefold(), row[1].casefold()))


def _progress(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    if scan.state is not ScanState.OPEN:
        return over()
    return Reply(form=progress_form(scan, _rows(request, scan)))


def _progress_again(request: Request) -> Reply:
    return replace(_progress(request), replace=True)


def _text(request: Request) -> Reply:
    led = led_scan(request)
    if isinstance(led, Reply):
        return led
    _, scan = led
    store = request.store
    response = store.responses.one(id=request.number("response"), scan_id=scan.id)
    if response is None:
        return Reply(notice=say("setup.gone"))
    wish = store.wishes.one(topic=Topic.WALK, subject_id=response.id)
    link = request.message_url(wish.channel, wish.ts) if wish and wish.ts else ""
    name = store.people.get(response.person_id).name
    text = say(
        f"progress.ready.{scan.part.value}",
        name=name,
        title=scan.title,
        deadline=scan.deadline,
        link=say("progress.link", url=link) if link else say("progress.no_link"),
        leader=request.person.name,
    )
    return Reply(form=text_form(scan, name, text))


def _read(request: Request) -> Reply:
    """Close the window with the text to send; the leader has copied it."""
    led = led_scan(request)
    return led if isinstance(led, Reply) else Reply()


TAPS: Mapping[str, Route] = {
    "scan.progress": Route(_progress),
    "scan.progress_again": Route(_progress_again),
    "scan.text": Route(_text),
}
FORMS: Mapping[str, Route] = {"scan.text": Route(_read)}
