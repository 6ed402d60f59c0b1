"""A region that is followed between its scans, day after day, by the rules of delivery."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from flows.calendar import local_day, wall
from flows.follow_up import FollowUp
from flows.outbox import (
    Claim,
    Refused,
    Result,
    Sent,
    disturbs,
    learnt,
    todo,
)
from flows.topics import Topic
from flows.usecases.deliver import admit
from flows.usecases.followed import follow_up_of
from flows.usecases.render import render, shown
from flows.usecases.rendering import Rendering
from tests.support.asking import AskingWorld
from tests.support.builders import INSTRUMENTS, keys_of
from tests.support.leading import Post
from tests.support.years import PUBLIC

TO_PARTICIPANTS = (Topic.WALK, Topic.CHECK_IN, Topic.BRIEFING)


class FollowedWorld(AskingWorld):
    """Three partners with five people; the bot looks at the region on each working day.

    `came` are the messages that called their reader, each with its moment; people in
    `unreachable` get none.
    """

    def __post_init__(self) -> None:
        """Follow the region from now on."""
        super().__post_init__()
        self.free_days = tuple(PUBLIC)
        self.came: list[tuple[datetime, Post]] = []
        self.unreachable: set[str] = set()
        self.shown: dict[Topic, Rendering] = {}
        follow_up_of(self.store, self.region, self.now)

    @property
    def followed(self) -> FollowUp:
        """How the region is followed now."""
        return follow_up_of(self.store, self.region, self.now)

    @property
    def today(self) -> date:
        """The day in the region."""
        return local_day(self.now, self.region.timezone)

    def set_up(self, **changes: object) -> None:
        """Have the region followed in another way."""
        changed = replace(self.followed, **changes)  # type: ignore[arg-type]  # when it runs
        self.store.follow_ups.save(changed)

    def until(self, day: date, at: time = time(12)) -> list[tuple[datetime, Post]]:
        """Let time pass, everything at its moment; what called somebody meanwhile."""
        before, end = len(self.came), wall(day, at, self.region.timezone)
        while (due := self._next_due()) is not None and due <= end:
            self.now = max(self.now, due)
            self.beat()
            self._send()
        self.now = max(self.now, end)
        return self.came[before:]

    def days(self, count: int) -> list[tuple[datetime, Post]]:
        """Let so many days pass."""
        return self.until(self.today + timedelta(days=count))

    def heard(self, user_id: str, *topics: Topic) -> list[date]:
        """The days on which somebody was called because they take part."""
        return [
            local_day(moment, self.region.timezone)
            for moment, post in self.came
            if post.reader == user_id and post.wish.topic in (topics or TO_PARTICIPANTS)
        ]

    def last_shown(self, topic: Topic) -> list[str]:
        """The keys of what was shown last about this, called or not."""
        return keys_of(self.shown[topic].message)

    def _next_due(self) -> datetime | None:
        moments = (self.store.next_due(), self.store.outbox.next_due())
        return min((one for one in moments if one is not None), default=None)

    def _send(self) -> None:
        while due := self.store.outbox.claim_due(self.now, limit=50, lease_s=60):
            for claim in due:
                admitted = admit(self.store, claim, self.now, self.almanac)
                if admitted is not None:
                    self._show(admitted)

    def _show(self, claim: Claim) -> None:
        rendering = render(self.store, claim.wish, INSTRUMENTS, self.almanac)
        post = Post(wish=claim.wish, todo=todo(claim.wish), rendering=rendering)
        ts = f"{claim.wish.id}.{claim.wish.wanted}" if post.is_new else claim.wish.ts
        sent: Result = Sent(rendering.channel or f"D-{rendering.user_id}", ts)
        if rendering.user_id in self.unreachable:
            sent = Refused("user_disabled")
        delivered = learnt(claim.wish, sent, self.now, 0.0)
        row = self.store.outbox.update(claim, delivered, release=True)
        assert row is not None
        if isinstance(sent, Sent):
            shown(self.store, row, rendering, self.now, posted=post.is_new)
            self.shown[claim.wish.topic] = rendering
            if disturbs(claim.wish):
                self.came.append((self.now, post))
