"""A batch that runs in the background: results are kept as they come, progress can be asked for."""

from __future__ import annotations

import functools
import threading
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from advisor import limits
from advisor.canvas_file import write_canvas
from advisor.formats.imported import Candidate
from advisor.formats.importing import import_file
from advisor.screening.checking import sources_of
from advisor.screening.collecting import find
from advisor.screening.correction import Alternative
from advisor.screening.rules import OtherRulesError, RuleChoice
from advisor.screening.screening import screen_enclosed
from advisor.screening.submission import Screened, Submission
from advisor.screening.survey import look_over
from advisor.screening.team_list import as_listed
from advisor.screening.teams import Team
from advisor.screening.uploads import Uploads, laid_out, unpack
from advisor.screening.workers import Workers
from advisor.source import SourceError
from advisor.store.cohort import Enclosure, NewRow

Keep = Callable[[Sequence[NewRow], int, int], object]  # rows, how many are done, of how many
Given = Callable[[], Generator[Submission | Screened, None, None]]
Known = Mapping[tuple[str, str], int]  # how often a path was screened with a content
KEEP_EVERY = 0.5  # seconds; a transaction for every single file would cost more than the file
KEEP_MOST = 50
LOOK_EVERY = 0.2  # seconds; whether it is one's turn, or somebody cancelled
_turns = threading.Semaphore(limits.BATCHES_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Plan:
    """How a batch is screened: rules, where rows go, what is done already, and by how many.

    Without an executor `jobs` processes are started for it, and end with it.
    """

    rules: RuleChoice
    keep: Keep
    known: Known = field(default_factory=dict)
    jobs: int = 1
    executor: Executor | None = None


@dataclass(slots=True)
class Run:
    """A batch under way. `trouble` is what ended it early, None where nothing did.

    `done` counts all that are through, `earlier` those of them that were screened before.
    """

    total: int
    done: int = 0
    earlier: int = 0
    waiting: bool = False
    finished: bool = False
    trouble: Exception | None = None
    began: float = field(default_factory=time.monotonic)
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the batch to end with the files it is at; what is done stays."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to end."""
        return self._cancelled.is_set()

    @property
    def seconds_left(self) -> float | None:
        """Give how long the rest takes at the pace so far, None before the first result."""
        new = self.done - self.earlier
        if not new:
            return None
        return (time.monotonic() - self.began) / new * max(0, self.total - self.done)


def start(uploads: Uploads, plan: Plan, teams: Mapping[str, Team] | None = None) -> Run:
    """Begin to screen what was given and give the run; the plan's `keep` gets rows in small lots.

    `keep` is called from another thread; what it raises ends the run and is its trouble. `teams`
    is a list of whose each file is; for the others their places tell.
    """
    run = Run(total=len(uploads))
    return _begin(run, functools.partial(_unpacked, run, uploads, teams or {}), plan)


def start_rows(rows: Sequence[Submission], plan: Plan) -> Run:
    """Begin to screen the rows of a table and give the run, as `start` does."""

    def given() -> Generator[Submission | Screened, None, None]:
        yield from rows

    return _begin(Run(total=len(rows)), given, plan)


def _begin(run: Run, given: Given, plan: Plan) -> Run:
    threading.Thread(target=_work, args=(run, given, plan), name="screening", daemon=True).start()
    return run


def _unpacked(
    run: Run, uploads: Uploads, teams: Mapping[str, Team]
) -> Generator[Submission | Screened, None, None]:
    with laid_out(uploads) as paths:
        survey = look_over(find(paths))
        run.total = survey.count
        for one in unpack(paths, survey.team_of):
            yield as_listed(one, teams)


def enclosed(screened: Screened, submission: Submission) -> tuple[Enclosure, ...]:
    """Give the picture of a file that is nothing else, or the other canvases of one with more."""
    if screened.reason != "picture_only" and screened.candidates < 2:
        return ()
    try:
        imported = import_file(submission.data, submission.path)
    except SourceError:
        return ()
    if screened.reason == "picture_only":
        return (Enclosure("picture", imported.picture),) if imported.picture else ()
    return tuple(
        Enclosure("candidate", _alternative(one), one.title)
        for one in imported.candidates[: limits.ENCLOSURES]
    )


def _alternative(one: Candidate) -> bytes:
    kept = Alternative(canvas=write_canvas(one.canvas, "json"), sources=sources_of(one))
    return kept.model_dump_json().encode()


def _work(run: Run, given: Given, plan: Plan) -> None:
    try:
        plan.keep((), 0, run.total)  # a server killed from now on leaves word of the batch
        with _turn(run):
            if not run.cancelled:
                run.began = time.monotonic()
                _screen(run, given, plan)
    except Exception as error:
        run.trouble = error
    finally:
        run.finished = True


@contextmanager
def _turn(run: Run) -> Iterator[None]:
    """Wait until there is room for one more batch, or somebody cancels."""
    mine = _turns.acquire(blocking=False)
    while not mine and not run.cancelled:
        run.waiting = True
        mine = _turns.acquire(timeout=LOOK_EVERY)
    run.waiting = False
    try:
        yield
    finally:
        if mine:
            _turns.release()


def _screen(run: Run, given: Given, plan: Plan) -> None:
    rulebook = plan.rules.load()
    mine = {"rulebook": rulebook.sha256, "rule_set": rulebook.rule_set}
    waiting: list[NewRow] = []
    kept_at = time.monotonic()
    with (
        closing(given()) as submissions,
        closing(Workers(plan.rules, plan.executor, plan.jobs)) as workers,
        closing(screen_enclosed(_new(run, submissions, plan.known), workers, enclosed)) as outcomes,
    ):
        for screened, enclosures in outcomes:
            if screened.rulebook not in ("", rulebook.sha256):
                raise OtherRulesError
            if not screened.rulebook:  # with which rules an unread one was tried
                screened = screened.model_copy(update=mine)
            waiting.append(NewRow(screened.model_dump_json(), enclosures))
            run.done += 1
            if len(waiting) >= KEEP_MOST or time.monotonic() - kept_at > KEEP_EVERY:
                plan.keep(waiting, run.done, run.total)
                waiting, kept_at = [], time.monotonic()
            if run.cancelled:
                break
        plan.keep(waiting, run.done, run.total)


def _new(
    run: Run, submissions: Iterable[Submission | Screened], known: Known
) -> Iterator[Submission | Screened]:
    """Leave out what was screened before; of two equal submissions each counts."""
    left = Counter(known)
    for one in submissions:
        if run.cancelled:
            return
        name = (one.path, one.sha256)
        if left[name] > 0:
            left[name] -= 1
            run.earlier += 1
            run.done += 1
        else:
            yield one
