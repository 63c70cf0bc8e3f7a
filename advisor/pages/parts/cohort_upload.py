"""The way in: files or zips at once, and how far the batch has come."""

from __future__ import annotations

from typing import Any

import streamlit as st

from advisor import limits
from advisor.pages import cohort, session
from advisor.pages.parts import cohort_table_in, cohort_teams
from advisor.screening.running import Run
from advisor.store.cohort import Cohort, TooManyError
from advisor.texts import Words
from advisor.views.escaping import markdown

LOOK_EVERY = 1.0  # seconds


def render_door(words: Words) -> None:
    """Show the first screen of this page."""
    with st.container(key="cohort_door"):
        trouble = st.session_state["cohort_trouble"]
        if trouble == "missing":
            st.info(words("cohort.missing"))
        elif trouble == "failed" or cohort.store() is None:
            st.warning(words("cohort.failed"), icon=":material/cloud_off:")
        st.markdown(words("cohort.what"))
        st.text_input(
            words("cohort.name"),
            key="cohort_name",
            max_chars=limits.COHORT_NAME_CHARACTERS,
            placeholder=words("cohort.name_hint"),
        )
        render_files(words)
        st.caption(words("cohort.data"))


def render_files(words: Words) -> None:
    """Show the uploader and the button that begins."""
    # Streamlit's own word on the button is English only; ours is data of this program, no input
    chosen = words("cohort.files.choose")
    st.html(f"<style>.st-key-cohort_files button p::after {{ content: '{chosen}'; }}</style>")
    with st.container(key="cohort_files"):
        given = st.file_uploader(
            words("cohort.files.label", limit=limits.COHORT_UPLOAD_MEGABYTES),
            accept_multiple_files=True,
            key=f"cohort_files_{st.session_state['cohort_uploads']}",
            max_upload_size=limits.COHORT_UPLOAD_MEGABYTES,
        )
    usable = cohort_teams.render(words)
    table = ""
    if len(given) == 1:
        table = cohort_table_in.look_at(given[0].file_id, given[0].getvalue())
    if table == "likely":
        st.info(words("cohort.table_in.found", file=markdown(given[0].name)))
    with st.container(horizontal=True):
        st.button(
            words("cohort.files.begin"),
            key="cohort_begin",
            type="secondary" if table == "likely" else "primary",
            disabled=not given or not usable,
            on_click=_begin,
            icon=":material/play_arrow:",
        )
        if table:
            st.button(
                words("cohort.table_in.open"),
                key="table_open",
                type="primary" if table == "likely" else "secondary",
                on_click=_open_table,
                icon=":material/table:",
            )


def _given() -> list[Any]:
    given: list[Any] = st.session_state[f"cohort_files_{st.session_state['cohort_uploads']}"]
    return given


def _name() -> str:
    name = " ".join(str(st.session_state.get("cohort_name", "")).split())
    return name or session.page_words()("cohort.unnamed")


def _begin() -> None:
    uploads = [(one.name, one.getvalue()) for one in _given()]
    teams = cohort_teams.given()
    st.session_state["cohort_uploads"] += 1  # a new uploader: the bytes of the old leave memory
    cohort.screen(_name(), uploads, teams)


def _open_table() -> None:
    one = _given()[0]
    st.session_state["cohort_uploads"] += 1
    cohort_table_in.begin(one.name, one.getvalue(), _name())


def render_progress(found: Cohort, words: Words) -> None:
    """Show how far a batch under way has come, or how one went on that ended early."""
    run = cohort.running()
    if run is not None and not run.finished:
        with st.container(key="cohort_progress"):
            _progress(words)
    elif found.unfinished is not None:
        with st.container(key="cohort_unfinished", border=True):
            _unfinished(run, *found.unfinished, words)


@st.fragment(run_every=LOOK_EVERY)
def _progress(words: Words) -> None:
    run = cohort.running()
    if run is None or run.finished:
        st.rerun()
    count, total = run.done, max(1, run.total)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(min(1.0, count / total), text=_told(run, words), width="stretch")
        st.button(
            words("cohort.run.cancel"),
            key="cohort_cancel",
            on_click=run.cancel,
            disabled=run.cancelled,
        )
    seen = st.session_state.get("cohort_seen", 0)
    if count < seen:  # that was another batch
        seen = 0
    if count > seen + seen // 8:  # what has come shows in the table; thousands are drawn rarely
        st.session_state["cohort_seen"] = count
        st.rerun()


def _told(run: Run, words: Words) -> str:
    if run.cancelled:
        return words("cohort.run.ending")
    if run.waiting:
        return words("cohort.run.waiting")
    told = [words("cohort.run.progress", count=run.done, total=run.total)]
    if run.earlier:
        told.append(words.counted("cohort.run.earlier", run.earlier))
    left = run.seconds_left
    if left is not None:
        told.append(
            words.counted("cohort.run.minutes", round(left / 60))
            if left > 90
            else words("cohort.run.seconds", seconds=max(1, round(left)))
        )
    return " · ".join(told)


def _unfinished(run: Run | None, done: int, total: int, words: Words) -> None:
    """Say why not all was read, and take the same files once more."""
    trouble = run.trouble if run else None
    if isinstance(trouble, TooManyError):
        st.warning(words("cohort.run.too_many", limit=words.number(limits.COHORT_SUBMISSIONS)))
    else:
        cause = "cancelled" if run and run.cancelled else "trouble" if trouble else "stopped"
        st.markdown(words(f"cohort.run.{cause}", count=done, total=total))
        st.caption(words("cohort.run.again"))
        render_files(words)
    st.button(
        words("cohort.run.leave_out"),
        key="cohort_leave_out",
        type="tertiary",
        on_click=cohort.end_batch,
    )
