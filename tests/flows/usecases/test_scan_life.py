"""Whatever leaders and partners do, in whatever order, some things always hold."""

from collections import Counter
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from flows.language import Language
from flows.outbox import Manner, WishState
from flows.reminders import MOST_REMINDERS
from flows.response import ASKED, ResponseState
from flows.results import from_text
from flows.scan import Hold, Mode, Moments, Part, ScanState, positions_of
from flows.topics import POINTS, Topic
from flows.usecases.scans import UNENDED, open_scan_of
from flows.usecases.walks import UNFINISHED
from tests.support.builders import INSTRUMENT, form_of, item_keys, statement
from tests.support.leading import CHANNEL, OTHER_CHANNEL, LedWorld, about

PARTNERS = ("De Boer", "ROC West", "Gemeente", "Basisschool")
PEOPLE = tuple(f"U{number}" for number in range(1, 9))
ENDS = {ScanState.PUBLISHED, ScanState.CANCELLED}
SECRET = "dit blijft van mij"

somebody = st.sampled_from(PEOPLE)
some_partner = st.sampled_from(PARTNERS)
some_score = st.integers(0, 6)
some_item = st.sampled_from(item_keys())
mode = st.sampled_from(Mode)
moments = st.sampled_from(Moments)


class ScanLife(RuleBasedStateMachine):
    """A region with four organisations of two people, in which anything may happen."""

    def __init__(self) -> None:
        """Nobody has been asked anything yet."""
        super().__init__()
        self.world = LedWorld()
        for number, name in enumerate(PARTNERS):
            self.world.take_in(name, *PEOPLE[2 * number : 2 * number + 2])
        self.published: dict[int, str] = {}
        self.ended: dict[int, ScanState] = {}
        self.told: Counter[int] = Counter()

    # What leaders do.

    @initialize(mode=mode, minimum=st.sampled_from(["3", "5"]), moments=moments)
    def begin(self, mode: Mode, minimum: str, moments: Moments) -> None:
        """A scan runs."""
        self.start(mode, minimum, moments)

    @rule(mode=mode, minimum=st.sampled_from(["3", "5"]), moments=moments, days=st.integers(0, 5))
    def start_again(self, mode: Mode, minimum: str, moments: Moments, days: int) -> None:
        """Start another scan, or plan one."""
        self.start(mode, minimum, moments, days)

    def start(self, mode: Mode, minimum: str, moments: Moments, days: int = 0) -> None:
        """Start a scan, at once or later, if one can start."""
        form = form_of(self.world.lead("scan.new"))
        if form.key != "scan.new":
            return
        first = self.world.now.date() + timedelta(days=days)
        chosen = {"mode": mode.value, "minimum": minimum, "moments": moments.value}
        preview = self.world.hand(form, starts=first, **chosen).form
        if preview is not None and preview.key == "scan.start":
            self.world.hand(preview)
            self.world.hand(preview)

    @rule(
        action=st.sampled_from(
            [
                "scan.nudge",
                "scan.close",
                "scan.cancel",
                "scan.finish",
                "scan.recheck",
                "scan.publish_anyway",
                "scan.progress",
                "scan.begin_now",
                "scan.move",
            ]
        )
    )
    def lead(self, action: str) -> None:
        """Tap any button, whether it fits or not."""
        self.world.lead(action)

    @rule(days=st.integers(-2, 20))
    def extend(self, days: int) -> None:
        """Extend, if it can be extended."""
        reply = self.world.lead("scan.extend")
        if reply.form is not None:
            self.world.hand(reply.form, deadline=self.world.now.date() + timedelta(days=days))

    @rule()
    def send_statements(self) -> None:
        """The conversation was held, if there is one to hold."""
        reply = self.world.lead("scan.statements")
        if reply.form is not None:
            self.world.hand(reply.form)

    @rule(name=some_partner)
    def remove(self, name: str) -> None:
        """Take a partner out."""
        partner = self.world.store.partners.one(name=name, removed_at=None)
        if partner is not None:
            self.world.lead("partners.remove", partner=partner.id)

    @rule(name=some_partner, people=st.lists(somebody, min_size=1, max_size=3, unique=True))
    def keep(self, name: str, people: list[str]) -> None:
        """Add a partner or change its people."""
        partner = self.world.store.partners.one(name=name, removed_at=None)
        form = form_of(self.world.lead("partners.edit", partner=partner.id if partner else 0))
        self.world.hand(form, name=name, sector="company", people=tuple(people))

    @rule(channel=st.sampled_from([CHANNEL, OTHER_CHANNEL]), private=st.booleans())
    def change_channel(self, channel: str, *, private: bool) -> None:
        """Choose another channel, or have one become public."""
        self.world.channel(channel, "stuurgroep", is_private=private)
        self.world.hand(form_of(self.world.lead("region.settings")), channel=channel)

    # What partners do.

    @rule(
        user=somebody,
        action=st.sampled_from(
            ["walk.begin", "walk.later", "walk.decline", "walk.hand_in", "privacy.erase"]
        ),
    )
    def tap(self, user: str, action: str) -> None:
        """Tap any button of the walk, whether it fits or not."""
        reply = self.world.tap(action, user)
        if reply.form is not None and action == "walk.later":
            self.world.submit(reply.form, user)

    @rule(user=somebody, item=some_item, score=some_score)
    def score(self, user: str, item: str, score: int) -> None:
        """Score something, an old button perhaps."""
        if item in {statement(number).key for number in range(7)}:
            self.world.tap("walk.score", user, item=item, score=score)

    @rule(users=st.sets(somebody, min_size=1), score=st.integers(1, 5))
    def hand_in(self, users: set[str], score: int) -> None:
        """Go through the whole walk, some people after each other."""
        for user in sorted(users):
            self.world.hand_in(user, score)

    @rule(user=somebody, text=st.sampled_from([SECRET, "4", "", "6"]))
    def type_a_line(self, user: str, text: str) -> None:
        """Type in the DM."""
        self.world.type(text, user)

    # What time does.

    @rule(hours=st.sampled_from([1, 24, 24 * 7]))
    def wait(self, hours: int) -> None:
        """Let time pass; what is due is done."""
        self.world.now += timedelta(hours=hours)
        self.world.beat()
        assert self.world.beat() == 0

    @rule()
    def deliver(self) -> None:
        """Everybody comes to read what is wanted."""
        for post in self.world.deliver():
            for language in Language:
                assert SECRET not in post.words(language)
            if post.wish.topic in {Topic.RESULTS, *POINTS, Topic.TABLE} and post.is_new:
                self.told[post.wish.id] += 1
                scan = self.world.store.scans.get(post.wish.subject_id)
                assert scan.state is ScanState.PUBLISHED
                assert post.reader == scan.channel
            if post.wish.topic is Topic.STARTED:
                assert not [name for name in PARTNERS if name in post.words()]
        assert not about(self.world.deliver(), Topic.WALK)

    # What always holds.

    @invariant()
    def at_most_one_scan_is_unfinished(self) -> None:
        """In each region."""
        unfinished = self.world.store.scans.find(state=UNENDED)
        assert len(unfinished) <= 1
        assert open_scan_of(self.world.store, self.world.region.id) in {None, *unfinished}

    @invariant()
    def what_has_ended_stays_as_it_is(self) -> None:
        """What is published changes only by deleting; what was stopped never comes back."""
        for scan in self.world.store.scans.find():
            if scan.state in ENDS:
                assert self.ended.setdefault(scan.id, scan.state) is scan.state
                before = self.published.setdefault(scan.id, scan.results)
                assert before == scan.results or from_text(scan.results).changed
            else:
                assert scan.id not in self.ended
                assert scan.results == ""

    @invariant()
    def a_scan_waits_only_while_it_is_closed_or_planned(self) -> None:
        """And a closed one always says why."""
        for scan in self.world.store.scans.find():
            if scan.state is not ScanState.PLANNED and scan.hold is not Hold.MISSED:
                assert (scan.hold is not Hold.NONE) is (scan.state is ScanState.CLOSED)
            assert (scan.published_at is not None) is (scan.state is ScanState.PUBLISHED)

    @invariant()
    def protected_results_name_nobody(self) -> None:
        """And show nothing below the minimum."""
        for scan in self.world.store.scans.find(state=ScanState.PUBLISHED, mode=Mode.PROTECTED):
            results = from_text(scan.results)
            assert (results.lines, results.missing) == ((), ())
            for figure in results.figures:
                assert (figure.lowest, figure.highest) == (None, None)
                assert figure.mean is None or results.people_answered >= scan.minimum

    @invariant()
    def nobody_is_asked_twice(self) -> None:
        """One response for each participant of a scan, with one message."""
        responses = self.world.store.responses.find()
        assert len({(r.scan_id, r.person_id, r.partner_id) for r in responses}) == len(responses)
        wishes = self.world.store.wishes.find()
        assert len({wish.key for wish in wishes}) == len(wishes)
        for response in responses:
            assert len([w for w in wishes if _is_of(w.topic, w.subject_id, response.id)]) == 1

    @invariant()
    def who_takes_part_in_an_open_scan_is_asked(self) -> None:
        """Exactly the region's participants of the moment, but for who handed over."""
        store = self.world.store
        for scan in store.scans.find(state=ScanState.OPEN):
            asked = {r.participant_id for r in store.responses.find(scan_id=scan.id, state=ASKED)}
            speaking = store.participants.find(region_id=scan.region_id, removed_at=None)
            assert asked == {participant.id for participant in speaking}

    @invariant()
    def only_who_can_still_hand_in_is_reminded(self) -> None:
        """At most twice, and before the scan closes; only an open scan has a last call."""
        for response in self.world.store.responses.find():
            assert response.reminded <= MOST_REMINDERS
            if response.remind_at is not None:
                scan = self.world.store.scans.get(response.scan_id)
                assert response.state in UNFINISHED
                assert scan.state is ScanState.OPEN
                assert response.remind_at < scan.closes_at
        for scan in self.world.store.scans.find():
            calls = scan.state is ScanState.OPEN or scan.hold is Hold.TALK
            assert scan.last_call_at is None or calls

    @invariant()
    def what_was_handed_in_is_complete(self) -> None:
        """Every item that was asked has an answer, unless its person deleted it."""
        store = self.world.store
        for response in store.responses.find(state=ResponseState.SUBMITTED):
            kept = {answer.item for answer in store.answers.find(response_id=response.id)}
            scan = store.scans.get(response.scan_id)
            asked = [item_keys()[at] for at in positions_of(scan.part, INSTRUMENT)]
            assert kept >= set(asked)
            assert scan.part is not Part.SENTENCES or kept == set(asked)

    @invariant()
    def the_first_of_two_moments_is_not_handed_in(self) -> None:
        """Nothing is published of it, and nobody counts for it in the second."""
        store = self.world.store
        for scan in store.scans.find(moments=Moments.TWO):
            assert scan.published_at is None or scan.part is Part.STATEMENTS
            for response in store.responses.find(scan_id=scan.id):
                handed_in, sent = response.submitted_at, scan.talked_at
                assert handed_in is None or sent is None or handed_in >= sent

    @invariant()
    def an_outcome_is_posted_once(self) -> None:
        """Radar and table, each in one place."""
        assert all(times == 1 for times in self.told.values())

    def teardown(self) -> None:
        """In the end everybody has read what is wanted, and reads it once."""
        self.deliver()
        for wish in self.world.store.wishes.find():
            assert wish.state is WishState.SHOWN
            assert wish.manner in Manner


def _is_of(topic: Topic, subject_id: int, response_id: int) -> bool:
    return topic is Topic.WALK and subject_id == response_id


TestScanLife = ScanLife.TestCase
TestScanLife.settings = settings(
    max_examples=40,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
