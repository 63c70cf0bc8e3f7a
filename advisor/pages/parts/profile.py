"""How well the canvas is described, and which rules said so."""

from __future__ import annotations

import streamlit as st

from advisor.canvas import Canvas
from advisor.findings import Report
from advisor.rulebook.rulebook import Rulebook
from advisor.scores import Loss, score, total
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.wording import tell

MOST_LOSSES = 5


def render(canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> None:
    """Show the five dimensions with what points were lost to; a total on request."""
    scores = score(canvas, report, rulebook)
    with st.expander(words("page.profile.title"), key="profile", icon=":material/bar_chart:"):
        st.caption(words("page.profile.what"))
        for name, one in scores.items():
            label = words(f"page.profile.{name}")
            if one.value is None:
                st.markdown(f"{label}: :gray[{words('page.profile.too_little')}]")
                continue
            st.progress(one.value / 100, text=f"{label}: {one.value}")
            heaviest = sorted(one.losses, key=lambda loss: -loss.points)[:MOST_LOSSES]
            lost = [_said(loss, canvas, report, words, rulebook) for loss in heaviest]
            if lost:
                st.caption("  \n".join(lost))
        whole = total(scores, report) if rulebook.total else None
        if whole is not None:
            st.markdown(f"**{words('page.profile.total')}: {whole}**")
    st.caption(
        words(
            "page.profile.rulebook",
            version=rulebook.version,
            rule_set=markdown(rulebook.rule_set),
            sha=rulebook.sha256[:12],
        )
    )


def _said(loss: Loss, canvas: Canvas, report: Report, words: Words, rulebook: Rulebook) -> str:
    """Say what points were lost to: a finding by its title, a gap by its place."""
    points = words.number(loss.points)
    language, vocabulary = words.language, rulebook.vocabulary
    if loss.finding:
        finding = next(one for one in report.findings if one.id == loss.finding)
        what = tell(finding, canvas, rulebook, words).title
        return markdown(f"−{points} · {what}")
    what = vocabulary.blocks[loss.block].label.say(language)  # type: ignore[index]  # a block's id
    if loss.about in vocabulary.groups:
        what += f": {vocabulary.groups[loss.about].label.say(language)}"
    elif loss.about in vocabulary.blocks:
        what += f" – {vocabulary.blocks[loss.about].label.say(language)}"  # type: ignore[index]
    elif loss.about:
        what += f": {vocabulary.fact(loss.about).label.say(language)}"
    return markdown(f"−{points} · {what}")
