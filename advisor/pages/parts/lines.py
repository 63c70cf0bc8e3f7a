"""The notes of a block as lines: findings follow while somebody types."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from advisor import limits
from advisor.canvas import BlockId, Canvas
from advisor.lines import as_lines, set_lines
from advisor.pages import session
from advisor.texts import Words

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "lines.js").read_text(encoding="utf-8")
_STYLE = (_HERE / "lines.css").read_text(encoding="utf-8")


def render(block: BlockId, canvas: Canvas, words: Words) -> None:
    """Show the notes of `block`, one a line; each pause in typing takes them over."""
    name = f"lines_{block}"
    # Streamlit's own text area tells nothing before it loses the focus (docs/decisions).
    area = st.components.v2.component(
        "stimmig_lines",
        html="<label></label><textarea rows='2'></textarea>",
        css=_STYLE,
        js=_SCRIPT,
    )
    problem = session.refusal(name)
    area(
        key=name,
        data={
            "label": words("page.editor.lines"),
            "hint": words("page.editor.lines_hint"),
            "text": "\n".join(as_lines(canvas, block)),
            "number": _typed(name)[0],
            "refused": problem is not None,
            "limit": limits.FILE_BYTES,
        },
        on_typed_change=lambda: _take(block, name),
    )
    if problem:
        st.error(words.problem(problem))


def _typed(name: str) -> tuple[int, str]:
    """Give the number and text of what was typed last; a browser can send anything."""
    sent: Any = (st.session_state.get(name) or {}).get("typed")
    if not isinstance(sent, dict):
        return 0, ""
    number, text = sent.get("number"), sent.get("text")
    if isinstance(number, bool) or not isinstance(number, int) or not isinstance(text, str):
        return 0, ""
    return number, text


def _take(block: BlockId, name: str) -> None:
    number, text = _typed(name)
    if number and len(text) <= limits.FILE_BYTES:
        session.edit(lambda canvas: set_lines(canvas, block, text.splitlines()), name, typed=True)
