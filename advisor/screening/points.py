"""Points by a rubric, and what they were lost to, in sentences."""

from __future__ import annotations

from advisor.screening.grading import Graded
from advisor.texts import Words


def said_points(one: Graded, words: Words) -> str:
    """Give a criterion and its points on one line."""
    most = words.number(one.most)
    if one.points is None:
        return words("rubric.ungraded", label=one.label, most=most)
    return words("rubric.points", label=one.label, points=words.number(one.points), most=most)


def said_losses(one: Graded, words: Words) -> list[str]:
    """Give why a criterion has its points: a person's reason, or what points were lost to."""
    if one.reason:
        return [one.reason]
    if one.points is None:
        return [words("rubric.too_little")]
    lines = []
    for loss in one.losses:
        to = loss.to
        if loss.quotes:
            to = words("rubric.quoted", to=to, quotes=words.listed(loss.quotes))
        lines.append(words("rubric.less", points=words.number(loss.points), to=to))
    return lines or [words("rubric.full")]
