"""The editor of one block: its notes, their tags and facts, and the block as a whole."""

from __future__ import annotations

import streamlit as st

from advisor import editing
from advisor.canvas import BLOCKS, BlockId, Canvas, Note
from advisor.findings import AnyReading
from advisor.pages import session
from advisor.pages.parts import facts, readings
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.vocabulary import Group, Vocabulary


def render(
    block: BlockId,
    canvas: Canvas,
    heard: tuple[AnyReading, ...],
    words: Words,
    vocabulary: Vocabulary,
) -> None:
    """Show the editor of `block`."""
    about = vocabulary.blocks[block]
    _head(block, words, vocabulary)
    questions = [question.text.say(words.language) for question in about.questions[:2]]
    st.caption("  \n".join(questions))
    readings.render_block(block, heard, words)
    for note in canvas.block(block).notes:
        _note(block, note, canvas, heard, words, vocabulary)
    _new_note(block, words)
    _whole_block(block, canvas, words, vocabulary)


def _head(block: BlockId, words: Words, vocabulary: Vocabulary) -> None:
    place = session.FILLING_ORDER.index(block)
    order = session.FILLING_ORDER
    with st.container(key="editor_head", horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(width="stretch", gap="xxsmall"):
            st.subheader(vocabulary.blocks[block].label.say(words.language), anchor=False)
            st.caption(words("page.editor.place", number=place + 1, of=len(BLOCKS)))
        for name, icon, target in (
            ("previous", ":material/chevron_left:", order[place - 1]),
            ("next", ":material/chevron_right:", order[(place + 1) % len(order)]),
            ("close", ":material/close:", ""),
        ):
            st.button(
                icon,
                key=f"editor_{name}",
                help=words(f"page.editor.{name}"),
                on_click=session.select,
                args=(target,),
                type="tertiary" if name == "close" else "secondary",
            )


def _note(
    block: BlockId,
    note: Note,
    canvas: Canvas,
    heard: tuple[AnyReading, ...],
    words: Words,
    vocabulary: Vocabulary,
) -> None:
    with st.container(border=True, key=f"note_{note.id}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False):
            field = session.start_value(f"text_{note.id}", note.text)
            st.text_input(
                words("page.editor.note"),
                key=field,
                on_change=_reword,
                args=(note.id, field),
                label_visibility="collapsed",
            )
            st.button(
                ":material/delete:",
                key=session.key(f"remove_{note.id}"),
                help=words("page.editor.remove"),
                on_click=_remove,
                args=(note.id,),
                type="tertiary",
            )
        _refusal(f"text_{note.id}", words)
        if note.details:
            st.caption(markdown(note.details))
        labels = vocabulary.tags_of(block)
        if note.tags:
            tags = " ".join(
                f":gray-badge[{labels[tag].label.say(words.language)}]" for tag in note.tags
            )
            st.markdown(tags)
        readings.render_note(note, canvas, heard, words, vocabulary)
        with st.expander(
            words("page.editor.details"), key=session.key(f"more_{note.id}"), type="compact"
        ):
            for group in vocabulary.blocks[block].groups:
                if group.place == "note":
                    _pills(group, f"tags_{note.id}_{group.id}", note.tags, words, note=note.id)
            facts.render_note(note, vocabulary.note_facts[block], words)


def _pills(
    group: Group, name: str, tags: tuple[str, ...], words: Words, *, note: str = "", block: str = ""
) -> None:
    labels = {tag.id: tag.label.say(words.language) for tag in group.tags}
    chosen = [tag for tag in labels if tag in tags]
    field = session.key(name)
    st.session_state[field] = chosen  # a tag may have come along with another one
    st.pills(
        group.label.say(words.language),
        list(labels),
        selection_mode="multi",
        format_func=labels.__getitem__,
        key=field,
        help=group.question.say(words.language),
        on_change=_set_tags,
        args=(group.id, field, note, block),
    )


def _new_note(block: BlockId, words: Words) -> None:
    field = session.key(f"new_{block}")
    st.text_area(
        words("page.editor.new"),
        key=field,
        height=68,
        placeholder=words("page.editor.new_hint"),
        on_change=_add,
        args=(block, field),
    )
    _refusal(f"new_{block}", words)


def _whole_block(block: BlockId, canvas: Canvas, words: Words, vocabulary: Vocabulary) -> None:
    state = canvas.block(block)
    groups = vocabulary.blocks[block].groups
    for group in groups:
        if group.place == "block":
            _pills(group, f"tags_{block}_{group.id}", state.tags, words, block=block)
    with st.expander(words("page.editor.whole"), key=session.key(f"whole_{block}")):
        labels = {group.id: group.label.say(words.language) for group in groups}
        field = session.start_value(f"answered_{block}", list(state.answered))
        st.pills(
            words("page.editor.answered"),
            list(labels),
            selection_mode="multi",
            format_func=labels.__getitem__,
            key=field,
            help=words("page.editor.answered_help"),
            on_change=_set_answered,
            args=(block, field),
        )
        unfinished = session.start_value(f"unfinished_{block}", state.done is False)
        empty = session.start_value(f"empty_{block}", state.empty)
        arguments = (block, empty, unfinished)
        st.toggle(
            words("page.editor.unfinished"), key=unfinished, on_change=_set_state, args=arguments
        )
        if not state.notes:
            st.toggle(words("page.editor.empty"), key=empty, on_change=_set_state, args=arguments)


def _refusal(field: str, words: Words) -> None:
    problem = session.refusal(field)
    if problem:
        st.error(words.problem(problem))


def _reword(note: str, field: str) -> None:
    text = st.session_state[field]
    if not session.edit(lambda canvas: editing.reword(canvas, note, text), f"text_{note}"):
        current = session.canvas()
        texts = {one.id: one.text for _, one in current.notes()} if current else {}
        st.session_state[field] = texts.get(note, "")


def _remove(note: str) -> None:
    session.edit(lambda canvas: editing.remove_note(canvas, note), f"remove_{note}")


def _add(block: BlockId, field: str) -> None:
    lines = st.session_state[field].splitlines()
    if session.edit(lambda canvas: editing.add_notes(canvas, block, lines), f"new_{block}"):
        st.session_state[field] = ""


def _set_tags(group: str, field: str, note: str, block: str) -> None:
    tags = st.session_state[field]
    vocabulary = session.vocabulary()
    if note:
        session.edit(lambda c: editing.set_tags(c, note, group, tags, vocabulary), field)
    else:
        session.edit(
            lambda c: editing.set_block_tags(c, block, group, tags, vocabulary),  # type: ignore[arg-type]  # one of BLOCKS
            field,
        )


def _set_answered(block: BlockId, field: str) -> None:
    groups = st.session_state[field]
    session.edit(lambda canvas: editing.set_answered(canvas, block, groups), field)


def _set_state(block: BlockId, empty: str, unfinished: str) -> None:
    state = st.session_state
    session.edit(
        lambda canvas: editing.set_state(
            canvas, block, empty=bool(state.get(empty)), unfinished=bool(state.get(unfinished))
        ),
        f"state_{block}",
    )
