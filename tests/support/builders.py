"""A small region with a scan, and what people do in it: send, tap, type, read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from flows.catalogue import load_instruments, load_school_holidays, load_texts
from flows.events import Event, FieldValue, Kind, Known, UserFacts
from flows.holidays import Almanac
from flows.instrument import Instrument, Item
from flows.language import Language
from flows.messages import Button, Buttons, Form, Message, Page, Row
from flows.region import Partner, Person, Region, Sector, Workspace
from flows.response import Answer, Response
from flows.scan import Mode, Scan
from flows.topics import Topic
from flows.usecases import routes
from flows.usecases.desk import Reply, Request
from flows.usecases.hand_over import add_participant, invite
from flows.usecases.walks import language_of, walk_of
from flows.views.walk import Walk
from flows.views.walk_message import walk_message
from flows.wording import Wording
from tests.support.fake_store import FakeStore
from tests.support.shown import fields_of, phrases_of

NOW = datetime(2027, 3, 8, 9, 30, tzinfo=UTC)
TEAM = "T1"
INSTRUMENTS = load_instruments()
INSTRUMENT = next(iter(INSTRUMENTS.values()))
SCHOOL_HOLIDAYS = load_school_holidays()
TEXTS = load_texts()
WORDINGS = {language: Wording(TEXTS, language) for language in Language}


def a_scan(region: Region, leader: Person, mode: Mode = Mode.OPEN) -> Scan:
    """An open scan that is not kept yet."""
    return Scan(
        workspace_id=region.workspace_id,
        region_id=region.id,
        title="Borgingsscan regio Noordwest",
        instrument=INSTRUMENT.key,
        version=INSTRUMENT.version,
        mode=mode,
        deadline=date(2027, 3, 19),
        closes_at=datetime(2027, 3, 19, 15, tzinfo=UTC),
        meeting_on=date(2027, 3, 25),
        texts_until=date(2027, 7, 31),
        scores_until=date(2028, 7, 31),
        channel="C1",
        channel_name="stuurgroep-sto",
        channel_private=True,
        channel_members=9,
        started_by=leader.id,
        opened_at=NOW,
    )


def a_walk(
    response: Response,
    answers: Mapping[str, Answer] | None = None,
    *,
    language: Language = Language.NL,
    instrument: Instrument = INSTRUMENT,
) -> Walk:
    """What a message is drawn from, without a store."""
    workspace_id = response.workspace_id
    region = Region(
        id=1,
        workspace_id=workspace_id,
        name="regio Noordwest",
        channel="C1",
        channel_name="stuurgroep-sto",
        organisation="Vakcollege Noord",
        contact="fg@voorbeeld.example",
    )
    karin = Person(id=2, workspace_id=workspace_id, team_id=TEAM, user_id="U2", name="Karin")
    marijke = replace(karin, id=1, user_id="U1", name="Marijke Visser")
    return Walk(
        response=response,
        answers=answers or {},
        scan=a_scan(region, marijke),
        region=region,
        partner=Partner(id=1, region_id=1, name="De Boer", sector=Sector.COMPANY),
        person=karin,
        instrument=instrument,
        language=language,
        leader=marijke.name,
        colleagues=0,
    )


def a_response(**changes: object) -> Response:
    """The response of somebody who was invited."""
    invited = Response(
        id=1,
        workspace_id=1,
        scan_id=1,
        partner_id=1,
        participant_id=1,
        person_id=2,
        invited_at=NOW,
    )
    return replace(invited, **changes)  # type: ignore[arg-type]  # checked when it runs


@dataclass
class World:
    """A region that scans itself, on a store in memory, and the people in it.

    People are named by their user ids. `known` is what the platform would say of users.
    `free_days` are public holidays.
    """

    store: FakeStore = field(default_factory=FakeStore)
    now: datetime = NOW
    known: dict[str, UserFacts] = field(default_factory=dict)
    free_days: tuple[date, ...] = ()

    @property
    def almanac(self) -> Almanac:
        """The public holidays that a test sets, and the real school holidays."""
        return Almanac(public=frozenset(self.free_days), school=SCHOOL_HOLIDAYS)

    def __post_init__(self) -> None:
        """A workspace, a region with a leader, and an open scan."""
        self.workspace = self.store.workspaces.add(Workspace(team_id=TEAM))
        self.region = self.store.regions.add(
            Region(
                workspace_id=self.workspace.id,
                name="regio Noordwest",
                channel="C1",
                channel_name="stuurgroep-sto",
                organisation="Vakcollege Noord",
                contact="fg@voorbeeld.example",
            )
        )
        self.leader = self.user("U0", "Marijke Visser")
        self.scan = self.store.scans.add(a_scan(self.region, self.leader))

    def user(self, user_id: str, name: str) -> Person:
        """A person on the platform, kept."""
        self.known[user_id] = UserFacts(team_id=TEAM, user_id=user_id, name=name)
        return self.store.people.add(
            Person(workspace_id=self.workspace.id, team_id=TEAM, user_id=user_id, name=name)
        )

    def partner(self, name: str = "Installatiebedrijf De Boer") -> Partner:
        """An organisation in the region."""
        return self.store.partners.add(
            Partner(region_id=self.region.id, name=name, sector=Sector.COMPANY)
        )

    def invited(
        self, user_id: str = "U1", name: str = "Karin de Boer", partner: Partner | None = None
    ) -> Response:
        """Somebody who speaks for a partner and was invited, the message shown."""
        person = self.store.people.one(user_id=user_id) or self.user(user_id, name)
        participant = add_participant(self.store, partner or self.partner(), person)
        response = invite(self.store, self.scan, participant, self.now, self.almanac)
        self.show(response)
        return response

    def person(self, user_id: str = "U1") -> Person:
        """The kept person."""
        person = self.store.people.one(user_id=user_id)
        assert person is not None
        return person

    def response(self, user_id: str = "U1") -> Response:
        """Their newest response as it now is."""
        return self.store.responses.find(person_id=self.person(user_id).id)[-1]

    def answers(self, user_id: str = "U1") -> dict[str, Answer]:
        """Their answers by item."""
        found = self.store.answers.find(response_id=self.response(user_id).id)
        return {kept.item: kept for kept in found}

    def walk(self, user_id: str = "U1") -> Walk:
        """What their message is drawn from."""
        return walk_of(self.store, self.response(user_id), INSTRUMENTS)

    def message(self, user_id: str = "U1") -> Message:
        """Their message as it has to stand now."""
        return walk_message(self.walk(user_id))

    def show(self, response: Response) -> None:
        """Do what a delivery does once a message stands: remember what was asked."""
        kept = self.store.responses.get(response.id)
        item = walk_of(self.store, kept, INSTRUMENTS).item
        self.store.responses.save(replace(kept, asked_item=item.key if item else ""))
        person = self.store.people.get(kept.person_id)
        self.store.people.save(replace(person, asked_response_id=kept.id))
        for wish in self.store.wishes.find(topic=Topic.WALK, subject_id=kept.id):
            self.store.wishes.save(replace(wish, shown=wish.wanted, channel="D1", ts="1.1"))

    def tap(self, action: str, /, user_id: str = "U1", **args: str | int) -> Reply:
        """Tap a button, about their own response unless the args say otherwise."""
        return self.act(self.request(Kind.TAP, user_id, action, args, {}))

    def tell(self, action: str, user_id: str = "U1", /, **values: FieldValue) -> Reply:
        """Change a choice that is told at once."""
        return self.act(self.request(Kind.TAP, user_id, action, {}, values))

    def submit(self, form: Form, user_id: str = "U1", **values: FieldValue) -> Reply:
        """Hand in a form with these inputs; the others keep what they began with."""
        return self.act(self.submitted(form, user_id, **values))

    def submitted(self, form: Form, user_id: str = "U1", **values: FieldValue) -> Request:
        """The handing in of a form, not handled yet."""
        filled = {**fields_of(form), **values}
        return self.request(Kind.SUBMIT, user_id, form.key, form.args, filled)

    def type(self, text: str, user_id: str = "U1", *, mark: str = "") -> Reply:
        """Type a line in the DM."""
        request = self.request(Kind.TYPED, user_id, "", {}, {})
        event = replace(request.event, text=text, mark=mark)
        return self.act(replace(request, event=event))

    def press(self, button: Button, user_id: str = "U1") -> Reply:
        """Tap a button that stands in a message or form."""
        return self.tap(button.action, user_id, **button.args)

    def request(
        self,
        kind: Kind,
        user_id: str,
        action: str,
        args: Mapping[str, str | int],
        values: Mapping[str, FieldValue],
    ) -> Request:
        """One act of one person, as the shell hands it over."""
        person = self.person(user_id)
        own = self.store.responses.find(person_id=person.id)
        given = {"response": own[-1].id, **args} if own else args
        return Request(
            store=self.store,
            event=Event(
                kind=kind,
                workspace=TEAM,
                team_id=person.team_id,
                user_id=user_id,
                action=action,
                args={name: str(value) for name, value in given.items()},
                values=values,
            ),
            workspace=self.workspace,
            person=person,
            language=language_of(person, self.region),
            known=Known(users=self.known),
            now=self.now,
            almanac=self.almanac,
            instruments=INSTRUMENTS,
            message_url="https://chat.example/{}/{}".format,
        )

    def button(self, action: str, user_id: str = "U1", **args: str) -> Button:
        """The button of their message with this action and these args."""
        for button in buttons_of(self.message(user_id)):
            if button.action == action and args.items() <= button.args.items():
                return button
        raise AssertionError(f"no button {action} {args} in the message")

    def begin(self, user_id: str = "U1") -> None:
        """Begin and skip to the first statement."""
        self.tap("walk.begin", user_id)
        for item in INSTRUMENT.sentences:
            self.tap("walk.skip", user_id, item=item.key)

    def score_all(self, user_id: str = "U1", score: int = 4) -> None:
        """Go through the whole walk with scores only, up to handing in."""
        self.begin(user_id)
        for item in INSTRUMENT.statements:
            self.tap("walk.score", user_id, item=item.key, score=score)

    def hand_in(self, user_id: str = "U1", score: int = 4) -> None:
        """Go through the whole walk with scores only."""
        self.score_all(user_id, score)
        self.tap("walk.hand_in", user_id)

    def end_scan(self, **changes: object) -> None:
        """Change the scan, to closed or whatever it became."""
        self.scan = replace(self.scan, **changes)  # type: ignore[arg-type]  # checked when it runs
        self.store.scans.save(self.scan)

    def later(self, minutes: int = 1) -> None:
        """Let time pass."""
        self.now += timedelta(minutes=minutes)

    def act(self, request: Request) -> Reply:
        """Handle an act, and show the messages that can be redrawn at once."""
        reply = routes.route_of(request.event).handle(request)
        for wish_id in reply.wishes:
            wish = self.store.wishes.get(wish_id)
            assert wish.person_id == request.person.id
            if wish.topic is Topic.WALK:
                self.show(self.store.responses.get(wish.subject_id))
        return reply


def notice_of(reply: Reply) -> str:
    """The key of what a reply tells, "" for nothing."""
    return reply.notice.key if reply.notice else ""


def form_of(reply: Reply) -> Form:
    """The form that a reply opens."""
    assert reply.form is not None
    return reply.form


def buttons_of(shown: Message | Form | Page) -> Iterator[Button]:
    """All buttons of a message, form or page."""
    for element in shown.body:
        if isinstance(element, Buttons):
            yield from element.buttons
        elif isinstance(element, Row):
            yield element.button


def keys_of(shown: Message | Form | Page) -> list[str]:
    """The keys of all that a message, form or page says, in order."""
    return [phrase.key for phrase in phrases_of(shown)]


def said(shown: Message | Form | Page, language: Language = Language.NL) -> str:
    """All that a message, form or page says, in words."""
    return "\n".join(WORDINGS[language].text(phrase) for phrase in phrases_of(shown))


def item_keys() -> list[str]:
    """The keys of all items, in order."""
    return [item.key for item in INSTRUMENT.items]


def sentence(number: int = 0) -> Item:
    """A sentence of the instrument, counted from 0."""
    return INSTRUMENT.sentences[number]


def statement(number: int = 0) -> Item:
    """A statement of the instrument, counted from 0."""
    return INSTRUMENT.statements[number]
