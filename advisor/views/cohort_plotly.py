"""A cohort in two pictures, as plain plotly dicts: teams by rules, and how scores spread."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.texts import Words
from advisor.views.palette import PALETTES, BadgeKind, Palette, Theme
from advisor.views.wording import shorten

SEVERITIES: tuple[BadgeKind, ...] = ("contradiction", "risk", "hint", "open")
GLYPHS: Mapping[BadgeKind, str] = {  # weight can be told without colour
    "contradiction": "⬣",
    "risk": "◆",
    "hint": "●",
    "open": "○",
}
ROW = 26  # pixels of a team
COLUMN = 64  # pixels of a rule
LEAN = 120  # pixels by which the last title leans out
HEAD = 150  # pixels for the slanted titles of rules
SIDE = 170  # pixels for the names of teams
TITLE = 30  # characters of a rule's title, and of a team's name
BINS = 10
STRIP = 62  # pixels of one score


@dataclass(frozen=True, slots=True)
class Line:
    """One team: its number in the cohort, its name, and the weight of each rule that spoke."""

    number: int
    name: str
    weights: Mapping[str, BadgeKind]


def heat_spec(
    lines: Sequence[Line], rules: Mapping[str, str], words: Words, theme: Theme
) -> dict[str, Any]:
    """Give teams (the first on top) by rules (id -> title), a cell where a rule spoke.

    A cell answers to a click with `[number, rule]` as customdata. Bars are the cells: a heat map
    of plotly's own cannot be clicked.
    """
    palette = PALETTES[theme]
    columns = list(rules)
    return {
        "data": [
            _cells(severity, lines, columns, rules, words, palette) for severity in SEVERITIES
        ],
        "layout": {
            "barmode": "overlay",
            "width": SIDE + COLUMN * max(1, len(columns)) + LEAN,
            "height": HEAD + ROW * max(1, len(lines)) + 8,
            "margin": {"l": SIDE, "r": LEAN, "t": HEAD, "b": 8},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.text, "size": 13},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "xaxis": {
                "side": "top",
                "tickvals": list(range(len(columns))),
                "ticktext": [_text(rules[rule]) for rule in columns],
                "tickangle": -40,
                "range": [-0.5, max(1, len(columns)) - 0.5],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
            },
            "yaxis": {
                "tickvals": list(range(len(lines))),
                "ticktext": [_text(line.name) for line in lines],
                "range": [max(1, len(lines)) - 0.5, -0.5],
                "fixedrange": True,
                "gridcolor": palette.line,
                "zeroline": False,
            },
        },
    }


def _cells(
    severity: BadgeKind,
    lines: Sequence[Line],
    columns: Sequence[str],
    rules: Mapping[str, str],
    words: Words,
    palette: Palette,
) -> dict[str, Any]:
    here = [
        (row, column, line, rule)
        for row, line in enumerate(lines)
        for column, rule in enumerate(columns)
        if line.weights.get(rule) == severity
    ]
    mark = palette.marks[severity]
    name = words(f"severity.{severity}.name")
    return {
        "type": "bar",
        "name": name,
        "x": [column for _, column, _, _ in here],
        "width": [0.86] * len(here),
        "base": [row - 0.4 for row, _, _, _ in here],
        "y": [0.8] * len(here),
        "marker": {"color": mark.fill, "cornerradius": 4, "line": {"width": 0}, "opacity": 1},
        "text": [GLYPHS[severity]] * len(here),
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "insidetextfont": {"color": palette.page, "size": 15},
        "customdata": [[line.number, rule] for _, _, line, rule in here],
        "hoverinfo": "text",
        "hovertext": [
            f"<b>{_text(line.name)}</b><br>{_text(rules[rule], 80)}<br>{name}"
            for _, _, line, rule in here
        ],
        # A click selects one bar, whereupon plotly would fade all others.
        "unselected": {"marker": {"opacity": 1}},
    }


def scores_spec(bins: Mapping[str, Sequence[int]], words: Words, theme: Theme) -> dict[str, Any]:
    """Give one strip per dimension from how many canvases stand in each tenth of 0 to 100."""
    palette = PALETTES[theme]
    fill = palette.regions["customers"].strong
    data: list[dict[str, Any]] = []
    layout: dict[str, Any] = {}
    names = list(bins)
    step = 1 / max(1, len(names))
    for place, name in enumerate(names):
        axis = "" if place == 0 else str(place + 1)
        heights = list(bins[name])
        label = words(f"page.profile.{name}")
        data.append(
            {
                "type": "bar",
                "name": label,
                "x": [bin_ * 100 / BINS + 50 / BINS for bin_ in range(BINS)],
                "y": heights,
                "width": [100 / BINS - 1] * BINS,
                "xaxis": "x",
                "yaxis": f"y{axis}",
                "marker": {"color": fill, "cornerradius": 2},
                "hoverinfo": "text",
                "hovertext": [
                    f"{label} {bin_ * BINS}–{(bin_ + 1) * BINS}: {height}"
                    for bin_, height in enumerate(heights)
                ],
            }
        )
        top = 1 - place * step
        layout[f"yaxis{axis}"] = {
            "domain": [top - step * 0.78, top],
            "fixedrange": True,
            "showgrid": False,
            "showticklabels": False,
            "zeroline": True,
            "zerolinecolor": palette.line,
            "range": [0, max([1, *heights])],
        }
    return {
        "data": data,
        "layout": {
            **layout,
            "annotations": [
                {
                    "x": -0.01,
                    "xref": "paper",
                    "xanchor": "right",
                    "y": 1 - place * step - step * 0.4,
                    "yref": "paper",
                    "yanchor": "middle",
                    "text": words(f"page.profile.{name}"),
                    "showarrow": False,
                }
                for place, name in enumerate(names)
            ],
            "height": STRIP * max(1, len(names)) + 40,
            "margin": {"l": 130, "r": 10, "t": 6, "b": 30},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.text, "size": 13},
            "showlegend": False,
            "dragmode": False,
            "xaxis": {
                "anchor": f"y{len(names)}" if len(names) > 1 else "y",
                "range": [0, 100],
                "tickvals": [0, 25, 50, 75, 100],
                "fixedrange": True,
                "showgrid": False,
                "zeroline": False,
            },
        },
    }


def _text(text: str, most: int = TITLE) -> str:
    """What anybody wrote, harmless: plotly reads markup and formulas."""
    return html.escape(shorten(text, most), quote=False).replace("$", "&#36;")
