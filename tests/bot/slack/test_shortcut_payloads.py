"""A message shortcut's payload as an event of the domain."""

import pytest

from bot.slack.payloads import Interaction, interaction
from flows.events import KEEP_DECISION, Event, Kind


def chosen(channel: str = "C1", **message: object) -> dict[str, object]:
    """Somebody chose the shortcut at a message."""
    return {
        "type": "message_action",
        "token": "x",
        "action_ts": "9.9",
        "team": {"id": "T1", "domain": "regio"},
        "user": {"id": "U1", "team_id": "T1", "username": "karin", "name": "karin"},
        "channel": {"id": channel, "name": "stuurgroep-sto"},
        "callback_id": KEEP_DECISION,
        "trigger_id": "t.1",
        "response_url": "https://hooks.example/1",
        "message_ts": "1.2",
        "message": {"type": "message", "user": "U2", "ts": "1.2", "text": "Wij gaan door"}
        | message,
    }


def test_the_message_comes_along() -> None:
    """Its text and where it stands; it is not a message of ours that could be redrawn."""
    assert interaction(chosen()) == Interaction(
        event=Event(
            kind=Kind.SHORTCUT,
            workspace="T1",
            team_id="T1",
            user_id="U1",
            action=KEEP_DECISION,
            text="Wij gaan door",
            mark="1.2",
            channel="C1",
        ),
        trigger_id="t.1",
        response_url="https://hooks.example/1",
        message_channel="C1",
        event_id="shortcut:t.1",
    )


def test_its_text_is_what_people_read() -> None:
    """Slack's notation is undone; of a file alone there is no text."""
    found = interaction(chosen(text="<@U3|els> doet het &amp; meldt het"))
    assert found is not None
    assert found.event.text == "@els doet het & meldt het"
    of_a_file = interaction(chosen(text=None))
    assert of_a_file is not None
    assert of_a_file.event.text == ""


def test_the_place_of_a_direct_message_is_not_told() -> None:
    """Nobody else could open it."""
    found = interaction(chosen("D1"))
    assert found is not None
    assert (found.event.channel, found.event.mark, found.message_channel) == ("", "", "D1")


@pytest.mark.parametrize("lost", ["message", "channel", "callback_id"])
def test_one_without_its_parts_is_not_understood(lost: str) -> None:
    """The listener says so, without its words."""
    payload = chosen()
    del payload[lost]
    with pytest.raises(KeyError):
        interaction(payload)
