"""The state of a session: it holds texts and ids, never objects."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import Any

import streamlit as st

from advisor import limits
from advisor.canvas import BLOCKS, BlockId, Canvas, Language
from advisor.canvas_file import read_canvas, write_canvas
from advisor.editing import EditError
from advisor.engine import check
from advisor.findings import Report
from advisor.pages import draft
from advisor.reading.reader import read
from advisor.remembered import remember
from advisor.rulebook.own import own_rulebook
from advisor.rulebook.rulebook import Rulebook
from advisor.source import Problem, SourceError
from advisor.texts import Words, words
from advisor.views.palette import Theme
from advisor.vocabulary import Vocabulary, load_vocabulary

KEPT = 512  # canvases and reports held ready, for all sessions together
TYPING_PAUSE = 2.0  # seconds without a key after which typing on is a step of its own

FILLING_ORDER: tuple[BlockId, ...] = (
    "customer_segments",
    "value_propositions",
    "channels",
    "customer_relationships",
    "revenue_streams",
    "key_resources",
    "key_activities",
    "key_partners",
    "cost_structure",
)


def begin() -> None:
    """Give every key its first value; a browser's language decides the page's."""
    state = st.session_state
    state.setdefault("canvas", "")
    draft.begin()
    state.setdefault("shown", "")
    state.setdefault("copied", "")
    state.setdefault("block", "")
    state.setdefault("lit", [])
    state.setdefault("edition", 0)
    state.setdefault("opened", 0)
    state.setdefault("past", [])
    state.setdefault("future", [])
    state.setdefault("refused", {})
    state.setdefault("own_rules", {})
    state.setdefault("changes", {})
    state.setdefault("rule", "")
    state.setdefault("tried", "")
    state.setdefault("verified", [])
    state.setdefault("guided", False)
    state.setdefault("ladder", False)
    state.setdefault("rungs", {})
    state.setdefault("sorting", [])
    state.setdefault("incoming", None)
    state.setdefault("severities", [])
    state.setdefault("typing", ["", 0.0])
    # Told anew at every run: the switch of a page just reached would show nothing chosen.
    locale = "de" if (st.context.locale or "de").lower().startswith("de") else "en"
    named = st.query_params.get("lang")
    state["lang"] = (
        state.get("lang")
        or (named if named in ("de", "en") else None)
        or state.get("spoken")
        or locale
    )
    state["spoken"] = state["lang"]


def language() -> Language:
    """Give the language of the page."""
    return "en" if st.session_state.get("lang") == "en" else "de"


def theme() -> Theme:
    """Give the theme the browser shows."""
    return "dark" if st.context.theme.type == "dark" else "light"


def page_words() -> Words:
    """Give the words of the page."""
    return words(language())


def canvas() -> Canvas | None:
    """Give the canvas of this session, None before one is begun."""
    text = st.session_state["canvas"]
    return canvas_of(text) if text else None


@remember(KEPT)
def canvas_of(text: str) -> Canvas:
    """Give the canvas a text holds.

    Raises:
        SourceError: it holds none.
    """
    return read_canvas(text).canvas


def report() -> Report:
    """Give what the rules of this session say of the canvas now open."""
    return report_of(st.session_state["canvas"])


def report_before() -> Report | None:
    """Give what they said before the last change, None where there was none."""
    past = st.session_state["past"]
    return report_of(past[-1]) if past and past[-1] else None


def report_of(text: str) -> Report:
    """Give what the rules of this session say of the canvas in a text."""
    state = st.session_state
    return _checked(text, json.dumps([state["own_rules"], state["changes"]], sort_keys=True))


@remember(KEPT)
def _checked(text: str, own: str) -> Report:
    """The same text and rules give the same report: one check a change, not one a run."""
    canvas = canvas_of(text)
    return check(canvas, own_rulebook(*json.loads(own)), read(canvas))


def open_canvas(new: Canvas, *, own: bool = False) -> None:
    """Put another canvas on the page; widgets of the old one are forgotten.

    One's `own` becomes a draft at once, a sample or a blank one with the first change.
    """
    state = st.session_state
    draft.forget()
    state["canvas"] = write_canvas(new, "json")
    state["copied"] = ""
    state["block"] = ""
    state["lit"] = []
    state["refused"] = {}
    state["past"], state["future"], state["verified"] = [], [], []
    state["typing"], state["severities"], state["tried"] = ["", 0.0], [], ""
    state["edition"] += 1
    state["opened"] += 1
    if own:
        draft.keep(state["canvas"])


def close_canvas() -> None:
    """Go back to the first screen."""
    st.session_state["canvas"] = ""
    st.session_state["copied"] = ""
    st.session_state["block"] = ""
    st.session_state["opened"] += 1
    draft.forget()


def put_back(text: str) -> None:
    """Put another state of this canvas on the page; what stood there is one step back."""
    state = st.session_state
    _remember()
    state["refused"], state["lit"] = {}, []
    state["canvas"] = text
    state["edition"] += 1


def key(name: str) -> str:
    """Give a widget key that belongs to the canvas now open."""
    return f"{name}~{st.session_state['edition']}"


def edit(change: Callable[[Canvas], Canvas], field: str, *, typed: bool = False) -> bool:
    """Change the canvas; a refused change leaves all as it was and is told beside `field`.

    What is `typed` into one field without a pause is one step to take back, not one per key.
    """
    state = st.session_state
    current = canvas()
    if current is None or not draft.may_edit():
        return False
    state["refused"].pop(field, None)
    try:
        text = write_canvas(change(current), "json")
        canvas_of(text)  # a text may fit a link kept as written; what is kept must be readable
    except EditError as error:
        state["refused"][field] = [error.code, error.details]
        return False
    except SourceError as error:
        state["refused"][field] = [error.problems[0].code, dict(error.problems[0].details)]
        return False
    now = time.monotonic()
    last_field, last_time = state["typing"]
    going_on = typed and last_field == field and now - last_time < TYPING_PAUSE
    state["typing"] = [field if typed else "", now]
    if text != state["canvas"]:
        if not going_on:
            _remember()
        state["future"] = []
        state["canvas"] = text
        draft.keep(text)
    return True


def _remember() -> None:
    """Make what stands on the page a step to go back to; nothing is ahead any more."""
    state = st.session_state
    state["past"] = [*state["past"], state["canvas"]][-limits.UNDO_STEPS :]
    state["future"] = []


def step(back: bool) -> None:
    """Take the last change back, or make it again; inputs show what then stands there."""
    state = st.session_state
    here, there = ("past", "future") if back else ("future", "past")
    if state[here]:
        state[there] = [*state[there], state["canvas"]]
        *state[here], state["canvas"] = state[here]
        state["refused"], state["lit"] = {}, []
        state["typing"] = ["", 0.0]
        state["edition"] += 1
        draft.keep(state["canvas"])


def can_step(back: bool) -> bool:
    """Say whether there is a change to take back, or to make again."""
    return bool(st.session_state["past" if back else "future"])


def refusal(field: str) -> Problem | None:
    """Give why the last change of `field` was refused."""
    refused = st.session_state["refused"].get(field)
    return Problem(refused[0], details=refused[1]) if refused else None


def selected() -> BlockId | None:
    """Give the block whose editor is open."""
    block = st.session_state["block"]
    return block if block in BLOCKS else None


def select(block: str) -> None:
    """Open a block's editor, or none; what was lit goes dark."""
    st.session_state["block"] = block
    st.session_state["lit"] = []


def light(notes: list[str], block: str) -> None:
    """Light up the notes a finding points at, and open the block of the first."""
    st.session_state["block"] = block
    st.session_state["lit"] = notes


def lit() -> frozenset[str]:
    """Give the notes that are lit up."""
    return frozenset(st.session_state["lit"])


def start_value(name: str, value: Any) -> str:
    """Give the widget key of `name`, set to `value` where the widget is not shown yet."""
    widget = key(name)
    if widget not in st.session_state:
        st.session_state[widget] = value
    return widget


def vocabulary() -> Vocabulary:
    """Give the words of the canvas."""
    return load_vocabulary()


def rulebook() -> Rulebook:
    """Give the rules of this session: those that ship, with what somebody changed or added."""
    return own_rulebook(st.session_state["own_rules"], st.session_state["changes"])
