"""Which lines of a file name a block of the canvas, in six languages and with slips."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from advisor import limits
from advisor.canvas import BLOCKS, BlockId
from advisor.remembered import remember
from advisor.schema import Strict, validate
from advisor.source import read_source
from advisor.vocabulary import load_vocabulary, rules_folder

Names = Annotated[tuple[str, ...], Field(strict=False)]
Many = Annotated[tuple[Names, ...], Field(strict=False)]

_BRACKETED = re.compile(r"[(\[{]([^)\]}]*)[)\]}]")
_NUMBERING = re.compile(
    r"^[\W_]*(?:\d{1,2}(?:[.)/:]\d{0,2})*|[a-iA-I][.)]|[ivxIVX]{1,5}[.)])(?=[\W_])"
)
_GENDER = re.compile(r"[:*_/][-‐]?in(?:nen)?\b|(?<=\w)Innen\b")  # Partner:innen, Partner/-innen
_DOTS = "\u0308"  # over a vowel; an e behind it where there are no such letters
_MARKS = re.compile(r"\s*[:：\t→]\s*|\s+[-–—=]\s+")
_SLASH = re.compile(r"\s*[/|]\s*")
_FEW_WORDS = 4
_ALIKE = 0.90  # two spellings of one name
_END = 3  # letters
_ENDING = 3  # letters of a plural at most
_BULLETS = "•●▪◦‣∙·*-–—+>→✓✔"


class HeadingNames(Strict):
    """rules/headings.yaml."""

    strong: Mapping[BlockId, Names]
    weak: Mapping[BlockId, Names]
    lean: Many
    before: Names
    ours: Names
    explaining: Names
    copies: Names


@dataclass(frozen=True, slots=True)
class Heading:
    """What a line names: a block, or with `lean` a box only the Lean Canvas has.

    `strong` names are no ordinary words; `similar` says it was only much like the name.
    """

    block: BlockId | None
    strong: bool = True
    similar: bool = False
    lean: int = -1


@functools.cache
def load_names() -> HeadingNames:
    """Read the names that ship with the package, once per process."""
    path = rules_folder() / "headings.yaml"
    return validate(HeadingNames, read_source(path.read_bytes(), path.name))


def key_of(text: str) -> str:
    """Give what two spellings of one heading have in common: bare letters, single blanks."""
    text = unicodedata.normalize("NFKC", text).replace("\u00ad", "").casefold()
    text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text))


def find_heading(text: str) -> Heading | None:
    """Give what a text names if it is a heading and nothing else."""
    if len(text) > limits.HEADING_CHARACTERS or "?" in _BRACKETED.sub("", text):
        return None
    return _find(" ".join(text.split()))


def block_named(text: str) -> BlockId | None:
    """Give the block a text is a name of, slips aside; for readers that must choose."""
    found = find_heading(text)
    return found.block if found and not found.similar else None


def split_heading(text: str) -> tuple[Heading, str] | None:
    """Give the heading a text begins with, over up to three lines, and what follows it."""
    lines = text.splitlines()
    lines = lines[next((n for n, line in enumerate(lines) if line.strip()), 0) :]
    for count in (3, 2, 1):
        if count <= len(lines) and all(line.strip() for line in lines[:count]):
            joined = " ".join(lines[:count])
            found = find_heading(joined)
            if found and (count == 1 or all(map(find_heading, _SLASH.split(joined)))):
                return found, "\n".join(lines[count:])
    return _split_line(lines) if lines else None


def _split_line(lines: list[str]) -> tuple[Heading, str] | None:
    """Cut "Kanäle: Messe" and "Kanäle – Messe" where a name ends."""
    mark = _MARKS.search(lines[0][: limits.HEADING_CHARACTERS])
    if not mark or not mark.start():
        return None
    found = find_heading(lines[0][: mark.start()])
    if found is None or found.similar or not (found.strong or ":" in mark.group()):
        return None
    return found, "\n".join([lines[0][mark.end() :], *lines[1:]])


def is_copy(name: str) -> bool:
    """Say whether a sheet, slide or table of that name is instructions or an example."""
    words = key_of(name).split()
    return any(
        one.startswith(copy) and len(one) <= len(copy) + _ENDING  # no Mr Mustermann
        for copy in map(key_of, load_names().copies)
        for one in words
    )


@remember(20_000)
def _find(text: str) -> Heading | None:
    bare = _GENDER.sub("", _BRACKETED.sub(" ", text)).strip(" \t" + _BULLETS)
    plain = _NUMBERING.sub("", bare).strip(" \t.:-–")
    for word in load_names().before:
        plain = re.sub(rf"^{word}\s*\d{{0,2}}\s*[:.)–-]+\s*", "", plain, flags=re.IGNORECASE)
    key = key_of(plain)
    first, _, others = key.partition(" ")
    whole = [_look_up(key_of(bare)), _look_up(key)]
    if first in _ours():
        whole.append(_look_up(others))
    sides = _either_side(plain)
    inside = _in_brackets(text, bare)
    exact = (one for one in (*whole, sides, inside) if one and not one.similar)
    return next(exact, None) or next((one for one in (*whole, sides) if one), None)


def _either_side(plain: str) -> Heading | None:
    """Give what `A / B` names: what both sides do, or one that is no ordinary word."""
    parts = re.split(r"[/|]|\s[-–]\s", plain)
    found = [_look_up(key_of(part)) for part in parts] if len(parts) > 1 else []
    known = [one for one in found if one]
    if len({(one.block, one.lean) for one in known}) != 1:
        return None
    strong = [one for one in known if one.strong]
    slashed = not re.search(r"\s[-–]\s", plain)  # a dash may begin the answer
    return (strong or known)[0] if len(known) == len(parts) or (strong and slashed) else None


def _in_brackets(text: str, bare: str) -> Heading | None:
    """Give what brackets at the end name, behind few words in another language."""
    if not text.rstrip(" :").endswith((")", "]", "}")) or bare.count(" ") >= _FEW_WORDS:
        return None
    found = [_look_up(key_of(one)) for one in _BRACKETED.findall(text)]
    return next((one for one in found if one and one.strong and not one.similar), None)


def _look_up(key: str) -> Heading | None:
    names = _by_key()
    solid = key.replace(" ", "")
    found = names.get(key) or names.get(solid)
    if found:
        return found
    without = solid.rstrip("0123456789")  # the order of filling in, printed beside the name
    if without != solid and len(solid) - len(without) <= 2:
        numbered = names.get(without)
        if numbered and numbered.strong:
            return numbered
    return _similar(without) if len(without) >= limits.TYPO_LETTERS else None


def _similar(solid: str) -> Heading | None:
    best, ratio = None, _ALIKE
    # One for all names: what it works out about its second text is kept.
    matcher = difflib.SequenceMatcher(None, "", solid, autojunk=False)
    for name, heading in (*_shelves().get(solid[:_END], ()), *_shelves().get(solid[-_END:], ())):
        if 2 * min(len(name), len(solid)) < ratio * (len(name) + len(solid)):
            continue
        matcher.set_seq1(name)
        if matcher.quick_ratio() >= ratio and matcher.ratio() >= ratio:
            best, ratio = heading, matcher.ratio()
    return Heading(best.block, similar=True) if best else None


@functools.cache
def _ours() -> frozenset[str]:
    return frozenset(map(key_of, load_names().ours))


@functools.cache
def _shelves() -> Mapping[str, list[tuple[str, Heading]]]:
    """Give names by how they begin and how they end: a slip is hardly at both."""
    found: dict[str, list[tuple[str, Heading]]] = {}
    for name, heading in _by_key().items():
        if heading.strong and heading.lean < 0 and " " not in name:
            for end in {name[:_END], name[-_END:]}:
                found.setdefault(end, []).append((name, heading))
    return found


@functools.cache
def _by_key() -> Mapping[str, Heading]:
    """Give every name's heading, by its key with blanks and without."""
    names = load_names()
    found: dict[str, Heading] = {}

    def put(texts: Iterable[str], heading: Heading) -> None:
        for text in texts:
            for spelled in (text, unicodedata.normalize("NFD", text).replace(_DOTS, "e")):
                key = key_of(spelled)
                found.setdefault(key, heading)
                found.setdefault(key.replace(" ", ""), heading)

    for block in BLOCKS:
        put(names.weak[block], Heading(block, strong=False))
        words = load_vocabulary().blocks[block]
        labels = (words.label.de, words.label.en, *words.aliases.de, *words.aliases.en)
        put((*names.strong[block], *labels, block), Heading(block))
    for number, group in enumerate(names.lean):
        put(group, Heading(None, strong=False, lean=number))
    return found
