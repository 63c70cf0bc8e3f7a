"""Shares are summed as they stand, and what is missing is named."""

from __future__ import annotations

import json

import plotly.graph_objects as go
import pytest

from advisor.canvas import LANGUAGES
from advisor.findings import FactReading
from advisor.reading.reader import read
from advisor.shares import shares_of
from advisor.texts import words
from advisor.views.palette import PALETTES
from advisor.views.shares_plotly import shares_spec
from tests.conftest import canvas_of
from tests.pages.test_pages import shown, start


def revenue(*shares: float | None) -> list[dict[str, object]]:
    return [
        {
            "id": f"r{n}",
            "text": f"Strom {n}",
            **({} if share is None else {"facts": {"share": share}}),
        }
        for n, share in enumerate(shares)
    ]


@pytest.mark.parametrize(
    ("given", "total", "missing", "without"),
    [
        ((60, 40), 100, 0, 0),
        ((60, 30, None), 90, 10, 1),
        ((70, 42), 112, -12, 0),
        ((33.3, 33.3, 33.3), 99.9, 0, 0),
        ((None,), 0, 100, 1),
    ],
)
def test_shares_are_summed(
    given: tuple[float | None, ...], total: float, missing: float, without: int
) -> None:
    shares = shares_of(canvas_of({"revenue_streams": revenue(*given)}), "revenue_streams")

    assert shares.total == pytest.approx(total)
    assert shares.missing == pytest.approx(missing)
    assert shares.without == without


def test_what_was_set_wins_over_what_was_read_and_both_count() -> None:
    canvas = canvas_of({"revenue_streams": revenue(60, None)})
    heard = [
        FactReading("revenue_streams", "r0", 0, 1, "x", "share", 10),
        FactReading("revenue_streams", "r1", 0, 1, "x", "share", 40),
        FactReading("cost_structure", "r1", 0, 1, "x", "share", 99),
    ]
    shares = shares_of(canvas, "revenue_streams", heard)

    assert [(part.percent, part.read) for part in shares.parts] == [(60, False), (40, True)]


def test_a_share_said_in_words_is_read() -> None:
    canvas = canvas_of({"revenue_streams": ["Werbung, 30 %", "Abos 70 %"]}, language="de")
    assert shares_of(canvas, "revenue_streams", read(canvas)).total == 100


@pytest.mark.parametrize("theme", PALETTES)
def test_the_bar_is_a_figure_plotly_takes_and_texts_stay_text(theme: str) -> None:
    canvas = canvas_of({"revenue_streams": [{"text": "<b>x</b> %{x}", "facts": {"share": 100}}]})
    spec = shares_spec(
        "revenue_streams",
        shares_of(canvas, "revenue_streams"),
        words("de"),
        theme,  # type: ignore[arg-type]  # its keys
    )

    go.Figure(spec)
    assert "<b>" not in json.dumps(spec)
    assert "%{" not in json.dumps(spec)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_editor_shows_what_is_missing_to_the_whole(language: str) -> None:
    notes = revenue(60, 30, None)
    page = start(language, json.dumps({"canvas": 1, "blocks": {"revenue_streams": notes}}))
    page.session_state["block"] = "revenue_streams"
    page.run()

    assert not page.exception
    said = shown(page).replace("\\", "")
    assert ("90 %, es fehlen 10 %" if language == "de" else "90 %, 10 % are missing") in said
