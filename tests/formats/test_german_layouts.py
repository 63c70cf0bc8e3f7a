"""German submissions as a lecturer gets them: every layout gives its notes."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from html import escape

import pytest

from advisor.canvas import BLOCKS, BlockId
from advisor.formats.importing import import_file
from tests.formats.extracts import PLACES, told
from tests.formats.office_files import (
    Merged,
    W,
    docx,
    heading,
    odf_heading,
    odf_paragraph,
    odf_table,
    odt,
    paragraph,
    pptx,
    relations,
    shape,
    table,
    word_cell,
    xlsx,
)
from tests.formats.submissions import (
    FILLING,
    NAMES,
    NOTES,
    TITLE,
    assert_read,
    best,
    filled,
    joined,
    kept,
    poster_grid,
    titled,
    words_of,
)


def field(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def bullet(text: str) -> str:
    return paragraph(text, "Listenabsatz").replace("</w:pPr>", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>')  # fmt: skip


def test_a_table_below_each_heading_belongs_to_the_heading() -> None:
    body = (
        part
        for block in FILLING
        for part in (paragraph(NAMES[block]), table([["Nr.", "Notiz", "Quelle"], *([str(n), text, "eigene Idee"] for n, text in enumerate(NOTES[block], 1))]))
    )  # fmt: skip

    candidate = best(titled(*body))

    for block, notes in NOTES.items():
        assert set(notes) <= {note.text for note in candidate.canvas.block(block).notes}
    assert words_of(TITLE) <= kept(candidate)


def test_a_small_table_below_each_styled_heading_holds_the_notes() -> None:
    body = (
        part
        for block in FILLING
        for part in (heading(NAMES[block], 2), table([[text] for text in NOTES[block]]))
    )
    assert_read(titled(*body))


def test_bullets_below_plain_headings_are_notes() -> None:
    body = (part for b in FILLING for part in (paragraph(f"{NAMES[b]}:"), *map(bullet, NOTES[b])))
    assert_read(titled(*body))


def test_form_fields_of_a_table_are_read_and_their_prompts_are_not() -> None:
    rows = "".join(
        "<w:tr>"
        + word_cell(NAMES[block])
        + "<w:tc>"
        + field("".join(map(paragraph, NOTES[block])))
        + field(
            paragraph("Klicken oder tippen Sie hier, um Text einzugeben."), "<w:showingPlcHdr/>"
        )
        + "</w:tc></w:tr>"
        for block in FILLING
    )
    candidate = assert_read(titled(f"<w:tbl>{rows}</w:tbl>"))
    assert "Klicken" not in kept(candidate)


def test_a_landscape_table_with_merged_cells_follows_a_title_page() -> None:
    assert_read(titled(table(poster_grid(NAMES.__getitem__, filled))))


def test_numbers_in_headings_are_no_part_of_them() -> None:
    body = (part for n, b in enumerate(FILLING, 1) for part in (paragraph(f"{n}. {NAMES[b]} (max. 5 Stichpunkte)"), *map(paragraph, NOTES[b])))  # fmt: skip
    assert_read(titled(*body))


def test_deleted_text_is_not_read_inserted_text_is() -> None:
    def changed(text: str) -> str:
        gone = '<w:del w:id="1"><w:r><w:delText>Gestrichen</w:delText></w:r></w:del>'
        return f"<w:p>{gone}<w:ins w:id='2'><w:r><w:t>{text}</w:t></w:r></w:ins></w:p>"

    body = (part for b in FILLING for part in (heading(NAMES[b]), *map(changed, NOTES[b])))
    candidate = assert_read(titled(*body))
    assert "Gestrichen" not in kept(candidate)


def test_a_table_row_that_was_deleted_is_not_read() -> None:
    gone = "<w:tr><w:trPr><w:del w:id='3'/></w:trPr>" + word_cell("Kanäle") + word_cell("Gestrichen") + "</w:tr>"  # fmt: skip
    rows = "".join(f"<w:tr>{word_cell(NAMES[b])}{word_cell(filled(b))}</w:tr>" for b in FILLING)
    candidate = assert_read(titled(f"<w:tbl>{rows}{gone}</w:tbl>"))
    assert "Gestrichen" not in kept(candidate)


def test_comments_footnotes_and_links_leave_the_text_as_it_is() -> None:
    def marked(text: str) -> str:
        first, _, rest = text.partition(" ")
        return (
            '<w:p><w:commentRangeStart w:id="0"/><w:hyperlink w:anchor="x"><w:r><w:t xml:space="preserve">'
            f"{first}{' ' if rest else ''}</w:t></w:r></w:hyperlink><w:r><w:t>{rest}</w:t></w:r>"
            '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>'
            '<w:r><w:footnoteReference w:id="1"/></w:r></w:p>'
        )

    body = (part for b in FILLING for part in (heading(NAMES[b]), *map(marked, NOTES[b])))
    assert_read(titled(*body))


def checkbox(text: str, ticked: bool) -> str:
    sign = "☒" if ticked else "☐"
    return f"<w:p>{field(f'<w:r><w:t>{sign}</w:t></w:r>')}<w:r><w:t xml:space='preserve'> {text}</w:t></w:r></w:p>"


def test_a_ticked_box_is_no_part_of_the_note() -> None:
    body = (part for b in FILLING for part in (heading(NAMES[b]), *(checkbox(text, True) for text in NOTES[b])))  # fmt: skip
    assert_read(titled(*body))


def test_a_table_nested_in_a_frame_is_the_canvas() -> None:
    inner = table(poster_grid(NAMES.__getitem__, filled))
    assert_read(docx(f"<w:tbl><w:tr>{word_cell(chr(10).join(TITLE), inside=inner)}</w:tr></w:tbl>"))


def test_notes_in_a_table_nested_in_their_cell_belong_to_the_block() -> None:
    def cell(block: BlockId) -> str:
        return word_cell(NAMES[block], inside=table([[text] for text in NOTES[block]]))

    rows = "".join(f"<w:tr>{''.join(map(cell, FILLING[at : at + 3]))}</w:tr>" for at in (0, 3, 6))
    assert_read(titled(f"<w:tbl>{rows}</w:tbl>"))


def test_an_empty_copy_before_the_filled_one_does_not_count() -> None:
    empty = table(poster_grid(NAMES.__getitem__, lambda _: ""))
    assert_read(
        titled(empty, paragraph("Unser Canvas"), table(poster_grid(NAMES.__getitem__, filled)))
    )


def text_box(name: str, x: float, y: float, width: float) -> str:
    place = f"position:absolute;margin-left:{x}pt;margin-top:{y}pt;width:{width}pt;height:20pt"
    inside = "".join(map(paragraph, name.split("\n")))
    return f'<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="{place}"><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>'


def test_headings_in_text_boxes_above_their_notes_are_headings() -> None:
    body = (part for b in FILLING for part in (text_box(NAMES[b], 40, 10, 200), *map(paragraph, NOTES[b])))  # fmt: skip
    assert_read(titled(*body))


def test_header_footer_and_footnotes_are_kept_beside_the_canvas() -> None:
    def part(tag: str, text: str) -> str:
        inside = paragraph(text)
        if tag == "footnotes":
            inside = f'<w:footnote w:id="1">{inside}</w:footnote>'
        return f'<w:{tag} xmlns:w="{W}">{inside}</w:{tag}>'

    said = {"hdr": "Team Blau", "ftr": "Stand Mai", "footnotes": "Quelle: Umfrage"}
    kinds = {"hdr": "header", "ftr": "footer", "footnotes": "footnotes"}
    extra = {f"word/{kinds[tag]}.xml": part(tag, text) for tag, text in said.items()}
    listed = [("styles", "styles.xml"), *((kind, f"{kind}.xml") for kind in kinds.values())]
    body = (part for b in FILLING for part in (heading(NAMES[b]), *map(paragraph, NOTES[b])))

    data = docx(*body, extra={**extra, "word/_rels/document.xml.rels": relations(listed)})

    assert assert_read(data, said.values()).outside == tuple(said.values())


def test_lines_broken_by_hand_in_one_paragraph_are_headings_and_notes() -> None:
    assert_read(titled(paragraph("\n".join(f"{NAMES[b]}:\n{filled(b)}" for b in FILLING))))


def test_a_tab_parts_the_name_from_the_note() -> None:
    lines = [*(f"{NAMES[b]}\t{NOTES[b][0]}" for b in FILLING)]
    assert told(best(titled(*map(paragraph, lines)))) == {b: NOTES[b][0] for b in BLOCKS}


HEADINGS = {
    "as questions": "{} (Wer? Was? Warum?)",
    "with a pronoun": "Unsere {}",
    "in Roman numbers": "IV. {}",
    "with a section number": "3.2 {}",
    "with a picture": "🤝 {}",
    "with a colon": "{}:",
}


@pytest.mark.parametrize("form", HEADINGS)
def test_headings_are_known_however_they_are_dressed(form: str) -> None:
    body = (part for b in FILLING for part in (paragraph(HEADINGS[form].format(NAMES[b])), *map(paragraph, NOTES[b])))  # fmt: skip
    assert_read(titled(*body))


def test_headings_that_name_all_genders_are_known() -> None:
    names = {**NAMES, "key_partners": "Schlüsselpartner:innen", "customer_segments": "Kund*innensegmente"}  # fmt: skip
    assert_read(titled(table(poster_grid(names.__getitem__, filled))))


def test_two_versions_in_one_file_are_a_choice() -> None:
    first = table(poster_grid(NAMES.__getitem__, lambda b: NOTES[b][0]))
    second = table(poster_grid(NAMES.__getitem__, filled))
    found = import_file(titled(paragraph("Version 1"), first, paragraph("Version 2"), second))
    assert [told(one) for one in found.candidates] == [
        joined(),
        {b: NOTES[b][0] for b in BLOCKS},
    ]


def test_a_poster_of_google_docs_with_merged_cells_is_read() -> None:
    rows = []
    for row in poster_grid(NAMES.__getitem__, filled):
        cells = (cell for cell in row if isinstance(cell, Merged))
        rows.append("<tr>" + "".join(f'<td class="c3" colspan="{c.columns}" rowspan="{c.rows}">' + "".join(f'<p class="c0"><span class="c1">{line}</span></p>' for line in c.text.split("\n")) + "</td>" for c in cells) + "</tr>")  # fmt: skip
    assert_read(google_docs(f'<table class="c7"><tbody>{"".join(rows)}</tbody></table>'))


def test_a_text_file_with_underlined_headings_and_windows_letters_is_read() -> None:
    lines = [*TITLE, ""]
    for block in FILLING:
        lines += [
            NAMES[block],
            "=" * len(NAMES[block]),
            *(f"* {text}" for text in NOTES[block]),
            "",
        ]
    for encoding in ("cp1252", "utf-16"):
        assert_read("\r\n".join(lines).encode(encoding), TITLE)


def test_notes_in_several_columns_of_a_sheet_all_belong_to_the_merged_heading() -> None:
    rows: list[list[str | Merged | None]] = [[text, "", ""] for text in TITLE]
    for block in FILLING:
        rows += [[Merged(NAMES[block], 3), None, None], [*NOTES[block], "", ""][:3]]
    assert_read(xlsx({"Tabelle1": rows}))


def test_a_title_slide_and_an_appendix_leave_the_canvas_alone() -> None:
    cells = "".join(shape(f"{NAMES[b]}\n{filled(b)}", x0 * 2.5, y0 * 2.5 + 2, (x1 - x0) * 2.5, (y1 - y0) * 2.5) for b, (x0, y0, x1, y1) in PLACES.items())  # fmt: skip
    ending = shape("Danke für Ihre Aufmerksamkeit\nFragen zu Kosten und Kanälen?", 1, 1, 20, 4)
    assert_read(pptx(shape("\n".join(TITLE), 1, 1, 20, 10), cells, ending))


def test_german_headings_with_english_ones_behind_them_are_known() -> None:
    def both(block: BlockId) -> str:
        return f"{NAMES[block]} / {block.replace('_', ' ').title()}"

    assert_read(titled(table(poster_grid(both, filled))))


def test_swiss_spelling_and_capitals_are_known() -> None:
    swiss = {**NAMES, "key_partners": "SCHLÜSSELPARTNER", "key_activities": "Schluesselaktivitaeten", "channels": "KANAELE", "cost_structure": "Kosten-Struktur", "revenue_streams": "Einnahme-Quellen"}  # fmt: skip
    body = (part for b in FILLING for part in (paragraph(swiss[b]), *map(paragraph, NOTES[b])))
    assert_read(titled(*body))


def test_notes_in_two_columns_below_a_merged_heading_all_belong_to_it() -> None:
    rows: list[list[str | Merged | None]] = []
    for block in FILLING:
        rows += [[Merged(NAMES[block], 2), None], [*NOTES[block], ""][:2]]
    assert_read(titled(table(rows)))


# --- other programs ---


def test_writer_lists_below_headings_and_tables_between_them_are_notes() -> None:
    body = (
        part
        for n, b in enumerate(FILLING)
        for part in (
            odf_heading(NAMES[b]),
            odf_table([[text] for text in NOTES[b]])
            if n % 2
            else f"<text:list>{''.join(f'<text:list-item>{odf_paragraph(text)}</text:list-item>' for text in NOTES[b])}</text:list>",
        )
    )
    assert_read(odt(*map(odf_paragraph, TITLE), *body))


def google_docs(body: str) -> bytes:
    return f'<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style>.c1{{color:#000}}</style></head><body class="c4 doc-content">{"".join(f"<p class=c1><span>{t}</span></p>" for t in TITLE)}{body}</body></html>'.encode()  # fmt: skip


def test_a_web_page_of_google_docs_with_lists_is_read() -> None:
    body = "".join(
        f'<h2 class="c2"><span class="c1">{NAMES[b]}</span></h2><ul class="lst-kix">'
        + "".join(f'<li class="c0 li-bullet-0"><span class="c1">{escape(text)}</span></li>' for text in NOTES[b])
        + "</ul>"
        for b in FILLING
    )  # fmt: skip
    assert_read(google_docs(body))


def test_a_web_page_with_a_table_below_each_heading_is_read() -> None:
    body = "".join(
        f"<p><b>{NAMES[b]}</b></p><table><tbody>"
        + "".join(f"<tr><td><p><span>{text}</span></p></td></tr>" for text in NOTES[b])
        + "</tbody></table>"
        for b in FILLING
    )
    assert_read(google_docs(body))


def test_markdown_with_a_table_below_each_heading_is_read() -> None:
    body = "\n".join(TITLE) + "\n\n"
    for block in FILLING:
        body += f"## {NAMES[block]}\n\n| Notiz |\n|---|\n" + "".join(f"| {text} |\n" for text in NOTES[block]) + "\n"  # fmt: skip
    candidate = best(body.encode())
    for block, notes in NOTES.items():
        assert set(notes) <= {note.text for note in candidate.canvas.block(block).notes}


def test_a_note_with_a_colon_is_no_heading_where_there_are_real_ones() -> None:
    text = "\n\n".join(TITLE) + "\n\n"
    for block in FILLING:
        more = "- Channel: Unternehmensberatungen, Messen\n- Kosten: trägt der Partner\n" * (block == "key_partners")  # fmt: skip
        text += f"{NAMES[block]}\n{more}" + "".join(f"- {note}\n" for note in NOTES[block]) + "\n"

    candidate = best(text.encode())

    expected = joined()
    expected["key_partners"] = "Channel: Unternehmensberatungen, Messen\nKosten: trägt der Partner\n" + expected["key_partners"]  # fmt: skip
    assert told(candidate) == expected


def test_a_list_of_names_with_their_notes_is_still_a_canvas() -> None:
    text = "".join(f"- {NAMES[b]}: {NOTES[b][0]}\n" for b in FILLING)
    assert told(best(text.encode())) == {b: NOTES[b][0] for b in BLOCKS}


HINTS = {b: f"Beschreiben Sie hier, was zu „{NAMES[b]}“ gehört." for b in BLOCKS}


@pytest.mark.parametrize("title", ["Erläuterung", "Leitfragen", "Beispiele"])
def test_a_column_that_tells_what_to_write_is_set_aside(title: str) -> None:
    hints = {b: f"Hierher gehört Nummer {n}" for n, b in enumerate(BLOCKS)}
    rows: list[list[str | Merged | None]] = [["Baustein", title, "Ihre Antwort"]]
    rows += [[NAMES[b], hints[b], filled(b)] for b in FILLING]
    for data in (titled(table(rows)), xlsx({"Canvas": rows})):
        candidate = best(data)
        assert told(candidate) == joined()
        assert words_of(hints.values()) <= kept(candidate)


def test_lines_that_tell_what_to_write_below_every_heading_are_set_aside() -> None:
    body = (part for b in FILLING for part in (heading(NAMES[b]), paragraph(HINTS[b]), *map(paragraph, NOTES[b])))  # fmt: skip
    candidate = assert_read(titled(*body))
    assert words_of(HINTS.values()) <= kept(candidate)


def test_a_note_on_a_slide_that_begins_like_a_heading_is_a_note() -> None:
    shapes = []
    for block, (x0, y0, x1, _) in PLACES.items():
        shapes.append(shape(NAMES[block], x0 * 3, y0 * 3, (x1 - x0) * 3, 1))
        said = [*NOTES[block], *["Channel: Beratungen"] * (block == "key_partners")]
        shapes += [shape(text, x0 * 3 + 1.9 * n, y0 * 3 + 1.5, 1.8, 1.5) for n, text in enumerate(said)]  # fmt: skip
    notes = {**NOTES, "key_partners": [*NOTES["key_partners"], "Channel: Beratungen"]}
    assert told(best(pptx("".join(shapes)))) == joined(notes)


def test_an_example_above_the_own_canvas_comes_last_and_both_have_titles() -> None:
    example = table(poster_grid(NAMES.__getitem__, lambda b: f"Zimmer {NAMES[b]}, sehr ausführlich\nund mehr\nund noch mehr"))  # fmt: skip
    own = table(poster_grid(NAMES.__getitem__, filled))
    data = titled(paragraph("Beispiel: Zimmervermittlung"), example, paragraph("Unser Canvas"), own)
    assert told(best(data)) == joined()
    titles = [one.title for one in import_file(data).candidates]
    assert titles == ["Unser Canvas", "Beispiel: Zimmervermittlung"]


def test_a_line_that_calls_the_own_canvas_an_example_does_not_hide_it() -> None:
    empty = table(poster_grid(NAMES.__getitem__, lambda _: ""))
    own = table(poster_grid(NAMES.__getitem__, filled))
    assert_read(titled(empty, paragraph("Ein Beispiel aus Köln"), own))


def test_chapters_about_each_block_do_not_outweigh_the_canvas_itself() -> None:
    chapters = (part for b in FILLING for part in (heading(NAMES[b]), paragraph(f"Warum {filled(b)} so wichtig ist, wird hier mit vielen Worten begründet.")))  # fmt: skip
    assert_read(titled(table(poster_grid(NAMES.__getitem__, filled)), *chapters))


def test_numbers_of_rows_are_no_notes() -> None:
    tables = (table([[NAMES[b], ""], *[[str(n), text] for n, text in enumerate(NOTES[b], 1)]]) for b in FILLING)  # fmt: skip
    assert_read(titled(*tables))


def test_numbered_headings_with_lettered_notes_are_read() -> None:
    text = "".join(f"{n}) {NAMES[b]}\n" + "".join(f"   {'abc'[i]}) {said}\n" for i, said in enumerate(NOTES[b])) for n, b in enumerate(FILLING, 1))  # fmt: skip
    assert_read(text.encode(), ())


def test_a_canvas_in_three_tables_one_below_the_other_is_one() -> None:
    def row(blocks: list[BlockId]) -> str:
        return table([[f"{NAMES[b]}\n{filled(b)}" for b in blocks]])

    assert_read(titled(row(FILLING[:5]), paragraph(""), row(FILLING[5:7]), row(FILLING[7:])))


def test_an_agenda_does_not_stand_for_the_slides_it_lists() -> None:
    agenda = shape("Agenda\n" + "\n".join(NAMES[b] for b in FILLING), 1, 1, 20, 12)
    slides = (shape(NAMES[b], 1, 1, 20, 2) + shape(filled(b), 1, 4, 20, 10) for b in FILLING)
    assert_read(pptx(shape("\n".join(TITLE), 1, 1, 20, 5), agenda, *slides))


def test_a_contents_list_typed_by_hand_is_no_canvas() -> None:
    contents = (paragraph(f"{n} {NAMES[b]}\t{n}") for n, b in enumerate(FILLING, 1))
    body = (part for n, b in enumerate(FILLING, 1) for part in (heading(f"{n} {NAMES[b]}"), *map(paragraph, NOTES[b])))  # fmt: skip
    assert_read(titled(*contents, *body))


def test_a_canvas_on_two_slides_is_one() -> None:
    upper = BLOCKS[:7]
    first = "".join(shape(f"{NAMES[b]}\n{filled(b)}", PLACES[b][0] * 3, PLACES[b][1] * 3 + 2, 5.5, 4) for b in upper)  # fmt: skip
    second = "".join(shape(f"{NAMES[b]}\n{filled(b)}", x, 3, 10, 8) for b, x in (("cost_structure", 1), ("revenue_streams", 13)))  # fmt: skip
    titles = shape("\n".join(TITLE), 1, 0, 20, 1)
    assert_read(pptx(titles + first, second))


def test_a_workbook_with_a_row_for_each_note_is_read() -> None:
    rows: list[list[str | Merged | None]] = [[text, "", ""] for text in TITLE]
    rows.append(["Baustein", "Notiz", "Priorität"])
    for block in FILLING:
        rows += [[NAMES[block] if not n else "", text, ""] for n, text in enumerate(NOTES[block])]
    assert_read(xlsx({"Canvas": rows}))


def test_a_lean_canvas_keeps_the_words_of_its_own_boxes() -> None:
    own = {"Problem": "Stau am Morgen", "Lösung": "Rikscha mit Motor", "Kennzahlen": "Fahrten je Woche", "Unfairer Vorteil": "Lizenz der Stadt"}  # fmt: skip
    shared: list[BlockId] = ["value_propositions", "channels", "customer_segments", "cost_structure", "revenue_streams"]  # fmt: skip
    text = "".join(f"## {name}\n\n- {said}\n\n" for name, said in own.items())
    text += "".join(f"## {NAMES[b]}\n\n- {NOTES[b][0]}\n\n" for b in shared)
    cells = table([[*own], [*own.values(), ""], [NAMES[b] for b in shared], [NOTES[b][0] for b in shared]])  # fmt: skip

    for data in (text.encode(), docx(cells)):
        candidate = best(data)
        assert told(candidate) == {b: NOTES[b][0] for b in shared}
        assert words_of([*own, *own.values()]) <= words_of(candidate.outside)
