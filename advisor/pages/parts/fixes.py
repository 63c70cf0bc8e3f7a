"""Fixes tried before they are made: what each clears and raises, made with one click."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import Canvas
from advisor.findings import Finding, Report
from advisor.fixing import Edit, make, try_out
from advisor.pages import session
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import shorten, tell


def render(
    finding: Finding, canvas: Canvas, report: Report, words: Words, rulebook: Rulebook
) -> None:
    """Try out what would settle the finding, and offer it with what else it changes."""
    trials = try_out(finding, canvas, report, rulebook)
    if not trials:
        st.caption(words("page.fix.none"))
    for number, trial in enumerate(trials):
        effect = [
            words.counted(f"page.fix.{kind}", len(found))
            for kind, found in (("clears", trial.clears), ("raises", trial.raises))
            if found
        ]
        with st.container(key=f"fix_{number}", gap=None):
            st.button(
                markdown(edit_label(trial.edit, canvas, words, rulebook)),
                key=f"make_{finding.digest}_{number}",
                icon=":material/build:",
                on_click=_make,
                args=(trial.edit,),
                width="stretch",
                wrap=True,
                help=_raised(trial.raises, canvas, words, rulebook),
            )
            st.caption(" · ".join(effect))


def edit_label(edit: Edit, canvas: Canvas, words: Words, rulebook: Rulebook) -> str:
    """Say what an edit does."""
    texts = {note.id: words.quote(shorten(note.text, 48)) for _, note in canvas.notes()}
    vocabulary = rulebook.vocabulary
    block = vocabulary.blocks[edit.block].label.say(words.language)
    if edit.kind in ("link", "unlink"):
        return words(f"page.fix.{edit.kind}", note=texts[edit.note], other=texts[edit.word])
    if edit.kind == "remove":
        return words("page.fix.remove", note=texts[edit.note])
    home = vocabulary.block_of_tag[edit.word]
    tag = words.quote(vocabulary.tags_of(home)[edit.word].label.say(words.language))
    return words(f"page.fix.{edit.kind}", note=texts.get(edit.note, block), tag=tag)


def _raised(
    raises: tuple[Finding, ...], canvas: Canvas, words: Words, rulebook: Rulebook
) -> str | None:
    """Name what an edit would raise."""
    titles = [tell(finding, canvas, rulebook, words).title for finding in raises]
    return markdown(words.listed(titles)) if titles else None


def _make(edit: Edit) -> None:
    vocabulary = session.vocabulary()
    if session.edit(lambda canvas: make(canvas, edit, vocabulary), "fix"):
        st.session_state["tried"] = ""
