"""People's words cannot format, ping or turn around what the bot says."""

import pytest

from bot.slack.words import chunks, runs_of, spoken, text_block, text_object
from flows.wording import say
from tests.bot.slack.support import WORDING, about, loud, said

HEBREW = "\u05e9\u05dc\u05d5\u05dd"
TAKEN_TO_THE_LETTER = [
    "*x*",
    "_x_",
    "~x~",
    "`x`",
    "x ```y``` z",
    ":smile:",
    "wie :) weet",
    "ROC 8)",
    "techniek <3",
    "> citaat",
    "fg_noord@voorbeeld.example",
    "https://evil.example",
]


@pytest.mark.parametrize("words", TAKEN_TO_THE_LETTER)
def test_words_that_mrkdwn_would_read_go_as_rich_text(words: str) -> None:
    """A name with a meaning in mrkdwn stands there to the letter, where nothing is parsed."""
    block = text_block(runs_of(said(words), WORDING))
    assert block["type"] == "rich_text"
    assert block["elements"][0]["elements"] == [{"type": "text", "text": words}]


@pytest.mark.parametrize("words", TAKEN_TO_THE_LETTER)
def test_beside_a_button_they_go_as_plain_text(words: str) -> None:
    """Where rich_text is not taken, such words are plain text without emoji."""
    made = text_object(runs_of(said(words), WORDING))
    assert made == {"type": "plain_text", "text": words, "emoji": False}


def test_our_bold_is_kept_around_such_words() -> None:
    """In rich_text our own bold is there, and the person's stars are only stars."""
    (section,) = text_block(runs_of(about("*x*"), WORDING))["elements"]
    assert {"type": "text", "text": "*x*", "style": {"bold": True}} in section["elements"]


def test_ordinary_words_go_as_mrkdwn() -> None:
    """A sentence with bold and an ordinary name is one section, escaped and verbatim."""
    assert text_block(runs_of(about("Karin & Co <b>"), WORDING)) == {
        "type": "section",
        "text": {
            "type": "mrkdwn",
            "text": (
                "Uw cijfers: *Karin &amp; Co &lt;b&gt;* &amp; meer.\n\n"
                "Tot en met *vrijdag 19 maart*, Karin &amp; Co &lt;b&gt;."
            ),
            "verbatim": True,
        },
    }


@pytest.mark.parametrize("words", ["<!channel>", "<@U123>", "@here", "&lt;!here&gt;", "<!here|x>"])
def test_nobody_is_pinged(words: str) -> None:
    """A mention that a person wrote is shown as they wrote it."""
    made = text_object(runs_of(said(words), WORDING))
    assert "<" not in made["text"]
    assert made["verbatim"]
    assert spoken(said(words), WORDING) == words


def test_bold_runs_do_not_cross_lines() -> None:
    """Each line of a bold stretch is marked by itself, for Slack ends bold at a line's end."""
    made = text_object(runs_of(loud("een \n twee"), WORDING))
    assert made["text"] == "*een* \n *twee*"


def test_bold_within_a_word_goes_as_rich_text() -> None:
    """Bold that touches a letter would be shown as stars, so it is not left to mrkdwn."""
    block = text_block(runs_of(say("t.glued", words="x"), WORDING))
    assert block["type"] == "rich_text"


def test_right_to_left_words_stay_by_themselves() -> None:
    """Hebrew or Arabic words are isolated, and controls of direction are taken out."""
    assert spoken(said(HEBREW), WORDING) == f"\u2068{HEBREW}\u2069"
    assert spoken(said("abc\u202e\u2069def"), WORDING) == "abcdef"


def test_long_text_is_split_at_words() -> None:
    """A text over the limit becomes several, and no word is broken or lost."""
    words = [f"woord{number}" for number in range(2000)]
    portions = chunks(runs_of(said(" ".join(words)), WORDING))
    assert len(portions) > 1
    assert [word for portion in portions for run in portion for word in run.text.split()] == words


def test_long_text_is_shown_in_full() -> None:
    """Slack is asked not to fold a long section."""
    assert text_block(runs_of(said("woord " * 100), WORDING))["expand"] is True
    assert "expand" not in text_block(runs_of(said("woord"), WORDING))
