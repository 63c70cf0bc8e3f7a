"""The rulebook page: find a rule, read it, switch it off, bring one's own."""

from __future__ import annotations

import streamlit as st

from advisor.pages import session
from advisor.pages.parts import own_rules, rule_list, rule_sheet
from advisor.pages.parts.start import language_switch
from advisor.texts import Words


def render() -> None:
    """Show the list of rules, or one rule."""
    words = session.page_words()
    rulebook = session.rulebook()
    _head(words, len(rulebook.rules))
    rule = next((one for one in rulebook.rules if one.id == st.session_state["rule"]), None)
    left, right = st.columns([5, 7], gap="large")
    with left:
        rule_list.render(rulebook, words)
    with right:
        if rule:
            rule_sheet.render(rule, rulebook, words)
        else:
            own_rules.render(rulebook, words)


def _head(words: Words, count: int) -> None:
    with st.container(key="header", horizontal=True, vertical_alignment="center"):
        st.title(words("page.rules.title"), anchor=False, width="stretch")
        st.badge(words("page.rules.count", count=count), color="gray")
        language_switch(words)


render()
