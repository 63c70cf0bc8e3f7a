"""The tick grid: which notes of two blocks belong together."""

from __future__ import annotations

import streamlit as st

from advisor import editing
from advisor.canvas import BlockId, Canvas
from advisor.findings import AnyReading, LinkReading
from advisor.pages import session
from advisor.pages.parts import readings
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import shorten
from advisor.vocabulary import Vocabulary

# The pairs that carry most of the checks, in the order they are asked for.
PAIRS: tuple[tuple[BlockId, BlockId], ...] = (
    ("value_propositions", "customer_segments"),
    ("revenue_streams", "customer_segments"),
    ("channels", "customer_segments"),
    ("customer_relationships", "customer_segments"),
    ("revenue_streams", "value_propositions"),
    ("key_partners", "revenue_streams"),
    ("key_partners", "channels"),
    ("key_resources", "value_propositions"),
    ("key_activities", "value_propositions"),
)


def render(
    canvas: Canvas, heard: tuple[AnyReading, ...], words: Words, vocabulary: Vocabulary
) -> None:
    """Show the grid for one pair of blocks."""
    pairs = {
        f"{rows}.{columns}": (rows, columns)
        for rows, columns in PAIRS
        if canvas.block(rows).notes and canvas.block(columns).notes
    }
    if not pairs:
        return
    box = st.expander(
        words("page.links.title"), icon=":material/link:", key="links", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        st.caption(words("page.links.help"))
        labels = {
            name: words(
                f"page.links.{name.replace('.', '_')}",
                left=vocabulary.blocks[rows].label.say(words.language),
                right=vocabulary.blocks[columns].label.say(words.language),
            )
            for name, (rows, columns) in pairs.items()
        }
        field = session.key("pair")
        if st.session_state.get(field) not in pairs:
            st.session_state[field] = next(iter(pairs))
        st.pills(
            words("page.links.pair"),
            list(pairs),
            format_func=labels.__getitem__,
            key=field,
            required=True,
            label_visibility="collapsed",
        )
        readings.render_links(pairs[st.session_state[field]], heard, words)
        _grid(*pairs[st.session_state[field]], canvas, heard, words)


def _grid(
    rows: BlockId,
    columns: BlockId,
    canvas: Canvas,
    heard: tuple[AnyReading, ...],
    words: Words,
) -> None:
    named = {frozenset((one.note, one.other)) for one in heard if isinstance(one, LinkReading)}
    across = canvas.block(columns).notes
    homes = {note.id: block for block, note in canvas.notes()}
    stated = any(
        {homes[note.id], homes[link]} == {rows, columns}
        for _, note in canvas.notes()
        for link in note.links
        if link in homes
    )
    if not stated and 1 in (len(across), len(canvas.block(rows).notes)):
        st.caption(words("page.links.implied"))
    with st.container(key="grid"):
        for note in canvas.block(rows).notes:
            with st.container(border=True, key=f"row_{rows}_{columns}_{note.id}", gap="xsmall"):
                st.markdown(f"**{markdown(shorten(note.text))}**")
                with st.container(horizontal=True, gap="medium"):
                    for other in across:
                        name = f"link_{note.id}_{other.id}"
                        field = session.key(name)
                        st.session_state[field] = editing.are_linked(canvas, note.id, other.id)
                        label = markdown(shorten(other.text, 48))
                        if frozenset((note.id, other.id)) in named:
                            label += f" :gray[· {words('basis.read')}]"
                        st.checkbox(
                            label,
                            key=field,
                            on_change=_tick,
                            args=(note.id, other.id, field),
                        )


def _tick(here: str, there: str, field: str) -> None:
    linked = bool(st.session_state[field])
    session.edit(lambda canvas: editing.set_link(canvas, here, there, linked), field)
