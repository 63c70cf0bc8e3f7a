from __future__ import annotations

from advisor.screening import review as r
from advisor.screening.review import Review
from advisor.screening.submission import Screened
from advisor.screening.tabulation import tabulate
from advisor.texts import words
from tests.screening.conftest import BOOK, lead_id, screened_of
from tests.screening.test_rubric import rubric_of

EN = words("en")


def test_a_row_counts_what_the_review_left() -> None:
    screened = screened_of(team="Team 7", email="a@b.example").model_copy(update={"filled": 9})
    [before] = tabulate([(screened, Review())], BOOK, EN).rows
    review = r.decide(Review(), lead_id(screened, "broken"), "set_aside")
    [after] = tabulate([(screened, review)], BOOK, EN).rows

    assert before.counts == {"contradiction": 1, "risk": 2, "hint": 2, "open": 1}
    assert after.counts == {"contradiction": 0, "risk": 2, "hint": 2, "open": 1}
    assert (before.talk, after.talk) == (True, False)
    assert before.findings == ("Is broken so?", "Is heavy so?", "Is alike so?")
    assert (before.team, before.email, before.file) == ("Team 7", "a@b.example", "team-7/plan.json")
    assert (before.rule_set, before.rulebook) == ("founder", "0 (000000000000)")


def test_an_unread_file_is_a_row_that_calls_for_a_talk() -> None:
    unread = Screened(path="scan.pdf", sha256="0", status="unread", reason="picture_only")
    [row] = tabulate([(unread, Review())], BOOK, EN, rubric_of({"dimension": "focus"})).rows

    assert (row.read, row.talk, row.total) == (False, True, None)
    assert "picture" in row.state


def test_points_stand_in_the_row_as_the_review_has_them() -> None:
    rubric = rubric_of({"rules": {"lost": {"contradiction": 4}}}, {"blocks": {"channels": 1}})
    review = r.regrade(Review(), "c1", 2, "Named in the talk")
    table = tabulate([(screened_of(), review)], BOOK, EN, rubric)

    assert table.criteria == (("c0", "Label", 10.0), ("c1", "Label", 10.0))
    assert table.rows[0].points == {"c0": 6, "c1": 2}
    assert table.rows[0].total == 8
