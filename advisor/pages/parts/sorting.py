"""A pasted text before it becomes a canvas: each line with its block, to be put right."""

from __future__ import annotations

import streamlit as st

from advisor import editing
from advisor.canvas import BLOCKS, Canvas
from advisor.editing import EditError
from advisor.formats.pasted_text import sort_lines
from advisor.pages import session
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.vocabulary import Vocabulary

NOWHERE = ""
LEFT_OUT = "-"


def begin(text: str) -> None:
    """Put a pasted text up for sorting."""
    lines = sort_lines(text, session.vocabulary())
    st.session_state["sorting"] = [
        [line.text, LEFT_OUT if line.left_out else line.block or NOWHERE] for line in lines
    ]


def render(words: Words, vocabulary: Vocabulary) -> None:
    """Show every line with its block, and the way on and back."""
    lines = st.session_state["sorting"]
    st.title(words("page.sorting.title"), anchor=False)
    unsorted = sum(block == NOWHERE for _, block in lines)
    st.markdown(words("page.sorting.what"))
    if unsorted:
        st.info(words.counted("page.sorting.unsorted", unsorted))
    labels = {NOWHERE: words("page.sorting.nowhere")}
    for block in session.FILLING_ORDER:
        labels[block] = vocabulary.blocks[block].label.say(words.language)
    labels[LEFT_OUT] = words("page.sorting.left_out")
    with st.container(key="sorting", gap="xsmall"):
        for number, (text, block) in enumerate(lines):
            _line(number, text, block, labels)
    if st.session_state.get("unread"):
        st.error("\n".join(f"- {markdown(line)}" for line in st.session_state["unread"]))
    with st.container(horizontal=True):
        st.button(words("page.sorting.take"), key="sorted", on_click=_take, type="primary")
        st.button(words("page.sorting.back"), key="unsorted", on_click=_back)


def _line(number: int, text: str, block: str, labels: dict[str, str]) -> None:
    with st.container(
        key=f"sort_{number}", horizontal=True, vertical_alignment="center", wrap=False
    ):
        field = f"home_{number}"
        st.session_state.setdefault(field, block)
        st.selectbox(
            text[:80],
            list(labels),
            format_func=labels.__getitem__,
            key=field,
            on_change=_put,
            args=(number, field),
            label_visibility="collapsed",
            width=220,
        )
        st.markdown(markdown(text), width="stretch")


def _put(number: int, field: str) -> None:
    lines = [list(line) for line in st.session_state["sorting"]]
    lines[number][1] = st.session_state[field]
    st.session_state["sorting"] = lines


def _take() -> None:
    words = session.page_words()
    canvas = Canvas(name=words("page.untitled"), language=session.language())
    lines = st.session_state["sorting"]
    try:
        for block in BLOCKS:
            canvas = editing.add_notes(canvas, block, [t for t, home in lines if home == block])
    except EditError as error:
        st.session_state["unread"] = [words(f"problems.{error.code}", **error.details)]
        return
    session.open_canvas(canvas, own=True)
    _back()


def _back() -> None:
    st.session_state["sorting"] = []
    st.session_state["unread"] = []
    for name in [name for name in st.session_state if str(name).startswith("home_")]:
        del st.session_state[name]
