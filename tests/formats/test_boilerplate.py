"""Answers are told from what templates say: measured placements, and what must stay."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import pytest

from advisor.canvas import BLOCKS, BlockId
from advisor.formats.boilerplate import answers
from advisor.formats.templates import load_templates

TEMPLATES = load_templates().texts
ANSWERS: dict[BlockId, str] = {
    "key_partners": "Bäckerei Hofer liefert das Brot",
    "key_activities": "Touren planen und fahren",
    "key_resources": "Drei Lastenräder, eine Werkstatt",
    "value_propositions": "In zehn Minuten am Ziel",
    "customer_relationships": "Feste Ansprechpartnerin für Stammgäste",
    "channels": "Aushang am Bahnhof, Instagram",
    "customer_segments": "Pendler ohne Auto",
    "cost_structure": "Reparaturen 400 € im Monat",
    "revenue_streams": "Monatskarte zu 39 €",
}
PLACEMENTS = ["after", "before", "between", "inline", "case", "letter"]


def placed(template: str, answer: str, placement: str) -> str:
    """The template's text with an answer put into it."""
    lines = template.strip().splitlines()
    half = len(lines) // 2
    if placement == "after":
        return "\n".join([*lines, answer])
    if placement == "before":
        return "\n".join([answer, *lines])
    if placement == "between":
        return "\n".join([*lines[:half], answer, *lines[half:]])
    if placement == "inline":
        words = template.split()
        middle = len(words) // 2
        return " ".join([*words[:middle], answer, *words[middle:]])
    if placement == "case":
        return "\n".join([template.upper(), answer])
    words = template.split()
    longest = max(range(len(words)), key=lambda n: len(words[n]))
    words[longest] = words[longest][:3] + words[longest][4:]
    return " ".join(words) + "\n" + answer


@pytest.mark.parametrize("number", [0, 1], ids=["english", "german"])
@pytest.mark.parametrize("placement", PLACEMENTS)
@pytest.mark.parametrize("block", BLOCKS)
def test_an_answer_anywhere_in_a_template_is_all_that_is_left(
    block: BlockId, placement: str, number: int
) -> None:
    text = placed(TEMPLATES[block][number], ANSWERS[block], placement)

    found = answers({block: text})[block]

    assert found.lines == (ANSWERS[block],)
    assert len("".join(found.set_aside).split()) > 0


@pytest.mark.parametrize("number", [0, 1], ids=["english", "german"])
@pytest.mark.parametrize("block", BLOCKS)
def test_a_template_alone_leaves_nothing(block: BlockId, number: int) -> None:
    found = answers({block: TEMPLATES[block][number]})[block]

    assert found.lines == ()
    assert found.set_aside


@pytest.mark.parametrize(
    ("block", "text"),
    [
        ("customer_segments", "Nischenmarkt"),
        ("customer_segments", "Für wen schaffen wir Wert?\nWer sind unsere wichtigsten Kunden?\nMassenmarkt"),
        ("customer_segments", "Wer sind unsere wichtigsten Kunden?\n\nNischenmarkt\nMehrseitige Plattform"),
        ("revenue_streams", "Usage fee\nAdvertising"),
        ("revenue_streams", "Abo-Gebühren, Werbung"),
        ("key_activities", "Produktion"),
        ("key_partners", "Optimierung und Wirtschaftlichkeit"),
        ("cost_structure", "Fixkosten (Gehälter, Mieten), variable Kosten"),
    ],
)  # fmt: skip
def test_categories_somebody_chose_are_answers(block: BlockId, text: str) -> None:
    found = answers({block: text})[block]

    left = [line for line in text.splitlines() if line and not line.endswith("?")]
    assert list(found.lines) == left


@pytest.mark.parametrize(
    "line",
    ["KATEGORIEN", "TYPES:", "Designed for: Hofer GmbH", "Datum: 3.4.2025", "Version:", "…", "tbd", "Text",
     "Strategyzer AG, www.businessmodelgeneration.com", "http://creativecommons.org/licenses/by-sa/3.0/"],
)  # fmt: skip
def test_labels_stamps_and_licences_are_set_aside(line: str) -> None:
    found = answers({"channels": f"{line}\nWochenmarkt"})["channels"]

    assert found.lines == ("Wochenmarkt",)
    assert found.set_aside == (line,)


def test_the_same_text_in_four_blocks_is_a_placeholder() -> None:
    same = "Make a big impact with our slides"
    found = answers({**dict.fromkeys(BLOCKS[:4], same), "channels": "Wochenmarkt"})

    assert all(found[block].lines == () for block in BLOCKS[:4])
    assert found["key_partners"].set_aside == (same,)
    assert found["channels"].lines == ("Wochenmarkt",)


def test_the_same_text_in_three_blocks_is_an_answer() -> None:
    found = answers(dict.fromkeys(BLOCKS[:3], "Website"))

    assert all(found[block].lines == ("Website",) for block in BLOCKS[:3])


def test_a_block_of_nothing_but_questions_is_unanswered() -> None:
    text = "Was gibt es schon auf\ndem Markt? Wo kauft Frau Huber ein?"

    found = answers({"channels": text, "key_partners": "Bäckerei"})["channels"]

    assert found.lines == ()
    assert " ".join(found.set_aside).split() == text.split()


def test_leading_questions_of_most_blocks_are_an_unknown_template() -> None:
    texts = {block: f"Was fällt Ihnen zu {block} ein?\n{ANSWERS[block]}" for block in BLOCKS[:5]}

    found = answers(texts)

    assert {block: found[block].lines for block in texts} == {
        block: (ANSWERS[block],) for block in texts
    }


def test_a_single_question_stays_and_is_told() -> None:
    found = answers({"channels": "Wochenmarkt\nAuch Instagram?", "key_partners": "Bäckerei"})

    assert found["channels"].lines == ("Wochenmarkt", "Auch Instagram?")
    assert found["channels"].open_questions == ("Auch Instagram?",)


def test_bullets_and_numbers_are_taken_off_and_commas_left() -> None:
    text = "• Messe, Fachpresse\n- Website\n1. Außendienst\n▪ a • b\n3D-Druck\n24/7-Hotline"

    found = answers({"channels": text})["channels"]

    assert found.lines == (
        "Messe, Fachpresse", "Website", "Außendienst", "a", "b", "3D-Druck", "24/7-Hotline"
    )  # fmt: skip
