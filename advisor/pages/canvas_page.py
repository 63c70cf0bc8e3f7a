"""The canvas page: poster, findings beside it, and the editor of the block one clicks."""

from __future__ import annotations

import streamlit as st

from advisor.pages import draft, session
from advisor.pages.parts import (
    cohort_copy,
    draft_state,
    editor,
    findings,
    guide,
    header,
    links,
    poster,
    profile,
    start,
)
from advisor.views.rule_view import changed


def render() -> None:
    """Show the first screen, or the canvas with its findings.

    What follows from a change goes to the browser first, what takes long to draw after it.
    """
    words = session.page_words()
    cohort_copy.take(words)
    canvas = session.canvas()
    rulebook = session.rulebook()
    if canvas is None:
        start.render(words, rulebook)
        return
    report = session.report()
    earlier = session.report_before() or report
    since = changed(earlier.leads, report.leads)
    header.render(canvas, report, words, rulebook)
    draft_state.render(words)
    cohort_copy.render_note(words)
    block = session.selected() if draft.may_edit() else None
    guided = st.session_state["guided"]
    with poster.stage():
        left, right = poster.left(), poster.right()
    with right:
        if block:
            if guided:
                guide.render(block, canvas, words, rulebook)
            editor.render(block, canvas, words, rulebook.vocabulary)
            if guided:
                guide.render_question(block, canvas, report, words, rulebook)
                guide.render_end(canvas, report, words, rulebook)
        with findings.place():
            findings.render(canvas, report, words, rulebook, block, since)
    with left:
        poster.render(canvas, report, words, rulebook)
    with right:
        if block:
            editor.render_notes(block, canvas, report.heard, words, rulebook.vocabulary)
        elif not st.session_state["ladder"]:  # it names what hints are still to lead to
            profile.render(canvas, report, words, rulebook)
    if draft.may_edit():
        links.render(canvas, report.heard, words, rulebook.vocabulary)


render()
