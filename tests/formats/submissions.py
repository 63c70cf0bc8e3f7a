"""What German submissions say, and whether the import gives it back: for tests of layouts."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from advisor.canvas import BLOCKS, BlockId
from advisor.formats.imported import Candidate
from advisor.formats.importing import import_file
from tests.formats.extracts import PLACES, told
from tests.formats.office_files import (
    Grid,
    Merged,
    docx,
    paragraph,
)

NAMES: dict[BlockId, str] = {
    "key_partners": "Schlüsselpartner",
    "key_activities": "Schlüsselaktivitäten",
    "key_resources": "Schlüsselressourcen",
    "value_propositions": "Wertangebote",
    "customer_relationships": "Kundenbeziehungen",
    "channels": "Kanäle",
    "customer_segments": "Kundensegmente",
    "cost_structure": "Kostenstruktur",
    "revenue_streams": "Einnahmequellen",
}
NOTES: dict[BlockId, list[str]] = {
    "key_partners": ["Bäckerei Hofer", "Stadtwerke Köln"],
    "key_activities": ["Touren fahren", "Räder warten"],
    "key_resources": ["Drei Lastenräder", "Werkstatt am Ring"],
    "value_propositions": ["In zehn Minuten am Ziel", "Ohne Parkplatzsuche"],
    "customer_relationships": ["Feste Ansprechpartnerin"],
    "channels": ["Aushang am Bahnhof", "Instagram"],
    "customer_segments": ["Pendler ohne Auto", "Ältere Menschen im Viertel"],
    "cost_structure": ["Reparaturen", "Löhne der Fahrer"],
    "revenue_streams": ["Monatskarte zu 39 €", "Werbung auf den Rädern"],
}
FILLING: list[BlockId] = [*(block for block in BLOCKS if block not in ("cost_structure", "revenue_streams")), "cost_structure", "revenue_streams"]  # fmt: skip
TITLE = [
    "Projektarbeit Gründungsmanagement",
    "Team Rot: Mia Schmitz, Jan Öztürk",
    "Abgabe 12.05.2026",
]
TALL = ("key_partners", "value_propositions", "customer_segments")
LEAN_NAMES = ("Problem", "Lösung", "Kennzahlen", "Unfairer Vorteil")
WORDS = ["Hofer", "Rad", "Bahnhof", "Pendler", "Büro", "Karte", "Tour", "Lager"]
Notes = dict[BlockId, list[str]]


def best(data: bytes, name: str = "abgabe") -> Candidate:
    return import_file(data, name).candidates[0]


def joined(notes: Notes = NOTES) -> dict[BlockId, str]:
    return {block: "\n".join(lines) for block, lines in notes.items()}


def words_of(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in re.findall(r"\w+", text)}


def kept(candidate: Candidate) -> set[str]:
    """Every word the import still has."""
    texts = [text for _, note in candidate.canvas.notes() for text in (note.text, note.details)]
    texts += [text for taken in candidate.taken for text in taken.set_aside]
    return words_of([*texts, *candidate.outside])


def assert_read(data: bytes, outside: Iterable[str] = TITLE) -> Candidate:
    candidate = best(data)
    assert told(candidate) == joined()
    assert words_of(outside) <= kept(candidate)
    return candidate


def poster_grid(name: Callable[[BlockId], str], said: Callable[[BlockId], str]) -> Grid:
    """The poster as ten columns, heading and answer in one merged cell."""
    upper: list[list[str | Merged | None]] = [[None] * 10 for _ in range(3)]
    for block, (x0, y0, x1, _) in PLACES.items():
        y = 2 if block in ("cost_structure", "revenue_streams") else int(y0) // 2
        text = f"{name(block)}\n{said(block)}"
        upper[y][int(x0)] = Merged(text, int(x1 - x0), 2 if block in TALL else 1)
    return upper


def titled(*body: str) -> bytes:
    return docx(*map(paragraph, TITLE), *body)


def filled(block: BlockId) -> str:
    return "\n".join(NOTES[block])
