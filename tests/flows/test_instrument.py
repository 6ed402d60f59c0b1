"""A questionnaire as a value."""

from dataclasses import replace

import pytest

from flows.catalogue import load_instruments
from flows.exceptions import InstrumentError
from flows.instrument import About, Certainty, Instrument, Side, Source, Stage
from flows.language import Language, Localized


@pytest.fixture(scope="module")
def borging() -> Instrument:
    """Return the national tool, as shipped."""
    return load_instruments()["borging-2023-24"]


def test_it_asks_what_the_tool_of_2023_24_asks(borging: Instrument) -> None:
    """The canonical Dutch sentences and statements, to the letter and in order."""
    assert [item.text.nl for item in borging.items] == [
        "Bij borging in de regio denk ik aan …",
        "Bij borging in de regio zie en ervaar ik …",
        "Bij borging in de regio vraag ik me dit af …",
        "STO is geïntegreerd binnen de (lijn)organisatie.",
        (
            "Er is een sterk, uniek én gezamenlijk aanbod vanuit de regio dat voorziet in"
            " de regionale behoefte."
        ),
        "Er is sprake van structurele betrokkenheid op alle niveaus vanuit de scholen.",
        (
            "Er is sprake van gedeelde samenwerking met de partners in de regio, die overtuigd zijn"
            " van de urgentie en het belang."
        ),
        "Er zijn structuren en systemen die de borging ondersteunen.",
        (
            "We hebben inzicht in de resultaten en effecten van het regionale aanbod door goede"
            " monitoring en evaluatie."
        ),
        (
            "We communiceren structureel richting betrokkenen over de activiteiten en resultaten"
            " van STO."
        ),
    ]
    assert (len(borging.sentences), len(borging.statements)) == (3, 7)
    assert borging.lead_question.nl == (
        "In hoeverre zijn wij tevreden over de mate waarin onderstaande uitspraken van toepassing"
        " zijn voor onze regio?"
    )


def test_its_scale_has_labels_at_its_ends(borging: Instrument) -> None:
    """One to five; the tool gives no words for what lies between."""
    assert list(borging.scale.scores) == [1, 2, 3, 4, 5]
    assert {score: label.nl for score, label in borging.scale.labels.items()} == {
        1: "helemaal niet",
        5: "helemaal wel",
    }


def test_only_the_dutch_of_the_tool_can_be_quoted(borging: Instrument) -> None:
    """What the tool literally says names it; translations and explanations are ours."""
    for item in borging.items:
        assert item.text.quotable_in(Language.NL)
        assert not item.text.quotable_in(Language.EN)
        assert item.text.source == borging.source
    for statement in borging.statements:
        assert statement.explanation is not None
        assert statement.explanation.certainty is Certainty.OWN
        assert not statement.explanation.quotable_in(Language.NL)
    assert borging.source.reference == "Samenwerken aan het borgen van STO (2023/24)"


def test_the_group_begins_its_sentences_as_the_slides_do(borging: Instrument) -> None:
    """From "ik" to "we", with the region's name where the slides have an X."""
    assert [item.of_group("regio X").nl for item in borging.sentences] == [
        "Bij borging in regio X denken we aan:",
        "Bij borging in regio X zien en ervaren we:",
        "Bij borging in regio X vragen we ons af:",
    ]
    for item in borging.sentences:
        assert item.group is not None
        assert item.group.certainty is Certainty.LITERAL
        assert "Noordwest" in item.of_group("Noordwest").in_(Language.EN)


def test_a_sentence_without_words_for_a_group_stays_as_it_is(borging: Instrument) -> None:
    """A questionnaire need not have them."""
    item = replace(borging.sentences[0], group=None)
    assert item.of_group("regio X") == Localized(item.text.nl, item.text.en)


def test_every_stage_of_the_conversation_has_its_method(borging: Instrument) -> None:
    """Literal where the tool speaks, in our words after a named source elsewhere."""
    assert set(borging.method) == set(Stage)
    for texts in borging.method.values():
        for text in texts:
            assert text.source is not None
            assert text.quotable_in(Language.NL) is (text.source == borging.source)


def test_an_explanation_is_two_sentences(borging: Instrument) -> None:
    """Two plain sentences per statement, in each language."""
    for statement in borging.statements:
        assert statement.explanation is not None
        for language in Language:
            text = statement.explanation.in_(language)
            assert sum(text.count(end) for end in ".?") == 2, text


