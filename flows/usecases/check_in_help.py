"""Who is stuck chooses what helps: the leader, the channel, another date, or nothing now.

Another date is also what the owner of an action that is over its date may answer at once.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from flows.action import Action, Help
from flows.calendar import add_working_days, is_working_day, local_day
from flows.check_in import CheckIn, CheckInState, Tap, asks_for_help
from flows.usecases.action_filled import FARTHEST
from flows.usecases.actions_kept import save_action, want_help
from flows.usecases.check_in_held import Held, further_on, held_check_in, redrawn
from flows.usecases.desk import Reply, Request, Route
from flows.usecases.diary import reader_diary
from flows.usecases.leaders_told import want_leaders
from flows.views.check_in_answered import NOTHING
from flows.views.check_in_forms import date_form
from flows.wording import Phrase, say


def _stuck(request: Request, *, or_late: bool = False) -> tuple[Held, Action] | Reply:
    """The check-in of who is stuck with its action, as long as they have not chosen yet.

    With `or_late` also one that is not answered of an action over its date.
    """
    held = held_check_in(request)
    if isinstance(held, Reply):
        return held
    is_asked = asks_for_help(held.check_in) or (or_late and _is_late(held))
    if held.action is None or not is_asked:
        return further_on(request, held)
    if held.is_elsewhere:
        return _chosen(request, held, notice=say("check_in.notice.elsewhere"))
    return held, held.action


def _is_late(held: Held) -> bool:
    return held.late and not held.is_elsewhere and held.check_in.state is CheckInState.ASKED


def _chosen(
    request: Request, held: Held, asked: Help | None = None, notice: Phrase | None = None
) -> Reply:
    request.store.check_ins.save(replace(held.check_in, helped=True, help=asked))
    return redrawn(request, held, notice)


def _help(request: Request) -> Reply:
    stuck = _stuck(request)
    if isinstance(stuck, Reply):
        return stuck
    held, action = stuck
    wanted = request.event.args.get("help", "")
    store, now = request.store, request.now
    asked = Help(wanted) if wanted in set(Help) else None
    if asked is not None:
        asking = replace(action, help=asked)
        save_action(store, asking, now)
        if asking.help is Help.LEADER:
            want_leaders(store, store.regions.get(action.region_id), now)
        else:
            want_help(store, asking, now)
    elif wanted != NOTHING:
        return further_on(request, held)
    return _chosen(request, held, asked)


def _date(request: Request) -> Reply:
    dating = _stuck(request, or_late=True)
    if isinstance(dating, Reply):
        return dating
    held, action = dating
    return Reply(form=date_form(held.check_in, action))


def _move_date(request: Request) -> Reply:
    """Keep another date; who chose a day without work sees first that it is one."""
    dating = _stuck(request, or_late=True)
    if isinstance(dating, Reply):
        return dating
    held, action = dating
    day = request.day("day")
    region = request.store.regions.get(action.region_id)
    if day is None:
        return Reply(errors={"day": say("check_in.date.none")})
    today = local_day(request.now, region.timezone)
    if day <= today:
        return Reply(errors={"day": say("check_in.date.past")})
    if day > today + FARTHEST:
        return Reply(errors={"day": say("action.error.far")})
    if request.event.args.get("seen") != day.isoformat():
        diary = reader_diary(request.store, request.person.id, region, request.almanac)
        if not is_working_day(day, diary.free):
            return _without_work(held.check_in, action, day, diary.free)
    moved = replace(action, due_on=day, unanswered=0, told=False, stuck_at=None, help=None)
    save_action(request.store, moved, request.now)
    if asks_for_help(held.check_in):
        return _chosen(request, held)
    tapped = replace(held.check_in, state=CheckInState.ANSWERED, tap=Tap.OTHER_DATE)
    request.store.check_ins.save(replace(tapped, answered_at=request.now))
    return redrawn(request, held)


def _without_work(check_in: CheckIn, action: Action, day: date, free: frozenset[date]) -> Reply:
    after = add_working_days(day, 1, free)
    return Reply(form=date_form(check_in, action, (day, after)), replace=True)


TAPS: Mapping[str, Route] = {"check_in.help": Route(_help), "check_in.date": Route(_date)}
FORMS: Mapping[str, Route] = {"check_in.date": Route(_move_date)}
