"""What of a submission's file counts: which of its canvases, and which texts of a block."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import BlockId
from advisor.editing import EditError
from advisor.pages import cohort, session
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.correction import Alternative, choose, read_alternative, restore
from advisor.screening.entries import Entry
from advisor.screening.submission import Source
from advisor.source import Problem, SourceError
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.sources import candidate_title, source_line


def render(entry: Entry, rulebook: Rulebook, words: Words) -> None:
    """Show the other canvases of the file, where the blocks stood, and what was set aside."""
    if entry.screened.candidates > 1:
        _choice(entry, words)
    if entry.screened.sources:
        with st.expander(words("cohort.one.sources"), key="submission_sources"):
            for source in entry.screened.sources:
                label = rulebook.vocabulary.blocks[source.block].label.say(words.language)
                _source(entry, source, label, words)
    refused = st.session_state.get("restore_refused", {})
    if refused.get("number") == entry.number:
        st.error(words.problem(Problem(refused["code"], details=refused["details"])))


def _choice(entry: Entry, words: Words) -> None:
    found = [one for one in cohort.enclosures(entry.number) if one.kind == "candidate"]
    several = [read_alternative(one.data) for one in found]
    if not several:
        return
    titles = [
        candidate_title(one.title, _filled(alternative), words)
        for one, alternative in zip(found, several, strict=True)
    ]
    field = f"candidate~{entry.number}"
    st.session_state[field] = min(entry.screened.chosen, len(several) - 1)
    st.radio(
        words("cohort.taken.choice", count=entry.screened.candidates),
        range(len(several)),
        format_func=titles.__getitem__,
        key=field,
        on_change=_choose,
        args=(entry, several, field),
    )
    if len(several) < entry.screened.candidates:
        st.caption(words("cohort.taken.more", count=len(several)))
    if not entry.screened.sources:
        st.caption(words("cohort.taken.no_source"))


def _filled(one: Alternative) -> int:
    canvas = session.canvas_of(one.canvas)
    return sum(bool(block.notes) for block in canvas.blocks.values())


def _choose(entry: Entry, several: list[Alternative], field: str) -> None:
    place = st.session_state[field]
    if place != entry.screened.chosen:
        chosen = choose(entry.screened, place, several[place], cohort.rulebook())
        cohort.replace(entry.number, chosen)


def _source(entry: Entry, source: Source, label: str, words: Words) -> None:
    st.markdown(f"**{markdown(label)}**: {source_line(source.origin, source.confidence, words)}")
    if not source.set_aside:
        return
    st.caption(words("cohort.taken.aside"))
    for at, text in enumerate(source.set_aside):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(markdown(text), width="stretch")
            st.button(
                words("cohort.taken.restore"),
                key=f"restore_{entry.number}_{source.block}_{at}",
                type="tertiary",
                on_click=_restore,
                args=(entry, source.block, text),
            )


def _restore(entry: Entry, block: BlockId, text: str) -> None:
    st.session_state["restore_refused"] = {}
    try:
        cohort.replace(entry.number, restore(entry.screened, block, text, cohort.rulebook()))
    except EditError as error:
        st.session_state["restore_refused"] = {
            "number": entry.number,
            "code": error.code,
            "details": error.details,
        }
    except SourceError as error:
        problem = error.problems[0]
        st.session_state["restore_refused"] = {
            "number": entry.number,
            "code": problem.code,
            "details": dict(problem.details),
        }
