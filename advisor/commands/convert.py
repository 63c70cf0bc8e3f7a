"""`convert`: a canvas in another form."""

from __future__ import annotations

from argparse import Namespace

from advisor.canvas import Canvas
from advisor.canvas_file import write_canvas
from advisor.commands.console import Console
from advisor.engine import check
from advisor.findings import Report
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.views.canvas_csv import canvas_csv
from advisor.views.canvas_markdown import canvas_markdown
from advisor.views.checked import Checked
from advisor.views.poster_svg import canvas_svg
from advisor.vocabulary import load_vocabulary

FORMS = ("json", "yaml", "md", "csv", "svg", "png", "pdf")


def run_convert(options: Namespace, console: Console) -> int:
    """Write the canvas of a file to standard output and give the exit status."""
    vocabulary = load_vocabulary()
    file = console.read_canvas(options.file, options.canvas)
    if file is None:
        return 2
    canvas = file.canvas
    if options.to in ("svg", "png", "pdf"):
        _draw(options.to, Checked(options.file, file, _report(canvas)), console)
    elif options.to == "md":
        console.write(canvas_markdown(canvas, vocabulary, console.words))
    elif options.to == "csv":
        console.write(canvas_csv(canvas))
    else:
        console.write(write_canvas(canvas, options.to))
    return 0


def _report(canvas: Canvas) -> Report:
    return check(canvas, load_rulebook(), read(canvas))


def _draw(form: str, checked: Checked, console: Console) -> None:
    """Write the poster as a picture, or the whole report."""
    from advisor.views.report_pdf import poster_png, report_pdf  # takes long to load

    rulebook, words = load_rulebook(), console.words
    if form == "pdf":
        console.write_bytes(report_pdf(checked, rulebook, words))
        return
    svg = canvas_svg(checked, rulebook, words)
    if form == "svg":
        console.write(svg)
    else:
        console.write_bytes(poster_png(svg))
