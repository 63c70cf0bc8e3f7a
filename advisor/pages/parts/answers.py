"""Replies to findings: "intended, because …", "does not apply", kept with the canvas."""

from __future__ import annotations

import streamlit as st

from advisor import editing
from advisor.canvas import Answer, Canvas
from advisor.findings import Finding, Report
from advisor.pages import session
from advisor.pages.parts.marks import icon_button
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import tell

KINDS = ("intended", "not_applicable")


def render_form(finding: Finding, words: Words) -> None:
    """Ask for the kind of reply and the reason; nothing is kept without one."""
    labels = {kind: words(f"page.answer.{kind}") for kind in KINDS}
    kind = session.start_value(f"kind_{finding.digest}", KINDS[0])
    st.segmented_control(
        words("page.answer.title"),
        list(labels),
        format_func=labels.__getitem__,
        key=kind,
        required=True,
        label_visibility="collapsed",
    )
    reason = session.start_value(f"reason_{finding.digest}", "")
    st.text_input(
        words("page.answer.reason"), key=reason, placeholder=words("page.answer.reason_hint")
    )
    st.button(
        words("page.answer.keep"),
        key=session.key(f"keep_{finding.digest}"),
        on_click=_keep,
        args=(finding, kind, reason),
    )
    problem = session.refusal(reason)
    if problem:
        st.error(words.problem(problem))


def render_list(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Show what was answered, with the way back, and answers that fit no finding any more."""
    titles = {
        finding.answer: tell(finding, canvas, rulebook, words).title
        for finding in report.findings
        if finding.answer
    }
    for number, state in enumerate(report.answers):
        answer = state.answer
        with st.container(
            key=f"answer_{number}", horizontal=True, vertical_alignment="center", wrap=False
        ):
            if state.applies and answer in titles:
                kind = words(f"page.answer.{answer.kind}")
                text = f"{markdown(titles[answer])} · {kind}: {markdown(answer.reason)}"
            else:
                text = words("page.answer.stale", rule=markdown(answer.rule))
            st.caption(text, width="stretch")
            label = words("page.answer.withdraw")
            icon_button("undo", label, session.key(f"withdraw_{number}"), _withdraw, (answer,))


def _keep(finding: Finding, kind: str, reason: str) -> None:
    answer = Answer(
        rule=finding.rule,
        notes=finding.notes,
        tags=(*finding.tags, *finding.missing),
        kind=st.session_state[kind],
        reason=st.session_state[reason].strip(),
    )
    session.edit(lambda canvas: editing.keep_answer(canvas, answer), reason)


def _withdraw(answer: Answer) -> None:
    session.edit(lambda canvas: editing.withdraw_answer(canvas, answer), "withdraw")
