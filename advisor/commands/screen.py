"""`screen`: many files at once, and the table of whom to talk to."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import closing, contextmanager
from pathlib import Path

from advisor.commands.console import Console
from advisor.commands.course import Course, CourseError, course_of
from advisor.commands.handing import Handing
from advisor.commands.progress import Progress
from advisor.commands.rounds import write_rounds
from advisor.commands.rulebooks import rulebook_of
from advisor.screening.cluster import ClusterError, cluster
from advisor.screening.collecting import collect, find
from advisor.screening.journal import RESULTS, Journal
from advisor.screening.reasons import tell_reason
from advisor.screening.rules import OtherRulesError, RuleChoice
from advisor.screening.screening import screen
from advisor.screening.standing import Standing, rank_standings, stand
from advisor.screening.submission import Screened, Submission
from advisor.screening.survey import Survey, look_over
from advisor.screening.teams import Team, find_team
from advisor.screening.workers import Workers

INTERRUPTED = 130  # what shells give after Ctrl-C


class UnwritableError(Exception):
    """Results cannot be written; the text says why."""


def run_screen(options: Namespace, console: Console) -> int:
    """Screen what lies at the paths and give the exit status; what was done stays done."""
    _make_absolute(options)
    rulebook = rulebook_of(options, console)
    if rulebook is None:
        return 2
    try:
        course = course_of(options, console, rulebook)
    except CourseError:
        return 2
    out = Path(options.out)
    try:
        out.mkdir(parents=True, exist_ok=True)
        journal = Journal(out / RESULTS, rulebook.sha256, rulebook.rule_set)
    except OSError as error:
        console.complain(_unwritable(options.out, error.strerror, console))
        return 2
    with journal:
        run = _Run(options, console, journal, course)
        try:
            with _workers(options) as workers:
                run.screen_all(workers)
                run.hand_back(Handing(out, course, journal, rulebook, workers, console))
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

    def __init__(
        self, options: Namespace, console: Console, journal: Journal, course: Course
    ) -> None:
        self.options = options
        self.console = console
        self.journal = journal
        self.course = course
        self.out = Path(options.out)
        self.left_out = (self.out, *course.files)
        self.standings: list[Standing] = []  # the results themselves stay on disk
        self.progress = Progress(0, console.words)

    def screen_all(self, workers: Workers) -> None:
        """Screen what is new, tell what cannot be read, and keep each result at once."""
        survey = look_over(find(self.options.paths, self.left_out))
        for file, headings in survey.unplaced.items():
            said = self.console.words.listed(map(self.console.words.quote, headings))
            self.console.note(f"{file}: {self.console.words('screening.unplaced', headings=said)}")
        self.progress = Progress(survey.count, self.console.words)
        with closing(screen(self._new(survey), workers)) as results:
            for screened in results:
                if screened.rulebook not in ("", self.journal.rulebook):
                    raise OtherRulesError
                with _writing():
                    screened = self.journal.add(screened)
                self._count(screened)

    def _new(self, survey: Survey) -> Iterator[Submission | Screened]:
        for found in collect(self.options.paths, survey.team_of, self.left_out):
            listed = find_team(found.path, self.course.teams) or Team("")
            told = {"team": listed.name or found.team, "email": listed.email or found.email}
            one = found.model_copy(update=told)
            known = self.journal.knows(one.path, one.sha256)
            earlier = self.journal.get(one.path) if known else None
            if earlier and (earlier.team, earlier.email) == (one.team, one.email):
                update = {"handed_in": one.handed_in, "status": _status(earlier)}
                self._count(earlier.model_copy(update=update), earlier=True)
            else:
                yield one

    def _count(self, screened: Screened, earlier: bool = False) -> None:
        listed = find_team(screened.path, self.course.teams) is not None
        self.standings.append(stand(screened, listed=listed))
        if screened.status == "unread":
            self.progress.clear()
            reason = tell_reason(screened, self.console.words)
            self.console.complain(f"{screened.path}: {reason}")
        self.progress.step(earlier)

    def hand_back(self, handing: Handing) -> None:
        """Write what is made of the results beside them."""
        self.progress.clear()
        self.standings = rank_standings(self.standings)
        with _writing():
            self._write(handing)

    def _write(self, handing: Handing) -> None:
        for one in self.standings:
            screened = self.journal.get(one.path)
            status = "older" if one.older else _status(screened)
            if screened.status != status:
                self.journal.add(screened.model_copy(update={"status": status}))
        handing.write_table(self.standings)
        handing.write_feedback(self.standings)
        if self.options.sheets:
            handing.write_sheets(self.standings)
        if self.options.earlier:
            now = (self.journal.get(one.path) for one in self.standings)
            earlier = Path(self.options.earlier)
            write_rounds(self.out, earlier, now, handing.rulebook, self.console)

    def sum_up(self) -> None:
        """Say in a few words what came out, and where it lies."""
        words, total = self.console.words, len(self.standings)
        unread = sum(bool(one.reason) for one in self.standings)
        talks = sum(one.talk and not one.older for one in self.standings)
        older = sum(one.older for one in self.standings)
        numbers = {"total": total, "read": total - unread, "unread": unread, "talks": talks}
        said = {name: words.number(number) for name, number in numbers.items()}
        self.console.say(words("screening.summary", **said))
        if older:
            self.console.say(words("screening.replaced", count=words.number(older)))
        if self.course.unasked:
            self.console.say(words("screening.no_feedback"))
        self.console.say(words("screening.written", folder=self.options.out))


def _status(screened: Screened) -> str:
    """Give what a result is by itself, without the team's other files."""
    return "read" if screened.canvas else "unread"


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
def _workers(options: Namespace) -> Iterator[Workers]:
    rules = RuleChoice(options.rule_set, options.rules or "")
    if not options.scheduler:
        with closing(Workers(rules, jobs=options.jobs)) as workers:
            yield workers
        return
    with cluster(options.scheduler) as (executor, jobs):
        yield Workers(rules, executor, jobs)


def _make_absolute(options: Namespace) -> None:
    """Workers may stand in another folder, and the names of rule files are part of their hash."""
    if options.rules:
        options.rules = str(Path(options.rules).resolve())
    if options.rule_set.endswith((".yaml", ".yml")):
        options.rule_set = str(Path(options.rule_set).resolve())
