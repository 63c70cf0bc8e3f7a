"""The canvas page: poster, findings beside it, and the editor of the block one clicks."""

from __future__ import annotations

import time

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
from advisor.views.rule_view import Effect, changed

AHEAD = 0.04  # seconds


def render() -> None:
    """Show the first screen, or the canvas with its findings.

    What follows from a change goes to the browser first, the rest of the page after it.
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
    top = header.place()
    draft_state.render(words)
    cohort_copy.render_note(words)
    block = session.selected() if draft.may_edit() else None
    guided = st.session_state["guided"]
    with poster.stage():
        left, right = poster.left(), poster.right()
    with right:
        above = editor.place() if block else None
        below = findings.place()
    with below:
        cards = findings.render(canvas, report, words, rulebook, block, since)
    _let_go_ahead(since)
    with below:
        findings.render_rest(cards, canvas, report, words, rulebook, block)
    with top:
        header.render(canvas, report, words, rulebook)
    if block and above:
        with above:
            if guided:
                guide.render(block, canvas, words, rulebook)
            editor.render(block, canvas, words, rulebook.vocabulary)
            if guided:
                guide.render_question(block, canvas, report, words, rulebook)
                guide.render_end(canvas, report, words, rulebook)
    with left:
        poster.render(canvas, report, words, rulebook)
    with right:
        if block:
            editor.render_notes(block, canvas, report.heard, words, rulebook.vocabulary)
        elif not st.session_state["ladder"]:  # it names what hints are still to lead to
            profile.render(canvas, report, words, rulebook)
    if draft.may_edit():
        links.render(canvas, report.heard, words, rulebook.vocabulary)


def _let_go_ahead(since: Effect) -> None:
    """Let what a change brought or took away reach the browser before the rest of the page.

    A browser builds what arrives together in one go and paints nothing before: the whole page takes
    it three times as long as the findings. While it builds them, the rest follows.
    """
    state = st.session_state
    if state["canvas"] != state["shown"]:
        state["shown"] = state["canvas"]
        if since.new or since.gone:
            time.sleep(AHEAD)


render()
