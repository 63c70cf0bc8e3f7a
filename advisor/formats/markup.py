"""Read Markdown as people write it: headings, lists, tables, HTML in between."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from operator import itemgetter

from advisor import limits
from advisor.formats.ascii_boxes import Drawing, Rows, find_boxes
from advisor.formats.extract import Area, Box, Extract, Line, Origin
from advisor.formats.headings import block_named
from advisor.formats.markup_html import read_html
from advisor.source import Problem, SourceError

_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n.*?\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_TABLE = (re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\s{0,9}>", re.IGNORECASE))
_COMMENT = (re.compile("<!--"), re.compile("-->"))
_HEADING = re.compile(r" {0,3}#{1,6}\s")
_UNDERLINE = re.compile(r" {0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_ITEM = re.compile(r"\s*(?:>\s?)*(?:[-*+•·▪●◦‣–]|\(?\d{1,3}[.)]|\(?[a-zA-Z]\))\s+(?:\[[ xX]\]\s+)?")
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_PLACEHOLDER = re.compile(r"\s*\[[^\]]*\]\s*$")
_SLUG = re.compile(r"\{[a-z][a-z-]{0,40}\}\s*$")
_BOLD = re.compile(r"\s{0,3}(\*\*|__)(.{1,80}?)\1\s{0,3}:?\s*$")
_DIVIDER = re.compile(r"\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LINK = re.compile(r"!?\[([^\[\]]{0,500})\]\([^()\s]{0,1000}(?:\s+\"[^\"]{0,200}\")?\)")
_STRESS = tuple(  # what is inside holds no sign of its kind: every letter is seen once
    re.compile(rf"(?<![\w{sign}])({sign}{{1,3}})(?=\S)([^{sign}]+)(?<=\S)\1(?![\w{sign}])")
    for sign in (r"\*", "_", "~", "`")
)
_WRAPPED = 60  # letters: a line as long was broken by its width, not by hand


def read_markdown(text: str) -> Extract:
    """Give the text as lines, its tables as grids; a line in bold that names a block is a heading.

    Raises:
        SourceError: a table in it has more cells than a file may have entries.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _blanked(text, _front(text))
    text = _blanked(text, _spans(_COMMENT, text))
    if text.count("\n") + text.count("|") > limits.NODES:
        raise SourceError([Problem("too_many_nodes", details={"limit": limits.NODES})])
    tables: list[tuple[int, Area]] = []  # each with the row it begins in
    spans = list(_spans(_TABLE, text))
    for start, end in spans:
        row = text.count("\n", 0, start)
        inside = read_html(text[start:end], len(tables) + 1, row).areas
        tables += ((row + 1, area) for area in inside)
    rows = list(enumerate(_blanked(text, spans).split("\n"), 1))
    for grid in (find_boxes, _pipe_tables):
        found, rows = grid(rows)
        first = len(tables) + 1
        tables += ((row, _numbered(boxes, n)) for n, (row, boxes) in enumerate(found, first))
    lines = list(_lines(rows))
    areas = tuple(area for _, area in tables if area.boxes)
    if not lines:
        return Extract(areas)
    boxed = [(row, line) for row, area in tables for line in area.boxed_lines]
    placed = [*((line.origin.row, line) for line in lines), *boxed]
    placed.sort(key=itemgetter(0))
    return Extract((*areas, Area("text", 1, lines=tuple(line for _, line in placed))))


def plain(text: str) -> str:
    """Give what a reader of the set page sees of a line; `<br>` parts lines."""
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(1))
        return f"\0{len(kept) - 1}\0"

    text = _ESCAPE.sub(keep, text.replace("\0", ""))
    text = _TAG.sub("", _BREAK.sub("\n", text))
    text = _LINK.sub(r"\1", text)
    for stress in (*_STRESS, *_STRESS):  # twice: bold inside italics
        text = stress.sub(r"\2", text)
    text = re.sub("\0(\\d+)\0", lambda match: kept[int(match.group(1))], html.unescape(text))
    return "\n".join(line.strip() for line in text.split("\n")).strip()


