"""A region with actions: how they are made, opened and listed in a test."""

from dataclasses import replace
from datetime import date

from flows.action import Action
from flows.events import FieldValue
from flows.messages import Button, Form
from flows.topics import Topic
from flows.usecases.desk import Reply
from tests.support.builders import INSTRUMENT, World, buttons_of, form_of, statement
from tests.support.leading import LEADER
from tests.support.published import PublishedWorld

WHAT = "Eén overzicht van de resultaten van alle scholen"
SIGN = "Alle scholen leverden hun cijfers"
FRIDAY = date(2027, 5, 28)
SATURDAY = date(2027, 5, 29)
FIRST, SECOND = statement(0).key, statement(1).key


class ActingWorld(PublishedWorld):
    """A region of three partners with five people, in which actions are made."""

    def participant(self, user_id: str) -> int:
        """The id of somebody as a participant."""
        found = self.store.participants.one(person_id=self.person(user_id).id)
        assert found is not None
        return found.id

    def make(self, user_id: str = "U1", /, **values: FieldValue) -> Reply:
        """Make an action through its window; what is not given is filled in well."""
        form = form_of(self.tap("action.new", user_id, region=self.region.id))
        filled: dict[str, FieldValue] = {
            "what": WHAT,
            "sign": SIGN,
            "owner": str(self.participant("U1")),
            "due": FRIDAY,
            "item": FIRST,
            "aim": "3.0",
        }
        return self.submit(form, user_id, **{**filled, **values})

    def made(self, user_id: str = "U1", /, **values: FieldValue) -> Action:
        """The same, and the action that came of it."""
        reply = self.make(user_id, **values)
        assert not reply.errors, reply.errors
        return self.newest()

    def newest(self) -> Action:
        """The action that was made last."""
        return self.store.actions.find(region_id=self.region.id)[-1]

    def keep(self, **changes: object) -> Action:
        """An action that is kept without anybody having made it."""
        kept = an_action(self, **changes)
        return self.store.actions.add(kept)

    def change(self, action: Action, **changes: object) -> Action:
        """Have an action be otherwise."""
        changed = replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs
        self.store.actions.save(changed)
        return changed

    def opens(self, action: Action, user_id: str = LEADER) -> Form:
        """The window of an action."""
        return form_of(self.tap("action.open", user_id, action=action.id))

    def lists(self, user_id: str = LEADER, **args: str | int) -> Form:
        """The window with the actions of the region."""
        return form_of(self.tap("action.list", user_id, region=self.region.id, **args))

    def taps_in(self, form: Form, action: str, user_id: str = LEADER, **args: str | int) -> Reply:
        """Tap a button of a window, as the platform tells it: with what the window is about."""
        button = button_in(form, action, **args)
        return self.tap(action, user_id, **{**form.args, **button.args})

    def wanted(self, topic: Topic, action: Action) -> int:
        """Which revision of it is wanted in the channel, 0 for none."""
        wish = self.store.wishes.one(topic=topic, subject_id=action.id)
        return wish.wanted if wish else 0


def an_action(world: World, **changes: object) -> Action:
    """An open action of the region that is not kept yet, without an owner."""
    action = Action(
        workspace_id=world.workspace.id,
        region_id=world.region.id,
        instrument=INSTRUMENT.id,
        item=FIRST,
        what=WHAT,
        sign=SIGN,
        owner_id=None,
        partner_id=None,
        due_on=FRIDAY,
        created_at=world.now,
    )
    return replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs


def button_in(form: Form, action: str, **args: str | int) -> Button:
    """The button of a window with this action and these args."""
    for button in buttons_of(form):
        if button.action == action and args.items() <= button.args.items():
            return button
    raise AssertionError(f"no button {action} {args} in the window")


def acts_in(form: Form) -> list[str]:
    """What can be done in a window; of moves which."""
    return [str(one.args.get("move", one.action)) for one in buttons_of(form)]
