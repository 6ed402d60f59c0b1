"""What people wrote and allowed to be shared, in the channel and in a window."""

from dataclasses import replace

from flows.language import Language
from flows.messages import Form, Message
from flows.outcome import SharedText
from flows.results import to_text
from flows.scan import Moments, ScanState
from flows.views.shared import WINDOW_TEXTS, sentences_message, texts_form
from tests.support.builders import INSTRUMENT, buttons_of, keys_of, said
from tests.support.outcomes import a_published_scan, results_from

THINK, SEE, _ = INSTRUMENT.sentences
SCAN = a_published_scan()
NAMED = SharedText(item=THINK.key, text="vasthouden", person="Karin", partner="De Boer")
UNNAMED = SharedText(item=THINK.key, text="blijven praten")


def words(shown: Message | Form) -> str:
    """All that is said, without marks of bold."""
    return said(shown, Language.NL).replace("**", "")


def sentences(*shared: SharedText, we: tuple[str, ...] = ()) -> Message:
    """The message with these texts."""
    return sentences_message(replace(SCAN, we=we), "regio Noordwest", INSTRUMENT, shared)


def test_sentences_stand_together_by_what_they_finish() -> None:
    """With a name or without; a sentence that nobody shared is not there."""
    text = words(sentences(NAMED, UNNAMED))
    assert "Bij borging in de regio denk ik aan …" in text
    assert "“vasthouden” (Karin, De Boer)" in text
    assert "“blijven praten”" in text
    assert SEE.text.nl not in text
    assert "met of zonder hun naam" in text


def test_what_the_group_wrote_heads_them() -> None:
    """Also where nobody shared a sentence of their own."""
    message = sentences(NAMED, we=("een gedeeld eigenaarschap", "", ""))
    text = words(message)
    ours = f"{THINK.of_group('regio Noordwest').nl} een gedeeld eigenaarschap"
    assert text.index("Onze wij-zinnen") < text.index(ours) < text.index("vasthouden")
    alone = sentences(we=("", "veel", ""))
    assert "veel" in words(alone)
    assert "shared.note" not in keys_of(alone)


def test_nothing_left_to_share_is_said() -> None:
    """Where a message stood."""
    assert words(sentences()) == "Er zijn geen zinnen meer die gedeeld mogen worden."
    assert "shared.gone" in keys_of(sentences(we=("", "", "")))


def test_too_much_for_the_channel_is_one_tap_away() -> None:
    """A button for each sentence that does not fit."""
    message = sentences(*[replace(NAMED, text="woord " * 45)] * 8, replace(UNNAMED, item=SEE.key))
    (button,) = buttons_of(message)
    assert (button.action, button.args) == ("results.texts", {"scan": SCAN.id, "item": THINK.key})


def test_the_window_has_them_in_full() -> None:
    """Those of one item."""
    long = replace(UNNAMED, text="woord " * 400)
    text = words(texts_form(SCAN, THINK, [NAMED, long, replace(UNNAMED, item=SEE.key, text="x")]))
    assert long.text.strip() in text
    assert "(Karin, De Boer)" in text
    assert "“x”" not in text
    assert "shared.none" in keys_of(texts_form(SCAN, THINK, []))


def test_the_window_says_what_it_does_not_hold() -> None:
    """How many texts more there are; the Excel file has all, once there is one."""
    many = texts_form(SCAN, THINK, [UNNAMED] * (WINDOW_TEXTS + 1))
    assert words(many).count("blijven praten") == WINDOW_TEXTS
    assert "Er is nog één tekst die hier niet past." in words(many)
    assert "Excelbestand" not in words(many)
    done = replace(SCAN, results=to_text(results_from({"A": [3] * 7})))
    long = texts_form(done, THINK, [replace(UNNAMED, text="x" * 3000)] * 60)
    assert "Er zijn nog 17 teksten die hier niet passen." in words(long)
    assert "In het Excelbestand staan ze allemaal" in words(long)


def test_what_is_gone_says_why() -> None:
    """Withdrawn, kept as long as promised, or of a scan that was stopped, whatever it still has."""
    assert "Er zijn geen zinnen meer" in words(sentences())
    expired = sentences_message(SCAN, "regio Noordwest", INSTRUMENT, (), expired=True)
    assert "de afgesproken bewaartijd is voorbij" in words(expired)
    stopped = replace(SCAN, state=ScanState.CANCELLED, moments=Moments.TWO, we=("samen", "", ""))
    text = words(sentences_message(stopped, "regio Noordwest", INSTRUMENT, [NAMED]))
    assert "De scan is gestopt." in text
    assert "samen" not in text
    assert NAMED.text not in text
