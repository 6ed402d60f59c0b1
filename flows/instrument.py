"""A questionnaire as a value: what it asks, in which words, and whose words they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from flows.exceptions import InstrumentError
from flows.language import Language, Localized

STANDARD = "standard"  # the variant that every instrument has


class ItemKind(StrEnum):
    """How an item is answered."""

    SENTENCE = "sentence"  # completed in one's own words
    STATEMENT = "statement"  # scored on the scale


class Side(StrEnum):
    """The side of borging an element belongs to."""

    SOFT = "soft"  # culture, leadership, skills
    HARD = "hard"  # content, structures, governance, systems


class Stage(StrEnum):
    """A stage of the meeting in which a group talks about what it answered."""

    REFLECTION = "reflection"  # everybody alone
    PICTURE = "picture"  # from what each thinks to what the group thinks
    STATEMENTS = "statements"  # scoring them, or talking about them without scores
    RADAR = "radar"  # looking at the scores together
    DISCUSSION = "discussion"  # what stands out, and why
    ACTIONS = "actions"  # what to do about it


class Certainty(StrEnum):
    """How a text relates to its source."""

    LITERAL = "literal"  # the source's own words: may be quoted
    ADAPTED = "adapted"  # our words after the source: name it, do not quote
    OWN = "own"  # ours


@dataclass(frozen=True)
class Source:
    """A publication, to be named beside what was taken from it."""

    key: str
    title: str
    year: str
    publisher: str

    @property
    def reference(self) -> str:
        """The title, with the year where it is known: "Title (2023/24)"."""
        return f"{self.title} ({self.year})" if self.year else self.title


@dataclass(frozen=True)
class SourcedText(Localized):
    """A text of a questionnaire. Its source speaks Dutch: translations are always ours."""

    certainty: Certainty = Certainty.OWN
    source: Source | None = None

    def quotable_in(self, language: Language) -> bool:
        """Tell whether these are the source's own words in this language."""
        return self.certainty is Certainty.LITERAL and language is Language.NL


@dataclass(frozen=True)
class Scale:
    """Whole scores from minimum to maximum, the two ends with a label."""

    minimum: int
    maximum: int
    labels: Mapping[int, SourcedText]

    @property
    def scores(self) -> range:
        """All scores, lowest first."""
        return range(self.minimum, self.maximum + 1)


class About(StrEnum):
    """What a question to talk about is about."""

    PEOPLE = "people"  # who is needed, and what they see
    ARRANGEMENTS = "arrangements"  # what has been or has to be agreed
    PURPOSE = "purpose"  # what it is all for


@dataclass(frozen=True)
class Question:
    """A question for a group to talk about."""

    about: About
    text: SourcedText


@dataclass(frozen=True)
class Element:
    """One of the elements that borging is made of, as the guide describes it.

    `questions` are at most three, one of them about people and one about arrangements.
    `checklist` is what should be in place, where the guide lists it.
    """

    key: str
    side: Side
    name: SourcedText
    theory: SourcedText
    tips: tuple[SourcedText, ...]
    questions: tuple[Question, ...]
    checklist: tuple[SourcedText, ...] = ()


@dataclass(frozen=True)
class Variant:
    """A wording a region can choose for its scans; it is stored with the answers."""

    key: str
    name: SourcedText


@dataclass(frozen=True)
class Item:
    """A sentence to complete, or a statement to score with its axis in the radar."""

    key: str
    kind: ItemKind
    text: SourcedText
    short: SourcedText  # fits beside an axis or in a list
    variants: Mapping[str, SourcedText]  # a text for every variant of the instrument
    explanation: SourcedText | None = None  # statements only
    element: str | None = None  # the key of a statement's element
    group: SourcedText | None = None  # sentences only: as a group begins it, with {region}

    def wording(self, variant: str, language: Language) -> str:
        """Return the item as a variant words it. Raises InstrumentError for an unknown one."""
        return self.variant(variant).in_(language)

    def of_group(self, region: str) -> Localized:
        """The sentence as the group of a region begins it."""
        text = self.group or self.text
        return Localized(*(words.replace("{region}", region) for words in (text.nl, text.en)))

    def variant(self, key: str) -> SourcedText:
        """Return the item's text in a variant. Raises InstrumentError for an unknown one."""
        if key not in self.variants:
            known = ", ".join(self.variants)
            raise InstrumentError(f"{self.key} has no variant {key!r}; it has: {known}")
        return self.variants[key]


@dataclass(frozen=True)
class Instrument:
    """A questionnaire in one version: its items in the order in which they are asked."""

    key: str
    version: str
    source: Source
    title: SourcedText
    lead_question: SourcedText
    scale: Scale
    prompts: tuple[SourcedText, ...]  # what to think about when scoring
    items: tuple[Item, ...]
    elements: Mapping[str, Element]
    variants: tuple[Variant, ...]  # the standard one first
    sources: Mapping[str, Source]
    method: Mapping[Stage, tuple[SourcedText, ...]] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """What is stored with the answers: the key and the version."""
        return f"{self.key}-{self.version}"

    @property
    def sentences(self) -> tuple[Item, ...]:
        """The sentences to complete."""
        return self._of(ItemKind.SENTENCE)

    @property
    def statements(self) -> tuple[Item, ...]:
        """The statements to score, clockwise in the radar from the top."""
        return self._of(ItemKind.STATEMENT)

    def item(self, key: str) -> Item:
        """Return an item. Raises InstrumentError for an unknown key."""
        for item in self.items:
            if item.key == key:
                return item
        raise InstrumentError(f"{self.id} has no item {key!r}")

    def element_of(self, item: Item) -> Element:
        """Return a statement's element. Raises InstrumentError for an item without one."""
        if item.element is None:
            raise InstrumentError(f"{item.key} belongs to no element")
        return self.elements[item.element]

    def _of(self, kind: ItemKind) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind is kind)
