"""A file of another kind before it becomes a canvas: what was taken, from where, what set aside."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

import streamlit as st

from advisor import editing, limits
from advisor.canvas import BlockId
from advisor.canvas_file import read_canvas, write_canvas
from advisor.editing import EditError
from advisor.formats.imported import Imported, Taken
from advisor.pages import session
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.sources import candidate_title, source_line
from advisor.vocabulary import Vocabulary


def begin(imported: Imported, file: str) -> None:
    """Put what was found in a file up for review."""
    st.session_state["incoming"] = {
        "file": file,
        "notices": list(imported.notices),
        "chosen": 0,
        "restored": [],  # places of set-aside texts that are taken after all
        "candidates": [
            {
                "title": candidate.title,
                "filled": candidate.filled,
                "canvas": write_canvas(candidate.canvas, "json"),
                "taken": [_plain(taken) for taken in candidate.taken],
                "outside": list(candidate.outside[: limits.OUTSIDE_TEXTS]),
                "outside_count": len(candidate.outside),
            }
            for candidate in imported.candidates
        ],
    }


def _plain(taken: Taken) -> dict[str, Any]:
    origin = taken.origin
    return {
        "block": taken.block,
        "notes": list(taken.notes),
        "origin": [origin.kind, origin.area, origin.row] if origin else None,
        "confidence": taken.confidence,
        "set_aside": list(taken.set_aside),
    }


def render(words: Words, vocabulary: Vocabulary) -> None:
    """Show each block with its notes and their source, and the way on and back."""
    state = st.session_state["incoming"]
    st.title(words("imports.review.title"), anchor=False)
    st.markdown(words("imports.review.what", file=markdown(state["file"])))
    for notice in state["notices"]:
        st.info(words(f"imports.notices.{notice}"))
    if len(state["candidates"]) > 1:
        _choice(state, words)
    candidate = state["candidates"][state["chosen"]]
    if not candidate["filled"]:
        st.warning(words("imports.reasons.template_only"))
    found = {taken["block"]: taken for taken in candidate["taken"]}
    with st.container(key="incoming"):
        for block in session.FILLING_ORDER:
            label = vocabulary.blocks[block].label.say(words.language)
            _block(block, label, found.get(block), words)
    if candidate["outside"]:
        _outside(candidate["outside"], candidate["outside_count"], words)
    if st.session_state.get("unread"):
        st.error("\n".join(f"- {markdown(line)}" for line in st.session_state["unread"]))
    with st.container(horizontal=True):
        st.button(words("imports.review.take"), key="incoming_take", on_click=_take, type="primary")
        st.button(words("imports.review.back"), key="incoming_back", on_click=leave)


def _choice(state: dict[str, Any], words: Words) -> None:
    st.session_state["incoming_choice"] = state["chosen"]
    titles = [candidate_title(one["title"], one["filled"], words) for one in state["candidates"]]
    st.radio(
        words("imports.review.choice"),
        range(len(titles)),
        format_func=titles.__getitem__,
        key="incoming_choice",
        on_change=_choose,
    )


def _block(block: BlockId, label: str, taken: dict[str, Any] | None, words: Words) -> None:
    with st.container(border=True, key=f"incoming_{block}", gap="xsmall"):
        st.markdown(f"**{label}**")
        if taken is None:
            st.caption(words("imports.review.no_heading"))
            return
        st.caption(source_line(taken["origin"], taken["confidence"], words))
        restored, left = _sorted_out(taken)
        notes = [*taken["notes"], *restored.values()]
        if notes:
            st.markdown("\n".join(f"- {markdown(note)}" for note in notes))
        else:
            st.caption(words("imports.review.blank"))
        if left:
            _left_out(block, left, words)


def _sorted_out(taken: dict[str, Any]) -> tuple[dict[str, str], dict[str, str]]:
    """Give the texts set aside by their places: those taken after all, and those left out."""
    chosen = st.session_state["incoming"]["restored"]
    places = {f"{taken['block']}_{at}": text for at, text in enumerate(taken["set_aside"])}
    restored = {place: text for place, text in places.items() if place in chosen}
    return restored, {place: text for place, text in places.items() if place not in chosen}


def _left_out(block: BlockId, left: dict[str, str], words: Words) -> None:
    title = words.counted("imports.review.set_aside", len(left))
    with st.expander(title, key=f"aside_{block}", type="compact"):
        for place, text in left.items():
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(markdown(text), width="stretch")
                st.button(
                    words("imports.review.restore"),
                    key=f"restore_{place}",
                    on_click=_restore,
                    args=(place,),
                    type="tertiary",
                )


def _outside(texts: list[str], count: int, words: Words) -> None:
    """Show what else the file says, so that nobody misses a note in it."""
    with st.expander(words.counted("imports.review.outside", count), key="outside", type="compact"):
        st.markdown("\n".join(f"- {markdown(' '.join(text.split()))}" for text in texts))
        if count > len(texts):
            st.markdown("…")


def _choose() -> None:
    chosen = st.session_state["incoming_choice"]
    st.session_state["incoming"] = {
        **st.session_state["incoming"],
        "chosen": chosen,
        "restored": [],
    }


def _restore(place: str) -> None:
    state = st.session_state["incoming"]
    st.session_state["incoming"] = {**state, "restored": [*state["restored"], place]}


def _take() -> None:
    """Make the canvas; what does not fit is said, and the review stays."""
    words = session.page_words()
    state = st.session_state["incoming"]
    candidate = state["candidates"][state["chosen"]]
    canvas = read_canvas(candidate["canvas"]).canvas
    try:
        for taken in candidate["taken"]:
            restored, _ = _sorted_out(taken)
            if restored:
                canvas = editing.add_notes(canvas, taken["block"], restored.values())
    except EditError as error:
        st.session_state["unread"] = [words(f"problems.{error.code}", **error.details)]
        return
    if not canvas.name:
        stem = PurePath(state["file"]).stem[: limits.NAME_CHARACTERS]
        canvas = canvas.model_copy(update={"name": stem or words("page.untitled")})
    leave()
    session.open_canvas(canvas, own=True)


def leave() -> None:
    """Go back to the first screen; the file is forgotten."""
    st.session_state["incoming"] = None
    st.session_state["unread"] = []
