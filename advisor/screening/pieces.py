"""The single things feedback says, each with an id of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.findings import Finding, Question
from advisor.screening.grading import Graded, total
from advisor.screening.points import said_losses, said_points
from advisor.screening.rechecking import Rechecked
from advisor.screening.review import Review
from advisor.screening.submission import Plain
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


def strength_pieces(seen: Rechecked, words: Words) -> Iterator[Piece]:
    """Give a few strengths, those first that bring most blocks together."""
    ordered = sorted(seen.report.strengths, key=lambda one: -len(one.blocks))
    for one in ordered[: limits.SAID_BESIDE]:
        title, message = tell_strength(one, seen.canvas, seen.rulebook, words)
        yield Piece(id=f"strength.{one.rule}", kind="strength", title=title, text=message)


def lead_piece(lead: Finding, seen: Rechecked, words: Words) -> Piece:
    """Give a finding: what stands there and why it matters, then ways out of it."""
    told = tell(lead, seen.canvas, seen.rulebook, words)
    lines = [words("feedback.lead", message=told.message, why=told.why)]
    first, *more = [fix.rstrip(".") for fix in told.fixes]
    ways = words("feedback.ways.one", first=first)
    if more:
        ways = words("feedback.ways.many", first=first, second=more[0])
    if told.fine_when:
        ways += " " + words("feedback.fine_when", text=told.fine_when)
    lines.append(ways)
    return Piece(
        id=f"lead.{lead.id}",
        kind="lead",
        title=told.title,
        text="\n".join(lines),
        quotes=tuple(quotes_beside(told.message, lead, seen, words)),
    )


def quotes_beside(message: str, finding: Finding, seen: Rechecked, words: Words) -> Iterator[str]:
    """Give the first notes a finding names, each with its block; not those its message quotes."""
    texts = {note.id: (block, note.text) for block, note in seen.canvas.notes()}
    for note in finding.notes[: limits.QUOTED_NOTES]:
        block, text = texts[note]
        quote = words.quote(shorten(text))
        if quote not in message:
            yield f"{block_labels([block], seen, words)[0]}: {quote}"


def later_pieces(seen: Rechecked, words: Words) -> Iterator[Piece]:
    """Give the titles of the findings that can wait."""
    first, later = (
        [tell(one, seen.canvas, seen.rulebook, words).title for one in leads]
        for leads in (seen.first(), seen.later())
    )
    titles = [title for title in dict.fromkeys(later) if title not in first]
    if titles:
        said = quote_notes(titles, words)
        key = "feedback.later.one" if len(titles) == 1 else "feedback.later.many"
        stop = "" if titles[-1].endswith(("?", "!")) and said.count(titles[-1]) else "."
        yield Piece(id="later", kind="later", text=words(key, titles=said + stop))


def question_pieces(seen: Rechecked, words: Words) -> Iterator[Piece]:
    """Give the first questions, each once, with the blocks they are about."""
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
            title=words.listed(block_labels(one.blocks, seen, words)),
            text=text,
            quotes=question_quotes(one, seen, words),
        )


def question_quotes(question: Question, seen: Rechecked, words: Words) -> tuple[str, ...]:
    """Give the notes a question is about, each with its block."""
    suspects = question.suspects
    return tuple(quotes_beside("", suspects, seen, words)) if suspects else ()


def open_pieces(seen: Rechecked, words: Words) -> Iterator[Piece]:
    """Give the blank blocks in one piece, then what is open about others."""
    blank = [block for block in BLOCKS if not seen.canvas.block(block).filled]
    if blank:
        labels = words.listed(map(words.quote, block_labels(blank, seen, words)))
        many = "one" if len(blank) == 1 else "many"
        text = words(f"feedback.blank.{many}", blocks=labels)
        if len(blank) == len(BLOCKS):
            text = words("feedback.blank.all")
        yield Piece(id="open.blank", kind="open", text=text)
    others = [one for one in seen.open() if not set(one.blocks) <= set(blank)]
    for one in others[: limits.SAID_BESIDE]:
        told = tell(one, seen.canvas, seen.rulebook, words)
        yield Piece(id=f"open.{one.id}", kind="open", title=told.title, text=told.message)


def block_labels(blocks: Iterable[str], seen: Rechecked, words: Words) -> list[str]:
    """Give the names of blocks."""
    known = seen.rulebook.vocabulary.blocks
    return [known[block].label.say(words.language) for block in blocks]  # type: ignore[index]


def point_pieces(graded: tuple[Graded, ...], words: Words) -> Iterator[Piece]:
    """Give a piece for each criterion, and the total where there is one."""
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


def coach_pieces(review: Review) -> Iterator[Piece]:
    """Give what the coach wrote."""
    yield Piece(id="comment", kind="comment", text=review.comment.strip())
    for own in review.own_texts:
        yield Piece(id=f"own.{own.id}", kind="own", title=own.title, text=own.text.strip())
