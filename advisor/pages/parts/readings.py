"""What was read of the notes: dashed pills to confirm or turn down, words underlined."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from advisor.canvas import BlockId, Canvas, Note
from advisor.findings import AnyReading, FactReading, LinkReading, Reading
from advisor.pages import session
from advisor.pages.parts.marks import icon_button
from advisor.reading.reader import read
from advisor.reading.replies import confirm, turn_down
from advisor.texts import Words
from advisor.views.readings import reading_label, underlined
from advisor.vocabulary import Vocabulary


def render_note(
    note: Note, canvas: Canvas, heard: Iterable[AnyReading], words: Words, vocabulary: Vocabulary
) -> None:
    """Show what was read of one note, by group, with the words that say it."""
    mine = _in_note(note, heard)
    if not mine:
        return
    with st.container(key=f"heard_{note.id}", horizontal=True, gap="xsmall"):
        for name, readings in _by_group(mine, vocabulary).items():
            labels = [reading_label(one, canvas, vocabulary, words) for one in readings]
            with st.container(
                key=f"pill_{note.id}_{name}",
                horizontal=True,
                vertical_alignment="center",
                gap=None,
                width="content",
                wrap=False,
            ):
                st.markdown(" · ".join(labels), width="content")
                for icon, reply in (("check", _confirm), ("close", _turn_down)):
                    label, field = words(f"page.readings.{icon}"), f"{icon}_{note.id}_{name}"
                    icon_button(icon, label, session.key(field), reply, (note.id, name))


def render_text(note: Note, heard: Iterable[AnyReading]) -> bool:
    """Show the note with the words underlined that were read; say whether there were any."""
    mine = _in_note(note, heard)
    if mine:
        st.html(underlined(note.text, mine), width="stretch")
    return bool(mine)


def render_block(block: BlockId, heard: Iterable[AnyReading], words: Words) -> None:
    """Offer to confirm everything that was read in a block."""
    number = sum(one.block == block and not isinstance(one, LinkReading) for one in heard)
    if number:
        st.button(
            words.counted("page.readings.all", number),
            key=session.key(f"confirm_{block}"),
            icon=":material/done_all:",
            on_click=_confirm_block,
            args=(block,),
        )


def render_links(pair: tuple[BlockId, BlockId], heard: Iterable[AnyReading], words: Words) -> None:
    """Offer the links between two blocks that the notes name."""
    number = len(_between(pair, heard))
    if number:
        st.button(
            words.counted("page.readings.links", number),
            key=session.key("confirm_links"),
            icon=":material/done_all:",
            on_click=_confirm_links,
            args=pair,
        )


def misread_button(digest: str, heard: Iterable[AnyReading], words: Words) -> None:
    """Offer to say that a finding rests on words that were misread."""
    if tuple(heard):
        st.button(
            words("page.readings.misread"),
            key=f"misread_{digest}",
            icon=":material/close:",
            help=words("page.readings.misread_help"),
            on_click=_turn_down_all,
            args=(tuple(heard),),
            type="tertiary",
        )


def _in_note(note: Note, heard: Iterable[AnyReading]) -> list[AnyReading]:
    return [one for one in heard if one.note == note.id and not isinstance(one, LinkReading)]


def _by_group(
    readings: Iterable[AnyReading], vocabulary: Vocabulary
) -> dict[str, list[AnyReading]]:
    groups: dict[str, list[AnyReading]] = {}
    for one in readings:
        groups.setdefault(_group(one, vocabulary), []).append(one)
    return groups


def _group(one: AnyReading, vocabulary: Vocabulary) -> str:
    if isinstance(one, Reading):
        return vocabulary.group_of[one.tag]
    return one.fact if isinstance(one, FactReading) else ""


def _between(pair: tuple[BlockId, BlockId], heard: Iterable[AnyReading]) -> list[LinkReading]:
    """Give the links read between two blocks; the other note is always a segment."""
    return [
        one
        for one in heard
        if isinstance(one, LinkReading) and {one.block, "customer_segments"} == set(pair)
    ]


def _of_note(canvas: Canvas, note: str, group: str) -> list[AnyReading]:
    vocabulary = session.vocabulary()
    return [one for one in read(canvas) if one.note == note and _group(one, vocabulary) == group]


def _confirm(note: str, group: str) -> None:
    session.edit(
        lambda canvas: confirm(canvas, _of_note(canvas, note, group), session.vocabulary()),
        f"heard_{note}",
    )


def _turn_down(note: str, group: str) -> None:
    session.edit(lambda canvas: turn_down(canvas, _of_note(canvas, note, group)), f"heard_{note}")


def _turn_down_all(readings: tuple[AnyReading, ...]) -> None:
    session.edit(lambda canvas: turn_down(canvas, readings), "misread")


def _confirm_block(block: BlockId) -> None:
    def all_of_block(canvas: Canvas) -> Canvas:
        found = [o for o in read(canvas) if o.block == block and not isinstance(o, LinkReading)]
        return confirm(canvas, found, session.vocabulary())

    session.edit(all_of_block, f"confirm_{block}")


def _confirm_links(one: BlockId, other: BlockId) -> None:
    session.edit(
        lambda canvas: confirm(canvas, _between((one, other), read(canvas)), session.vocabulary()),
        "confirm_links",
    )
