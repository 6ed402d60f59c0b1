"""A wish as it has to be shown now."""

from dataclasses import dataclass

from flows.language import Language
from flows.messages import Message, Picture
from flows.plots import Plot


@dataclass(frozen=True, kw_only=True)
class Rendering:
    """A wish as it has to be shown now.

    To the user `user_id` in their DM, or else in `channel`, there in the thread under `thread`
    when set. `frozen` is what stays where the message stood if it is posted anew. `asked` is the
    item that a walk asks ("" for none). `retried` says that it did not pass before.
    """

    message: Message
    language: Language
    user_id: str = ""
    channel: str = ""
    thread: str = ""
    frozen: Message | None = None
    asked: str = ""
    retried: bool = False

    @property
    def plot(self) -> Plot | None:
        """What the message's picture shows, if it has one."""
        return next((one.plot for one in self.message.body if isinstance(one, Picture)), None)
