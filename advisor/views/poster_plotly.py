"""Draw the poster with plotly: a plain dict, without importing plotly.

Bars are the rectangles, for they can be clicked and have round corners; shapes cannot, and a
figure built shape by shape takes forty times as long. Note texts come from anybody: plotly reads
markup and formulas in texts, so nothing goes into one unescaped, and nothing into a template.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Sequence
from typing import Any

from advisor.views import poster_layout as at
from advisor.views.palette import PALETTES, PLACES, WIDTH, Palette, Theme
from advisor.views.poster import Poster, PosterBlock
from advisor.views.poster_layout import BlockBox, Layout, NoteBox
from advisor.views.wrapping import wrap

Trace = dict[str, Any]
Rectangle = tuple[float, float, float, float]  # left, right, top, bottom

_CLEAR = "rgba(0,0,0,0)"
_MARGIN = 3.0  # around the poster, so that the ring of a block at the edge is not cut
_HOVER_ROOM = 26.0  # em
_BADGE = 21.0  # from a block's corner to the middle of its badge
_TICK = "✓"
# A click selects one bar, whereupon plotly would fade all others; and all texts, unless it is told
# how selected ones look. None of these ever is one.
_UNFADED = {"marker": {"opacity": 1}}
_ALL_TRACES: dict[str, list[Trace]] = {
    "bar": [{"hoverinfo": "skip", "unselected": _UNFADED}],
    "scatter": [
        {
            "hoverinfo": "skip",
            "cliponaxis": False,
            "unselected": _UNFADED,
            "selected": {"textfont": {"color": _CLEAR}},
        }
    ],
}
_ICON_FONT = "Material Symbols Rounded"  # comes with Streamlit


def poster_spec(poster: Poster, theme: Theme, *, icons: bool = True) -> dict[str, Any]:
    """Give the poster as a plotly figure.

    Every block answers to hover and click with its id as `customdata`. Leave out `icons` where
    their font is missing: they would read as words.
    """
    palette, layout = PALETTES[theme], at.lay_out(poster)
    notes = [note for box in layout.blocks for note in box.notes]
    data = [
        _blocks(layout.blocks, palette),
        _notes(layout.blocks, palette),
        _stripes([box for box in notes if box.note.severity], palette),
        *([_icons(layout.blocks, palette)] if icons else []),
        _titles(layout.blocks, palette),
        _note_texts(notes, palette),
        *([_hints(layout.blocks, palette)] if any(box.hint for box in layout.blocks) else []),
        _badges([box for box in layout.blocks if box.block.badge], palette),
        _targets(layout.blocks),
    ]
    return {"data": data, "layout": _layout(layout, palette)}


def _blocks(boxes: Sequence[BlockBox], palette: Palette) -> Trace:
    hues = [palette.regions[box.block.region] for box in boxes]
    rings = [2 if box.block.selected else 0 for box in boxes]
    ringed = [hue.strong for hue, ring in zip(hues, rings, strict=True) if ring]
    line = {"color": ringed[0] if ringed else _CLEAR, "width": _once(rings)}
    rectangles = [(box.left, box.right, box.top, box.bottom) for box in boxes]
    return _bars("blocks", rectangles, 10, [hue.tint for hue in hues], line)


def _notes(boxes: Sequence[BlockBox], palette: Palette) -> Trace:
    """White notes with a thin line; those pointed at have a ring in a strong colour."""
    rectangles, colors, rings = [], [], []
    for box in boxes:
        strong = palette.regions[box.block.region].strong
        for note in box.notes:
            rectangles.append((note.left, note.right, note.top, note.bottom))
            severity = note.note.severity
            ring = palette.marks[severity.value].fill if severity else strong
            colors.append(ring if note.note.lit else palette.line)
            rings.append(2.5 if note.note.lit else 1)
    line = {"color": _once(colors), "width": _once(rings)}
    return _bars("notes", rectangles, 6, palette.note, line)


def _stripes(notes: Sequence[NoteBox], palette: Palette) -> Trace:
    rectangles = [
        (box.left + 1.5, box.left + 1.5 + at.STRIPE, box.top + 5, box.bottom - 5) for box in notes
    ]
    fills = [palette.marks[box.note.severity.value].fill for box in notes if box.note.severity]
    return _bars("stripes", rectangles, 2, fills, {"width": 0})


def _icons(boxes: Sequence[BlockBox], palette: Palette) -> Trace:
    shown = [box for box in boxes if box.icon]
    return _texts(
        "icons",
        [(box.right - 30, box.bottom - 30, PLACES[box.block.id].icon) for box in shown],
        {
            "family": _ICON_FONT,
            "size": at.ICON,
            "color": [palette.regions[box.block.region].icon for box in shown],
        },
        "middle center",
    )


def _titles(boxes: Sequence[BlockBox], palette: Palette) -> Trace:
    return _texts(
        "titles",
        [(box.left + at.INSET, box.top + _title_middle(box), _marked(box.title)) for box in boxes],
        {
            "size": at.TITLE_SIZE,
            "weight": 600,
            "color": [palette.regions[box.block.region].strong for box in boxes],
        },
    )


def _title_middle(box: BlockBox) -> float:
    return at.TITLE_TOP + (len(box.title) - 1) * 2.5


def _note_texts(notes: Sequence[NoteBox], palette: Palette) -> Trace:
    return _texts(
        "texts",
        [(box.left + at.PAD, (box.top + box.bottom) / 2, _marked(box.lines)) for box in notes],
        {"size": at.NOTE_SIZE, "color": palette.text},
    )


def _hints(boxes: Sequence[BlockBox], palette: Palette) -> Trace:
    texts = [
        (box.left + at.INSET, box.free + len(box.hint) * at.PITCH / 2, _marked(box.hint))
        for box in boxes
        if box.hint
    ]
    return _texts("hints", texts, {"size": at.NOTE_SIZE, "color": palette.muted})


def _badges(boxes: Sequence[BlockBox], palette: Palette) -> Trace:
    badges = [box.block.badge for box in boxes if box.block.badge]
    marks = [palette.marks[badge.kind] for badge in badges]
    texts = [_TICK if badge.kind == "tick" else str(badge.count) for badge in badges]
    trace = _texts(
        "badges",
        [
            (box.right - _BADGE, box.top + _BADGE, text)
            for box, text in zip(boxes, texts, strict=True)
        ],
        {"size": 11, "weight": 700, "color": [mark.text for mark in marks]},
        "middle center",
    )
    marker = {
        "symbol": [mark.shape for mark in marks],
        "size": [mark.size for mark in marks],
        "color": [mark.fill for mark in marks],
        "opacity": 1,
        "line": {"width": _once([2 if mark.shape.endswith("open") else 0 for mark in marks])},
    }
    return {**trace, "mode": "markers+text", "marker": marker}


def _targets(boxes: Sequence[BlockBox]) -> Trace:
    """Lay a clear bar over each block for hover and click, drawn upwards: its label sits on top."""
    rectangles = [(box.left, box.right, box.bottom, box.top) for box in boxes]
    trace = _bars("targets", rectangles, 10, _CLEAR, {"width": 0})
    return {
        **trace,
        "customdata": [box.block.id for box in boxes],
        "hoverinfo": "text",
        "hovertext": [_hover(box.block) for box in boxes],
    }


def _hover(block: PosterBlock) -> str:
    title, question, *findings = block.hover
    lines = [f"<b>{_escaped(title)}</b>", _marked(wrap(question, _HOVER_ROOM))]
    lines += [_marked(wrap(f"• {finding}", _HOVER_ROOM)) for finding in findings]
    return "<br>".join(lines)


def _bars(
    name: str, rectangles: Iterable[Rectangle], radius: int, fills: str | list[str], line: Trace
) -> Trace:
    rectangles = tuple(rectangles)
    return {
        "type": "bar",
        "name": name,
        "x": _short((left + right) / 2 for left, right, _, _ in rectangles),
        "width": _short(right - left for left, right, _, _ in rectangles),
        "base": _short(top for _, _, top, _ in rectangles),
        "y": _short(bottom - top for _, _, top, bottom in rectangles),
        "marker": {"color": fills, "line": line, "cornerradius": radius, "opacity": 1},
    }


def _texts(
    name: str,
    texts: Sequence[tuple[float, float, str]],
    font: Trace,
    position: str = "middle right",
) -> Trace:
    return {
        "type": "scatter",
        "mode": "text",
        "name": name,
        "x": _short(x for x, _, _ in texts),
        "y": _short(y for _, y, _ in texts),
        "text": [text for _, _, text in texts],
        "textfont": font,
        "textposition": position,
    }


def _short(numbers: Iterable[float]) -> list[float]:
    """A tenth of a pixel is enough, and the poster goes to the browser at each change."""
    return [round(number, 1) for number in numbers]


def _once(values: list[Any]) -> Any:
    """Give one value for all where they are the same."""
    return values[0] if values and values.count(values[0]) == len(values) else values


def _escaped(text: str) -> str:
    # A dollar sign begins a formula where MathJax is loaded.
    return html.escape(text, quote=False).replace("$", "&#36;")


def _marked(lines: Iterable[str]) -> str:
    return "<br>".join(map(_escaped, lines))


def _layout(layout: Layout, palette: Palette) -> Trace:
    axis = {"visible": False, "fixedrange": True, "autorange": False}
    return {
        "height": round(layout.height + 2 * _MARGIN),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0, "pad": 0},
        "xaxis": {**axis, "range": [-_MARGIN, WIDTH + _MARGIN]},
        "yaxis": {**axis, "range": [layout.height + _MARGIN, -_MARGIN]},
        "template": {"data": _ALL_TRACES},  # said once: the figure goes out at each change
        "barmode": "overlay",
        "dragmode": False,
        "hovermode": "closest",
        "showlegend": False,
        "paper_bgcolor": _CLEAR,
        "plot_bgcolor": _CLEAR,
        "hoverlabel": {
            "align": "left",
            "bgcolor": palette.note,
            "bordercolor": palette.line,
            "font": {"color": palette.text, "size": at.NOTE_SIZE},
        },
    }
