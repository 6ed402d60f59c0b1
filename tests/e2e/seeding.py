"""The people, channels and region of a made-up world."""

from datetime import date

from bot.demo_region import CHANNEL, EVERYBODY, LEADER, Ids, add_region
from bot.manifest import manifest
from bot.workspace.config import AppConfig
from bot.workspace.server import Workspace
from flows.ports import Store
from flows.region import Workspace as KeptWorkspace
from storage.database import Database

OTHER_TEAM = "Technobedrijf"
"""Where external people come from."""


def populate(workspace: Workspace) -> Ids:
    """People, the stuurgroep's channel with the app in it, a shared channel, the app."""
    for one in EVERYBODY:
        workspace.add_person(one.name, one.real_name, title=one.title, is_admin=one.name == "sanne")
    workspace.add_person("kees", "Kees Bos")
    workspace.add_person("nora", "Nora Blom")
    elsewhere = workspace.add_team(OTHER_TEAM)
    emma = workspace.add_person("emma", "Emma Jansen", team=elsewhere)
    app = workspace.install_app(AppConfig.from_manifest(manifest()))
    bot = workspace.state.people[app.user_id]
    marijke = workspace.person(LEADER.name)
    inside = [
        workspace.person(one.name) for one in EVERYBODY if one.name not in {"sanne", LEADER.name}
    ]
    channel = workspace.add_channel(CHANNEL, [marijke, bot, *inside], private=True)
    workspace.add_channel("samen", [marijke, bot, emma], shared=True)
    workspace.add_person("robot", "Robot", is_bot=True)
    workspace.deactivate(workspace.add_person("gone", "Gijs Weg"))
    return Ids(
        users={one.name: workspace.person(one.name).id for one in EVERYBODY}, channel=channel.id
    )


async def furnish(database: Database, workspace: Workspace, ids: Ids, today: date) -> None:
    """Keep the installation and the made-up region."""
    team, app = workspace.state.team, workspace.core.app

    def work(store: Store) -> None:
        kept = store.workspaces.add(
            KeptWorkspace(team_id=team.id, name=team.name, bot_user_id=app.user_id)
        )
        add_region(store, kept, ids, today)

    await database.write(work)
