"""Reading and refusing questionnaire files."""

import pytest

from flows.exceptions import InstrumentError
from flows.instrument import ItemKind, Stage
from flows.instrument_file import parse_instrument
from flows.language import Language

SMALL = """
key = "small"
version = "1"
source = "book"
title = {nl = "Klein", en = "Small"}
lead_question = {nl = "Hoe?", en = "How?", literal = "book"}

[sources.book]
title = "Boek"
publisher = "Uitgever"

[variants.standard]
name = {nl = "Gewoon", en = "Ordinary"}
[variants.other]
name = {nl = "Anders", en = "Different"}

[scale]
minimum = 1
maximum = 5
[scale.labels]
1 = {nl = "niet", en = "not"}
5 = {nl = "wel", en = "fully"}

[[prompts]]
nl = "Waarom?"
en = "Why?"

[sentences.think]
text = {nl = "Ik denk", en = "I think"}
short = {nl = "Denken", en = "Thinking"}

[statements.a]
element = "e"
text = {nl = "A", en = "A"}
short = {nl = "A", en = "A"}
explanation = {nl = "A.", en = "A."}
variants.other = {nl = "AA", en = "AA"}
[statements.b]
element = "e"
text = {nl = "B", en = "B"}
short = {nl = "B", en = "B"}
explanation = {nl = "B.", en = "B."}
[statements.c]
element = "e"
text = {nl = "C", en = "C"}
short = {nl = "C", en = "C"}
explanation = {nl = "C.", en = "C."}

[elements.e]
side = "soft"
name = {nl = "E", en = "E"}
theory = {nl = "E.", en = "E.", after = "book"}
[[elements.e.tips]]
nl = "Doe"
en = "Do"
[[elements.e.questions]]
about = "people"
text = {nl = "Wie?", en = "Who?"}
[[elements.e.questions]]
about = "arrangements"
text = {nl = "Wat?", en = "What?", literal = "book"}
[[elements.e.checklist]]
nl = "Klaar"
en = "Done"
"""


def test_a_small_instrument_is_read() -> None:
    """Items come in the order of the file, sentences first."""
    small = parse_instrument(SMALL, name="small-1.toml")
    assert small.id == "small-1"
    assert [(item.key, item.kind) for item in small.items] == [
        ("think", ItemKind.SENTENCE),
        ("a", ItemKind.STATEMENT),
        ("b", ItemKind.STATEMENT),
        ("c", ItemKind.STATEMENT),
    ]
    assert small.item("a").wording("other", Language.NL) == "AA"
    assert small.item("b").wording("other", Language.NL) == "B"


def test_what_a_group_needs_is_optional() -> None:
    """How it begins a sentence, and what the sources say of a stage of its conversation."""
    small = parse_instrument(SMALL, name="small-1.toml")
    assert small.method == {}
    assert small.item("think").group is None
    begun = '[sentences.think]\ngroup = {nl = "Wij denken", en = "We think"}'
    method = '[[method.picture]]\nnl = "Praat"\nen = "Talk"\nafter = "book"\n\n[variants.standard]'
    text = SMALL.replace("[sentences.think]", begun).replace("[variants.standard]", method, 1)
    full = parse_instrument(text, name="small-1.toml")
    assert full.item("think").of_group("Zuid").nl == "Wij denken"
    assert [text.nl for text in full.method[Stage.PICTURE]] == ["Praat"]


