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
from dataclasses import replace
from pathlib import Path
from statistics import median
from time import process_time
from typing import NamedTuple

import yaml

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.deciding import decide
from advisor.engine import check
from advisor.rulebook.board import Board
from advisor.rulebook.evidence import Evidence, main_notes
from advisor.rulebook.files import read_rule
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook, Variant
from advisor.vocabulary import rules_folder
from benchmarks.canvases import corpus_files, random_files, sample_files
from benchmarks.plain import RULES, check_by_hand
from benchmarks.plain.index import Result

RANDOM_CANVASES = 500
ROUNDS = 15


class Difference(NamedTuple):
    """A rule the two sides judge differently."""

    canvas: str
    rule: str
    engine: Result | None
    plain: Result | None


def rules_by_hand() -> Rulebook:
    """Give a rulebook of the rules that are also written by hand."""
    rulebook = load_rulebook()
    twins = tuple(compiled for compiled in rulebook.compiled if compiled.rule.id in RULES)
    return replace(rulebook, compiled=twins, patterns=(), strengths=())


def run_engine(canvas: Canvas, rulebook: Rulebook) -> dict[str, Result]:
    """Give outcome and note ids of every rule: the engine without folding and questions."""
    board = Board(canvas, rulebook.vocabulary)
    results: dict[str, Result] = {}
    for compiled in rulebook.compiled:
        outcome, fired = decide(compiled, board)
        results[compiled.rule.id] = outcome, _notes(fired) if fired else ()
    return results


def _notes(fired: list[tuple[Variant, Evidence]]) -> tuple[tuple[str, ...], ...]:
    found: list[tuple[str, ...]] = []
    for _, evidence in fired:
        found += main_notes(evidence)
    return tuple(found)


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
    """Measure and print the tables."""
    twins, rulebook = rules_by_hand(), load_rulebook()
    canvases = [read_canvas(data, name).canvas for name, data in files.items()]
    works = both_sides(canvases, twins)
    works["check"] = lambda: [check(canvas, twins) for canvas in canvases]
    works["decode"] = lambda: [read_canvas(data) for data in files.values()]
    whole: dict[str, Callable[[], object]] = {
        "engine": lambda: [run_engine(canvas, rulebook) for canvas in canvases],
        "check": lambda: [check(canvas, rulebook) for canvas in canvases],
    }
    interleaved(works, 1)  # fills what is worked out once
    times = interleaved(works, rounds)
    # apart, so that they do not push the small works out of the processor's cache
    times |= {f"whole {name}": t for name, t in interleaved(whole, rounds).items()}
    number = len(rulebook.compiled)
    print(
        f"{len(canvases)} canvases, {len(twins.compiled)} rules also written by hand of {number}, "
        f"median of {rounds} rounds, Python {platform.python_version()}\n"
    )
    for name, key in (
        ("plain Python", "plain"),
        ("engine, the same rules", "engine"),
        ("check(), the same rules", "check"),
        ("decoding, JSON bytes to canvas", "decode"),
        (f"engine, all {number} rules", "whole engine"),
        (f"check(), all {number} rules and patterns", "whole check"),
    ):
        each = median(times[key]) / len(canvases) * 1e6
        print(f"{name:<42} {each:8.1f} us/canvas {ratio(times, key, 'plain'):7.2f} x plain")
    loading = interleaved(loaders(rulebook), rounds)
    for name, key in (
        ("PyYAML's C loader, all rule files", "yaml"),
        ("the same bytes to compiled rules", "rules"),
    ):
        each = median(loading[key]) * 1e3
        print(f"{name:<42} {each:8.1f} ms        {ratio(loading, key, 'yaml'):7.2f} x PyYAML")


def loaders(rulebook: Rulebook) -> dict[str, Callable[[], object]]:
    """Give two ways to read all rule files: into plain values, and into compiled rules."""
    files = [
        (path.read_bytes(), path.name)
        for theme in rulebook.themes
        for path in sorted((rules_folder() / theme.id).glob("*.yaml"))
    ]
    return {
        "rules": lambda: [read_rule(data, name) for data, name in files],
        "yaml": lambda: [yaml.load(data, yaml.CSafeLoader) for data, _ in files],
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; give the exit status."""
    parser = argparse.ArgumentParser(description="The engine beside rules written by hand.")
    parser.add_argument("--corpus", type=Path, help="also the labelled canvases below this folder")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(arguments)
    rulebook = rules_by_hand()
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
