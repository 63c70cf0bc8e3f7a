"""The second round in sentences."""

from __future__ import annotations

from advisor.texts import words
from advisor.views.rounds import round_counts, round_notices


def test_counts_stand_on_one_line() -> None:
    line = round_counts(3, 2, 1, 0, words("de"))

    assert line == "3 erledigt · 2 weiter offen · 1 neu · 0 beantwortet"


def test_only_notices_with_names_are_given() -> None:
    assert list(round_notices(["A", "B"], [], ["C"], words("en"))) == [
        "Not handed in this time: A and B",
        "Not comparable, since one of the two submissions could not be read: C",
    ]