def test_an_unknown_stage_is_refused() -> None:
    """With what it can be."""
    method = '[[method.dessert]]\nnl = "Praat"\nen = "Talk"\n\n[variants.standard]'
    with pytest.raises(InstrumentError, match=r"f\.toml: method\.dessert: unknown key.*picture"):
        parse_instrument(SMALL.replace("[variants.standard]", method, 1), name="f.toml")


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            'key = "small"',
            'key = "small',
            "f.toml: not valid TOML: Illegal character '\\n' (at line 2",
        ),
        ("[statements.b]", "[statements.a]", "f.toml: not valid TOML: Cannot declare"),
        ('key = "small"', 'key = "Small"', "f.toml: key: is not in lower_snake_case"),
        ('key = "small"', "", "f.toml: key: is missing; add it"),
        ('version = "1"', "version = 1", "f.toml: version: must be a text between quotes"),
        ('version = "1"', 'version = "1/2"', "f.toml: version: use lower case letters, digits"),
        ('source = "book"', 'source = "film"', "f.toml: source: 'film' is not one of: book"),
        ('source = "book"', 'source = "book"\nprice = 3', "f.toml: price: unknown key; remove it"),
        ('title = {nl = "Klein", ', "title = {", "f.toml: title.nl: is missing; add it"),
        ('en = "Small"', 'en = ""', "f.toml: title.en: is empty"),
        ('en = "Small"', 'en = "Small", de = "Klein"', "f.toml: title.de: unknown key"),
        (
            'title = {nl = "Klein", en = "Small"}',
            'title = "Klein"',
            "f.toml: title: must be a table",
        ),
        (
            'literal = "book"',
            'literal = "film"',
            "f.toml: lead_question.literal: 'film' is not one of: book",
        ),
        (
            'literal = "book"',
            'literal = "book", after = "book"',
            "f.toml: lead_question: has both literal and after; a text has one origin",
        ),
        ('publisher = "Uitgever"', "", "f.toml: sources.book.publisher: is missing"),
        ("[sources.book]", "[sources.'a book']", "f.toml: sources.a book: is not a key in lower_"),
        ("[variants.standard]", "[variants.first]", "must begin with the table variants.standard"),
        (
            'name = {nl = "Anders"',
            'label = {nl = "Anders"',
            "f.toml: variants.other.label: unknown",
        ),
        (
            'variants.other = {nl = "AA", en = "AA"}',
            "",
            "f.toml: variants.other: no item has a text for it; give one or remove it",
        ),
        (
            'variants.other = {nl = "AA", en = "AA"}',
            'variants.standard = {nl = "AA", en = "AA"}',
            "f.toml: statements.a.variants.standard: unknown variant; the choice is: other",
        ),
        (
            '[variants.other]\nname = {nl = "Anders", en = "Different"}',
            "",
            "f.toml: statements.a.variants.other: unknown variant; the choice is: none; declare it",
        ),
        ("minimum = 1", "minimum = true", "f.toml: scale.minimum: must be a whole number"),
        ("minimum = 1", "minimum = '1'", "f.toml: scale.minimum: must be a whole number"),
        ("maximum = 5", "maximum = 1", "f.toml: scale.maximum: must be above minimum"),
        ("minimum = 1", "minimum = -1", "f.toml: scale.maximum: must be above minimum, and that 0"),
        (
            "5 = {nl",
            "4 = {nl",
            "f.toml: scale.labels.4: unknown key; remove it or use one of: 1, 5",
        ),
        ('5 = {nl = "wel", en = "fully"}', "", "f.toml: scale.labels.5: is missing; add it"),
        ("[[prompts]]", "[prompts]", "f.toml: prompts: must be a list of tables, each begun with"),
        (
            '[[prompts]]\nnl = "Waarom?"\nen = "Why?"',
            "[prompt]",
            "f.toml: prompt: unknown key",
        ),
        (
            '[[elements.e.tips]]\nnl = "Doe"\nen = "Do"',
            'tips = ["Doe"]',
            "f.toml: elements.e.tips.1: must be a table",
        ),
        (
            'short = {nl = "Denken", en = "Thinking"}',
            'short = {nl = "Denken", en = "Thinking"}\nexplanation = {nl = "X.", en = "X."}',
            "f.toml: sentences.think.explanation: unknown key",
        ),
        (
            'explanation = {nl = "B.", en = "B."}',
            "",
            "f.toml: statements.b.explanation: is missing",
        ),
        ('element = "e"', 'element = "f"', "f.toml: statements.a.element: 'f' is not one of: e"),
        (
            "[sentences.think]",
            "[sentences.a]",
            "f.toml: statements.a: is the key of a sentence too",
        ),
        (
            'side = "soft"',
            'side = "warm"',
            "f.toml: elements.e.side: 'warm' is not a side; use one",
        ),
        ('about = "people"', 'about = "price"', "questions.1.about: 'price' is no subject; use"),
        (
            'about = "people"',
            'about = "purpose"',
            "f.toml: elements.e.questions: give at most 3, one about people and one about",
        ),
        (
            "[[elements.e.checklist]]",
            '[[elements.e.questions]]\nabout = "purpose"\ntext = {nl = "x", en = "x"}\n' * 2
            + "[[elements.e.checklist]]",
            "f.toml: elements.e.questions: give at most 3",
        ),
        ("[[elements.e.tips]]", "[[elements.e.tip]]", "f.toml: elements.e.tip: unknown key"),
    ],
)
def test_a_faulty_file_is_refused(old: str, new: str, message: str) -> None:
    """The message names the file, the line or the key, the reason and what to do."""
    assert old in SMALL
    with pytest.raises(InstrumentError) as caught:
        parse_instrument(SMALL.replace(old, new, 1), name="f.toml")
    assert message in str(caught.value)


def test_a_radar_needs_three_axes() -> None:
    """Fewer statements make no instrument."""
    before, after = SMALL.split("[statements.c]")
    _, elements = after.split("[elements.e]")
    with pytest.raises(InstrumentError, match=r"^f\.toml: statements: a radar needs at least 3"):
        parse_instrument(f"{before}[elements.e]{elements}", name="f.toml")
