"""Two canvases of similar wording side by side: what they have in common is marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from advisor.canvas import BLOCKS, BlockId, Canvas, Note
from advisor.texts import Words
from advisor.views.escaping import undirected
from advisor.vocabulary import Vocabulary

Marks = Sequence[tuple[str, int, int]]  # note, start, end in its wording
Shared = tuple[BlockId, float, Marks, Marks]  # block, share in common, and where on either side
Piece = tuple[str, bool]  # text, and whether it is in common


@dataclass(frozen=True, slots=True)
class SideBySide:
    """One block of two canvases; each note is cut into pieces. `share` is 0 to 1."""

    block: BlockId
    share: float
    left: tuple[tuple[Piece, ...], ...]
    right: tuple[tuple[Piece, ...], ...]


def side_by_side(left: Canvas, right: Canvas, shared: Iterable[Shared]) -> tuple[SideBySide, ...]:
    """Give the blocks in which either canvas has a note, with what they share marked."""
    found = {block: (share, here, there) for block, share, here, there in shared}
    rows = []
    for block in BLOCKS:
        share, here, there = found.get(block, (0.0, (), ()))
        sides = [
            tuple(tuple(_pieces(note, marks)) for note in canvas.block(block).notes)
            for canvas, marks in ((left, here), (right, there))
        ]
        if any(sides):
            rows.append(SideBySide(block, share, *sides))
    return tuple(rows)


def _pieces(note: Note, marks: Marks) -> Iterator[Piece]:
    text, at = note.wording, 0
    for name, start, end in marks:
        if name == note.id:
            if start > at:
                yield text[at:start], False
            yield text[start:end], True
            at = end
    if at < len(text):
        yield text[at:], False


def side_by_side_html(
    rows: Iterable[SideBySide], names: tuple[str, str], vocabulary: Vocabulary, words: Words
) -> str:
    """Give the rows as an HTML table, common words in `mark`; every text is escaped."""
    caption = escape(words("similar.prompt"))
    heads = "".join(f'<th scope="col">{_safe(name)}</th>' for name in names)
    body = "".join(_row(row, vocabulary, words) for row in rows)
    return (
        f'<table class="side-by-side"><caption>{caption}</caption>'
        f"<thead><tr><td></td>{heads}</tr></thead><tbody>{body}</tbody></table>"
    )


def likeness_lines(
    pairs: Iterable[tuple[str, str, float]], more: int, words: Words
) -> Iterator[str]:
    """Give one line of plain text per pair (two names, share), and what is left out."""
    lines = [words("similar.pair", a=a, b=b, percent=_percent(share)) for a, b, share in pairs]
    if not lines:
        yield words("similar.none")
        return
    yield words("similar.prompt")
    yield from lines
    if more:
        yield words.counted("similar.more", more)
    yield words("similar.why")


def _row(row: SideBySide, vocabulary: Vocabulary, words: Words) -> str:
    title = escape(vocabulary.blocks[row.block].label.say(words.language))
    if row.share:
        share = escape(words("similar.share", percent=_percent(row.share)))
        title += f"<br><small>{share}</small>"
    cells = "".join(f"<td>{_notes(side, words)}</td>" for side in (row.left, row.right))
    return f'<tr><th scope="row">{title}</th>{cells}</tr>'


def _notes(notes: tuple[tuple[Piece, ...], ...], words: Words) -> str:
    if not notes:
        return f"<em>{escape(words('similar.nothing'))}</em>"
    return "<ul>" + "".join(f"<li>{''.join(map(_piece, note))}</li>" for note in notes) + "</ul>"


def _piece(piece: Piece) -> str:
    text, common = _safe(piece[0]).replace("\n", "<br>"), piece[1]
    return f"<mark>{text}</mark>" if common else text


def _safe(text: str) -> str:
    return escape(undirected(text))


def _percent(share: float) -> int:
    return round(share * 100)
