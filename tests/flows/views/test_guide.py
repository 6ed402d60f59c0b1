"""The guide to the conversation, and the window for the sentences of the group."""

from dataclasses import replace

import pytest

from flows.guide import LENGTHS
from flows.instrument import Certainty, Stage
from flows.language import Language
from flows.messages import ChoiceInput, Form, Note, Quote, TextInput
from flows.outcome import Outcome, SharedText
from flows.scan import Hold, Mode, Moments, Scan, ScanState
from flows.views.channel import results_message
from flows.views.guide import Guide, guide_form
from flows.views.shared import we_phrases
from flows.views.we_sentences import LONGEST, MOST_QUOTED, QUOTED, we_form
from flows.wording import Phrase
from tests.support.builders import INSTRUMENT, NOW, WORDINGS, buttons_of, said
from tests.support.outcomes import a_published_scan, outcome_from, results_from
from tests.support.shown import phrases_of

SCAN = a_published_scan()
TALKING = replace(SCAN, state=ScanState.CLOSED, hold=Hold.TALK, moments=Moments.TWO)
TOO_FEW = replace(SCAN, state=ScanState.CLOSED, hold=Hold.TOO_FEW, mode=Mode.PROTECTED)
TALKED = replace(SCAN, moments=Moments.TWO, talked_at=NOW)
RESULTS = results_from({"A": (1, 2, 3, 4, 5, 1, 2), "B": (5, 2, 3, 4, 5, 2, 3)})
REGION = "regio Noordwest"
FIRST = INSTRUMENT.sentences[0]


def guide(
    scan: Scan = SCAN, outcome: Outcome | None = None, minutes: int = 60, *, writes: bool = True
) -> Form:
    """The window about a scan."""
    return guide_form(
        Guide(
            scan=scan,
            region=REGION,
            instrument=INSTRUMENT,
            outcome=outcome,
            minutes=minutes,
            writes=writes,
        )
    )


def phrases(form: Form, key: str) -> list[Phrase]:
    """What is said with this key."""
    return [phrase for phrase in phrases_of(form.body) if phrase.key == key]


def keys(form: Form) -> list[str]:
    """The keys of all that is said."""
    return [phrase.key for phrase in phrases_of(form.body)]


@pytest.mark.parametrize("minutes", LENGTHS)
@pytest.mark.parametrize(
    ("scan", "outcome"),
    [(SCAN, outcome_from(RESULTS)), (SCAN, None), (TALKING, None), (TALKED, None), (TOO_FEW, None)],
    ids=["figures", "none", "talking", "talked", "too few"],
)
def test_the_times_it_shows_add_up(scan: Scan, outcome: Outcome | None, minutes: int) -> None:
    """To what was chosen, and the points to the time of the discussion."""
    form = guide(scan, outcome, minutes)
    shown = {
        phrase.params["title"]: phrase.params["count"] for phrase in phrases(form, "guide.now")
    }
    times = [time for time in shown.values() if isinstance(time, int)]
    assert sum(times) == minutes
    points = [phrase.params["count"] for phrase in phrases(form, "guide.point")]
    if outcome:
        assert sum(time for time in points if isinstance(time, int)) in times
    else:
        assert points == []


def test_the_length_is_chosen_in_the_window() -> None:
    """Every length, and a choice is told at once."""
    asked = next(one for one in guide(minutes=45).body if isinstance(one, ChoiceInput))
    assert [option.value for option in asked.options] == [str(one) for one in LENGTHS]
    assert asked.initial == "45"
    assert asked.action == "guide.length"


def test_the_points_of_the_agenda_stand_in_the_discussion() -> None:
    """In the words of the channel: its mean, the scale once, why, and the same question."""
    text = said(guide(outcome=outcome_from(RESULTS)))
    assert (
        "**Inzicht in resultaten: 1,5 van 5. Laag, en de cijfers liggen dicht bij elkaar.**" in text
    )
    assert "**STO in de (lijn)organisatie: 3,0. Verdeeld, van 1 tot 5.**" in text
    assert "Wat ziet de een dat de ander niet ziet?" in text
    assert text.count("van 5") == 1
    assert "het hoogste cijfer (Structuren en systemen)" in text
    assert "donderdag 25 maart" in text


