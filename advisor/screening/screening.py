"""Many submissions over an executor: results as they come, in bounded memory, none lost."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    CancelledError,
    Executor,
    Future,
    wait,
)
from contextlib import closing

from advisor import limits
from advisor.screening.checking import unread
from advisor.screening.rules import RuleChoice
from advisor.screening.submission import Screened, Submission
from advisor.screening.workers import Enclose, Outcome, Workers

Chunk = tuple[Submission, ...]
Running = dict[Future[list[Outcome]], Chunk]


def screen(
    submissions: Iterable[Submission | Screened],
    rules: RuleChoice,
    executor: Executor | None = None,
    jobs: int = 1,
) -> Generator[Screened, None, None]:
    """Give what each submission comes to, in the order in which they are done.

    Without an executor `jobs` processes are started; with one, `jobs` says how many workers it
    has. Never more than a few chunks are under way. A submission that ends its worker twice is
    unread; everything else in its chunk is screened. Closing the iterator cancels.

    Raises:
        BrokenExecutor, CancelledError: workers cannot be started, or the executor is gone.
    """
    workers = Workers(rules, executor, jobs)
    with closing(_screen(submissions, workers, limits.CHUNK_SUBMISSIONS)) as outcomes:
        for screened, _ in outcomes:
            yield screened


def screen_enclosed(
    submissions: Iterable[Submission | Screened],
    rules: RuleChoice,
    enclose: Enclose,
    executor: Executor | None = None,
    jobs: int = 1,
) -> Generator[Outcome, None, None]:
    """Give the same with what `enclose`, run by the workers, says is to lie beside each.

    Somebody watches: few submissions travel together, so that results come evenly.
    """
    workers = Workers(rules, executor, jobs, enclose)
    return _screen(submissions, workers, limits.WATCHED_SUBMISSIONS)


def _screen(
    submissions: Iterable[Submission | Screened], workers: Workers, most: int
) -> Generator[Outcome, None, None]:
    running: Running = {}
    try:
        for chunk in _chunks(submissions, most):
            if isinstance(chunk, Screened):
                yield chunk, ()
                continue
            while len(running) >= limits.CHUNKS_PER_WORKER * workers.jobs:
                yield from _next(running, workers)
            running[workers.submit(chunk)] = chunk
        while running:
            yield from _next(running, workers)
    finally:
        for future in running:
            future.cancel()
        workers.close()


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


def _next(running: Running, workers: Workers) -> Iterator[Outcome]:
    """Give the results of what is done first; where a worker died, find out by what."""
    done, _ = wait(running, return_when=FIRST_COMPLETED)
    suspects: list[Chunk] = []
    for future in done:
        yield from _taken(future, running.pop(future), suspects, workers)
    if not suspects:
        return
    # Suspects run with nothing beside them: nobody is blamed for his neighbour.
    for future in wait(running).done:
        yield from _taken(future, running.pop(future), suspects, workers)
    workers.close()
    for chunk in suspects:
        yield from _alone(chunk, workers)


def _taken(
    future: Future[list[Outcome]], chunk: Chunk, suspects: list[Chunk], workers: Workers
) -> list[Outcome]:
    """Give the results of a chunk; one whose worker died becomes a suspect."""
    try:
        return future.result()
    except (BrokenExecutor, CancelledError):
        if not workers.own:
            raise  # the executor is gone, and no file is to blame
    except Exception:  # a cluster says in its own words that a worker died
        if workers.own:
            raise
    suspects.append(chunk)
    return []


def _alone(chunk: Chunk, workers: Workers) -> Iterator[Outcome]:
    """Try a chunk once more, then each of its files: the one that ends its worker is named."""
    again: list[Chunk] = []
    yield from _taken(workers.submit(chunk), chunk, again, workers)
    if not again:
        return
    workers.close()
    if len(chunk) == 1:
        yield unread(chunk[0], "stopped", {}), ()
        return
    for submission in chunk:
        yield from _alone((submission,), workers)
