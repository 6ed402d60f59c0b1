"""How the command line explains itself and says what it does not understand."""

import argparse
import textwrap
from collections.abc import Iterable
from typing import Any, NoReturn

from flows.wording import Wording, say


class Help(argparse.HelpFormatter):
    """Keeps the lines of a description, filled to the width; indented ones stay as they are."""

    def __init__(self, prog: str, usage_word: str) -> None:
        super().__init__(prog)
        self._usage_word = usage_word

    def _format_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None,
    ) -> str:
        if prefix is None:
            prefix = f"{self._usage_word}: "
        return super()._format_usage(usage, actions, groups, prefix)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        lines = text.splitlines()
        return "\n".join(
            indent + (line if line.startswith(" ") else textwrap.fill(line, width))
            for line in lines
        )


class Parser(argparse.ArgumentParser):
    """Says what it does not understand in the voice's language."""

    def __init__(self, prog: str, *, voice: Wording, **settings: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(prog, **settings)
        self._voice = voice

    def error(self, message: str) -> NoReturn:
        """Say so and where the help is; exit code 2."""
        call = say("cli.fault.call", why=message, program=self.prog)
        self.exit(2, f"{self._voice.text(call, bold=str)}\n")