@pytest.mark.parametrize("scores", [(1, 4), (4, 4), (5, 5), (2, 2)])
def test_the_guide_and_the_channel_ask_the_same(scores: tuple[int, int]) -> None:
    """Each point with the same reason and the same question, whatever the figures."""
    first, second = scores
    people = {"A": (first, *(5,) * 6), "B": (second, *(5,) * 6)}
    outcome = outcome_from(results_from(people))
    channel = [
        one for one in phrases_of(results_message(outcome).body) if one.key == "agenda.point"
    ]
    told = phrases(guide(outcome=outcome), "guide.point")
    assert len(told) == len(channel) > 0
    for name in ("item", "marks", "question"):
        assert [one.params[name] for one in told] == [one.params[name] for one in channel]


def test_low_figures_are_not_said_to_succeed() -> None:
    """The highest figure is where to begin only if it is not low."""
    low = guide(outcome=outcome_from(results_from({"A": (1, 1, 2, 1, 1, 1, 1)})))
    assert "guide.do.radar" in keys(low)
    assert "Waardoor lukt dit" not in said(low)
    high = guide(outcome=outcome_from(results_from({"A": (1, 1, 3, 1, 1, 1, 1)})))
    assert "guide.do.radar_strong" in keys(high)


def test_several_that_are_strongest_are_all_named() -> None:
    """No one is chosen from equals; where all are equal none is."""
    two = guide(outcome=outcome_from(results_from({"A": (1, 5, 5, 3, 3, 3, 3)})))
    assert "Sterk en uniek aanbod en Structurele betrokkenheid" in said(two)
    equal = guide(outcome=outcome_from(results_from({"A": (3,) * 7})))
    assert "guide.do.radar" in keys(equal)


@pytest.mark.parametrize(
    ("scan", "intro"),
    [
        (TALKING, "guide.intro.talk"),
        (TOO_FEW, "guide.intro.no_figures"),
        (SCAN, "guide.intro.no_figures"),
    ],
)
def test_it_helps_without_figures(scan: Scan, intro: str) -> None:
    """It says why there are none, and names no radar or score."""
    form = guide(scan)
    assert keys(form)[0] == intro
    assert "radar" not in said(form)
    assert not phrases(form, "guide.point")


def test_without_a_meeting_it_names_no_day() -> None:
    """A scan may have none."""
    undated = replace(SCAN, meeting_on=None)
    assert keys(guide(undated, outcome_from(RESULTS, undated)))[0] == "guide.intro.figures"


def test_without_figures_the_statements_can_be_read_out() -> None:
    """To the letter, and nobody is asked for a score; when they will be sent they stay away."""
    first = INSTRUMENT.statements[0].text.nl
    assert first in said(guide(TOO_FEW))
    assert "Vraag niemand naar een cijfer." in said(guide(TOO_FEW))
    assert first not in said(guide(TALKING))
    assert "Stellingen versturen" in said(guide(TALKING))


def test_what_was_done_before_is_marked_so() -> None:
    """After two moments: reflection and conversation, without time."""
    done = phrases(guide(TALKED, outcome_from(RESULTS, TALKED)), "guide.done")
    titles = [title.key for one in done if isinstance(title := one.params["title"], Phrase)]
    assert titles == ["guide.stage.reflection", "guide.stage.picture"]


@pytest.mark.parametrize("language", Language)
def test_sources_are_quoted_or_named(language: Language) -> None:
    """The tool's own words as a quotation, ours after a source labelled so, in both languages."""
    form = guide(TOO_FEW)
    for phrase in (*phrases(form, "guide.literal"), *phrases(form, "guide.after")):
        text = phrase.params["text"]
        literal = [one for texts in INSTRUMENT.method.values() for one in texts if one == text]
        quoted = phrase.key == "guide.literal"
        assert (literal[0].certainty is Certainty.LITERAL) is quoted
        words = WORDINGS[language].text(phrase)
        ours = "vertal" in words or "translation" in words or "onze woorden" in words
        assert ours or "our words" in words or (quoted and language is Language.NL)
    assert phrases(form, "guide.literal")
    assert phrases(form, "guide.after")


def test_a_text_of_our_own_names_no_source() -> None:
    """A questionnaire without a source for a stage has none named."""
    own = replace(INSTRUMENT.method[Stage.ACTIONS][0], certainty=Certainty.OWN, source=None)
    instrument = replace(INSTRUMENT, method={Stage.ACTIONS: (own,)})
    form = guide_form(
        Guide(
            scan=SCAN, region=REGION, instrument=instrument, outcome=None, minutes=60, writes=True
        )
    )
    assert own.nl in said(form)
    assert "naar:" not in said(form)


