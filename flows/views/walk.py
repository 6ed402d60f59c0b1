"""A participant on their way through a scan: what their message is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import assert_never

from flows.instrument import Instrument, Item, ItemKind
from flows.language import Language
from flows.messages import Button, Look, Note
from flows.region import Partner, Person, Region
from flows.response import Answer, Response, ResponseState
from flows.scan import Mode, Part, Scan, ScanState, positions_of
from flows.views.invitation import Invitation, with_whom
from flows.views.last_time import LastTime
from flows.wording import Phrase, say

MINUTES_PER_SENTENCE = 1.5
"""Minutes that finishing a sentence takes, about."""
MINUTES_PER_STATEMENT = 0.75
"""Minutes that scoring a statement takes, about: the whole walk is some ten minutes."""

READY = "ready"
"""Where a note stands that belongs behind the last question."""
NUDGED = "nudged"
"""The note of a message that was posted again because the leader reminds."""
REMINDED = "reminded"
"""The note of a message that was posted again as a reminder."""
LAST = "last"
"""The note of a message that was posted again as the last reminder."""
CHOSEN = "chosen"
"""The note of a message that was posted again at the moment that its reader chose."""
AGAIN = frozenset({NUDGED, REMINDED, LAST, CHOSEN})
"""The notes of messages that call somebody back to where they were."""
THANKED = "thanked"
"""The note of a message that was posted again because the outcome stands."""


@dataclass(frozen=True, kw_only=True)
class Walk:
    """All that a participant's message is drawn from; `answers` by item key.

    `colleagues` counts the others who answer, or still may, for the same partner; `leader` and
    `passed_on_by` are names; `outcome_stands` says that the channel shows what was published; `we`
    are the sentences of the region that head the first statement.
    `earlier` holds, while they are at the sentences, what they wrote before, by sentence.
    """

    response: Response
    answers: Mapping[str, Answer]
    scan: Scan
    region: Region
    partner: Partner
    person: Person
    instrument: Instrument
    language: Language
    leader: str
    colleagues: int
    passed_on_by: str = ""
    outcome_stands: bool = True
    last: LastTime | None = None
    earlier: Mapping[str, str] = field(default_factory=dict)
    we: tuple[str, ...] = ()

    @property
    def positions(self) -> range:
        """The positions of what is asked: all, or one part of a scan of two moments."""
        return positions_of(self.scan.part, self.instrument)

    @property
    def questions(self) -> tuple[Item, ...]:
        """What is asked: all, or one part of a scan of two moments."""
        return self.instrument.items[self.positions.start : self.positions.stop]

    @property
    def item(self) -> Item | None:
        """The question that is asked now, or None outside the questions."""
        begun = self.response.state is ResponseState.BEGUN
        if self.scan.state is ScanState.OPEN and begun and not self.is_ready:
            return self.instrument.items[self.response.position]
        return None

    @property
    def is_ready(self) -> bool:
        """Whether all questions are behind them and only handing in is left."""
        return self.response.position >= self.positions.stop

    def button(self, action: str, label: Phrase, look: Look = Look.PLAIN, **args: str) -> Button:
        """A button about this response."""
        return Button(
            action=action, label=label, look=look, args={"response": self.response.id, **args}
        )


def invitation_of(walk: Walk) -> Invitation:
    """What the invitation in this walk says."""
    return Invitation(
        scan=walk.scan,
        instrument=walk.instrument,
        person=walk.person.name,
        partner=walk.partner.name,
        leader=walk.leader,
        colleagues=walk.colleagues,
        passed_on_by=walk.passed_on_by,
        last=walk.last,
    )


def whose_scores(walk: Walk) -> tuple[Note, ...]:
    """Before handing in to an open scan: whether readers will know whose scores they are."""
    scored = walk.scan.mode is Mode.OPEN and walk.scan.part is not Part.SENTENCES
    return (Note(with_whom(walk.colleagues)),) if scored else ()


def progress(walk: Walk, item: Item) -> Phrase:
    """Where a question stands among its kind: "Stelling 3 van 7"."""
    if item.kind is ItemKind.STATEMENT:
        same = walk.instrument.statements
        return say("walk.progress.statement", number=same.index(item) + 1, total=len(same))
    same = walk.instrument.sentences
    return say("walk.progress.sentence", number=same.index(item) + 1, total=len(same))


def counts(walk: Walk) -> Phrase:
    """How many scores and sentences there are, never what they say."""
    scores = sum(answer.score is not None for answer in walk.answers.values())
    texts = sum(bool(answer.text) for answer in walk.answers.values())
    scored = say("walk.count_scores", count=scores)
    written = say("walk.count_sentences", count=texts)
    match walk.scan.part:
        case Part.SENTENCES:
            return say("walk.counts_of_part", counted=written)
        case Part.STATEMENTS:
            return say("walk.counts_of_part", counted=scored)
        case Part.ALL:
            return say("walk.counts", scores=scored, sentences=written)
        case _:
            assert_never(walk.scan.part)


def minutes_left(walk: Walk) -> int:
    """About how many minutes the questions that are left take, at least 1."""
    first = max(walk.response.position, walk.positions.start)
    left = walk.instrument.items[first : walk.positions.stop]
    sentences = sum(item.kind is ItemKind.SENTENCE for item in left)
    minutes = sentences * MINUTES_PER_SENTENCE + (len(left) - sentences) * MINUTES_PER_STATEMENT
    return max(1, round(minutes))
