"""The small windows: write, reason, explanation, colleague."""

from flows.messages import PeopleInput, TextInput
from flows.response import ResponseState
from flows.views.review import AS_ALL, edit_form
from flows.views.small_forms import (
    ask_colleague_form,
    basis_form,
    explanation_form,
    write_form,
)
from tests.support.answered import TEXT, full
from tests.support.builders import (
    a_response,
    a_walk,
    said,
    sentence,
    statement,
)
from tests.support.shown import fields_of


def test_what_was_written_stands_in_its_window_to_the_letter() -> None:
    """So it can be changed instead of written again."""
    walk = full()
    assert fields_of(write_form(walk, sentence()))["text"] == TEXT
    assert fields_of(basis_form(walk, statement()))["basis"] == TEXT
    assert fields_of(edit_form(walk, sentence())) == {"text": TEXT, "sharing": AS_ALL}
    assert fields_of(edit_form(walk, statement())) == {
        "score": "4",
        "basis": TEXT,
        "sharing": AS_ALL,
    }


def test_a_window_without_an_answer_begins_empty() -> None:
    """Nothing is filled in for anybody."""
    walk = a_walk(a_response(state=ResponseState.BEGUN))
    assert fields_of(write_form(walk, sentence())) == {"text": ""}
    assert fields_of(basis_form(walk, statement())) == {"basis": ""}
    assert fields_of(edit_form(walk, sentence())) == {"text": "", "sharing": AS_ALL}
    assert fields_of(edit_form(walk, statement()))["score"] == ""


def test_a_sentence_needs_a_text_where_it_is_asked() -> None:
    """An empty window is not an answer; a reason may be empty, that takes it away."""
    walk = full()
    (text,) = (it for it in write_form(walk, sentence()).body if isinstance(it, TextInput))
    (basis,) = (it for it in basis_form(walk, statement()).body if isinstance(it, TextInput))
    assert (text.required, basis.required) == (True, False)


def test_an_explanation_says_the_statement_in_other_words() -> None:
    """Ours, and said to be ours; not knowing is explained too."""
    form = explanation_form(a_walk(a_response()), statement())
    explanation = statement().explanation
    assert explanation is not None
    assert explanation.nl in said(form)
    assert "Dat telt niet mee in het gemiddelde." in said(form)
    assert "niet van de landelijke tool" in said(form)
    assert form.submit is None


def test_words_of_the_explanation_stand_once() -> None:
    """The questionnaire and the window do not both begin with them."""
    form = explanation_form(a_walk(a_response()), statement())
    assert said(form).count("In andere woorden") == 1


def test_a_colleague_is_chosen_among_people() -> None:
    """For whose organisation, and with which response."""
    form = ask_colleague_form(a_walk(a_response()))
    assert any(isinstance(element, PeopleInput) for element in form.body)
    assert "vanuit De Boer" in said(form)
    assert form.args == {"response": 1}
