"""Pasted lines go under the block whose heading stands above them, and nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor.canvas import BLOCKS, LANGUAGES
from advisor.formats.pasted_text import Line, looks_like_notes, sort_lines
from advisor.vocabulary import load_vocabulary

WORDS = load_vocabulary()

THIRTY = """
Mein Geschäftsmodell (Stand Mai)

1. Kundensegmente
- Familien in der Stadt
- Büros mit 10 bis 50 Leuten

## Wertversprechen
* Gemüse vom selben Tag
* Kiste passt ins Fahrradkörbchen
Welchen Wert bieten wir unseren Kunden?

**Marktkanäle:** Webseite, Hofladen, Wochenmarkt
Kundenbeziehungen
Anruf bei Ausfall
Newsletter jeden Freitag

EINNAHMEN:
Abo 18 € je Kiste
Schlüsselressourcen: 4 ha Acker; Kühlraum; Lieferrad mit 120 kg Zuladung, gebraucht
Schlüsselaktivitäten
• Säen, jäten, ernten
• Kisten packen
Schlüsselpartner
Mosterei im Nachbarort
Kosten
Löhne
Saatgut
Miete Kühlraum
"""


def sorted_texts(text: str) -> dict[str | None, list[str]]:
    found: dict[str | None, list[str]] = {}
    for line in sort_lines(text, WORDS):
        if not line.left_out:
            found.setdefault(line.block, []).append(line.text)
    return found


def test_thirty_lines_become_nine_blocks() -> None:
    assert sorted_texts(THIRTY) == {
        None: ["Mein Geschäftsmodell (Stand Mai)"],
        "customer_segments": ["Familien in der Stadt", "Büros mit 10 bis 50 Leuten"],
        "value_propositions": ["Gemüse vom selben Tag", "Kiste passt ins Fahrradkörbchen"],
        "channels": ["Webseite", "Hofladen", "Wochenmarkt"],
        "customer_relationships": ["Anruf bei Ausfall", "Newsletter jeden Freitag"],
        "revenue_streams": ["Abo 18 € je Kiste"],
        "key_resources": ["4 ha Acker", "Kühlraum", "Lieferrad mit 120 kg Zuladung, gebraucht"],
        "key_activities": ["Säen, jäten, ernten", "Kisten packen"],
        "key_partners": ["Mosterei im Nachbarort"],
        "cost_structure": ["Löhne", "Saatgut", "Miete Kühlraum"],
    }


def test_a_guiding_question_left_standing_is_left_out() -> None:
    asked = WORDS.blocks["value_propositions"].questions[0].text.de

    assert sort_lines(f"Wertversprechen\n{asked}\nSchnell", WORDS) == (
        Line(asked, "value_propositions", left_out=True),
        Line("Schnell", "value_propositions"),
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("block", BLOCKS)
def test_every_name_of_a_block_is_a_heading(block: str, language: str) -> None:
    about = WORDS.blocks[block]  # type: ignore[index]  # one of BLOCKS
    for name in (about.label.say(language), *getattr(about.aliases, language)):
        (line,) = sort_lines(f"{name}\nEtwas", WORDS)
        assert line == Line("Etwas", block), name  # type: ignore[arg-type]


def test_a_colon_in_a_note_makes_no_heading() -> None:
    assert sorted_texts("Kanäle\nMesse: zweimal im Jahr") == {
        "channels": ["Messe: zweimal im Jahr"]
    }


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("canvas: 1\nblocks:\n  channels: [App]\n", False),
        ('{"canvas": 1,\n"blocks":\n{}}', False),
        ("just words", False),
        (THIRTY, True),
        ("a\nb\nc", True),
    ],
)
def test_files_for_machines_are_told_from_lines_for_people(text: str, notes: bool) -> None:
    assert looks_like_notes(text) is notes


@given(
    st.lists(st.text(st.characters(categories=["L", "Nd"]), min_size=1, max_size=20), max_size=30)
)
def test_no_line_is_lost(lines: list[str]) -> None:
    names = {
        name.casefold()
        for b in WORDS.blocks.values()
        for name in (b.label.de, b.label.en, *b.aliases.de, *b.aliases.en)
    }
    kept = [line for line in lines if line.casefold() not in names]

    assert [line.text for line in sort_lines("\n".join(lines), WORDS)] == kept
