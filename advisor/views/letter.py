"""What goes back to a team, ready to be written in any form: the view model of feedback."""

from __future__ import annotations

from dataclasses import dataclass

from advisor.canvas import Language


@dataclass(frozen=True, slots=True)
class Item:
    """One thing said: a title or none, paragraphs, and words of the canvas quoted below."""

    title: str = ""
    paragraphs: tuple[str, ...] = ()
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """Items under a heading, `after` them paragraphs; `numbered` where the order counts."""

    heading: str
    items: tuple[Item, ...]
    numbered: bool = False
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter: what it is called, paragraphs before and after its sections, the foot."""

    language: Language
    title: str
    opening: tuple[str, ...]
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed page for the talk with a team.

    `poster` is an SVG that carries the credit for the layout, `alt` says it in words; where there
    is none `notice` says why. `summary` counts the findings, `room` names the lines for notes.
    """

    language: Language
    title: str
    summary: str
    poster: str
    alt: str
    notice: str
    heading: str
    questions: tuple[Item, ...]
    room: str
    foot: str
