"""`convert`: a canvas in another form."""

from __future__ import annotations

from argparse import Namespace

from advisor.canvas_file import read_canvas, write_canvas
from advisor.commands.console import Console, InputError
from advisor.source import SourceError
from advisor.views.canvas_csv import canvas_csv
from advisor.views.canvas_markdown import canvas_markdown
from advisor.vocabulary import load_vocabulary

FORMS = ("json", "yaml", "md", "csv")


def run_convert(options: Namespace, console: Console) -> int:
    """Write the canvas of a file to standard output and give the exit status."""
    vocabulary = load_vocabulary()
    try:
        canvas = read_canvas(console.read(options.file), options.file, vocabulary).canvas
    except InputError as error:
        console.complain(str(error))
        return 2
    except SourceError as error:
        console.refuse(error, options.file)
        return 2
    if options.to == "md":
        console.write(canvas_markdown(canvas, vocabulary, console.words))
    elif options.to == "csv":
        console.write(canvas_csv(canvas))
    else:
        console.write(write_canvas(canvas, options.to))
    return 0
