"""The windows of the walk: small forms, review, privacy, own data, and the file."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from flows.instrument import Item, ItemKind
from flows.language import Language
from flows.messages import ChoiceInput, Form, PeopleInput, Quote, TextInput
from flows.response import Answer, ResponseState, Sharing
from flows.views.data_file import data_file
from flows.views.privacy import data_form, erased_form, privacy_form
from flows.views.review import AS_ALL, UNKNOWN, edit_form, review_form
from flows.views.small_forms import (
    ask_colleague_form,
    basis_form,
    explanation_form,
    invitation_form,
    write_form,
)
from flows.views.walk import Walk
from flows.wording import Phrase
from tests.support.builders import (
    INSTRUMENT,
    NOW,
    WORDINGS,
    a_response,
    a_walk,
    buttons_of,
    keys_of,
    said,
    sentence,
    statement,
)
from tests.support.shown import fields_of

ITEMS = INSTRUMENT.items
END = len(ITEMS)
TEXT = "regel één\n\n<!channel> *vet* :smile: \u202eomgekeerd"


def full(state: ResponseState = ResponseState.BEGUN, sharing: Sharing | None = None) -> Walk:
    """A walk with everything answered, and said why."""
    answers = {
        item.key: Answer(
            response_id=1,
            item=item.key,
            score=4 if item.kind is ItemKind.STATEMENT else None,
            text=TEXT if item.kind is ItemKind.SENTENCE else "",
            basis=TEXT if item.kind is ItemKind.STATEMENT else "",
            sharing=sharing,
            answered_at=NOW,
        )
        for item in ITEMS
    }
    return a_walk(a_response(state=state, position=END), answers)


def with_answer(item: Item, **changes: object) -> Walk:
    """A walk with one answer."""
    answer = Answer(response_id=1, item=item.key, answered_at=NOW)
    changed = replace(answer, **changes)  # type: ignore[arg-type]  # checked when it runs
    return a_walk(a_response(state=ResponseState.BEGUN), {item.key: changed})


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
    yield erased_form(scans=0, published=0)
    yield erased_form(scans=1, published=1)
    yield erased_form(scans=2, published=0)


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


def test_not_knowing_is_a_choice_among_the_scores() -> None:
    """And what was chosen stands there."""
    form = edit_form(with_answer(statement(), unknown=True), statement())
    score = next(element for element in form.body if isinstance(element, ChoiceInput))
    assert [option.value for option in score.options] == ["1", "2", "3", "4", "5", UNKNOWN]
    assert (score.initial, score.required) == (UNKNOWN, True)
    reason = edit_form(with_answer(statement(), basis="omdat"), statement())
    assert fields_of(reason)["score"] == ""


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


def test_the_review_shows_every_answer_and_each_can_be_changed() -> None:
    """Texts to the letter, scores on their scale."""
    form = review_form(full())
    assert [part.text for part in form.body if isinstance(part, Quote)] == [TEXT] * END
    assert said(form).count("Uw cijfer: **4** van 5") == len(INSTRUMENT.statements)
    edits = [button for button in buttons_of(form) if button.action == "review.edit"]
    assert [button.args["item"] for button in edits] == [item.key for item in ITEMS]
    assert WORDINGS[Language.NL].text(form.submit or form.close) == "Inleveren"


def test_the_review_of_what_was_handed_in_says_that_changes_count() -> None:
    """It is done, not handed in again."""
    form = review_form(full(ResponseState.SUBMITTED))
    assert "wat u wijzigt, telt meteen" in said(form)
    assert WORDINGS[Language.NL].text(form.submit or form.close) == "Klaar"


def test_texts_are_not_shared_unless_chosen() -> None:
    """The first choice is no, and it is what an untouched review has."""
    assert fields_of(review_form(full())) == {"sharing": Sharing.NO}


@pytest.mark.parametrize("sharing", Sharing)
def test_a_text_with_its_own_choice_says_so(sharing: Sharing) -> None:
    """In the review, and in the window that changes it."""
    walk = with_answer(sentence(), text="a", sharing=sharing)
    assert f"review.shared.{sharing}" in keys_of(review_form(walk))
    assert fields_of(edit_form(walk, sentence()))["sharing"] == sharing


def test_a_choice_about_no_text_is_not_shown() -> None:
    """There is nothing to share."""
    walk = with_answer(statement(), score=3, sharing=Sharing.NAMED)
    assert "review.shared.named" not in keys_of(review_form(walk))


@pytest.mark.parametrize(
    ("item", "changes", "key"),
    [
        (sentence(), {"skipped": True}, "review.skipped"),
        (sentence(), {}, "review.expired"),
        (statement(), {"unknown": True}, "review.unknown"),
        (statement(), {"basis": "omdat"}, "review.nothing"),
        (statement(), {"score": 3}, "review.score"),
    ],
)
def test_each_kind_of_answer_reads_as_what_it_is(
    item: Item, changes: dict[str, object], key: str
) -> None:
    """Skipped, unknown, deleted after its time, or not answered yet."""
    nothing = keys_of(review_form(a_walk(a_response()))).count(key)
    with_it = keys_of(review_form(with_answer(item, **changes))).count(key)
    assert with_it == nothing + (0 if key == "review.nothing" else 1)


def test_privacy_names_who_is_responsible_in_each_region() -> None:
    """With where to ask; a region that has not filled it in says so."""
    region = full().region
    unset = replace(region, name="regio Zuid", contact="")
    form = privacy_form([region, unset], Language.NL)
    assert "**Vakcollege Noord** (penvoerder van regio Noordwest)" in said(form)
    assert "fg@voorbeeld.example" in said(form)
    assert "In regio Zuid is nog niet ingevuld" in said(form)
    assert "privacy.no_region" in keys_of(privacy_form([], Language.NL))


@pytest.mark.parametrize(("language", "label"), [(Language.NL, "English"), (Language.EN, "Nede")])
def test_privacy_offers_data_deletion_and_the_other_language(
    language: Language, label: str
) -> None:
    """Deleting is asked for twice."""
    data, erase, switch = buttons_of(privacy_form([], language))
    assert (data.action, erase.action) == ("privacy.data", "privacy.erase")
    assert erase.confirm is not None
    assert switch.args == {"language": "en" if language is Language.NL else "nl"}
    assert WORDINGS[language].text(switch.label).startswith(label)


def test_own_data_shows_what_is_kept() -> None:
    """Answers to the letter, where they belong, and until when they are kept."""
    form = data_form([full(ResponseState.SUBMITTED)], Language.NL, cut=False)
    assert [part.text for part in form.body if isinstance(part, Quote)] == [TEXT] * END
    text = said(form)
    for part in ("regio Noordwest", "De Boer", "ingeleverd", "31 juli 2027", "31 juli 2028"):
        assert part in text
    assert [button.action for button in buttons_of(form)] == ["privacy.download", "privacy.erase"]
    assert "data.cut" not in keys_of(form)


def test_own_data_leaves_out_what_was_not_answered() -> None:
    """Only what is kept is shown; without any scan there is nothing to take along."""
    walk = with_answer(sentence(1), text="a")
    assert sentence(0).text.nl not in said(data_form([walk], Language.NL, cut=True))
    none = data_form([], Language.NL, cut=False)
    assert keys_of(none)[1] == "data.none"
    assert not list(buttons_of(none))


@pytest.mark.parametrize("language", Language)
def test_the_file_has_every_question_of_every_scan(language: Language) -> None:
    """Newest first, answered or not."""
    newest = full(ResponseState.SUBMITTED)
    older = replace(a_walk(a_response()), scan=replace(newest.scan, title="Eerste scan"))
    file = data_file([newest, older], language, NOW.date())
    text = said(file, language)
    assert text.count(sentence().text.in_(language)) == 2
    assert text.index("Borgingsscan regio Noordwest") < text.index("Eerste scan")
    assert [part.text for part in file.body if isinstance(part, Quote)] == [TEXT] * END
    assert keys_of(file).count("review.nothing") == END


def test_deleting_says_what_the_bot_cannot_take_back() -> None:
    """What stands in the channel, and what was typed in the chat."""
    assert "data.erased_published" in keys_of(erased_form(scans=1, published=1))
    assert "data.erased_published" not in keys_of(erased_form(scans=1, published=0))
    assert "blijft in Slack staan" in said(erased_form(scans=1, published=0))
