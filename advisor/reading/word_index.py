"""What single words are known as, in whatever spelling."""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Sequence

from advisor import limits
from advisor.reading.stems import normalise, stem
from advisor.reading.terms import Atom
from advisor.reading.tokens import parts_of

Atoms = frozenset[Atom]
NOTHING: Atoms = frozenset()


class WordIndex:
    """What single words are known as."""

    def __init__(self, atoms: Iterable[Atom], lists: dict[Atom, set[Atom]]) -> None:
        self._known: dict[str, dict[str, Sequence[Atom]]] = {sign: {} for sign in "=^$~"}
        for atom in {*atoms, *lists}:
            if atom[0] in self._known:
                one = (atom, *lists[atom]) if atom in lists else (atom,)
                self._known[atom[0]][atom[1:]] = one
        self._lengths = {sign: sorted(set(map(len, known))) for sign, known in self._known.items()}
        self._long = self._long_words()
        self.known = functools.lru_cache(maxsize=limits.WORDS_KEPT)(self._look_up)

    def _look_up(self, written: str) -> Atoms:
        """Give everything the word, its parts and its ending are known as."""
        found: set[Atom] = set()
        if len(written) <= limits.WORD_LETTERS:
            for part in parts_of(written):
                found |= self._of_part(normalise(part))
        return frozenset(found)

    def _of_part(self, word: str) -> set[Atom]:
        found: set[Atom] = set()
        root = stem(word)
        known, lengths = self._known, self._lengths
        found.update(known["="].get(root, ()))
        for length in lengths["^"]:
            if length > len(word):
                break
            found.update(known["^"].get(word[:length], ()))
        for length in lengths["$"]:
            if length > len(word):
                break
            found.update(known["$"].get(word[-length:], ()))
            found.update(known["$"].get(root[-length:], ()))
        for length in lengths["~"]:
            for start in range(len(word) - length + 1):
                found.update(known["~"].get(word[start : start + length], ()))
        if not found and len(root) >= limits.TYPO_LETTERS - 1 and len(word) >= limits.TYPO_LETTERS:
            found.update(self._nearest(root))
        return found

    def _long_words(self) -> dict[str, list[tuple[str, Sequence[Atom]]]]:
        """Give the words long enough to be misspelt, by their first two letters."""
        long: dict[str, list[tuple[str, Sequence[Atom]]]] = defaultdict(list)
        for sign in "=^":
            known = self._known[sign]
            for word in sorted([word for word in known if len(word) >= limits.TYPO_LETTERS - 1]):
                long[word[:2]].append((word, known[word]))
        return long

    def _nearest(self, root: str) -> Sequence[Atom]:
        for word, atoms in self._long.get(root[:2], ()):
            if one_edit_apart(word, root):
                return atoms
        return ()


def one_edit_apart(one: str, other: str) -> bool:
    """Say whether one letter added, dropped, changed or swapped makes one word the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    one, other = one[start:], other[start:]
    if one[1:] == other[1:] or one[1:] == other or one == other[1:]:
        return True
    return one[:2] == other[1::-1] and one[2:] == other[2:]
