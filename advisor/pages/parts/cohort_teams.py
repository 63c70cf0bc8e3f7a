"""A list of whose each file is: given with the files, or put onto a cohort that is there."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from advisor import limits
from advisor.pages import cohort
from advisor.screening.csv_table import TableError
from advisor.screening.teams import Team, read_teams
from advisor.texts import Words


def render(words: Words) -> bool:
    """Show the uploader of the list; say whether what it holds can be used, or it holds nothing."""
    state = st.session_state
    chosen = words("cohort.files.choose")  # Streamlit's own word on the button is English only
    st.html(f"<style>.st-key-cohort_teams button p::after {{ content: '{chosen}'; }}</style>")
    with st.container(key="cohort_teams"):
        given = st.file_uploader(
            words("cohort.table_in.teams"),
            key=_field(),
            max_upload_size=limits.TABLE_BYTES // 1_000_000,
            help=words("cohort.table_in.teams_what"),
        )
    trouble = _trouble(given.getvalue(), words) if given is not None else ""
    if trouble:
        st.error(trouble)
    if state["cohort"] and given is not None and not trouble:
        st.button(
            words("cohort.table_in.assign"),
            key="teams_assign",
            icon=":material/group_add:",
            on_click=_assign,
        )
    key, found, total = state.get("teams_assigned", ("", 0, 0))
    if key and key == state["cohort"]:
        st.caption(words("cohort.table_in.assigned", count=found, total=total))
    return not trouble


def given() -> Mapping[str, Team]:
    """Give the list that was uploaded, by file; empty without one."""
    found = st.session_state.get(_field())
    try:
        return read_teams(found.getvalue()) if found is not None else {}
    except TableError:
        return {}


def _field() -> str:
    return f"cohort_teams_{st.session_state['cohort_uploads']}"


def _trouble(data: bytes, words: Words) -> str:
    try:
        read_teams(data)
    except TableError as error:
        details = {
            name: words.number(value) if isinstance(value, int) else value
            for name, value in error.details.items()
        }
        return words(f"moodle.{error.code}", **details)
    return ""


def _assign() -> None:
    state = st.session_state
    state["teams_assigned"] = (state["cohort"], *cohort.assign(given()))
    state["cohort_uploads"] += 1
