"""Tell answers from what a template says; what is no answer is set aside, never thrown away."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from advisor import limits
from advisor.canvas import BlockId
from advisor.formats.alignment import Printed, copied, printed
from advisor.formats.headings import key_of
from advisor.formats.templates import load_templates

_SAME_IN = 4  # blocks that say word for word the same were never filled in
_ASKING_IN = 5  # blocks that begin with a question come from a template we do not know
_TOLD = 2  # statements that speak to the reader
_DIGITS = 2
_TOLD_TO = re.compile(r"\w+n Sie\b.*[.:]\s*$")  # "Nennen Sie Ihre Partner."
_WRAPPED = 4  # lines a question may run over
_WORDS = re.compile(r"[^\W_]+")
_ASKED = re.compile(r"(?<=\?)[\s,;]+")
_BULLET = re.compile(
    r"^\s*(?:[•●▪◦‣∙·*–—+>→✓✔\uf0b7\uf0a7o-]\s+|[•●▪◦‣∙·→✓✔☐☑☒\uf0b7\uf0a7]|\d{1,2}[.)]\s+|[a-zA-Z]\)\s+)+"
)
_TICKED = re.compile(r"(?m)^\s*[☑☒]")
_UNTICKED = re.compile(r"\s*☐")
_INNER_BULLET = re.compile("[•●▪‣\uf0b7\uf0a7]")
_SIGNS = " \t,;:/|•·–—-"


@dataclass(frozen=True, slots=True)
class Answers:
    """The lines of a block that are answers, those set aside, and questions among the answers."""

    lines: tuple[str, ...] = ()
    set_aside: tuple[str, ...] = ()
    open_questions: tuple[str, ...] = ()


@dataclass(slots=True)
class _Sorting:
    """One block while it is sorted."""

    lines: list[str]
    aside: list[str] = field(default_factory=list)


def answers(texts: Mapping[BlockId, str]) -> dict[BlockId, Answers]:
    """Give what of each block's text answers it; lines stay lines, without their bullets."""
    ticked = any(_TICKED.search(text) for text in texts.values())
    sortings = {block: _sort(block, text, ticked) for block, text in texts.items()}
    _set_placeholders_aside(list(sortings.values()))
    _set_questions_aside(list(sortings.values()))
    return {
        block: Answers(
            tuple(sorting.lines),
            tuple(sorting.aside),
            tuple(line for line in sorting.lines if _asks(line)),
        )
        for block, sorting in sortings.items()
    }


def is_mark(line: str) -> bool:
    """Say whether a line is a licence, a stamp like "Designed for", or a placeholder."""
    known, key = load_templates(), key_of(line)
    if not key:
        return True
    if key in known.placeholders or any(word in key for word in known.licence):
        return True
    head = key_of(line.partition(":")[0])
    return key in known.stamps or (":" in line and head in known.stamps)


def _sort(block: BlockId, text: str, ticked: bool) -> _Sorting:
    """Sort one block; where boxes are ticked, what stands behind an empty one was not chosen."""
    known = load_templates()
    sorting = _Sorting([])
    raw: list[str] = []
    for line in text.splitlines():
        if line.strip():
            left = is_mark(line) or (ticked and _UNTICKED.match(line))
            (sorting.aside if left else raw).append(line.strip())
    for line in _without_copied(block, raw, sorting):
        key = key_of(line)
        asked = line.endswith("?") and key in known.questions
        number = key.isdecimal() and len(key) <= _DIGITS  # of a row
        if not key or number or asked or key in known.labels:
            if line.strip():
                sorting.aside.append(line.strip())
        else:
            sorting.lines.append(line)
    return sorting


@functools.cache
def _templates(block: BlockId) -> tuple[Printed, ...]:
    return tuple(printed(text) for text in load_templates().texts[block])


