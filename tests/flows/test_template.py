"""Reading the files with the bot's sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.exceptions import TextsError
from flows.language import Language
from flows.template import Form, Format, Slot, Stretch, Template, Text, parse_template, parse_texts

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
SLOTS = st.builds(Slot, NAMES, st.sampled_from(Format))
LITERALS = st.text(st.characters(exclude_characters="*", codec="utf-8"), min_size=1)
# Neighbouring literals read back as one, so a stretch alternates.
STRETCHES = st.lists(st.tuples(LITERALS, SLOTS), min_size=1).map(
    lambda pairs: tuple(part for pair in pairs for part in pair)
)


def written(template: Template) -> str:
    """Write a template as its author would."""
    marked = []
    for stretch in template.stretches:
        text = "".join(
            f"{{{part.name}{':' if part.format else ''}{part.format}}}"
            if isinstance(part, Slot)
            else part.replace("{", "{{").replace("}", "}}")
            for part in stretch.parts
        )
        marked.append(f"**{text}**" if stretch.bold else text)
    return "".join(marked)


def parse(toml: str) -> dict[str, tuple[str, str]]:
    """Read texts of the topic `walk`; give what each key says, as it was written."""
    texts = parse_texts(toml, topic="walk", name="walk.toml")
    return {
        key: (
            written(languages[Language.NL].forms[Form.OTHER]),
            written(languages[Language.EN].forms[Form.OTHER]),
        )
        for key, languages in texts.items()
    }


@given(st.lists(STRETCHES), st.booleans())
def test_a_template_reads_back_as_written(
    parts: list[tuple[str | Slot, ...]],
    bold: bool,  # noqa: FBT001 - drawn by hypothesis
) -> None:
    """Literals with any braces, slots with any format and bold stretches survive."""
    stretches = [Stretch((number % 2 == 0) is bold, part) for number, part in enumerate(parts)]
    template = Template(tuple(stretches))
    read = parse_template(written(template))
    assert [(stretch.bold, joined(stretch)) for stretch in read.stretches] == [
        (stretch.bold, joined(stretch)) for stretch in stretches
    ]
    assert read.placeholders == {
        part.name for stretch in stretches for part in stretch.parts if isinstance(part, Slot)
    }


def joined(stretch: Stretch) -> list[str | Slot]:
    """Give a stretch's parts with neighbouring literals as one: braces split them."""
    parts: list[str | Slot] = []
    for part in stretch.parts:
        if parts and isinstance(part, str) and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("{", "write a brace that is meant as text twice"),
        ("a } b", "write a brace that is meant as text twice"),
        ("{}", "cannot read {}"),
        ("{0}", "cannot read {0}"),
        ("{a.b}", "cannot read {a.b}"),
        ("{a[0]}", "cannot read {a[0]}"),
        ("{a!r}", "cannot read {a}"),
        ("{Name}", "cannot read {Name}"),
        ("{a:shout}", "{a:shout} has an unknown format; use one of: capital,"),
        ("{a:{b}}", "{a:{b}} has an unknown format"),
        ("**a", "write ** at both ends"),
        ("**a** b **", "write ** at both ends"),
    ],
)
def test_an_unreadable_template_is_refused(source: str, reason: str) -> None:
    """The message says what is wrong and what to do."""
    with pytest.raises(ValueError, match=r".+") as caught:
        parse_template(source)
    assert reason in str(caught.value)


def test_keys_are_topic_and_tables() -> None:
    """Nested tables make longer keys; white space around a text is cut."""
    assert parse(
        """
        [progress]
        nl = "Stelling {number}"
        en = "Statement {number}"
        [button.begin]
        nl = '''
        Beginnen
        '''
        en = "**Begin**"
        """
    ) == {
        "walk.progress": ("Stelling {number}", "Statement {number}"),
        "walk.button.begin": ("Beginnen", "**Begin**"),
    }


