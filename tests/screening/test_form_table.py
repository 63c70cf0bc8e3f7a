"""A form's export, one team per row, becomes a cohort: columns by heading, nothing lost."""

# One row a line reads better than a tidy width.

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.canvas_file import read_canvas
from advisor.screening.csv_table import TableError, read_table
from advisor.screening.form_table import (
    Column,
    find_header,
    guess_columns,
    read_form,
    split_notes,
)
from advisor.source import SourceError
from advisor.vocabulary import load_vocabulary

GERMAN = [
    "Zeitstempel",
    "E-Mail-Adresse",
    "Wie heißt Ihr Team?",
    "Kundensegmente",
    "Wertversprechen",
    "Kanäle",
    "Kundenbeziehungen",
    "Einnahmen",
    "Schlüsselressourcen",
    "Schlüsselaktivitäten",
    "Schlüsselpartner",
    "Kosten",
]
ENGLISH = [
    "ID",
    "Completion time",
    "Email",
    "Name",
    "Customer Segments",
    "Value Propositions",
    "Channels",
    "Customer Relationships",
    "Revenue Streams",
    "Key Resources",
    "Key Activities",
    "Key Partners",
    "Cost Structure",
]
ORDER = [
    "customer_segments",
    "value_propositions",
    "channels",
    "customer_relationships",
    "revenue_streams",
    "key_resources",
    "key_activities",
    "key_partners",
    "cost_structure",
]


def notes(data: bytes) -> dict[str, list[str]]:
    canvas = read_canvas(data).canvas
    return {block: [note.text for note in canvas.block(block).notes] for block in canvas.blocks}


def test_the_columns_of_a_german_form_are_known() -> None:
    expected = ["handed_in", "email", "team", *ORDER]
    assert list(guess_columns(GERMAN).values()) == expected


def test_the_columns_of_an_english_form_are_known_and_the_person_stands_in_for_the_team() -> None:
    expected = [None, "handed_in", "email", "team", *ORDER]
    assert list(guess_columns(ENGLISH).values()) == expected


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_name_and_guiding_question_of_a_block_is_known(language: str) -> None:
    for block, about in load_vocabulary().blocks.items():
        assert guess_columns([getattr(about.label, language)]) == {0: block}
        first = getattr(about.questions[0].text, language)
        assert guess_columns([first]) == {0: block}


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("1. Kundensegmente: Für wen?", "customer_segments"),
        ("Welche Kanäle nutzen Sie?", "channels"),
        ("Beschreiben Sie hier [Schlüsselpartner]", "key_partners"),
        ("KEY PARTNERS (max. 5)", "key_partners"),
        ("Revenue Streams - where does the money come from?", "revenue_streams"),
        ("Über welche Kanäle erreichen Sie Ihre Kunden?", None),
        ("Anmerkungen", None),
        ("", None),
        ("E-Mail der Gruppe", "email"),
        ("Gruppennummer", "team"),
        ("Name Ihres Startups", "team"),
        ("Timestamp", "handed_in"),
        ("Wie viel Datum", None),
    ],
)
def test_a_heading_within_a_sentence_counts_only_where_it_is_certain(
    heading: str, column: Column | None
) -> None:
    assert guess_columns([heading]) == {0: column}


def test_the_clearest_column_names_the_team() -> None:
    assert list(guess_columns(["Name", "Projekt", "Team", "Gruppe"]).values()) == [
        "person",
        "project",
        "team",
        None,
    ]
    assert list(guess_columns(["Name", "Projekt"]).values()) == ["person", "team"]


def test_a_row_becomes_a_submission() -> None:
    row = [
        "27.11.2026 14:03:22",
        "a@b.de",
        "Alpha",
        "- Pendler\n- Familien; Büros",
        "Schnell",
        "App",
        "",
        "Abo",
        "–",
        "",
        "",
        "Miete",
    ]
    (one,) = read_form([GERMAN, row], "kurs.csv")
    assert (one.path, one.team, one.email) == ("kurs.csv:2", "Alpha", "a@b.de")
    assert one.handed_in == 1795788202.0
    assert read_canvas(one.data).canvas.name == "Alpha"
    assert notes(one.data) == {
        "value_propositions": ["Schnell"],
        "channels": ["App"],
        "customer_segments": ["Pendler", "Familien", "Büros"],
        "cost_structure": ["Miete"],
        "revenue_streams": ["Abo"],
    }


