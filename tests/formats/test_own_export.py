"""Our own exports read back as what was written."""

from __future__ import annotations

import pytest

from advisor.canvas import Canvas, Language
from advisor.canvas_file import read_canvas
from advisor.formats.own_export import read_own_csv, read_own_markdown
from advisor.source import SourceError
from advisor.texts import words
from advisor.views.canvas_csv import canvas_csv
from advisor.views.canvas_markdown import canvas_markdown
from advisor.vocabulary import load_vocabulary

CANVAS = read_canvas(
    """
canvas: 1
name: 'Velo & "Taxi" #1'
language: de
blocks:
  customer_segments:
    - {id: p, text: '- Pendler *ohne* Auto_', details: "Absatz eins\\n\\n- Absatz <zwei>", facts: {priority: 1, payer: true}, tags: [niche_market]}
    - {text: '# 1. kein Titel'}
  value_propositions:
    - {id: v, text: '=SUMME(A1)', links: [p], tags: [price, convenience_usability]}
  channels: ['+49 221 1', 'App; Messe, "Presse"']
"""  # noqa: E501
).canvas


def texts(canvas: Canvas) -> list[tuple[str, str, str]]:
    return [(block, note.text, note.details) for block, note in canvas.notes()]


@pytest.mark.parametrize("language", ["de", "en"])
def test_markdown_gives_name_language_notes_and_details(language: Language) -> None:
    text = canvas_markdown(CANVAS, load_vocabulary(), words(language))
    canvas = read_own_markdown(text)

    assert canvas is not None
    assert (canvas.name, canvas.language) == (CANVAS.name, language)
    assert texts(canvas) == texts(CANVAS)


def test_markdown_of_a_canvas_without_a_name_has_none() -> None:
    unnamed = CANVAS.model_copy(update={"name": ""})
    canvas = read_own_markdown(canvas_markdown(unnamed, load_vocabulary(), words("de")))

    assert canvas is not None
    assert canvas.name == ""


@pytest.mark.parametrize(
    "change",
    [("## Kan", "## Andere Kan"), ("- ", "Freier Text\n- "), ("- ", "- **fett** "), ("# ", "")],
)
def test_markdown_that_somebody_changed_is_left_to_the_tolerant_reader(
    change: tuple[str, str],
) -> None:
    text = canvas_markdown(CANVAS, load_vocabulary(), words("de"))

    assert read_own_markdown(text.replace(*change)) is None


def test_a_table_gives_the_whole_blocks() -> None:
    canvas = read_own_csv(canvas_csv(CANVAS))

    assert canvas is not None
    assert canvas.blocks == CANVAS.blocks


def test_a_table_saved_again_by_a_spreadsheet_reads_the_same() -> None:
    text = "\ufeff" + canvas_csv(CANVAS).split("\n", 1)[0].replace(",", ";") + "\r\n"
    canvas = read_own_csv(text + "channels;c1;App;;;;\r\n")

    assert canvas is not None
    assert texts(canvas) == [("channels", "App", "")]


def test_a_slip_in_a_table_of_ours_is_told_with_the_closest_word() -> None:
    text = canvas_csv(CANVAS).replace("niche_market", "niche_markt")
    with pytest.raises(SourceError) as caught:
        read_own_csv(text)

    problem = caught.value.problems[0]
    assert (problem.code, problem.details["closest"]) == ("unknown_word", "niche_market")
    assert problem.place is None


def test_other_tables_are_not_ours() -> None:
    assert read_own_csv("Baustein;Notiz\nKanäle;App\n") is None
    assert read_own_csv("") is None
