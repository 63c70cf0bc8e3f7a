"""One form for the many spellings of a word: umlauts, ss, accents, case, plural, inflection."""

from __future__ import annotations

import unicodedata

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "ø": "oe", "œ": "oe"})
_ENDINGS = {  # by their last letter
    "n": ("innen", "en", "n"),
    "s": ("ens", "es", "s"),
    "m": ("em",),
    "e": ("e",),
    "r": (),
}
_COMPARED = ("eren", "erem", "eres", "ere", "ern", "ers", "er")
_ADJECTIVES = ("ig", "lich", "isch", "bar", "sam", "los", "voll", "end", "iert")
_SHORTEST = 3  # letters a stem keeps


def normalise(word: str) -> str:
    """Give the word in lower case with `ae` for `ä`, `ss` for `ß` and without accents."""
    word = word.casefold()
    if word.isascii():
        return word
    word = unicodedata.normalize("NFC", word).translate(_UMLAUTS)
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFKD", word)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def stem(word: str) -> str:
    """Give what a normalised word shares with its other forms, German or English.

    A light stemmer: it takes off one ending. `-er` stays, since it makes a designer of a
    design, but not behind the ending of an adjective (`günstiger`).
    """
    endings = _ENDINGS.get(word[-1:])
    if endings is None:
        return word
    if "er" in word[-4:-1] or word.endswith("er"):
        for ending in _COMPARED:
            rest = word[: -len(ending)]
            if word.endswith(ending) and len(rest) > _SHORTEST and rest.endswith(_ADJECTIVES):
                return rest
    if word.endswith("ies") and len(word) > _SHORTEST + 2:
        return word[:-3] + "y"
    if word.endswith("ss"):
        return word
    for ending in endings:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)]
    return word
