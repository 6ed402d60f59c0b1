"""auth.*, apps.*, bots.*, team.* and users.*: who is who."""

from bot.workspace import wire
from bot.workspace.call import Call
from bot.workspace.errors import SlackError
from bot.workspace.model import Json


def auth_test(call: Call) -> Json:
    """auth.test."""
    team = call.core.state.team
    return {
        "url": f"{call.core.address}/",
        "team": team.name,
        "user": call.core.state.people[call.me].name,
        "team_id": team.id,
        "user_id": call.me,
        "bot_id": call.app.bot_id,
        "is_enterprise_install": False,
    }


def connections_open(call: Call) -> Json:
    """apps.connections.open: the address of one more socket."""
    ticket = call.core.sockets.new_ticket()
    host = call.core.address.replace("http://", "ws://")
    return {"url": f"{host}/link/?ticket={ticket}&app_id={call.app.app_id}"}


def bots_info(call: Call) -> Json:
    """bots.info."""
    if call.text("bot", call.app.bot_id) != call.app.bot_id:
        raise SlackError("bot_not_found")
    return {
        "bot": {
            "id": call.app.bot_id,
            "deleted": False,
            "name": call.app.config.name,
            "updated": 0,
            "app_id": call.app.app_id,
            "user_id": call.me,
            "icons": {},
        }
    }


def team_info(call: Call) -> Json:
    """team.info."""
    team = call.core.state.teams.get(call.text("team", call.core.state.team.id))
    if not team:
        raise SlackError("team_not_found")
    return {"team": {**vars(team), "email_domain": "", "icon": {"image_default": True}}}


def _email(call: Call) -> bool:
    return "users:read.email" in call.app.config.scopes


def users_info(call: Call) -> Json:
    """users.info."""
    person = call.person(call.required("user"))
    locale = call.flag("include_locale")
    shown = wire.member(call.core.state, person, email=_email(call), locale=locale)
    return {"user": shown}


def users_list(call: Call) -> Json:
    """users.list: everyone of the workspace, and external people the app can see."""
    locale = call.flag("include_locale")
    people = [
        wire.member(call.core.state, each, email=_email(call), locale=locale)
        for each in call.core.state.people.values()
        if not each.is_stranger or call.shares_channel(each.id)
    ]
    return {**call.page(people, "members"), "cache_ts": call.core.state.seconds()}
