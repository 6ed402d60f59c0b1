"""Filling a workspace with people, channels and the app."""

import secrets
from dataclasses import replace
from typing import TypedDict, Unpack

from bot.workspace.config import AppConfig, Installation
from bot.workspace.core import Core
from bot.workspace.errors import WorkspaceError
from bot.workspace.model import Channel, Member, Message, Team
from bot.workspace.state import State


class About(TypedDict, total=False):
    """What else can be said of a person."""

    title: str
    is_admin: bool
    is_owner: bool
    is_restricted: bool
    is_bot: bool
    email: str


class Seeding:
    """What tests and the demo put into a workspace, before it starts or while it runs."""

    def __init__(self, core: Core) -> None:
        """Fill this one."""
        self.core = core

    @property
    def state(self) -> State:
        """What is in the workspace."""
        return self.core.state

    def add_team(self, name: str) -> Team:
        """A workspace: the first is ours, external people come from the others."""
        domain = "".join(each for each in name.lower() if each.isalnum()) or "local"
        team = Team(self.state.next_id("T"), name, domain)
        self.state.save_team(team)
        return team

    def add_person(
        self,
        name: str,
        real_name: str,
        *,
        team: Team | None = None,
        **about: Unpack[About],
    ) -> Member:
        """Someone of our workspace, or an external person when ``team`` is another.

        Raises WorkspaceError when the name is taken.
        """
        if any(each.name == name for each in self.state.people.values()):
            raise WorkspaceError(f"there is a person named {name} already")
        home = team or self.state.team
        person = Member(
            id=self.state.next_id("U"),
            name=name,
            real_name=real_name,
            team_id=home.id,
            is_stranger=home.id != self.state.team.id,
            updated=self.state.seconds(),
            **about,
        )
        self.state.save_member(person)
        self.core.shows.people()
        return person

    def person(self, name: str) -> Member:
        """The person with this name. Raises WorkspaceError when there is none."""
        for each in self.state.people.values():
            if each.name == name:
                return each
        raise WorkspaceError(f"there is no person named {name}")

    def deactivate(self, person: Member) -> None:
        """Someone leaves the workspace: all their channels, too."""
        self.state.save_member(replace(person, deleted=True))
        for channel in self.state.channels.values():
            if channel.kind != "im" and person.id in channel.members:
                channel.members.remove(person.id)
                self.state.save_channel(channel)
        self.core.shows.people()

    def add_channel(
        self, name: str, members: list[Member], *, private: bool = False, shared: bool = False
    ) -> Channel:
        """A channel made by its first member, without the grey lines of their coming.

        Raises WorkspaceError when the name is taken or nobody is in it.
        """
        if any(each.name == name for each in self.state.channels.values()):
            raise WorkspaceError(f"there is a channel named {name} already")
        if not members:
            raise WorkspaceError("a channel has at least one member")
        channel = Channel(
            id=self.state.next_id("C"),
            kind="private" if private else "public",
            name=name,
            creator=members[0].id,
            created=self.state.seconds(),
            members=[each.id for each in members],
            is_shared=shared or any(each.is_stranger for each in members),
        )
        self.state.save_channel(channel)
        self.core.shows.channel(channel)
        return channel

    def channel(self, name: str) -> Channel:
        """The channel with this name. Raises WorkspaceError when there is none."""
        for each in self.state.channels.values():
            if each.name == name:
                return each
        raise WorkspaceError(f"there is no channel named {name}")

    def messages(self, channel: Channel) -> list[Message]:
        """What stands in a channel, ephemeral messages too, in order."""
        return list(self.state.messages[channel.id].values())

    def install_app(self, config: AppConfig) -> Installation:
        """Install the app, or give the installed one new settings: its secrets stay."""
        if self.state.app:
            # A folder of an earlier version has no signing secret yet.
            secret = self.state.app.signing_secret or secrets.token_hex(16)
            app = replace(self.state.app, config=config, signing_secret=secret)
            bot_user = replace(self.state.people[app.user_id], real_name=config.name)
            self.state.save_member(bot_user)
        else:
            name = "".join(each for each in config.name.lower() if each.isalnum()) or "app"
            bot_user = self.add_person(name, config.name, is_bot=True)
            app = Installation(
                app_id=self.state.next_id("A"),
                bot_id=self.state.next_id("B"),
                user_id=bot_user.id,
                bot_token=f"xoxb-local-{secrets.token_hex(12)}",
                app_token=f"xapp-1-local-{secrets.token_hex(12)}",
                config=config,
                signing_secret=secrets.token_hex(16),
            )
        self.state.save_app(app)
        self.core.shows.app()
        return app