def _front(text: str) -> list[tuple[int, int]]:
    """Give where the settings at the head of a file stand."""
    found = _FRONT.match(text)
    return [found.span()] if found else []


def _spans(marks: tuple[re.Pattern[str], re.Pattern[str]], text: str) -> Iterator[tuple[int, int]]:
    """Give where things stand that begin and end with a mark; unfinished ones are none."""
    at = 0
    while (begin := marks[0].search(text, at)) and (end := marks[1].search(text, begin.end())):
        at = end.end()
        yield begin.start(), at


def _blanked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Give the text without some of it; lines keep their numbers."""
    kept, at = [], 0
    for start, end in spans:
        kept += [text[at:start], "\n" * text.count("\n", start, end)]
        at = end
    return "".join([*kept, text[at:]])


def _numbered(boxes: list[Box], number: int) -> Area:
    placed = (replace(box, origin=Origin("cell", number, int(box.y0) + 1)) for box in boxes)
    return Area("table", number, boxes=tuple(placed))


def _pipe_tables(rows: Rows) -> tuple[list[Drawing], Rows]:
    """Give the tables drawn with pipes and a divider below the first row, and the other rows."""
    tables: list[Drawing] = []
    rest: Rows = []
    index = 0
    while index < len(rows):
        divider = rows[index + 1][1] if index + 1 < len(rows) else ""
        if "|" not in rows[index][1] or "|" not in divider or not _DIVIDER.match(divider):
            rest.append(rows[index])
            index += 1
            continue
        first, content = rows[index][0], [rows[index][1]]
        index += 2
        while index < len(rows) and "|" in rows[index][1]:
            content.append(rows[index][1])
            index += 1
        boxes = [
            Box(plain(cell), x, y, x + 1, y + 1, Origin("cell"))
            for y, line in enumerate(content)
            for x, cell in enumerate(_cells(line))
            if plain(cell)
        ]
        tables.append((first, boxes))
    return tables, rest


def _cells(line: str) -> list[str]:
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return [cell.strip() for cell in re.split(r"(?<!\\)\|", line)]


def _lines(rows: list[tuple[int, str]]) -> Iterator[Line]:
    """Give paragraphs and items; lines broken by width only are one."""
    slugs = any(_HEADING.match(text) and _SLUG.search(text) for _, text in rows)
    last: Line | None = None
    following = [text for _, text in rows[1:]] + [""]
    for (number, text), below in zip(rows, following, strict=False):
        origin = Origin("line", 1, number)
        if not text.strip() or _FENCE.match(text) or _RULE.match(text) or _UNDERLINE.match(text):
            if last:
                yield last
            last = None
            continue
        heading = _heading(text, below)
        if heading:
            if last:
                yield last
            last = None
            yield Line(heading, origin, heading=True)
            continue
        if slugs and _PLACEHOLDER.match(text):
            continue
        item = _ITEM.match(text)
        words = plain(text[item.end() :] if item else _QUOTE.sub("", text))
        wrapped = words[:1].islower() or (last and len(last.text) >= _WRAPPED)
        if last and not item and wrapped and not block_named(last.text):
            last = replace(last, text=f"{last.text} {words}")
            continue
        if last:
            yield last
        last = None
        for part in words.split("\n"):
            if last:
                yield last
            last = Line(part, origin, item=item is not None) if part else None
    if last:
        yield last


def _heading(text: str, below: str) -> str:
    """Give the words of a heading, "" where the line is none."""
    if _HEADING.match(text):
        return plain(text.strip().strip("#").strip())
    if _UNDERLINE.match(below) and not _ITEM.match(text):
        return plain(text)
    bold = _BOLD.match(text)
    return plain(bold.group(2)) if bold and block_named(bold.group(2).strip(" :")) else ""
