"""What holds for every canvas and every term that can be written."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.canvas import BLOCKS, Canvas
from advisor.canvas_file import read_canvas, write_canvas
from advisor.findings import AnyReading, FactReading, LinkReading
from advisor.reading.lexicon import Lexicon
from advisor.reading.lexicon_loader import load_lexicon
from advisor.reading.matching import best, find, text_of
from advisor.reading.reader import read
from advisor.reading.word_index import NOTHING
from advisor.source import SourceError
from tests.reading.conftest import heard, lexicon_of
from tests.strategies import TEXT, canvases

# Words that terms are made of, so that something is read.
TOLD = st.sampled_from(
    ["Abo", "monatlich", "9,90 €/Monat", "Familien", "Studierende", "Website", "App", "kein",
     "ohne", "70 %", "Miete", "salaries", "Personal", "individuell", "günstig", "Kund:innen", "für",
     "and", "the", "Support", "Selbstbedienung", "zu früh", "not yet", "später", "zahlt", ",", "–",
     "🚀", "ABO", "AboBox", "Mitgleidschaft", "E-Mail", "\u202e", "\x00", "ﬁx", "İ", "ẞ"]
)  # fmt: skip
NOTES = st.lists(TOLD | TEXT, min_size=1, max_size=8).map(" ".join)
SPOKEN = st.dictionaries(
    st.sampled_from(BLOCKS),
    st.lists(NOTES.filter(lambda n: bool(n.strip())), max_size=3),
    max_size=9,
)


def spoken(blocks: dict[str, list[str]]) -> Canvas:
    numbered = {
        block: [{"id": f"{block}{place}", "text": text} for place, text in enumerate(notes)]
        for block, notes in blocks.items()
    }
    return Canvas.model_validate(
        {"blocks": {block: {"notes": notes} for block, notes in numbered.items()}}
    )


@given(SPOKEN)
def test_offsets_lie_in_the_note_and_quote_exactly_what_stands_there(
    blocks: dict[str, list[str]],
) -> None:
    canvas = spoken(blocks)
    texts = {note.id: note.text for _, note in canvas.notes()}
    for one in read(canvas):
        assert 0 <= one.start < one.end <= len(texts[one.note])
        assert texts[one.note][one.start : one.end] == one.words
        assert one.words.strip() == one.words != ""


@given(canvases())
def test_reading_never_changes_a_canvas_and_gives_the_same_twice(canvas: Canvas) -> None:
    before = write_canvas(canvas, "json")
    assert read(canvas) == read(canvas)
    assert write_canvas(canvas, "json") == before


@given(SPOKEN, st.randoms(use_true_random=False))
def test_the_order_of_notes_does_not_matter(
    blocks: dict[str, list[str]], chance: random.Random
) -> None:
    canvas = spoken(blocks)
    mixed = {
        name: block.model_copy(
            update={"notes": tuple(chance.sample(block.notes, len(block.notes)))}
        )
        for name, block in canvas.blocks.items()
    }
    other = canvas.model_copy(update={"blocks": mixed})
    assert set(read(other)) == set(read(canvas))


@given(canvases())
def test_nothing_is_read_where_people_said_more(canvas: Canvas) -> None:
    group_of = load_lexicon().vocabulary.group_of
    notes = {note.id: (block, note) for block, note in canvas.notes()}
    for one in read(canvas):
        block, note = notes[one.note]
        if isinstance(one, FactReading):
            assert one.fact not in note.facts
        elif isinstance(one, LinkReading):
            assert one.other not in note.links
        else:
            assert one.tag not in note.rejected
            stated = {*note.tags, *canvas.block(block).tags}
            assert group_of[one.tag] not in {group_of[tag] for tag in stated}


PIECES = st.sampled_from(
    [
        "a",
        "aa",
        "b",
        "..",
        "|",
        "*",
        "&",
        "&&",
        "<money>",
        "<per>",
        "@digital",
        "a*",
        "*a",
        "*a*",
        "a|b",
    ]
)
TERMS = st.lists(PIECES, min_size=1, max_size=10).map(" ".join)


@settings(max_examples=60)
@given(TERMS)
def test_no_term_can_be_written_that_makes_the_time_grow_faster_than_the_text(term: str) -> None:
    """Steps are counted, not seconds: how often a word is compared with a part of the term."""
    try:
        lexicon = lexicon_of({"revenue_type": {"subscription_fee": {"says": term}}})
    except SourceError:
        return
    short, long = (comparisons(lexicon, "a b aa 5 € " * size) for size in (40, 160))
    assert long <= 4 * short + 400, (term, short, long)


def comparisons(lexicon: Lexicon, note: str) -> int:
    """How many line events the search takes: a count of steps that no other process disturbs."""
    text = text_of(note, lexicon)
    index = lexicon.entries["revenue_streams"]
    steps = 0

    def count(*_: object) -> Callable[..., object]:
        nonlocal steps
        steps += 1
        return count

    old = sys.gettrace()
    sys.settrace(count)
    try:
        best(text, find(text, index, "de", NOTHING, frozenset()))
    finally:
        sys.settrace(old)
    return steps


WORDS = "Abo monatlich kein 9,90 € Werbung für Familien, und die Miete mit 70 % Support persönlich "


@pytest.mark.parametrize(
    "piece", [WORDS, "1", "a", "-", "a-", "€", "1-", "Aa", "kein ", "1.", "a:in"]
)
def test_time_grows_with_the_length_of_the_text(piece: str) -> None:
    """From 1 kB to 1 MB, whatever stands there: ten times the text, about ten times the time."""
    lexicon = load_lexicon()
    index = lexicon.entries["revenue_streams"]

    def seconds(size: int) -> float:
        note = (piece * (size // len(piece) + 1))[:size]
        best_of = []
        for _ in range(3):
            start = time.perf_counter()
            text = text_of(note, lexicon)
            best(text, find(text, index, "de", NOTHING, frozenset()))
            best_of.append(time.perf_counter() - start)
        return min(best_of)

    trace = sys.gettrace()
    sys.settrace(None)  # coverage would be measured too
    try:
        per_character = {size: seconds(size) / size for size in (10_000, 100_000, 1_000_000)}
    finally:
        sys.settrace(trace)
    assert per_character[1_000_000] <= 4 * per_character[10_000] + 2e-7, per_character


def test_a_canvas_of_the_largest_size_is_read() -> None:
    notes = [f"{WORDS * 20}{number}" for number in range(200)]
    found: tuple[AnyReading, ...] = heard(load_lexicon(), {"revenue_streams": notes})
    assert len({one.note for one in found}) == 200


def test_a_canvas_read_from_a_file_is_read_the_same() -> None:
    canvas = spoken({"revenue_streams": ["Monatsabo 9,90 €"], "cost_structure": ["Miete 70 %"]})
    again = read_canvas(write_canvas(canvas, "yaml")).canvas
    assert read(again) == read(canvas) != ()
