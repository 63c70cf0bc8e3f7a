"""What people reply to what was read: right, or misread."""

from __future__ import annotations

from collections.abc import Iterable

from advisor import editing
from advisor.canvas import Canvas
from advisor.findings import AnyReading, FactReading, Finding, LinkReading, Reading
from advisor.vocabulary import Vocabulary


def confirm(canvas: Canvas, readings: Iterable[AnyReading], vocabulary: Vocabulary) -> Canvas:
    """Set what was read: tags with those they imply, facts, links."""
    for one in readings:
        if isinstance(one, Reading):
            canvas = editing.set_tag(canvas, one.block, one.note, one.tag, True, vocabulary)
        elif isinstance(one, FactReading):
            canvas = editing.set_fact(canvas, one.note, one.fact, one.value)
        else:
            canvas = editing.set_link(canvas, one.note, one.other, True)
    return canvas


def turn_down(canvas: Canvas, readings: Iterable[AnyReading]) -> Canvas:
    """Say that tags or facts were misread: they are never read in these notes again."""
    for one in readings:
        if not isinstance(one, LinkReading):
            word = one.tag if isinstance(one, Reading) else one.fact
            canvas = editing.turn_down(canvas, one.note, word)
    return canvas


def readings_behind(finding: Finding, heard: Iterable[AnyReading]) -> tuple[AnyReading, ...]:
    """Give what was read and carries a finding: its tags and facts, in its notes."""
    return tuple(
        one
        for one in heard
        if one.note in finding.notes
        and (
            (isinstance(one, Reading) and one.tag in finding.tags)
            or (isinstance(one, FactReading) and one.fact in finding.numbers)
        )
    )
