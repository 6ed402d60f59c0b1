"""The commands of the command line and their options."""

import argparse
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from bot.arguments import Help, Parser
from bot.demo import PORT
from bot.manifest import HTTP_PATH
from bot.settings import PORT as HTTP_PORT
from flows.language import Language
from flows.outcome import FileKind
from flows.wording import Phrase, Wording, say

DATA: Final = Path("borging-data")
ALL_KINDS: Final = "all"
Command = Callable[[argparse.Namespace, Wording], int]


def make_parser(voice: Wording, commands: Mapping[str, Command]) -> argparse.ArgumentParser:
    """The commands, by name, with their options, explained in the voice's language."""

    def text(phrase: Phrase) -> str:
        return voice.text(phrase, bold=str)

    def fresh(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
        group = parser.add_argument_group(text(say("cli.options")))
        group.add_argument("-h", "--help", action="help", help=text(say("cli.help")))
        return group

    help_format = partial(Help, usage_word=text(say("cli.usage")))
    parser = Parser(
        "borging",
        voice=voice,
        description=text(say("cli.about")),
        formatter_class=help_format,
        add_help=False,
    )
    fresh(parser)
    subparsers = parser.add_subparsers(
        title=text(say("cli.commands")),
        metavar=text(say("cli.command")),
        required=True,
        dest="name",
    )

    def add(name: str, short: Phrase, about: Phrase) -> argparse._ArgumentGroup:
        one = subparsers.add_parser(
            name,
            voice=voice,
            help=text(short),
            description=text(about),
            formatter_class=help_format,
            add_help=False,
        )
        one.set_defaults(command=commands[name])
        return fresh(one)

    options = add("demo", say("cli.demo.help"), say("cli.demo.about"))
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
    options = add("run", say("cli.run.help"), say("cli.run.about"))
    options.add_argument(
        "--http",
        action="store_true",
        help=text(say("cli.run.http", path=HTTP_PATH, port=str(HTTP_PORT))),
    )
    options = add("check", say("cli.check.help"), say("cli.check.about"))
    options.add_argument("--http", action="store_true", help=text(say("cli.check.with_http")))
    options = add("manifest", say("cli.manifest.help"), say("cli.manifest.about"))
    options.add_argument(
        "--http",
        metavar=text(say("cli.manifest.address")),
        help=text(say("cli.manifest.http")),
    )
    add("migrate", say("cli.migrate.help"), say("cli.migrate.about"))
    options = add("holidays", say("cli.holidays.help"), say("cli.holidays.about"))
    options.add_argument(
        "file",
        nargs="?",
        type=Path,
        metavar=text(say("cli.holidays.name")),
        help=text(say("cli.holidays.file")),
    )
    options = add("export", say("cli.export.help"), say("cli.export.about"))
    options.add_argument(
        "--scan",
        type=int,
        metavar=text(say("cli.export.number")),
        help=text(say("cli.export.scan")),
    )
    options.add_argument(
        "--to", type=Path, metavar=text(say("cli.export.folder")), help=text(say("cli.export.to"))
    )
    options.add_argument(
        "--kind",
        choices=[ALL_KINDS, *FileKind],
        default=ALL_KINDS,
        help=text(say("cli.export.kind")),
    )
    options.add_argument(
        "--language", choices=list(Language), help=text(say("cli.export.language"))
    )
    add("health", say("cli.health.help"), say("cli.health.help"))
    return parser
