"""The file of a person's own data."""

from dataclasses import replace

import pytest

from flows.language import Language
from flows.messages import Quote
from flows.response import ResponseState
from flows.views.data_file import data_file
from tests.support.answered import TEXT, full
from tests.support.builders import (
    INSTRUMENT,
    NOW,
    a_response,
    a_walk,
    keys_of,
    said,
    sentence,
)

ITEMS = INSTRUMENT.items
END = len(ITEMS)


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
