"""A file that was not read: its picture beside nine fields, so that a person can read it."""

from __future__ import annotations

import streamlit as st

from advisor import editing, limits
from advisor.canvas import BlockId, Canvas
from advisor.editing import EditError
from advisor.lines import set_lines
from advisor.pages import cohort, session
from advisor.pages.parts.cohort_words import reason_of
from advisor.screening.checking import screen_canvas
from advisor.screening.entries import Entry
from advisor.source import Problem
from advisor.texts import Words


def render(entry: Entry, words: Words) -> None:
    """Show why the file was not read, what it looks like, and the quick entry."""
    st.warning(reason_of(entry.screened, words), icon=":material/visibility_off:")
    pictures = [one for one in cohort.enclosures(entry.number) if one.kind == "picture"]
    if not pictures:
        _fields(entry, 3, words)
        return
    left, right = st.columns(2, gap="large")
    with left:
        for picture in pictures:
            st.image(picture.data, width="stretch", alt=words("cohort.entry.picture"))
    with right:
        _fields(entry, 1, words)


def _fields(entry: Entry, columns: int, words: Words) -> None:
    blocks = session.vocabulary().blocks
    st.subheader(words("cohort.entry.title"), anchor=False)
    st.caption(words("cohort.entry.what"))
    for first in range(0, len(session.FILLING_ORDER), columns):
        row = session.FILLING_ORDER[first : first + columns]
        for column, block in zip(st.columns(columns), row, strict=True):
            column.text_area(
                blocks[block].label.say(words.language),
                key=_field(entry.number, block),
                height=90,
                max_chars=limits.DETAILS_CHARACTERS,
                persist_state="session",
            )
    refused = st.session_state.get("entry_refused", {})
    if refused.get("number") == entry.number:
        st.error(words.problem(Problem(refused["code"], details=refused["details"])))
    st.button(
        words("cohort.entry.take"),
        key="entry_take",
        type="primary",
        on_click=_take,
        args=(entry,),
    )


def _field(number: int, block: BlockId) -> str:
    return f"entry~{number}~{block}"


def _take(entry: Entry) -> None:
    """Check what was typed; a refusal leaves every field as it is."""
    state = st.session_state
    state["entry_refused"] = {}
    canvas = Canvas(language=session.language())
    try:
        for block in session.FILLING_ORDER:
            lines = str(state.get(_field(entry.number, block)) or "").splitlines()
            canvas = set_lines(canvas, block, lines)
        if canvas.name != entry.name:
            canvas = editing.rename(canvas, entry.name[: limits.NAME_CHARACTERS])
    except EditError as error:
        state["entry_refused"] = {
            "number": entry.number,
            "code": error.code,
            "details": error.details,
        }
        return
    if any(canvas.block(block).notes for block in session.FILLING_ORDER):
        cohort.replace(entry.number, screen_canvas(entry.screened, canvas, cohort.rulebook()))
