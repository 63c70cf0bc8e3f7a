from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from advisor import limits
from advisor.screening import review as r
from advisor.screening.review import OwnText, Review


def test_a_review_survives_being_kept_as_json() -> None:
    review = r.comment(Review(), "Good")
    review = r.decide(review, "rule-1", "set_aside", "Spoke with them")
    review = r.reword(review, "opening", "Dear all")
    review = r.choose(review, OwnText(id="hours", title="Hours", text="Wednesday"))
    review = r.regrade(review, "fit", 7.5, "Explained in class")
    review = r.speak(r.release(review), "de")

    assert Review.model_validate_json(review.model_dump_json()) == review
    assert json.loads(review.model_dump_json())["status"] == "released"


def test_an_edit_gives_a_new_review_and_leaves_the_old_one() -> None:
    before = Review()
    after = r.comment(before, "Good")

    assert before == Review()
    assert after.comment == "Good"
    with pytest.raises(ValidationError):
        after.comment = "Better"


def test_a_decision_can_be_changed_and_taken_back() -> None:
    review = r.decide(Review(), "a", "set_aside")
    assert review.set_aside == {"a"}
    review = r.decide(review, "a", "confirmed", "After all")
    assert (review.set_aside, review.decisions["a"].note) == (frozenset(), "After all")
    assert r.decide(review, "a", None) == Review()


def test_a_dropped_piece_comes_back_with_its_own_words() -> None:
    review = r.drop(r.reword(Review(), "opening", "Dear all"), "opening")
    assert not review.edits["opening"].kept
    review = r.keep(review, "opening")
    assert (review.edits["opening"].kept, review.edits["opening"].text) == (True, "Dear all")
    assert r.reword(review, "opening", None) == Review()
    assert r.keep(r.drop(Review(), "opening"), "opening") == Review()


def test_rewording_a_dropped_piece_does_not_bring_it_back() -> None:
    review = r.reword(r.drop(Review(), "opening"), "opening", "Dear all")
    assert not review.edits["opening"].kept
    assert not r.reword(review, "opening", None).edits["opening"].kept


def test_an_own_text_is_replaced_where_it_stands() -> None:
    texts = [OwnText(id=name, text=name) for name in "abc"]
    review = Review()
    for text in texts:
        review = r.choose(review, text)
    review = r.choose(review, OwnText(id="b", text="new"))

    assert [one.text for one in review.own_texts] == ["a", "new", "c"]
    assert [one.id for one in r.unchoose(review, "b").own_texts] == ["a", "c"]


def test_points_of_ones_own_need_a_reason() -> None:
    with pytest.raises(ValidationError):
        r.regrade(Review(), "fit", 3, "  ")
    for points in (-1, float("nan"), float("inf"), limits.RUBRIC_POINTS + 1):
        with pytest.raises(ValidationError):
            r.regrade(Review(), "fit", points, "So")
    assert r.regrade(r.regrade(Review(), "fit", 3, "So"), "fit", None) == Review()


def test_what_is_too_long_or_too_much_is_refused_whole() -> None:
    with pytest.raises(ValidationError):
        r.comment(Review(), "x" * (limits.COMMENT_CHARACTERS + 1))
    with pytest.raises(ValidationError):
        r.decide(Review(), "a", "confirmed", "x" * (limits.REASON_CHARACTERS + 1))
    with pytest.raises(ValidationError):
        r.reword(Review(), "x" * (limits.NAME_CHARACTERS + 1), "text")
    full = Review(edits={str(n): {"kept": False} for n in range(limits.PIECES)})
    with pytest.raises(ValidationError):
        r.drop(full, "one more")


@pytest.mark.parametrize(
    ("chosen", "canvas", "language"),
    [(None, None, "de"), (None, "en", "en"), ("de", "en", "de"), ("en", None, "en")],
)
def test_the_language_is_the_chosen_one_or_the_canvas_s_own(
    chosen: str | None, canvas: str | None, language: str
) -> None:
    assert Review(language=chosen).language_for(canvas) == language
