"""`check`: what the rules say about each file."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator

from advisor.commands.console import Console
from advisor.commands.rulebooks import rulebook_of
from advisor.engine import check
from advisor.findings import Severity
from advisor.reading.reader import read
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words, words
from advisor.views.checked import Checked
from advisor.views.report_json import report_json
from advisor.views.report_markdown import report_markdown
from advisor.views.report_sarif import report_sarif
from advisor.views.report_text import report_text

NEVER = "never"


def run_check(options: Namespace, console: Console) -> int:
    """Check every file and give the exit status."""
    rulebook = rulebook_of(options, console)
    if rulebook is None:
        return 2
    worst: set[Severity] = set()
    leads: Counter[Severity] = Counter()
    kept = []
    number = 0
    for checked in _checked(options.files, rulebook, console):
        spoken = _words_for(checked, options, console)
        levels = [finding.severity for finding in checked.report.leads]
        worst.update(levels)
        leads.update(levels)
        if options.format == "json":
            console.write(report_json(checked, rulebook, spoken) + "\n")
        elif options.format == "sarif":
            kept.append(checked)
        else:
            form = report_markdown if options.format == "markdown" else report_text
            console.write("\n" * bool(number) + form(checked, rulebook, spoken))
        number += 1
    if options.format == "sarif":
        console.write(report_sarif(kept, rulebook, console.words))
    if options.format == "text" and number > 1:
        console.say("\n" + _total(number, leads, console))
    if console.failed:
        return 2
    return int(_reaches(worst, options.fail_on))


def _checked(files: list[str], rulebook: Rulebook, console: Console) -> Iterator[Checked]:
    for name in files:
        file = console.read_canvas(name)
        if file is not None:
            yield Checked(name, file, check(file.canvas, rulebook, read(file.canvas)))


def _words_for(checked: Checked, options: Namespace, console: Console) -> Words:
    """A report speaks the language asked for, else that of its canvas."""
    language = checked.canvas.language
    return words(language) if language and not options.lang else console.words


def _reaches(levels: set[Severity], fail_on: str) -> bool:
    return fail_on != NEVER and any(level.rank <= Severity(fail_on).rank for level in levels)


def _total(number: int, leads: Counter[Severity], console: Console) -> str:
    spoken = console.words
    counted = [
        spoken.counted(f"severity.{level}", leads[level]) for level in Severity if leads[level]
    ]
    summary = ", ".join(counted) or spoken("report.clear")
    return spoken("report.files", count=number, summary=summary)
