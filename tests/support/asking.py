"""A region between its scans: actions that people have, and what they are asked."""

from dataclasses import replace
from datetime import date

from flows.action import Action, Phase
from flows.check_in import CheckIn, CheckInKind, Tap
from flows.language import Language
from flows.messages import Button, Form
from flows.region import Participant
from flows.topics import Topic
from flows.usecases.check_in_ask import ask
from flows.usecases.desk import Reply
from tests.support.builders import INSTRUMENT, buttons_of, form_of, said, statement
from tests.support.leading import Post, about
from tests.support.published import PublishedWorld

WHAT = "Eén overzicht van de resultaten van alle scholen"
DUE = date(2027, 5, 28)
ITEM = statement(5).key


class AskingWorld(PublishedWorld):
    """U1 of De Boer has an action and is asked about it."""

    def __post_init__(self) -> None:
        """Nobody has been asked anything."""
        super().__post_init__()
        self.posts: list[Post] = []

    def participant(self, user_id: str = "U1") -> Participant:
        """Somebody as who takes part."""
        found = self.store.participants.one(person_id=self.person(user_id).id, removed_at=None)
        assert found is not None
        return found

    def agreed(self, phase: Phase = Phase.DO, user_id: str = "U1", **changes: object) -> Action:
        """An action that somebody has."""
        owner = self.participant(user_id)
        action = Action(
            workspace_id=self.workspace.id,
            region_id=self.region.id,
            instrument=INSTRUMENT.id,
            what=WHAT,
            owner_id=owner.id,
            partner_id=owner.partner_id,
            due_on=DUE,
            phase=phase,
            created_at=self.now,
        )
        changed = replace(action, **changes)  # type: ignore[arg-type]  # checked when it runs
        return self.store.actions.add(changed)

    def action(self) -> Action:
        """The first action as it now is."""
        return self.store.actions.find()[0]

    def check_in(self, kind: CheckInKind = CheckInKind.ACTION, **changes: object) -> CheckIn:
        """Something to ask, not kept yet."""
        plain = CheckIn(
            workspace_id=0, region_id=0, participant_id=0, person_id=0, kind=kind, asked_at=self.now
        )
        return replace(plain, **changes)  # type: ignore[arg-type]  # checked when it runs

    def ask(self, *check_ins: CheckIn, user_id: str = "U1") -> list[Post]:
        """Ask somebody these things, and deliver it."""
        ask(self.store, self.participant(user_id), check_ins, self.now)
        return self.reads()

    def ask_of(self, *actions: Action, user_id: str = "U1") -> list[Post]:
        """Ask somebody about their actions as they now are."""
        asked = [self.check_in(action_id=one.id, phase=one.phase) for one in actions]
        return self.ask(*asked, user_id=user_id)

    def asked(self, number: int = -1) -> CheckIn:
        """A check-in as it now is, the last one unless its place is said."""
        return self.store.check_ins.find()[number]

    def reads(self) -> list[Post]:
        """Deliver all that is wanted; those of check-ins."""
        new = self.deliver()
        self.posts += new
        return about(new, Topic.CHECK_IN)

    def post(self) -> Post:
        """The check-in message that was shown last."""
        return about(self.posts, Topic.CHECK_IN)[-1]

    def words(self, language: Language = Language.NL) -> str:
        """All that it says."""
        return said(self.post().rendering.message, language)

    def labelled(self, label: str) -> Button:
        """Its button with this label."""
        for button in buttons_of(self.post().rendering.message):
            if said_label(button) == label:
                return button
        raise AssertionError(f"no button {label} in\n{self.words()}")

    def labels(self) -> list[str]:
        """What its buttons say."""
        return [said_label(button) for button in buttons_of(self.post().rendering.message)]

    def answers_with(self, label: str, user_id: str = "U1") -> Reply:
        """Tap a button of the message, and read what becomes of it."""
        reply = self.press(self.labelled(label), user_id)
        self.reads()
        return reply

    def window_of(self, label: str) -> Form:
        """The window that a button of the message opens."""
        return form_of(self.press(self.labelled(label)))

    def writes(self, text: str) -> Reply:
        """Write the sentence that may be added."""
        reply = self.submit(self.window_of("Schrijven"), text=text)
        self.reads()
        return reply

    def taps(self, tap: Tap) -> Reply:
        """Answer the last check-in, whatever its message shows."""
        reply = self.tap("check_in.tap", check_in=self.asked().id, tap=tap.value)
        self.reads()
        return reply


def said_label(button: Button) -> str:
    """What a button says."""
    return said(Form(key="", title=button.label, body=(), close=button.label)).splitlines()[0]
