"""`screen`: many files at once, and the table of whom to talk to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor
from contextlib import closing, contextmanager
from pathlib import Path

from advisor.commands.console import Console
from advisor.commands.progress import Progress
from advisor.commands.rulebooks import rulebook_of
from advisor.screening.cluster import ClusterError, cluster
from advisor.screening.cohort import Need, need, wants_talk
from advisor.screening.cohort_csv import COHORT, cohort_head, cohort_row, tell_reason
from advisor.screening.collecting import collect, count
from advisor.screening.journal import RESULTS, Journal
from advisor.screening.rules import RuleChoice
from advisor.screening.screening import screen
from advisor.screening.submission import Screened, Submission

INTERRUPTED = 130  # what shells give after Ctrl-C


class OtherRulesError(Exception):
    """A worker has other rules than we have."""


class UnwritableError(Exception):
    """Results cannot be written; the text says why."""


def run_screen(options: Namespace, console: Console) -> int:
    """Screen what lies at the paths and give the exit status; what was done stays done."""
    _make_absolute(options)
    rulebook = rulebook_of(options, console)
    if rulebook is None:
        return 2
    out = Path(options.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        journal = Journal(out / RESULTS, rulebook.sha256, rulebook.rule_set)
    except OSError as error:
        console.complain(_unwritable(options.out, error.strerror, console))
        return 2
    with journal:
        run = _Run(options, console, journal)
        try:
            run.screen_all()
            run.write_results(out)
        except KeyboardInterrupt:
            run.progress.clear()
            console.complain(console.words("screening.stopped", folder=options.out))
            return INTERRUPTED
        except ClusterError as error:
            key = f"screening.cluster.{error.code}"
            console.complain(console.words(key, address=options.scheduler))
            return 2
        except (BrokenExecutor, CancelledError, OtherRulesError) as error:
            other = isinstance(error, OtherRulesError)
            run.progress.clear()
            console.complain(console.words(f"screening.{'other_rules' if other else 'no_workers'}"))
            return 2
        except UnwritableError as error:
            run.progress.clear()
            console.complain(_unwritable(options.out, error, console))
            return 2
        run.sum_up()
    return 2 if console.failed else 0


class _Run:
    """One run: what is screened, what of it was done before, and what comes out."""

    def __init__(self, options: Namespace, console: Console, journal: Journal) -> None:
        self.options = options
        self.console = console
        self.journal = journal
        self.out = Path(options.out)
        self.ranking: list[Need] = []  # with the path last; the results themselves stay on disk
        self.unread = self.talks = 0
        self.progress = Progress(0, console.words)

    def screen_all(self) -> None:
        """Screen what is new, tell what cannot be read, and keep each result at once."""
        options = self.options
        rules = RuleChoice(options.rule_set, options.rules or "")
        self.progress = Progress(count(options.paths, self.out), self.console.words)
        with (
            _executor(options) as (executor, jobs),
            closing(screen(self._new(), rules, executor, jobs)) as results,
        ):
            for screened in results:
                if screened.rulebook not in ("", self.journal.rulebook):
                    raise OtherRulesError
                with _writing():
                    screened = self.journal.add(screened)
                self._count(screened)

    def _new(self) -> Iterator[Submission | Screened]:
        for one in collect(self.options.paths, leave_out=self.out):
            if self.journal.knows(one.path, one.sha256):
                self._count(self.journal.get(one.path), earlier=True)
            else:
                yield one

    def _count(self, screened: Screened, earlier: bool = False) -> None:
        self.ranking.append(need(screened))
        self.talks += wants_talk(screened)
        if screened.status == "unread":
            self.unread += 1
            self.progress.clear()
            reason = tell_reason(screened, self.console.words)
            self.console.complain(f"{screened.path}: {reason}")
        self.progress.step(earlier)

    def write_results(self, out: Path) -> None:
        """Write what is made of the results beside them, most in need of attention first."""
        self.progress.clear()
        words = self.console.words
        with _writing(), (out / COHORT).open("w", encoding="utf-8", newline="") as table:
            table.write(cohort_head(words))
            for *_, path in sorted(self.ranking):
                screened = self.journal.get(path)
                table.write(cohort_row(screened, words))
                # A file for the team, made of the same `screened`, is to be written here.

    def sum_up(self) -> None:
        """Say in a few words what came out, and where it lies."""
        words, total = self.console.words, len(self.ranking)
        numbers = {"total": total, "read": total - self.unread, "talks": self.talks}
        said = {name: words.number(number) for name, number in numbers.items()}
        self.console.say(words("screening.summary", **said, unread=words.number(self.unread)))
        self.console.say(words("screening.written", folder=self.options.out))


@contextmanager
def _writing() -> Iterator[None]:
    """Tell a full disk from what else may fail on the way."""
    try:
        yield
    except OSError as error:
        raise UnwritableError(error.strerror) from error


def _unwritable(folder: str, reason: object, console: Console) -> str:
    return console.words("screening.unwritable", folder=folder, reason=reason)


@contextmanager
def _executor(options: Namespace) -> Iterator[tuple[Executor | None, int]]:
    if not options.scheduler:
        yield None, options.jobs
        return
    with cluster(options.scheduler) as (executor, jobs):
        yield executor, jobs


def _make_absolute(options: Namespace) -> None:
    """Workers may stand in another folder, and the names of rule files are part of their hash."""
    if options.rules:
        options.rules = str(Path(options.rules).resolve())
    if options.rule_set.endswith((".yaml", ".yml")):
        options.rule_set = str(Path(options.rule_set).resolve())
