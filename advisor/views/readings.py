"""What was read out of a canvas, as data and for people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from typing import Any

from advisor.canvas import Canvas
from advisor.findings import AnyReading, FactReading, LinkReading, Reading
from advisor.texts import Words
from advisor.views.terminal import visible, wrapped
from advisor.views.wording import say_value
from advisor.vocabulary import Vocabulary


def readings_json(heard: Iterable[AnyReading]) -> str:
    """Give one JSON object a line; offsets count characters of the note's text.

    A tag has `tag` and the `term` it met, a fact `fact` and `value`, a link the note in `link`.
    """
    return "".join(json.dumps(_object(one), ensure_ascii=False) + "\n" for one in heard)


def _object(one: AnyReading) -> dict[str, Any]:
    place = {
        "block": one.block,
        "note": one.note,
        "start": one.start,
        "end": one.end,
        "words": one.words,
    }
    if isinstance(one, Reading):
        return {**place, "tag": one.tag, "term": one.term}
    if isinstance(one, FactReading):
        return {**place, "fact": one.fact, "value": one.value}
    return {**place, "link": one.other}


def readings_text(
    name: str,
    canvas: Canvas,
    heard: Iterable[AnyReading],
    vocabulary: Vocabulary,
    words: Words,
) -> str:
    """Give each note with what was read of it and the words that say so."""
    by_note: dict[str, list[AnyReading]] = {}
    for one in heard:
        by_note.setdefault(one.note, []).append(one)
    lines = [visible(f"{name}: {canvas.name or words('report.unnamed')}")]
    for block, notes in _by_block(canvas).items():
        lines += ["", vocabulary.blocks[block].label.say(words.language)]  # type: ignore[index]
        for note, text in notes:
            lines += wrapped(text, "    ", "  ")
            for one in by_note.get(note, ()):
                said = reading_label(one, canvas, vocabulary, words)
                quote = words("report.read", quote=words.quote(one.words))
                lines += wrapped(f"{said} – {quote}", "      ", "    > ")
    return "\n".join(lines) + "\n"


def _by_block(canvas: Canvas) -> dict[str, list[tuple[str, str]]]:
    blocks: dict[str, list[tuple[str, str]]] = {}
    for block, note in canvas.notes():
        blocks.setdefault(block, []).append((note.id, note.text))
    return blocks


def reading_label(one: AnyReading, canvas: Canvas, vocabulary: Vocabulary, words: Words) -> str:
    """Give what was read in the words people see."""
    if isinstance(one, Reading):
        return vocabulary.tags[one.tag].label.say(words.language)
    if isinstance(one, FactReading):
        label = vocabulary.fact(one.fact).label.say(words.language)
        return f"{label}: {say_value(one.fact, one.value, vocabulary, words)}"
    return _link_label(one, canvas, words)


def _link_label(one: LinkReading, canvas: Canvas, words: Words) -> str:
    texts = {note.id: note.text for _, note in canvas.notes()}
    return words("report.link", note=words.quote(texts[one.other]))


def underlined(text: str, readings: Iterable[AnyReading]) -> str:
    """Give a note as HTML with the words that were read underlined; nothing of it is markup."""
    pieces, done = [], 0
    for start, end in _merged(sorted((one.start, one.end) for one in readings)):
        pieces += [escape(text[done:start]), f"<u>{escape(text[start:end])}</u>"]
        done = end
    return f'<p class="heard">{"".join(pieces)}{escape(text[done:])}</p>'


def _merged(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Join spans that overlap."""
    begun: tuple[int, int] | None = None
    for start, end in spans:
        if begun and start < begun[1]:
            begun = begun[0], max(begun[1], end)
            continue
        if begun:
            yield begun
        begun = start, end
    if begun:
        yield begun
