from __future__ import annotations

import pytest

from advisor.screening.cohort import (
    most_frequent,
    quoted_words,
    rank,
    rule_counts,
    score_distribution,
    wants_talk,
)
from advisor.screening.reasons import tell_reason
from advisor.texts import words
from tests.screening.conftest import lead, screened

DE, EN = words("de"), words("en")


def test_those_come_first_who_need_attention_most():
    ordered = [
        screened("picture", status="unread", reason="picture_only"),
        screened("broken", status="unread", reason="too_large"),
        screened("two", "contradiction", "contradiction"),
        screened("one-and-risk", "contradiction", "risk"),
        screened("one", "contradiction"),
        screened("risks", "risk", "risk"),
        screened("undecided", "hint", coverage=None),
        screened("vague", coverage=0.1),
        screened("b-fine", "hint", "open", "open", coverage=0.9),
        screened("c-fine", coverage=0.9),
        screened("replaced", "contradiction", status="older"),
    ]

    assert [one.path for one in rank(reversed(ordered))] == [one.path for one in ordered]


def test_scores_do_not_rank():
    low, high = screened("a", scores={"focus": 1}), screened("b", scores={"focus": 99})

    assert rank([high, low]) == [low, high]


@pytest.mark.parametrize(
    ("one", "talk"),
    [
        (screened("a", status="unread", reason="empty"), True),
        (screened("a", "contradiction"), True),
        (screened("a", "risk", "risk", "risk"), True),
        (screened("a", "risk", "risk", "hint", "open", "open"), False),
        (screened("a", filled=4), True),
        (screened("a", filled=5), False),
        (screened("a", "contradiction", status="older"), False),
    ],
)
def test_a_talk_is_advised_by_a_rule_that_can_be_told(one, talk):
    assert wants_talk(one) == talk


def test_a_rule_counts_once_a_submission_and_not_in_replaced_ones():
    both = (lead("risk", "r"), lead("risk", "r"))
    cohort = [screened("a", leads=both), screened("b", leads=both), screened("c", "hint")]

    counts = rule_counts([*cohort, screened("d", leads=both, status="older")])

    assert counts == {"r": 2, "some-hint": 1}


def test_the_best_example_is_the_heaviest_then_the_one_that_quotes_most():
    cohort = [
        screened("a", leads=(lead("risk", "r", "„eins zwei drei“"),)),
        screened("b", leads=(lead("contradiction", "r", "„eins“"),)),
        screened("c", leads=(lead("contradiction", "r", "„eins zwei“ und “three”"),)),
        screened("d", leads=(lead("hint", "other"),)),
    ]

    first, second = most_frequent(cohort)

    assert (first.rule, first.count, first.example.path) == ("r", 3, "c")
    assert (second.rule, second.count) == ("other", 1)
    assert most_frequent(cohort, 1) == [first]
    assert quoted_words("no quote") == 0


def test_scores_are_distributed_over_ten_bins():
    cohort = [screened("a", scores={"focus": value}) for value in (0, 9, 10, 99, 100)]

    assert score_distribution([*cohort, screened("b")]) == {"focus": (2, 1, *[0] * 7, 2)}


@pytest.mark.parametrize(
    ("reason", "details", "said"),
    [
        ("picture_only", {}, "picture"),
        ("batch_bytes", {"limit": 500_000_000, "size": 600_000_000}, "600,000,000"),
        ("too_large", {"limit": 10, "size": 1_100}, "1,100"),
        ("failed", {"kind": "KeyError {x}"}, "KeyError {x}"),
        ("", {}, ""),
    ],
)
def test_the_reason_is_told_wherever_its_words_stand(reason, details, said):
    status = "unread" if reason else "read"
    one = screened("a", status=status, reason=reason, details=details)

    assert said in tell_reason(one, EN)
    assert bool(tell_reason(one, DE)) == bool(reason)