def test_the_header_may_stand_below_a_title_and_rows_are_numbered_as_in_the_file() -> None:
    rows = [["Umfrage 2026"], [], GERMAN, ["", "", "A", "x"], [" "], ["", "", "B", "y"]]
    assert find_header(rows) == 2
    assert [one.path for one in read_form(rows)] == ["4", "6"]


def test_two_columns_of_one_block_become_one_block() -> None:
    header = ["Team", "Kanäle", "Kosten", "Kundensegmente", "Weitere Kanäle"]
    (one,) = read_form([header, ["A", "App", "Miete", "Alle", "Laden"]])
    assert notes(one.data)["channels"] == ["App", "Laden"]


def test_the_mapping_can_be_corrected() -> None:
    header = ["Team", "Kanäle", "Kosten", "Kundensegmente", "Freitext"]
    columns = {**guess_columns(header), 4: "key_partners", 2: None}
    (one,) = read_form([header, ["A", "App", "Miete", "Alle", "Mosterei"]], columns=columns)
    assert set(notes(one.data)) == {"channels", "customer_segments", "key_partners"}


def test_what_a_spreadsheet_would_take_for_a_formula_is_only_text_here() -> None:
    (one,) = read_form([GERMAN, ["", "", "=A1", '=HYPERLINK("http://x")']])
    assert one.team == "=A1"
    assert notes(one.data) == {"customer_segments": ['=HYPERLINK("http://x")']}


def test_a_long_answer_stands_whole_in_the_details() -> None:
    text = "Wort " * 1_000
    (one,) = read_form([GERMAN, ["", "", "A", text]])
    ((_, note),) = read_canvas(one.data).canvas.notes()
    assert note.text.endswith("Wort…")
    assert len(note.text) <= limits.NOTE_CHARACTERS
    assert note.details == text.strip()


def test_a_row_with_too_much_is_refused_alone() -> None:
    many = "\n".join(str(f"n{n}") for n in range(limits.NOTES_PER_BLOCK + 1))
    bad, good = read_form([GERMAN, ["", "", "A", many], ["", "", "B", "x"]])
    with pytest.raises(SourceError, match="too_many"):
        read_canvas(bad.data)
    assert notes(good.data) == {"customer_segments": ["x"]}


@pytest.mark.parametrize("rows", [[], [["Team", "Kosten"], ["A", "1"]], [["a"] * 20] * 20])
def test_a_table_without_blocks_is_no_form(rows: list[list[str]]) -> None:
    with pytest.raises(TableError, match="no_form"):
        read_form(rows)


def test_more_rows_than_a_table_may_have_are_refused() -> None:
    with pytest.raises(TableError, match="too_many_rows"):
        read_form([GERMAN] + [[]] * limits.TABLE_ROWS)


TEXT = st.text(alphabet="abä =;\n•-", max_size=30)


@given(st.lists(TEXT, min_size=9, max_size=9))
def test_every_letter_of_every_answer_is_on_the_canvas(answers: list[str]) -> None:
    submissions = list(read_form([GERMAN, ["", "", "A", *answers]]))
    found = notes(submissions[0].data)
    for block, answer in zip(ORDER, answers, strict=True):
        letters = [letter for letter in answer if letter.isalpha()]
        assert [one for one in "".join(found.get(block, [])) if one.isalpha()] == letters


def test_notes_are_cut_at_lines_bullets_and_semicolons_and_nowhere_else() -> None:
    assert split_notes("1. Eins\r\n• Zwei • Drei; Vier, fünf - sechs\n\n- \n–") == [
        "Eins",
        "Zwei",
        "Drei",
        "Vier, fünf - sechs",
    ]
    assert split_notes("  ") == []


def test_twenty_thousand_rows_are_given_one_by_one() -> None:
    row = ["", "", "A", *["x"] * len(BLOCKS)]
    submissions = read_form([GERMAN] + [row] * 20_000)
    assert next(submissions).path == "2"
    assert next(submissions).path == "3"


def test_a_csv_goes_all_the_way() -> None:
    data = 'Team;Kundensegmente;Kosten;Kanäle\nAlpha;"Pendler\nFamilien";Miete, Strom;App\n'.encode(
        "cp1252"
    )
    (one,) = read_form([row.cells for row in read_table(data).rows])
    assert notes(one.data)["customer_segments"] == ["Pendler", "Familien"]
    assert notes(one.data)["cost_structure"] == ["Miete, Strom"]
