"""The way back into Moodle: the grading worksheet in, filled in again out, and the feedback zip."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from advisor import limits
from advisor.pages import cohort, cohort_shelf
from advisor.pages.parts.cohort_downloads import Batch, choose_form, download
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.csv_table import TableError
from advisor.screening.moodle_return import best, fill, match, pack, released, undeliverable
from advisor.screening.rubric import Rubric
from advisor.screening.worksheet import Worksheet, read_worksheet
from advisor.texts import Words
from advisor.views.escaping import markdown

SHEET = "moodle_sheet"  # it names people, so it is kept in the session alone


@dataclass(frozen=True, slots=True)
class Given:
    """A worksheet that was brought, and for which cohort; or why it was refused."""

    cohort: str
    name: str
    sheet: Worksheet | None = None
    error: TableError | None = None


def render(batch: Batch, words: Words) -> None:
    """Show the worksheet's way in and both files' way out."""
    st.markdown(words("cohort.handing.moodle.what"))
    sheet = _worksheet(batch, words)
    _feedback(batch, sheet, words)


def _worksheet(batch: Batch, words: Words) -> Worksheet | None:
    with st.container(border=True, key="moodle_worksheet"):
        st.subheader(words("cohort.handing.moodle.worksheet"), anchor=False)
        _upload(words)
        given: Given | None = st.session_state.get(SHEET)
        if given is None or given.cohort != st.session_state["cohort"]:
            return None
        if given.error:
            st.error(markdown(words(f"moodle.{given.error.code}", **given.error.details)))
        if given.sheet:
            _matched(given.name, given.sheet, batch, words)
            _filled(given.name, given.sheet, batch, words)
        return given.sheet


def _upload(words: Words) -> None:
    state = st.session_state
    # Streamlit's own word on the button is English only; ours is data of this program, no input
    chosen = words("cohort.handing.moodle.choose")
    st.html(f"<style>.st-key-handing_sheet_file button p::after {{ content: '{chosen}'; }}</style>")
    with st.container(key="handing_sheet_file"):
        field = f"moodle_file_{state.setdefault('moodle_uploads', 0)}"
        st.file_uploader(
            words("cohort.handing.moodle.file_label"),
            type=["csv"],
            key=field,
            max_upload_size=limits.TABLE_BYTES // 1_000_000,
            on_change=_take,
            args=(field,),
        )


def _take(field: str) -> None:
    state = st.session_state
    file = state[field]
    if file is None:
        return
    state["moodle_uploads"] += 1  # a new uploader: the bytes of the old one leave memory
    try:
        state[SHEET] = Given(state["cohort"], file.name, sheet=read_worksheet(file.getvalue()))
    except TableError as error:
        state[SHEET] = Given(state["cohort"], file.name, error=error)


def _matched(name: str, sheet: Worksheet, batch: Batch, words: Words) -> None:
    fit = match((entry.screened for entry, _ in batch), sheet)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(
            words(
                "cohort.handing.moodle.found",
                file=markdown(name),
                count=fit.found,
                total=fit.rows,
            ),
            width="stretch",
        )
        st.button(words("cohort.handing.moodle.away"), key="moodle_away", on_click=_away)
    if fit.lost:
        lost = {id(one) for one in fit.lost}
        names = [name_of(entry, words) for entry, _ in batch if id(entry.screened) in lost]
        with st.expander(words.counted("cohort.handing.moodle.lost", len(names))):
            st.markdown(markdown(words.listed(names)))


def _away() -> None:
    st.session_state.pop(SHEET, None)


def _filled(name: str, sheet: Worksheet, batch: Batch, words: Words) -> None:
    pairs = tuple((entry.screened, review) for entry, review in batch)
    rulebook, rubric = cohort.rulebook(), cohort_shelf.rubric()
    grades = _gradable(sheet, rubric, words)
    if "comment" not in sheet.columns:
        st.warning(words("moodle.no_comments"))
    download(
        "worksheet",
        words("cohort.handing.moodle.fill"),
        name,
        "text/csv",
        lambda: fill(pairs, sheet, rulebook, rubric, grades=grades),
        ready=any(True for _ in released(pairs)) and (grades or "comment" in sheet.columns),
    )


def _gradable(sheet: Worksheet, rubric: Rubric | None, words: Words) -> bool:
    """Say whether points can become grades, and tell what will stand in the column."""
    if rubric is None:
        st.caption(words("cohort.handing.moodle.no_grades"))
        return False
    most = best(sheet)
    if any(entry.scale for entry in sheet.entries):
        st.caption(words("cohort.handing.moodle.scale"))
        return False
    if most is not None and rubric.most > most:
        st.warning(
            words(
                "cohort.handing.moodle.too_many",
                points=words.number(rubric.most),
                best=words.number(most),
            )
        )
        return False
    st.caption(words("cohort.handing.moodle.grades"))
    return True


def _feedback(batch: Batch, sheet: Worksheet | None, words: Words) -> None:
    pairs = tuple((entry.screened, review) for entry, review in batch)
    going = tuple(one for one, _ in released(pairs))
    left = {id(one) for one in undeliverable(going, sheet)}
    rulebook, rubric = cohort.rulebook(), cohort_shelf.rubric()
    with st.container(border=True, key="moodle_feedback"):
        st.subheader(words("cohort.handing.moodle.feedback"), anchor=False)
        st.markdown(
            words("cohort.handing.moodle.going", count=len(going) - len(left), total=len(batch))
        )
        if sheet is None:
            st.info(words("cohort.handing.moodle.groups"))
        if left:
            names = [name_of(entry, words) for entry, _ in batch if id(entry.screened) in left]
            key = "left" if sheet else "left_without"
            st.warning(words(f"cohort.handing.moodle.{key}", teams=markdown(words.listed(names))))
        form = choose_form("moodle_form", words)
        download(
            "moodle_zip",
            words("cohort.handing.moodle.zip"),
            f"{words('cohort.handing.moodle.file')}.zip",
            "application/zip",
            lambda: pack(pairs, rulebook, form, sheet, rubric),
            ready=len(going) > len(left),
        )
