"""A region whose scans are over, with everybody who may and may not see what came of them."""

from collections.abc import Mapping
from datetime import timedelta

from flows.events import UserFacts
from flows.messages import Form
from flows.region import Partner, Person
from flows.scan import Mode, Scan
from flows.usecases.desk import Reply
from flows.usecases.hand_over import add_participant
from tests.support.builders import form_of
from tests.support.leading import LedWorld

PEOPLE = ("U1", "U2", "U3", "U4", "U5")
"""One of De Boer, two of ROC West, two of the municipality."""
QUARTER = timedelta(days=91)


class PublishedWorld(LedWorld):
    """A region of three partners with five people."""

    def __post_init__(self) -> None:
        """Take the partners in."""
        super().__post_init__()
        self.take_in("De Boer", "U1")
        self.take_in("ROC West", "U2", "U3")
        self.take_in("Gemeente", "U4", "U5")

    def publish(
        self,
        mode: Mode = Mode.OPEN,
        scores: Mapping[str, int] | None = None,
        *,
        title: str = "",
        posted: bool = True,
        **given: int,
    ) -> Scan:
        """A scan in which these people score all statements the same; without them all score 4.

        It stands in the channel unless it was not `posted`.
        """
        self.start(mode, **({"title": title} if title else {}))
        all_given = {**(scores or {}), **given} or dict.fromkeys(PEOPLE, 4)
        for user_id, score in all_given.items():
            self.hand_in(user_id, score)
        self.lead("scan.close")
        if posted:
            self.deliver()
        return self.now_scan()

    def next_quarter(self) -> None:
        """Let three months pass."""
        self.now += QUARTER

    def looks(self, action: str, user_id: str = "U1", **args: str | int) -> Reply:
        """Somebody taps a button about the newest scan, unless the args say otherwise."""
        return self.tap(action, user_id, **{"scan": self.now_scan().id, **args})

    def window(self, action: str, user_id: str = "U1", **args: str | int) -> Form:
        """The window that opens then."""
        return form_of(self.looks(action, user_id, **args))

    def invite_to(self, partner: Partner, user_id: str) -> None:
        """Have somebody speak for a partner from the next scan on."""
        add_participant(self.store, partner, self.person(user_id))

    def from_outside(self, user_id: str, *, known_as: str = "T9") -> Person:
        """Somebody of another organisation; the platform knows their user id as of `known_as`."""
        self.known[user_id] = UserFacts(team_id=known_as, user_id=user_id, name="Van buiten")
        return self.store.people.add(
            Person(workspace_id=self.workspace.id, team_id="T9", user_id=user_id, name="Van buiten")
        )


def two_quarters() -> PublishedWorld:
    """Two open scans; in the second one fewer answered, and higher."""
    world = PublishedWorld()
    world.publish(title="Najaar", U1=2, U2=3, U4=4)
    world.next_quarter()
    world.publish(title="Voorjaar", U1=3, U2=4, U3=5)
    return world
