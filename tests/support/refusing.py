"""A region in which the platform does not take everything."""

from dataclasses import dataclass, field

from flows.outbox import Refused, Wish, WishState, learnt
from flows.topics import Topic
from flows.usecases.posting import refused
from tests.support.leading import LedWorld, Post


@dataclass
class RefusingWorld(LedWorld):
    """A region that is set up, and what its readers do not take.

    `refuses` is the platform's code for each user and channel that takes nothing, `stale` for
    each channel in which nothing that stands there can be changed.
    """

    refuses: dict[str, str] = field(default_factory=dict)
    stale: dict[str, str] = field(default_factory=dict)

    def deliver(self) -> list[Post]:
        """Show all that is wanted and taken, and return what came to be seen."""
        posts: list[Post] = []
        while waiting := self.store.wishes.find(state=WishState.WAITING):
            for wish in waiting:
                code = self._code(wish)
                if code:
                    self.refuse(wish, code)
                else:
                    posts.append(self._deliver(wish))
        return posts

    def refuse(self, wish: Wish, code: str) -> None:
        """Learn that a delivery was refused, as the courier does."""
        claim = self.store.outbox.claim(wish.id, lease_s=60.0)
        assert claim is not None
        after = learnt(claim.wish, Refused(code), self.now, 0.0)
        row = self.store.outbox.update(claim, after, release=True)
        assert row is not None
        refused(self.store, row, self.now)

    def wish_of(self, topic: Topic, user_id: str) -> Wish:
        """The newest wish about something to somebody."""
        found = self.store.wishes.find(topic=topic, person_id=self.person(user_id).id)
        return found[-1]

    def _code(self, wish: Wish) -> str:
        if wish.person_id is not None:
            return self.refuses.get(self.store.people.get(wish.person_id).user_id, "")
        return self.refuses.get(wish.address) or (wish.ts and self.stale.get(wish.address)) or ""
