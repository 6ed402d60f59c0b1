"""Telling of a programming fault without what people said."""

import traceback


def where_it_failed(error: BaseException) -> str:
    """The kind of an error and the lines it came through, without its message.

    The message of an error can hold what was being worked on: an answer, or a token.
    """
    return f"{type(error).__name__}\n{''.join(traceback.format_tb(error.__traceback__))}"