def test_its_prompts_follow_the_method(borging: Instrument) -> None:
    """Two questions of ours after step 3 of the tool: the basis, and practice."""
    assert [prompt.nl for prompt in borging.prompts] == [
        "Waarop baseert u uw cijfer?",
        "Hoe ziet u dit in de praktijk?",
    ]
    assert {prompt.certainty for prompt in borging.prompts} == {Certainty.ADAPTED}


def test_one_element_is_soft_and_six_are_hard(borging: Instrument) -> None:
    """The guide's seven elements, one for each statement in the same order."""
    sides = [element.side for element in borging.elements.values()]
    assert sides == [Side.SOFT] + [Side.HARD] * 6
    assert [statement.element for statement in borging.statements] == list(borging.elements)
    for element in borging.elements.values():
        assert all(tip.source == borging.sources["guide"] for tip in element.tips)
        assert not any(tip.quotable_in(Language.NL) for tip in element.tips)


def test_the_guides_own_questions_are_to_the_letter(borging: Instrument) -> None:
    """Where it asks any; the others are ours after it, one about people, one about arrangements."""
    questions = {
        key: [one.text for one in element.questions if one.text.quotable_in(Language.NL)]
        for key, element in borging.elements.items()
    }
    literal = {key: [text.nl for text in texts] for key, texts in questions.items() if texts}
    assert literal == {
        "samenwerking": [
            (
                "Hebben de samenwerkingspartners nog dezelfde beelden of spelen er andere, mogelijk"
                " nieuwe onderliggende belangen?"
            ),
            "Klopt onze gezamenlijke ambitie nog?",
            "Hoe nu verder?",
        ],
        "inzicht": ["Waarom doen we het eigenlijk zo?", "Waarom doen we dit ook alweer?"],
    }
    guide = borging.sources["guide"]
    for element in borging.elements.values():
        assert {one.text.source for one in element.questions} == {guide}
        assert {About.PEOPLE, About.ARRANGEMENTS} <= {one.about for one in element.questions}
        assert 2 <= len(element.questions) <= 3


def test_the_checklist_is_the_guides_but_for_a_year_that_is_past(borging: Instrument) -> None:
    """Eight points for structures; the sixth lost "ook na 2024", so it is no quotation."""
    checklists = {key: one.checklist for key, one in borging.elements.items() if one.checklist}
    assert list(checklists) == ["structuren"]
    certainties = [text.certainty for text in checklists["structuren"]]
    assert certainties == [Certainty.LITERAL] * 5 + [Certainty.ADAPTED] + [Certainty.LITERAL] * 2


def test_a_sentence_belongs_to_no_element(borging: Instrument) -> None:
    """A statement does."""
    assert borging.element_of(borging.item("inzicht")) == borging.elements["inzicht"]
    with pytest.raises(InstrumentError, match="denk_aan belongs to no element"):
        borging.element_of(borging.item("denk_aan"))


def test_the_wide_variant_rewords_statement_3_only(borging: Instrument) -> None:
    """A region may ask about organisations instead of schools; all else stays."""
    assert [variant.key for variant in borging.variants] == ["standard", "wide"]
    statement = borging.item("betrokkenheid")
    assert statement.wording("standard", Language.NL) == statement.text.nl
    assert statement.wording("wide", Language.NL) == (
        "Er is sprake van structurele betrokkenheid op alle niveaus vanuit de organisatie(s)."
    )
    assert statement.variant("wide").source == borging.sources["slides"]
    reworded = [
        item.key
        for item in borging.items
        if item.wording("wide", Language.EN) != item.wording("standard", Language.EN)
    ]
    assert reworded == ["betrokkenheid"]


def test_an_unknown_variant_is_refused(borging: Instrument) -> None:
    """The error names the choice."""
    with pytest.raises(InstrumentError, match="no variant 'wider'; it has: standard, wide"):
        borging.item("cultuur").wording("wider", Language.NL)


def test_an_unknown_item_is_refused(borging: Instrument) -> None:
    """The error names the instrument."""
    with pytest.raises(InstrumentError, match="borging-2023-24 has no item 'prijs'"):
        borging.item("prijs")


def test_a_source_without_a_year_is_named_by_its_title() -> None:
    """No empty brackets."""
    assert Source("slides", "Dia's", "", "STO").reference == "Dia's"
