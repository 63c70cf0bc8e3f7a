"""A coach's own text blocks: written once, ticked for every team they fit."""

from __future__ import annotations

import secrets

import streamlit as st

from advisor import limits
from advisor.pages import cohort_shelf
from advisor.pages.parts.cohort_editing import edit
from advisor.screening.entries import Entry
from advisor.screening.review import OwnText, Review, choose, unchoose
from advisor.screening.shelf import discard, put
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import shorten


def render(entry: Entry, revision: int, review: Review, words: Words) -> None:
    """Show every text block with a tick for this team, and the way to write one."""
    shelf_revision, shelf = cohort_shelf.texts()
    used = {one.id: one for one in review.own_texts}
    kept = {one.id: one for one in shelf.texts}
    with st.container(key="own_texts", gap="xsmall"):
        st.markdown(f"**{words('cohort.handing.own.title')}**")
        if not (used or kept):
            st.caption(words("cohort.handing.own.none"))
        for own in {**used, **kept}.values():
            _tick(entry, revision, own, own.id in used, words)
        with st.container(horizontal=True):
            with st.popover(words("cohort.handing.own.new"), icon=":material/add:", key="own_new"):
                _write(entry, revision, shelf_revision, len(kept), words)
            if kept:
                box = st.popover(words("cohort.handing.own.change"), key="own_change")
                with box:
                    _change(entry, revision, shelf_revision, kept, frozenset(used), words)


def _tick(entry: Entry, revision: int, own: OwnText, used: bool, words: Words) -> None:
    field = f"own~{entry.number}~{own.id}"
    st.session_state[field] = used
    st.checkbox(
        _label(own, words),
        key=field,
        help=markdown(own.text),
        on_change=_choose,
        args=(entry.number, revision, own, field),
    )


def _label(own: OwnText, words: Words) -> str:
    return markdown(own.title or shorten(own.text, 60)) or words("cohort.handing.own.untitled")


def _choose(number: int, revision: int, own: OwnText, field: str) -> None:
    if st.session_state[field]:
        edit(number, revision, lambda review: choose(review, own), own.text)
    else:
        edit(number, revision, lambda review: unchoose(review, own.id))


def _write(entry: Entry, revision: int, shelf_revision: int, count: int, words: Words) -> None:
    if count >= limits.OWN_TEXTS:
        st.caption(words("cohort.handing.own.full", limit=limits.OWN_TEXTS))
        return
    st.text_input(
        words("cohort.handing.own.heading"), key="own_title", max_chars=limits.NAME_CHARACTERS
    )
    st.text_area(
        words("cohort.handing.own.text"), key="own_text", max_chars=limits.COMMENT_CHARACTERS
    )
    st.button(
        words("cohort.handing.own.keep"),
        key="own_keep",
        type="primary",
        on_click=_keep,
        args=(entry.number, revision, shelf_revision),
    )


def _keep(number: int, revision: int, shelf_revision: int) -> None:
    state = st.session_state
    title, text = str(state["own_title"]).strip(), str(state["own_text"]).strip()
    if not text:
        return
    own = OwnText(id=secrets.token_urlsafe(6), title=title, text=text)
    if cohort_shelf.edit_texts(shelf_revision, lambda shelf: put(shelf, own)):
        state["own_title"] = state["own_text"] = ""
        edit(number, revision, lambda review: choose(review, own), text)


def _change(
    entry: Entry,
    revision: int,
    shelf_revision: int,
    kept: dict[str, OwnText],
    used: frozenset[str],
    words: Words,
) -> None:
    st.caption(words("cohort.handing.own.change_what"))
    if st.session_state.get("own_which") not in kept:
        st.session_state["own_which"] = next(iter(kept))
    which = st.selectbox(
        words("cohort.handing.own.which"),
        list(kept),
        format_func=lambda name: kept[name].title or shorten(kept[name].text, 60),
        key="own_which",
    )
    own = kept[which]
    field = f"own_text~{which}~{shelf_revision}"
    st.session_state.setdefault(field, own.text)
    st.text_area(words("cohort.handing.own.text"), key=field, max_chars=limits.COMMENT_CHARACTERS)
    with st.container(horizontal=True):
        st.button(
            words("cohort.handing.own.save"),
            key="own_save",
            on_click=_save,
            args=(entry.number, revision, shelf_revision, own, own.id in used, field),
        )
        st.button(
            words("cohort.handing.own.delete"),
            key="own_delete",
            icon=":material/delete:",
            on_click=_discard,
            args=(shelf_revision, which),
        )


def _save(
    number: int, revision: int, shelf_revision: int, own: OwnText, used: bool, field: str
) -> None:
    text = str(st.session_state[field]).strip()
    if not text:
        return
    changed = own.model_copy(update={"text": text})
    kept = cohort_shelf.edit_texts(shelf_revision, lambda shelf: put(shelf, changed))
    if kept and used:  # the letter in view holds a copy
        edit(number, revision, lambda review: choose(review, changed), text)


def _discard(shelf_revision: int, which: str) -> None:
    cohort_shelf.edit_texts(shelf_revision, lambda shelf: discard(shelf, which))
