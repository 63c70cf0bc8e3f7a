"""Why a submission was not read, and what of it was, in words."""

from __future__ import annotations

from advisor.screening.submission import Screened
from advisor.source import Problem
from advisor.texts import Words


def tell_reason(screened: Screened, words: Words) -> str:
    """Give the sentence that says why a submission was not read, "" for one that was."""
    if not screened.reason:
        return ""
    for section in ("imports.reasons", "screening.reasons"):
        key = f"{section}.{screened.reason}"
        if key in words.entries:
            numbers = {name: _said(value, words) for name, value in screened.details.items()}
            return words(key, **numbers)
    return words.problem(Problem(screened.reason, details=screened.details))


def tell_state(screened: Screened, words: Words) -> str:
    """Give in a few words how much was read, or the reason why nothing was."""
    if screened.status == "older":
        return words("screening.older")
    return tell_reason(screened, words) or words("screening.filled", count=screened.filled)


def _said(value: str | int, words: Words) -> str:
    return words.number(value) if isinstance(value, int) else value
