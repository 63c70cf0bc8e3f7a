"""What goes back to a team: pieces a coach may drop or reword, one after another."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from advisor.canvas import Language
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.grading import assess, with_review
from advisor.screening.pieces import (
    Kind,
    Piece,
    coach_pieces,
    later_pieces,
    lead_piece,
    open_pieces,
    point_pieces,
    question_pieces,
    strength_pieces,
)
from advisor.screening.rechecking import Rechecked, recheck
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.submission import Plain, Screened
from advisor.source import Problem
from advisor.texts import Words
from advisor.views.wording import shorten

REASONS = ("picture_only", "no_canvas", "template_only", "empty")


class Feedback(Plain):
    """All pieces in their order, those a coach dropped too: a preview shows both."""

    language: Language
    title: str
    pieces: tuple[Piece, ...]

    def of(self, *kinds: Kind) -> tuple[Piece, ...]:
        """Give the pieces of these kinds that are kept and say something."""
        return tuple(one for one in self.pieces if one.kind in kinds and one.kept and one.text)


def compose(
    screened: Screened,
    rulebook: Rulebook,
    review: Review,
    words: Words,
    rubric: Rubric | None = None,
) -> Feedback:
    """Give the feedback on a submission as its review has it; with a rubric, points too.

    The canvas is checked again: what was set aside appears nowhere. An unread submission gets a
    friendly request for the text instead.

    Raises:
        SourceError: the canvas is none of this program's.
    """
    seen = recheck(screened, rulebook, review)
    composed = (
        _about(seen, screened, review, words, rubric) if seen else _unread(screened, review, words)
    )
    foot = words(
        "feedback.foot" if seen else "feedback.unread.foot",
        rule_set=rulebook.rule_set,
        version=rulebook.version,
        sha256=rulebook.sha256[:12],
    )
    greeting = words("feedback.greeting_bare")
    if screened.team:
        greeting = words("feedback.greeting", team=shorten(screened.team))
    pieces = [
        Piece(id="greeting", kind="greeting", text=greeting),
        *composed,
        Piece(id="foot", kind="foot", text=foot),
    ]
    name = canvas_name(screened)
    title = words("feedback.title", name=words.quote(shorten(name))) if name else ""
    return Feedback(
        language=words.language,
        title=title or words("feedback.title_bare"),
        pieces=tuple(_edited(piece, review) for piece in pieces),
    )


def canvas_name(screened: Screened) -> str:
    """Give what the team called its canvas; "" where it is called after team or file."""
    stand_ins = (screened.team, PurePosixPath(screened.path).stem)
    return "" if screened.name in stand_ins else screened.name


def _edited(piece: Piece, review: Review) -> Piece:
    edit = review.edits.get(piece.id) if piece.editable else None
    if edit is None:
        return piece.model_copy(update={"composed": piece.text})
    text = piece.text if edit.text is None else edit.text
    return piece.model_copy(update={"composed": piece.text, "text": text, "kept": edit.kept})


def _unread(screened: Screened, review: Review, words: Words) -> Iterator[Piece]:
    file = words.quote(shorten(PurePosixPath(screened.path).name))
    opening = f"{words('feedback.unread.opening', file=file)} {_reason(screened, words)}".strip()
    yield Piece(id="opening", kind="opening", text=f"{opening}\n{words('feedback.unread.ask')}")
    yield from coach_pieces(review)


def _reason(screened: Screened, words: Words) -> str:
    """Give why a file is unread; a reason of another version of this program stays unsaid."""
    if screened.reason in REASONS:
        return words(f"feedback.unread.{screened.reason}")
    try:
        said = words.problem(Problem(screened.reason, details=screened.details))
    except KeyError:
        return ""
    return words("feedback.unread.refused", reason=said)


def _about(
    seen: Rechecked, screened: Screened, review: Review, words: Words, rubric: Rubric | None
) -> Iterator[Piece]:
    leads = [lead_piece(lead, seen, words) for lead in seen.first()]
    strengths = list(strength_pieces(seen, words))
    open_ends = [*question_pieces(seen, words), *open_pieces(seen, words)]
    asked = _any_kept(leads, review)
    said = _impression(asked, _any_kept(strengths, review), _any_kept(open_ends, review))
    name = canvas_name(screened)
    canvas = words("feedback.canvas_bare")
    if name:
        canvas = words("feedback.canvas", name=words.quote(shorten(name)))
    opening = words(f"feedback.opening.{said}", canvas=canvas)
    yield Piece(id="opening", kind="opening", text=opening)
    yield from strengths
    yield from leads
    if asked:
        yield from later_pieces(seen, words)
        yield Piece(id="intended", kind="intended", text=words("feedback.intended"))
    yield from open_ends
    if rubric:
        graded = assess(rubric, seen.canvas, seen.report, seen.rulebook, words)
        yield from point_pieces(with_review(graded, review), words)
    yield from coach_pieces(review)
    yield Piece(id="closing", kind="closing", text=words("feedback.closing"))


def _impression(asked: bool, praised: bool, unclear: bool) -> str:
    """Give which opening fits; a canvas that shows nothing either way is not called clear."""
    if asked:
        return "both" if praised else "points"
    if not praised:
        return "bare"
    return "asked" if unclear else "clear"


def _any_kept(pieces: list[Piece], review: Review) -> bool:
    return any(piece.id not in review.edits or review.edits[piece.id].kept for piece in pieces)
