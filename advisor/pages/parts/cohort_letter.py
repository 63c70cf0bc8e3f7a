"""One team's letter as it will be read, beside it its pieces to keep, drop or reword."""

from __future__ import annotations

import html
from pathlib import PurePosixPath

import streamlit as st

from advisor import limits
from advisor.pages import cohort, cohort_shelf
from advisor.pages.parts import cohort_own_texts
from advisor.pages.parts.cohort_editing import edit, render_comment, render_stale
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.screening.feedback import Feedback, canvas_name, compose
from advisor.screening.letters import letter_of
from advisor.screening.pieces import Piece
from advisor.screening.review import Review, drop, keep, release, reword, speak
from advisor.screening.submission import Screened
from advisor.source import SourceError
from advisor.texts import Words
from advisor.texts import words as words_of
from advisor.views.escaping import markdown, undirected
from advisor.views.letter_html import letter_body
from advisor.views.wording import shorten

LANGUAGES = ("canvas", "de", "en")


def render(entry: Entry, revision: int, review: Review, words: Words) -> None:
    """Show the letter and what can be done with it."""
    spoken = words_of(review.language_for(entry.screened.language))
    screened = _shown(entry, words)
    try:
        feedback = compose(screened, cohort.rulebook(), review, spoken, cohort_shelf.rubric())
    except SourceError as error:
        st.warning("\n\n".join(markdown(words.problem(one)) for one in error.problems))
        return
    render_stale(entry, review, words)
    with st.container(key="handing_letter", horizontal=True, gap="large"):
        with st.container(key="handing_preview", width="stretch"):
            _preview(feedback, spoken)
        with st.container(key="handing_pieces", width=440, gap="small"):
            _release(entry, revision, review, words)
            _language(entry, revision, review, words)
            render_comment(entry, revision, review, words)
            cohort_own_texts.render(entry, revision, review, words)
            _pieces(entry, revision, feedback, words)


def _shown(entry: Entry, words: Words) -> Screened:
    """Give the submission without what would tell whose it is, where names are hidden."""
    one = entry.screened
    if not st.session_state.get("cohort_blind"):
        return one
    alias = name_of(entry, words)
    return one.model_copy(
        update={
            "team": alias,
            "name": canvas_name(one),
            "path": f"{alias}{PurePosixPath(one.path).suffix}",
        }
    )


def _preview(feedback: Feedback, spoken: Words) -> None:
    letter = letter_of(feedback, spoken)
    title = f"<p class='letter-title'>{html.escape(undirected(letter.title))}</p>"
    st.html(
        f"<article class='letter' lang='{letter.language}'>{title}{letter_body(letter)}</article>"
    )


def _release(entry: Entry, revision: int, review: Review, words: Words) -> None:
    released = review.status == "released"
    status = "released" if released else "begun" if revision else "open"
    with st.container(horizontal=True, vertical_alignment="center"):
        st.badge(
            words(f"cohort.handing.status.{status}"),
            icon=":material/check:" if released else ":material/edit_note:",
            color="green" if released else "gray",
            width="stretch",
        )
        st.button(
            words(f"cohort.handing.{'take_back' if released else 'release'}"),
            key="handing_release",
            type="secondary" if released else "primary",
            on_click=edit,
            args=(entry.number, revision, _taken_back if released else release),
        )


def _taken_back(review: Review) -> Review:
    return release(review, "draft")


def _language(entry: Entry, revision: int, review: Review, words: Words) -> None:
    field = f"handing_language~{entry.number}"
    st.session_state[field] = review.language or "canvas"
    of_canvas = words(f"cohort.handing.language.{entry.screened.language or 'de'}")
    st.segmented_control(
        words("cohort.handing.language.name"),
        LANGUAGES,
        format_func=lambda name: (
            words(f"cohort.handing.language.{name}", language=of_canvas)
            if name == "canvas"
            else words(f"cohort.handing.language.{name}")
        ),
        key=field,
        required=True,
        on_change=_speak,
        args=(entry.number, revision, field),
    )
    if any(one.text is not None for one in review.edits.values()):
        st.caption(words("cohort.handing.language.reworded"))


def _speak(number: int, revision: int, field: str) -> None:
    chosen = st.session_state[field]
    language = None if chosen == "canvas" else chosen
    edit(number, revision, lambda review: speak(review, language))


def _pieces(entry: Entry, revision: int, feedback: Feedback, words: Words) -> None:
    st.markdown(f"**{words('cohort.handing.pieces')}**")
    st.caption(words("cohort.handing.pieces_what"))
    for place, piece in enumerate(feedback.pieces):
        if piece.editable and piece.composed and piece.kind != "comment":
            _piece(entry, revision, piece, place, words)


def _piece(entry: Entry, revision: int, piece: Piece, place: int, words: Words) -> None:
    state = st.session_state
    kept = f"keep~{entry.number}~{piece.id}"
    state[kept] = piece.kept
    opened = state.get("piece_open") == f"{entry.number}~{piece.id}"
    with st.container(key=f"piece_{place}", gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
            st.checkbox(
                _label(piece, words),
                key=kept,
                on_change=_keep,
                args=(entry.number, revision, piece.id, kept),
                width="stretch",
            )
            # the composed greeting holds a number where names are hidden: it must not be saved
            if not (piece.kind == "greeting" and state.get("cohort_blind")):
                st.button(
                    words(f"cohort.handing.{'close' if opened else 'reword'}"),
                    key=f"reword_{place}",
                    type="tertiary",
                    on_click=_open,
                    args=(f"{entry.number}~{piece.id}",),
                )
        if opened:
            _reword(entry, revision, piece, words)
        elif piece.text != piece.composed:
            st.caption(words("cohort.handing.reworded"))


def _label(piece: Piece, words: Words) -> str:
    kind = words(f"cohort.handing.kind.{piece.kind}")
    said = shorten(piece.title or piece.text.splitlines()[0] if piece.text.strip() else "", 70)
    return f"{kind} · {markdown(said)}" if said else kind


def _keep(number: int, revision: int, piece: str, field: str) -> None:
    change = keep if st.session_state[field] else drop
    edit(number, revision, lambda review: change(review, piece))


def _open(piece: str) -> None:
    state = st.session_state
    state["piece_open"] = "" if state.get("piece_open") == piece else piece


def _reword(entry: Entry, revision: int, piece: Piece, words: Words) -> None:
    field = f"text~{entry.number}~{piece.id}"
    if st.session_state.get(field) != piece.text:
        st.session_state[field] = piece.text
    st.text_area(
        words("cohort.handing.text"),
        key=field,
        height="content",
        max_chars=limits.COMMENT_CHARACTERS,
        on_change=_put,
        args=(entry.number, revision, piece.id, piece.composed, field),
        label_visibility="collapsed",
    )
    st.button(
        words("cohort.handing.composed"),
        key="piece_composed",
        type="tertiary",
        icon=":material/undo:",
        disabled=piece.text == piece.composed,
        on_click=edit,
        args=(entry.number, revision, lambda review: reword(review, piece.id, None)),
    )


def _put(number: int, revision: int, piece: str, composed: str, field: str) -> None:
    typed = st.session_state[field]
    text = None if typed == composed else typed
    edit(number, revision, lambda review: reword(review, piece, text), typed)
