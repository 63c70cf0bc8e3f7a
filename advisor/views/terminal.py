"""Text for a terminal: 80 columns wide, and nothing in it that steers the terminal."""

from __future__ import annotations

import re
import textwrap

WIDTH = 80

# Control characters start escape sequences; direction marks turn what follows them around;
# a lone surrogate, from a broken file name, cannot be written at all.
_STEERING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def visible(text: str) -> str:
    """Give `text` with a sign in place of every character that would steer a terminal."""
    return _STEERING.sub(lambda match: " " if match.group() in "\t\r" else "�", text)


def wrapped(text: str, indent: str = "", first: str | None = None) -> list[str]:
    """Give a paragraph as lines; `first` begins the first line instead of `indent`."""
    return textwrap.wrap(
        visible(" ".join(text.split())),
        WIDTH,
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
    )
