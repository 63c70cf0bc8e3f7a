"""What became of a batch since the one before, in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from advisor.texts import Words


def round_counts(resolved: int, still: int, new: int, answered: int, words: Words) -> str:
    """Give how many findings went which way, on one line; for a team, a rule or a cohort."""
    return words("rounds.counts", resolved=resolved, still=still, new=new, answered=answered)


def round_notices(
    missing: Iterable[str], fresh: Iterable[str], unread: Iterable[str], words: Words
) -> Iterator[str]:
    """Give one line of plain text each for teams gone, new, and not to be compared."""
    told: Sequence[tuple[str, Iterable[str]]] = (
        ("missing", missing),
        ("fresh", fresh),
        ("unread", unread),
    )
    for key, names in told:
        listed = list(names)
        if listed:
            yield words(f"rounds.{key}", names=words.listed(listed))
