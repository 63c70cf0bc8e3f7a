"""What was made of people's texts: kept for the next time, and forgotten once somebody deletes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, TypeVar

Result = TypeVar("Result")
_KEPT: list[Callable[[], None]] = []


def remember(most: int) -> Callable[[Callable[..., Result]], Callable[..., Result]]:
    """Keep the last `most` results of a function of texts, in this process, until `forget`."""

    def keep(function: Callable[..., Result]) -> Callable[..., Result]:
        kept: Any = functools.lru_cache(maxsize=most)(function)
        _KEPT.append(kept.cache_clear)
        result: Callable[..., Result] = kept
        return result

    return keep


def forget() -> None:
    """Forget every result: what was deleted must not stay in memory."""
    for clear in _KEPT:
        clear()
