"""How long reading takes, beside Python's own cutting of the same text at its spaces.

    python -m benchmarks.reading [--corpus DIR] [--rounds N]

Without DIR the samples are read with every tag taken away.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from advisor.canvas import Canvas, FrozenDict
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.reading.lexicon_loader import load_lexicon
from advisor.reading.matching import best, find, text_of
from advisor.reading.reader import read
from advisor.reading.word_index import NOTHING
from advisor.remembered import forget
from advisor.rulebook.loader import load_rulebook
from benchmarks.canvases import sample_files

ROUNDS = 20
SIZES = (1_000, 10_000, 100_000, 1_000_000)
_LOADING = """
import time
from advisor.vocabulary import load_vocabulary
load_vocabulary()
start = time.perf_counter()
from advisor.reading.lexicon_loader import load_lexicon
load_lexicon()
print(time.perf_counter() - start)
"""


def plain_canvases(folder: Path | None) -> list[Canvas]:
    """Give canvases of words alone."""
    if folder:
        paths = sorted(folder.rglob("*.text.json"))
        return [read_canvas(path.read_bytes(), path.name).canvas for path in paths]
    return [_bare(read_canvas(data, name).canvas) for name, data in sample_files().items()]


def _bare(canvas: Canvas) -> Canvas:
    nothing = {"tags": (), "facts": FrozenDict(), "links": ()}
    blocks = {
        name: block.model_copy(
            update={
                "tags": (),
                "notes": tuple(note.model_copy(update=nothing) for note in block.notes),
            }
        )
        for name, block in canvas.blocks.items()
    }
    return canvas.model_copy(update={"blocks": FrozenDict(blocks), "facts": FrozenDict()})


def seconds(work: Callable[[], object], rounds: int, unseen: bool = False) -> float:
    """Give the median time of a work; `unseen`: with no note read before."""
    times = []
    for _ in range(rounds):
        if unseen:
            forget()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return median(times)


def speed(canvases: Iterable[Canvas], rounds: int) -> None:
    """Print how long reading and checking one canvas takes, and beside what.

    `again`: the same notes a second time, as for who types in one of them.
    """
    rulebook = load_rulebook()
    rows: dict[str, list[float]] = {}
    for canvas in canvases:
        texts = [note.text for _, note in canvas.notes()]
        works: dict[str, Callable[[], object]] = {
            "split": lambda texts=texts: [text.split() for text in texts],  # type: ignore[misc]
            "read": lambda canvas=canvas: read(canvas),  # type: ignore[misc]
            "read and check": lambda canvas=canvas: check(canvas, rulebook, read(canvas)),  # type: ignore[misc]
        }
        for name, work in works.items():
            work()
            rows.setdefault(name, []).append(seconds(work, rounds, unseen=True))
        for name in ("read", "read and check"):
            rows.setdefault(f"{name} again", []).append(seconds(works[name], rounds))
    split = median(rows["split"])
    for name, times in rows.items():
        each = median(times)
        print(f"{name:<42} {each * 1e6:8.1f} us/canvas {each / split:7.1f} x str.split")


def growth() -> None:
    """Print the time per character for texts from 1 kB to 1 MB."""
    lexicon = load_lexicon()
    index = lexicon.entries["revenue_streams"]
    piece = "Abo monatlich kein 9,90 € Werbung für Familien, und die Miete mit 70 % Support "
    for size in SIZES:
        note = (piece * (size // len(piece) + 1))[:size]

        def work(note: str = note) -> object:
            text = text_of(note, lexicon)
            return best(text, find(text, index, "de", NOTHING, frozenset()))

        print(f"{size:>9} characters {seconds(work, 3) / size * 1e9:8.1f} ns/character")


def main() -> None:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading")
    parser.add_argument("--corpus", type=Path, metavar="DIR")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    canvases = plain_canvases(options.corpus)
    print(f"\n{len(canvases)} canvases of words alone, median of {options.rounds} rounds\n")
    speed(canvases, options.rounds)
    growth()
    loading = [  # our own interpreter and nothing a user gave
        float(
            subprocess.run([sys.executable, "-c", _LOADING], capture_output=True, check=True).stdout
        )
        for _ in range(5)
    ]
    print(f"{'importing and loading the terms':<42} {median(loading) * 1e3:8.1f} ms")


if __name__ == "__main__":
    main()
