"""How far a long run has come: one line that renews itself, or a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from time import monotonic
from typing import TextIO

from advisor.texts import Words

TERMINAL_SECONDS = 0.2
FILE_SECONDS = 10.0
_CLEAR = "\r\x1b[K"


class Progress:
    """Counts on a stream; `clock` gives seconds."""

    def __init__(
        self,
        total: int,
        words: Words,
        stream: TextIO | None = None,
        clock: Callable[[], float] = monotonic,
    ) -> None:
        self.total = total
        self.count = 0
        self._earlier = 0
        self._words = words
        self._stream = stream or sys.stderr
        self._clock = clock
        self._terminal = self._stream.isatty()
        self._pause = TERMINAL_SECONDS if self._terminal else FILE_SECONDS
        self._shown = clock()
        self._begun: float | None = None  # when the first was done: starting up is no pace

    def step(self, earlier: bool = False) -> None:
        """Count one, done now or in an earlier run, and show it if it is time."""
        self.count += 1
        self._earlier += earlier
        now = self._clock()
        if self._begun is None and not earlier:
            self._begun = now
        if now - self._shown >= self._pause:
            self._shown = now
            self._write(self.line(now))

    def clear(self) -> None:
        """Take the line away: something else is to be written."""
        if self._terminal:
            self._stream.write(_CLEAR)
            self._stream.flush()

    def line(self, now: float) -> str:
        """Give the line: how many of how many, and, once known, how fast and how long still."""
        said = self._words(
            "screening.done", count=self._said(self.count), total=self._said(self.total)
        )
        later = self.count - self._earlier - 1
        if self._begun is None or later < 1 or now <= self._begun:
            return said
        rate = later / (now - self._begun)
        left = timedelta(seconds=round(max(0, self.total - self.count) / rate))
        pace = self._words("screening.pace", rate=self._words.number(round(rate, 1)), left=left)
        return f"{said}, {pace}"

    def _said(self, number: int) -> str:
        return self._words.number(number)

    def _write(self, line: str) -> None:
        self._stream.write(f"{_CLEAR}{line}" if self._terminal else f"{line}\n")
        self._stream.flush()
