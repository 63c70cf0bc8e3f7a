"""Name of the canvas, counts, language and the menu of the file."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor import editing
from advisor.canvas import BLOCKS, Canvas
from advisor.findings import Report, Severity
from advisor.pages import session
from advisor.pages.parts import downloads, facts, guide, ladder
from advisor.pages.parts.marks import COLOURS, ICONS, icon_button
from advisor.pages.parts.start import language_switch
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown


def place() -> DeltaGenerator:
    """Give the row above the poster."""
    return st.container(key="header", horizontal=True, vertical_alignment="center")


def render(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Show what stands in the row above the poster."""
    name = markdown(canvas.name) or words("page.untitled")
    st.title(name, anchor=False, width="stretch")
    with st.container(key="counts", width="content"):
        st.markdown(" ".join(_counts(canvas, report, words)), width="content")
    with st.container(key="steps", horizontal=True, width="content", gap="xxsmall", wrap=False):
        for name, back in (("undo", True), ("redo", False)):
            icon_button(
                name,
                words(f"page.{name}"),
                f"step_{name}",
                session.step,
                (back,),
                disabled=not session.can_step(back),
            )
    language_switch(words)
    _menu(canvas, report, words, rulebook)


def _counts(canvas: Canvas, report: Report, words: Words) -> Iterator[str]:
    filled = sum(canvas.block(block).filled for block in BLOCKS)
    yield f":gray-badge[:material/grid_view: {words('page.filled', count=filled)}]"
    for severity in (Severity.CONTRADICTION, Severity.RISK, Severity.HINT):
        count = sum(1 for finding in report.leads if finding.severity is severity)
        if count:
            label = words.counted(f"severity.{severity}", count)
            yield f":{COLOURS[severity]}-badge[{ICONS[severity]} {label}]"


def _menu(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    box = st.popover(
        words("page.menu.title"), icon=":material/menu:", key="menu", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        problem = session.refusal("name")
        field = session.start_value("name", canvas.name)
        st.text_input(words("page.menu.name"), key=field, on_change=_rename, args=(field,))
        if problem:
            st.error(words.problem(problem))
        guide.switch(words)
        ladder.switch(words)
        downloads.render(canvas, report, words, rulebook)
        with st.expander(words("page.menu.facts"), key="canvas_facts"):
            facts.render_canvas(canvas, words, rulebook.vocabulary)
        st.button(
            words("page.menu.close"),
            key="close",
            on_click=session.close_canvas,
            icon=":material/arrow_back:",
            width="stretch",
            help=words("page.menu.close_help"),
        )


def _rename(field: str) -> None:
    name = st.session_state[field].strip()
    session.edit(lambda canvas: editing.rename(canvas, name), "name")
