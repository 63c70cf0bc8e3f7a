"""The pictures of a cohort, as data."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pytest

from advisor.texts import words
from advisor.views.cohort_plotly import Line, heat_spec, scores_spec
from advisor.views.palette import PALETTES

LINES = (
    Line(7, "Rot", {"a": "contradiction", "b": "risk"}),
    Line(3, "Blau", {"b": "hint", "unseen": "risk"}),
)
RULES = {"a": "Regel A", "b": "Regel B"}
WORDS = words("de")


def cells(spec: dict[str, Any]) -> dict[tuple[int, str], tuple[str, float, float]]:
    """Colour and place of each cell by what a click on it says."""
    return {
        (number, rule): (trace["marker"]["color"], x, base + height / 2)
        for trace in spec["data"]
        for (number, rule), x, base, height in zip(
            trace["customdata"], trace["x"], trace["base"], trace["y"], strict=True
        )
    }


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_finding_of_a_shown_rule_is_a_cell_in_its_colour(theme: Any) -> None:
    spec = heat_spec(LINES, RULES, WORDS, theme)
    marks = PALETTES[theme].marks

    assert {key: (colour, x, round(y)) for key, (colour, x, y) in cells(spec).items()} == {
        (7, "a"): (marks["contradiction"].fill, 0, 0),
        (7, "b"): (marks["risk"].fill, 1, 0),
        (3, "b"): (marks["hint"].fill, 1, 1),
    }
    go.Figure(spec)


def test_weight_can_be_told_without_colour() -> None:
    spec = heat_spec(LINES, RULES, WORDS, "light")
    glyphs = [text for trace in spec["data"] for text in trace["text"]]
    assert len(set(glyphs)) == len(glyphs) == 3


def test_the_first_team_stands_on_top() -> None:
    axis = heat_spec(LINES, RULES, WORDS, "light")["layout"]["yaxis"]
    assert axis["ticktext"] == ["Rot", "Blau"]
    assert axis["range"][0] > axis["range"][1]


def test_names_of_teams_are_no_markup() -> None:
    spec = str(heat_spec((Line(1, "<b>$x$", {"a": "risk"}),), {"a": "<i>"}, WORDS, "light"))
    assert "<b>$x$" not in spec
    assert "<i>" not in spec


def test_each_score_has_a_strip_with_its_tenths() -> None:
    bins = {"completeness": (0,) * 9 + (4,), "focus": (1,) + (0,) * 8 + (2,)}
    spec = scores_spec(bins, WORDS, "dark")

    assert [tuple(trace["y"]) for trace in spec["data"]] == list(bins.values())
    assert {trace["yaxis"] for trace in spec["data"]} == {"y", "y2"}
    assert spec["layout"]["xaxis"]["anchor"] == "y2", "the numbers stand below the last strip"
    go.Figure(spec)


@pytest.mark.parametrize(
    "spec", [heat_spec((), {}, WORDS, "light"), scores_spec({}, WORDS, "dark")]
)
def test_a_picture_of_nothing_is_one_too(spec: dict[str, Any]) -> None:
    go.Figure(spec)
