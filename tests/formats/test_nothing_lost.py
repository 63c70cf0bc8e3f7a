"""Every word of a file with a canvas is in a note, in its details, set aside or outside."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.canvas import BLOCKS
from advisor.formats.candidates import find_canvases
from advisor.formats.extract import Area, Extract
from tests.formats.extracts import area, poster, text
from tests.formats.submissions import (
    FILLING,
    LEAN_NAMES,
    NAMES,
    WORDS,
    kept,
    words_of,
)

SPOKEN = st.lists(st.sampled_from([*WORDS, "- Channel: Messe", "Kosten: 3 €", "Partner", "Welche Kanäle?", "☐ Nein", "☒ Ja", "Team Rot", "Lösung / Rad"]), max_size=4).map("\n".join)  # fmt: skip
PLACED = st.tuples(st.integers(0, 9), st.integers(0, 7), st.integers(1, 3), st.integers(1, 2), SPOKEN)  # fmt: skip


def assert_nothing_lost(*areas: Area) -> None:
    given_words = words_of(text for area in areas for text in area.texts)
    found = find_canvases(Extract(areas), "docx").candidates
    names = words_of([*NAMES.values(), *LEAN_NAMES, "Kosten", "Partner", "Channel", "Kanäle"])
    for candidate in found[:1]:
        others = set().union(*map(kept, found[1:]))
        assert given_words - names <= kept(candidate) | others


@settings(max_examples=150)
@given(
    kind=st.sampled_from(["table", "sheet", "slide", "pages"]),
    said=st.lists(SPOKEN, min_size=9, max_size=9),
    more=st.lists(PLACED, max_size=5),
    lean=st.booleans(),
)
def test_no_word_of_a_poster_is_lost(kind, said, more, lean) -> None:  # type: ignore[no-untyped-def]
    cells = poster(dict(zip(BLOCKS, said, strict=True)), NAMES, down=1)
    cells += [(float(x), float(y), float(x + w), float(y + h), t) for x, y, w, h, t in more]
    if lean:
        cells += [(3.0 * n, 9.0, 3.0 * n + 3, 10.0, f"{t}\n{n}x") for n, t in enumerate(LEAN_NAMES)]
    assert_nothing_lost(area(cells, kind))


@settings(max_examples=150)
@given(
    before=SPOKEN,
    said=st.lists(SPOKEN, min_size=9, max_size=9),
    order=st.permutations(FILLING),
    styled=st.booleans(),
    lean=st.booleans(),
)
def test_no_word_of_running_text_is_lost(before, said, order, styled, lean) -> None:  # type: ignore[no-untyped-def]
    lines = before.splitlines()
    for block, text_ in zip(order, said, strict=True):
        lines += [NAMES[block], *text_.splitlines()]
    if lean:
        lines += [part for n, name in enumerate(LEAN_NAMES) for part in (name, f"{n}x")]
    assert_nothing_lost(text(lines, NAMES.values() if styled else ()))
