"""What a coach makes of one submission: plain data; every edit gives a new review."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from advisor import limits
from advisor.canvas import Language
from advisor.screening.submission import Plain

Verdict = Literal["confirmed", "set_aside"]
Status = Literal["draft", "released"]

Id = Annotated[str, StringConstraints(min_length=1, max_length=limits.NAME_CHARACTERS)]
Words = Annotated[str, StringConstraints(max_length=limits.COMMENT_CHARACTERS)]
Reason = Annotated[str, StringConstraints(max_length=limits.REASON_CHARACTERS)]


class Decision(Plain):
    """What a coach thinks of one finding; the note is for the coach alone."""

    verdict: Verdict
    note: Reason = ""


class Edit(Plain):
    """What a coach did to one piece of the feedback; without a text it stays as composed."""

    kept: bool = True
    text: Words | None = None


class OwnText(Plain):
    """A text block of the coach's own; a review holds a copy of those it uses."""

    id: Id
    title: Annotated[str, StringConstraints(max_length=limits.NAME_CHARACTERS)] = ""
    text: Words


class Regraded(Plain):
    """Points a person gave instead of those computed, and why."""

    points: Annotated[float, Field(ge=0, le=limits.RUBRIC_POINTS, allow_inf_nan=False)]
    reason: Annotated[
        str,
        StringConstraints(strip_whitespace=True, min_length=1, max_length=limits.REASON_CHARACTERS),
    ]


class Review(Plain):
    """A coach's review of one submission.

    `decisions` go by the id of a finding, `edits` by the id of a piece of the feedback, `points`
    by the id of a criterion. Without a `language` the feedback has that of the canvas.
    """

    comment: Words = ""
    decisions: Annotated[Mapping[Id, Decision], Field(max_length=limits.PIECES)] = Field(
        default_factory=dict
    )
    edits: Annotated[Mapping[Id, Edit], Field(max_length=limits.PIECES)] = Field(
        default_factory=dict
    )
    own_texts: Annotated[tuple[OwnText, ...], Field(max_length=limits.PIECES)] = ()
    points: Annotated[Mapping[Id, Regraded], Field(max_length=limits.RUBRIC_CRITERIA)] = Field(
        default_factory=dict
    )
    status: Status = "draft"
    language: Language | None = None

    @property
    def set_aside(self) -> frozenset[str]:
        """The findings that are not to appear."""
        return frozenset(
            finding for finding, one in self.decisions.items() if one.verdict == "set_aside"
        )

    def language_for(self, canvas: Language | None) -> Language:
        """Give the language of the feedback: the chosen one, else the canvas's, else German."""
        return self.language or canvas or "de"


# Every edit checks its bounds; what is too long or too much raises pydantic's ValidationError.


def decide(review: Review, finding: str, verdict: Verdict | None, note: str = "") -> Review:
    """Give the review with a finding confirmed or set aside; None takes the decision back."""
    decision = None if verdict is None else {"verdict": verdict, "note": note}
    return _entered(review, "decisions", finding, decision)


def comment(review: Review, text: str) -> Review:
    """Give the review with this comment."""
    return _changed(review, comment=text)


def keep(review: Review, piece: str) -> Review:
    """Give the review with a dropped piece back in the feedback, its edited text too."""
    edit = review.edits.get(piece)
    edited = {"text": edit.text} if edit and edit.text is not None else None
    return _entered(review, "edits", piece, edited)


def drop(review: Review, piece: str) -> Review:
    """Give the review with a piece left out of the feedback; its edited text is remembered."""
    edit = review.edits.get(piece)
    return _entered(review, "edits", piece, {"kept": False, "text": edit.text if edit else None})


def reword(review: Review, piece: str, text: str | None) -> Review:
    """Give the review with another text for a piece; None goes back to the composed one."""
    edit = review.edits.get(piece)
    kept = edit.kept if edit else True
    edited = None if text is None and kept else {"kept": kept, "text": text}
    return _entered(review, "edits", piece, edited)


def choose(review: Review, own: OwnText) -> Review:
    """Give the review with an own text at the end; one of the same id is replaced in place."""
    known = [one.id for one in review.own_texts]
    texts = [own if one.id == own.id else one for one in review.own_texts]
    return _changed(review, own_texts=texts if own.id in known else [*texts, own])


def unchoose(review: Review, own: str) -> Review:
    """Give the review without the own text of that id."""
    return _changed(review, own_texts=[one for one in review.own_texts if one.id != own])


def regrade(review: Review, criterion: str, points: float | None, reason: str = "") -> Review:
    """Give the review with points of one's own, and why; None goes back to the computed ones."""
    graded = None if points is None else {"points": points, "reason": reason}
    return _entered(review, "points", criterion, graded)


def release(review: Review, status: Status = "released") -> Review:
    """Give the review as released, or as a draft again: only released feedback is handed back."""
    return _changed(review, status=status)


def speak(review: Review, language: Language | None) -> Review:
    """Give the review with another language for the feedback; None is the canvas's own."""
    return _changed(review, language=language)


def _entered(review: Review, name: str, key: str, value: Mapping[str, Any] | None) -> Review:
    entries = {**getattr(review, name), key: value}
    return _changed(review, **{name: {k: one for k, one in entries.items() if one is not None}})


def _changed(review: Review, **update: Any) -> Review:
    kept = {name: getattr(review, name) for name in type(review).model_fields}
    return Review.model_validate({**kept, **update})
