"""What became of findings since an earlier round: a table, and a picture as a plotly dict."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from advisor.texts import Words
from advisor.views.escaping import undirected
from advisor.views.palette import PALETTES, Theme

WAYS = ("resolved", "still", "new")
BAR = 44  # pixels for each line
LABEL = 26  # characters of a label on one line


@dataclass(frozen=True, slots=True)
class RoundLine:
    """A team or rule: how many findings went which way (in the order of `WAYS`), and which."""

    name: str
    counts: tuple[int, int, int]
    titles: tuple[tuple[str, ...], ...] = ((), (), ())


def round_table_html(head: str, lines: Iterable[RoundLine], words: Words) -> str:
    """Give the lines as an HTML table; every text is escaped."""
    ways = [html.escape(words(f"cohort.compare.{way}")) for way in WAYS]
    heads = "".join(f'<th scope="col">{one}</th>' for one in (_safe(head), *ways))
    body = "".join(_row(line, ways) for line in lines)
    return (
        f'<table class="canvas-table rounds"><thead><tr>{heads}</tr></thead>'
        f"<tbody>{body}</tbody></table>"
    )


def _row(line: RoundLine, ways: Sequence[str]) -> str:
    cells = "".join(
        f'<td data-way="{way}">{count}{_titles(titles)}</td>'
        for way, count, titles in zip(ways, line.counts, line.titles, strict=True)
    )
    return f'<tr><th scope="row">{_safe(line.name)}</th>{cells}</tr>'


def _titles(titles: Sequence[str]) -> str:
    return "<ul>" + "".join(f"<li>{_safe(one)}</li>" for one in titles) + "</ul>" if titles else ""


def round_spec(lines: Sequence[RoundLine], words: Words, theme: Theme) -> dict[str, Any]:
    """Give a bar per line in three parts, the first on top."""
    palette = PALETTES[theme]
    fills = (palette.marks["tick"].fill, palette.muted, palette.text)
    places = list(range(len(lines)))
    bars = [
        {
            "type": "bar",
            "orientation": "h",
            "y": places,
            "x": [line.counts[at] for line in lines],
            "name": words(f"cohort.compare.{way}"),
            "marker": {"color": fill, "line": {"color": palette.page, "width": 1}},
            "hovertemplate": "%{x}<extra>%{fullData.name}</extra>",
        }
        for at, (way, fill) in enumerate(zip(WAYS, fills, strict=True))
    ]
    labels = ["<br>".join(map(_plotted, textwrap.wrap(line.name, LABEL))) for line in lines]
    most = max((sum(line.counts) for line in lines), default=0)
    return {
        "data": bars,
        "layout": {
            "barmode": "stack",
            "height": BAR * len(lines) + 80,
            "margin": {"l": 180, "r": 10, "t": 40, "b": 30},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "font": {"color": palette.text, "size": 12},
            "showlegend": True,
            "legend": {
                "orientation": "h",
                "x": 0,
                "xref": "container",
                "xanchor": "left",
                "y": 1,
                "yref": "container",
                "yanchor": "top",
                "traceorder": "normal",
                "font": {"color": palette.text},
            },
            "dragmode": False,
            "xaxis": {
                "fixedrange": True,
                "gridcolor": palette.line,
                "rangemode": "tozero",
                **({"dtick": 1} if most <= 10 else {}),
            },
            "yaxis": {
                "autorange": "reversed",
                "fixedrange": True,
                "tickvals": places,
                "ticktext": labels,
                "tickfont": {"color": palette.text},
                "showgrid": False,
                "zeroline": False,
            },
        },
    }


def _plotted(text: str) -> str:
    """What anybody wrote, harmless: plotly reads markup and formulas."""
    return html.escape(undirected(text), quote=False).replace("$", "&#36;")


def _safe(text: str) -> str:
    return html.escape(undirected(text))
