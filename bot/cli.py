"""The command line: `borging demo`, `run`, `check`, `migrate`, `holidays` and more."""

import argparse
import asyncio
import io
import logging
import sys
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from bot.autoplay import play, save_picture
from bot.check import check
from bot.demo import demo
from bot.demo_region import CHANNEL
from bot.exceptions import ShellError
from bot.export import Wanted, export, published_scans
from bot.health import is_alive
from bot.logs import LogFormat, set_up_logs
from bot.manifest import manifest_text
from bot.options import ALL_KINDS, Command, make_parser
from bot.run import stay, stop_signal
from bot.school_holidays import known_school_years, take_in
from bot.settings import (
    Settings,
    environment,
    log_format,
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
from flows.language import Language
from flows.outcome import FileKind
from flows.wording import Phrase, Wording, say
from storage.exceptions import StorageError
from storage.schema import SchemaStatus, migrate, schema_state

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
    parser = make_parser(voice, COMMANDS)
    given = sys.argv[1:] if arguments is None else arguments
    if not given:
        parser.print_help(sys.stderr)
        return 2
    asked = parser.parse_args(given)
    command: Command = asked.command
    if fault is not None:
        return _fail(voice, fault.phrase)
    try:
        _set_up_logs(variables, runs=command is _run)
        return command(asked, voice)
    except ShellError as error:
        return _fail(voice, error.phrase)
    except StorageError as error:
        return _fail(voice, storage_fault(error))
    except BrokenPipeError:
        return 0  # who reads the output has had enough of it


def _set_up_logs(variables: Mapping[str, str], *, runs: bool) -> None:
    """A run is read by programs unless somebody watches it; all else speaks to people."""
    form = log_format(variables, at_terminal=sys.stderr.isatty()) if runs else LogFormat.TEXT
    set_up_logs(logging.INFO if runs else logging.WARNING, form, sys.stderr)


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
    stop = stop_signal()
    async with demo(folder, asked.port) as running_demo:
        address = running_demo.address
        page = running_demo.page
        _tell(voice, say("cli.demo.ready", address=page, folder=str(folder)))
        if not asked.no_browser and not asked.once:
            webbrowser.open(page)
        if asked.autoplay:
            await running_demo.begin_a_day()
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


def _run(asked: argparse.Namespace, voice: Wording) -> int:
    settings = replace(_settings(), by_http=asked.http)
    require_tokens(settings)
    if schema_state(settings.database_url).status is SchemaStatus.EMPTY:
        migrate(settings.database_url)  # an older one is first copied, by whoever keeps it

    try:
        why = asyncio.run(stay(settings, partial(_tell, voice)))
    except CALL_ERRORS:
        return _fail(voice, say("cli.fault.slack"))
    if why is not None:
        return _fail(voice, why)
    _tell(voice, say("cli.run.bye"))
    return 0


def _check(asked: argparse.Namespace, voice: Wording) -> int:
    settings = _settings()
    by_http = asked.http or bool(settings.signing_secret and not settings.app_token)
    findings = asyncio.run(check(replace(settings, by_http=by_http)))
    for finding in findings:
        if finding.is_fine:
            _tell(voice, say("cli.check.line_fine", finding=finding.phrase))
        else:
            _tell(voice, say("cli.check.line_faulty", finding=finding.phrase))
    return 0 if all(finding.is_fine for finding in findings) else 1


def _manifest(asked: argparse.Namespace, _voice: Wording) -> int:
    print(manifest_text(asked.http))
    return 0


def _migrate(_asked: argparse.Namespace, voice: Wording) -> int:
    steps = migrate(_settings().database_url)
    _tell(voice, say("cli.migrate.done", count=len(steps)))
    return 0


def _holidays(asked: argparse.Namespace, voice: Wording) -> int:
    settings = _settings()
    work = known_school_years(settings) if asked.file is None else take_in(settings, asked.file)
    outcome = asyncio.run(work)
    for line in outcome.lines:
        print(
            voice.text(line, bold=str),
            file=sys.stdout if outcome.is_fine else sys.stderr,
            flush=True,
        )
    return 0 if outcome.is_fine else 1


def _export(asked: argparse.Namespace, voice: Wording) -> int:
    settings = _settings()
    if asked.scan is None:
        work = published_scans(settings)
    elif asked.to is None:
        return _fail(voice, say("cli.export.where"))
    else:
        kinds = list(FileKind) if asked.kind == ALL_KINDS else [FileKind(asked.kind)]
        language = Language(asked.language) if asked.language else None
        wanted = Wanted(scan=asked.scan, kinds=kinds, folder=asked.to, language=language)
        work = export(settings, wanted)
    for line in asyncio.run(work):
        _tell(voice, line)
    return 0


def _health(_asked: argparse.Namespace, _voice: Wording) -> int:
    return 0 if is_alive() else 1


COMMANDS: Mapping[str, Command] = {
    "demo": _demo,
    "run": _run,
    "check": _check,
    "manifest": _manifest,
    "migrate": _migrate,
    "holidays": _holidays,
    "export": _export,
    "health": _health,
}
