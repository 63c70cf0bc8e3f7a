"""What stands beside the cohort of a session: earlier ones by their link, an earlier run's file."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import streamlit as st

from advisor import remembered
from advisor.pages import cohort
from advisor.remembered import remember
from advisor.screening.earlier_run import EarlierRunError, read_earlier_run
from advisor.screening.entries import Entry, set_older_apart
from advisor.screening.lookalikes import Lookalikes, find_lookalikes
from advisor.screening.rounds import Round, set_against
from advisor.screening.submission import Screened
from advisor.store.cohort import Cohort, TooManyError

KEPT = 8  # comparisons held ready, for all sessions together
FILE = "file"  # the choice that means the uploaded results, not an earlier cohort
Batch = tuple[str, tuple[Entry, ...]]
State = tuple[tuple[float, int], ...]  # when made and at which revision: what a comparison rests on


def begin() -> None:
    """Give every key its first value, and again for another cohort: what was given stays there."""
    state = st.session_state
    if state.get("compared") == state["cohort"]:
        return
    state["compared"] = state["cohort"]
    state["earlier_trouble"] = ""
    state["earlier_run"] = {}
    state["earlier_run_trouble"] = {}
    state["pairs_shown"] = 1


def listed() -> tuple[Cohort, ...]:
    """Give the earlier cohorts, the newest first."""
    cohorts = cohort.store()
    return cohorts.list_earlier(st.session_state["cohort"]) if cohorts is not None else ()


def add(link: str) -> None:
    """Set the cohort behind a link (or bare key) beside this one; a refusal is kept to be told."""
    cohorts, state = cohort.store(), st.session_state
    state["earlier_trouble"] = ""
    if cohorts is None or not link.strip():
        return
    try:
        if not cohorts.name_earlier(state["cohort"], key_in(link)):
            state["earlier_trouble"] = "unknown"
    except TooManyError:
        state["earlier_trouble"] = "too_many"
    except KeyError:  # deleted meanwhile
        state["cohort_trouble"] = "missing"


def key_in(link: str) -> str:
    """Give the key in a cohort's link; what is no link is taken for a key."""
    try:
        named = parse_qs(urlsplit(link.strip()).query).get(cohort.PARAMETER, [])
    except ValueError:  # brackets that are no address
        named = []
    return named[0] if named else link.strip()


def drop(made: float) -> None:
    """Compare no longer with an earlier cohort."""
    cohorts = cohort.store()
    if cohorts is not None:
        cohorts.drop_earlier(st.session_state["cohort"], made)


def give_run(name: str, data: bytes) -> None:
    """Take the results of an earlier run for this session; a refusal is kept to be told."""
    state = st.session_state
    state["earlier_run_trouble"] = {}
    try:
        read_earlier_run(data)
    except EarlierRunError as error:
        state["earlier_run_trouble"] = {"code": error.code, "details": error.details}
        return
    state["earlier_run"] = {"name": name, "data": data}


def forget_run() -> None:
    """Forget the results of an earlier run."""
    st.session_state["earlier_run"] = {}
    remembered.forget()


def lookalikes(found: Cohort) -> Lookalikes:
    """Give the pairs of similar wording; found once for each state of the cohorts."""
    return _lookalikes(st.session_state["cohort"], found.revision, _state(), _run_data())


def round_against(found: Cohort, choice: str) -> Round:
    """Give what became of each team since an earlier cohort (by `choices`), or the file."""
    rules = cohort.rulebook().sha256
    return _round(st.session_state["cohort"], found.revision, _state(), _run_data(), choice, rules)


def choices() -> dict[str, str]:
    """Give the names of what a round can be set against, by the choice."""
    run = st.session_state["earlier_run"]
    named = {str(one.made): one.name for one in listed()}
    return {**named, FILE: run["name"]} if run else named


def before(choice: str) -> tuple[Entry, ...]:
    """Give the submissions of an earlier cohort or of the file."""
    if choice == FILE:
        return _of_run(_run_data())
    key, state = st.session_state["cohort"], _state()
    place = next((at for at, one in enumerate(state) if str(one[0]) == choice), None)
    return _batches(key, state)[place][1] if place is not None else ()


def _run_data() -> bytes:
    data: bytes = st.session_state["earlier_run"].get("data", b"")
    return data


def _state() -> State:
    return tuple((one.made, one.revision) for one in listed())


@remember(KEPT)
def _batches(key: str, state: State) -> tuple[Batch, ...]:  # noqa: ARG001  # part of what is kept
    cohorts = cohort.store()
    return tuple(
        (
            one.name,
            set_older_apart(
                Entry(row.number, Screened.model_validate_json(row.screened)) for row in rows
            ),
        )
        for one, rows in (cohorts.earlier(key) if cohorts is not None else ())
    )


@remember(KEPT)
def _of_run(data: bytes) -> tuple[Entry, ...]:
    return tuple(Entry(number, one) for number, one in enumerate(read_earlier_run(data), 1))


@remember(KEPT)
def _lookalikes(key: str, revision: int, state: State, data: bytes) -> Lookalikes:
    earlier = list(_batches(key, state))
    if data:
        earlier.append((st.session_state["earlier_run"]["name"], _of_run(data)))
    return find_lookalikes(cohort.entries_at(key, revision), earlier)


@remember(KEPT)
def _round(
    key: str,
    revision: int,
    state: State,  # noqa: ARG001  # part of what is kept
    data: bytes,  # noqa: ARG001
    choice: str,
    rules: str,  # noqa: ARG001
) -> Round:
    old = [entry.screened for entry in before(choice)]
    new = [entry.screened for entry in cohort.entries_at(key, revision)]
    return set_against(old, new, cohort.rulebook())
