"""A region in which people have something to see to, and others come after them."""

from dataclasses import replace

from flows.decision import Decision
from flows.outbox import Wish
from flows.region import Partner
from flows.topics import Topic
from flows.usecases.desk import Reply
from flows.usecases.point import has_point
from tests.support.asking import DUE, AskingWorld
from tests.support.builders import form_of
from tests.support.leading import Post, about

DECIDED = "Elke school een coördinator"


class SuccessionWorld(AskingWorld):
    """De Boer has U1, ROC West U2 and U3, the municipality U4 and U5; U6 and U7 are new."""

    def __post_init__(self) -> None:
        """Nobody has anything to see to yet."""
        super().__post_init__()
        for user_id in ("U6", "U7"):
            self.user(user_id, f"{user_id} Nieuw")

    def partner_of(self, name: str) -> Partner:
        """A partner by its name."""
        found = self.store.partners.one(region_id=self.region.id, name=name)
        assert found is not None
        return found

    def decided(self, user_id: str = "U1", **changes: object) -> Decision:
        """A decision that somebody follows up."""
        owner = self.participant(user_id)
        decision = Decision(
            workspace_id=self.workspace.id,
            region_id=self.region.id,
            what=DECIDED,
            decided_on=self.now.date(),
            owner_id=owner.id,
            partner_id=owner.partner_id,
            due_on=DUE,
            created_at=self.now,
        )
        changed = replace(decision, **changes)  # type: ignore[arg-type]  # checked when it runs
        return self.store.decisions.add(changed)

    def staff(self, name: str, *people: str) -> Reply:
        """The leader chooses who speaks for a partner, from now on."""
        partner = self.partner_of(name)
        form = form_of(self.lead("partners.edit", partner=partner.id))
        reply = self.hand(form, people=people)
        assert not reply.errors, reply.errors
        return reply

    def owners(self) -> list[str]:
        """Who sees to each action and then to each decision, "" for nobody."""
        actions, decisions = self.store.actions.find(), self.store.decisions.find()
        ids = [*(one.owner_id for one in actions), *(one.owner_id for one in decisions)]
        return [self._user_of(owner_id) for owner_id in ids]

    def briefings(self) -> list[Post]:
        """The briefings that somebody comes to see now."""
        wanted = [one for one in self.store.wishes.find(topic=Topic.BRIEFING) if self.calls(one)]
        return [one for one in about(self.deliver(), Topic.BRIEFING) if _is_among(one, wanted)]

    def calls(self, wish: Wish) -> bool:
        """Whether a wish still has a point."""
        return has_point(self.store, wish, self.now)

    def _user_of(self, participant_id: int | None) -> str:
        if participant_id is None:
            return ""
        person_id = self.store.participants.get(participant_id).person_id
        return self.store.people.get(person_id).user_id


def _is_among(post: Post, wishes: list[Wish]) -> bool:
    return any(one.id == post.wish.id for one in wishes)
