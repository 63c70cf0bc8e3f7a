"""How fast the engine is beside the same rules written by hand, in one process.

    python -m benchmarks.engine [--corpus DIR] [--rounds N]

Both sides get the same canvas objects and give, per rule, the outcome and the ids of the notes
each finding names; both must agree on every canvas. Exit status 1 where they do not.
"""

from __future__ import annotations

import argparse
import platform
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

import yaml

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.engine import check, decide
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import Evidence, main_notes
from advisor.rulebook.loader import load_rulebook, read_rule
from advisor.rulebook.rulebook import Rulebook, Variant
from advisor.vocabulary import load_vocabulary, rules_folder
from benchmarks.canvases import corpus_files, random_files, sample_files
from benchmarks.plain import check_by_hand
from benchmarks.plain.index import Result

RANDOM_CANVASES = 500
ROUNDS = 15


class Difference(NamedTuple):
    """A rule the two sides judge differently."""

    canvas: str
    rule: str
    engine: Result | None
    plain: Result | None


def run_engine(canvas: Canvas, rulebook: Rulebook) -> dict[str, Result]:
    """Give outcome and note ids of every rule: the engine without folding and questions."""
    board = Board(canvas, rulebook.vocabulary)
    results: dict[str, Result] = {}
    for compiled in rulebook.compiled:
        outcome, fired = decide(compiled, board)
        results[compiled.rule.id] = outcome, _notes(fired) if fired else ()
    return results


def _notes(fired: list[tuple[Variant, Evidence]]) -> tuple[tuple[str, ...], ...]:
    return tuple([notes for _, evidence in fired for notes in main_notes(evidence)])


def first_difference(canvases: dict[str, Canvas], rulebook: Rulebook) -> Difference | None:
    """Give the first rule and canvas on which the two sides differ."""
    for name, canvas in canvases.items():
        engine = run_engine(canvas, rulebook)
        plain = check_by_hand(canvas, rulebook.vocabulary)
        for rule in dict.fromkeys((*engine, *plain)):
            if engine.get(rule) != plain.get(rule):
                return Difference(name, rule, engine.get(rule), plain.get(rule))
    return None


def seconds(work: Callable[[], object]) -> float:
    """Give how long `work` keeps the processor busy: what else runs there counts little."""
    start = process_time()
    work()
    return process_time() - start


def interleaved(works: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    """Time every work once a round, in turn: whatever slows the machine slows all of them."""
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(rounds):
        for name, work in works.items():
            times[name].append(seconds(work))
    return times


def ratio(times: dict[str, list[float]], name: str, to: str) -> float:
    """Give how much longer one work takes than the other: the median of the rounds' ratios."""
    return median(a / b for a, b in zip(times[name], times[to], strict=True))


def both_sides(canvases: Iterable[Canvas], rulebook: Rulebook) -> dict[str, Callable[[], object]]:
    """Give the two works that are compared."""
    todo, vocabulary = tuple(canvases), rulebook.vocabulary

    def plain() -> None:
        for canvas in todo:
            check_by_hand(canvas, vocabulary)

    def engine() -> None:
        for canvas in todo:
            run_engine(canvas, rulebook)

    return {"plain": plain, "engine": engine}


def measure(files: dict[str, bytes], rounds: int) -> None:
    """Measure and print the table."""
    rulebook, vocabulary = load_rulebook(), load_vocabulary()
    canvases = [read_canvas(data, name).canvas for name, data in files.items()]
    works = both_sides(canvases, rulebook)
    works["check"] = lambda: [check(canvas, rulebook) for canvas in canvases]
    works["decode"] = lambda: [read_canvas(data, "", vocabulary) for data in files.values()]
    interleaved(works, 1)  # fills what is worked out once
    times = interleaved(works, rounds)
    rule_files = [
        (path.read_bytes(), path.name)
        for theme in rulebook.themes
        for path in sorted((rules_folder() / theme.id).glob("*.yaml"))
    ]
    loading = interleaved(
        {
            "rules": lambda: [read_rule(data, name, "", vocabulary) for data, name in rule_files],
            "yaml": lambda: [yaml.load(data, yaml.CSafeLoader) for data, _ in rule_files],
        },
        rounds,
    )
    print(
        f"{len(rulebook.compiled)} rules, {len(canvases)} canvases, median of {rounds} rounds, "
        f"Python {platform.python_version()}, one process\n"
    )
    for name, key in (
        ("plain Python, all rules", "plain"),
        ("engine, all rules", "engine"),
        ("check(): also folding, answers, questions", "check"),
        ("decoding: read_canvas from JSON bytes", "decode"),
    ):
        each = median(times[key]) / len(canvases) * 1e6
        print(f"{name:<44} {each:9.1f} us/canvas {ratio(times, key, 'plain'):7.2f} x plain")
    for name, key in (
        ("PyYAML's C loader, all rule files", "yaml"),
        ("the same files to compiled rules", "rules"),
    ):
        whole = median(loading[key]) * 1e3
        print(f"{name:<44} {whole:9.1f} ms        {ratio(loading, key, 'yaml'):7.2f} x PyYAML")


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; give the exit status."""
    parser = argparse.ArgumentParser(description="The engine beside rules written by hand.")
    parser.add_argument("--corpus", type=Path, help="also the labelled canvases below this folder")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    rulebook = load_rulebook()
    files = {**sample_files(), **random_files(RANDOM_CANVASES, rulebook.vocabulary)}
    if chosen.corpus:
        files |= corpus_files(chosen.corpus)
    canvases = {name: read_canvas(data, name).canvas for name, data in files.items()}
    difference = first_difference(canvases, rulebook)
    if difference:
        print("Engine and plain Python differ:", *difference, sep="\n  ", file=sys.stderr)
        return 1
    measure(files, chosen.rounds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
