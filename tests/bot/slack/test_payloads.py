"""Slack's payloads as events of the domain."""

import pytest

from bot.slack.payloads import Interaction, interaction
from flows.events import Event, Kind, Place

USER = {"id": "U1", "team_id": "T1", "username": "karin"}
TEAM = {"id": "T1", "domain": "regio"}
BUTTON = {"type": "button", "action_id": "walk.score:4", "block_id": "b", "value": '{"scan":7}'}
AUTHORIZATIONS = [{"team_id": "T1", "user_id": "UBOT", "is_bot": True}]


def tap(**parts: object) -> dict[str, object]:
    """A tap on a button of a message, with other parts where given."""
    return {
        "type": "block_actions",
        "user": USER,
        "team": TEAM,
        "trigger_id": "t.1",
        "response_url": "https://hooks.example/1",
        "channel": {"id": "D1", "name": "directmessage"},
        "container": {"type": "message", "message_ts": "1.2", "channel_id": "D1"},
        "message": {"ts": "1.2", "text": "Stelling"},
        "actions": [BUTTON],
        "state": {"values": {}},
    } | parts


def view(**parts: object) -> dict[str, object]:
    """A modal with one text in it."""
    return {
        "id": "V1",
        "type": "modal",
        "hash": "h1",
        "root_view_id": "V0",
        "callback_id": "answer.write",
        "private_metadata": '{"response":3,"scan":6}',
        "app_installed_team_id": "T1",
        "state": {"values": {"zin": {"value": {"type": "plain_text_input", "value": "Ik"}}}},
    } | parts


def happening(**event: object) -> dict[str, object]:
    """An event of the Events API."""
    return {
        "type": "event_callback",
        "event_id": "Ev1",
        "team_id": "T1",
        "authorizations": AUTHORIZATIONS,
        "event": event,
    }


def typed(**parts: object) -> dict[str, object]:
    """A message in the DM with the bot."""
    message = {
        "type": "message",
        "channel": "D1",
        "channel_type": "im",
        "user": "U1",
        "team": "T1",
        "text": "vier",
        "ts": "1.3",
    }
    return happening(**(message | parts))


def understood(payload: dict[str, object]) -> Interaction:
    """The interaction, which must be there."""
    found = interaction(payload)
    assert found is not None
    return found


def test_a_tap_in_a_message() -> None:
    """A tap has its action without number, its args as text, and all handles for an answer."""
    assert understood(tap()) == Interaction(
        event=Event(
            kind=Kind.TAP,
            workspace="T1",
            team_id="T1",
            user_id="U1",
            action="walk.score",
            args={"scan": "7"},
            channel="D1",
            place=Place.MESSAGE,
        ),
        trigger_id="t.1",
        response_url="https://hooks.example/1",
        message_channel="D1",
        message_ts="1.2",
        event_id="tap:t.1",
    )


def test_a_tap_in_a_thread() -> None:
    """The thread of the tapped message is known."""
    found = understood(tap(message={"ts": "1.2", "thread_ts": "1.1"}))
    assert found.thread_ts == "1.1"


def test_a_tap_in_a_form() -> None:
    """A button's args lie over the form's, and what was filled in so far comes along."""
    found = understood(tap(view=view(), message=None, channel=None, container={"type": "view"}))
    assert found.event.args == {"response": "3", "scan": "7"}
    assert found.event.values == {"zin": "Ik"}
    assert found.event.place is Place.FORM
    assert (found.view_id, found.root_view_id, found.view_hash) == ("V1", "V0", "h1")
    assert found.message_channel == ""


def test_a_tap_on_the_page() -> None:
    """A tap on the Home tab says so."""
    found = understood(tap(view=view(type="home", private_metadata=""), channel=None))
    assert found.event.place is Place.HOME
    assert found.event.args == {"scan": "7"}


def test_a_choice_told_at_once() -> None:
    """A changed choice is a tap with the form's args; what is chosen stands in the values."""
    option = {"text": {"type": "plain_text", "text": "Open"}, "value": "open"}
    chosen = {"type": "radio_buttons", "action_id": "scan.preview", "selected_option": option}
    state = {"values": {"sort": {"scan.preview": chosen}}}
    found = understood(tap(actions=[chosen], view=view(state=state)))
    assert found.event.action == "scan.preview"
    assert found.event.args == {"response": "3", "scan": "6"}
    assert found.event.values == {"sort": "open"}


def test_a_value_that_is_not_ours() -> None:
    """A value without args, or that is no JSON, gives no args."""
    assert understood(tap(actions=[BUTTON | {"value": "iets"}])).event.args == {}
    assert understood(tap(actions=[BUTTON | {"value": "[1]"}])).event.args == {}


def test_a_submit() -> None:
    """A submit has the form's key, args and values."""
    found = understood(
        {"type": "view_submission", "user": USER, "team": TEAM, "trigger_id": "t", "view": view()}
    )
    assert found.event == Event(
        kind=Kind.SUBMIT,
        workspace="T1",
        team_id="T1",
        user_id="U1",
        action="answer.write",
        args={"response": "3", "scan": "6"},
        values={"zin": "Ik"},
        place=Place.FORM,
    )
    assert found.trigger_id == "t"


