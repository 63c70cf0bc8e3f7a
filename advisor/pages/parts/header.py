"""Name of the canvas, counts, language and the menu of the file."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from advisor import editing, limits
from advisor.canvas import BLOCKS, Canvas
from advisor.canvas_file import read_canvas, write_canvas
from advisor.findings import Report, Severity
from advisor.pages import session
from advisor.pages.parts import facts, guide, ladder
from advisor.pages.parts.start import language_switch
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.canvas_csv import canvas_csv
from advisor.views.canvas_markdown import canvas_markdown
from advisor.views.checked import Checked
from advisor.views.escaping import markdown
from advisor.views.poster import draw_up
from advisor.views.poster_svg import poster_svg
from advisor.views.report_markdown import report_markdown
from advisor.views.report_pdf import poster_png, report_pdf

ICONS = {
    Severity.CONTRADICTION: ":material/dangerous:",
    Severity.RISK: ":material/warning:",
    Severity.HINT: ":material/info:",
    Severity.OPEN: ":material/radio_button_unchecked:",
}
COLOURS = {
    Severity.CONTRADICTION: "red",
    Severity.RISK: "orange",
    Severity.HINT: "blue",
    Severity.OPEN: "gray",
}


def render(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Show the row above the poster."""
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        name = markdown(canvas.name) or words("page.untitled")
        st.title(name, anchor=False, width="stretch")
        with st.container(key="counts", horizontal=True, width="content", gap="xsmall"):
            filled = sum(1 for block in BLOCKS if canvas.block(block).notes)
            st.badge(words("page.filled", count=filled), icon=":material/grid_view:", color="gray")
            for severity in (Severity.CONTRADICTION, Severity.RISK, Severity.HINT):
                count = sum(1 for finding in report.leads if finding.severity is severity)
                if count:
                    label = words.counted(f"severity.{severity}", count)
                    st.badge(label, icon=ICONS[severity], color=COLOURS[severity])  # type: ignore[arg-type]  # literals of a table
        with st.container(key="steps", horizontal=True, width="content", gap="xxsmall", wrap=False):
            for name, back in (("undo", True), ("redo", False)):
                st.button(
                    f":material/{name}:",
                    key=f"step_{name}",
                    help=words(f"page.{name}"),
                    disabled=not session.can_step(back),
                    on_click=session.step,
                    args=(back,),
                    type="tertiary",
                )
        language_switch(words)
        _menu(canvas, report, words, rulebook)


def _menu(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    box = st.popover(
        words("page.menu.title"), icon=":material/menu:", key="menu", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        problem = session.refusal("name")
        # a refused name stays as typed
        field = session.key("name") if problem else session.current_value("name", canvas.name)
        st.text_input(words("page.menu.name"), key=field, on_change=_rename, args=(field,))
        if problem:
            st.error(words.problem(problem))
        guide.switch(words)
        ladder.switch(words)
        stem = re.sub(r"[^\w-]+", "-", canvas.name)[:60].strip("-") or "canvas"
        _downloads(canvas, report, stem, words, rulebook)
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


def _downloads(canvas: Canvas, report: Report, stem: str, words: Words, rulebook: Rulebook) -> None:
    text = write_canvas(canvas, "json")
    checked = Checked(f"{stem}.canvas.json", read_canvas(text), report)
    vocabulary = rulebook.vocabulary

    def button(ending: str, label: str, mime: str, make: Callable[[], bytes | str]) -> None:
        st.download_button(
            label,
            make,
            file_name=f"{stem}.{ending}",
            mime=mime,
            key=f"download_{ending}",
            icon=":material/download:",
            on_click="ignore",
            width="stretch",
            type="primary" if ending == "pdf" else "secondary",
        )

    for ending, label, mime, make in _pictures(checked, words, rulebook):
        button(ending, label, mime, make)
    forms: tuple[tuple[str, str, str, Callable[[], str]], ...] = (
        ("YAML", "canvas.yaml", "application/yaml", lambda: write_canvas(canvas, "yaml")),
        ("JSON", "canvas.json", "application/json", lambda: text),
        (
            "Markdown",
            "canvas.md",
            "text/markdown",
            lambda: canvas_markdown(canvas, vocabulary, words),
        ),
        ("CSV", "canvas.csv", "text/csv", lambda: canvas_csv(canvas)),
    )
    for name, ending, mime, write in forms:
        button(ending, words("page.menu.download", form=name), mime, write)
    button(
        words("page.menu.report_file"),
        words("page.menu.report"),
        "text/markdown",
        lambda: report_markdown(checked, rulebook, words),
    )


def _pictures(
    checked: Checked, words: Words, rulebook: Rulebook
) -> tuple[tuple[str, str, str, Callable[[], bytes | str]], ...]:
    """Give what takes a moment to make; each is made when it is asked for."""

    def svg() -> str:
        poster = draw_up(checked.canvas, checked.report, rulebook, words)
        return poster_svg(poster, checked.canvas.name, words)

    return (
        (
            "pdf",
            words("page.menu.pdf"),
            "application/pdf",
            lambda: report_pdf(checked, rulebook, words),
        ),
        (
            "a3.pdf",
            words("page.menu.pdf_a3"),
            "application/pdf",
            lambda: report_pdf(checked, rulebook, words, "a3"),
        ),
        ("png", words("page.menu.png"), "image/png", lambda: poster_png(svg())),
        ("svg", words("page.menu.svg"), "image/svg+xml", svg),
    )


def _rename(field: str) -> None:
    name = st.session_state[field].strip()
    session.edit(lambda canvas: editing.rename(canvas, name), "name")


__all__ = ["COLOURS", "ICONS", "limits", "render"]
