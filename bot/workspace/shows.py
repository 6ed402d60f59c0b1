"""Telling whoever looks what changed, each as much as they may see."""

from collections.abc import Callable

from bot.workspace.live import Live
from bot.workspace.model import Channel, File, Json, Message
from bot.workspace.sight import Sight
from bot.workspace.state import State


class Shows:
    """Pushes updates of the page API."""

    def __init__(self, state: State, live: Live) -> None:
        """Show ``state`` to the viewers in ``live``; ``connected`` says whether the app is."""
        self._state = state
        self._live = live
        self.connected: Callable[[], bool] = lambda: False

    def sight(self, person_id: str) -> Sight:
        """The workspace through a person's eyes."""
        return Sight(self._state, person_id, app_connected=self.connected())

    def _everyone(self) -> list[tuple[str, Sight]]:
        return [(each, self.sight(each)) for each in self._live.watching()]

    def app(self) -> None:
        """Tell everyone that the app came, went or changed."""
        for person_id, sight in self._everyone():
            self._live.push(person_id, {"type": "app", "app": sight.app()})

    def app_to(self, person_id: str) -> None:
        """Tell one person where their direct messages with the app are."""
        self._live.push(person_id, {"type": "app", "app": self.sight(person_id).app()})

    def message(self, message: Message) -> None:
        """A new or changed message, and its channel's unread marks."""
        channel = self._state.channels[message.channel_id]
        parent = self._state.messages[channel.id].get(message.thread_ts or "")
        for person_id, sight in self._everyone():
            if sight.may_see_message(message):
                for each in (message, parent):
                    if each:
                        update = {"type": "message", "message": sight.message(each)}
                        self._live.push(person_id, update)
                self.channel_to(person_id, channel)

    def message_gone(self, message: Message) -> None:
        """A message that is no more."""
        channel = self._state.channels[message.channel_id]
        gone = {"type": "message_deleted", "channel_id": channel.id, "ts": message.ts}
        for person_id, sight in self._everyone():
            if sight.may_see_message(message):
                self._live.push(person_id, gone)
                self.channel_to(person_id, channel)

    def channel_to(self, person_id: str, channel: Channel) -> None:
        """A channel as one person, who may see it, now sees it."""
        update = {"type": "channel", "channel": self.sight(person_id).channel(channel)}
        self._live.push(person_id, update)

    def who_sees(self, channel: Channel) -> set[str]:
        """Which viewers may see a channel now; ask before it changes."""
        return {each for each, sight in self._everyone() if sight.may_see_channel(channel)}

    def channel(self, channel: Channel, before: set[str] | None = None) -> None:
        """A channel as it now is; those who saw it ``before`` and may no more lose it."""
        now = self.who_sees(channel)
        for person_id in now:
            self.channel_to(person_id, channel)
        for person_id in (before or set()) - now:
            self._live.push(person_id, {"type": "channel_removed", "channel_id": channel.id})

    def history(self, person_id: str, channel: Channel) -> None:
        """A channel's messages for someone who just came in or went out."""
        sight = self.sight(person_id)
        if sight.may_see_channel(channel):
            self.channel_to(person_id, channel)
            history = sight.messages(channel)
            update = {"type": "channel_messages", "channel_id": channel.id, **history}
            self._live.push(person_id, update)

    def modals(self, person_id: str) -> None:
        """Someone's stack of modals."""
        update: Json = {"type": "modals", "modals": self.sight(person_id).modals()}
        self._live.push(person_id, update)

    def home(self, person_id: str) -> None:
        """Someone's App Home."""
        self._live.push(person_id, {"type": "home", "home": self.sight(person_id).home()})

    def file(self, file: File) -> None:
        """A file that was processed."""
        for person_id, sight in self._everyone():
            if sight.may_see_file(file):
                self._live.push(person_id, {"type": "file", "file": sight.file(file)})

    def people(self) -> None:
        """Who is in the workspace."""
        for person_id, sight in self._everyone():
            self._live.push(person_id, {"type": "people", "people": sight.people()})

    def clock(self, clockwork: Json | None) -> None:
        """The workspace's moment, after it was moved, and the jumps there are."""
        update = {"type": "clock", "now": self._state.now().isoformat(), "clockwork": clockwork}
        for person_id in self._live.watching():
            self._live.push(person_id, update)
