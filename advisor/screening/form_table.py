"""An export of a form with one team per row: each row becomes a submission."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Literal, TypeVar, get_args

from advisor import limits
from advisor.canvas import BLOCKS, LANGUAGES, Block, BlockId, Canvas, Note
from advisor.canvas_file import write_canvas
from advisor.formats.headings import find_heading
from advisor.screening.csv_table import TableError
from advisor.screening.moments import read_moments
from advisor.screening.submission import Submission
from advisor.texts import words
from advisor.vocabulary import load_vocabulary

Role = Literal["email", "team", "project", "person", "handed_in"]
Column = BlockId | Role
Named = TypeVar("Named")
ROLES: tuple[Role, ...] = get_args(Role)

_FEWEST = 3  # blocks among the headings that make a table one of canvases
_HEADER_WITHIN = 10  # rows
_HEADING = 500  # characters of a heading that are looked at
_LEAD = re.compile(r"^\s*(?:[-*•·–▪●‣]\s+|\(?\d{1,2}[.)]\s+)+")
_CUT = re.compile(r"[\n\r;•▪●‣]+")
_WORDLESS = re.compile(r"[\W_]*\Z")


def guess_columns(header: Sequence[str]) -> dict[int, Column | None]:
    """Give what each column holds by its heading; None where it is not certain.

    A heading is known by a block's name or guiding question, alone or within a sentence that
    names no other block. Of several columns that could name the team the clearest does.
    """
    found = {index: _guess(heading) for index, heading in enumerate(header)}
    for role in ("email", "handed_in", "team", "project", "person"):
        _keep_first(found, role)
    if "team" not in found.values():
        other = next((one for one in ("project", "person") if one in found.values()), None)
        found = {index: "team" if other and one == other else one for index, one in found.items()}
    return found


def find_header(rows: Sequence[Sequence[str]]) -> int | None:
    """Give the row that names the columns, None where the table holds no canvases."""
    counts = [_blocks(row) for row in rows[:_HEADER_WITHIN]]
    best = max(counts, default=0)
    return counts.index(best) if best >= _FEWEST else None


def read_form(
    rows: Sequence[Sequence[str]],
    name: str = "",
    columns: Mapping[int, Column | None] | None = None,
) -> Iterator[Submission]:
    """Give a submission per row below the header, in their order; blank rows give none.

    `columns` corrects what `guess_columns` says. What a row has too much of is refused where the
    submission is read, so that the others go on.

    Raises:
        TableError: no header is found, or there are too many rows.
    """
    header = find_header(rows) if columns is None else find_header(rows) or 0
    if header is None:
        raise TableError("no_form")
    if len(rows) > limits.TABLE_ROWS:
        raise TableError("too_many_rows", limit=limits.TABLE_ROWS, cells=limits.TABLE_CELLS)
    if columns is None:
        columns = guess_columns(rows[header])
    return _submissions(rows, header, name, columns)


def split_notes(cell: str) -> list[str]:
    """Give the notes of one answer: cut at lines, bullets and semicolons."""
    parts = [_LEAD.sub("", part).strip() for part in _CUT.split(cell)]
    return [part for part in parts if not _WORDLESS.match(part)]


def _submissions(
    rows: Sequence[Sequence[str]], header: int, name: str, columns: Mapping[int, Column | None]
) -> Iterator[Submission]:
    below = rows[header + 1 :]
    at = next((index for index, one in columns.items() if one == "handed_in"), None)
    moments = read_moments([_cell(row, at) for row in below])
    for number, (row, moment) in enumerate(zip(below, moments, strict=True), header + 2):
        if not any(cell.strip() for cell in row):
            continue
        said = {role: _first(row, columns, role) for role in ROLES}
        canvas = _canvas(row, columns, said["project"] or said["team"])
        yield Submission(
            path=f"{name}:{number}" if name else str(number),
            data=write_canvas(canvas, "json").encode(),
            team=said["team"],
            email=said["email"],
            handed_in=moment,
        )


def _canvas(row: Sequence[str], columns: Mapping[int, Column | None], name: str) -> Canvas:
    texts = {
        block: [
            text
            for index, column in columns.items()
            if column == block
            for text in split_notes(_cell(row, index))
        ]
        for block in BLOCKS
    }
    numbers = itertools.count(1)
    return Canvas(
        name=name[: limits.NAME_CHARACTERS],
        blocks={
            block: Block(notes=tuple(_note(f"n{next(numbers)}", text) for text in some))
            for block, some in texts.items()
            if some
        },
    )


def _note(name: str, text: str) -> Note:
    """Give a note; what is longer than one may be stands whole in its details."""
    if len(text) <= limits.NOTE_CHARACTERS:
        return Note(id=name, text=text)
    head = text[: limits.NOTE_CHARACTERS - 1]
    return Note(id=name, text=f"{head.rpartition(' ')[0] or head}…", details=text)


def _cell(row: Sequence[str], index: int | None) -> str:
    return row[index].strip() if index is not None and index < len(row) else ""


def _first(row: Sequence[str], columns: Mapping[int, Column | None], role: Role) -> str:
    return next((_cell(row, index) for index, one in columns.items() if one == role), "")


def _blocks(row: Sequence[str]) -> int:
    return len({one for one in map(_guess, row) if one in BLOCKS})


def _keep_first(found: dict[int, Column | None], role: str) -> None:
    for index in [index for index, one in found.items() if one == role][1:]:
        found[index] = None


def _guess(heading: str) -> Column | None:
    key = _key(heading)
    blocks, roles = _block_names(), _role_names()
    parts = [key, *(_key(part) for part in re.split(r"[:\[\]()–|/]|\s-\s", heading))]
    for part in parts:
        if part in blocks:
            return blocks[part]
    if key in roles:
        return roles[key]
    heading_of = find_heading(heading)
    if heading_of and heading_of.block:
        return heading_of.block
    named = _within(key, blocks)
    if len(named) == 1:
        return named.pop()
    if named:
        return None
    held = _within(key, {name: role for name, role in roles.items() if role != "handed_in"})
    return min(held, key=ROLES.index, default=None)


def _within(key: str, names: Mapping[str, Named]) -> set[Named]:
    """Give what is named within a heading, longer names first: none is read out of another."""
    rest, found = f" {key[:_HEADING]} ", set()
    for name in sorted(names, key=len, reverse=True):
        if f" {name} " in rest:
            rest = rest.replace(f" {name} ", " | ")
            found.add(names[name])
    return found


def _key(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


@functools.cache
def _block_names() -> Mapping[str, BlockId]:
    """Give the block of every name, then of every question that is not another block's name."""
    about = load_vocabulary().blocks
    named = [(block, one.label, one.aliases) for block, one in about.items()]
    asked = [(block, q.text, q.aliases) for block, one in about.items() for q in one.questions]
    found: dict[str, BlockId] = {}
    for block, label, aliases in (*named, *asked):
        for text in (label.de, label.en, *aliases.de, *aliases.en):
            found.setdefault(_key(text), block)
    return found


@functools.cache
def _role_names() -> Mapping[str, Role]:
    return {
        _key(text): role
        for language in LANGUAGES
        for role in ROLES
        for text in words(language)(f"moodle.headings.{role}").split("|")
    }
