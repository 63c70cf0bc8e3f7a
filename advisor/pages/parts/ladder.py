"""Hints step by step: a question first, then the place, then the rule, then an example."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import Canvas
from advisor.findings import Finding
from advisor.pages import session
from advisor.pages.parts.rule_sheet import examples_of
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.poster_html import small_canvas_html
from advisor.views.wording import tell

QUESTION, PLACE, RULE, EXAMPLE = range(4)


def switch(words: Words) -> None:
    """Show the switch for hints that come step by step."""
    field = session.start_value("ladder_switch", st.session_state["ladder"])
    st.toggle(
        words("page.ladder.switch"),
        key=field,
        on_change=_switched,
        args=(field,),
        help=words("page.ladder.help"),
    )


def rung(finding: Finding) -> int:
    """Give how far the hints on a finding have come; all the way where they are not asked for."""
    if not st.session_state["ladder"]:
        return EXAMPLE + 1
    return int(st.session_state["rungs"].get(finding.id, QUESTION))


def question(finding: Finding, words: Words, rulebook: Rulebook) -> str:
    """Give the first hint: which blocks to look at again."""
    blocks = rulebook.vocabulary.blocks
    names = [blocks[block].label.say(words.language) for block in finding.blocks]
    key = "page.ladder.together" if len(names) > 1 else "page.ladder.alone"
    return words(key, blocks=words.listed(words.quote(name) for name in names)) if names else ""


def render(finding: Finding, canvas: Canvas, words: Words, rulebook: Rulebook) -> None:
    """Show the hints up to the rung reached, and the way to the next."""
    reached = rung(finding)
    st.markdown(f"**{markdown(question(finding, words, rulebook))}**")
    if reached >= PLACE:
        told = tell(finding, canvas, rulebook, words)
        places = told.evidence or (told.message,)
        st.markdown("\n".join(f"- {markdown(piece)}" for piece in places))
    st.button(
        words("page.ladder.more"),
        key=f"rung_{finding.digest}",
        icon=":material/lightbulb:",
        on_click=_climb,
        args=(finding.id, reached + 1),
        type="tertiary",
    )


def render_example(finding: Finding, words: Words, rulebook: Rulebook) -> None:
    """Show a canvas on which the rule is content, or the way to it."""
    reached = rung(finding)
    if reached == RULE:
        st.button(
            words("page.ladder.example"),
            key=f"rung_{finding.digest}",
            icon=":material/lightbulb:",
            on_click=_climb,
            args=(finding.id, EXAMPLE),
            type="tertiary",
        )
    elif reached == EXAMPLE:
        rule = next(one for one in rulebook.rules if one.id == finding.rule)
        silent = next((one for one in examples_of(rule) if not one.fires), None)
        if silent:
            st.caption(words("page.ladder.silent"))
            html = small_canvas_html(
                silent.canvas, rulebook.vocabulary, words, frozenset(), rule.severity
            )
            st.html(html)


def _switched(field: str) -> None:
    st.session_state["ladder"] = bool(st.session_state[field])


def _climb(finding: str, to: int) -> None:
    st.session_state["rungs"] = {**st.session_state["rungs"], finding: to}
