"""What goes back to a team: pieces a coach may drop or reword, one after another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Literal

from advisor import limits
from advisor.canvas import BLOCKS, Language
from advisor.findings import Finding
from advisor.rulebook.rulebook import Rulebook
from advisor.screening.grading import Graded, assess, total, with_review
from advisor.screening.rechecking import Rechecked, recheck
from advisor.screening.review import Review
from advisor.screening.rubric import Rubric
from advisor.screening.submission import Plain, Screened
from advisor.source import Problem
from advisor.texts import Words
from advisor.views.wording import ask, quote_notes, shorten, tell, tell_strength

Kind = Literal[
    "greeting",
    "opening",
    "strength",
    "lead",
    "later",
    "intended",
    "question",
    "open",
    "points",
    "comment",
    "own",
    "closing",
    "foot",
]
REASONS = ("picture_only", "no_canvas", "template_only", "empty")


class Piece(Plain):
    """One thing said; every line of `text` is a paragraph.

    `composed` is the text before somebody reworded it. The `quotes` are words of the canvas that
    the text does not hold already, each with its block. The foot cannot be edited.
    """

    id: str
    kind: Kind
    text: str
    composed: str = ""
    title: str = ""
    quotes: tuple[str, ...] = ()
    kept: bool = True

    @property
    def editable(self) -> bool:
        """Whether a review may drop or reword it."""
        return self.kind != "foot"


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
        "feedback.foot",
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
    if screened.reason in REASONS:
        reason = words(f"feedback.unread.{screened.reason}")
    else:
        problem = Problem(screened.reason, details=screened.details)
        reason = words("feedback.unread.refused", reason=words.problem(problem))
    file = words.quote(shorten(PurePosixPath(screened.path).name))
    text = "\n".join(
        [
            f"{words('feedback.unread.opening', file=file)} {reason}",
            words("feedback.unread.ask"),
        ]
    )
    yield Piece(id="opening", kind="opening", text=text)
    yield from _of_the_coach(review, words)


def _about(
    seen: Rechecked, screened: Screened, review: Review, words: Words, rubric: Rubric | None
) -> Iterator[Piece]:
    leads = [_lead(lead, seen, words) for lead in seen.first()]
    strengths = list(_strengths(seen, words))
    asked, praised = _any_kept(leads, review), _any_kept(strengths, review)
    said = ("points" if asked else "bare", "both" if asked else "clear")[praised]
    name = canvas_name(screened)
    canvas = words("feedback.canvas_bare")
    if name:
        canvas = words("feedback.canvas", name=words.quote(shorten(name)))
    opening = words(f"feedback.opening.{said}", canvas=canvas)
    yield Piece(id="opening", kind="opening", text=opening)
    yield from strengths
    yield from leads
    if asked:
        yield from _later(seen, words)
        yield Piece(id="intended", kind="intended", text=words("feedback.intended"))
    yield from _questions(seen, words)
    yield from _open(seen, words)
    if rubric:
        graded = assess(rubric, seen.canvas, seen.report, seen.rulebook, words)
        yield from _points(with_review(graded, review), words)
    yield from _of_the_coach(review, words)
    yield Piece(id="closing", kind="closing", text=words("feedback.closing"))


def _any_kept(pieces: list[Piece], review: Review) -> bool:
    return any(piece.id not in review.edits or review.edits[piece.id].kept for piece in pieces)


def _of_the_coach(review: Review, words: Words) -> Iterator[Piece]:
    yield Piece(id="comment", kind="comment", text=review.comment.strip())
    for own in review.own_texts:
        yield Piece(id=f"own.{own.id}", kind="own", title=own.title, text=own.text.strip())


def _strengths(seen: Rechecked, words: Words) -> Iterator[Piece]:
    """Those first that bring most blocks together."""
    ordered = sorted(seen.report.strengths, key=lambda one: -len(one.blocks))
    for one in ordered[: limits.SAID_BESIDE]:
        title, message = tell_strength(one, seen.canvas, seen.rulebook, words)
        yield Piece(id=f"strength.{one.rule}", kind="strength", title=title, text=message)


def _lead(lead: Finding, seen: Rechecked, words: Words) -> Piece:
    told = tell(lead, seen.canvas, seen.rulebook, words)
    lines = [words("feedback.lead", message=told.message, why=told.why)]
    first, *more = [fix.rstrip(".") for fix in told.fixes]
    ways = words("feedback.ways.one", first=first)
    if more:
        ways = words("feedback.ways.many", first=first, second=more[0])
    if told.fine_when:
        ways += " " + words("feedback.fine_when", text=told.fine_when)
    lines.append(ways)
    quotes = tuple(quote for quote in quoted(lead, seen, words) if quote[1] not in told.message)
    return Piece(
        id=f"lead.{lead.id}",
        kind="lead",
        title=told.title,
        text="\n".join(lines),
        quotes=tuple(f"{block}: {quote}" for block, quote in quotes),
    )


def quoted(finding: Finding, seen: Rechecked, words: Words) -> Iterator[tuple[str, str]]:
    """Give block and quoted text of the first notes a finding names."""
    texts = {note.id: (block, note.text) for block, note in seen.canvas.notes()}
    for note in finding.notes[: limits.QUOTED_NOTES]:
        block, text = texts[note]
        label = seen.rulebook.vocabulary.blocks[block].label.say(words.language)
        yield label, words.quote(shorten(text))


def _later(seen: Rechecked, words: Words) -> Iterator[Piece]:
    later = seen.later()
    titles = [tell(one, seen.canvas, seen.rulebook, words).title for one in later]
    if titles:
        said = quote_notes(titles, words)
        key = "feedback.later.one" if len(titles) == 1 else "feedback.later.many"
        yield Piece(id="later", kind="later", text=words(key, titles=f"{said}."))


def _questions(seen: Rechecked, words: Words) -> Iterator[Piece]:
    told: set[str] = set()
    for one in seen.report.questions[: limits.SAID_BESIDE]:
        text = ask(one, seen.canvas, seen.rulebook, words)
        if text in told:
            continue
        told.add(text)
        name = one.suspects.id if one.suspects else one.asks
        yield Piece(
            id=f"question.{name}",
            kind="question",
            title=words.listed(_labels(one.blocks, seen, words)),
            text=text,
        )


def _open(seen: Rechecked, words: Words) -> Iterator[Piece]:
    blank = [block for block in BLOCKS if not seen.canvas.block(block).filled]
    if blank:
        labels = words.listed(map(words.quote, _labels(blank, seen, words)))
        key = "feedback.blank.one" if len(blank) == 1 else "feedback.blank.many"
        yield Piece(id="open.blank", kind="open", text=words(key, blocks=labels))
    others = [one for one in seen.open() if not set(one.blocks) <= set(blank)]
    for one in others[: limits.SAID_BESIDE]:
        told = tell(one, seen.canvas, seen.rulebook, words)
        yield Piece(id=f"open.{one.id}", kind="open", title=told.title, text=told.message)


def _labels(blocks: Iterable[str], seen: Rechecked, words: Words) -> list[str]:
    known = seen.rulebook.vocabulary.blocks
    return [known[block].label.say(words.language) for block in blocks]  # type: ignore[index]


def _points(graded: tuple[Graded, ...], words: Words) -> Iterator[Piece]:
    for one in graded:
        yield Piece(
            id=f"points.{one.criterion}",
            kind="points",
            title=said_points(one, words),
            text="\n".join(said_losses(one, words)),
        )
    whole = total(graded)
    if whole is not None:
        most = words.number(sum(one.most for one in graded))
        text = words("rubric.total", points=words.number(whole), most=most)
        yield Piece(id="points", kind="points", text=text)


def said_points(one: Graded, words: Words) -> str:
    """Give a criterion and its points on one line."""
    most = words.number(one.most)
    if one.points is None:
        return words("rubric.ungraded", label=one.label, most=most)
    return words("rubric.points", label=one.label, points=words.number(one.points), most=most)


def said_losses(one: Graded, words: Words) -> list[str]:
    """Give why a criterion has the points it has: a person's reason, or what points were lost to."""
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
