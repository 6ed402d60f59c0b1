"""Slack's conventions for text: three escaped characters, and <…> for links and mentions."""

import re
from collections.abc import Mapping

_ENTITY = re.compile(r"&(?!(?:amp|lt|gt);)")
_TOKEN = re.compile(r"<(?:[@#!][^<>\n]*|(?:https?://|mailto:|tel:)[^<>\n]*)>")
_STYLED = re.compile(r"(?<!\w)([*_~`])(?=\S)([^\n]*?\S)\1(?!\w)")
_URL = re.compile(r"https?://[^\s<>]+")
_AT = re.compile(r"(?<![\w@])@([\w-]+(?:\.[\w-]+)*)")
_HASH = re.compile(r"(?<![\w#])#([\w-]+)")


def escape(text: str) -> str:
    """Make a person's text literal: ``&``, ``<`` and ``>`` cannot mean anything in it."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The reverse of ``escape``."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def normalise(text: str) -> str:
    """What Slack makes of an app's text: stray ``&``, ``<``, ``>`` escaped, <…> tokens kept."""
    pieces: list[str] = []
    end = 0
    for token in _TOKEN.finditer(text):
        pieces.append(_stray(text[end : token.start()]))
        pieces.append(_ENTITY.sub("&amp;", token.group()))
        end = token.end()
    pieces.append(_stray(text[end:]))
    return "".join(pieces)


def _stray(text: str) -> str:
    return _ENTITY.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """What a person typed, as Slack stores it.

    ``people`` and ``channels`` map names to ids: a known ``@name`` or ``#name`` becomes a
    mention, an address becomes a link, all else is escaped.
    """

    def person(found: re.Match[str]) -> str:
        return f"<@{people[found[1]]}>" if found[1] in people else found[0]

    def channel(found: re.Match[str]) -> str:
        return f"<#{channels[found[1]]}|{found[1]}>" if found[1] in channels else found[0]

    pieces: list[str] = []
    end = 0
    for url in _URL.finditer(text):
        pieces.append(_HASH.sub(channel, _AT.sub(person, escape(text[end : url.start()]))))
        pieces.append(f"<{escape(url.group())}>")
        end = url.end()
    pieces.append(_HASH.sub(channel, _AT.sub(person, escape(text[end:]))))
    return "".join(pieces)


def readable(text: str, people: Mapping[str, str], channels: Mapping[str, str]) -> str:
    """Mrkdwn as a person reads it: mentions as names, links by label, no marks of style.

    ``people`` and ``channels`` map ids to names.
    """

    def token(found: re.Match[str]) -> str:
        target, _, label = found.group()[1:-1].partition("|")
        if target.startswith("@"):
            return f"@{people.get(target[1:], target[1:])}"
        if target.startswith("#"):
            return f"#{label or channels.get(target[1:], target[1:])}"
        if target.startswith("!date^"):
            return label
        return label or target.removeprefix("!").removeprefix("mailto:")

    return unescape(_STYLED.sub(lambda found: found[2], _TOKEN.sub(token, text)))
