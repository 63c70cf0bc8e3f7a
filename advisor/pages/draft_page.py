"""The draft page: links to come back and to share, named versions, what changed between two."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from urllib.parse import urlsplit

import streamlit as st

from advisor import limits, remembered
from advisor.pages import draft, session
from advisor.pages.parts import versions
from advisor.pages.parts.start import language_switch
from advisor.texts import Words


def render() -> None:
    """Show links, versions and the way to delete everything."""
    words = session.page_words()
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.title(words("page.draft.title"), anchor=False, width="stretch")
        language_switch(words)
    canvas = session.canvas()
    if canvas is None:
        st.markdown(words("page.draft.nothing"))
        return
    left, right = st.columns([5, 7], gap="large")
    with left:
        st.caption(words("page.draft.what"))
        _links(words)
        if draft.may_edit():
            _keep_version(words)
            _delete(words)
    with right:
        versions.render(canvas, words, session.rulebook(), when)


def when(seconds: float, words: Words) -> str:
    """Give a moment as people of this language write it, in the browser's time zone."""
    try:
        zone: dt.tzinfo = zoneinfo.ZoneInfo(st.context.timezone or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = dt.UTC
    moment = dt.datetime.fromtimestamp(seconds, zone)
    return words.moment(moment)


def _links(words: Words) -> None:
    edit, read = draft.keys()
    if not read:
        st.markdown(words("page.draft.unsaved"))
        return
    st.subheader(words("page.draft.links"), anchor=False)
    for key, name in ((edit, "edit"), (read, "read")):
        if key:
            st.markdown(words(f"page.draft.link_{name}"))
            st.code(_address(key, words), language=None, wrap_lines=True)
    days = draft.retention_days()
    if days:
        st.caption(words("page.draft.kept", days=words.number(days)))


def _address(key: str, words: Words) -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}/?{draft.PARAMETER}={key}&lang={words.language}"


def _keep_version(words: Words) -> None:
    st.subheader(words("page.draft.keep"), anchor=False)
    field = session.start_value("version_name", "")
    st.text_input(
        words("page.draft.name"),
        key=field,
        max_chars=limits.VERSION_NAME_CHARACTERS,
        placeholder=words("page.draft.name_hint"),
    )
    st.button(
        words("page.draft.keep_button"),
        key="keep_version",
        type="primary",
        on_click=_keep,
        args=(field,),
    )
    if session.refusal("version"):
        st.error(words("page.draft.too_many", limit=limits.VERSIONS))


def _keep(field: str) -> None:
    name = " ".join(str(st.session_state[field]).split())[: limits.VERSION_NAME_CHARACTERS]
    count = len(draft.versions()) + 1
    st.session_state["refused"].pop("version", None)
    if count > limits.VERSIONS:
        st.session_state["refused"]["version"] = ["too_many", {"limit": limits.VERSIONS}]
        return
    name = name or session.page_words()("page.draft.unnamed", number=count)
    draft.add_version(name, session.rulebook().sha256)
    st.session_state[field] = ""


def _delete(words: Words) -> None:
    if not draft.keys()[0]:
        return
    st.subheader(words("page.draft.delete"), anchor=False)
    sure = st.checkbox(words("page.draft.sure"), key=session.key("sure"))
    st.button(
        words("page.draft.delete_button"),
        key="delete_draft",
        disabled=not sure,
        on_click=_delete_all,
        icon=":material/delete_forever:",
    )


def _delete_all() -> None:
    draft.delete()
    session.close_canvas()
    remembered.forget()


render()
