"""A region that is set up, its leader, and what everybody in it comes to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from flows.events import ChannelFacts, Event, FieldValue, Kind, Known
from flows.language import Language
from flows.messages import Form, Page
from flows.outbox import Sent, Todo, Wish, WishState, learnt, todo
from flows.region import Leader, Partner, Region
from flows.response import Response
from flows.scan import Mode, Scan
from flows.topics import Topic
from flows.usecases import routes
from flows.usecases.desk import Reply, Request
from flows.usecases.due import act_due
from flows.usecases.handle import facts_wanted
from flows.usecases.page import page_of
from flows.usecases.render import render, shown
from flows.usecases.rendering import Rendering
from flows.usecases.surroundings import Surroundings
from tests.support.builders import INSTRUMENTS, World, buttons_of, form_of, notice_of, said

LEADER, ADMIN, FORMER, STRANGER, OTHER = "U0", "UA", "UF", "UX", "UO"
"""Who leads the region, administers the workspace, led once, is nobody, leads another region."""
CHANNEL = "C1"
OTHER_CHANNEL = "C2"


@dataclass(frozen=True, kw_only=True)
class Post:
    """Something that a reader came to see: a new message, or the same one changed."""

    wish: Wish
    todo: Todo
    rendering: Rendering

    @property
    def reader(self) -> str:
        """The user whose DM, or the channel that it stands in."""
        return self.rendering.user_id or self.rendering.channel

    @property
    def is_new(self) -> bool:
        """Whether the reader is notified: a message that was changed in place is not new."""
        return self.todo in {Todo.POST, Todo.POST_ANEW}

    def words(self, language: Language = Language.NL) -> str:
        """All it says."""
        return said(self.rendering.message, language)


@dataclass
class LedWorld(World):
    """A region that is set up, led by U0, in which no scan has begun yet.

    `channels` is what the platform would say of channels, `members` who is a member of which.
    """

    channels: dict[str, ChannelFacts] = field(default_factory=dict)
    members: dict[str, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The people who matter to who may do what, and the stuurgroep's channel."""
        super().__post_init__()
        self.store.scans.remove(self.scan.id)
        self.appoint(LEADER)
        self.user(ADMIN, "Anneke Beheer")
        self.known[ADMIN] = replace(self.known[ADMIN], is_admin=True)
        self.user(FORMER, "Frits Vroeger")
        self.appoint(FORMER)
        self.dismiss(FORMER)
        self.user(STRANGER, "Xander Vreemd")
        self.user(OTHER, "Olga Zuid")
        self.other = self.store.regions.add(
            replace(self.region, id=0, name="regio Zuid", channel=OTHER_CHANNEL)
        )
        self.appoint(OTHER, self.other)
        self.channel(CHANNEL, "stuurgroep-sto")
        self.channel(OTHER_CHANNEL, "stuurgroep-zuid")

    def channel(self, channel_id: str = CHANNEL, name: str = "stuurgroep-sto", **now: bool) -> None:
        """Have a private channel with the bot in it, but for what is said of it."""
        facts = ChannelFacts(
            channel_id=channel_id, name=name, is_private=True, has_bot=True, members=9
        )
        self.channels[channel_id] = replace(facts, **now)  # type: ignore[arg-type]  # when it runs

    def appoint(self, user_id: str, region: Region | None = None) -> Leader:
        """Make somebody a leader of the region."""
        person = self.person(user_id)
        return self.store.leaders.add(
            Leader(region_id=(region or self.region).id, person_id=person.id)
        )

    def dismiss(self, user_id: str) -> None:
        """Make somebody no leader any more."""
        for role in self.store.leaders.find(person_id=self.person(user_id).id):
            self.store.leaders.remove(role.id)

    def change_region(self, **changes: object) -> None:
        """Change what is set up for the region."""
        kept = self.store.regions.get(self.region.id)
        self.region = replace(kept, **changes)  # type: ignore[arg-type]  # checked when it runs
        self.store.regions.save(self.region)

    def request(
        self,
        kind: Kind,
        user_id: str,
        action: str,
        args: Mapping[str, str | int],
        values: Mapping[str, FieldValue],
    ) -> Request:
        """An act with only those facts that its route wanted, as the shell fetches them."""
        request = super().request(kind, user_id, action, args, values)
        return replace(request, known=self.facts(request.event))

    def facts(self, event: Event) -> Known:
        """Only those facts that the route of an act wants."""
        wanted = facts_wanted(self.store, event)
        return Known(
            users={user: facts for user, facts in self.known.items() if user in wanted.users},
            channels={
                channel: self.channels.get(channel, ChannelFacts(channel_id=channel, found=False))
                for channel in wanted.channels
            },
            memberships=frozenset(
                channel
                for channel in wanted.memberships
                if event.user_id in self.members.get(channel, ())
            ),
        )

    def lead(self, action: str, /, **args: str | int) -> Reply:
        """A tap of the leader, about the region and its newest scan unless the args say else."""
        about: dict[str, str | int] = {"region": self.region.id}
        if scans := self.store.scans.find(region_id=self.region.id):
            about["scan"] = scans[-1].id
        return self.tap(action, LEADER, **{**about, **args})

    def hand(self, form: Form, /, **values: FieldValue) -> Reply:
        """The leader hands in a form."""
        return self.submit(form, LEADER, **values)

    def page(self, user_id: str = LEADER) -> Page:
        """Somebody's page as it now is."""
        return page_of(self.request(Kind.HOME, user_id, "", {}, {}))

    def command(self, text: str = "", user_id: str = LEADER) -> Reply:
        """Somebody types the command with these words behind it."""
        request = self.request(Kind.COMMAND, user_id, "", {}, {})
        event = replace(request.event, text=text)
        request = replace(request, event=event, known=self.facts(event))
        return routes.route_of(request.event).handle(request)

    def actions(self, user_id: str = LEADER) -> set[str]:
        """What somebody can do on their page."""
        return {button.action for button in buttons_of(self.page(user_id))}

    # Partners and scans.

    def take_in(self, name: str, *people: str) -> Partner:
        """A partner and its people, added by the leader through the windows."""
        for user_id in people:
            if self.store.people.one(user_id=user_id) is None:
                self.user(user_id, f"{user_id} van {name}")
        form = form_of(self.lead("partners.edit"))
        reply = self.hand(form, name=name, sector="company", people=people)
        assert not reply.errors, reply.errors
        found = self.store.partners.one(region_id=self.region.id, name=name, removed_at=None)
        assert found is not None
        return found

    def take_in_many(self, partners: int, people: int = 1) -> list[str]:
        """So many partners with so many people each: U1, U2 and so on."""
        users = [f"U{number}" for number in range(1, partners * people + 1)]
        for number in range(partners):
            self.take_in(f"Partner {number + 1}", *users[number * people : (number + 1) * people])
        return users

    def preview(self, mode: Mode = Mode.OPEN, **values: FieldValue) -> Form:
        """The preview of a scan that the leader prepared."""
        form = form_of(self.lead("scan.new"))
        reply = self.hand(form, **{"mode": mode.value, **values})
        assert not reply.errors, reply.errors
        return form_of(reply)

    def start(self, mode: Mode = Mode.OPEN, **values: FieldValue) -> Scan:
        """A scan that the leader started through the windows."""
        reply = self.hand(self.preview(mode, **values))
        assert notice_of(reply).startswith("scan.started"), notice_of(reply)
        return self.now_scan()

    def hand_in_all(self) -> None:
        """Everybody who is asked hands in, with scores from 1 to 5."""
        for response in self.store.responses.find(scan_id=self.now_scan().id):
            user_id = self.store.people.get(response.person_id).user_id
            self.hand_in(user_id, score=1 + response.id % 5)

    def now_scan(self) -> Scan:
        """The region's newest scan as it now is."""
        self.scan = self.store.scans.find(region_id=self.region.id)[-1]
        return self.scan

    def response_of(self, user_id: str) -> Response | None:
        """Somebody's response in the newest scan."""
        person = self.person(user_id)
        return self.store.responses.one(scan_id=self.now_scan().id, person_id=person.id)

    def until_closing(self) -> None:
        """Let time pass until the scan's moment."""
        self.now = max(self.now, self.now_scan().closes_at)

    def beat(self) -> int:
        """Do all that is due, with the facts of all channels; how many things."""
        done = 0
        while acts := self.act_due():
            done += acts
        return done

    def act_due(self, channels: Mapping[str, ChannelFacts] | None = None) -> int:
        """Do what is due first, with the facts of these channels; how many things."""
        known = self.channels if channels is None else channels
        return act_due(self.store, self.now, known, self.around)

    @property
    def around(self) -> Surroundings:
        """What holds at the world's moment."""
        return Surroundings(
            now=self.now,
            almanac=self.almanac,
            instruments=INSTRUMENTS,
            message_url="https://chat.example/{}/{}".format,
        )

    # What everybody reads.

    def deliver(self) -> list[Post]:
        """Show all that is wanted, as the courier does, and return what came to be seen."""
        posts: list[Post] = []
        while waiting := self.store.wishes.find(state=WishState.WAITING):
            posts += [self._deliver(wish) for wish in waiting]
        return posts

    def _deliver(self, wish: Wish) -> Post:
        claim = self.store.outbox.claim(wish.id, lease_s=60.0)
        assert claim is not None
        rendering = render(self.store, claim.wish, INSTRUMENTS, self.almanac)
        post = Post(wish=claim.wish, todo=todo(claim.wish), rendering=rendering)
        ts = f"{claim.wish.id}.{claim.wish.wanted}" if post.is_new else claim.wish.ts
        sent = Sent(rendering.channel or f"D-{rendering.user_id}", ts)
        delivered = learnt(claim.wish, sent, self.now, 0.0)
        row = self.store.outbox.update(claim, delivered, release=True)
        assert row is not None
        shown(self.store, row, rendering, self.now, posted=post.is_new)
        return post


def with_protected_scan() -> LedWorld:
    """An open, protected scan with five people of three organisations, all reached."""
    world = LedWorld()
    world.take_in("De Boer", "U1")
    world.take_in("ROC West", "U2", "U3")
    world.take_in("Gemeente", "U4", "U5")
    world.start(Mode.PROTECTED)
    world.deliver()
    return world


def about(posts: list[Post], topic: Topic) -> list[Post]:
    """Those about one thing."""
    return [post for post in posts if post.wish.topic is topic]


def snapshot(world: World) -> object:
    """All that is kept, to see whether an act changed anything."""
    store = world.store
    return [
        list(records.find())
        for records in (
            store.regions,
            store.leaders,
            store.meetings,
            store.partners,
            store.participants,
            store.periods,
            store.rhythms,
            store.scans,
            store.responses,
            store.answers,
            store.wishes,
        )
    ]
