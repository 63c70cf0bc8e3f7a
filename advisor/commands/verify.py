"""`verify`: a report held against a fresh check of its canvas."""

from __future__ import annotations

from argparse import Namespace

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.commands.console import Console, InputError
from advisor.engine import check
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook, rule_sets
from advisor.source import SourceError
from advisor.verifying import verify
from advisor.views.verification import verification_lines
from advisor.views.wording import fingerprint


def run_verify(options: Namespace, console: Console) -> int:
    """Say what differs; give 0 where nothing does, 1 where something does, 2 for unreadable."""
    from advisor.formats.report_file import read_report_file  # opening PDFs takes long to load

    try:
        stored = read_report_file(console.read(options.report, limits.REPORT_BYTES))
        file = read_canvas(console.read(options.canvas), options.canvas)
    except InputError as error:
        console.complain(str(error))
        return 2
    except SourceError as error:
        console.refuse(error, options.canvas)
        return 2
    if stored is None:
        console.complain(console.words("verify.no_report", file=options.report))
        return 2
    own = fingerprint(file.canvas)
    fitting = [one for one in stored.reports if one.fingerprint == own]
    report = (fitting or list(stored.reports))[0]
    known = report.rulebook.rule_set in rule_sets()
    rulebook = load_rulebook(rule_set=report.rulebook.rule_set) if known else load_rulebook()
    fresh = check(file.canvas, rulebook, read(file.canvas))
    found = verify(report, own, fresh, rulebook)
    for line in verification_lines(found, file.canvas, rulebook, console.words):
        console.write(line + "\n")
    return 0 if found.agrees else 1
