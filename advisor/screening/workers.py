"""What runs in a worker process, and a pool of such processes that can be started anew."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)

from advisor.rulebook.rulebook import Rulebook
from advisor.screening.checking import screen_one, unread
from advisor.screening.rules import RuleChoice
from advisor.screening.submission import Screened, Submission
from advisor.store.cohort import Enclosure

Outcome = tuple[Screened, tuple[Enclosure, ...]]
Enclose = Callable[[Screened, Submission], tuple[Enclosure, ...]]


def screen_chunk(
    chunk: tuple[Submission, ...], rules: RuleChoice, enclose: Enclose | None = None
) -> list[Outcome]:
    """Give what each submission comes to, with what `enclose` says is to lie beside it.

    One that trips a fault of ours is named and left.
    """
    rulebook = rules.load()
    return [_screen(submission, rulebook, enclose) for submission in chunk]


def _screen(submission: Submission, rulebook: Rulebook, enclose: Enclose | None) -> Outcome:
    try:
        screened = screen_one(submission, rulebook)
        return screened, enclose(screened, submission) if enclose else ()
    except Exception as error:  # hundreds of others must not be lost for it
        return unread(submission, "failed", {"kind": type(error).__name__}), ()


class Workers:
    """An executor to submit chunks to: processes of our own, or one that was given.

    Once a process of our own dies, its pool is lost; after `close` the next chunk gets a new one.
    """

    def __init__(
        self,
        rules: RuleChoice,
        executor: Executor | None,
        jobs: int,
        enclose: Enclose | None = None,
    ) -> None:
        self.rules = rules
        self.enclose = enclose
        self.jobs = jobs
        self.own = executor is None
        self._executor = executor

    def submit(self, chunk: tuple[Submission, ...]) -> Future[list[Outcome]]:
        """Begin a chunk, and with the first one the processes.

        Raises:
            BrokenExecutor: not one process can be started.
        """
        if self._executor is None:
            self._executor = self._pool()
        try:
            return self._executor.submit(screen_chunk, chunk, self.rules, self.enclose)
        except BrokenExecutor as error:  # a worker died a moment ago: told as all the others are
            future: Future[list[Outcome]] = Future()
            future.set_exception(error)
            return future

    def close(self) -> None:
        """End processes of our own once what is under way is done; a given executor goes on."""
        if self.own and self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None

    def _pool(self) -> ProcessPoolExecutor:
        pool = ProcessPoolExecutor(
            self.jobs,
            # Nothing of the parent's threads, sockets and database is inherited.
            multiprocessing.get_context("spawn"),
            initializer=_begin,
            initargs=(self.rules,),
        )
        # All start at once: each takes seconds to load the rules, best not one after the other.
        # Where none can start, that is said here, before any file is blamed.
        begun = [pool.submit(os.getpid) for _ in range(self.jobs)]
        wait(begun, return_when=FIRST_COMPLETED).done.pop().result()
        return pool


def _begin(rules: RuleChoice) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's business
    threading.Thread(target=_end_with_parent, daemon=True).start()
    rules.load()


def _end_with_parent() -> None:
    """Leave no process behind when the parent is killed."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
