"""Feedback as a letter, and a sheet for the talk: what views write in any form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from advisor import limits
from advisor.findings import Finding, Severity
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.feedback import Feedback, canvas_name
from advisor.screening.pieces import Kind, Piece, block_labels, question_quotes, quotes_beside
from advisor.screening.rechecking import Rechecked, recheck
from advisor.screening.review import Review
from advisor.screening.submission import Screened
from advisor.texts import Words
from advisor.views.letter import Item, Letter, Section, Sheet
from advisor.views.poster import draw_up
from advisor.views.poster_svg import poster_svg
from advisor.views.wording import ask, shorten, tell

SECTIONS: tuple[tuple[str, Kind], ...] = (
    ("feedback.headings.strengths", "strength"),
    ("feedback.headings.leads", "lead"),
    ("feedback.headings.questions", "question"),
    ("feedback.headings.open", "open"),
    ("feedback.headings.points", "points"),
    ("feedback.headings.comment", "comment"),
    ("feedback.headings.own", "own"),
)


def letter_of(feedback: Feedback, words: Words) -> Letter:
    """Give the letter of all pieces that are kept."""
    return Letter(
        language=feedback.language,
        title=feedback.title,
        opening=_said(feedback.of("greeting", "opening")),
        sections=tuple(_sections(feedback, words)),
        closing=_said(feedback.of("closing")),
        foot=" ".join(_said(feedback.of("foot"))),
    )


def _sections(feedback: Feedback, words: Words) -> Iterator[Section]:
    for heading, kind in SECTIONS:
        items = tuple(
            Item(piece.title, tuple(_paragraphs(piece)), piece.quotes)
            for piece in feedback.of(kind)
        )
        if items:
            later = _said(feedback.of("later", "intended")) if kind == "lead" else ()
            yield Section(words(heading), items, kind == "lead", later)


def _said(pieces: tuple[Piece, ...]) -> tuple[str, ...]:
    return tuple(line for piece in pieces for line in _paragraphs(piece))


def _paragraphs(piece: Piece) -> Iterator[str]:
    for line in piece.text.splitlines():
        if line.strip():
            yield " ".join(line.split())


def sheet_of(screened: Screened, rulebook: Rulebook, review: Review, words: Words) -> Sheet:
    """Give the page for the talk with a team: small poster, the first findings, room for notes.

    Raises:
        SourceError: the canvas is none of this program's.
    """
    seen = recheck(screened, rulebook, review)
    name = screened.team or canvas_name(screened) or PurePosixPath(screened.path).stem
    title = words("feedback.sheet.title", team=shorten(name)) if name else ""
    foot = words(
        "feedback.sheet.foot",
        credit=words("poster.credit"),
        rule_set=rulebook.rule_set,
        version=rulebook.version,
        sha256=rulebook.sha256[:12],
    )
    questions = tuple(_to_discuss(seen, words))[: limits.LEADS_FIRST] if seen else ()
    notice = "" if questions else words("feedback.sheet.none")
    poster = draw_up(seen.canvas, seen.report, rulebook, words) if seen else None
    return Sheet(
        language=words.language,
        title=title or words("feedback.sheet.title_bare"),
        summary=_summary(seen, words) if seen else "",
        poster=poster_svg(poster, seen.canvas.name, words) if seen and poster else "",
        alt=poster.alt if poster else "",
        notice=notice if seen else words("feedback.sheet.unread"),
        heading=words("feedback.sheet.heading"),
        questions=questions,
        room=words("feedback.sheet.room"),
        foot=foot,
    )


def _to_discuss(seen: Rechecked, words: Words) -> Iterator[Item]:
    """Give the first findings, then what the canvas leaves open."""
    for lead in seen.first():
        yield _question(lead, seen, words)
    for one in seen.report.questions:
        quotes = question_quotes(one, seen, words)
        about = quotes or (words.listed(block_labels(one.blocks, seen, words)),)
        question = ask(one, seen.canvas, seen.rulebook, words)
        yield Item(shorten(question, limits.SHEET_CHARACTERS), (), about)


def _question(lead: Finding, seen: Rechecked, words: Words) -> Item:
    told = tell(lead, seen.canvas, seen.rulebook, words)
    message = shorten(told.message, limits.SHEET_CHARACTERS)
    quotes = tuple(quotes_beside(message, lead, seen, words))
    return Item(shorten(told.title), (message,), quotes)


def _summary(seen: Rechecked, words: Words) -> str:
    levels = [lead.severity for lead in seen.report.leads]
    counted = [
        words.counted(f"severity.{level}", levels.count(level))
        for level in Severity
        if level in levels
    ]
    return ", ".join(counted) or words("report.clear")
