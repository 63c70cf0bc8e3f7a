"""Points by a rubric: which one the cohort goes by, and one team's points with their reasons."""

from __future__ import annotations

import streamlit as st

from advisor import limits
from advisor.pages import cohort, cohort_shelf
from advisor.pages.parts.cohort_editing import edit, render_stale
from advisor.screening.entries import Entry
from advisor.screening.grading import Graded, assess, total, with_review
from advisor.screening.points import said_losses, said_points
from advisor.screening.rechecking import recheck
from advisor.screening.review import Review, regrade
from advisor.screening.rubric import Rubric
from advisor.source import SourceError
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.vocabulary import rules_folder


def render(entry: Entry, revision: int, review: Review, words: Words) -> None:
    """Show the rubric and the points of one team."""
    rubric = _rubric(words)
    if rubric is None:
        return
    render_stale(entry, review, words)
    seen = recheck(entry.screened, cohort.rulebook(), review)
    if seen is None:
        st.info(words("cohort.handing.points.unread"))
        return
    computed = assess(rubric, seen.canvas, seen.report, seen.rulebook, words)
    graded = with_review(computed, review)
    whole = total(graded)
    if whole is None:
        st.markdown(words("cohort.handing.points.incomplete"))
    else:
        st.markdown(
            words("rubric.total", points=words.number(whole), most=words.number(rubric.most))
        )
    for one in graded:
        _criterion(entry, revision, one, rubric, words)


def _criterion(entry: Entry, revision: int, one: Graded, rubric: Rubric, words: Words) -> None:
    with st.container(border=True, key=f"criterion_{one.criterion}", gap="xsmall"):
        st.markdown(f"**{markdown(said_points(one, words))}**")
        st.markdown("\n".join(f"- {markdown(line)}" for line in said_losses(one, words)))
        if one.reason:
            computed = words("cohort.handing.points.unknown")
            if one.computed is not None:
                computed = words.number(one.computed)
            st.caption(words("cohort.handing.points.computed", points=computed))
        if one.editable:
            _points(entry, revision, one, float(rubric.step), words)


def _points(entry: Entry, revision: int, one: Graded, step: float, words: Words) -> None:
    stem = f"{entry.number}~{one.criterion}~{revision}"
    points, reason = f"points~{stem}", f"reason~{stem}"
    st.session_state.setdefault(points, one.points)
    st.session_state.setdefault(reason, one.reason)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            words("cohort.handing.points.own"),
            min_value=0.0,
            max_value=float(one.most),
            step=step,
            format="%g",
            key=points,
            width=150,
            on_change="ignore",
        )
        st.text_input(
            words("cohort.handing.points.reason"),
            key=reason,
            max_chars=limits.REASON_CHARACTERS,
            placeholder=words("cohort.handing.points.reason_hint"),
            width="stretch",
            on_change="ignore",
        )
        st.button(
            words("cohort.handing.points.save"),
            key=f"regrade_{one.criterion}",
            on_click=_regrade,
            args=(entry.number, revision, one.criterion, stem),
        )
        if one.reason:
            st.button(
                words("cohort.handing.points.undo"),
                key=f"ungrade_{one.criterion}",
                type="tertiary",
                icon=":material/undo:",
                on_click=edit,
                args=(entry.number, revision, lambda review: regrade(review, one.criterion, None)),
            )
    if st.session_state.get("points_refused") == stem:
        st.error(words("cohort.handing.points.no_reason"))


def _regrade(number: int, revision: int, criterion: str, stem: str) -> None:
    state = st.session_state
    given, why = state[f"points~{stem}"], str(state[f"reason~{stem}"]).strip()
    state["points_refused"] = "" if why and given is not None else stem
    if not state["points_refused"]:
        edit(number, revision, lambda review: regrade(review, criterion, given, why), why)


def _rubric(words: Words) -> Rubric | None:
    """Show which rubric counts, and the way to choose another."""
    text = cohort_shelf.rubric_text()
    rubric = None
    try:
        rubric = cohort_shelf.rubric_of(text)
    except SourceError as error:  # kept when other rules were there
        _refused(error, words)
    with st.container(key="rubric_head", horizontal=True, vertical_alignment="center"):
        if rubric is None:
            st.markdown(words("cohort.handing.points.none"), width="stretch")
        else:
            title = markdown(rubric.title.say(words.language))
            most = words.number(rubric.most)
            st.markdown(
                words("cohort.handing.points.goes_by", title=title, most=most), width="stretch"
            )
        with st.popover(words("cohort.handing.points.choose"), key="rubric_choose"):
            _choose(bool(text), words)
    refused = st.session_state.pop("rubric_refused", None)
    if refused is not None:
        _refused(refused, words)
    return rubric


def _choose(chosen: bool, words: Words) -> None:
    shipped = sorted((rules_folder() / "rubrics").glob("*.yaml"))
    for path in shipped:
        text = path.read_text(encoding="utf-8")
        rubric = cohort_shelf.rubric_of(text)
        if rubric is not None:
            title = markdown(rubric.title.say(words.language))
            st.button(
                words("cohort.handing.points.shipped", title=title),
                key=f"rubric_{path.stem}",
                on_click=cohort_shelf.keep_rubric,
                args=(text,),
            )
            st.download_button(
                words("cohort.handing.points.example"),
                text,
                file_name=path.name,
                mime="application/yaml",
                key=f"rubric_file_{path.stem}",
                icon=":material/download:",
                type="tertiary",
                on_click="ignore",
            )
    label = words("cohort.handing.points.choose_file")
    st.html(f"<style>.st-key-handing_rubric_file button p::after {{ content: '{label}'; }}</style>")
    with st.container(key="handing_rubric_file"):
        field = f"rubric_upload_{st.session_state.setdefault('rubric_uploads', 0)}"
        st.file_uploader(
            words("cohort.handing.points.file"),
            type=["yaml", "yml"],
            key=field,
            max_upload_size=max(1, limits.FILE_BYTES // 1_000_000),
            on_change=_take,
            args=(field,),
        )
    if chosen:
        st.button(
            words("cohort.handing.points.without"),
            key="rubric_without",
            on_click=cohort_shelf.keep_rubric,
            args=("",),
        )


def _take(field: str) -> None:
    state = st.session_state
    given = state[field]
    if given is None:
        return
    state["rubric_uploads"] += 1
    try:
        text = cohort_shelf.rubric_from(given.getvalue(), given.name)
    except SourceError as error:
        state["rubric_refused"] = error
        return
    cohort_shelf.keep_rubric(text)


def _refused(error: SourceError, words: Words) -> None:
    lines = []
    for problem in error.problems[: limits.PROBLEMS_SHOWN]:
        place = problem.place
        at = words("page.place", line=place.line, column=place.column) if place else ""
        lines.append(f"- {at} {markdown(words.problem(problem))}")
    st.error("\n".join(lines), title=words("cohort.handing.points.refused"))
