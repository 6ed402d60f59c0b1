"""What stands in a message or form, whatever elements it is made of."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from flows.catalogue import load_texts
from flows.events import FieldValue
from flows.messages import (
    ChannelInput,
    ChoiceInput,
    DateInput,
    Form,
    ManyInput,
    Message,
    Page,
    PeopleInput,
    TextInput,
)
from flows.wording import Language, Phrase, Wording

DUTCH = Wording(load_texts(), Language.NL)
INPUTS = (TextInput, ChoiceInput, ManyInput, DateInput, PeopleInput, ChannelInput)


def phrases_of(value: object) -> Iterator[Phrase]:
    """Every phrase in a message, form, page or part of one, in the order of the fields."""
    if isinstance(value, Phrase):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from phrases_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from phrases_of(getattr(value, field.name))


def words_of(value: object) -> Iterator[str]:
    """Every string that is no phrase's key: names of inputs, quotes, args, initial values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Phrase):
        for param in value.params.values():
            yield from words_of(param)
    elif isinstance(value, dict):
        for name, part in value.items():
            yield from words_of(name)
            yield from words_of(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from words_of(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from words_of(getattr(value, field.name))


def fields_of(form: Form | Message | Page) -> dict[str, FieldValue]:
    """What the inputs of a form begin with, by name."""
    found: dict[str, FieldValue] = {}
    for element in form.body:
        if isinstance(element, INPUTS):
            initial = element.initial
            found[element.name] = DUTCH.text(initial) if isinstance(initial, Phrase) else initial
    return found
