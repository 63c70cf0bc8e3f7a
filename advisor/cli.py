"""The command line: which commands there are and what they take."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from advisor import __version__, limits
from advisor.canvas import LANGUAGES, Language
from advisor.commands.check import NEVER, run_check
from advisor.commands.console import Console
from advisor.commands.convert import FORMS, run_convert
from advisor.commands.course import FEEDBACK
from advisor.commands.read import run_read
from advisor.commands.rule_examples import run_test
from advisor.commands.rules import run_list, run_show
from advisor.commands.screen import run_screen
from advisor.commands.verify import run_verify
from advisor.findings import Severity
from advisor.rulebook.loader import rule_sets
from advisor.source import Problem, closest
from advisor.texts import Words, words

_FAIL_ON = (Severity.CONTRADICTION, Severity.RISK, Severity.HINT)
Command = Callable[[argparse.Namespace, Console], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and give its exit status."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    spoken = words(language_of(arguments, os.environ))
    options = build_parser(spoken).parse_args(arguments)
    run: Command = options.run
    return run(options, Console(spoken))


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """Give the language asked for with --lang, else the environment's, else English.

    It is looked up before the arguments are parsed: help and errors are in it too.
    """
    asked = ""
    for index, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument == "--lang":
            asked = "".join(arguments[index + 1 : index + 2])
        elif argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
    named = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    code = asked or next(filter(None, named), "")
    return next((language for language in LANGUAGES if code.startswith(language)), "en")


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors come from the texts."""

    def __init__(self, *, spoken: Words, about: str = "", **settings: Any) -> None:
        def formatter(prog: str) -> argparse.HelpFormatter:
            return _Formatter(prog, spoken("cli.usage"))

        super().__init__(
            description=spoken(about) if about else None,
            formatter_class=formatter,
            add_help=False,
            allow_abbrev=False,
            **settings,
        )
        self.spoken = spoken
        self._positionals.title = spoken("cli.arguments")
        self._optionals.title = spoken("cli.options")
        self.add_argument("-h", "--help", action="help", help=spoken("cli.help"))
        self.add_argument("--lang", choices=LANGUAGES, help=spoken("cli.lang"))

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """Give the options; anything left over is an error."""
        options, surplus = self.parse_known_args(args, namespace)
        if surplus:
            self.error(self.spoken("cli.surplus", words=" ".join(surplus)))
        return options

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        known = [str(choice) for choice in action.choices or ()]
        if known and value not in known:
            near = closest(value, known)
            details = {"kind": "value", "word": value, "closest": near, "known": known}
            sentence = self.spoken.problem(Problem("unknown_word", details=details))
            self.error(": ".join([*action.option_strings[-1:], sentence]))

    def error(self, message: str) -> NoReturn:
        """Say how the call goes and end with status 2."""
        what, _, names = message.partition(": ")  # argparse knows English only
        if what.endswith(" required"):
            message = self.spoken("cli.required", names=names)
        elif what.startswith("argument ") and names.startswith("expected "):
            message = self.spoken("cli.no_value", option=what.removeprefix("argument "))
        elif what.startswith("argument "):
            message = f"{what.removeprefix('argument ')}: {names}"
        self.print_usage(sys.stderr)
        self.exit(2, self.spoken("cli.misuse", program=self.prog, reason=message) + "\n")


class _Formatter(argparse.HelpFormatter):
    def __init__(self, prog: str, usage: str) -> None:
        super().__init__(prog, width=80)
        self._prefix = usage

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self._prefix if prefix is None else prefix)


