"""Many submissions over an executor: results as they come, in bounded memory, none lost."""

from __future__ import annotations

import functools
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Future,
    wait,
)
from contextlib import closing

from advisor import limits
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.checking import screen_one, unread
from advisor.screening.rules import RuleChoice
from advisor.screening.submission import Screened, Submission
from advisor.screening.workers import Work, Workers
from advisor.store.cohort import Enclosure

Outcome = tuple[Screened, tuple[Enclosure, ...]]
Enclose = Callable[[Screened, Submission], tuple[Enclosure, ...]]
Chunk = tuple[Submission, ...]


def screen(
    submissions: Iterable[Submission | Screened], workers: Workers
) -> Generator[Screened, None, None]:
    """Give what each submission comes to, in the order in which they are done.

    Never more than a few chunks are under way. A submission that ends its worker twice is
    unread; everything else in its chunk is screened. Closing the iterator cancels.

    Raises:
        BrokenExecutor, CancelledError: workers cannot be started, or the executor is gone.
    """
    run = _Run(workers, screen_chunk)
    with closing(run.outcomes(submissions, limits.CHUNK_SUBMISSIONS)) as outcomes:
        for screened, _ in outcomes:
            yield screened


def screen_enclosed(
    submissions: Iterable[Submission | Screened], workers: Workers, enclose: Enclose
) -> Generator[Outcome, None, None]:
    """Give the same with what `enclose`, run by the workers, says is to lie beside each.

    Somebody watches: few submissions travel together, so that results come evenly.
    """
    run = _Run(workers, functools.partial(screen_chunk, enclose=enclose))
    return run.outcomes(submissions, limits.WATCHED_SUBMISSIONS)


def screen_chunk(
    chunk: Sequence[Submission], rules: RuleChoice, enclose: Enclose | None = None
) -> list[Outcome]:
    """Give what each submission comes to, with what `enclose` says is to lie beside it.

    This is what a worker does. A submission that trips a fault of ours is named and left.
    """
    rulebook = rules.load()
    return [_screen(submission, rulebook, enclose) for submission in chunk]


def _screen(submission: Submission, rulebook: Rulebook, enclose: Enclose | None) -> Outcome:
    try:
        screened = screen_one(submission, rulebook)
        return screened, enclose(screened, submission) if enclose else ()
    except Exception as error:  # hundreds of others must not be lost for it
        return unread(submission, "failed", {"kind": type(error).__name__}), ()


def _chunks(submissions: Iterable[Submission | Screened], most: int) -> Iterator[Chunk | Screened]:
    """Bundle small submissions, so that sending them costs little; the rest passes through."""
    chunk: list[Submission] = []
    size = 0
    for submission in submissions:
        if isinstance(submission, Screened):
            yield submission
            continue
        length = len(submission.data)
        if chunk and size + length > limits.CHUNK_BYTES:
            yield tuple(chunk)
            chunk, size = [], 0
        chunk.append(submission)
        size += length
        if len(chunk) == most:
            yield tuple(chunk)
            chunk, size = [], 0
    if chunk:
        yield tuple(chunk)


class _Run:
    """Chunks under way, and the search for the one that ends its worker."""

    def __init__(self, workers: Workers, work: Work[Submission, Outcome]) -> None:
        self.workers = workers
        self.work = work
        self.running: dict[Future[list[Outcome]], Chunk] = {}

    def outcomes(
        self, submissions: Iterable[Submission | Screened], most: int
    ) -> Generator[Outcome, None, None]:
        """Give what comes of each; at most so many travel together."""
        try:
            for chunk in _chunks(submissions, most):
                if isinstance(chunk, Screened):
                    yield chunk, ()
                    continue
                while len(self.running) >= limits.CHUNKS_PER_WORKER * self.workers.jobs:
                    yield from self._next()
                self.running[self.workers.submit(self.work, chunk)] = chunk
            while self.running:
                yield from self._next()
        finally:
            for future in self.running:
                future.cancel()

    def _next(self) -> Iterator[Outcome]:
        """Give the results of what is done first; where a worker died, find out by what."""
        done, _ = wait(self.running, return_when=FIRST_COMPLETED)
        suspects: list[Chunk] = []
        for future in done:
            yield from self._taken(future, self.running.pop(future), suspects)
        if not suspects:
            return
        # Suspects run with nothing beside them: nobody is blamed for his neighbour.
        for future in wait(self.running).done:
            yield from self._taken(future, self.running.pop(future), suspects)
        self.workers.close()
        for chunk in suspects:
            yield from self._alone(chunk)

    def _taken(
        self, future: Future[list[Outcome]], chunk: Chunk, suspects: list[Chunk]
    ) -> list[Outcome]:
        """Give the results of a chunk; one whose worker died becomes a suspect."""
        try:
            return future.result()
        except (BrokenExecutor, CancelledError):
            if not self.workers.own:
                raise  # the executor is gone, and no file is to blame
        except Exception:  # a cluster says in its own words that a worker died
            if self.workers.own:
                raise
        suspects.append(chunk)
        return []

    def _alone(self, chunk: Chunk) -> Iterator[Outcome]:
        """Try a chunk once more, then each of its files: the one that ends its worker is named."""
        again: list[Chunk] = []
        yield from self._taken(self.workers.submit(self.work, chunk), chunk, again)
        if not again:
            return
        self.workers.close()
        if len(chunk) == 1:
            yield unread(chunk[0], "stopped", {}), ()
            return
        for submission in chunk:
            yield from self._alone((submission,))
