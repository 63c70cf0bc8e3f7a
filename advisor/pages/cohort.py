"""The cohort behind a session: opened by the key in the address, screened in the background."""

from __future__ import annotations

import functools
import logging
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence

import streamlit as st
from pydantic import ValidationError

from advisor import limits, remembered
from advisor.pages import draft, session
from advisor.remembered import remember
from advisor.rulebook.rulebook import Rulebook
from advisor.screening import uploads as given_files
from advisor.screening.entries import Entry, rank, set_older_apart
from advisor.screening.review import Review
from advisor.screening.rules import RuleChoice
from advisor.screening.running import Known, Plan, Run, start, start_rows
from advisor.screening.submission import Screened, Submission
from advisor.screening.team_list import as_listed
from advisor.screening.teams import Team, find_team
from advisor.store.cohort import Cohort, Enclosure, StaleReviewError
from advisor.store.cohorts import Cohorts
from advisor.store.database import StoreError, database_address, hash_of

PARAMETER = "cohort"
RULE_SET = "coach"
JOBS = "STIMMIG_JOBS"
TYPED = (
    *("entry~", "comment~", "verdict~", "text~", "own~", "own_text~"),
    *("stale_review", "cohort_search", "cohort_name"),
)
KEPT = 32  # cohorts held ready, for all sessions together


@st.cache_resource
def _opened(address: str, days: float) -> Cohorts | None:
    given_files.sweep()
    try:
        return Cohorts(address, days)
    except StoreError:
        logging.getLogger(__name__).exception("cohorts are not kept")
        return None


@st.cache_resource
def _runs() -> dict[str, Run]:
    return {}


def store() -> Cohorts | None:
    """Give the store, None where its database cannot be opened."""
    return _opened(database_address(), draft.retention_days())


def begin() -> None:
    """Give every key its first value, and take the cohort the address names."""
    state = st.session_state
    state.setdefault("cohort", "")
    state.setdefault("cohort_trouble", "")
    state.setdefault("submission", 0)
    state.setdefault("cohort_uploads", 0)
    state.setdefault("stale_review", {})
    state.setdefault("cohort_view", "overview")
    state.setdefault("cohort_shown", [])
    state.setdefault("submission_rule", "")
    named = st.query_params.get(PARAMETER, "")
    if named and not state["cohort"]:
        state["cohort"] = named
    if state["cohort"] and st.query_params.get(PARAMETER) != state["cohort"]:
        st.query_params[PARAMETER] = state["cohort"]


def current() -> Cohort | None:
    """Give the cohort of this session; None without one, and where its key opens nothing."""
    cohorts, key = store(), st.session_state["cohort"]
    if cohorts is None or not key:
        return None
    try:
        found = cohorts.open(key)
    except StoreError:
        st.session_state["cohort_trouble"] = "failed"
        return None
    if found is None:
        leave()
        st.session_state["cohort_trouble"] = "missing"
    return found


def leave() -> None:
    """Close the cohort; it stays where it is."""
    st.session_state["cohort"] = ""
    st.session_state["submission"] = 0
    if PARAMETER in st.query_params:
        del st.query_params[PARAMETER]


def delete() -> None:
    """Delete the cohort with all that belongs to it, for good; a batch under way ends."""
    cohorts, key, run = store(), st.session_state["cohort"], running()
    if run is not None:
        run.cancel()
    if cohorts is not None and key:
        cohorts.delete(key)
    _runs().pop(hash_of(key), None)
    remembered.forget()  # what was deleted must not stay in memory
    for name in [str(name) for name in st.session_state if str(name).startswith(TYPED)]:
        del st.session_state[name]
    if st.session_state["copied"] == key and not st.session_state["draft"]["key"]:
        session.close_canvas()  # a copy nobody changed goes with what it was made of
    leave()


def rulebook() -> Rulebook:
    """Give the rules for screening: the session's where somebody changed some, else coaches'."""
    return rules().load()


def rules() -> RuleChoice:
    """Give the same as a choice that travels to the workers."""
    state = st.session_state
    if state["own_rules"] or state["changes"]:
        return RuleChoice.of_session(state["own_rules"], state["changes"])
    return RuleChoice(RULE_SET)


def jobs() -> int:
    """Give how many processes screen a batch: as set, else all processors but one."""
    try:
        wanted = int(os.environ.get(JOBS, ""))
    except ValueError:
        wanted = (os.cpu_count() or 2) - 1
    return min(limits.JOBS, max(1, wanted))


def screen(
    name: str, uploads: Sequence[tuple[str, bytes]], teams: Mapping[str, Team] | None = None
) -> None:
    """Screen files in the background; without a cohort yet they become one of that name.

    `teams` is a list of whose each file is.
    """
    _begin(name, functools.partial(start, uploads, teams=teams))


def screen_rows(name: str, rows: Sequence[Submission]) -> None:
    """Screen the rows of a table in the same way."""
    _begin(name, functools.partial(start_rows, rows))


