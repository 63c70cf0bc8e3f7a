"""What a term is, and the small notation it is written in.

A list of terms is one text, divided by commas. A term is one or more words:

    abo             the word, in any form of it
    neuartig*       words that begin so; `*abo` ends so, `*kunden*` holds it
    noch nie        the words one after the other
    nimmt .. ab     with up to four words between
    pro|je stunde   one of several words
    <money> <per>   a price, a share `<percent>`, a number `<number>`, or a word of a named list
    käufer & verkäufer    both in one note, in any order; `&&`: in one block
    website @digital      only where the canvas is of that kind; `@!digital`: only where not
"""

from __future__ import annotations

import functools
from typing import NamedTuple

from advisor import limits
from advisor.reading.stems import normalise, stem
from advisor.reading.tokens import parts_of
from advisor.schema import broken

# What a word is known as: `=stem`, `^beginning`, `$ending`, `~middle`, or `<list>`.
Atom = str
NUMBERS = ("<money>", "<percent>", "<number>")
_PLAIN = frozenset("-|<.@&")  # signs that make a word more than itself
_LOOSE = frozenset("*|<.")  # signs that make a word stand for several
_SIGNS = frozenset("*<>|@")  # signs that stand in no word
GAP = 4  # words that `..` may skip
SHORT = 5  # letters up to which an ending stands as it is: `*wein` is not what ends in "wei"


class Step(NamedTuple):  # made by the ten thousand: a dataclass takes three times as long
    """One word of a phrase: it is known as one of `atoms`; `after_gap`: words may lie before it."""

    atoms: frozenset[Atom]
    after_gap: bool = False


class Term(NamedTuple):
    """A phrase to look for, as written and as steps; `weight` tells the more exact of two."""

    text: str
    steps: tuple[Step, ...]
    beside: tuple[Step, ...] = ()  # another phrase of the same note
    in_block: tuple[Step, ...] = ()  # a word of the same block
    context: str = ""  # a kind of canvas, with `!` one it must not be
    weight: int = 0


def parse_terms(text: str) -> list[Term]:
    """Give the terms of a list divided by commas; a hyphenated one also in one word and in two.

    Raises:
        PydanticCustomError: a term is not in the notation; the error names it.
    """
    terms: list[Term] = []
    for written in text.split(","):
        words = written.split()
        if len(words) == 1 and _PLAIN.isdisjoint(words[0]):
            word = words[0]
            terms.append(Term(word, (_step(word),), weight=len(word)))
        elif words:
            terms += _term(" ".join(words), words)
    return terms


_NO_MORE: tuple[tuple[Step, ...], tuple[Step, ...]] = ((), ())


def _term(text: str, words: list[str]) -> list[Term]:
    context = words.pop()[1:] if words[-1].startswith("@") else ""
    main, more = words, _NO_MORE
    if "&" in text:
        main, beside = _divide(words, "&")
        main, in_block = _divide(main, "&&")
        more = (_steps(beside), _steps(in_block))
    if not main or len(words) > limits.TERM_WORDS or main[0] == ".." or main[-1] == "..":
        raise broken("bad_term", term=text[:80])
    weight = sum(map(len, words))
    terms = [Term(text, _steps(main), *more, context, weight)]
    if all(map(_LOOSE.isdisjoint, main)):
        parts = [part for word in main for part in word.replace("-", " ").split()]
        if len(parts) > len(main):
            terms.append(Term(text, _steps(parts), *more, context, weight))
        if len(main) > 1:
            terms.append(Term(text, (_step("".join(main)),), *more, context, weight))
    return terms


def _divide(words: list[str], sign: str) -> tuple[list[str], list[str]]:
    if sign not in words:
        return words, []
    place = words.index(sign)
    return words[:place], words[place + 1 :]


def _steps(words: list[str]) -> tuple[Step, ...]:
    steps, gap = [], False
    for word in words:
        if word == "..":
            gap = True
            continue
        step = _step(word)
        steps.append(Step(step.atoms, after_gap=True) if gap else step)
        gap = False
    return tuple(steps)


@functools.lru_cache(maxsize=limits.WORDS_KEPT)
def _step(word: str) -> Step:
    return Step(frozenset([_atom(part) for part in word.split("|")]))


def _atom(word: str) -> Atom:
    if word.isalnum():  # nearly all are
        return f"={stem(normalise(word))}"
    if word.startswith("<") and word.endswith(">") and len(word) > len("<>"):
        return word
    bare = word.strip("*")
    if bare.isalnum():
        bare = normalise(bare)
    else:
        bare = normalise(parts_of(bare)[0]) if bare else ""
        if not bare or not _SIGNS.isdisjoint(bare):
            raise broken("bad_term", term=word[:80])
    match word.startswith("*"), word.endswith("*"):
        case True, True:
            return f"~{bare}"
        case True, False:
            return f"${stem(bare) if len(bare) > SHORT else bare}"
        case False, True:
            return f"^{bare}"
        case _:
            return f"={stem(bare)}"
