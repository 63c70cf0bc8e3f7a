"""Pairs of similar wording, to be opened and read side by side: a prompt to look, no verdict."""

from __future__ import annotations

import streamlit as st

from advisor import limits
from advisor.pages import earlier, session
from advisor.screening.lookalikes import Lookalikes, Pair, Side
from advisor.store.cohort import Cohort
from advisor.texts import Words
from advisor.views.escaping import markdown
from advisor.views.likeness import side_by_side, side_by_side_html


def render(found: Cohort, words: Words) -> None:
    """Show the pairs, the most alike first."""
    st.subheader(words("similar.title"), anchor=False)
    with st.spinner(words("cohort.compare.comparing")):
        alike = earlier.lookalikes(found)
    st.caption(_scope(alike, words))
    if alike.beyond:
        limit = words.number(limits.SIMILAR_CANVASES)
        st.info(words("cohort.compare.beyond", limit=limit, count=words.number(alike.beyond)))
    if not alike.pairs:
        st.markdown(words("similar.none"))
        return
    most = st.session_state["pairs_shown"] * limits.PAIRS_SHOWN
    with st.container(key="pairs", gap="xsmall"):
        for pair in alike.pairs[:most]:
            _pair(pair, words)
    if len(alike.pairs) > most:
        st.button(words("cohort.compare.more"), key="pairs_more", on_click=_more)
    elif alike.more:
        st.caption(words.counted("similar.more", alike.more))
    st.caption(words("similar.why"))


def _more() -> None:
    st.session_state["pairs_shown"] += 1


def _scope(alike: Lookalikes, words: Words) -> str:
    told = [
        words(
            "cohort.compare.scope",
            own=words.number(alike.own),
            earlier=words.number(alike.earlier),
            examples=words.number(alike.examples),
        )
    ]
    if alike.same_team:
        told.append(words.counted("cohort.compare.same_team", alike.same_team))
    return " ".join(told)


def _pair(pair: Pair, words: Words) -> None:
    """One pair; the texts are drawn up only when it is opened."""
    names = (side_name(pair.left, words), side_name(pair.right, words))
    vocabulary = session.vocabulary()
    a, b = map(markdown, names)
    title = words("similar.pair", a=a, b=b, percent=round(pair.overall * 100))
    box = st.expander(title, key=f"pair_{_key(pair)}", on_change="rerun")
    if box.open:
        rows = side_by_side(pair.left.canvas, pair.right.canvas, pair.blocks)
        with box:
            st.html(side_by_side_html(rows, names, vocabulary, words))


def _key(pair: Pair) -> str:
    sides = (pair.left, pair.right)
    return "_".join(f"{one.origin}-{one.group}-{one.number or one.name}" for one in sides)


def side_name(side: Side, words: Words) -> str:
    """Give what to call one side; a team's name is hidden where somebody reads blind."""
    if side.origin == "example":
        return words("cohort.compare.example", name=side.name)
    hidden = st.session_state.get("cohort_blind")
    name = words("cohort.team", number=side.number) if hidden else side.name
    if side.origin == "own":
        return name
    return words("cohort.compare.from", name=name, cohort=side.group)
