"""The command line: `borging demo`, `run`, `check`, `manifest`, `migrate`, `health`."""

import argparse
import asyncio
import gc
import io
import logging
import signal
import sys
import textwrap
import webbrowser
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from bot.autoplay import play, save_picture
from bot.check import check
from bot.compose import running
from bot.demo import PORT, demo
from bot.demo_region import CHANNEL
from bot.exceptions import ShellError
from bot.health import is_alive
from bot.manifest import manifest_text
from bot.settings import (
    Settings,
    environment,
    process_environment,
    read_settings,
    require_tokens,
    system_language,
)
from bot.slack.errors import CALL_ERRORS
from bot.storage_faults import storage_fault
from bot.wording import load_all_texts
from bot.workspace.errors import PersonError
from flows.exceptions import DataFileError
from flows.wording import Phrase, Wording, say
from storage.exceptions import StorageError
from storage.schema import SchemaStatus, migrate, schema_state

DATA = Path("borging-data")
Command = Callable[[argparse.Namespace, Wording], int]
WIDTH = 40
"""Characters of the progress bar."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; 0 if it did what was asked, 1 if not, 2 for a wrong call."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a console may lack the letters of a sentence
    fault: ShellError | None = None
    try:
        variables = environment(Path.cwd())
    except ShellError as error:
        variables, fault = process_environment(), error
    try:
        voice = Wording(load_all_texts(), system_language(variables))
    except DataFileError as error:
        print(error, file=sys.stderr)
        return 1
    parser = make_parser(voice)
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        parser.print_help(sys.stderr)
        return 2
    asked = parser.parse_args(given)
    level = logging.INFO if asked.command is _run else logging.WARNING
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    command: Command = asked.command
    if fault is not None:
        return _fail(voice, fault.phrase)
    try:
        return command(asked, voice)
    except ShellError as error:
        return _fail(voice, error.phrase)
    except StorageError as error:
        return _fail(voice, storage_fault(error))
    except BrokenPipeError:
        return 0  # who reads the output has had enough of it


class _Help(argparse.HelpFormatter):
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


class _Parser(argparse.ArgumentParser):
    """Says what it does not understand in the voice's language."""

    def __init__(self, prog: str, *, voice: Wording, **settings: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(prog, **settings)
        self._voice = voice

    def error(self, message: str) -> NoReturn:
        """Say so and where the help is; exit code 2."""
        call = say("cli.fault.call", why=message, program=self.prog)
        self.exit(2, f"{self._voice.text(call, bold=str)}\n")


def make_parser(voice: Wording) -> argparse.ArgumentParser:
    """The commands and their options, explained in the voice's language."""

    def text(phrase: Phrase) -> str:
        return voice.text(phrase, bold=str)

    def fresh(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
        group = parser.add_argument_group(text(say("cli.options")))
        group.add_argument("-h", "--help", action="help", help=text(say("cli.help")))
        return group

    help_format = partial(_Help, usage_word=text(say("cli.usage")))
    parser = _Parser(
        "borging",
        voice=voice,
        description=text(say("cli.about")),
        formatter_class=help_format,
        add_help=False,
    )
    fresh(parser)
    commands = parser.add_subparsers(
        title=text(say("cli.commands")),
        metavar=text(say("cli.command")),
        required=True,
        dest="name",
    )

    def add(name: str, command: Command, short: Phrase, about: Phrase) -> argparse._ArgumentGroup:
        one = commands.add_parser(
            name,
            voice=voice,
            help=text(short),
            description=text(about),
            formatter_class=help_format,
            add_help=False,
        )
        one.set_defaults(command=command)
        return fresh(one)

    options = add("demo", _demo, say("cli.demo.help"), say("cli.demo.about"))
    options.add_argument(
        "--data", type=Path, default=DATA, help=text(say("cli.demo.data", folder=str(DATA)))
    )
    options.add_argument(
        "--port", type=int, default=PORT, help=text(say("cli.demo.port", port=str(PORT)))
    )
    for flag, help_text in (
        ("--no-browser", say("cli.demo.no_browser")),
        ("--autoplay", say("cli.demo.autoplay")),
        ("--once", say("cli.demo.once")),
    ):
        options.add_argument(flag, action="store_true", help=text(help_text))
    add("run", _run, say("cli.run.help"), say("cli.run.about"))
    add("check", _check, say("cli.check.help"), say("cli.check.about"))
    add("manifest", _manifest, say("cli.manifest.help"), say("cli.manifest.about"))
    add("migrate", _migrate, say("cli.migrate.help"), say("cli.migrate.about"))
    add("health", _health, say("cli.health.help"), say("cli.health.help"))
    return parser


def _tell(voice: Wording, phrase: Phrase) -> None:
    print(voice.text(phrase, bold=str), flush=True)


def _fail(voice: Wording, phrase: Phrase) -> int:
    print(voice.text(phrase, bold=str), file=sys.stderr, flush=True)
    return 1


def _settings() -> Settings:
    return read_settings(environment(Path.cwd()))


def _demo(asked: argparse.Namespace, voice: Wording) -> int:
    if asked.once and not asked.autoplay:
        return _fail(voice, say("cli.demo.once_alone"))
    try:
        return asyncio.run(_play_demo(asked, voice))
    except CALL_ERRORS:
        return _fail(voice, say("cli.fault.slack"))


async def _play_demo(asked: argparse.Namespace, voice: Wording) -> int:
    folder: Path = asked.data
    stop = _stop_signal()
    async with demo(folder, asked.port) as running_demo:
        address = running_demo.address
        page = running_demo.page
        _tell(voice, say("cli.demo.ready", address=page, folder=str(folder)))
        if not asked.no_browser and not asked.once:
            webbrowser.open(page)
        if asked.autoplay:
            try:
                radar = await play(address, _bar(voice))
            except (PersonError, TimeoutError) as error:
                return _fail(voice, say("cli.demo.failed", why=str(error)))
            picture = folder / "radar.png"
            await save_picture(address, radar, picture)
            _tell(voice, say("cli.demo.radar", channel=CHANNEL, file=str(picture)))
        if not asked.once:
            await stop.wait()
            _tell(voice, say("cli.demo.bye", folder=str(folder)))
    return 0


def _bar(voice: Wording) -> Callable[[int, int], None]:
    label = voice.text(say("cli.demo.playing"))

    def show(done: int, total: int) -> None:
        filled = WIDTH * done // total
        end = "\n" if done == total else ""
        print(
            f"\r{label} [{'#' * filled}{'.' * (WIDTH - filled)}] {done}/{total}",
            end=end,
            flush=True,
        )

    return show


def _run(_asked: argparse.Namespace, voice: Wording) -> int:
    settings = _settings()
    require_tokens(settings)
    if schema_state(settings.database_url).status is SchemaStatus.EMPTY:
        migrate(settings.database_url)  # an older one is first copied, by whoever keeps it

    async def stay() -> int:
        stop = _stop_signal()
        async with running(settings) as bot:
            gc.freeze()  # what stands by now stays: looking through it again cost a tenth of a tap
            _tell(voice, say("cli.run.ready", team=bot.installation.workspace.name))
            await stop.wait()
        _tell(voice, say("cli.run.bye"))
        return 0

    try:
        return asyncio.run(stay())
    except CALL_ERRORS:
        return _fail(voice, say("cli.fault.slack"))


def _stop_signal() -> asyncio.Event:
    """An event that Ctrl+C and SIGTERM set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, stop.set)
    return stop


def _check(_asked: argparse.Namespace, voice: Wording) -> int:
    findings = asyncio.run(check(_settings()))
    for finding in findings:
        if finding.is_fine:
            _tell(voice, say("cli.check.line_fine", finding=finding.phrase))
        else:
            _tell(voice, say("cli.check.line_faulty", finding=finding.phrase))
    return 0 if all(finding.is_fine for finding in findings) else 1


def _manifest(_asked: argparse.Namespace, _voice: Wording) -> int:
    print(manifest_text())
    return 0


def _migrate(_asked: argparse.Namespace, voice: Wording) -> int:
    steps = migrate(_settings().database_url)
    _tell(voice, say("cli.migrate.done", count=len(steps)))
    return 0


def _health(_asked: argparse.Namespace, _voice: Wording) -> int:
    return 0 if is_alive() else 1
