"""Bring a rule of one's own: checked at once, tried on the open canvas before it is used."""

from __future__ import annotations

import streamlit as st

from advisor import limits
from advisor.engine import check
from advisor.pages import session
from advisor.pages.parts.marks import ICONS
from advisor.rulebook.examples import read_examples, run_examples
from advisor.rulebook.files import read_rule
from advisor.rulebook.rulebook import CompiledRule, Rulebook
from advisor.source import SourceError, read_source
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.rule_view import effect, headline
from advisor.views.wording import tell


def render(rulebook: Rulebook, words: Words) -> None:
    """Show what the rulebook is, what was changed, and the place to bring a rule."""
    st.markdown(words("page.rules.intro"))
    _changed(words)
    with st.container(border=True, key="own_rule"):
        st.subheader(words("page.rules.bring"), anchor=False)
        st.markdown(words("page.rules.bring_help"))
        upload = st.file_uploader(
            words("page.rules.file"),
            type=["yaml", "yml"],
            key="rule_upload",
            max_upload_size=max(1, limits.FILE_BYTES // 1_000_000),
        )
        if upload is not None:
            _try(upload.name, upload.getvalue(), rulebook, words)


def _changed(words: Words) -> None:
    changes, own = st.session_state["changes"], st.session_state["own_rules"]
    if not changes and not own:
        return
    with st.container(border=True, key="rules_changed"):
        if changes:
            st.markdown(words("page.rules.changed", rules=markdown(", ".join(changes))))
        if own:
            st.markdown(words("page.rules.brought", rules=markdown(", ".join(own))))
        st.button(words("page.rules.reset"), key="rules_reset", on_click=_reset)


def _try(name: str, data: bytes, rulebook: Rulebook, words: Words) -> None:
    try:
        compiled = read_rule(data, name)
        examples = read_examples(read_source(data, name))
    except SourceError as error:
        lines = []
        for problem in error.problems[: limits.PROBLEMS_SHOWN]:
            place = problem.place
            at = words("page.place", line=place.line, column=place.column) if place else ""
            lines.append(f"- {at} {markdown(words.problem(problem))}")
        st.error("\n".join(lines), title=words("page.rules.refused"))
        return
    after = rulebook.with_own((compiled,))
    failures = run_examples(compiled.rule.id, after, examples, check)
    st.success(
        words("page.rules.loads", title=markdown(headline(compiled.rule, words))),
        icon=":material/check:",
    )
    if not examples:
        st.warning(words("page.rules.no_examples"))
    for failure in failures:
        expected, got = (", ".join(names) or "–" for names in (failure.expected, failure.got))
        st.error(
            words(
                "page.rules.example_fails",
                name=markdown(failure.example.name),
                line=failure.example.line,
                expected=markdown(expected),
                got=markdown(got),
            )
        )
    if examples and not failures:
        st.caption(words("page.rules.examples_pass", count=len(examples)))
    if not failures:
        _effect(rulebook, after, words)
        _use(name, data, compiled, words)


def _effect(before: Rulebook, after: Rulebook, words: Words) -> None:
    canvas = session.canvas()
    if canvas is None:
        st.caption(words("page.rules.no_canvas"))
        return
    changes = effect(canvas, before, after)
    counts = {"new": len(changes.new), "gone": len(changes.gone)}
    st.markdown(words("page.rules.effect", canvas=markdown(canvas.name), **counts))
    sides = (("new", "orange", changes.new, after), ("gone", "green", changes.gone, before))
    for word, colour, findings, book in sides:
        for finding in findings:
            told = tell(finding, canvas, book, words)
            message = markdown(f"{told.title} {told.message}")
            badge = f":{colour}-badge[{words(f'page.rules.{word}')}]"
            st.markdown(f"{badge} {ICONS[finding.severity]} {message}")


def _use(name: str, data: bytes, compiled: CompiledRule, words: Words) -> None:
    st.button(
        words("page.rules.use"),
        key="rule_use",
        type="primary",
        on_click=_take,
        args=(f"{compiled.rule.id}.yaml", data.decode("utf-8-sig")),
    )
    if name in st.session_state["own_rules"]:
        st.caption(words("page.rules.in_use"))


def _take(name: str, text: str) -> None:
    st.session_state["own_rules"] = {**st.session_state["own_rules"], name: text}


def _reset() -> None:
    st.session_state["own_rules"] = {}
    st.session_state["changes"] = {}
    st.session_state["edition"] += 1
