"""The editor of one block: its notes, their tags and facts, and the block as a whole."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor import editing
from advisor.canvas import BLOCKS, BlockId, Canvas, Note
from advisor.findings import AnyReading
from advisor.lines import one_line
from advisor.pages import session
from advisor.pages.parts import facts, lines, readings, shares
from advisor.pages.parts.marks import icon_button
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import shorten
from advisor.vocabulary import Group, Vocabulary


def place() -> DeltaGenerator:
    """Give the place of the head of the editor, above the findings of its block."""
    return st.container(key="editor", gap="small")


def render(block: BlockId, canvas: Canvas, words: Words, vocabulary: Vocabulary) -> None:
    """Show the head of the editor of `block`: its questions and its notes as lines."""
    _head(block, words, vocabulary)
    questions = [
        question.text.say(words.language) for question in vocabulary.blocks[block].questions[:2]
    ]
    st.caption("  \n".join(questions))
    lines.render(block, canvas, words)


def render_notes(
    block: BlockId,
    canvas: Canvas,
    heard: tuple[AnyReading, ...],
    words: Words,
    vocabulary: Vocabulary,
) -> None:
    """Show what each note of `block` carries, and the block as a whole."""
    if canvas.block(block).notes:
        st.subheader(words("page.editor.notes"), anchor=False)
    shares.render(block, canvas, heard, words)
    readings.render_block(block, heard, words)
    for note in canvas.block(block).notes:
        _note(block, note, canvas, heard, words, vocabulary)
    _whole_block(block, canvas, words, vocabulary)


def _head(block: BlockId, words: Words, vocabulary: Vocabulary) -> None:
    place = session.FILLING_ORDER.index(block)
    order = session.FILLING_ORDER
    with st.container(key="editor_head", horizontal=True, vertical_alignment="center", wrap=False):
        with st.container(width="stretch", gap="xxsmall"):
            st.subheader(vocabulary.blocks[block].label.say(words.language), anchor=False)
            st.caption(words("page.editor.place", number=place + 1, of=len(BLOCKS)))
        for name, icon, target in (
            ("previous", "chevron_left", order[place - 1]),
            ("next", "chevron_right", order[(place + 1) % len(order)]),
            ("close", "close", ""),
        ):
            icon_button(
                icon,
                words(f"page.editor.{name}"),
                f"editor_{name}",
                session.select,
                (target,),
                outlined=name != "close",
            )


def _note(
    block: BlockId,
    note: Note,
    canvas: Canvas,
    heard: tuple[AnyReading, ...],
    words: Words,
    vocabulary: Vocabulary,
) -> None:
    labels = vocabulary.tags_of(block)
    tags = " ".join(f":gray-badge[{labels[tag].label.say(words.language)}]" for tag in note.tags)
    with st.container(border=True, key=f"note_{note.id}", gap="xsmall"):
        heard_here = readings.render_text(note, heard)
        if not heard_here:
            text = f"**{markdown(shorten(one_line(note.text), 120))}**"
            st.markdown(f"{text}\n\n{tags}")
        if note.details:
            st.caption(markdown(note.details))
        if heard_here and tags:
            st.markdown(tags)
        readings.render_note(note, canvas, heard, words, vocabulary)
        more = st.expander(
            words("page.editor.details"),
            key=session.key(f"more_{note.id}"),
            type="compact",
            on_change="rerun",
        )
        if not more.open:
            return
        with more:
            for group in vocabulary.blocks[block].groups:
                if group.place == "note":
                    _pills(group, f"tags_{note.id}_{group.id}", note.tags, words, note=note.id)
            facts.render_note(note, vocabulary.note_facts[block], words)
            _moves(block, note, canvas, words, vocabulary)


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
        on_change=set_tags,
        args=(group.id, field, note, block),
    )


def _moves(
    block: BlockId, note: Note, canvas: Canvas, words: Words, vocabulary: Vocabulary
) -> None:
    """Offer to put the note elsewhere, or to take it off."""
    place = [one.id for one in canvas.block(block).notes].index(note.id)
    labels = {"up": words("page.editor.up"), "down": words("page.editor.down")}
    if place == 0:
        del labels["up"]
    if place == len(canvas.block(block).notes) - 1:
        del labels["down"]
    for other in session.FILLING_ORDER:
        if other != block:
            label = vocabulary.blocks[other].label.say(words.language)
            labels[other] = words("page.editor.move", block=label)
    labels["remove"] = words("page.editor.remove")
    field = session.key(f"moves_{note.id}")
    st.menu_button(
        words("page.editor.moves"),
        list(labels),
        icon=":material/swap_vert:",
        format_func=labels.__getitem__,
        key=field,
        on_click=_move,
        args=(block, note.id, field),
        type="tertiary",
    )


def _whole_block(block: BlockId, canvas: Canvas, words: Words, vocabulary: Vocabulary) -> None:
    state = canvas.block(block)
    groups = vocabulary.blocks[block].groups
    for group in groups:
        if group.place == "block":
            _pills(group, f"tags_{block}_{group.id}", state.tags, words, block=block)
    whole = st.expander(
        words("page.editor.whole"), key=session.key(f"whole_{block}"), on_change="rerun"
    )
    if not whole.open:
        return
    with whole:
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


def _move(block: BlockId, note: str, field: str) -> None:
    chosen = st.session_state[field]
    vocabulary = session.vocabulary()

    def change(canvas: Canvas) -> Canvas:
        if chosen == "remove":
            return editing.remove_note(canvas, note)
        if chosen in BLOCKS:
            return editing.move_note(canvas, note, chosen, vocabulary)
        order = [one.id for one in canvas.block(block).notes]
        place = order.index(note)
        other = place - 1 if chosen == "up" else place + 1
        order[place], order[other] = order[other], order[place]
        return editing.arrange(canvas, block, order)

    session.edit(change, f"move_{note}")


def set_tags(group: str, field: str, note: str, block: str) -> None:
    """Take over what was chosen in `field`: for the note, or for the block where none is named."""
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
