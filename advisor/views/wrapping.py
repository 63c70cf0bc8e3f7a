"""Break a text into lines that fit: plotly, SVG and PDF do not wrap by themselves.

Widths are those of Source Sans, in em and rounded up; other fonts of that kind differ little.
"""

from __future__ import annotations

import re
import unicodedata

# Width -> the characters that are that wide; what is not listed is asked of Unicode.
_TABLE = {
    0.21: " \N{NO-BREAK SPACE}",
    0.26: "|',.:;ijlI·‚‘’",
    0.31: "!f()[]{}•-",
    0.36: "°tr/\\",
    0.43: '²³*?sz"„“”«»',
    0.48: "xcçvyJY–",
    0.51: "FLk#$+0123456789<=>^_aeg~äéèêëàáâåãíìîïóòôõúùûñ€£§×±≥≤VX",
    0.55: "ESATZ`houöüÄøbdnpq",
    0.60: "CPRKßBÉÈÅ",
    0.67: "&DGUÜHNOQÖØÇ→←✓",
    0.74: "wM",
    0.85: "W—½¼æœmÆŒ%@",
    0.96: "…",
}
_UNLISTED = 0.7  # Cyrillic, Greek and whatever else: rather too wide than out of its note
_IDEOGRAPH = 1.0
_PICTURE = 1.3
_SHORTEST_PART = 3  # letters to stand alone beside a forced hyphen
_LOOK_BACK = 6  # letters to go back for the start of a syllable

# Before the last consonant that a vowel follows; letters that make one sound stay together.
_SYLLABLE = re.compile(
    r"(?=(?:sch|(?<!s)ch|ph|th|qu|[bfgkp][rl]|[dt]r|(?<![cpt])h|(?<!c)k"
    r"|(?<![bdfgkpt])r|(?<![bfgkp])l|[bcdfgjmnpstvwxzß])[aeiouyäöü])",
    re.IGNORECASE,
)
_AFTER_JOINT = re.compile(r"(?<=[-/–—\u00ad])(?=\w)")


class _Widths(dict[str, float]):
    """Character -> its width; asks Unicode for what the table does not list."""

    def __missing__(self, character: str) -> float:
        if unicodedata.category(character) in ("Mn", "Me", "Cf"):
            return 0.0
        if unicodedata.east_asian_width(character) not in ("W", "F"):
            return _UNLISTED
        return _IDEOGRAPH if 0x2E80 <= ord(character) < 0x1F000 else _PICTURE


_WIDTHS = _Widths({character: em for em, listed in _TABLE.items() for character in listed})
_SPACE, _HYPHEN, _MORE = _WIDTHS[" "], _WIDTHS["-"], _WIDTHS["…"]
_width_of = _WIDTHS.__getitem__


def width(text: str) -> float:
    """Give the width of `text` in em."""
    return sum(map(_width_of, text))


def wrap(text: str, room: float, most: int = 4) -> tuple[str, ...]:
    """Give `text` in at most `most` lines no wider than `room` em; what is cut off ends in "…".

    Breaks at spaces, and inside a word only where it fills a line by itself: after hyphens and
    slashes if it can, else where a syllable seems to begin.
    """
    lines: list[str] = []
    line, filled = "", 0.0
    for word in text.split():
        size = width(word)
        parts = (
            [(word, size)] if size <= room else [(part, width(part)) for part in _parts(word, room)]
        )
        gap, step = (" ", _SPACE) if line else ("", 0.0)
        for part, size in parts:
            if filled + step + size <= room:
                line += gap + part
                filled += step + size
            else:
                lines.append(line)
                line, filled = part, size
                if len(lines) > most:
                    return _cut(lines, room, most)
            gap, step = "", 0.0
    lines.append(line)
    return _cut(lines, room, most) if len(lines) > most else tuple(lines)


def _cut(lines: list[str], room: float, most: int) -> tuple[str, ...]:
    last = lines[most - 1]
    while last and width(last) + _MORE > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,;:-–") + "…")


def _parts(word: str, room: float) -> list[str]:
    """Give the pieces of a word between which a line may break."""
    parts: list[str] = []
    for piece in _AFTER_JOINT.split(word):
        rest = piece
        while width(rest) > room:
            head, rest = _forced(rest, room)
            parts.append(head)
        parts.append(rest)
    return parts


def _forced(word: str, room: float) -> tuple[str, str]:
    """Break inside a word, with a hyphen between letters that are written with one."""
    end, filled = 0, 0.0
    while end < len(word) and filled + _WIDTHS[word[end]] <= room - _HYPHEN:
        filled += _WIDTHS[word[end]]
        end += 1
    end = max(1, min(end, len(word) - _SHORTEST_PART))
    if not _hyphenated(word, end):
        while end < len(word) - 1 and _WIDTHS[word[end]] == 0.0:  # an accent stays with its letter
            end += 1
        return word[:end], word[end:]
    starts = [match.start() for match in _SYLLABLE.finditer(word, 0, end + _LOOK_BACK)]
    near = [at for at in starts if max(_SHORTEST_PART, end - _LOOK_BACK) <= at <= end]
    end = near[-1] if near else end
    return word[:end] + ("-" if _hyphenated(word, end) else ""), word[end:]


def _hyphenated(word: str, at: int) -> bool:
    pair = word[at - 1 : at + 1]
    return pair.isalpha() and all(ord(letter) < 0x530 for letter in pair)
