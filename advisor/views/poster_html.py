"""Draw the poster as HTML in one column: for phones, where nine boxes side by side do not fit.

Colours come by class, from `poster_css`: it goes to the browser once, the poster at each change.
"""

from __future__ import annotations

from html import escape

from advisor.canvas import BLOCKS, Block, Canvas
from advisor.findings import Severity
from advisor.texts import Words
from advisor.views.palette import PALETTES, PLACES, Theme
from advisor.views.poster import Badge, Poster, PosterBlock, PosterNote
from advisor.vocabulary import Vocabulary


def poster_css(theme: Theme) -> str:
    """Give the colours of a theme for `poster_html` and `small_canvas_html`."""
    palette = PALETTES[theme]
    rules = [
        ":is(.reflow, .small-canvas) p {"
        f"background: {palette.note}; color: {palette.text}; border: 1px solid {palette.line}; }}",
        f":is(.reflow, .small-canvas) :is(div, small) {{ color: {palette.muted}; }}",
    ]
    for region, hue in palette.regions.items():
        section = f":is(.reflow, .small-canvas) .{region}"
        rules.append(f"{section} {{ background: {hue.tint}; }}")
        rules.append(f"{section}.selected {{ box-shadow: 0 0 0 2px {hue.strong}; }}")
        rules.append(f"{section} h3 {{ color: {hue.strong}; }}")
    for kind, mark in palette.marks.items():
        rules.append(f".reflow b.{kind} {{ background: {mark.fill}; color: {mark.text}; }}")
        rules.append(
            f":is(.reflow, .small-canvas) :is(p, section).{kind} "
            f"{{ border-left: 4px solid {mark.fill}; }}"
        )
    return "\n".join(rules)


def poster_html(poster: Poster) -> str:
    """Give the poster as a list of sections; every text is escaped."""
    sections = "".join(map(_section, poster.blocks))
    return f'<div class="reflow" role="group" aria-label="{escape(poster.alt)}">{sections}</div>'


def _section(block: PosterBlock) -> str:
    looks = f"{block.region} selected" if block.selected else block.region
    head = f"<h3>{escape(block.title)}{_badge(block.badge)}</h3>"
    notes = "".join(map(_note, block.notes))
    return (
        f'<section class="{looks}">{head}{notes or f"<div>{escape(block.empty_hint)}</div>"}'
        "</section>"
    )


def _badge(badge: Badge | None) -> str:
    if badge is None:
        return ""
    text = str(badge.count) if badge.count else "✓"
    return f'<b class="{badge.kind}">{text}</b>'


def _note(note: PosterNote) -> str:
    looks = f' class="{note.severity}"' if note.severity else ""
    return f"<p{looks}>{escape(note.text)}</p>"


def small_canvas_html(
    canvas: Canvas,
    vocabulary: Vocabulary,
    words: Words,
    places: frozenset[str],
    severity: Severity,
) -> str:
    """Give the filled blocks of a small canvas side by side: tags under each note.

    Notes and blocks in `places` carry the colour of `severity`.
    """
    sections = []
    for name in BLOCKS:
        block = canvas.block(name)
        if block == Block():
            continue
        title = escape(vocabulary.blocks[name].label.say(words.language))
        looks = f"{PLACES[name].region} {severity}" if name in places else PLACES[name].region
        inside = _labels(block.tags, vocabulary, words)
        for note in block.notes:
            hit = PosterNote(note.id, note.text, severity if note.id in places else None)
            inside += _note(hit) + _labels(note.tags, vocabulary, words)
        sections.append(f'<section class="{looks}"><h3>{title}</h3>{inside}</section>')
    return f'<div class="small-canvas">{"".join(sections)}</div>'


def _labels(tags: tuple[str, ...], vocabulary: Vocabulary, words: Words) -> str:
    names = ", ".join(vocabulary.tags[tag].label.say(words.language) for tag in tags)
    return f"<small>{escape(names)}</small>" if names else ""
