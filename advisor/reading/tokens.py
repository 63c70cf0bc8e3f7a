"""Cut a text into words, numbers, prices and pauses, each with its place."""

from __future__ import annotations

import re

_NUMBER = r"\d++(?:[.,'’]\d++)*+(?:,[-–])?"
_RANGE = rf"(?:\s?(?:[-–—]|bis|to)\s?[€$£]?{_NUMBER})?"
_THOUSANDS = (
    r"(?:\s?(?:k|K|M|m|[Mm]io\.?|[Tt]sd\.?|[Mm]rd\.?|[Mm]illion(?:en|s)?|[Bb]n)(?![^\W_]))?"
)
_BEFORE = r"(?:[€$£]|(?:EUR|CHF|USD|GBP|Fr\.)\s?)"
_BEHIND = (
    r"(?:[€$£]|(?:EUR|eur|[Ee]uros?|CHF|SFr|Fr|Franken|Rappen|[Cc]ents?|ct|Ct|USD|[Dd]ollars?|GBP|[Pp]ounds?)"
    r"(?![^\W_]))"
)
_PERCENT = r"(?:%|[Pp]rozent|[Pp]ercent|per cent)"

# A word may hold hyphens (Abo-Modell), an apostrophe (don't), a gender sign (Kund:innen) and a dot
# (booking.com).
# Every repetition is possessive or bounded: the time grows with the text, whatever stands there.
_TOKEN = re.compile(
    rf"(?P<money>{_BEFORE}\s?{_NUMBER}{_THOUSANDS}{_RANGE}{_THOUSANDS}"
    rf"|{_NUMBER}{_RANGE}{_THOUSANDS}\s?{_BEHIND})"
    rf"|(?P<percent>{_NUMBER}{_RANGE}\s?{_PERCENT})"
    rf"|(?P<number>{_NUMBER})"
    r"|(?P<word>(?:[^\W\d_]\.){2,6}+|[^\W\d_][^\W_]*+(?:(?:[-‐‑'’]|[:*_·](?=in)|\.(?=[a-z]))[^\W_]++)*+|[/+&%€$£])"
    r"|(?P<pause>[,;.:!?()\[\]{}|•\n–—])"
)


Token = tuple[str, str, tuple[int, int]]  # its kind, its text, and where it stands


def tokens_of(text: str) -> list[Token]:
    """Give the pieces of a text in order: `word`, `number`, `money`, `percent` or `pause`.

    Spaces, emoji and other signs are left out.
    """
    return [(m.lastgroup or "", m[0], m.span()) for m in _TOKEN.finditer(text)]


_INNER = re.compile(r"[-‐‑.]|(?<=[a-zäöüß])(?=[A-ZÄÖÜ])")
_SIGNS = re.compile(r"[-‐‑'’:*_·.]")


def parts_of(word: str) -> tuple[str, ...]:
    """Give a word without its signs, then what hyphens and inner capitals divide it into."""
    whole = _SIGNS.sub("", word)
    if whole.endswith(("innen", "Innen")):
        return (whole,)
    parts = [part for part in _INNER.split(word) if part]
    return (whole, *(_SIGNS.sub("", part) for part in parts)) if len(parts) > 1 else (whole,)
