"""Lines of a PDF as paragraphs: which were only broken by the width of their column."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from advisor.formats.pdf_page import BULLET, Ruled, Run

_FULL = 0.7  # a line filling less of its column was ended by hand
_CARD = 0.8  # of the width of a card, within its edges, where lines are centred
_ALIGNED = 1.0  # points
_HYPHENS = "\ufffe\x02\xad"
_JOINERS = {"und", "oder", "bzw.", "and", "or", "sowie"}
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST = re.compile(r"\w+(?:-\w+)*$")
_BROKEN = re.compile(rf"\w+[-{_HYPHENS}]$")
# halves of English words that keep their hyphen; none begins or ends a syllable of a German one
_ENGLISH_STARTS = {"well", "self", "high", "low", "long", "short", "cost", "user", "year"}
_ENGLISH_ENDS = {
    "based", "friendly", "oriented", "known", "driven", "effective", "efficient", "quality",
    "sized", "owned", "priced", "year", "hand", "party", "profit", "free",
}  # fmt: skip


def words_in(lines: Iterable[Run]) -> Counter[str]:
    """Count the words of a document; halves at the end of a line are none."""
    return Counter(word for line in lines for word in _WORD.findall(_BROKEN.sub("", line.text)))


def paragraphs_of(group: Sequence[Run], ruled: Ruled, known: Counter[str]) -> str:
    """Give the lines of a box as paragraphs: what was only wrapped is one again.

    `known` counts the words of the document, by which a hyphen stays or goes.
    """
    listed = any(BULLET.match(line.text) for line in group)
    whole = group[0].text
    for last, line in pairwise(group):
        if whole[-1] in _HYPHENS or (whole[-1] == "-" and whole[-2:-1].isalpha()):
            whole = whole[:-1] + _sign(whole[:-1], line.text, known) + line.text
        elif _is_wrapped(last, line, listed, ruled):
            whole += " " + line.text
        else:
            whole += "\n" + line.text
    for hyphen in _HYPHENS[:2]:
        whole = whole.replace(hyphen, "-")
    return whole.replace(_HYPHENS[2], "")


def _sign(before: str, after: str, known: Counter[str]) -> str:
    """Give what parts two lines where a hyphen ends the first: a hyphen of the word, or nothing."""
    start = _LAST.search(before)
    goes_on = _WORD.match(after)
    first, second = start.group() if start else "", goes_on.group() if goes_on else ""
    if after.split(" ", 1)[0] in _JOINERS:
        return "- "
    if not second[:1].islower() or known[f"{first}-{second}"]:
        return "-"
    if known[first + second]:
        return ""
    # the second half itself is counted once
    both_words = known[first] and known[second] > 1
    return "-" if both_words or second in _ENGLISH_ENDS or first.lower() in _ENGLISH_STARTS else ""


def _is_wrapped(last: Run, line: Run, listed: bool, ruled: Ruled) -> bool:
    """Say whether a line only goes on because the column was too narrow for the one before."""
    if BULLET.match(line.text):
        return False
    if line.text.lstrip('(„“"')[:1].islower() or (listed and line.x0 >= last.start - 2):
        return True
    card = ruled.card(*last.middle)
    if card and card == ruled.card(*line.middle):
        inset = last.x0 - card[0] if abs(last.x0 - line.x0) < _ALIGNED else 0.0
        room = card[2] - card[0] - 2 * inset if inset else _CARD * (card[2] - card[0])
        return last.x1 - last.x0 + _needed(line) > room
    edge = ruled.right_of(last.x1, last.middle[1])
    if edge is None or last.text[-1] in ".:!?;":
        return False
    full = last.x1 - last.x0 >= _FULL * (edge - last.x0)
    return full and last.x1 + _needed(line) > edge - 0.3 * line.height


def _needed(line: Run) -> float:
    """Give how much room the first word takes, with the blank before it."""
    word = line.text.split(" ", 1)[0]
    return (line.x1 - line.x0) * len(word) / len(line.text) + 0.3 * line.height
