"""The findings beside the poster: what to settle next, cards with evidence, open questions."""

from __future__ import annotations

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.canvas import BLOCKS, BlockId, Canvas
from advisor.findings import Finding, Report, Severity
from advisor.pages import session
from advisor.pages.parts import answers, card, ladder
from advisor.pages.parts.card import Card
from advisor.pages.parts.marks import ICONS, icon_button
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.rule_view import Effect
from advisor.views.wording import ask, pattern_of, tell, tell_strength

FEW = 3  # findings one takes in at a glance


def place() -> DeltaGenerator:
    """Give the place of the findings: one that comes or goes moves nothing outside of it.

    A browser builds anew whatever moves to another place in the document.
    """
    return st.container(key="findings", gap="small")


def render(
    canvas: Canvas,
    report: Report,
    words: Words,
    rulebook: Rulebook,
    block: BlockId | None,
    since: Effect,
) -> list[Card]:
    """Show the findings of the canvas, or of the block whose editor is open.

    `since` is what the last change brought and took away. Of each card only the finding is shown;
    `render_rest` shows the rest of them, and what else there is to say.
    """
    here = [
        finding
        for finding in report.leads
        if finding.severity is not Severity.OPEN and (block is None or block in finding.blocks)
    ]
    if here or block is None:
        st.subheader(f"{words('page.findings.title')} :gray[{len(here)}]", anchor=False)
    if block is None:
        _next(canvas, report, here, words, rulebook)
    gone = [finding for finding in since.gone if finding.severity is not Severity.OPEN]
    if gone:
        label = words.counted("page.findings.gone", len(gone))
        st.badge(label, icon=":material/check:", color="green")
    begun = [
        card.begin(finding, canvas, words, rulebook, finding in since.new)
        for finding in _chosen(here, words)
    ]
    if not here and not _blank_blocks(canvas):
        st.caption(words("page.findings.none" if block is None else "page.findings.none_here"))
    return [one for one in begun if one]


def render_rest(
    cards: list[Card],
    canvas: Canvas,
    report: Report,
    words: Words,
    rulebook: Rulebook,
    block: BlockId | None,
) -> None:
    """Finish the cards; beside the whole canvas show questions, strengths and what is open."""
    for one in cards:
        card.finish(one, report, canvas, words, rulebook)
    if block is None:
        _questions(canvas, report, words, rulebook)
        _in_tune(canvas, report, words, rulebook)
        _patterns(report, words, rulebook)
        _still_open(canvas, report, words, rulebook)
        _open(canvas, words, rulebook)
        answers.render_list(canvas, report, words, rulebook)


def _chosen(here: list[Finding], words: Words) -> list[Finding]:
    """Let people keep to one weight of finding where there are many."""
    found = [level for level in Severity if any(one.severity is level for one in here)]
    if len(here) <= FEW or len(found) == 1:
        return here
    numbers = {level: sum(one.severity is level for one in here) for level in found}
    kept = [level for level in found if level.value in st.session_state["severities"]]
    field = session.key("severities")
    st.session_state[field] = kept
    st.pills(
        words("page.findings.filter"),
        found,
        selection_mode="multi",
        format_func=lambda level: words.counted(f"severity.{level}", numbers[level]),
        key=field,
        on_change=_keep_to,
        args=(field,),
        label_visibility="collapsed",
    )
    return [finding for finding in here if not kept or finding.severity in kept]


def _keep_to(field: str) -> None:
    st.session_state["severities"] = [str(level) for level in st.session_state[field]]


