"""A pool of worker processes, each with the rules loaded, that can be started anew."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    wait,
)
from typing import TypeVar

from advisor.screening.rules import RuleChoice

Item = TypeVar("Item")
Result = TypeVar("Result")
# What is done with a chunk: a function of a module, or a `partial` of one, so that it travels.
Work = Callable[[Sequence[Item], RuleChoice], list[Result]]


class Workers:
    """An executor to submit chunks to: processes of our own, or one that was given.

    With an executor `jobs` says how many workers it has. Once a process of our own dies, its pool
    is lost; after `close` the next chunk gets a new one.
    """

    def __init__(self, rules: RuleChoice, executor: Executor | None = None, jobs: int = 1) -> None:
        self.rules = rules
        self.jobs = jobs
        self.own = executor is None
        self._executor = executor

    @property
    def begun(self) -> bool:
        """Whether there are processes already."""
        return self._executor is not None

    def submit(self, work: Work[Item, Result], chunk: Sequence[Item]) -> Future[list[Result]]:
        """Begin a chunk, and with the first one the processes.

        Raises:
            BrokenExecutor: not one process can be started.
        """
        if self._executor is None:
            self._executor = self._pool()
        try:
            return self._executor.submit(work, chunk, self.rules)
        except BrokenExecutor as error:  # a worker died a moment ago: told as all the others are
            future: Future[list[Result]] = Future()
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
