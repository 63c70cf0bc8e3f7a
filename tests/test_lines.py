"""What is typed as lines becomes notes, and notes that survive keep what hangs on them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from advisor import editing
from advisor.canvas import BLOCKS, Answer, BlockId, Canvas
from advisor.lines import as_lines, one_line, set_lines
from tests.conftest import canvas_of
from tests.strategies import canvases

LINES = st.lists(
    st.text(max_size=30) | st.sampled_from(["Laden", "Laden am Markt", ""]), max_size=8
)


def base() -> Canvas:
    return canvas_of(
        {
            "channels": [
                {
                    "id": "shop",
                    "text": "Laden am Markt",
                    "tags": ["purchase"],
                    "links": ["families"],
                },
                {"id": "web", "text": "Webseite", "facts": {"effectiveness": 4}},
                {"id": "fair", "text": "Messe"},
            ],
            "customer_segments": [{"id": "families", "text": "Familien"}],
        }
    )


def ids(canvas: Canvas) -> list[str]:
    return [note.id for note in canvas.block("channels").notes]


def test_typing_on_in_a_line_keeps_the_note_with_tags_facts_and_links() -> None:
    typed = set_lines(base(), "channels", ["Laden am Markt, samstags", "Webseite", "Messe"])

    assert ids(typed) == ["shop", "web", "fair"]
    shop = typed.block("channels").notes[0]
    assert (shop.text, shop.tags, shop.links) == (
        "Laden am Markt, samstags",
        ("purchase",),
        ("families",),
    )


def test_a_line_between_becomes_a_note_between() -> None:
    typed = set_lines(base(), "channels", ["Laden am Markt", "Anruf", "Webseite", "Messe"])

    assert [typed.block("channels").notes[place].id for place in (0, 2, 3)] == [
        "shop",
        "web",
        "fair",
    ]
    assert typed.block("channels").notes[1].text == "Anruf"


def test_lines_that_change_places_keep_their_notes() -> None:
    assert ids(set_lines(base(), "channels", ["Messe", "Webseite", "Laden am Markt"])) == [
        "fair",
        "web",
        "shop",
    ]


def test_a_line_with_another_meaning_is_another_note() -> None:
    typed = set_lines(base(), "channels", ["Laden am Markt", "Außendienst", "Messe"])

    assert "web" not in ids(typed)
    assert not typed.block("channels").notes[1].facts


def test_splitting_a_line_leaves_the_note_with_its_beginning() -> None:
    typed = set_lines(base(), "channels", ["Laden", "am Markt", "Webseite", "Messe"])

    assert typed.block("channels").notes[0].id == "shop"


def test_an_emptied_block_is_no_longer_there() -> None:
    emptied = set_lines(base(), "channels", ["", "  "])

    assert emptied.block("channels").notes == ()
    assert emptied.block("customer_segments").notes[0].text == "Familien"


def test_a_new_note_never_takes_an_id_an_answer_was_given_for() -> None:
    canvas = editing.add_notes(Canvas(), "channels", ["Laden"])
    first = canvas.block("channels").notes[0].id
    answer = Answer(rule="one", notes=(first,), kind="intended", reason="so gewollt")
    canvas = editing.keep_answer(canvas, answer)

    typed = set_lines(set_lines(canvas, "channels", []), "channels", ["Hofladen"])

    assert typed.block("channels").notes[0].id != first


@given(canvases(), st.sampled_from(BLOCKS), LINES)
def test_the_lines_are_the_notes_and_what_is_unchanged_keeps_everything(
    canvas: Canvas, block: BlockId, lines: list[str]
) -> None:
    typed = set_lines(canvas, block, lines)

    wanted = [one_line(line) for line in lines if one_line(line)]
    assert as_lines(typed, block) == wanted
    old = {note.id: note for note in canvas.block(block).notes}
    new = {note.id: note for note in typed.block(block).notes}
    assert len(new) == len(wanted)
    for name in old.keys() & new.keys():
        before, after = old[name], new[name]
        same = {"tags", "facts", "details", "rejected", "links"}
        assert {key: getattr(before, key) for key in same} == {
            key: getattr(after, key) for key in same
        }
    for text, number in (Counter(map(one_line, (n.text for n in old.values())))).items():
        kept = [n for n in new.values() if one_line(n.text) == text and n.id in old]
        assert len(kept) >= min(number, wanted.count(text)), "an unchanged line lost its note"
    for other in BLOCKS:
        if other != block:
            texts = [note.text for note in canvas.block(other).notes]
            assert [note.text for note in typed.block(other).notes] == texts


@given(canvases(), st.sampled_from(BLOCKS), st.text(alphabet="abc ", min_size=1, max_size=8))
def test_typing_at_the_end_of_a_line_never_loses_a_note(
    canvas: Canvas, block: BlockId, more: str
) -> None:
    lines = as_lines(canvas, block)
    for place in range(len(lines)):
        typed = set_lines(canvas, block, [*lines[:place], lines[place] + more, *lines[place + 1 :]])
        before = {note.id for note in canvas.block(block).notes}
        assert {note.id for note in typed.block(block).notes} == before
