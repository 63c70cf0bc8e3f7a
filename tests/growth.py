"""How much dearer work becomes when there is more of it: a ratio, so it holds on any machine."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable

from advisor.remembered import forget

TIMES = 8
"""How much larger the larger work is."""
LINEAR = 3.0
"""What `growth` of work that grows with its size may reach; squared growth is `TIMES`."""


def growth(work: Callable[[int], object], small: int, least: float = 0.01) -> float:
    """Give how much a unit costs in work `TIMES` as large, as a share of its cost in the small.

    Work under `least` seconds counts as that long: what a clock cannot tell apart is equal.
    """
    large = _seconds(work, small * TIMES)
    return max(large, least) / (max(_seconds(work, small), least / TIMES) * TIMES)


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Give the processor time of the faster of two turns, nothing remembered from before."""
    trace = sys.gettrace()
    sys.settrace(None)  # coverage would be measured too
    try:
        turns = []
        for _ in range(2):
            forget()
            start = time.process_time()
            work(size)
            turns.append(time.process_time() - start)
        return min(turns)
    finally:
        sys.settrace(trace)