def _next(
    canvas: Canvas, report: Report, here: list[Finding], words: Words, rulebook: Rulebook
) -> None:
    """One line: what to settle next."""
    blank = _blank_blocks(canvas)
    with st.container(key="next", horizontal=True, vertical_alignment="center", wrap=False):
        if len(blank) > len(BLOCKS) // 2:
            label = rulebook.vocabulary.blocks[blank[0]].label.say(words.language)
            st.markdown(words("page.findings.go_on", block=label), width="stretch")
            _go(blank[0], words, "next")
        elif here:
            what = tell(here[0], canvas, rulebook, words).title
            if ladder.rung(here[0]) < ladder.RULE:
                what = ladder.question(here[0], words, rulebook)
            st.markdown(words("page.findings.next", what=markdown(what)), width="stretch")
        elif report.questions:
            question = ask(report.questions[0], canvas, rulebook, words)
            st.markdown(words("page.findings.next", what=markdown(question)), width="stretch")


def _go(block: BlockId, words: Words, name: str) -> None:
    label = words("page.findings.open_block")
    icon_button("arrow_forward", label, f"go_{name}_{block}", session.select, (block,))


def _questions(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    if not report.questions:
        return
    with st.expander(words.counted("page.findings.questions", len(report.questions)), key="asks"):
        for question in report.questions:
            with card.row():
                block = question.blocks[0]
                label = rulebook.vocabulary.blocks[block].label.say(words.language)
                text = markdown(ask(question, canvas, rulebook, words))
                st.markdown(f":gray[{label} ·] {text}", width="stretch")
                _go(block, words, f"ask_{question.asks or question.rules[0]}")


def _in_tune(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    if not report.strengths:
        return
    label = words.counted("page.findings.strengths", len(report.strengths))
    with st.expander(label, key="strengths", icon=":material/check_circle:"):
        for strength in report.strengths:
            title, message = tell_strength(strength, canvas, rulebook, words)
            st.markdown(f"**{markdown(title)}**  \n{markdown(message)}")


def _patterns(report: Report, words: Words, rulebook: Rulebook) -> None:
    """Say which known business models this one looks like, and what such models also have."""
    if not report.patterns:
        return
    with st.expander(words("page.findings.patterns"), key="patterns", icon=":material/category:"):
        for match in report.patterns[:3]:
            pattern = pattern_of(match, rulebook)
            label = markdown(pattern.label.say(words.language))
            company = markdown(pattern.company)
            st.markdown(words("page.findings.looks_like", pattern=label, company=company))
            st.caption(markdown(pattern.summary.say(words.language)))
            suggestions = [
                pattern.should[number].suggests.say(words.language) for number in match.missing
            ]
            if suggestions:
                st.markdown(words("page.findings.usually"))
                st.markdown("\n".join(f"- {markdown(text)}" for text in suggestions))
            st.caption(markdown(pattern.lacks.say(words.language)))


def _blank_blocks(canvas: Canvas) -> list[BlockId]:
    return [block for block in session.FILLING_ORDER if not canvas.block(block).filled]


def _open(canvas: Canvas, words: Words, rulebook: Rulebook) -> None:
    """Say in one grey line what nobody has filled in yet: never a fault."""
    blank = _blank_blocks(canvas)
    blocks = rulebook.vocabulary.blocks
    unfinished = [
        block for block in BLOCKS if canvas.block(block).done is False and block not in blank
    ]
    for key, found in (("open", blank), ("unfinished", unfinished)):
        if found:
            names = words.listed(blocks[block].label.say(words.language) for block in found)
            st.caption(words(f"page.findings.{key}", blocks=names))


def _still_open(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """List what nobody answered yet, in grey and folded away; blank blocks have their own line."""
    waiting = [
        finding
        for finding in report.leads
        if finding.severity is Severity.OPEN
        and any(canvas.block(block).notes for block in finding.blocks)
    ]
    if not waiting:
        return
    label = words.counted("page.findings.waiting", len(waiting))
    with st.expander(label, key="waiting", icon=ICONS[Severity.OPEN]):
        for finding in waiting:
            told = tell(finding, canvas, rulebook, words)
            with card.row():
                st.markdown(f":gray[{markdown(told.message)}]", width="stretch")
                _go(finding.blocks[0], words, finding.id)
