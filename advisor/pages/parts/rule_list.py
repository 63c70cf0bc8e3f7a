"""Search and filters over the rules, and the list by theme."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import BLOCKS
from advisor.findings import Severity
from advisor.pages import session
from advisor.pages.parts.marks import ICONS
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.rule_view import Filter, find_rules, headline, tags_of


def render(rulebook: Rulebook, words: Words) -> None:
    """Show what fits, by theme; a rule that is switched off stays in its place."""
    wanted = _filters(rulebook, words)
    shown = {rule.id: rule for rule in find_rules(_whole(rulebook), wanted, words)}
    active = {rule.id for rule in rulebook.rules}
    st.caption(words("page.rules.found", count=len(shown)))
    known = {theme.id for theme in rulebook.themes}
    own = [rule for rule in shown.values() if rule.theme not in known]
    with st.container(key="rule_list", gap=None):
        for theme in rulebook.themes:
            here = [rule for rule in shown.values() if rule.theme == theme.id]
            _theme(theme.name.say(words.language), here, active, words)
        _theme(words("page.rules.own"), own, active, words)


def _whole(rulebook: Rulebook) -> Rulebook:
    """Give the rules with those that are switched off, in their usual order."""
    here = {compiled.rule.id: compiled for compiled in rulebook.compiled}
    shipped = load_rulebook()
    order = [compiled.rule.id for compiled in shipped.compiled]
    off = tuple(compiled for compiled in shipped.compiled if compiled.rule.id not in here)
    every = {compiled.rule.id: compiled for compiled in (*rulebook.compiled, *off)}
    names = [*order, *(name for name in here if name not in set(order))]
    return rulebook.with_rules(tuple(every[name] for name in names), rulebook.rule_set)


def _filters(rulebook: Rulebook, words: Words) -> Filter:
    # plain look-ups: Streamlit keeps them with the widgets, and session state must be plain
    language, vocabulary = words.language, rulebook.vocabulary
    levels = {level.value: words(f"severity.{level}.name") for level in Severity}
    blocks = {name: about.label.say(language) for name, about in vocabulary.blocks.items()}
    tags = {name: tag.label.say(language) for name, tag in vocabulary.tags.items()}
    text = st.text_input(
        words("page.rules.search"),
        key="rule_search",
        type="search",
        live="300ms",
        icon=":material/search:",
        placeholder=" ",
    )
    severities = st.pills(
        words("page.rules.severity"),
        list(levels),
        selection_mode="multi",
        format_func=levels.__getitem__,
        key="rule_severity",
    )
    with st.container(horizontal=True):
        block = st.selectbox(
            words("page.rules.block"),
            list(BLOCKS),
            index=None,
            format_func=blocks.__getitem__,
            key="rule_block",
            placeholder=words("page.rules.any"),
        )
        used = sorted({tag for rule in rulebook.rules for tag in tags_of(rule)})
        tag = st.selectbox(
            words("page.rules.tag"),
            used,
            index=None,
            format_func=tags.__getitem__,
            key="rule_tag",
            placeholder=words("page.rules.any"),
        )
    return Filter(
        text=text or "",
        severities=tuple(Severity(value) for value in severities or ()),
        blocks=(block,) if block else (),
        tag=tag or "",
    )


def _theme(name: str, rules: list[Rule], active: set[str], words: Words) -> None:
    if not rules:
        return
    st.markdown(f"**{name}**")
    for rule in rules:
        title = markdown(headline(rule, words))
        off = f" :gray[({words('page.rules.off')})]" if rule.id not in active else ""
        st.button(
            f"{ICONS[rule.severity]} {title}{off}",
            key=f"rule_{rule.id}",
            on_click=_open,
            args=(rule.id,),
            type="primary" if rule.id == st.session_state["rule"] else "tertiary",
            width="stretch",
        )


def _open(rule: str) -> None:
    st.session_state["rule"] = rule
    if rule not in {one.id for one in session.rulebook().rules}:
        st.session_state["changes"] = {
            name: change for name, change in st.session_state["changes"].items() if name != rule
        }
