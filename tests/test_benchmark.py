"""The engine and the rules written by hand agree, and the engine costs little more."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import islice

import pytest

from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.vocabulary import load_vocabulary
from benchmarks.canvases import random_files, sample_files
from benchmarks.engine import both_sides, first_difference, interleaved, rules_by_hand
from benchmarks.plain import RULES
from benchmarks.screening import model_files, varied

ROUNDS = 40
MOST = 1.5


@pytest.fixture(scope="module")
def canvases() -> dict[str, Canvas]:
    files = {**sample_files(), **random_files(200, load_vocabulary())}
    return {name: read_canvas(data, name).canvas for name, data in files.items()}


@pytest.fixture
def untraced() -> Iterator[None]:
    """No coverage while time is taken: it would slow down one side only."""
    trace = sys.gettrace()
    sys.settrace(None)
    yield
    sys.settrace(trace)


def test_random_canvases_are_the_same_for_the_same_seed_and_other_ones_for_another() -> None:
    vocabulary = load_vocabulary()
    assert random_files(3, vocabulary, 1) == random_files(3, vocabulary, 1)
    assert random_files(3, vocabulary, 1) != random_files(3, vocabulary, 2)


def test_canvases_to_screen_are_varied_the_same_ones_every_time_and_all_can_be_read() -> None:
    models = model_files()
    some = [json.dumps(canvas) for canvas in islice(varied(models), 60)]

    assert some == [json.dumps(canvas) for canvas in islice(varied(models), 60)]
    assert len(set(some)) == 60
    assert all(read_canvas(text).canvas.name for text in some)


def test_every_rule_written_by_hand_is_a_rule_of_the_rulebook() -> None:
    assert {rule.id for rule in rules_by_hand().rules} == set(RULES)


def test_engine_and_plain_python_agree_on_outcomes_and_notes(canvases: dict[str, Canvas]) -> None:
    assert first_difference(canvases, rules_by_hand()) is None


@pytest.mark.usefixtures("untraced")
def test_the_engine_takes_at_most_1_5_times_as_long_as_plain_python(
    canvases: dict[str, Canvas],
) -> None:
    works = both_sides(canvases.values(), rules_by_hand())
    interleaved(works, 2)
    for _ in range(5):  # a busy machine may spoil some of the rounds, hardly all of them
        times = interleaved(works, ROUNDS)
        if min(times["engine"]) <= MOST * min(times["plain"]):
            return
    pytest.fail(f"{min(times['engine']) / min(times['plain']):.2f} times as long")
