"""How well the terms read notes they were not made for; real canvases with `pytest --corpus`."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.readings import by_group, mark, micro, note_samples, real_samples, summed

MEASURE = Path(__file__).parents[1] / "measure"


@pytest.mark.parametrize("language", ["de", "en"])
def test_notes_nobody_tuned_on_are_read_well(language: str) -> None:
    marks = [mark(sample) for sample in note_samples(MEASURE / f"notes-{language}.yaml")]
    score = micro(summed(marks))
    assert score.labels >= 300
    assert score.f1 >= 0.75
    assert score.precision >= 0.80


def test_a_mistake_is_counted_as_one() -> None:
    """The measure itself: a tag too many is wrong, a tag too few is missed."""
    marks = [mark(sample) for sample in note_samples(MEASURE / "notes-en.yaml")]
    score = micro(summed(marks))
    assert score.wrong == sum(len(one.wrong) for one in marks) > 0
    assert score.missed == sum(len(one.missed) for one in marks) > 0


def test_canvases_of_real_people_are_read_well(request: pytest.FixtureRequest) -> None:
    folder = request.config.getoption("--corpus")
    if folder is None:
        pytest.skip("needs labelled canvases: pytest --corpus DIR")
    scores = summed(mark(sample) for sample in real_samples(Path(folder) / "real"))
    assert micro(scores).f1 >= 0.85
    assert micro(scores).precision >= 0.85
    weak = {g: s.f1 for g, s in by_group(scores).items() if s.labels >= 10 and s.f1 < 0.70}
    assert weak == {}
