"""The page to look things up: nine blocks, their guiding questions, every tag with its meaning."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import BLOCKS, BlockId
from advisor.pages import session
from advisor.pages.parts import guide, worked
from advisor.pages.parts.start import language_switch
from advisor.texts import Words
from advisor.vocabulary import BlockWords, Group


def render() -> None:
    """Show one block: what it is, what it asks, and the words that answer."""
    words = session.page_words()
    vocabulary = session.vocabulary()
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.title(words("page.learn.title"), anchor=False, width="stretch")
        language_switch(words)
    st.caption(words("page.learn.what"))
    labels = {name: vocabulary.blocks[name].label.say(words.language) for name in _in_order()}
    chosen = st.pills(
        words("page.learn.block"),
        list(labels),
        format_func=labels.__getitem__,
        key=session.start_value("learn", session.FILLING_ORDER[0]),
        required=True,
        label_visibility="collapsed",
    )
    _block(vocabulary.blocks[chosen or session.FILLING_ORDER[0]], words)
    worked.render(words, vocabulary)


def _in_order() -> tuple[BlockId, ...]:
    return (*session.FILLING_ORDER, *[b for b in BLOCKS if b not in session.FILLING_ORDER])


def _block(block: BlockWords, words: Words) -> None:
    language = words.language
    left, right = st.columns([5, 7], gap="large")
    with left:
        st.subheader(block.label.say(language), anchor=False)
        st.markdown(block.definition.say(language))
        st.markdown(f"**{words('page.learn.questions')}**")
        st.markdown("\n".join(f"- {question.text.say(language)}" for question in block.questions))
        st.markdown(f"**{words('page.guide.examples')}**")
        guide.notes(block.id, words)
    with right:
        for group in block.groups:
            _group(group, words)


def _group(group: Group, words: Words) -> None:
    language = words.language
    with st.container(border=True, key=f"learn_{group.id}", gap="xsmall"):
        st.markdown(f"**{group.label.say(language)}**  \n{group.question.say(language)}")
        st.caption(group.definition.say(language))
        rows = [
            f"| **{tag.label.say(language)}** | {tag.definition.say(language)} |"
            for tag in group.tags
        ]
        head = f"| {words('page.learn.tag')} | {words('page.learn.meaning')} |\n| --- | --- |"
        st.markdown("\n".join([head, *rows]))


render()
