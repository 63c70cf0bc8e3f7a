"""Inputs for facts, each fitting its kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from advisor import editing
from advisor.canvas import Canvas, FactValue, Note
from advisor.pages import session
from advisor.texts import Words
from advisor.vocabulary import Fact, Vocabulary

Setter = Callable[[Canvas, str, FactValue | None], Canvas]


def render_canvas(canvas: Canvas, words: Words, vocabulary: Vocabulary) -> None:
    """Show the facts of the canvas as a whole."""
    for fact in vocabulary.canvas_facts.values():
        _input(fact, "canvas", canvas.facts, editing.set_canvas_fact, words)


def render_note(note: Note, facts: Mapping[str, Fact], words: Words) -> None:
    """Show the facts of a note."""

    def setter(canvas: Canvas, name: str, value: FactValue | None) -> Canvas:
        return editing.set_fact(canvas, note.id, name, value)

    for fact in facts.values():
        if not fact.computed:
            _input(fact, note.id, note.facts, setter, words)


def _input(
    fact: Fact, owner: str, given: Mapping[str, FactValue], setter: Setter, words: Words
) -> None:
    name = f"fact_{owner}_{fact.id}"
    label = fact.label.say(words.language)
    asked = fact.question.say(words.language)
    value = given.get(fact.id)
    common: dict[str, Any] = {"help": asked, "on_change": _changed}
    if fact.kind in ("flag", "choice", "scale"):
        labels = _choices(fact, words)
        shown = _option(value)
        field = session.start_value(name, shown if shown in labels else None)
        st.pills(
            label,
            list(labels),
            key=field,
            format_func=labels.__getitem__,
            args=(field, fact, setter),
            **common,
        )
    elif fact.kind == "text":
        field = session.start_value(name, value or "")
        st.text_input(label, key=field, args=(field, fact, setter), **common)
    else:
        whole = fact.kind == "rank"
        field = session.start_value(name, _number(value, whole))
        st.number_input(
            label,
            min_value=None if fact.kind == "number" else (1 if whole else 0.0),
            max_value=100.0 if fact.kind == "percent" else None,
            step=1 if whole else 1.0,
            format="%d" if whole else "%g",
            value=None,
            key=field,
            args=(field, fact, setter),
            **common,
        )


def _choices(fact: Fact, words: Words) -> dict[str, str]:
    if fact.kind == "flag":
        return {"true": words("flag.yes"), "false": words("flag.no")}
    if fact.kind == "scale":
        return {str(step): str(step) for step in range(1, 6)}
    return {choice.id: choice.label.say(words.language) for choice in fact.choices}


def _option(value: FactValue | None) -> str | None:
    return None if value is None else str(value).lower()


def _number(value: FactValue | None, whole: bool) -> float | int | None:
    if not isinstance(value, int | float):
        return None
    return int(value) if whole else float(value)


def _changed(field: str, fact: Fact, setter: Setter) -> None:
    value = _given(fact, st.session_state[field])
    if value is None or fact.accepts(value):
        session.edit(lambda canvas: setter(canvas, fact.id, value), field)


def _given(fact: Fact, value: Any) -> FactValue | None:
    """Give what a widget returned as the fact holds it."""
    if value in (None, ""):
        return None
    if fact.kind == "flag":
        return bool(value == "true")
    if fact.kind == "scale" or (isinstance(value, float) and value.is_integer()):
        return int(value)
    given: FactValue = value
    return given
