"""What a report says beside its findings: what is in tune, what the model is like, the profile."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from advisor.rulebook.rulebook import Rulebook
from advisor.scores import score, total
from advisor.texts import Words
from advisor.views.checked import Checked
from advisor.views.wording import pattern_of, tell_strength

MOST_PATTERNS = 3


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and the lines under it."""

    heading: str
    lines: tuple[str, ...]


def sections(checked: Checked, rulebook: Rulebook, words: Words) -> Iterator[Section]:
    """Give the sections that have something to say; a canvas of bare text has no profile."""
    for heading, lines in (
        ("report.strengths", _strengths(checked, rulebook, words)),
        ("report.patterns", _patterns(checked, rulebook, words)),
        ("report.profile", _profile(checked, rulebook, words)),
    ):
        found = tuple(lines)
        if found:
            yield Section(words(heading), found)


def _strengths(checked: Checked, rulebook: Rulebook, words: Words) -> Iterator[str]:
    for strength in checked.report.strengths:
        yield ": ".join(tell_strength(strength, checked.canvas, rulebook, words))


def _patterns(checked: Checked, rulebook: Rulebook, words: Words) -> Iterator[str]:
    for match in checked.report.patterns[:MOST_PATTERNS]:
        pattern = pattern_of(match, rulebook)
        label = pattern.label.say(words.language)
        line = words("report.looks_like", pattern=label, company=pattern.company)
        missing = [pattern.should[part].suggests.say(words.language) for part in match.missing]
        if missing:
            line += " " + words("report.usually", parts="; ".join(missing))
        yield line


def _profile(checked: Checked, rulebook: Rulebook, words: Words) -> Iterator[str]:
    scores = score(checked.canvas, checked.report, rulebook)
    if all(one.value is None for one in scores.values()):
        return
    for name, one in scores.items():
        said = words("page.profile.too_little") if one.value is None else words.number(one.value)
        yield f"{words(f'page.profile.{name}')}: {said}"
    whole = total(scores, checked.report) if rulebook.total else None
    if whole is not None:
        yield f"{words('page.profile.total')}: {words.number(whole)}"
