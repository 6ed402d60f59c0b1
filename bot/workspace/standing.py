"""What of the app stands in the conversations now, for tests that count lost and doubled."""

from bot.workspace.model import Json, Message
from bot.workspace.sight import moment, stamp
from bot.workspace.state import State


def standing(state: State) -> list[Json]:
    """Every message of the app in every conversation, in the order in which they were posted.

    Each with ``channel_id``, ``kind``, ``channel`` (its name, "" in direct messages), ``person``
    (name of who reads it there, None in channels), ``ts``, ``time``, ``thread_ts``, ``text``,
    ``metadata`` as last given (None without), ``edited`` and ``files`` (their titles). Ephemeral
    messages are left out, as Slack keeps none.
    """
    found = [
        message
        for messages in state.messages.values()
        for message in messages.values()
        if message.by_app and message.reader is None
    ]
    found.sort(key=lambda each: stamp(each.ts))
    return [_shown(state, each) for each in found]


def _shown(state: State, message: Message) -> Json:
    channel = state.channels[message.channel_id]
    reader = channel.other(message.user_id) if channel.kind == "im" else None
    files = (state.files.get(each) for each in message.file_ids)
    return {
        "channel_id": channel.id,
        "kind": channel.kind,
        "channel": channel.name,
        "person": state.people[reader].name if reader else None,
        "ts": message.ts,
        "time": moment(message.ts).isoformat(),
        "thread_ts": message.thread_ts,
        "text": message.text,
        "metadata": message.metadata,
        "edited": message.edited_ts is not None,
        "files": [each.title for each in files if each],
    }
