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
    0.43: "²³*?sz\"„“”«»",
    0.48: "xcçvyJY–",
    0.51: "FLk#$+0123456789<=>^_aeg~äéèêëàáâåãíìîïóòôõúùûñ€£§×±≥≤VX",
    0.55: "ESATZ`houöüÄøbdnpq",
    0.60: "CPRKßBÉÈÅ",
    0.67: "&DGUÜHNOQÖØÇ→←✓",
    0.74: "wM",
    0.85: "W—½¼æœmÆŒ%@",
    0.96: "…",
}
_WIDTHS = {character: em for em, characters in _TABLE.items() for character in characters}
_UNLISTED = 0.7  # Cyrillic, Greek and whatever else: rather too wide than out of its note
_IDEOGRAPH = 1.0
_PICTURE = 1.3
_SHORTEST_PART = 2  # letters to stand alone before a forced hyphen

_AFTER_JOINT = re.compile(r"(?<=[-/–—\u00ad])(?=\w)")


def width(text: str) -> float:
    """Give the width of `text` in em."""
    known = _WIDTHS.get
    return sum([known(character) or _look_up(character) for character in text])


def wrap(text: str, room: float, most: int = 4) -> tuple[str, ...]:
    """Give `text` in at most `most` lines no wider than `room` em; what is cut off ends in "…".

    Breaks at spaces, then after hyphens and slashes, and inside a word only where it fills a
    line by itself.
    """
    lines: list[str] = []
    line, filled = "", 0.0
    for word in text.split():
        for number, part in enumerate(_parts(word, room)):
            size = width(part)
            gap = "" if number or not line else " "
            if filled + (_WIDTHS[" "] if gap else 0.0) + size <= room:
                line += gap + part
                filled += (_WIDTHS[" "] if gap else 0.0) + size
                continue
            lines.append(line)
            line, filled = part, size
            if len(lines) > most:
                return _cut(lines, room, most)
    lines.append(line)
    return _cut(lines, room, most) if len(lines) > most else tuple(lines)


def _cut(lines: list[str], room: float, most: int) -> tuple[str, ...]:
    last = lines[most - 1]
    while last and width(last) + _WIDTHS["…"] > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,;:-–") + "…")


def _parts(word: str, room: float) -> list[str]:
    """Give the pieces of a word between which a line may break; one if it fits a line."""
    if width(word) <= room:
        return [word]
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
    while end < len(word) and filled + width(word[end]) <= room - _WIDTHS["-"]:
        filled += width(word[end])
        end += 1
    end = max(1, min(end, len(word) - _SHORTEST_PART))
    while end < len(word) - 1 and unicodedata.combining(word[end]):
        end += 1
    latin = word[end - 1].isalpha() and word[end].isalpha() and ord(word[end]) < 0x530
    return word[:end] + ("-" if latin else ""), word[end:]


def _look_up(character: str) -> float:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(character) in ("W", "F"):
        return _PICTURE if ord(character) >= 0x1F000 or ord(character) < 0x2E80 else _IDEOGRAPH
    return _UNLISTED
