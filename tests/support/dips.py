"""A region of which signals are looked for every day, and the notice that its leader reads."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from flows.follow_up import FollowUp
from flows.messages import Button, Form
from flows.outbox import WishState
from flows.scan import Mode, Scan
from flows.topics import Topic
from flows.usecases.check_in_ask import wish_check_in
from flows.usecases.dip import look_for_dip
from flows.usecases.followed import follow_up_of
from tests.support.builders import buttons_of
from tests.support.leading import Post, about
from tests.support.published import PEOPLE, PublishedWorld

DAY = timedelta(days=1)


class DipWorld(PublishedWorld):
    """Three partners with five people, looked at by `look`."""

    def followed(self) -> FollowUp:
        """How the region is followed."""
        return follow_up_of(self.store, self.region, self.now)

    def all_score(self, score: int, mode: Mode = Mode.OPEN) -> None:
        """A published scan in which everybody scores all statements the same."""
        self.publish(mode, dict.fromkeys(PEOPLE, score))

    def publish(
        self,
        mode: Mode = Mode.OPEN,
        scores: Mapping[str, int] | None = None,
        *,
        title: str = "",
        posted: bool = True,
        **given: int,
    ) -> Scan:
        """As of any region; it is the day after then, for on the day of a scan nothing is told."""
        scan = super().publish(mode, scores, title=title, posted=posted, **given)
        self.now += DAY
        return scan

    def was_shown(self, user_id: str) -> None:
        """Have somebody see what they were asked."""
        asked = self.store.participants.find(person_id=self.person(user_id).id)[-1]
        wish = wish_check_in(self.store, asked, self.now)
        self.store.wishes.save(replace(wish, posted_at=self.now, state=WishState.SHOWN))

    def look(self) -> list[Post]:
        """The notices that a day's look brings."""
        after = look_for_dip(self.store, self.region, self.followed(), self.now, self.around)
        self.store.follow_ups.save(after)
        return about(self.deliver(), Topic.DIP)

    def look_for(self, days: int) -> list[Post]:
        """The notices of so many days, of which this one is the first."""
        notices = []
        for _ in range(days):
            notices += self.look()
            self.now += DAY
        return notices

    def sink(self) -> Post:
        """Two scans of which the second fell; the notice of it."""
        self.all_score(4)
        self.next_quarter()
        self.all_score(3)
        (notice,) = self.look()
        return notice

    def button_of(self, shown: Post | Form, action: str) -> Button:
        """The button of a notice or window with this action."""
        message = shown.rendering.message if isinstance(shown, Post) else shown
        (button,) = [one for one in buttons_of(message) if one.action == action]
        return button