def _without_copied(block: BlockId, raw: list[str], sorting: _Sorting) -> Iterator[str]:
    """Give what is left of the lines; what a template says in them is set aside."""
    text = "\n".join(raw)
    gone = bytearray(len(text))
    for template in _templates(block) if len(text) <= limits.BLOCK_CHARACTERS else ():
        for start, end in copied(text, template):
            gone[start:end] = b"\1" * (end - start)
    start = 0
    for line in raw:
        for is_gone, piece in _pieces(line, gone[start : start + len(line)]):
            if is_gone:
                sorting.aside.append(piece.strip())
            else:
                yield from _plain(piece)
        start += len(line) + 1


def _pieces(line: str, gone: bytearray) -> Iterator[tuple[bool, str]]:
    for match in re.finditer(rb"\x01+|\x00+", gone):
        piece = line[match.start() : match.end()]
        if not key_of(piece) and match.end() - match.start() < len(line):
            continue  # signs between two parts
        yield gone[match.start()] == 1, piece


def _plain(piece: str) -> Iterator[str]:
    """Give a piece without bullets, every question in it on its own."""
    for inner in _INNER_BULLET.split(piece):
        for part in _ASKED.split(inner):
            bare = _BULLET.sub("", part).strip()
            bare = (
                re.sub(rf"^[{re.escape(_SIGNS)}]+(?=\s)|^[,;:/|]+", "", bare)
                .strip()
                .rstrip(",;")
                .rstrip()
            )
            if bare:
                yield bare


def _set_placeholders_aside(sortings: Collection[_Sorting]) -> None:
    said = {id(one): frozenset(key_of(line) for line in one.lines) for one in sortings}
    often = {text for text, count in Counter(said.values()).items() if count >= _SAME_IN}
    bracketed = [one for one in sortings if any(_is_bracketed(line) for line in one.lines)]
    for one in sortings:
        if one.lines and said[id(one)] in often:
            one.aside += one.lines
            one.lines = []
        elif len(bracketed) >= _SAME_IN:
            one.aside += [line for line in one.lines if _is_bracketed(line)]
            one.lines = [line for line in one.lines if not _is_bracketed(line)]


def _is_bracketed(line: str) -> bool:
    return line.startswith("[") and line.endswith("]")


def _set_questions_aside(sortings: Collection[_Sorting]) -> None:
    joined = [_rejoined(one.lines) for one in sortings]
    asked = sum(bool(lines) and _prompts(lines[0]) for lines in joined) >= _ASKING_IN
    prompts = _prompts if asked else _asks
    if asked and _explains(joined):
        for one in sortings:
            one.aside += one.lines
            one.lines = []
        return
    for one, lines in zip(sortings, joined, strict=True):
        leading = next((n for n, line in enumerate(lines) if not prompts(line)), len(lines))
        if leading == len(lines) or asked:
            one.aside += lines[:leading]
            one.lines = lines[leading:]


def _explains(blocks: Sequence[list[str]]) -> bool:
    """Say whether a text tells its reader what to write: statements to "you", few answers."""
    reader = load_templates().reader
    told = sum(
        not _asks(line) and not reader.isdisjoint(_WORDS.findall(line)[1:])
        for lines in blocks
        for line in lines
    )
    left = sum(not all(_asks(line) or _begins_question(line) for line in lines) for lines in blocks)
    return told >= _TOLD and left <= len(blocks) / 2


def _prompts(line: str) -> bool:
    """Say whether a line asks, or tells its reader what to write."""
    return _asks(line) or _TOLD_TO.match(line) is not None


def _asks(line: str) -> bool:
    return line.rstrip(" \"'”“)").endswith("?")


def _begins_question(line: str) -> bool:
    words = key_of(line[: limits.QUOTED_CHARACTERS]).split()
    asking = load_templates().asking
    return any(" ".join(words[:count]) in asking for count in (1, 2, 3))


def _rejoined(lines: list[str]) -> list[str]:
    """Give the lines with questions that were broken over several in one piece."""
    whole: list[str] = []
    place = 0
    while place < len(lines):
        line = lines[place]
        if _begins_question(line) and not _asks(line):
            for more in range(1, _WRAPPED):
                part = " ".join(lines[place : place + more + 1])
                if _asks(part) and part.count("?") == 1 and place + more < len(lines):
                    line, place = part, place + more
                    break
        whole.append(line)
        place += 1
    return whole
