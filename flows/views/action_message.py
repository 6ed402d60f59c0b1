"""What the channel reads of an action: that it is there, and that its owner asks for help."""

from flows.action import Action, Help
from flows.messages import Button, Buttons, Element, Look, Message, Paragraph
from flows.views.action_lines import ActionSeen, owner_of, standing, when
from flows.views.figures import beside
from flows.wording import say


def open_button(action: Action, **args: str) -> Button:
    """The way to an action."""
    return Button(
        action="action.open",
        label=say("action.button.open"),
        args={"action": action.id, **args},
    )


def new_button(region_id: int, look: Look = Look.PLAIN, **args: str | int) -> Button:
    """The way to the window in which an action is made."""
    return Button(
        action="action.new",
        label=say("action.button.new"),
        args={"region": region_id, **args},
        look=look,
    )


def list_button(region_id: int) -> Button:
    """The way to all actions of a region."""
    return Button(action="action.list", label=say("action.button.list"), args={"region": region_id})


def action_message(seen: ActionSeen) -> Message:
    """A new action in two lines, as it now is."""
    action = seen.action
    title = Paragraph(say("action.message.title", what=action.what))
    if not action.is_open:
        return Message(body=(title, Paragraph(say("action.message.over", standing=standing(seen)))))
    said = [say("action.message.owner", owner=owner_of(seen)), when(seen)]
    if seen.item is not None:
        said.append(say("action.message.item", item=seen.item))
    return Message(body=(title, Paragraph(beside(said)), Buttons((open_button(action),))))


def help_message(seen: ActionSeen) -> Message:
    """That the owner asks who can help, or that this is over."""
    action = seen.action
    title = Paragraph(say("action.message.title", what=action.what))
    if not action.is_open or action.help is not Help.CHANNEL:
        return Message(body=(title, Paragraph(say("action.help.over"))))
    return Message(
        body=(
            title,
            Paragraph(say("action.help.asked", owner=owner_of(seen), day=action.due_on)),
            Buttons((open_button(action),)),
        )
    )


def frozen_help_message(seen: ActionSeen) -> Message:
    """What stays where help was asked for before it was asked for again."""
    body: tuple[Element, ...] = (
        Paragraph(say("action.message.title", what=seen.action.what)),
        Paragraph(say("action.help.again")),
    )
    return Message(body=body)
