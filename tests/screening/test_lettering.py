"""Letters to a cohort: in order, whoever writes them, and never lost with a worker."""

from __future__ import annotations

from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import closing
from typing import Any

import pytest

from advisor import limits
from advisor.screening.checking import screen_one
from advisor.screening.lettering import Wanted, Written, write_letters
from advisor.screening.rubric import read_rubric
from advisor.screening.rules import RuleChoice
from advisor.screening.submission import Screened
from advisor.screening.workers import Workers
from tests.screening.conftest import Inline, submission

RULES = RuleChoice("coach")
MARKDOWN = Wanted("en", "md")
RUBRIC = b"""
rubric: 1
title: {de: Aufgabe, en: Task}
criteria:
  - id: worked-on
    label: {de: Bearbeitet, en: Worked on}
    points: 3
    blocks: {channels: 1, customer_segments: 1, key_partners: 1}
"""


@pytest.fixture(scope="module")
def cohort() -> list[Screened]:
    return [screen_one(submission(number), RULES.load()) for number in range(40)]


def letters(cohort: list[Screened], wanted: Wanted, workers: Workers) -> list[Written]:
    given = list(write_letters(cohort, wanted, workers))
    assert [one for one, _ in given] == cohort
    return [written for _, written in given]


def test_letters_come_in_the_order_of_the_cohort_each_to_its_team(cohort):
    written = letters(cohort, MARKDOWN, Workers(RULES, Inline()))

    for number, one in enumerate(written):
        assert f"Canvas {number}”".encode() in one.file
        assert one.mark is None


def test_worker_processes_write_what_this_process_writes(cohort):
    here = letters(cohort, MARKDOWN, Workers(RULES, Inline()))

    with closing(Workers(RULES, jobs=2)) as workers:
        assert letters(cohort, MARKDOWN, workers) == here
        assert workers.begun


def test_for_a_few_letters_no_process_is_started(cohort):
    with closing(Workers(RULES, jobs=2)) as workers:
        assert len(letters(cohort[: limits.CHUNK_SUBMISSIONS - 1], MARKDOWN, workers)) > 1
        assert not workers.begun


class Dying(Executor):
    """Every chunk ends its worker."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:
        future: Future[Any] = Future()
        future.set_exception(BrokenExecutor())
        return future


def test_letters_of_a_worker_that_dies_are_written_here(cohort):
    here = letters(cohort, MARKDOWN, Workers(RULES, Inline()))

    assert letters(cohort, MARKDOWN, Workers(RULES, Dying())) == here


def test_no_more_letters_are_begun_than_are_waited_for(cohort):
    executor = Inline()
    workers = Workers(RULES, executor, jobs=1)
    given = write_letters(cohort * 10, MARKDOWN, workers)

    next(given)
    given.close()

    assert executor.letters == limits.CHUNKS_PER_WORKER


def test_a_worksheet_gets_points_and_words_without_a_file(cohort):
    rubric = read_rubric(RUBRIC, "rubric.yaml", RULES.load())
    wanted = Wanted("en", mark=True, rubric=rubric)

    written = letters(cohort[:3], wanted, Workers(RULES, Inline()))

    for number, one in enumerate(written):
        assert one.file is None
        assert one.mark.grade == 2
        assert f"Canvas {number}" in one.mark.comment