def test_only_a_leader_can_write() -> None:
    """Others read the sentences of the group, and how each begins as long as there are none."""
    wrote = replace(SCAN, we=("samen", "", "hoe lang nog"))
    form = guide(wrote, writes=False)
    assert not list(buttons_of(form))
    assert "Bij borging in regio Noordwest denken we aan: samen" in said(form)
    assert "zien en ervaren we:" not in said(form)
    assert "Bij borging in regio Noordwest zien en ervaren we: …" in said(guide(writes=False))
    labels = [button.label.key for button in buttons_of(guide(wrote))]
    assert labels == ["guide.we.change"]
    assert [button.label.key for button in buttons_of(guide())] == ["guide.we.write"]


def shared(count: int, length: int = 20, person: str = "") -> list[SharedText]:
    """So many texts for the first sentence."""
    partner = "ROC West" if person else ""
    return [
        SharedText(item=FIRST.key, text=f"{n} ".ljust(length, "x"), person=person, partner=partner)
        for n in range(count)
    ]


def written(form: Form) -> list[str]:
    """What the inputs begin with."""
    return [str(one.initial) for one in form.body if isinstance(one, TextInput)]


def test_what_people_share_stands_above_what_the_group_writes() -> None:
    """With a name where they chose so; a sentence that nobody shared says that."""
    people = [*shared(1, person="Karin de Boer"), *shared(1)]
    form = we_form(SCAN, INSTRUMENT, REGION, people, {"scan": 7})
    assert [one.text for one in form.body if isinstance(one, Quote)] == [one.text for one in people]
    assert said(form).count("Karin de Boer, ROC West") == 1
    assert len(phrases(form, "guide.we.none_shared")) == 2
    assert written(form) == ["", "", ""]
    inputs = [one for one in form.body if isinstance(one, TextInput)]
    assert {one.longest for one in inputs} == {LONGEST}
    assert "Bij borging in regio Noordwest denken we aan:" in said(form)


def test_as_long_as_nobody_may_see_them_nothing_is_said_of_them() -> None:
    """Not that nobody shared."""
    form = we_form(SCAN, INSTRUMENT, REGION, None, {})
    assert "guide.we.none_shared" not in keys(form)
    assert not [one for one in form.body if isinstance(one, Quote)]


@pytest.mark.parametrize(
    ("count", "length", "fits"),
    [(MOST_QUOTED + 3, 20, MOST_QUOTED), (4, QUOTED // 2, 2)],
    ids=["many", "long"],
)
def test_more_than_fits_is_counted(count: int, length: int, fits: int) -> None:
    """The first that fit, and how many more are one tap away."""
    form = we_form(SCAN, INSTRUMENT, REGION, shared(count, length), {})
    assert len([one for one in form.body if isinstance(one, Quote)]) == fits
    (more,) = phrases(form, "guide.we.more")
    assert more.params["count"] == count - fits
    assert {button.action for button in buttons_of(form)} == {"results.texts"}


def test_what_somebody_else_wrote_meanwhile_stands_beside_it() -> None:
    """What was typed stays in the inputs; what stands there now can be read, also if emptied."""
    scan = replace(SCAN, we=("van Els", "", "zelfde"))
    typed = ("van Marijke", "ook van Marijke", "zelfde")
    form = we_form(scan, INSTRUMENT, REGION, None, {}, typed)
    assert keys(form)[0] == "guide.we.changed"
    assert written(form) == list(typed)
    assert [one.text for one in form.body if isinstance(one, Quote)] == ["van Els"]
    notes = [one.phrase.key for one in form.body if isinstance(one, Note)]
    assert notes == ["guide.we.stands", "guide.we.stands", "guide.we.empty"]


def test_the_group_s_sentences_in_words() -> None:
    """As the group begins and ends each, for any place; none if none was written."""
    assert we_phrases(SCAN.we, INSTRUMENT, REGION) == ()
    said_of = we_phrases(("", "iets", ""), INSTRUMENT, REGION)
    assert [WORDINGS[Language.NL].text(one) for one in said_of] == [
        "Bij borging in regio Noordwest zien en ervaren we: iets"
    ]
