"""The poster as a view model: what stands in each block, free of any drawing.

Plotly, HTML, SVG and PDF draw from it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from advisor.canvas import BLOCKS, Block, BlockId, Canvas
from advisor.findings import Finding, Outcome, Report, Severity
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import Words
from advisor.views.palette import PLACES, BadgeKind, Region
from advisor.views.wording import shorten, tell


@dataclass(frozen=True, slots=True)
class PosterNote:
    """One sticky note; `severity` is the heaviest of the findings that name it."""

    id: str
    text: str
    severity: Severity | None = None
    lit: bool = False


@dataclass(frozen=True, slots=True)
class Badge:
    """The mark in a block's corner: its heaviest finding and how many there are; a tick has 0."""

    kind: BadgeKind
    count: int = 0


@dataclass(frozen=True, slots=True)
class PosterBlock:
    """One block.

    `done` holds once it has notes or is confirmed empty and nobody says it is still being
    worked on. `empty_hint` is what stands in it instead of notes. `hover` is its title, its
    first guiding question and the titles of its findings.
    """

    id: BlockId
    title: str
    region: Region
    notes: tuple[PosterNote, ...]
    badge: Badge | None
    done: bool
    empty_hint: str
    hover: tuple[str, ...]
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Poster:
    """The nine blocks in order of BLOCKS; `alt` says the same in one sentence."""

    blocks: tuple[PosterBlock, ...]
    alt: str


def draw_up(
    canvas: Canvas,
    report: Report,
    rulebook: Rulebook,
    words: Words,
    selected: BlockId | None = None,
    lit: frozenset[str] = frozenset(),
) -> Poster:
    """Give the poster of a canvas; `lit` are ids of notes to be pointed at."""
    titles = [(lead, tell(lead, canvas, rulebook, words).title) for lead in report.leads]
    heaviest = _by_note(report.leads)
    in_tune = _in_tune(report, rulebook)
    blocks = []
    for name in BLOCKS:
        vocabulary, block = rulebook.vocabulary.blocks[name], canvas.block(name)
        title = vocabulary.label.say(words.language)
        question = vocabulary.questions[0].text.say(words.language) if vocabulary.questions else ""
        here = [(lead, text) for lead, text in titles if name in lead.blocks]
        notes = tuple(
            PosterNote(note.id, note.text, heaviest.get(note.id), note.id in lit)
            for note in block.notes
        )
        blocks.append(
            PosterBlock(
                id=name,
                title=title,
                region=PLACES[name].region,
                notes=notes,
                badge=_badge([lead for lead, _ in here], bool(notes) and name in in_tune),
                done=block.filled and block.done is not False,
                empty_hint=_empty_hint(block, question, words),
                hover=(title, question, *(text for _, text in here)),
                selected=name == selected,
            )
        )
    return Poster(tuple(blocks), _alt(canvas, report, words))


def _by_note(leads: Iterable[Finding]) -> dict[str, Severity]:
    heaviest: dict[str, Severity] = {}
    for lead in leads:
        for note in lead.notes:
            known = heaviest.get(note, lead.severity)
            heaviest[note] = min(known, lead.severity, key=lambda severity: severity.rank)
    return heaviest


def _in_tune(report: Report, rulebook: Rulebook) -> set[BlockId]:
    """Give the blocks some rule looked at and passed.

    A finding folded under a lead elsewhere is not counted, but its block is not in tune either.
    """
    passed: set[BlockId] = set()
    for compiled in rulebook.compiled:
        if report.outcomes.get(compiled.rule.id) is Outcome.PASSED:
            passed.update(*(variant.blocks for variant in compiled.variants))
    folded = [finding for finding in report.findings if finding.under and not finding.answer]
    return passed.difference(*(finding.blocks for finding in folded))


def _badge(leads: list[Finding], in_tune: bool) -> Badge | None:
    # what is still open is no fault: the grey guiding question in the block says it
    told = [lead.severity for lead in leads if lead.severity is not Severity.OPEN]
    if told:
        heaviest: Severity = min(told, key=lambda severity: severity.rank)
        return Badge(heaviest.value, len(told))
    return Badge("tick") if in_tune and not leads else None


def _empty_hint(block: Block, question: str, words: Words) -> str:
    if block.notes:
        return ""
    return words("poster.empty") if block.empty else question


def _alt(canvas: Canvas, report: Report, words: Words) -> str:
    severities = [lead.severity for lead in report.leads]
    counts = [
        words.counted(f"severity.{severity}", severities.count(severity))
        for severity in Severity
        if severity in severities
    ]
    return words(
        "poster.alt.named" if canvas.name.strip() else "poster.alt.unnamed",
        name=words.quote(shorten(canvas.name)),
        filled=sum(canvas.block(name).filled for name in BLOCKS),
        notes=words.counted("poster.notes", sum(1 for _ in canvas.notes())),
        findings=words.listed(counts) if counts else words("poster.no_findings"),
    )
