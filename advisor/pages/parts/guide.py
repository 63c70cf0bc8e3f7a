"""Step by step: where one stands, why this block now, good and weak notes, one next question."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import BLOCKS, BlockId, Canvas
from advisor.findings import Question, Report
from advisor.learning import load_learning
from advisor.pages import session
from advisor.pages.parts import downloads, editor
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.checked import as_checked
from advisor.views.escaping import markdown
from advisor.views.wording import ask, shorten
from advisor.vocabulary import Vocabulary

NOTES_ASKED = 4  # notes offered for one question


def switch(words: Words) -> None:
    """Show the switch between the guided way and the free one."""
    field = session.start_value("guided_switch", st.session_state["guided"])
    st.toggle(words("page.guide.switch"), key=field, on_change=_switched, args=(field,))


def _switched(field: str) -> None:
    set_guided(bool(st.session_state[field]))


def set_guided(on: bool) -> None:
    """Begin or end the guided way; hints then come step by step too."""
    st.session_state["guided"] = st.session_state["ladder"] = on
    if on and session.selected() is None:
        current = session.canvas()
        session.select(_next_block(current) if current else session.FILLING_ORDER[0])


def _filled(canvas: Canvas) -> list[BlockId]:
    return [block for block in BLOCKS if canvas.block(block).filled]


def _next_block(canvas: Canvas) -> BlockId:
    filled = _filled(canvas)
    return next((b for b in session.FILLING_ORDER if b not in filled), session.FILLING_ORDER[0])


def render(block: BlockId, canvas: Canvas, words: Words, rulebook: Rulebook) -> None:
    """Show what helps with `block`."""
    learning = load_learning()[block]
    number = len(_filled(canvas))
    st.progress(number / len(BLOCKS), text=words("page.filled", count=number))
    st.markdown(learning.why_now.say(words.language))
    with st.expander(words("page.guide.questions"), key=session.key(f"guide_{block}")):
        questions = rulebook.vocabulary.blocks[block].questions
        st.markdown("\n".join(f"- {one.text.say(words.language)}" for one in questions))
    with st.expander(words("page.guide.examples"), key=session.key(f"examples_{block}")):
        notes(block, words)


def notes(block: BlockId, words: Words) -> None:
    """Show good and weak notes for a block, each with the reason."""
    learning = load_learning()[block]
    for kind, examples in (("good", learning.good), ("weak", learning.weak)):
        icon = ":material/check_circle:" if kind == "good" else ":material/help:"
        for example in examples:
            text = words.quote(example.text.say(words.language))
            why = example.why.say(words.language)
            st.markdown(f"{icon} **{markdown(text)}**  \n{markdown(why)}")


def render_question(
    block: BlockId, canvas: Canvas, report: Report, words: Words, rulebook: Rulebook
) -> None:
    """Show the one question whose answer would tell most, with the answers to choose from."""
    question = _best(block, report)
    if question is None:
        return
    with st.container(border=True, key="guide_question", gap="xsmall"):
        st.markdown(
            f"**{words('page.guide.next')}** {markdown(ask(question, canvas, rulebook, words))}"
        )
        if question.asks:
            _answers(question, canvas, words, rulebook.vocabulary)


def _best(block: BlockId, report: Report) -> Question | None:
    here = [question for question in report.questions if block in question.blocks]
    return here[0] if here else None


def _answers(question: Question, canvas: Canvas, words: Words, vocabulary: Vocabulary) -> None:
    group = vocabulary.groups[question.asks]
    home = vocabulary.block_of_group[question.asks]
    labels = {tag.id: tag.label.say(words.language) for tag in group.tags}
    if group.place == "block":
        _pills(group.id, home, "", group.label.say(words.language), labels)
        return
    for note in canvas.block(home).notes[:NOTES_ASKED]:
        _pills(group.id, home, note.id, markdown(shorten(note.text, 60)), labels)


def _pills(group: str, block: BlockId, note: str, label: str, labels: dict[str, str]) -> None:
    field = session.key(f"asked_{group}_{note or block}")
    st.pills(
        label,
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=field,
        on_change=editor.set_tags,
        args=(group, field, note, block),
    )


def render_end(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Once all nine blocks are filled: the report to hand in."""
    if len(_filled(canvas)) < len(BLOCKS):
        return
    with st.container(border=True, key="guide_end"):
        st.markdown(words("page.guide.done"))
        st.download_button(
            words("page.menu.pdf"),
            lambda: downloads.pdf(as_checked("canvas.json", canvas, report), rulebook, words),
            file_name=words("page.guide.file"),
            mime="application/pdf",
            key="guide_report",
            icon=":material/download:",
            on_click="ignore",
        )