def test_plural_forms_belong_to_a_count() -> None:
    """A plural needs the count even where no form shows it; zero is optional."""
    texts = parse_texts(
        """
        [scores]
        nl = {zero = "geen", one = "één", other = "{count:words}"}
        en = {one = "one", other = "many"}
        """,
        topic="walk",
        name="walk.toml",
    )["walk.scores"]
    assert {text.placeholders for text in texts.values()} == {frozenset({"count"})}
    assert [chosen(texts[Language.NL], count) for count in (0, 1, 2, 21)] == [
        "geen",
        "één",
        "{count:words}",
        "{count:words}",
    ]
    assert [chosen(texts[Language.EN], count) for count in (0, 1, 2)] == ["many", "one", "many"]


def chosen(text: Text, count: int) -> str:
    """Give the form for a count, as it was written."""
    return written(text.form(count))


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[a]\nnl = x", "walk.toml: not valid TOML: Invalid value (at line 2, column 6)"),
        ('[a]\nnl = "x"', "walk.toml: a.en: is missing; add it"),
        ('[a]\nen = "x"', "walk.toml: a.nl: is missing; add it"),
        ('[a]\nnl = "x"\nen = 3', "walk.toml: a.en: must be a text between quotes"),
        ('[a]\nnl = "x"\nen = "  "', "walk.toml: a.en: is empty;"),
        ('[a]\nnl = "x"\nen = "x"\nde = "x"', "walk.toml: a.de: unknown key;"),
        ('a = "x"', "walk.toml: a: must be a table"),
        ("[a.b]", "walk.toml: a.b: is empty; give it nl and en"),
        ('[A]\nnl = "x"\nen = "x"', "walk.toml: A: cannot be part of a key;"),
        ('[a.one]\nnl = "x"\nen = "x"', "walk.toml: a.one: cannot be part of a key;"),
        ('nl = "x"\nen = "x"', "walk.toml: nl: cannot be part of a key;"),
        (
            '[a]\nnl = "{x} {y}"\nen = "x"',
            "walk.toml: a: the languages need the same placeholders, but nl has x, y; en has none",
        ),
        (
            '[a]\nnl = {one = "x", other = "y"}\nen = "x"',
            "walk.toml: a: the languages need the same placeholders, but nl has count; en has none",
        ),
        ('[a]\nnl = {one = "x"}\nen = "x"', "walk.toml: a.nl.other: is missing; add it"),
        ('[a]\nnl = {other = "x"}\nen = "x"', "walk.toml: a.nl.one: is missing; add it"),
        (
            '[a]\nnl = {one = "x", other = "x", two = "x"}\nen = "x"',
            "walk.toml: a.nl.two: unknown key;",
        ),
        ('[a]\nnl = "Hoi!"\nen = "x"', "walk.toml: a.nl: has an exclamation mark;"),
        ('[a]\nnl = "x"\nen = "Hi!"', "walk.toml: a.en: has an exclamation mark;"),
        ('[a]\nnl = "x 👍"\nen = "x"', "walk.toml: a.nl: has an emoji (👍);"),
        ('[a]\nnl = "x"\nen = "x ✅"', "walk.toml: a.en: has an emoji (✅);"),
        ('[a]\nnl = ":wave:"\nen = "x"', "walk.toml: a.nl: has an emoji (:wave:);"),
        ('[a]\nnl = "{x:y}"\nen = "{x}"', "walk.toml: a.nl: {x:y} has an unknown format;"),
    ],
)
def test_a_faulty_file_is_refused(toml: str, message: str) -> None:
    """The message names the file, the line or key, and the reason."""
    with pytest.raises(TextsError) as caught:
        parse(toml)
    assert message in str(caught.value)


def test_a_topic_is_part_of_a_key() -> None:
    """A file whose name cannot begin a key is refused."""
    with pytest.raises(TextsError, match=r"My texts\.toml: .*lower_snake_case"):
        parse_texts("", topic="My texts", name="My texts.toml")