def build_parser(spoken: Words) -> Parser:
    """Give the parser of all commands in one language."""
    called = Path(sys.argv[0]).stem
    prog = "python -m advisor" if called.startswith("__main__") else called or "stimmig"
    parser = Parser(spoken=spoken, about="cli.about", prog=prog)
    parser.add_argument(
        "--version", action="version", version=f"Stimmig {__version__}", help=spoken("cli.version")
    )
    commands = parser.add_subparsers(
        required=True, dest="command", metavar="COMMAND", help=spoken("cli.command")
    )

    def add(to: Any, name: str, about: str, run: Command | None = None) -> Parser:
        command: Parser = to.add_parser(name, spoken=spoken, about=about, help=spoken(about))
        command.set_defaults(run=run)
        return command

    _check_options(add(commands, "check", "cli.check.about", run_check), spoken)
    _screen_options(add(commands, "screen", "cli.screen.about", run_screen), spoken)

    rules = add(commands, "rules", "cli.rules.about", run_list)
    _format_option(rules, spoken, "text", "json")
    rules.set_defaults(rules=None)
    kinds = rules.add_subparsers(metavar="list | show ID | test DIR", dest="kind")
    for name, run, argument, help_text in (
        ("list", run_list, "", ""),
        ("show", run_show, "rule", "cli.rules.id"),
        ("test", run_test, "folder", "cli.rules.folder"),
    ):
        kind = add(kinds, name, f"cli.rules.{name}", run)
        _format_option(kind, spoken, "text", "json", default=argparse.SUPPRESS)
        if argument != "folder":
            kind.add_argument("--rules", metavar="DIR", help=spoken("cli.rules_folder"))
        if argument:
            metavar = "ID" if argument == "rule" else "DIR"
            kind.add_argument(argument, metavar=metavar, help=spoken(help_text))

    reader = add(commands, "read", "cli.read.about", run_read)
    reader.add_argument("files", metavar="FILE", nargs="+", help=spoken("cli.check.files"))
    _format_option(reader, spoken, "text", "json")

    convert = add(commands, "convert", "cli.convert.about", run_convert)
    convert.add_argument("file", metavar="FILE", help=spoken("cli.convert.file"))
    convert.add_argument(
        "--canvas", metavar="N", type=int, default=1, help=spoken("cli.convert.canvas")
    )
    convert.add_argument("--to", required=True, choices=FORMS, help=spoken("cli.convert.to"))

    verify = add(commands, "verify", "cli.verify.about", run_verify)
    verify.add_argument("report", metavar="REPORT", help=spoken("cli.verify.report"))
    verify.add_argument("canvas", metavar="CANVAS", help=spoken("cli.verify.canvas"))
    return parser


def _check_options(check: Parser, spoken: Words) -> None:
    check.epilog = spoken("cli.check.status")
    check.add_argument("files", metavar="FILE", nargs="+", help=spoken("cli.check.files"))
    _format_option(check, spoken, "text", "json", "sarif", "markdown")
    _rules_options(check, spoken, "founder")
    check.add_argument(
        "--fail-on",
        choices=(*map(str, _FAIL_ON), NEVER),
        default=str(Severity.CONTRADICTION),
        help=spoken("cli.fail_on"),
    )


def _screen_options(screen: Parser, spoken: Words) -> None:
    screen.epilog = spoken("cli.screen.status")
    screen.add_argument("paths", metavar="PATH", nargs="+", help=spoken("cli.screen.paths"))
    screen.add_argument("--out", metavar="DIR", required=True, help=spoken("cli.screen.out"))
    _rules_options(screen, spoken, "coach")

    def number(text: str) -> int:
        if not (text.isascii() and text.isdigit() and 0 < int(text) <= limits.JOBS):
            raise argparse.ArgumentTypeError(spoken("cli.screen.number", most=limits.JOBS))
        return int(text)

    cores = min(os.cpu_count() or 1, limits.JOBS)
    jobs = spoken("cli.screen.jobs", count=cores)
    screen.add_argument("--jobs", metavar="N", type=number, default=cores, help=jobs)
    screen.add_argument("--scheduler", metavar="ADDRESS", help=spoken("cli.screen.scheduler"))
    screen.add_argument("--feedback", choices=FEEDBACK, help=spoken("cli.screen.feedback"))
    for option in ("teams", "worksheet", "rubric"):
        screen.add_argument(f"--{option}", metavar="FILE", help=spoken(f"cli.screen.{option}"))
    screen.add_argument("--earlier", metavar="DIR", help=spoken("cli.screen.earlier"))
    screen.add_argument("--sheets", action="store_true", help=spoken("cli.screen.sheets"))


def _rules_options(parser: Parser, spoken: Words, default: str) -> None:
    names = ", ".join(rule_sets())
    parser.add_argument(
        "--rule-set", metavar="NAME", default=default, help=spoken("cli.rule_set", names=names)
    )
    parser.add_argument("--rules", metavar="DIR", help=spoken("cli.rules_folder"))


def _format_option(parser: Parser, spoken: Words, *forms: str, default: str = "text") -> None:
    parser.add_argument("--format", choices=forms, default=default, help=spoken("cli.format"))
