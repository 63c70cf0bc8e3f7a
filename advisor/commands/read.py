"""`read`: what a canvas says without a tag being set."""

from __future__ import annotations

from argparse import Namespace

from advisor.canvas_file import read_canvas
from advisor.commands.console import Console, InputError
from advisor.reading.reader import read
from advisor.source import SourceError
from advisor.views.readings import readings_json, readings_text
from advisor.vocabulary import load_vocabulary


def run_read(options: Namespace, console: Console) -> int:
    """Write what was read of every file and give the exit status."""
    vocabulary = load_vocabulary()
    for name in options.files:
        try:
            canvas = read_canvas(console.read(name), name, vocabulary).canvas
        except InputError as error:
            console.complain(str(error))
        except SourceError as error:
            console.refuse(error, name)
        else:
            heard = read(canvas)
            if options.format == "json":
                console.write(readings_json(heard))
            else:
                console.write(readings_text(name, canvas, heard, vocabulary, console.words))
    return 2 if console.failed else 0
