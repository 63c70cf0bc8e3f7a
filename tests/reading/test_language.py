"""The language of a canvas, told by its notes."""

from __future__ import annotations

import pytest

from advisor.reading.reader import language_of
from tests.conftest import canvas_of


@pytest.mark.parametrize(
    ("notes", "language"),
    [
        (["Pendler ohne Auto", "Räder für die Stadt"], "de"),
        (["People without a car", "Bikes for the city"], "en"),
        (["Bäckerei Hofer"], "de"),
        (["Xyzzy"], None),
        ([], None),
        (["Les utilisateurs ne doivent pas payer un abonnement"], None),
    ],
)
def test_the_language_is_that_of_most_words(notes: list[str], language: str | None) -> None:
    assert language_of(canvas_of({"channels": notes})) == language


def test_what_a_canvas_says_of_its_language_makes_no_difference() -> None:
    canvas = canvas_of({"channels": ["People without a car"]}, language="de")

    assert language_of(canvas) == "en"
