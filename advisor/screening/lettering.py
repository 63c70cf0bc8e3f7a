"""Letters to a whole cohort: written by the workers, given in the order they were asked for."""

from __future__ import annotations

import functools
from collections import deque
from collections.abc import Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import islice

from advisor import limits
from advisor.canvas import Language
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.feedback import compose
from advisor.screening.grading import assess, total
from advisor.screening.handing_back import Form, write_letter
from advisor.screening.letters import letter_of
from advisor.screening.rechecking import recheck
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.rules import RuleChoice
from advisor.screening.submission import Screened
from advisor.screening.workers import Workers
from advisor.screening.worksheet import Mark
from advisor.texts import words
from advisor.views.letter_markdown import letter_text

# On the command line there is no coach's review: every feedback counts as released.
RELEASED = Review(status="released")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be written: a file of this form, a mark for a worksheet, or both.

    `language` is that of letters whose canvas has none.
    """

    language: Language
    form: Form | None = None
    mark: bool = False
    rubric: Rubric | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as the content of a file, and what a worksheet says in its place."""

    file: bytes | None = None
    mark: Mark | None = None


def write_letters(
    cohort: Iterable[Screened], wanted: Wanted, workers: Workers
) -> Generator[tuple[Screened, Written], None, None]:
    """Give each submission with its letter; never more than a few chunks are under way.

    Where no worker is at hand and the letters are few, none is started for them.
    """
    work = functools.partial(write_chunk, wanted=wanted)
    waiting: deque[tuple[tuple[Screened, ...], Future[list[Written]]]] = deque()
    cohort = iter(cohort)

    def first() -> Iterator[tuple[Screened, Written]]:
        chunk, future = waiting.popleft()
        try:
            written = future.result()
        except Exception:  # its worker died, or it cannot be written: then this says so
            written = work(chunk, workers.rules)
        yield from zip(chunk, written, strict=True)

    try:
        while chunk := tuple(islice(cohort, limits.CHUNK_SUBMISSIONS)):
            if len(chunk) < limits.CHUNK_SUBMISSIONS and not workers.begun:
                yield from zip(chunk, work(chunk, workers.rules), strict=True)
                break
            waiting.append((chunk, workers.submit(work, chunk)))
            if len(waiting) >= limits.CHUNKS_PER_WORKER * workers.jobs:
                yield from first()
        while waiting:
            yield from first()
    finally:
        for _, future in waiting:
            future.cancel()


def write_chunk(chunk: Sequence[Screened], rules: RuleChoice, wanted: Wanted) -> list[Written]:
    """Give what is written to each of them.

    Raises:
        SourceError: a canvas is none of this program's.
    """
    rulebook = rules.load()
    return [_written(screened, rulebook, wanted) for screened in chunk]


def _written(screened: Screened, rulebook: Rulebook, wanted: Wanted) -> Written:
    spoken = words(screened.language or wanted.language)
    letter = letter_of(compose(screened, rulebook, RELEASED, spoken, wanted.rubric), spoken)
    points = _points(screened, rulebook, wanted) if wanted.mark else None
    return Written(
        write_letter(letter, wanted.form) if wanted.form else None,
        Mark(points, letter_text(letter)) if wanted.mark else None,
    )


def _points(screened: Screened, rulebook: Rulebook, wanted: Wanted) -> float | None:
    seen = recheck(screened, rulebook, RELEASED) if wanted.rubric else None
    if wanted.rubric is None or seen is None:
        return None
    spoken = words(wanted.language)
    return total(assess(wanted.rubric, seen.canvas, seen.report, rulebook, spoken))
