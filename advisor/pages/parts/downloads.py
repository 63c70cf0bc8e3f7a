"""The canvas and its report to take along; each file is made when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

import streamlit as st

from advisor.canvas import Canvas
from advisor.canvas_file import write_canvas
from advisor.findings import Report
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.canvas_csv import canvas_csv
from advisor.views.canvas_markdown import canvas_markdown
from advisor.views.checked import Checked, as_checked
from advisor.views.poster_svg import canvas_svg
from advisor.views.report_markdown import report_markdown


class File(NamedTuple):
    """One file: how its name ends, what the button says, its type, and how it is made."""

    ending: str
    label: str
    mime: str
    make: Callable[[], bytes | str]


def render(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Show a button per file."""
    stem = re.sub(r"[^\w-]+", "-", canvas.name)[:60].strip("-") or "canvas"
    checked = as_checked(f"{stem}.canvas.json", canvas, report)
    for ending, label, mime, make in _files(checked, words, rulebook):
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


def pdf(checked: Checked, rulebook: Rulebook, words: Words, *, large: bool = False) -> bytes:
    """Give the report, on A4 or `large` on A3."""
    from advisor.views.report_pdf import report_pdf  # loaded when asked for, not with the page

    return report_pdf(checked, rulebook, words, "a3" if large else "a4")


def _png(checked: Checked, rulebook: Rulebook, words: Words) -> bytes:
    from advisor.views.report_pdf import poster_png

    return poster_png(canvas_svg(checked, rulebook, words))


def _files(checked: Checked, words: Words, rulebook: Rulebook) -> Iterator[File]:
    canvas, said = checked.canvas, (checked, rulebook, words)
    yield File("pdf", words("page.menu.pdf"), "application/pdf", lambda: pdf(*said))
    yield File(
        "a3.pdf", words("page.menu.pdf_a3"), "application/pdf", lambda: pdf(*said, large=True)
    )
    yield File("png", words("page.menu.png"), "image/png", lambda: _png(*said))
    yield File("svg", words("page.menu.svg"), "image/svg+xml", lambda: canvas_svg(*said))
    forms: tuple[tuple[str, str, str, Callable[[], str]], ...] = (
        ("YAML", "yaml", "application/yaml", lambda: write_canvas(canvas, "yaml")),
        ("JSON", "json", "application/json", lambda: write_canvas(canvas, "json")),
        (
            "Markdown",
            "md",
            "text/markdown",
            lambda: canvas_markdown(canvas, rulebook.vocabulary, words),
        ),
        ("CSV", "csv", "text/csv", lambda: canvas_csv(canvas)),
    )
    for form, ending, mime, make in forms:
        yield File(f"canvas.{ending}", words("page.menu.download", form=form), mime, make)
    yield File(
        words("page.menu.report_file"),
        words("page.menu.report"),
        "text/markdown",
        lambda: report_markdown(*said),
    )