def test_a_person_of_another_organisation() -> None:
    """An external person is keyed by their own team, the workspace is the installation's."""
    external = {"id": "U9", "team_id": "T9"}
    submit: dict[str, object] = {
        "type": "view_submission",
        "user": external,
        "team": {"id": "T9"},
        "view": view(),
    }
    told = understood(submit).event
    assert (told.workspace, told.team_id, told.user_id) == ("T1", "T9", "U9")
    event = understood(typed(user="U9", user_team="T9", team="T9") | {"team_id": "T9"}).event
    assert (event.workspace, event.team_id) == ("T1", "T9")


def test_a_known_installation_goes_before_the_payload() -> None:
    """With a single token everything belongs to its workspace."""
    found = interaction(tap(team={"id": "T9"}, user={"id": "U9"}), workspace="T1")
    assert found is not None
    assert (found.event.workspace, found.event.team_id) == ("T1", "T9")


def test_a_command() -> None:
    """A command has its name, its text and the channel it was given in."""
    found = understood(
        {
            "command": "/borging",
            "text": " privacy &amp; meer ",
            "team_id": "T1",
            "user_id": "U1",
            "channel_id": "C1",
            "trigger_id": "t",
            "response_url": "https://hooks.example/2",
        }
    )
    assert (found.event.kind, found.event.action) == (Kind.COMMAND, "borging")
    assert found.event.text == "privacy & meer"
    assert (found.event.channel, found.response_url) == ("C1", "https://hooks.example/2")


def test_a_typed_message() -> None:
    """A message in the DM is typed text, with its place and the event's id."""
    found = understood(typed(text="4 &lt; 5, zie <https://x.nl|x.nl>", thread_ts="1.0"))
    assert (found.event.kind, found.event.text) == (Kind.TYPED, "4 < 5, zie x.nl")
    assert (found.message_channel, found.message_ts, found.thread_ts) == ("D1", "1.3", "1.0")
    assert found.event_id == "Ev1"


def test_a_file_with_a_text() -> None:
    """What is written beside a file counts as typed."""
    assert understood(typed(subtype="file_share", text="kijk")).event.text == "kijk"


@pytest.mark.parametrize(
    "parts",
    [
        {"user": "UBOT"},
        {"bot_id": "B1"},
        {"subtype": "bot_message"},
        {"subtype": "message_changed"},
        {"subtype": "message_deleted"},
        {"channel_type": "channel"},
        {"user": None},
    ],
)
def test_messages_that_do_not_concern_us(parts: dict[str, object]) -> None:
    """Our own and other bots' messages, changes, deletions and channels are passed over."""
    assert interaction(typed(**parts)) is None


def test_the_page_is_opened() -> None:
    """Opening Home counts, opening the messages tab does not."""
    opened = {"type": "app_home_opened", "user": "U1", "channel": "D1", "view": {"id": "V1"}}
    found = understood(happening(**opened, tab="home"))
    assert (found.event.kind, found.event.place) == (Kind.HOME, Place.HOME)
    assert found.view_id == "V1"
    assert interaction(happening(**opened, tab="messages")) is None


def test_the_bot_is_taken_into_a_channel() -> None:
    """The bot's joining is an act of who invited it; other people's joining is not ours."""
    joined = {"type": "member_joined_channel", "channel": "C1", "inviter": "U1", "team": "T1"}
    found = understood(happening(**joined, user="UBOT"))
    assert (found.event.kind, found.event.user_id, found.event.channel) == (Kind.JOINED, "U1", "C1")
    assert interaction(happening(**joined, user="U2")) is None
    assert interaction(happening(**joined, user="U2"), bot_user="U2") is not None


@pytest.mark.parametrize(
    "payload",
    [
        {"type": "view_closed", "user": USER, "team": TEAM, "view": view()},
        happening(type="reaction_added", user="U1"),
        tap(actions=[]),
        {},
    ],
)
def test_payloads_that_do_not_concern_us(payload: dict[str, object]) -> None:
    """Closed modals, other events and the unknown are passed over."""
    assert interaction(payload) is None


def test_no_secret_is_printed() -> None:
    """The handles that let anyone answer do not stand in the printed form."""
    assert "hooks.example" not in repr(understood(tap()))


def test_each_act_has_an_id_that_its_copies_share() -> None:
    """By Slack's trigger, apart for each kind; without one a copy cannot be told."""
    sent_in: dict[str, object] = {
        "type": "view_submission",
        "user": USER,
        "team": TEAM,
        "view": view(),
    }
    command: dict[str, object] = {
        "command": "/borging",
        "user_id": "U1",
        "team_id": "T1",
        "channel_id": "D1",
    }
    assert understood(tap()).event_id == understood(tap()).event_id == "tap:t.1"
    assert understood(sent_in | {"trigger_id": "t.1"}).event_id == "submit:t.1"
    assert understood(command | {"trigger_id": "t.1"}).event_id == "command:t.1"
    assert understood(tap(trigger_id="t.2")).event_id == "tap:t.2"
    assert understood(tap(trigger_id=None)).event_id == ""
