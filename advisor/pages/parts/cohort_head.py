"""Name of the cohort, its link, the way to delete it, and the numbers that matter first."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from advisor import limits
from advisor.pages import cohort, draft, session
from advisor.pages.parts import cohort_upload
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry, counts
from advisor.store.cohort import Cohort
from advisor.texts import Words
from advisor.views.escaping import markdown


def render_title(found: Cohort | None, words: Words) -> None:
    """Show the name, and for an open cohort the menu."""
    title = words("cohort.title") if found is None else markdown(found.name)
    st.title(title or words("cohort.title"), anchor=False, width="stretch")
    if found is not None:
        _menu(found, words)


def _menu(found: Cohort, words: Words) -> None:
    run = cohort.running()
    # one batch after the other; where one was interrupted the page asks for its files itself
    if (run is None or run.finished) and found.unfinished is None:
        box = st.popover(
            words("cohort.menu.add"), icon=":material/upload:", key="cohort_add", on_change="rerun"
        )
        if box.open:
            with box:
                cohort_upload.render_files(words)
    box = st.popover(
        words("cohort.menu.title"), icon=":material/menu:", key="cohort_menu", on_change="rerun"
    )
    if not box.open:
        return
    with box:
        field = session.start_value("cohort_rename", found.name)
        st.text_input(
            words("cohort.name"),
            key=field,
            max_chars=limits.COHORT_NAME_CHARACTERS,
            on_change=_rename,
            args=(field,),
        )
        st.markdown(words("cohort.menu.link"))
        st.code(_address(words), language=None, wrap_lines=True)
        days = draft.retention_days()
        if days:
            st.caption(words("cohort.menu.kept", days=words.number(days)))
        st.caption(words("cohort.menu.rules", name=found.rule_set, sha=found.rulebook[:12]))
        st.button(
            words("cohort.menu.close"),
            key="cohort_close",
            icon=":material/arrow_back:",
            on_click=cohort.leave,
            width="stretch",
        )
        sure = st.checkbox(words("cohort.menu.sure"), key="cohort_sure")
        st.button(
            words("cohort.menu.delete"),
            key="cohort_delete",
            icon=":material/delete_forever:",
            disabled=not sure,
            on_click=cohort.delete,
            width="stretch",
        )


def _rename(field: str) -> None:
    name = " ".join(str(st.session_state[field]).split())
    if name:
        cohort.rename(name)


def _address(words: Words) -> str:
    here = urlsplit(st.context.url or "")
    key = st.session_state["cohort"]
    return f"{here.scheme}://{here.netloc}/cohort?{cohort.PARAMETER}={key}&lang={words.language}"


def render_numbers(entries: tuple[Entry, ...], words: Words) -> None:
    """Show how many were handed in, how many were not read, and for how many a talk is due."""
    if not entries:
        return
    found = counts(entries)
    reviewed = len(cohort.reviews())
    with st.container(key="cohort_numbers", horizontal=True, gap="small"):
        for name, value in (
            ("all", len(entries)),
            ("unread", found["unread"]),
            ("talk", found["talk"]),
            ("reviewed", reviewed),
        ):
            st.metric(words(f"cohort.numbers.{name}"), words.number(value), border=True)
    unread = [entry for entry in entries if entry.screened.status == "unread"]
    if unread:
        _ask_for_text(unread, words)


def _ask_for_text(unread: list[Entry], words: Words) -> None:
    """A list to copy: whom to ask for text."""
    label = words.counted("cohort.ask.title", len(unread))
    with st.expander(label, key="cohort_ask", icon=":material/mail:"):
        st.caption(words("cohort.ask.what"))
        lines = [
            " · ".join(filter(None, (name_of(entry, words), _mail(entry), _file(entry))))
            for entry in unread
        ]
        st.code("\n".join(lines), language=None, wrap_lines=True)
        st.caption(words("cohort.ask.letter"))
        st.code(words("cohort.ask.text"), language=None, wrap_lines=True)


def _mail(entry: Entry) -> str:
    return "" if st.session_state.get("cohort_blind") else entry.screened.email


def _file(entry: Entry) -> str:
    return "" if st.session_state.get("cohort_blind") else entry.screened.path
