"""Which characters of a text were copied from a template, told by aligning words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from advisor.formats.headings import key_of

Span = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
_RUN = 3  # words in a row that may be a template's
_SURE = 5  # words in a row that are
_TOTAL = 8  # words in runs that are, taken together
_STEP = 2  # to the next word of the template: one may be left out
_GAP = 2  # words that may be misspelt between two copied ones
_ALIKE = 0.6
_LISTED = 2 / 3  # of a list of examples: with less of it left, somebody chose
_SIGNS = 4  # before a word, at most, are looked at
_ROUNDS = 4  # parts of a template in another order are found one after the other
_BEHIND = re.compile(r"[?!.,:;…)\]“”\"'’]+")
_BEFORE = re.compile(r"[(\[„“\"'‘]+$")


@dataclass(frozen=True, slots=True)
class Printed:
    """A template as words, each with the sentence or list it belongs to."""

    words: tuple[str, ...]
    parts: tuple[int, ...]
    lists: frozenset[int]  # parts that ask nothing


def printed(template: str) -> Printed:
    """Cut a template into questions and lists, a line or a question mark ends each."""
    words: list[str] = []
    parts: list[int] = []
    lists = set()
    pieces = [piece for piece in re.split(r"(?<=\?)|\n", template) if _WORD.search(piece)]
    for number, piece in enumerate(pieces):
        if "?" not in piece:
            lists.add(number)
        for match in _WORD.finditer(piece):
            words.append(key_of(match.group()))
            parts.append(number)
    return Printed(tuple(words), tuple(parts), frozenset(lists))


def copied(text: str, template: Printed) -> list[Span]:
    """Give what of `text` is the template's, in order; nothing where too little is to be sure.

    A misspelt word between copied ones counts as copied; a word more is somebody's own, and so
    is what was left standing of a list of examples.
    """
    words = [(key_of(match.group()), match.span()) for match in _WORD.finditer(text)]
    found: list[Span] = []
    for _ in range(_ROUNDS):
        runs = list(_runs([word for word, _ in words], template))
        longest = max((len(run) for run in runs), default=0)
        if longest < _SURE and sum(len(run) for run in runs if len(run) >= _RUN) < _TOTAL:
            break
        found += [_widen(text, words[run[0]][1][0], words[run[-1]][1][1]) for run in runs]
        gone = {place for run in runs for place in run}
        words = [word for place, word in enumerate(words) if place not in gone]
    return sorted(found)


def _runs(ours: list[str], template: Printed) -> Iterator[list[int]]:
    """Give the places of copied words, those in a row together."""
    partner = _aligned(ours, template.words)
    sizes = [template.parts.count(part) for part in range(len(set(template.parts)))]
    kept = [0] * len(sizes)
    for place in {place for pair in partner.values() for place in pair}:
        kept[template.parts[place]] += 1
    whole = {part for part, size in enumerate(sizes) if kept[part] == size}
    chosen = {part for part in template.lists if kept[part] < sizes[part] * _LISTED}
    for run in _in_a_row(partner):
        parts = {template.parts[partner[place][0]] for place in run}
        mine = [place for place in run if template.parts[partner[place][0]] not in chosen]
        if mine and (len(run) >= _RUN or parts <= whole | (template.lists - chosen)):
            yield mine


def _in_a_row(partner: dict[int, tuple[int, int]]) -> Iterator[list[int]]:
    run: list[int] = []
    for place in sorted(partner):
        if run and (place != run[-1] + 1 or partner[place][0] - partner[run[-1]][1] > _STEP):
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _aligned(ours: list[str], theirs: tuple[str, ...]) -> dict[int, tuple[int, int]]:
    """Give, for a copied word's place, the first and last place it has in the template."""
    partner: dict[int, tuple[int, int]] = {}
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            partner.update({a + step: (c + step, c + step) for step in range(b - a)})
        elif tag == "replace" and d - c <= _GAP:
            for start, end in _misspelt(ours, a, b, theirs[c:d]):
                partner.update(dict.fromkeys(range(start, end), (c, d - 1)))
    return partner


def _misspelt(ours: list[str], a: int, b: int, theirs: tuple[str, ...]) -> list[Span]:
    """Find the template's words, misspelt, at the end or the start of ours from `a` to `b`."""
    told = "".join(theirs)
    spans = [(a, b)] if b - a <= _GAP else []
    spans += [(b - n, b) for n in (1, 2) if n < b - a] + [(a, a + n) for n in (1, 2) if n < b - a]
    ratios = [
        difflib.SequenceMatcher(None, "".join(ours[start:end]), told).ratio()
        for start, end in spans
    ]
    best = max(range(len(spans)), key=ratios.__getitem__)
    return [spans[best]] if ratios[best] >= _ALIKE else []


def _widen(text: str, start: int, end: int) -> Span:
    """Take the signs that belong to the words along."""
    behind = _BEHIND.match(text, end)
    before = _BEFORE.search(text[max(start - _SIGNS, 0) : start])
    return start - len(before.group()) if before else start, behind.end() if behind else end
