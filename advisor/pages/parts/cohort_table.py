"""The table of all submissions with its filters, and whom to ask for text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import streamlit as st

from advisor import limits
from advisor.pages import session
from advisor.pages.parts.cohort_words import lead_title, name_of, reason_of, rule_titles
from advisor.screening.cohort import wants_talk
from advisor.screening.entries import Entry, Wanted, find, heaviest
from advisor.texts import Words
from advisor.views.palette import PALETTES, BadgeKind

_HERE = Path(__file__).parent
_SCRIPT = (_HERE / "cohort_table.js").read_text(encoding="utf-8")
_STYLE = (_HERE / "cohort_table.css").read_text(encoding="utf-8")
COLUMNS = ("team", "contradictions", "risks", "open", "talk", "read", "findings")
WEIGHTS = ("contradiction", "risk", "open")
CHIP_WEIGHTS: tuple[BadgeKind, ...] = ("contradiction", "risk", "hint")
KEEP = (*CHIP_WEIGHTS, "talk", "unread")
CHIPS = 2
KEY = "cohort_table"


def render(entries: tuple[Entry, ...], words: Words) -> tuple[Entry, ...]:
    """Show filters and table; give the entries that are shown."""
    shown = find(entries, _filters(entries, words), lambda entry: name_of(entry, words))
    most = limits.COHORT_ROWS_SHOWN
    palette = PALETTES[session.theme()]
    opened = st.session_state["submission"]
    table = st.components.v2.component(
        "stimmig_cohort", html="<div class='frame' role='group'></div>", css=_STYLE, js=_SCRIPT
    )
    table(
        key=KEY,
        data={
            "title": words("cohort.table.title"),
            "heads": [words(f"cohort.table.{column}") for column in COLUMNS],
            "weights": WEIGHTS,
            "yes": words("flag.yes"),
            "names": {name: words(f"severity.{name}.name") for name in CHIP_WEIGHTS},
            "colours": {
                "note": palette.note,
                "muted": palette.muted,
                **{name: palette.marks[name].fill for name in CHIP_WEIGHTS},
            },
            "rows": [_row(entry, opened, words) for entry in shown[:most]],
        },
        on_open_change=_open,
    )
    told = words("cohort.table.shown", count=min(len(shown), most), total=len(entries))
    more = f" {words('cohort.table.more')}" if len(shown) > most else ""
    st.caption(told + more)
    return shown


def _filters(entries: tuple[Entry, ...], words: Words) -> Wanted:
    titles = rule_titles(entries, words)
    if st.session_state.get("cohort_rule") not in titles:  # it may have gone with its finding
        st.session_state["cohort_rule"] = None
    with st.container(key="cohort_filters", horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            words("cohort.filter.search"),
            key="cohort_search",
            live=True,
            persist_state="session",
            placeholder=words("cohort.filter.search_hint"),
            max_chars=limits.NAME_CHARACTERS,
            icon=":material/search:",
            width=230,
        )
        rule = st.selectbox(
            words("cohort.filter.rule"),
            list(titles),
            format_func=lambda name: titles[name],
            key="cohort_rule",
            persist_state="session",
            placeholder=words("cohort.filter.all_rules"),
            width=290,
        )
        kept = st.pills(
            words("cohort.filter.keep"),
            KEEP,
            format_func=lambda name: _pill(name, words),
            selection_mode="multi",
            key="cohort_keep",
            persist_state="session",
        )
    return Wanted(
        text=text.strip(),
        severities=tuple(name for name in kept if name not in ("talk", "unread")),
        rule=rule or "",
        talk="talk" in kept,
        unread="unread" in kept,
    )


def _pill(name: str, words: Words) -> str:
    if name in ("talk", "unread"):
        return words(f"cohort.filter.{name}")
    return words(f"severity.{name}.name")


def _row(entry: Entry, opened: int, words: Words) -> dict[str, Any]:
    one = entry.screened
    leads = heaviest(one)
    unread = one.status == "unread"
    note = reason_of(one, words) if unread else ""
    if one.status == "older":
        note = words("cohort.table.older")
    return {
        "number": entry.number,
        "name": name_of(entry, words),
        "note": note,
        "opened": entry.number == opened,
        "unread": unread,
        "counts": [None if unread else one.count(severity) for severity in WEIGHTS],
        "talk": wants_talk(one),
        "read": words("cohort.table.not_read") if unread else f"{one.filled}/9",
        "chips": [
            {"severity": lead.severity, "title": lead_title(lead, one, words)}
            for lead in leads[:CHIPS]
        ],
        "more": max(0, len(leads) - CHIPS),
        "rest": "\n".join(lead_title(lead, one, words) for lead in leads[CHIPS:]),
    }


def _open() -> None:
    number: Any = (st.session_state.get(KEY) or {}).get("open")  # a browser can send anything
    if isinstance(number, int) and not isinstance(number, bool):
        open_submission(number)


def open_submission(number: int) -> None:
    """Show one submission; an unknown number shows the first."""
    st.session_state["submission"] = number
    st.session_state["cohort_view"] = "submission"


def narrow_to(rule: str) -> None:
    """Show only submissions in which a rule spoke."""
    st.session_state["cohort_rule"] = rule
