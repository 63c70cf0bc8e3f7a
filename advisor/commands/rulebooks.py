"""Which rules a command works with: those that ship, and those of one's own."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from advisor.commands.console import Console
from advisor.rulebook.loader import FilesError, load_rulebook
from advisor.rulebook.rulebook import Rulebook
from advisor.source import SourceError

FOUNDER = "founder"  # the rule set where none is named


def rulebook_of(options: Namespace, console: Console) -> Rulebook | None:
    """Give the rulebook the options name; None, with every reason told, where there is none."""
    own = Path(options.rules) if options.rules else None
    if own and not own.is_dir():
        console.complain(console.words("cli.input.no_folder", file=options.rules))
        return None
    try:
        return load_rulebook(own, getattr(options, "rule_set", FOUNDER))
    except SourceError as error:
        for one in error.errors if isinstance(error, FilesError) else [error]:
            console.refuse(one)
    except OSError as error:
        details = {"file": error.filename, "reason": error.strerror}
        console.complain(console.words("cli.input.unreadable", **details))
    return None
