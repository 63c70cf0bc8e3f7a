"""Draw the poster as HTML in one column: for phones, where nine boxes side by side do not fit."""

from __future__ import annotations

from html import escape

from advisor.canvas import BLOCKS, Block, Canvas
from advisor.findings import Severity
from advisor.texts import Words
from advisor.views.palette import PALETTES, PLACES, Palette, Theme
from advisor.views.poster import Badge, Poster, PosterBlock, PosterNote
from advisor.vocabulary import Vocabulary


def poster_html(poster: Poster, theme: Theme) -> str:
    """Give the poster as a list of sections; every text is escaped."""
    palette = PALETTES[theme]
    sections = "".join(_section(block, palette) for block in poster.blocks)
    return f'<div class="reflow" role="group" aria-label="{escape(poster.alt)}">{sections}</div>'


def _section(block: PosterBlock, palette: Palette) -> str:
    hue = palette.regions[block.region]
    ring = f";box-shadow:0 0 0 2px {hue.strong}" if block.selected else ""
    head = (
        f'<h3 style="color:{hue.strong}">{escape(block.title)}{_badge(block.badge, palette)}</h3>'
    )
    notes = "".join(_note(note, palette) for note in block.notes)
    hint = f'<div style="color:{palette.muted}">{escape(block.empty_hint)}</div>'
    return f'<section style="background:{hue.tint}{ring}">{head}{notes or hint}</section>'


def _badge(badge: Badge | None, palette: Palette) -> str:
    if badge is None:
        return ""
    mark = palette.marks[badge.kind]
    text = str(badge.count) if badge.count else "✓"
    return f'<b style="background:{mark.fill};color:{mark.text}">{text}</b>'


def _note(note: PosterNote, palette: Palette) -> str:
    edge = palette.marks[note.severity.value].fill if note.severity else palette.line
    width = 4 if note.severity else 1
    style = (
        f"background:{palette.note};color:{palette.text};border:1px solid {palette.line};"
        f"border-left:{width}px solid {edge}"
    )
    return f'<p style="{style}">{escape(note.text)}</p>'


def small_canvas_html(
    canvas: Canvas,
    vocabulary: Vocabulary,
    words: Words,
    places: frozenset[str],
    severity: Severity,
    theme: Theme,
) -> str:
    """Give the filled blocks of a small canvas side by side: tags under each note.

    Notes and blocks in `places` carry the colour of `severity`.
    """
    palette = PALETTES[theme]
    sections = []
    for name in BLOCKS:
        block = canvas.block(name)
        if block == Block():
            continue
        hue = palette.regions[PLACES[name].region]
        title = escape(vocabulary.blocks[name].label.say(words.language))
        mark = palette.marks[severity.value].fill
        edge = f";border-left:4px solid {mark}" if name in places else ""
        inside = _labels(block.tags, vocabulary, words, palette)
        for note in block.notes:
            hit = PosterNote(note.id, note.text, severity if note.id in places else None)
            inside += _note(hit, palette) + _labels(note.tags, vocabulary, words, palette)
        sections.append(
            f'<section style="background:{hue.tint}{edge}">'
            f'<h3 style="color:{hue.strong}">{title}</h3>{inside}</section>'
        )
    return f'<div class="small-canvas">{"".join(sections)}</div>'


def _labels(tags: tuple[str, ...], vocabulary: Vocabulary, words: Words, palette: Palette) -> str:
    names = ", ".join(vocabulary.tags[tag].label.say(words.language) for tag in tags)
    return f'<small style="color:{palette.muted}">{escape(names)}</small>' if names else ""
