"""One rule: condition as a sentence, why, fixes, exceptions, source and its examples."""

from __future__ import annotations

import functools

import streamlit as st

from advisor.findings import Severity
from advisor.pages import session
from advisor.pages.parts.marks import COLOURS, ICONS, icon_button
from advisor.rulebook.examples import Example, read_examples
from advisor.rulebook.rule import Rule
from advisor.rulebook.rulebook import Rulebook
from advisor.source import read_source
from advisor.texts import Words
from advisor.views.checked import in_general
from advisor.views.escaping import markdown
from advisor.views.poster_html import small_canvas_html
from advisor.views.rule_view import explained, headline
from advisor.vocabulary import rules_folder

WEIGHTS = (0.5, 1, 2, 3)


def render(rule: Rule, rulebook: Rulebook, words: Words) -> None:
    """Show the rule."""
    texts = rule.texts.say(words.language)
    general = functools.partial(in_general, thresholds=rule.thresholds)
    with st.container(key="rule_sheet"):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.subheader(markdown(headline(rule, words)), anchor=False, width="stretch")
            icon_button("close", words("page.editor.close"), "rule_close", _close)
        with st.container(horizontal=True):
            label = words(f"severity.{rule.severity}.name")
            st.badge(label, icon=ICONS[rule.severity], color=COLOURS[rule.severity])  # type: ignore[arg-type]  # literals of a table
            for block in rule.blocks:
                name = rulebook.vocabulary.blocks[block].label.say(words.language)
                st.badge(name, color="gray")
        st.markdown(markdown(explained(rule, rulebook, words)))
        st.markdown(f"*{markdown(general(texts.message))}*")
        st.markdown(f"**{words('page.findings.why')}** {markdown(general(texts.why))}")
        st.markdown(f"**{words('page.findings.fixes')}**")
        st.markdown("\n".join(f"- {markdown(general(fix))}" for fix in texts.fixes))
        if texts.fine_when:
            fine = markdown(general(texts.fine_when))
            st.markdown(f"**{words('page.findings.fine_when')}** {fine}")
        st.caption(
            f"{words('page.findings.source')} {markdown(words.cited(rule.source))} · `{rule.id}`"
        )
        _adjust(rule, words)
        _examples(rule, rulebook, words)


def _adjust(rule: Rule, words: Words) -> None:
    # plain look-ups: Streamlit keeps them with the widgets, and session state must be plain
    levels = {level.value: words(f"severity.{level}.name") for level in Severity}
    weights = {weight: words.number(weight) for weight in sorted({*WEIGHTS, rule.weight})}
    with st.container(border=True, key="rule_adjust"):
        st.caption(words("page.rules.session_only"))
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.button(
                words("page.rules.switch_off"),
                key="rule_off",
                icon=":material/visibility_off:",
                on_click=_change,
                args=(rule.id, "enabled", False),
            )
            severity = session.start_value(f"severity_{rule.id}", rule.severity.value)
            st.selectbox(
                words("page.rules.severity"),
                [level for level in levels if level != Severity.OPEN.value],
                format_func=levels.__getitem__,
                key=severity,
                on_change=_change_from,
                args=(rule.id, "severity", severity),
                disabled=rule.severity is Severity.OPEN,
            )
            weight = session.start_value(f"weight_{rule.id}", rule.weight)
            st.selectbox(
                words("page.rules.weight"),
                list(weights),
                format_func=weights.__getitem__,
                key=weight,
                on_change=_change_from,
                args=(rule.id, "weight", weight),
            )


def _examples(rule: Rule, rulebook: Rulebook, words: Words) -> None:
    examples = examples_of(rule)
    for fires, title in ((True, "page.rules.fires"), (False, "page.rules.silent")):
        chosen = [example for example in examples if example.fires is fires]
        if not chosen:
            continue
        st.markdown(f"**{words(title)}**")
        for example in chosen:
            with st.container(border=True, key=f"example_{fires}_{example.line}"):
                st.caption(markdown(example.name))
                places = frozenset(example.expected["places"])
                html = small_canvas_html(
                    example.canvas, rulebook.vocabulary, words, places, rule.severity
                )
                st.html(html)


def examples_of(rule: Rule) -> tuple[Example, ...]:
    """Give the examples of a rule, those of an own rule file too."""
    own = st.session_state["own_rules"]
    name = f"{rule.id}.yaml"
    if name in own:
        return read_examples(read_source(own[name], name))
    path = rules_folder() / rule.theme / name
    return read_examples(read_source(path.read_bytes(), path.name))


def _change(rule: str, key: str, value: object) -> None:
    changes = dict(st.session_state["changes"])
    changes[rule] = {**changes.get(rule, {}), key: value}
    st.session_state["changes"] = changes


def _change_from(rule: str, key: str, field: str) -> None:
    _change(rule, key, st.session_state[field])


def _close() -> None:
    st.session_state["rule"] = ""
