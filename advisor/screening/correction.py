"""A submission corrected by a person: another canvas of its file, a text that counts after all."""

from __future__ import annotations

from collections.abc import Sequence

from advisor import editing
from advisor.canvas import BlockId, Canvas
from advisor.canvas_file import read_canvas
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.checking import screen_canvas
from advisor.screening.submission import Plain, Screened, Source


class Alternative(Plain):
    """One canvas of a file that holds several, as it is kept beside the submission."""

    canvas: str
    sources: tuple[Source, ...] = ()

    @property
    def content(self) -> Canvas:
        """The canvas itself.

        Raises:
            SourceError: it is none of this program's.
        """
        return read_canvas(self.canvas, "canvas.json").canvas


def read_alternative(data: bytes) -> Alternative:
    """Give a canvas that was kept; one without its sources is a canvas file.

    Raises:
        UnicodeDecodeError: it was not written by this program.
    """
    text = data.decode()
    try:
        return Alternative.model_validate_json(text)
    except ValueError:
        return Alternative(canvas=text)


def choose(screened: Screened, place: int, one: Alternative, rulebook: Rulebook) -> Screened:
    """Give the submission with the canvas at that place of its file, screened anew.

    Raises:
        SourceError: the canvas is none of this program's.
    """
    chosen = screen_canvas(screened, one.content, rulebook)
    return chosen.model_copy(update={"sources": one.sources, "chosen": place})


def restore(screened: Screened, block: BlockId, text: str, rulebook: Rulebook) -> Screened:
    """Give the submission with a text that was set aside as a note of its block, screened anew.

    What is not among the texts set aside changes nothing.

    Raises:
        EditError: the block is full, or the text longer than a note.
        SourceError: the canvas is none of this program's.
    """
    sources = _without(screened.sources, block, text)
    if sources == screened.sources:
        return screened
    canvas = read_canvas(screened.canvas, "canvas.json").canvas
    canvas = editing.add_notes(canvas, block, [text])
    restored = screen_canvas(screened, canvas, rulebook)
    return restored.model_copy(update={"sources": sources})


def _without(sources: Sequence[Source], block: BlockId, text: str) -> tuple[Source, ...]:
    return tuple(
        one.model_copy(update={"set_aside": _one_less(one.set_aside, text)})
        if one.block == block and text in one.set_aside
        else one
        for one in sources
    )


def _one_less(texts: Sequence[str], text: str) -> tuple[str, ...]:
    at = texts.index(text)
    return (*texts[:at], *texts[at + 1 :])
