"""Named versions: what changed between two of them, and the course of findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from advisor import remembered
from advisor.canvas import Canvas
from advisor.comparing import Comparison, NoteChange, compare, course
from advisor.findings import Finding, Report
from advisor.pages import draft, session
from advisor.pages.parts.marks import ICONS, icon_button
from advisor.rulebook.rulebook import Rulebook
from advisor.source import SourceError
from advisor.store.drafts import Version
from advisor.texts import Words
from advisor.views.course_plotly import course_spec
from advisor.views.escaping import markdown
from advisor.views.ready_figure import ReadyFigure
from advisor.views.wording import shorten, tell

NOW = 0  # the id of what is on the page
SHOWN = 30  # versions in the course: more bars are no picture


def render(
    canvas: Canvas, words: Words, rulebook: Rulebook, when: Callable[[float, Words], str]
) -> None:
    """Show the versions of the draft; `when` words a moment."""
    kept = draft.versions()
    st.subheader(words("page.draft.versions"), anchor=False)
    if not kept:
        st.markdown(words("page.draft.none"))
        return
    states = {version.id: state for version in kept if (state := _read(version)) is not None}
    labels = {version.id: f"{version.name} · {when(version.made, words)}" for version in kept}
    for version in reversed(kept):
        _row(version, labels[version.id], version.id in states, words)
    labels[NOW] = words("page.draft.now")
    reports = {
        version.id: session.report_of(version.canvas) for version in kept if version.id in states
    }
    states[NOW], reports[NOW] = canvas, session.report()
    _course(kept, reports, words)
    _compare(states, reports, labels, words, rulebook)


def _read(version: Version) -> Canvas | None:
    try:
        return session.canvas_of(version.canvas)
    except SourceError:  # of a Stimmig that could read more
        return None


def _row(version: Version, label: str, readable: bool, words: Words) -> None:
    with st.container(
        key=f"version_{version.id}", horizontal=True, vertical_alignment="center", wrap=False
    ):
        st.markdown(markdown(label), width="stretch")
        if draft.may_edit():
            icon_button(
                "history",
                words("page.draft.put_back"),
                f"open_{version.id}",
                _put_back,
                (version.canvas,),
                disabled=not readable,
            )
            icon_button(
                "delete", words("page.draft.drop"), f"drop_{version.id}", _drop, (version.id,)
            )


def _drop(version: int) -> None:
    draft.delete_version(version)
    remembered.forget()


def _put_back(text: str) -> None:
    session.put_back(text)
    draft.keep(text)


def _course(kept: Iterable[Version], reports: dict[int, Report], words: Words) -> None:
    shown = [version for version in kept if version.id in reports][-SHOWN:]
    labels = [*(shorten(version.name, 16) for version in shown), words("page.draft.now")]
    counts = course(reports[name] for name in (*(version.id for version in shown), NOW))
    theme = session.theme()
    st.markdown(f"**{words('page.draft.course')}**")
    st.plotly_chart(
        ReadyFigure(course_spec(labels, counts, words, theme)),
        key="course",
        config={"displayModeBar": False},
        alt=words("page.draft.course"),
    )


def _compare(
    states: dict[int, Canvas],
    reports: dict[int, Report],
    labels: dict[int, str],
    words: Words,
    rulebook: Rulebook,
) -> None:
    st.subheader(words("page.draft.compare"), anchor=False)
    names = sorted(states, key=lambda name: name or max(states) + 1)
    old, new = st.columns(2)
    chosen = []
    for column, side, start in ((old, "old", names[-2]), (new, "new", NOW)):
        with column:
            chosen.append(
                st.selectbox(
                    words("page.draft.old" if side == "old" else "page.draft.new_side"),
                    names,
                    format_func=labels.__getitem__,
                    key=session.start_value(f"compare_{side}", start),
                )
            )
    first, second = (name if name in states else NOW for name in chosen)
    found = compare(states[first], states[second], reports[first], reports[second])
    _findings(found, states[first], states[second], words, rulebook)
    _notes(found, words, rulebook)


def _findings(
    found: Comparison, old: Canvas, new: Canvas, words: Words, rulebook: Rulebook
) -> None:
    groups = (
        ("resolved", found.resolved, old, "green"),
        ("new", found.new, new, "red"),
        ("still", found.still, new, "gray"),
        ("answered", found.answered, new, "blue"),
    )
    for name, findings, canvas, colour in groups:
        if findings:
            label = words.counted(f"page.draft.{name}", len(findings))
            st.badge(label, color=colour)  # type: ignore[arg-type]  # literals of the table
            st.markdown("\n".join(_line(one, canvas, words, rulebook) for one in findings))


def _line(finding: Finding, canvas: Canvas, words: Words, rulebook: Rulebook) -> str:
    told = tell(finding, canvas, rulebook, words)
    return f"- {ICONS[finding.severity]} **{markdown(told.title)}** {markdown(told.message)}"


def _notes(found: Comparison, words: Words, rulebook: Rulebook) -> None:
    st.markdown(f"**{words('page.draft.notes')}**")
    if found.blocks:
        labels = rulebook.vocabulary.blocks
        names = words.listed(labels[block].label.say(words.language) for block in found.blocks)
        st.markdown(words("page.draft.whole", blocks=names))
    if not found.notes:
        st.caption(words("page.draft.same"))
        return
    rows = [_cells(change, words, rulebook) for change in found.notes]
    head = f"| | {words('page.draft.old')} | {words('page.draft.new_side')} |\n| --- | --- | --- |"
    st.markdown("\n".join([head, *rows]))


def _cells(change: NoteChange, words: Words, rulebook: Rulebook) -> str:
    block = rulebook.vocabulary.blocks[change.block].label.say(words.language)
    what = words.listed(words(f"page.draft.change.{name}") for name in change.changes)
    old, new = (markdown(one.text) if one else "" for one in (change.old, change.new))
    return f"| {block}: {what} | {old} | {new} |"
