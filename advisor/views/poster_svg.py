"""The poster as an SVG picture to take along: every note in full, nothing fetched."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator

from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views import poster_layout as at
from advisor.views.checked import Checked
from advisor.views.escaping import undirected
from advisor.views.palette import PALETTES, WIDTH, Palette
from advisor.views.poster import Poster, draw_up
from advisor.views.poster_layout import BlockBox, NoteBox
from advisor.views.wrapping import wrap

FONT = "Source Sans Pro, Source Sans 3, Segoe UI, Helvetica Neue, Arial, sans-serif"

_PAPER = "#ffffff"
_MARGIN = 24.0
_HEAD = 58.0  # for the name of the canvas
_FOOT = 34.0  # for the credit line
_TITLE = 24.0
_SMALL = 11.0
_BASELINE = 0.34  # of the size: from the middle of a line down to where letters stand
_BADGE = 21.0
# What XML 1.0 has no place for.
_UNFIT = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SHAPES = {
    "octagon": "M-4,-9.5 4,-9.5 9.5,-4 9.5,4 4,9.5 -4,9.5 -9.5,4 -9.5,-4Z",
    "diamond": "M0,-11.5 11.5,0 0,11.5 -11.5,0Z",
    "circle": "M-9.5,0a9.5,9.5 0 1,0 19,0a9.5,9.5 0 1,0 -19,0Z",
}


def canvas_svg(checked: Checked, rulebook: Rulebook, words: Words) -> str:
    """Give the poster of a canvas that was checked."""
    poster = draw_up(checked.canvas, checked.report, rulebook, words)
    return poster_svg(poster, checked.canvas.name, words)


def poster_svg(poster: Poster, name: str, words: Words) -> str:
    """Give the poster under the name of its canvas, with the credit line for the layout."""
    palette = PALETTES["light"]
    layout = at.lay_out(poster, whole=True)
    width, height = WIDTH + 2 * _MARGIN, layout.height + _HEAD + _FOOT + _MARGIN
    title = _plain(name) or words("report.unnamed")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" '
        f'width="{width:g}" height="{height:g}" role="img" lang="{words.language}" '
        f'font-family="{FONT}">',
        f"<title>{html.escape(title)}</title>",
        f"<desc>{html.escape(_plain(poster.alt))}</desc>",
        f'<rect width="{width:g}" height="{height:g}" fill="{_PAPER}"/>',
        _text(_MARGIN, _HEAD / 2 + 4, wrap(title, 38.0, 1)[0], _TITLE, palette.text, bold=True),
        f'<g transform="translate({_MARGIN:g},{_HEAD:g})">',
        *(part for box in layout.blocks for part in _block(box, palette)),
        "</g>",
        _text(_MARGIN, height - _FOOT / 2 - 4, words("poster.credit"), _SMALL, palette.muted),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _block(box: BlockBox, palette: Palette) -> Iterator[str]:
    hue = palette.regions[box.block.region]
    yield _rect(box.left, box.top, box.right, box.bottom, 10, hue.tint)
    yield from _lines(
        box.left + at.INSET,
        box.top + at.TITLE_TOP,
        box.title,
        at.TITLE_SIZE,
        hue.strong,
        bold=True,
    )
    for note in box.notes:
        yield from _note(note, palette)
    middle = box.free + at.PITCH / 2
    yield from _lines(box.left + at.INSET, middle, box.hint, at.NOTE_SIZE, palette.muted)
    badge = box.block.badge
    if badge:
        mark = palette.marks[badge.kind]
        sign = str(badge.count) if badge.count else "✓"
        shape = _SHAPES.get(mark.shape, _SHAPES["circle"])
        yield (
            f'<g transform="translate({box.right - _BADGE:g},{box.top + _BADGE:g})">'
            f'<path d="{shape}" fill="{mark.fill}"/>'
            f"{_text(0, 0, sign, 11.5, mark.text, bold=True, centred=True)}</g>"
        )


def _note(box: NoteBox, palette: Palette) -> Iterator[str]:
    yield _rect(box.left, box.top, box.right, box.bottom, 6, palette.note, palette.line)
    if box.note.severity:
        fill = palette.marks[box.note.severity.value].fill
        left = box.left + 1.5
        yield _rect(left, box.top + 5, left + at.STRIPE, box.bottom - 5, 2, fill)
    first = (box.top + box.bottom) / 2 - (len(box.lines) - 1) * at.PITCH / 2
    yield from _lines(box.left + at.PAD, first, box.lines, at.NOTE_SIZE, palette.text)


def _rect(
    left: float, top: float, right: float, bottom: float, radius: float, fill: str, line: str = ""
) -> str:
    stroke = f' stroke="{line}"' if line else ""
    return (
        f'<rect x="{left:g}" y="{top:g}" width="{right - left:g}" height="{bottom - top:g}" '
        f'rx="{radius:g}" fill="{fill}"{stroke}/>'
    )


def _lines(
    x: float, middle: float, lines: Iterable[str], size: float, fill: str, *, bold: bool = False
) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _text(x, middle + number * at.PITCH, line, size, fill, bold=bold)


def _text(
    x: float,
    middle: float,
    text: str,
    size: float,
    fill: str,
    *,
    bold: bool = False,
    centred: bool = False,
) -> str:
    weight = ' font-weight="600"' if bold else ""
    anchor = ' text-anchor="middle"' if centred else ""
    return (
        f'<text x="{x:g}" y="{middle + size * _BASELINE:g}" font-size="{size:g}" fill="{fill}"'
        f"{weight}{anchor}>{html.escape(_plain(text), quote=False)}</text>"
    )


def _plain(text: str) -> str:
    return undirected(_UNFIT.sub("�", text))
