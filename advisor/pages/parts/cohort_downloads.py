"""Feedback, sheets for talks and the cohort's table as files; each is made when asked for."""

from __future__ import annotations

import re
from collections.abc import Callable

import streamlit as st

from advisor import limits
from advisor.pages import cohort, cohort_shelf
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.screening.handing_back import Form, hand_back
from advisor.screening.letters import sheet_of
from advisor.screening.moodle_return import released
from advisor.screening.review import Review
from advisor.screening.tabulation import tabulate
from advisor.texts import Words
from advisor.texts import words as words_of
from advisor.views.cohort_table import cohort_csv, cohort_xlsx
from advisor.views.escaping import markdown

FORMS: tuple[Form, ...] = ("pdf", "html", "md")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Batch = tuple[tuple[Entry, Review], ...]


def render(batch: Batch, words: Words) -> None:
    """Show what can be taken along."""
    with st.container(key="handing_files"):
        _letters(batch, words)
        _sheets(batch, words)
        _table(batch, words)


def choose_form(key: str, words: Words) -> Form:
    """Let a person choose what kind of file the letters become."""
    form: Form = st.segmented_control(
        words("cohort.handing.form.name"),
        FORMS,
        format_func=lambda name: words(f"cohort.handing.form.{name}"),
        key=key,
        default="pdf",
        required=True,
        persist_state="session",
    )
    return form


def download(
    key: str, label: str, file: str, mime: str, make: Callable[[], bytes], *, ready: bool = True
) -> None:
    """Show a button that makes its file when it is pressed."""
    st.download_button(
        label,
        make,
        file_name=file,
        mime=mime,
        key=f"handing_{key}",
        icon=":material/download:",
        on_click="ignore",
        disabled=not ready,
    )


def stem(words: Words) -> str:
    """Give how the files of this cohort begin."""
    found = cohort.current()
    return _safe(found.name if found else "") or words("cohort.handing.stem")


def _safe(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name)[:60].strip("-")


def _letters(batch: Batch, words: Words) -> None:
    pairs = tuple((entry.screened, review) for entry, review in batch)
    count = len(tuple(released(pairs)))
    rulebook, rubric = cohort.rulebook(), cohort_shelf.rubric()
    with st.container(border=True, key="handing_zip"):
        st.subheader(words("cohort.handing.files.letters"), anchor=False)
        st.markdown(words("cohort.handing.files.released", count=count, total=len(batch)))
        form = choose_form("handing_form", words)
        download(
            "letters",
            words("cohort.handing.files.zip"),
            f"{stem(words)}.zip",
            "application/zip",
            lambda: hand_back(pairs, rulebook, form, rubric=rubric),
            ready=bool(count),
        )


def _sheets(batch: Batch, words: Words) -> None:
    with st.container(border=True, key="handing_sheets"):
        st.subheader(words("cohort.handing.files.sheets"), anchor=False)
        st.markdown(words("cohort.handing.files.sheets_what"))
        most = batch[: limits.SHEETS]
        if len(batch) > len(most):
            st.caption(words("cohort.handing.files.sheets_most", count=len(most)))
        chosen = st.session_state["submission"]
        one = tuple(pair for pair in batch if pair[0].number == chosen) or batch[:1]
        with st.container(horizontal=True):
            download(
                "sheets_all",
                words.counted("cohort.handing.files.all", len(most)),
                f"{stem(words)}.pdf",
                "application/pdf",
                _printed(most, words),
            )
            team = name_of(one[0][0], words)
            download(
                "sheet_one",
                words("cohort.handing.files.one", team=markdown(team)),
                f"{_safe(team) or 'team'}.pdf",
                "application/pdf",
                _printed(one, words),
            )


def _printed(batch: Batch, words: Words) -> Callable[[], bytes]:
    rulebook, title = cohort.rulebook(), stem(words)

    def make() -> bytes:
        from advisor.views.letter_pdf import sheets_pdf  # takes long to load

        sheets = [
            sheet_of(
                entry.screened,
                rulebook,
                review,
                words_of(review.language_for(entry.screened.language)),
            )
            for entry, review in batch
        ]
        return sheets_pdf(sheets, title)

    return make


def _table(batch: Batch, words: Words) -> None:
    pairs = tuple((entry.screened, review) for entry, review in batch)
    rulebook, rubric, name = cohort.rulebook(), cohort_shelf.rubric(), stem(words)
    with st.container(border=True, key="handing_table"):
        st.subheader(words("cohort.handing.files.table"), anchor=False)
        st.markdown(words("cohort.handing.files.table_what"))
        with st.container(horizontal=True):
            download(
                "xlsx",
                words("cohort.handing.files.xlsx"),
                f"{name}.xlsx",
                XLSX,
                lambda: cohort_xlsx(tabulate(pairs, rulebook, words, rubric, name), words),
            )
            download(
                "csv",
                words("cohort.handing.files.csv"),
                f"{name}.csv",
                "text/csv",
                lambda: cohort_csv(tabulate(pairs, rulebook, words, rubric, name), words),
            )
