"""Well-known businesses as canvases: each block with its notes, and why it looks so."""

from __future__ import annotations

import streamlit as st

from advisor.pages import session
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.vocabulary import Vocabulary
from advisor.worked import Worked, load_worked


def render(words: Words, vocabulary: Vocabulary) -> None:
    """Show one worked canvas, those in the page's language first."""
    st.header(words("page.worked.title"), anchor=False)
    found = sorted(load_worked(), key=lambda one: one.language != words.language)
    labels = {
        one.id: one.company
        if one.language == words.language
        else words(f"page.worked.in_{one.language}", company=one.company)
        for one in found
    }
    field = session.key("worked")
    if st.session_state.get(field) not in labels:
        st.session_state[field] = found[0].id
    st.pills(
        words("page.worked.title"),
        list(labels),
        format_func=labels.__getitem__,
        key=field,
        required=True,
        label_visibility="collapsed",
    )
    _show(next(one for one in found if one.id == st.session_state[field]), words, vocabulary)


def _show(one: Worked, words: Words, vocabulary: Vocabulary) -> None:
    st.markdown(f"**{markdown(one.company)}.** {markdown(one.summary)}")
    columns = st.columns(3, gap="medium")
    for number, block in enumerate(session.FILLING_ORDER):
        with columns[number % 3].container(border=True, key=f"worked_{block}", gap="xsmall"):
            label = vocabulary.blocks[block].label.say(words.language)
            notes = " · ".join(markdown(note.text) for note in one.canvas.block(block).notes)
            st.markdown(f"**{label}**  \n{notes}")
            st.caption(markdown(one.explain.of(block)))
    st.markdown(f"**{words('page.worked.lesson')}** {markdown(one.lesson)}")
    st.markdown(f"**{words('page.worked.question')}** {markdown(one.question)}")
    st.caption(f"{words('page.findings.source')} {markdown(words.cited(one.source))}")
    if st.button(words("page.worked.open"), key="open_worked"):
        session.open_canvas(one.canvas)
        st.switch_page("advisor/pages/canvas_page.py")
