"""Which of what was read is a canvas: the layouts canvases come in."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.canvas_file import read_canvas, write_canvas
from advisor.formats.candidates import find_canvases
from advisor.formats.extract import Area, Extract, Line, Origin, Rule
from advisor.formats.headings import find_heading
from advisor.formats.templates import load_templates
from tests.formats.extracts import (
    ENGLISH,
    GERMAN,
    PLACES,
    SAID,
    Cell,
    area,
    best,
    poster,
    text,
    told,
)  # fmt: skip
from tests.growth import LINEAR, growth

TEMPLATE = {block: load_templates().texts[block][1] for block in BLOCKS}  # the German one
WORDS = [
    "Hofer",
    "Rad",
    "Bahnhof",
    "Pendler",
    "Büro",
    "Karte",
    "Tour",
    "Lager",
    "Werkstatt",
    "Abend",
    "Verein",
    "Stadt",
]


def in_one_cell() -> list[Cell]:
    return [
        (x0, y0, x1, y1, f"{GERMAN[block]}\n{SAID[block]}")
        for block, (x0, y0, x1, y1) in PLACES.items()
    ]


def in_many_rows() -> list[Cell]:
    """Tall blocks as rows that nobody merged."""
    cells: list[Cell] = []
    for block, (x0, y0, x1, y1) in PLACES.items():
        lines = [GERMAN[block], *SAID[block].splitlines()]
        for row in range(int(y1 - y0) * 2):
            line = lines[row] if row < len(lines) else ""
            cells.append((x0, y0 * 2 + row, x1, y0 * 2 + row + 1, line))
    return cells


def with_shifted_borders() -> list[Cell]:
    """Answers a column narrower than their headings."""
    return [
        (x0 + (y0 % 2), y0, x1, y1, said) if said not in GERMAN.values() else (x0, y0, x1, y1, said)
        for x0, y0, x1, y1, said in poster()
    ]


def in_another_order() -> list[Cell]:
    """Nine columns, what is offered first."""
    order = sorted(BLOCKS, reverse=True)
    heads = [(n, 0.0, n + 1, 1.0, GERMAN[block]) for n, block in enumerate(order)]
    return [*heads, *((n, 1.0, n + 1, 2.0, SAID[block]) for n, block in enumerate(order))]


def three_by_three() -> list[Cell]:
    cells: list[Cell] = []
    for n, block in enumerate(BLOCKS):
        row, column = divmod(n, 3)
        cells.append((column, row * 2, column + 1, row * 2 + 1, GERMAN[block]))
        cells.append((column, row * 2 + 1, column + 1, row * 2 + 2, SAID[block]))
    return cells


def as_list() -> list[Cell]:
    rows = [(0.0, 0.0, 1.0, 1.0, "Baustein"), (1.0, 0.0, 2.0, 1.0, "Eintrag")]
    for n, block in enumerate(BLOCKS, 1):
        rows += [(0, n, 1, n + 1, GERMAN[block]), (1, n, 2, n + 1, SAID[block])]
    return rows


def one_column() -> list[Cell]:
    cells: list[Cell] = []
    for n, block in enumerate(BLOCKS):
        cells += [
            (0, 2 * n, 1, 2 * n + 1, GERMAN[block]),
            (0, 2 * n + 1, 1, 2 * n + 2, SAID[block]),
        ]
    return cells


def two_blocks_a_cell() -> list[Cell]:
    """Activities above resources, relationships above channels, each pair in one cell."""
    cells = [cell for cell in in_one_cell() if cell[0] not in (2, 6)]
    for upper, lower in (
        ("key_activities", "key_resources"),
        ("customer_relationships", "channels"),
    ):
        x0, _, x1, _ = PLACES[upper]
        said = f"{GERMAN[upper]}\n{SAID[upper]}\n\n{GERMAN[lower]}\n{SAID[lower]}"
        cells.append((x0, 0, x1, 4, said))
    return cells


def in_two_languages() -> list[Cell]:
    return [
        (x0, y0, x1, y1, f"{GERMAN[block]}\n({ENGLISH[block]})\n{SAID[block]}")
        for block, (x0, y0, x1, y1) in PLACES.items()
    ]


def with_a_title() -> list[Cell]:
    cells = [(x0, y0 + 2, x1, y1 + 2, said) for x0, y0, x1, y1, said in poster()]
    return [(0, 0, 10, 1, "Business Model Canvas"), (0, 1, 5, 2, "Erstellt von: Team 3"), *cells]


LAYOUTS = [
    poster, in_one_cell, in_many_rows, with_shifted_borders, in_another_order, three_by_three, as_list,
    one_column, two_blocks_a_cell, in_two_languages, with_a_title,
]  # fmt: skip


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("kind", ["table", "sheet"])
def test_every_layout_of_a_grid_gives_the_nine_blocks(layout, kind) -> None:  # type: ignore[no-untyped-def]
    assert told(best(area(layout(), kind))) == SAID


@pytest.mark.parametrize("layout", [poster, in_one_cell, three_by_three])
def test_every_layout_of_shapes_gives_the_nine_blocks(layout) -> None:  # type: ignore[no-untyped-def]
    scale = 914_400
    cells = [
        (x0 * scale, y0 * scale, x1 * scale, y1 * scale, said) for x0, y0, x1, y1, said in layout()
    ]

    assert told(best(area(cells, "slide"))) == SAID


def test_notes_stuck_into_frames_belong_to_the_frame() -> None:
    frames = [(x0, y0, x1, y1, GERMAN[block]) for block, (x0, y0, x1, y1) in PLACES.items()]
    notes = [
        (x0 + 0.9, y0 + 0.3 + n / 5, x0 + 1.4, y0 + 0.45 + n / 5, line)
        for block, (x0, y0, _, _) in PLACES.items()
        for n, line in enumerate(SAID[block].splitlines())
    ]

    assert told(best(area([*frames, *notes], "slide"))) == SAID


def test_pages_are_cut_at_their_lines() -> None:
    cells = []
    for block, (x0, y0, x1, _) in PLACES.items():
        left = x0 * 80
        cells.append((left + 40, y0 * 60, left + 130, y0 * 60 + 12, GERMAN[block]))
        cells += [
            (left + 4, y0 * 60 + 20 + 14 * n, left + 40 + n * 20, y0 * 60 + 32 + 14 * n, line)
            for n, line in enumerate(SAID[block].splitlines())
        ]
        assert x1
    lines = tuple(Rule(x, 0, 239) for x in (0, 160, 320, 480, 640, 800))
    below = tuple(Rule(x, 239, 400) for x in (0, 400, 800))

    assert told(best(replace(area(cells, "pages"), rules=lines + below))) == SAID


def test_pages_without_lines_are_cut_between_headings() -> None:
    cells = []
    for block, (x0, y0, _, _) in PLACES.items():
        cells.append((x0 * 80, y0 * 60, x0 * 80 + 90, y0 * 60 + 12, GERMAN[block]))
        for n, line in enumerate(SAID[block].splitlines()):
            cells.append((x0 * 80 + 95, y0 * 60 + 20 + 14 * n, x0 * 80 + 150 - n * 20, y0 * 60 + 32 + 14 * n, line))  # fmt: skip

    assert told(best(area(cells, "pages"))) == SAID


def test_touching_lines_centred_on_each_other_are_one_sticky_note() -> None:
    cells = [
        (x0 * 80, y0 * 60, x0 * 80 + 90, y0 * 60 + 12, GERMAN[b])
        for b, (x0, y0, _, _) in PLACES.items()
    ]
    cells += [(20, 40, 80, 52, "Bäckerei"), (30, 52, 70, 64, "Hofer"), (20, 90, 80, 102, "Rathaus")]
    cells += [(0, 120, 60, 132, "links"), (0, 132, 60, 144, "untereinander")]

    found = told(best(area(cells, "pages")))

    assert found["key_partners"].splitlines() == [
        "Bäckerei Hofer",
        "Rathaus",
        "links",
        "untereinander",
    ]


def test_running_titles_are_no_answers() -> None:
    pages = [
        replace(box, origin=Origin("page", 1 + int(box.y0 >= 4))) for box in area(poster(), "pages").boxes
    ]  # fmt: skip
    titles = [
        replace(box, origin=Origin("page", n))
        for n in (1, 2, 3)
        for box in area([(0, n * 2 + 1.5, 10, n * 2 + 1.6, f"Seite {n}")], "pages").boxes
    ]

    assert told(best(Area("pages", 1, boxes=(*pages, *titles)))) == SAID


def lines_of(names=GERMAN, mark="") -> list[str]:  # type: ignore[no-untyped-def]
    return [
        line
        for block in BLOCKS
        for line in [f"{mark}{names[block]}", *(f"- {one}" for one in SAID[block].splitlines())]
    ]


@pytest.mark.parametrize("mark", ["", "# ", "3. ", "Baustein 4: "])
def test_lines_below_headings_are_notes(mark: str) -> None:
    assert told(best(text(lines_of(mark=mark)))) == SAID


def test_answers_may_stand_on_the_line_of_the_heading() -> None:
    lines = [f"{GERMAN[block]}: {SAID[block].splitlines()[0]}" for block in BLOCKS]

    assert told(best(text(lines))) == {b: SAID[b].splitlines()[0] for b in BLOCKS}


def test_where_names_are_styled_only_styled_lines_are_headings() -> None:
    lines = lines_of()
    lines.insert(lines.index("Wertversprechen") + 1, "Kunden")
    found = told(best(text([*lines, "Anhang", "Mehr dazu"], [*GERMAN.values(), "Anhang"])))

    assert found["value_propositions"] == "Kunden\n" + SAID["value_propositions"]
    assert found["revenue_streams"] == SAID["revenue_streams"]


def test_a_name_of_a_block_below_its_own_heading_is_kept() -> None:
    lines = lines_of()
    lines.insert(lines.index("Marktkanäle") + 1, "Vertriebskanäle")

    candidate = best(text(lines))

    assert told(candidate) == SAID
    assert [taken.set_aside for taken in candidate.taken if taken.block == "channels"] == [
        ("Vertriebskanäle",)
    ]


def test_a_list_may_name_a_block_once_or_in_every_row_and_sort_its_rows() -> None:
    rows: list[Cell] = [(0, 0, 1, 1, "Block"), (1, 0, 2, 1, "Inhalt"), (2, 0, 3, 1, "Art")]
    y = 1
    for block in BLOCKS:
        for word in ("eins", "zwei"):
            rows += [(0, y, 1, y + 1, GERMAN[block]), (1, y, 2, y + 1, f"{block} {word}")]
            rows.append((2, y, 3, y + 1, "wichtig" if word == "eins" else "später"))
            y += 1

    candidate = best(area(rows, "sheet"))

    assert told(candidate) == {block: f"{block} eins\n{block} zwei" for block in BLOCKS}
    assert [n.details for n in candidate.canvas.block("channels").notes] == ["wichtig", "später"]


def test_nine_boxes_without_headings_are_told_by_where_they_lie() -> None:
    cells = [(x0, y0, x1, y1, SAID[block]) for block, (x0, y0, x1, y1) in PLACES.items()]
    candidate = best(area(cells))

    assert told(candidate) == SAID
    assert {taken.confidence for taken in candidate.taken} == {"position"}


def test_ten_cells_in_a_table_are_not_told_by_where_they_lie() -> None:
    cells = [(c, r, c + 1, r + 1, f"{r} {c}") for r in range(4) for c in range(5)]

    assert find_canvases(Extract((area(cells),)), "docx").reason == "no_canvas"


def test_one_block_a_slide_makes_a_canvas() -> None:
    slides = [
        area([(0, 0, 10, 1, GERMAN[block]), (1, 2, 9, 6, SAID[block])], "slide", n)
        for n, block in enumerate(BLOCKS, 1)
    ]

    candidate = best(*slides)

    assert told(candidate) == SAID
    assert candidate.taken[0].origin == Origin("slide", 1)


def test_a_copy_of_the_template_beside_the_filled_one_is_no_choice() -> None:
    found = find_canvases(Extract((area(poster(TEMPLATE)), area(poster(), number=2))), "docx")

    assert [told(candidate) for candidate in found.candidates] == [SAID]


def test_a_copy_above_in_the_same_table_is_no_choice() -> None:
    both = [*poster(TEMPLATE), *poster(down=6)]

    found = find_canvases(Extract((area(both),)), "docx")

    assert [told(candidate) for candidate in found.candidates] == [SAID]


def test_several_canvases_are_a_choice_and_examples_come_last() -> None:
    less = {block: SAID[block] for block in BLOCKS[:7]}
    areas = (
        area(poster({**SAID, "channels": "Beispielkanal\nNoch einer"}), "sheet", 1, "Beispiel"),
        area(poster(less), "sheet", 2, "Team A"),
        area(poster(), "sheet", 3, "Team B"),
    )

    found = find_canvases(Extract(areas), "xlsx")

    assert [candidate.title for candidate in found.candidates] == ["Team B", "Team A", "Beispiel"]


def test_an_empty_canvas_beside_instructions_is_empty() -> None:
    areas = (area(poster({}), "sheet", 1, "Canvas"), area(poster(), "sheet", 2, "Anleitung"))

    found = find_canvases(Extract(areas), "xlsx")

    assert (found.reason, found.candidates[0].title) == ("empty", "Canvas")
    assert told(found.candidates[1]) == SAID


def test_the_german_template_filled_in_gives_the_answers_alone() -> None:
    said = {block: f"{TEMPLATE[block]}\n{SAID[block]}" for block in BLOCKS}

    candidate = best(area(poster(said)))

    assert told(candidate) == SAID
    assert candidate.canvas.language == "de"
    for taken in candidate.taken:
        assert taken.set_aside
        assert taken.confidence == "exact"


def test_a_template_alone_is_an_empty_canvas_with_its_reason() -> None:
    found = find_canvases(Extract((area(poster(TEMPLATE)),)), "docx")

    assert found.reason == "template_only"
    assert found.candidates[0].filled == 0
    assert len(found.candidates[0].taken) == len(BLOCKS)


def test_headings_alone_are_an_empty_canvas() -> None:
    found = find_canvases(Extract((area(poster({})),)), "docx")

    assert (found.reason, found.candidates[0].filled) == ("empty", 0)


def test_of_a_lean_canvas_the_shared_blocks_are_taken() -> None:
    names = {
        "Problem": "Parkplatznot", "Lösung": "Rikschas", "Kennzahlen": "Fahrten", "Unfairer Vorteil": "Lizenz",
        "Wertversprechen": "Schnell", "Kanäle": "App", "Kundensegmente": "Pendler", "Kostenstruktur": "Räder",
        "Einnahmequellen": "Karten",
    }  # fmt: skip
    cells: list[Cell] = []
    for n, (name, said) in enumerate(names.items()):
        cells += [(n, 0, n + 1, 1, name), (n, 1, n + 1, 2, said)]

    found = find_canvases(Extract((area(cells),)), "docx")

    assert told(found.candidates[0]) == {
        "value_propositions": "Schnell", "channels": "App", "customer_segments": "Pendler",
        "cost_structure": "Räder", "revenue_streams": "Karten",
    }  # fmt: skip
    assert found.notices == ("lean_canvas",)


@pytest.mark.parametrize(
    ("extract", "reason"),
    [
        (Extract((text(["Ein Bericht", "über Kundensegmente"]),)), "no_canvas"),
        (Extract((area([(0, 0, 1, 1, "Kundensegmente"), (1, 0, 2, 1, "Pendler")]),)), "no_canvas"),
        (Extract(()), "empty"),
        (Extract((), picture=b"png"), "picture_only"),
    ],
)
def test_without_a_canvas_there_is_a_reason(extract: Extract, reason: str) -> None:
    found = find_canvases(extract, "docx")

    assert (found.candidates, found.reason) == ((), reason)


def test_an_explanation_of_the_canvas_is_no_canvas() -> None:
    lines = []
    for block in BLOCKS:
        lines += [ENGLISH[block], f"What are the {ENGLISH[block].lower()} of your company?"]
    lines.insert(2, "What you should do to run your business.")
    lines.append("From where you sell your products.")

    found = find_canvases(Extract((text(lines),)), "docx")

    assert (found.reason, found.candidates[0].filled) == ("template_only", 0)


def test_long_texts_go_on_in_details_and_nothing_is_lost() -> None:
    sentence = "Wir fahren jeden Tag durch die Stadt. "
    long = (sentence * 70).strip()
    candidate = best(area(poster({**SAID, "channels": long})))

    (note,) = candidate.canvas.block("channels").notes

    assert len(note.text) <= limits.NOTE_CHARACTERS
    assert note.text.endswith(".")
    assert f"{note.text} {note.details}" == long


def test_too_many_notes_go_into_details_of_the_last() -> None:
    lines = [f"Notiz {number}" for number in range(limits.NOTES_PER_BLOCK + 50)]
    candidate = best(area(poster({**SAID, "channels": "\n".join(lines)})))

    notes = candidate.canvas.block("channels").notes

    assert len(notes) == limits.NOTES_PER_BLOCK
    assert [*(note.text for note in notes), *notes[-1].details.splitlines()] == lines


def test_what_is_more_than_a_block_holds_is_set_aside() -> None:
    many = "\n".join(f"Wort{number} " + "x" * 1_900 for number in range(60))
    candidate = best(area(poster({**SAID, "channels": many})))

    notes = candidate.canvas.block("channels").notes
    aside = next(taken.set_aside for taken in candidate.taken if taken.block == "channels")

    assert sum(len(note.text) + len(note.details) for note in notes) <= limits.BLOCK_CHARACTERS
    assert [*(note.text for note in notes), *aside] == many.splitlines()


def test_a_canvas_that_was_found_can_be_written_and_read() -> None:
    canvas = best(area(poster())).canvas

    assert read_canvas(write_canvas(canvas)).canvas == canvas


@given(st.randoms(use_true_random=False), st.sampled_from(LAYOUTS))
@settings(max_examples=40)
def test_the_order_of_the_boxes_makes_no_difference(shuffle: random.Random, layout) -> None:  # type: ignore[no-untyped-def]
    boxes = list(area(layout()).boxes)
    before = best(Area("table", 1, boxes=tuple(boxes)))
    shuffle.shuffle(boxes)

    assert best(Area("table", 1, boxes=tuple(boxes))) == before


ANSWER = st.lists(
    st.lists(st.sampled_from([*WORDS, "?", "•", "Kanäle", "Wer sind unsere", "…", "Text", "3.", "a)"]), min_size=1, max_size=6)
    .map(" ".join),
    min_size=1,
    max_size=5,
).map("\n".join)  # fmt: skip


@given(st.fixed_dictionaries(dict.fromkeys(BLOCKS, ANSWER)))
@settings(max_examples=60)
def test_every_word_of_an_answer_is_in_a_note_or_set_aside(said) -> None:  # type: ignore[no-untyped-def]
    found = find_canvases(Extract((area(poster(said)),)), "docx")

    kept = []
    for candidate in found.candidates:
        for _, note in candidate.canvas.notes():
            kept += [note.text, note.details]
        kept += [line for taken in candidate.taken for line in taken.set_aside]
    words = set(" ".join(kept).split())
    for answer in said.values():
        for line in answer.splitlines():
            if not find_heading(line):
                lost = [w for w in line.split() if w[0].isalpha() and w not in words]
                assert not [word for word in lost if len(word) > 2]


@pytest.mark.parametrize("line", ["Kanäle", "Kundensegm {} nte", "Wert: {}", "Kosten"])
def test_hostile_lines_cost_what_their_number_costs(line: str) -> None:
    def look_through(count: int) -> None:
        lines = text([*lines_of(), *(line.format(number) for number in range(count))])
        find_canvases(Extract((lines,)), "docx")

    assert growth(look_through, 2_000) < LINEAR


def test_lines_and_tables_of_one_file_are_looked_through() -> None:
    lines = Area("text", 1, lines=(Line("Bericht von Team 3", Origin("line", 1, 1), True),))

    assert told(best(lines, area(poster()))) == SAID


def boxes(count: int, word: str) -> list[Cell]:
    """Give that many cells of one word, eighty in a row."""
    spots = [divmod(number, 80) for number in range(count)]
    return [(c, r, c + 1, r + 1, word.format(r, c)) for r, c in spots]


HOSTILE: dict[str, tuple[Callable[[int], list[Cell]], int]] = {
    "headings only": (lambda n: boxes(n, "Kanäle"), 800),
    "too many boxes": (lambda n: boxes(n, "{}"), 1_000),
    "template words": (lambda n: poster({**SAID, "channels": "wie sind wir die kanäle " * n}), 400),
    "spaces": (lambda n: poster({**SAID, "channels": "a" + " " * n + "b"}), 8_000),
    "signs": (lambda n: poster({**SAID, "channels": "(" * n}), 8_000),
    "questions": (lambda n: poster({**SAID, "channels": "Wer " * 4 * n + "\n?" * n}), 400),
    "names with slips": (lambda n: boxes(n, "Kundensegm{}nte{}"), 800),
}


@pytest.mark.parametrize(("cells", "small"), HOSTILE.values(), ids=HOSTILE)
def test_hostile_boxes_cost_what_their_number_costs(
    cells: Callable[[int], list[Cell]], small: int
) -> None:
    def look_through(count: int) -> None:
        find_canvases(Extract((area(cells(count), "sheet"),)), "xlsx")

    assert growth(look_through, small) < LINEAR
