"""Small rules that say what is wrong with a JSON value, and where, in Slack's words."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.workspace.model import Json

Problems = list[str]
# A rule gets the value, its JSON pointer and the list to report to.
Rule = Callable[[Any, str, Problems], None]


def report(problems: Problems, pointer: str, reason: str) -> None:
    """Add a problem the way Slack words one."""
    problems.append(f"{reason} [json-pointer:{pointer or '/'}]")


@dataclass(frozen=True)
class Field:
    """A key of an object: its rule, and whether it must be there."""

    rule: Rule
    required: bool = False


def string(most: int | None = None, least: int = 1, pattern: str | None = None) -> Rule:
    """A text of ``least`` to ``most`` characters."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, str):
            report(problems, pointer, "must be a string")
        elif len(value) < least:
            report(problems, pointer, f"must be more than {least - 1} characters")
        elif most is not None and len(value) > most:
            report(problems, pointer, f"must be less than {most + 1} characters")
        elif pattern and not re.fullmatch(pattern, value):
            report(problems, pointer, "has an invalid format")

    return rule


def one_of(*allowed: str) -> Rule:
    """One of a few words."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if value not in allowed:
            report(problems, pointer, f"must be one of: {', '.join(allowed)}")

    return rule


def boolean(value: Any, pointer: str, problems: Problems) -> None:
    """True or false."""
    if not isinstance(value, bool):
        report(problems, pointer, "must be a boolean")


def integer(least: int, most: int) -> Rule:
    """A whole number within bounds."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report(problems, pointer, "must be an integer")
        elif not least <= value <= most:
            report(problems, pointer, f"must be between {least} and {most}")

    return rule


def items(each: Rule, most: int, least: int = 1) -> Rule:
    """A list of ``least`` to ``most`` items."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, list):
            report(problems, pointer, "must be an array")
            return
        if len(value) < least:
            report(problems, pointer, f"no fewer than {least} items required")
        if len(value) > most:
            report(problems, pointer, f"no more than {most} items allowed")
        for index, item in enumerate(value):
            each(item, f"{pointer}/{index}", problems)

    return rule


def shape(fields: Mapping[str, Field], *also: Rule) -> Rule:
    """An object with these keys and no others; ``also`` are rules on the whole of it."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not isinstance(value, dict):
            report(problems, pointer, "must be an object")
            return
        before = len(problems)
        _keys(value, fields, pointer, problems)
        if len(problems) == before:  # rules on the whole may rely on sound parts
            for each in also:
                each(value, pointer, problems)

    return rule


def _keys(value: Json, fields: Mapping[str, Field], pointer: str, problems: Problems) -> None:
    for key, field in fields.items():
        if value.get(key) is not None:
            field.rule(value[key], f"{pointer}/{key}", problems)
        elif field.required:
            report(problems, pointer, f"missing required field: {key}")
    for key in value:
        if key not in fields:
            report(problems, pointer, f"invalid additional property: {key}")


def needs_one_of(*keys: str) -> Rule:
    """At least one of these keys is there."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if not any(value.get(key) for key in keys):
            report(problems, pointer, f"must define either `{'` or `'.join(keys)}`")

    return rule


def not_both(first: str, second: str) -> Rule:
    """At most one of two keys is there."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        if value.get(first) and value.get(second):
            report(problems, pointer, f"cannot define both `{first}` and `{second}`")

    return rule


def by_type(rules: Mapping[str, Rule], place: str) -> Rule:
    """An object whose ``type`` chooses its rule; ``place`` names where it stands."""

    def rule(value: Any, pointer: str, problems: Problems) -> None:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str) or kind not in rules:
            report(problems, pointer, f"unsupported type: {kind} in {place}")
        else:
            rules[kind](value, pointer, problems)

    return rule


def required(rule: Rule) -> Field:
    """A key that must be there."""
    return Field(rule, required=True)


def subset(rules: Mapping[str, Rule], kinds: Iterable[str]) -> dict[str, Rule]:
    """The rules of some types only."""
    return {kind: rules[kind] for kind in kinds}
