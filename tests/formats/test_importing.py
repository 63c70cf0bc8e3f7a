"""Files of every format through the one door: the German canvas people fill in, above all."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
import typst

from advisor.canvas import BLOCKS, BlockId
from advisor.canvas_file import write_canvas
from advisor.formats.imported import Imported
from advisor.formats.importing import import_file
from advisor.formats.templates import load_templates
from advisor.source import SourceError
from tests.conftest import canvas_of
from tests.formats.extracts import GERMAN, PLACES, SAID, told
from tests.formats.office_files import (
    Grid,
    Merged,
    docx,
    heading,
    odf_table,
    ods,
    odt,
    paragraph,
    pptx,
    shape,
    table,
    table_shape,
    xlsx,
)  # fmt: skip

TEMPLATE = {block: load_templates().texts[block][1].strip() for block in BLOCKS}
BELOW = {block: f"{TEMPLATE[block]}\n\n{SAID[block]}" for block in BLOCKS}
ABOVE = {block: f"{SAID[block]}\n{TEMPLATE[block]}" for block in BLOCKS}
UPPER: list[BlockId] = ["key_partners", "key_activities", "value_propositions", "customer_relationships", "customer_segments"]  # fmt: skip
LOWER: list[BlockId | None] = [None, "key_resources", None, "channels", None]


def grid(said: dict[BlockId, str]) -> Grid:
    """The canvas as the template draws it, with merged cells."""

    def row(cells: list[Merged | None]) -> list[str | Merged | None]:
        return [
            one for cell in cells for one in (cell, *[None] * ((cell.columns if cell else 2) - 1))
        ]

    tall = {"key_partners", "value_propositions", "customer_segments"}
    return [
        row([Merged(GERMAN[block], 2, 1) for block in UPPER]),
        row([Merged(said[block], 2, 3 if block in tall else 1) for block in UPPER]),
        row([Merged(GERMAN[block], 2, 1) if block else None for block in LOWER]),
        row([Merged(said[block], 2, 1) if block else None for block in LOWER]),
        row([Merged(GERMAN["cost_structure"], 5, 1), Merged(GERMAN["revenue_streams"], 5, 1)]),
        row([Merged(said["cost_structure"], 5, 1), Merged(said["revenue_streams"], 5, 1)]),
    ]


def boxes(said: dict[BlockId, str]) -> str:
    return "".join(
        shape(GERMAN[b], x0 * 3, y0 * 3, (x1 - x0) * 3, 1)
        + shape(said[b], x0 * 3, y0 * 3 + 1, (x1 - x0) * 3, (y1 - y0) * 3 - 1)
        for b, (x0, y0, x1, y1) in PLACES.items()
    )


def pdf(said: dict[BlockId, str]) -> bytes:
    """A page of ruled cells, set by typst."""

    def cell(text: str, columns: int, rows: int = 1) -> str:
        lines = " \\ ".join('#"' + line.replace('"', '\\"') + '"' for line in text.splitlines())
        return f"table.cell(colspan: {columns}, rowspan: {rows})[{lines}]"

    cells = [cell(GERMAN[block], 2) for block in UPPER]
    tall = {"key_partners", "value_propositions", "customer_segments"}
    cells += [cell(said[block], 2, 3 if block in tall else 1) for block in UPPER]
    cells += [cell(GERMAN[block], 2) for block in LOWER if block]
    cells += [cell(said[block], 2) for block in LOWER if block]
    cells += [cell(names[b], 5) for names in (GERMAN, said) for b in BLOCKS[-2:]]
    return typst.compile(
        f'#set page(width: 60cm, height: 60cm)\n#set text(size: 9pt, lang: "de")\n'
        f"#table(columns: (1fr,) * 10, {', '.join(cells)})".encode()
    )


def styled(said: dict[BlockId, str]) -> bytes:
    body = [(heading(GERMAN[b]), *map(paragraph, said[b].split("\n"))) for b in BLOCKS]
    return docx(*(part for parts in body for part in parts))


def a_block_a_slide(said: dict[BlockId, str]) -> bytes:
    return pptx(*(shape(GERMAN[b], 1, 1, 20, 2) + shape(said[b], 1, 4, 20, 10) for b in BLOCKS))


def long_list(said: dict[BlockId, str]) -> bytes:
    return xlsx({"Tabelle1": [["Baustein", "Eintrag"], *([GERMAN[b], said[b]] for b in BLOCKS)]})


FORMATS: dict[str, Callable[[dict[BlockId, str]], bytes]] = {
    "docx, table": lambda said: docx(paragraph("Unser Canvas"), table(grid(said))),
    "docx, headings": styled,
    "pptx, table": lambda said: pptx(table_shape(grid(said))),
    "pptx, boxes": lambda said: pptx(boxes(said)),
    "pptx, a block a slide": a_block_a_slide,
    "xlsx, merged cells": lambda said: xlsx({"Canvas": grid(said)}),
    "xlsx, list": long_list,
    "odt": lambda said: odt(odf_table(grid(said))),
    "ods": lambda said: ods({"Canvas": grid(said)}),
    "pdf": pdf,
    "md": lambda said: "".join(
        f"## {GERMAN[b]}\n\n" + "".join(f"- {line}\n" for line in said[b].splitlines() if line) + "\n"
        for b in BLOCKS
    ).encode(),
}  # fmt: skip


@pytest.mark.parametrize("said", [BELOW, ABOVE], ids=["answers below", "answers above"])
@pytest.mark.parametrize("form", FORMATS)
def test_the_german_template_filled_in_gives_its_answers(
    form: str, said: dict[BlockId, str]
) -> None:
    found = import_file(FORMATS[form](said), "canvas")

    assert told(found.candidates[0]) == SAID
    assert found.kind == form.partition(",")[0].replace("md", "text")
    assert all(taken.set_aside for taken in found.candidates[0].taken)


@pytest.mark.parametrize("form", FORMATS)
def test_the_german_template_alone_is_empty_with_its_reason(form: str) -> None:
    found = import_file(FORMATS[form](TEMPLATE), "canvas")

    assert (found.reason, [one.filled for one in found.candidates]) == ("template_only", [0])


def test_a_canvas_of_our_own_is_read_exactly() -> None:
    canvas = canvas_of({"channels": [{"text": "App", "tags": ["own_channel"]}]}, name="Velotaxi")

    for form in ("yaml", "json"):
        found = import_file(write_canvas(canvas, form).encode())  # type: ignore[arg-type]
        assert found == Imported("canvas", found.candidates)
        assert found.candidates[0].canvas == canvas
        assert (found.candidates[0].title, found.candidates[0].taken) == ("Velotaxi", ())


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"canvas: 1\nblocks:\n  kanaele: [App]\n", "unknown_word"),
        (b"canvas: 9\n", "newer_format"),
        (b"blocks: {channels: [App]}\n", "no_format"),
        (b"canvas: 1\nblocks: [\n", "broken_yaml"),
        (b'{"canvas": 1, "blocks": ', "broken_json"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "package_old"),
        (b"{\\rtf1 Kan\\'e4le}", "kind_not_read"),
        (b"x" * 1_000_001, "too_large"),
    ],
)
def test_what_is_refused_has_its_reason_and_the_name_of_the_file(data: bytes, code: str) -> None:
    with pytest.raises(SourceError) as error:
        import_file(data, "team-3.docx")

    assert (error.value.problems[0].code, error.value.source) == (code, "team-3.docx")


def test_a_picture_is_told_and_shown() -> None:
    data = b"\x89PNG\r\n\x1a\n" + b"\0" * 50

    assert import_file(data) == Imported("png", reason="picture_only", picture=data)


def test_a_text_without_a_canvas_has_its_reason() -> None:
    assert import_file(b"Liebe Frau Huber,\nanbei nichts.").reason == "no_canvas"
    assert import_file(b"").reason == "empty"


def list_of(said: dict[BlockId, str], sign: str) -> str:
    rows = [f"Baustein{sign}Notiz"]
    rows += [f'{GERMAN[b]}{sign}"{line}"' for b in BLOCKS for line in said[b].splitlines()]
    return "\r\n".join(rows)


TEXTS: dict[str, bytes] = {
    "csv of a German Excel": list_of(SAID, ";").encode("cp1252"),
    "csv": list_of(SAID, ",").encode(),
    "text of an old Mac": "\n".join(f"{GERMAN[b]}\n{SAID[b]}\n" for b in BLOCKS).replace("€", "EUR").encode("mac_roman"),
    "text with answers behind colons": "\n".join(f"{GERMAN[b]}: {SAID[b]}" for b in BLOCKS).encode("utf-16"),
    "json of another tool": json.dumps({"data": {b.title().replace("_", ""): SAID[b].splitlines() for b in BLOCKS}}).encode(),
    "yaml of another tool": "\n".join(f"{GERMAN[b]}: {json.dumps(SAID[b].splitlines(), ensure_ascii=False)}" for b in BLOCKS).encode(),
    "html": ("<h1>Canvas</h1>" + "".join(f"<h2>{GERMAN[b]}</h2><p>{SAID[b].replace(chr(10), '<br>')}</p>" for b in BLOCKS)).encode(),
}  # fmt: skip


@pytest.mark.parametrize("form", TEXTS)
def test_texts_of_every_kind_give_the_nine_blocks(form: str) -> None:
    found = import_file(TEXTS[form])

    expected = {
        block: text.replace("€", "EUR") if "Mac" in form else text for block, text in SAID.items()
    }
    assert told(found.candidates[0]) == expected


def test_data_without_a_canvas_is_refused_saying_what_is_missing() -> None:
    with pytest.raises(SourceError) as error:
        import_file(b'{"team": 3, "members": ["A", "B"]}')

    assert error.value.problems[0].code == "no_format"
