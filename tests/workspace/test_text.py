"""Slack's conventions for text."""

import pytest

from bot.workspace.text import escape, normalise, readable, typed, unescape


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("a & b", "a &amp; b"),
        ("a &amp; b", "a &amp; b"),
        ("1 < 2 > 0", "1 &lt; 2 &gt; 0"),
        ("<@U1> <#C1|x> <!channel>", "<@U1> <#C1|x> <!channel>"),
        ("<https://x.nl?a=1&b=2|hier>", "<https://x.nl?a=1&amp;b=2|hier>"),
        ("<script>", "&lt;script&gt;"),
    ],
)
def test_an_apps_text_is_normalised(given: str, stored: str) -> None:
    """Tokens stay, all else is escaped once."""
    assert normalise(given) == stored


def test_what_a_person_types_means_nothing() -> None:
    """Escaping and back gives the same; only known names become mentions."""
    text = "<!channel> & <@U1> @anna @niemand #plek a@anna.nl"
    assert unescape(escape(text)) == text
    stored = typed(text, {"anna": "U7"}, {"plek": "C7"})
    assert stored == "&lt;!channel&gt; &amp; &lt;@U1&gt; <@U7> @niemand <#C7|plek> a@anna.nl"


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("<@U1> in <#C1>", "@Anna in #plek"),
        ("<https://x.nl|hier> en <https://x.nl>", "hier en https://x.nl"),
        ("*vet* _schuin_ ~weg~ `code` 2 * 3 * 4", "vet schuin weg code 2 * 3 * 4"),
        ("<!date^1|vrijdag> &lt;x&gt;", "vrijdag <x>"),
        ("snake_case_name", "snake_case_name"),
    ],
)
def test_text_as_a_person_reads_it(stored: str, read: str) -> None:
    """Names for ids, labels for links, no marks of style."""
    assert readable(stored, {"U1": "Anna"}, {"C1": "plek"}) == read
