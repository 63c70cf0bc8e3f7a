"""A batch that runs in the background: results are kept as they come, progress can be asked for."""

from __future__ import annotations

import functools
import threading
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field

from advisor import limits
from advisor.canvas_file import write_canvas
from advisor.formats.imported import Candidate
from advisor.formats.importing import import_file
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.checking import screen_one, sources_of, unread
from advisor.screening.collecting import find
from advisor.screening.correction import Alternative
from advisor.screening.submission import Screened, Submission
from advisor.screening.survey import look_over
from advisor.screening.team_list import as_listed
from advisor.screening.teams import Team
from advisor.screening.uploads import Uploads, laid_out, unpack
from advisor.source import SourceError
from advisor.store.cohort import Enclosure, NewRow

Keep = Callable[[Sequence[NewRow]], object]
Given = Callable[[], Generator[Submission | Screened, None, None]]
KEEP_EVERY = 0.5  # seconds; a transaction for every single file would cost more than the file
KEEP_MOST = 50


@dataclass(slots=True)
class Run:
    """A batch under way. `trouble` is what ended it early, None where nothing did."""

    total: int
    done: int = 0
    finished: bool = False
    trouble: Exception | None = None
    began: float = field(default_factory=time.monotonic)
    _cancelled: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask the batch to end after the file it is at; what is done stays."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to end."""
        return self._cancelled.is_set()

    @property
    def seconds_left(self) -> float | None:
        """Give how long the rest takes at the pace so far, None before the first result."""
        if not self.done:
            return None
        return (time.monotonic() - self.began) / self.done * max(0, self.total - self.done)


def start(
    uploads: Uploads, rulebook: Rulebook, keep: Keep, teams: Mapping[str, Team] | None = None
) -> Run:
    """Begin to screen what was given and give the run; `keep` gets the rows in small lots.

    `keep` is called from another thread; what it raises ends the run and is its trouble. `teams`
    is a list of whose each file is; for the others their places tell.
    """
    run = Run(total=len(uploads))
    return _begin(run, functools.partial(_unpacked, run, uploads, teams or {}), rulebook, keep)


def start_rows(rows: Sequence[Submission], rulebook: Rulebook, keep: Keep) -> Run:
    """Begin to screen the rows of a table and give the run, as `start` does."""

    def given() -> Generator[Submission | Screened, None, None]:
        yield from rows

    return _begin(Run(total=len(rows)), given, rulebook, keep)


def _begin(run: Run, given: Given, rulebook: Rulebook, keep: Keep) -> Run:
    threading.Thread(
        target=_work, args=(run, given, rulebook, keep), name="screening", daemon=True
    ).start()
    return run


def _unpacked(
    run: Run, uploads: Uploads, teams: Mapping[str, Team]
) -> Generator[Submission | Screened, None, None]:
    with laid_out(uploads) as paths:
        survey = look_over(find(paths))
        run.total = survey.count
        for one in unpack(paths, survey.team_of):
            yield as_listed(one, teams)


def screen(
    submissions: Iterable[Submission | Screened], rulebook: Rulebook
) -> Iterator[tuple[Screened, Sequence[Enclosure]]]:
    """Give what each submission comes to, with what is to lie beside it."""
    for submission in submissions:
        if isinstance(submission, Screened):
            yield submission, ()
            continue
        try:
            screened = screen_one(submission, rulebook)
            enclosures = enclosed(screened, submission)
        except Exception as error:  # hundreds of others must not be lost for it
            yield unread(submission, "failed", {"kind": type(error).__name__}), ()
        else:
            yield screened, enclosures


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


def _work(run: Run, given: Given, rulebook: Rulebook, keep: Keep) -> None:
    waiting: list[NewRow] = []
    kept_at = time.monotonic()
    try:
        with closing(given()) as submissions:
            for screened, enclosures in screen(submissions, rulebook):
                waiting.append(NewRow(screened.model_dump_json(), enclosures))
                run.done += 1
                if len(waiting) >= KEEP_MOST or time.monotonic() - kept_at > KEEP_EVERY:
                    keep(waiting)
                    waiting, kept_at = [], time.monotonic()
                if run.cancelled:
                    break
        if waiting:
            keep(waiting)
    except Exception as error:
        run.trouble = error
    finally:
        run.finished = True
