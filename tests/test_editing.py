"""Edits give a new canvas and leave the old one as it is."""

from __future__ import annotations

import pytest

from advisor import editing, limits
from advisor.canvas import Answer, Canvas, Note
from advisor.canvas_file import read_canvas, write_canvas
from advisor.vocabulary import load_vocabulary
from tests.conftest import canvas_of

CANVAS = canvas_of({"revenue_streams": [{"id": "r", "text": "Abo"}], "channels": ["Laden"]})


def reply(reason: str = "so gewollt", rule: str = "one", notes: tuple[str, ...] = ("r",)) -> Answer:
    return Answer(rule=rule, notes=notes, tags=(), kind="intended", reason=reason)


def test_a_reply_is_kept_with_the_canvas_and_survives_its_file() -> None:
    kept = editing.keep_answer(CANVAS, reply())
    assert CANVAS.answers == ()
    assert read_canvas(write_canvas(kept, "json")).canvas.answers == (reply(),)


def test_a_second_reply_to_the_same_places_takes_the_place_of_the_first() -> None:
    kept = editing.keep_answer(editing.keep_answer(CANVAS, reply()), reply("anders"))
    assert [answer.reason for answer in kept.answers] == ["anders"]
    other = editing.keep_answer(kept, reply(rule="two"))
    assert len(other.answers) == 2


def test_a_reply_taken_back_is_gone() -> None:
    kept = editing.keep_answer(CANVAS, reply())
    assert editing.withdraw_answer(kept, reply()) == CANVAS


@pytest.mark.parametrize(
    ("reason", "code"),
    [("", "no_reason"), ("x" * (limits.REASON_CHARACTERS + 1), "text_too_long")],
)
def test_a_reply_without_a_reason_or_with_an_endless_one_is_refused(reason: str, code: str) -> None:
    with pytest.raises(editing.EditError) as error:
        editing.keep_answer(CANVAS, reply(reason))
    assert error.value.code == code


def test_there_is_an_end_to_replies() -> None:
    full = CANVAS.model_copy(
        update={"answers": tuple(reply(rule=f"r{n}") for n in range(limits.ANSWERS))}
    )
    with pytest.raises(editing.EditError) as error:
        editing.keep_answer(full, reply(rule="one more"))
    assert error.value.code == "too_many"


def test_what_was_misread_is_noted_once() -> None:
    down = editing.turn_down(editing.turn_down(CANVAS, "r", "asset_sale"), "r", "asset_sale")
    assert _note(down).rejected == ("asset_sale",)
    assert _note(CANVAS).rejected == ()


def _note(canvas: Canvas) -> Note:
    return next(note for _, note in canvas.notes() if note.id == "r")


MOVING = canvas_of(
    {
        "channels": [
            {"id": "a", "text": "Laden", "tags": ["purchase"], "links": ["s"]},
            {"id": "b", "text": "Markt", "facts": {"effectiveness": 3}},
        ],
        "customer_segments": [{"id": "s", "text": "Familien", "tags": ["niche_market"]}],
    }
)


def test_a_note_moved_to_another_block_keeps_what_fits_there() -> None:
    moved = editing.move_note(MOVING, "a", "customer_segments", load_vocabulary())

    assert [note.id for note in moved.block("channels").notes] == ["b"]
    note = moved.block("customer_segments").notes[1]
    assert (note.id, note.text, note.tags, note.links) == ("a", "Laden", (), ())
    assert read_canvas(write_canvas(moved, "json")).canvas == moved
    assert editing.move_note(MOVING, "a", "channels", load_vocabulary()) == MOVING


def test_a_full_block_takes_no_further_note() -> None:
    full = editing.add_notes(
        MOVING, "customer_segments", [f"n{n}" for n in range(limits.NOTES_PER_BLOCK - 1)]
    )
    with pytest.raises(editing.EditError) as error:
        editing.move_note(full, "a", "customer_segments", load_vocabulary())
    assert error.value.code == "too_many"


def test_notes_stand_in_the_order_given_and_the_rest_behind() -> None:
    turned = editing.arrange(MOVING, "channels", ["b"])
    assert [note.id for note in turned.block("channels").notes] == ["b", "a"]
