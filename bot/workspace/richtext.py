"""The rules for ``rich_text`` blocks."""

from bot.workspace.schema import (
    Field,
    Rule,
    boolean,
    by_type,
    integer,
    items,
    one_of,
    required,
    shape,
    string,
)

PIECES = 1000  # as many inline pieces as a section may hold here; Slack documents no number
TEXT = 40_000  # characters; a message's own limit is the real one
STYLE = shape(
    {
        key: Field(boolean)
        for key in (
            "bold",
            "italic",
            "strike",
            "code",
            "underline",
            "highlight",
            "client_highlight",
            "unlink",
        )
    }
)


def _inline(kind: str, **fields: Field) -> Rule:
    return shape({"type": required(one_of(kind)), "style": Field(STYLE), **fields})


INLINE = by_type(
    {
        "text": _inline("text", text=required(string(TEXT))),
        "link": _inline(
            "link",
            url=required(string(3000)),
            text=Field(string(TEXT, least=0)),
            unsafe=Field(boolean),
        ),
        "user": _inline("user", user_id=required(string(30))),
        "channel": _inline("channel", channel_id=required(string(30))),
        "emoji": _inline(
            "emoji",
            name=required(string(100)),
            unicode=Field(string(50)),
            skin_tone=Field(string()),
        ),
        "broadcast": _inline("broadcast", range=required(one_of("here", "channel", "everyone"))),
        "date": _inline(
            "date",
            timestamp=required(integer(0, 2**40)),
            format=required(string(200)),
            url=Field(string(3000)),
            fallback=Field(string(3000)),
        ),
        "color": _inline("color", value=required(string(20))),
    },
    "rich text",
)


def _container(kind: str, each: Rule, **fields: Field) -> Rule:
    return shape(
        {
            "type": required(one_of(kind)),
            "elements": required(items(each, PIECES, least=0)),
            **fields,
        }
    )


SECTION = _container("rich_text_section", INLINE)
BORDER = Field(integer(0, 1))


RICH_TEXT_ELEMENTS = by_type(
    {
        "rich_text_section": SECTION,
        "rich_text_quote": _container("rich_text_quote", INLINE, border=BORDER),
        "rich_text_preformatted": _container("rich_text_preformatted", INLINE, border=BORDER),
        "rich_text_list": _container(
            "rich_text_list",
            SECTION,
            style=required(one_of("bullet", "ordered")),
            indent=Field(integer(0, 8)),
            offset=Field(integer(0, 10_000)),
            border=BORDER,
        ),
    },
    "a rich_text block",
)
