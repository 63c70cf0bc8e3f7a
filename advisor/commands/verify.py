"""`verify`: a report held against a fresh check of its canvas."""

from __future__ import annotations

from argparse import Namespace

from advisor import limits
from advisor.commands.console import Console, InputError
from advisor.formats.report_file import read_report_file
from advisor.rulebook.loader import load_rulebook
from advisor.source import SourceError
from advisor.verifying import check_again
from advisor.views.verification import verification_lines
from advisor.views.wording import fingerprint


def run_verify(options: Namespace, console: Console) -> int:
    """Say what differs; give 0 where nothing does, 1 where something does, 2 for unreadable."""
    try:
        stored = read_report_file(console.read(options.report, limits.REPORT_BYTES))
    except InputError as error:
        console.complain(str(error))
        return 2
    except SourceError as error:
        console.refuse(error, options.report)
        return 2
    file = console.read_canvas(options.canvas)
    if file is None:
        return 2
    if stored is None:
        console.complain(console.words("verify.no_report", file=options.report))
        return 2
    own = fingerprint(file.canvas)
    fitting = [one for one in stored.reports if one.fingerprint == own]
    report = (fitting or list(stored.reports))[0]
    found, rulebook = check_again(report, file.canvas, own, load_rulebook())
    for line in verification_lines(found, file.canvas, rulebook, console.words):
        console.write(line + "\n")
    return 0 if found.agrees else 1