def _begin(name: str, begun: Callable[..., Run]) -> None:
    cohorts, state = store(), st.session_state
    state["cohort_trouble"] = ""
    if cohorts is None:
        state["cohort_trouble"] = "failed"
        return
    chosen = rules()
    try:
        if not state["cohort"]:
            loaded = chosen.load()
            state["cohort"] = cohorts.create(name, loaded.rule_set, loaded.sha256)
        known = _known(chosen.load())
    except StoreError:
        state["cohort_trouble"] = "failed"
        return
    key, runs = state["cohort"], _runs()
    for other in [name for name, run in runs.items() if run.finished]:
        del runs[other]
    keep = functools.partial(cohorts.add, key)
    runs[hash_of(key)] = begun(plan=Plan(chosen, keep, known, jobs()))


def assign(teams: Mapping[str, Team]) -> tuple[int, int]:
    """Give the submissions their teams by a list; say how many it names, and of how many."""
    cohorts, key = store(), st.session_state["cohort"]
    rows = cohorts.rows(key) if cohorts is not None else ()
    read = {row.number: Screened.model_validate_json(row.screened) for row in rows}
    listed = {number: as_listed(one, teams) for number, one in read.items()}
    changed = {
        number: one.model_dump_json() for number, one in listed.items() if one != read[number]
    }
    if cohorts is not None and changed:
        cohorts.replace(key, changed)
    return sum(find_team(one.path, teams) is not None for one in read.values()), len(read)


def _known(rulebook: Rulebook) -> Known:
    """Give what was screened with these rules before: it is not done again."""
    found = current()
    rows = entries(found) if found else ()
    return Counter(
        (one.screened.path, one.screened.sha256)
        for one in rows
        if (one.screened.rulebook, one.screened.rule_set) == (rulebook.sha256, rulebook.rule_set)
    )


def end_batch() -> None:
    """Go on without what a batch that was interrupted left out."""
    cohorts, key = store(), st.session_state["cohort"]
    _runs().pop(hash_of(key), None)
    if cohorts is not None:
        cohorts.end_batch(key)


def rename(name: str) -> None:
    """Give the cohort another name."""
    cohorts = store()
    if cohorts is not None:
        cohorts.rename(st.session_state["cohort"], name)


def running() -> Run | None:
    """Give the batch last begun for this cohort, by whatever session; None where there is none."""
    return _runs().get(hash_of(st.session_state["cohort"]))


def entries(cohort: Cohort) -> tuple[Entry, ...]:
    """Give the submissions of the cohort, those first that need attention most."""
    return entries_at(st.session_state["cohort"], cohort.revision)


def entries_at(key: str, revision: int) -> tuple[Entry, ...]:
    """Give the same by key and revision, for what is kept with them."""
    return _entries(key, revision)


@remember(KEPT)
def _entries(key: str, revision: int) -> tuple[Entry, ...]:  # noqa: ARG001  # part of what is kept
    cohorts = store()
    rows = cohorts.rows(key) if cohorts is not None else ()
    read = (Entry(row.number, Screened.model_validate_json(row.screened)) for row in rows)
    # as they lie in what was given, not as they came from the workers: the same every time
    return rank(set_older_apart(sorted(read, key=lambda one: (one.screened.path, one.number))))


def enclosures(number: int) -> tuple[Enclosure, ...]:
    """Give what lies beside a submission: its picture, or other canvases of its file."""
    cohorts = store()
    return cohorts.enclosures(st.session_state["cohort"], number) if cohorts is not None else ()


def replace(number: int, screened: Screened) -> None:
    """Put another reading of a submission in its place."""
    cohorts = store()
    if cohorts is not None:
        cohorts.replace(st.session_state["cohort"], {number: screened.model_dump_json()})


def reviews() -> dict[int, tuple[int, Review]]:
    """Give revision and review of every submission that has one."""
    cohorts = store()
    if cohorts is None:
        return {}
    found = cohorts.reviews(st.session_state["cohort"])
    return {
        number: (one.revision, Review.model_validate_json(one.text))
        for number, one in found.items()
    }


def edit_review(number: int, revision: int, change: Callable[[Review], Review]) -> bool:
    """Change the review that this session saw as `revision`; say whether it was saved.

    Where a newer one is there nothing is overwritten: what was to be saved is kept in the
    session, for the page to show beside it.
    """
    cohorts, state = store(), st.session_state
    if cohorts is None:
        return False
    key = state["cohort"]
    seen = reviews().get(number, (0, Review()))
    try:
        wanted = change(seen[1])
    except ValidationError:
        return False
    try:
        if seen[0] != revision:
            raise StaleReviewError(cohorts.reviews(key)[number])
        cohorts.save_review(key, number, revision, wanted.model_dump_json(exclude_defaults=True))
    except StaleReviewError:
        state["stale_review"] = {"number": number, "comment": wanted.comment}
        return False
    except (StoreError, KeyError, ValueError):
        logging.getLogger(__name__).exception("a review was not saved")
        state["cohort_trouble"] = "failed"
        return False
    state["stale_review"] = {}
    return True
