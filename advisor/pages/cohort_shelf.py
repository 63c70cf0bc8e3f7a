"""What a cohort keeps for all its teams: own text blocks, and the rubric points go by."""

from __future__ import annotations

import logging
from collections.abc import Callable

import streamlit as st
from pydantic import ValidationError

from advisor.pages import cohort
from advisor.remembered import remember
from advisor.screening.rubric import Rubric, read_rubric
from advisor.screening.shelf import Shelf
from advisor.source import SourceError
from advisor.store.cohort import Review as Kept
from advisor.store.cohort import StaleReviewError
from advisor.store.database import StoreError

TEXTS = "own_texts"
RUBRIC = "rubric"
NOTHING = Kept(0, "")


def _kept(name: str) -> Kept:
    cohorts = cohort.store()
    found = cohorts.kept(st.session_state["cohort"]) if cohorts is not None else {}
    return found.get(name, NOTHING)


def texts() -> tuple[int, Shelf]:
    """Give revision and text blocks of the cohort."""
    kept = _kept(TEXTS)
    return kept.revision, Shelf.model_validate_json(kept.text) if kept.text else Shelf()


def edit_texts(revision: int, change: Callable[[Shelf], Shelf]) -> bool:
    """Change the text blocks this session saw as `revision`; say whether they were kept."""
    seen, shelf = texts()
    if seen != revision:
        return False
    try:
        wanted = change(shelf)
    except ValidationError:
        return False
    return _keep(TEXTS, revision, wanted.model_dump_json())


def rubric() -> Rubric | None:
    """Give the rubric of the cohort; None without one, and where today's rules refuse it."""
    try:
        return rubric_of(_kept(RUBRIC).text)
    except SourceError:
        return None


def rubric_of(text: str) -> Rubric | None:
    """Read a rubric by the rules of this session; None where nothing is written.

    Raises:
        SourceError: with line, column and suggestion of every problem.
    """
    return _read(text, cohort.rulebook().sha256) if text.strip() else None


@remember(cohort.KEPT)
def _read(text: str, rules: str) -> Rubric:  # noqa: ARG001  # part of what is kept
    return read_rubric(text, "rubric.yaml", cohort.rulebook())


def rubric_text() -> str:
    """Give the rubric as it was written, "" without one."""
    return _kept(RUBRIC).text


def rubric_from(data: bytes, name: str) -> str:
    """Give the text of a rubric's file once it was read.

    Raises:
        SourceError: with line, column and suggestion of every problem.
    """
    read_rubric(data, name, cohort.rulebook())
    return data.decode("utf-8-sig")


def keep_rubric(text: str) -> None:
    """Keep a rubric for the cohort, "" for none."""
    _keep(RUBRIC, _kept(RUBRIC).revision, text)


def _keep(name: str, revision: int, text: str) -> bool:
    cohorts = cohort.store()
    if cohorts is None:
        return False
    try:
        cohorts.keep(st.session_state["cohort"], name, revision, text)
    except StaleReviewError:
        return False
    except (StoreError, KeyError, ValueError):
        logging.getLogger(__name__).exception("a text of a cohort was not kept")
        st.session_state["cohort_trouble"] = "failed"
        return False
    return True
