"""`read`: what a canvas says without a tag being set."""

from __future__ import annotations

from argparse import Namespace

from advisor.commands.console import Console
from advisor.reading.reader import read
from advisor.views.readings import readings_json, readings_text
from advisor.vocabulary import load_vocabulary


def run_read(options: Namespace, console: Console) -> int:
    """Write what was read of every file and give the exit status."""
    vocabulary = load_vocabulary()
    for name in options.files:
        file = console.read_canvas(name)
        if file is None:
            continue
        heard = read(file.canvas)
        if options.format == "json":
            console.write(readings_json(heard))
        else:
            console.write(readings_text(name, file.canvas, heard, vocabulary, console.words))
    return 2 if console.failed else 0
