"""The windows of the walk: small forms, review, privacy, own data, and the file."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import ChoiceInput, Form
from flows.response import ResponseState, Sharing
from flows.scan import Mode
from flows.views.privacy import data_form, erased_form, privacy_form
from flows.views.review import edit_form, review_form
from flows.views.small_forms import (
    ask_colleague_form,
    basis_form,
    explanation_form,
    invitation_form,
    write_form,
)
from flows.wording import Phrase
from tests.support.answered import full
from tests.support.builders import (
    INSTRUMENT,
    WORDINGS,
    a_response,
    a_walk,
    buttons_of,
    said,
)


def every_form(language: Language) -> Iterator[Form]:
    """Each window, with and without answers."""
    for walk in (a_walk(a_response()), full(), full(ResponseState.SUBMITTED, Sharing.NAMED)):
        said_so = replace(walk, language=language)
        for item in INSTRUMENT.sentences:
            yield write_form(said_so, item)
            yield edit_form(said_so, item)
        for item in INSTRUMENT.statements:
            yield basis_form(said_so, item)
            yield explanation_form(said_so, item)
            yield edit_form(said_so, item)
        yield invitation_form(said_so)
        yield ask_colleague_form(said_so)
        yield review_form(said_so)
        yield privacy_form([walk.region], language)
        yield data_form([said_so], language, cut=True)
    for sharing in Sharing:
        yield review_form(replace(full(sharing=sharing), language=language))
    yield privacy_form([], language)
    yield privacy_form([replace(full().region, organisation="")], language)
    yield data_form([], language, cut=False)
    yield erased_form(scans=0, published=())
    yield erased_form(scans=1, published=tuple(Mode))
    yield erased_form(scans=2, published=())


@pytest.mark.parametrize("language", Language)
def test_every_form_has_its_words_and_fits(language: Language) -> None:
    """Titles, submits and closes are at most 24 characters, labels at most 75."""
    wording = WORDINGS[language]

    def length(phrase: Phrase) -> int:
        return len(wording.text(phrase, bold=str))

    for form in every_form(language):
        assert said(form, language).strip()
        for phrase in (form.title, form.close, form.submit):
            assert phrase is None or 0 < length(phrase) <= 24
        for button in buttons_of(form):
            assert 0 < length(button.label) <= 75
            if button.confirm:
                assert length(button.confirm.title) <= 100
                assert length(button.confirm.text) <= 300
                assert max(length(button.confirm.yes), length(button.confirm.no)) <= 30
        for element in form.body:
            if isinstance(element, ChoiceInput):
                assert all(0 < length(option.label) <= 75 for option in element.options)
                values = {option.value for option in element.options}
                assert len(values) == len(element.options)
                assert element.initial in {"", *values}
