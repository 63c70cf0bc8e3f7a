"""One finding as a card: what is wrong, the notes it rests on, why, what helps, a reply."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from advisor.canvas import Canvas
from advisor.findings import Finding, Report
from advisor.pages import session
from advisor.pages.parts import answers, fixes, ladder
from advisor.pages.parts.marks import ICONS, icon_button
from advisor.pages.parts.readings import misread_button
from advisor.reading.replies import readings_behind
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import Told, shorten, tell

CHIPS = 4  # notes offered one by one
SECTIONS = ("why", "fixes", "reply")


@dataclass(frozen=True, slots=True)
class Card:
    """A card of which only the finding itself is shown yet."""

    finding: Finding
    told: Told
    box: DeltaGenerator


def begin(
    finding: Finding, canvas: Canvas, words: Words, rulebook: Rulebook, new: bool
) -> Card | None:
    """Show what is wrong; None where the next hint is all there is to show.

    `new` ones came with the last change.
    """
    box = st.container(border=True, key=f"finding_{finding.severity}_{finding.id}", gap="xsmall")
    with box:
        if ladder.rung(finding) < ladder.RULE:
            ladder.render(finding, canvas, words, rulebook)
            return None
        told = tell(finding, canvas, rulebook, words)
        # As few parts as it takes: each costs the browser a millisecond at every change.
        mark = f" :green-badge[{words('page.findings.new')}]" if new else ""
        title = f"{ICONS[finding.severity]} **{markdown(told.title)}**{mark}"
        st.markdown(f"{title}\n\n{markdown(told.message)}")
    return Card(finding, told, box)


def finish(card: Card, report: Report, canvas: Canvas, words: Words, rulebook: Rulebook) -> None:
    """Show what can be done with the finding, and what of it is open."""
    finding, told = card.finding, card.told
    with card.box:
        if finding.quotes:
            read = words.listed(words.quote(shorten(quote)) for quote in finding.quotes)
            with row():
                st.caption(markdown(words("report.read", quote=read)), width="stretch")
                misread_button(finding.digest, readings_behind(finding, report.heard), words)
        _chips(finding, canvas)
        ladder.render_example(finding, words, rulebook)
        with st.container(horizontal=True, horizontal_alignment="distribute", wrap=False):
            section = _section(finding, words)
            icon_button(
                "arrow_forward",
                words("page.findings.show"),
                f"show_{finding.digest}",
                session.light,
                ([*finding.notes, *finding.related], finding.blocks[0] if finding.blocks else ""),
            )
        if section == "why":
            _reasons(told, words)
        elif section == "fixes":
            st.markdown("\n".join(f"- {markdown(fix)}" for fix in told.fixes))
            fixes.render(finding, canvas, report, words, rulebook)
        elif section == "reply":
            answers.render_form(finding, words)
        _folded(report.folded(finding), canvas, words, rulebook)


def _folded(folded: tuple[Finding, ...], canvas: Canvas, words: Words, rulebook: Rulebook) -> None:
    if not folded:
        return
    label = words.counted("page.findings.folded", len(folded))
    with st.expander(label, key=f"folded_{folded[0].under}", type="compact"):
        for other in folded:
            told = tell(other, canvas, rulebook, words)
            st.markdown(f"**{markdown(told.title)}**")
            st.markdown(markdown(told.message))


def row() -> DeltaGenerator:
    """Give a row whose first part takes what room there is."""
    return st.container(horizontal=True, vertical_alignment="center", gap="xsmall", wrap=False)


def _section(finding: Finding, words: Words) -> str | None:
    """Give what of a finding is open: why, what helps, or the reply to it."""
    labels = {name: words(f"page.findings.sections.{name}") for name in SECTIONS}
    field = f"card_{finding.digest}"
    if st.session_state.get(field) == "fixes" and st.session_state["tried"] != finding.digest:
        st.session_state[field] = None
    chosen: str | None = st.pills(
        words("page.findings.sections.title"),
        SECTIONS,
        format_func=labels.__getitem__,
        key=field,
        on_change=_opened,
        args=(field, finding.digest),
        label_visibility="collapsed",
    )
    return chosen


def _opened(field: str, digest: str) -> None:
    """Fixes are tried for one finding at a time: that takes as long as all the rest."""
    if st.session_state[field] == "fixes":
        st.session_state["tried"] = digest


def _chips(finding: Finding, canvas: Canvas) -> None:
    """Offer each note the finding rests on as a chip that lights it up."""
    homes = {note.id: (block, note.text) for block, note in canvas.notes()}
    notes = [note for note in finding.notes if note in homes][:CHIPS]
    if len(notes) < 2:
        return  # the arrow leads to a single one
    with st.container(key=f"chips_{finding.digest}", horizontal=True, gap="xsmall"):
        for note in notes:
            block, text = homes[note]
            st.button(
                markdown(shorten(text, 30)),
                key=f"chip_{finding.digest}_{note}",
                on_click=session.light,
                args=([note], block),
            )


def _reasons(told: Told, words: Words) -> None:
    st.caption(f"{told.severity} · {words('page.findings.basis', basis=told.basis)}")
    for piece in told.evidence:
        st.markdown(f"- {markdown(piece)}")
    st.markdown(markdown(told.why))
    if told.fine_when:
        st.markdown(f"**{words('page.findings.fine_when')}** {markdown(told.fine_when)}")
    st.caption(f"{words('page.findings.source')} {markdown(told.source)}")
