"""A canvas as a Markdown document: a heading per block, a list of its notes."""

from __future__ import annotations

from collections.abc import Iterator

from advisor.canvas import BLOCKS, Canvas
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.vocabulary import Vocabulary


def canvas_markdown(canvas: Canvas, vocabulary: Vocabulary, words: Words) -> str:
    """Give the canvas with all nine blocks; notes stand in it word for word."""
    return "\n\n".join(_parts(canvas, vocabulary, words)) + "\n"


def _parts(canvas: Canvas, vocabulary: Vocabulary, words: Words) -> Iterator[str]:
    yield f"# {markdown(canvas.name or words('report.unnamed'))}"
    for block in BLOCKS:
        yield f"## {markdown(vocabulary.blocks[block].label.say(words.language))}"
        notes = canvas.block(block).notes
        if notes:
            yield "\n".join(_note(note.text, note.details) for note in notes)


def _note(text: str, details: str) -> str:
    paragraphs = [markdown(part) for part in details.split("\n\n") if part.strip()]
    return f"- {markdown(text)}" + "".join(f"\n\n  {part}" for part in paragraphs)
