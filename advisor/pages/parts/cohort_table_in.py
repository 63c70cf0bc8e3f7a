"""A table with one team per row: each column is placed before anything is screened."""

from __future__ import annotations

from collections import Counter
from typing import Any, get_args

import streamlit as st

from advisor import limits
from advisor.canvas import BLOCKS, BlockId
from advisor.pages import cohort, session
from advisor.screening.csv_table import TableError
from advisor.screening.form_rows import FormRows, read_rows
from advisor.screening.form_table import Column, Role, read_form
from advisor.source import SourceError
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.vocabulary import Vocabulary

ROLES: tuple[Role, ...] = tuple(one for one in get_args(Role) if one != "person")
NOTHING = ""
CHOICES: tuple[str, ...] = (NOTHING, *ROLES, *session.FILLING_ORDER)
EXAMPLES = 3
EXAMPLE = 90  # characters


def look_at(file_id: str, data: bytes) -> str:
    """Say whether a file is no table, maybe one with a team per row, or likely so.

    One of "", "maybe", "likely"; looked at once for each file.
    """
    state = st.session_state
    seen: tuple[str, str] = state.get("table_seen", ("", ""))
    if seen[0] != file_id:
        state["table_seen"] = seen = (file_id, _kind(data))
    return seen[1]


def _kind(data: bytes) -> str:
    try:
        found = read_rows(data)
    except (TableError, SourceError):
        return ""
    if found is None:
        return ""
    return "likely" if found.is_likely else "maybe"


def begin(file: str, data: bytes, title: str) -> None:
    """Put a table up to be placed; `title` is the name a new cohort is to have."""
    found = read_rows(data)
    if found is None:
        return
    columns = [one if one in CHOICES else NOTHING for one in found.columns.values()]
    state = st.session_state
    state["table_edition"] = state.get("table_edition", 0) + 1
    state["table_in"] = {
        "file": file,
        "title": title,
        "rows": found.rows,
        "header": found.header,
        "cut": found.cut,
        "columns": columns,
    }


def leave() -> None:
    """Go back; the table is forgotten."""
    st.session_state["table_in"] = None


def is_open() -> bool:
    """Say whether a table is being placed."""
    return bool(st.session_state.get("table_in"))


def render(words: Words) -> None:
    """Show each column with what it was taken for, and the way on and back."""
    state: dict[str, Any] = st.session_state["table_in"]
    form = FormRows(state["rows"], state["header"], state["cut"])
    st.subheader(words("cohort.table_in.title"), anchor=False)
    count = words.number(len(form.below))
    st.markdown(words("cohort.table_in.what", file=markdown(state["file"]), count=count))
    if form.cut:
        st.warning(words("cohort.table_in.cut"))
    width = len(form.rows[form.header])
    most = min(width, limits.MAPPED_COLUMNS)
    if width > most:
        st.info(words("cohort.table_in.columns_cut", count=width, limit=most))
    with st.container(key="table_columns", gap="small"):
        placed = [_column(form, at, state["columns"][at], words) for at in range(most)]
    _notices(placed, words)
    with st.container(horizontal=True):
        st.button(
            words("cohort.table_in.take"),
            key="table_take",
            type="primary",
            icon=":material/play_arrow:",
            disabled=not any(one in BLOCKS for one in placed),
            on_click=_take,
            args=(most,),
        )
        st.button(words("cohort.table_in.back"), key="table_back", on_click=leave)


def _field(at: int) -> str:
    return f"column~{st.session_state['table_edition']}~{at}"


def _column(form: FormRows, at: int, guessed: str, words: Words) -> str:
    """One column: heading, some of its values, and what it holds."""
    heading = " ".join(form.rows[form.header][at].split())
    heading = heading or words("cohort.table_in.column", number=at + 1)
    vocabulary = session.vocabulary()
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch", gap="xxsmall"):
            st.markdown(f"**{markdown(_short(heading))}**")
            values = dict.fromkeys(_short(row[at]) for row in form.below if row[at].strip())
            if values:  # as text: markdown would make links of addresses
                st.text(" · ".join(list(values)[:EXAMPLES]))
            else:
                st.caption(words("cohort.table_in.blank"))
        field = _field(at)
        if field not in st.session_state:
            st.session_state[field] = guessed
        chosen = st.selectbox(
            words("cohort.table_in.holds", heading=_short(heading)),
            CHOICES,
            format_func=lambda one: _label(one, vocabulary, words),
            key=field,
            required=True,
            label_visibility="collapsed",
            width=250,
            persist_state="session",
        )
    return chosen or NOTHING


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= EXAMPLE else f"{text[:EXAMPLE]}…"


def _label(choice: str, vocabulary: Vocabulary, words: Words) -> str:
    if choice == NOTHING:
        return words("cohort.table_in.nothing")
    if choice in ROLES:
        return words(f"cohort.table_in.{choice}")
    block: BlockId = choice  # type: ignore[assignment]  # the rest of the choices
    return vocabulary.blocks[block].label.say(words.language)


def _notices(placed: list[str], words: Words) -> None:
    if not any(one in BLOCKS for one in placed):
        st.warning(words("cohort.table_in.no_block"))
    times = Counter(placed)
    if not times["team"]:
        st.info(words("cohort.table_in.no_team"))
    for role in ROLES:
        if times[role] > 1:
            name = words(f"cohort.table_in.{role}")
            st.info(words("cohort.table_in.twice", role=name))


def _take(most: int) -> None:
    state = st.session_state
    given = state["table_in"]
    columns: dict[int, Column | None] = {at: state[_field(at)] or None for at in range(most)}
    try:
        rows = list(read_form(given["rows"], given["file"], columns))
    except TableError:  # its rows were counted when it was read
        return
    leave()
    cohort.screen_rows(given["title"], rows)
