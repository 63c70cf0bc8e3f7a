"""Small office files, written by the tests themselves: just enough for a reader or a program.

A cell is a text, or `Merged(text, columns, rows)`; None is covered by a merged one.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

EMU = 360_000  # a centimetre of Office drawings
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF_SPACES = " ".join(
    f'xmlns:{name}="{ODF}:{name if name != "svg" else "svg-compatible"}:1.0"'
    for name in ("office", "text", "table", "draw", "style", "svg")
)


@dataclass(frozen=True)
class Merged:
    """A cell over several columns and rows."""

    text: str
    columns: int = 1
    rows: int = 1


Grid = Sequence[Sequence[str | Merged | None]]


def merged_above(grid: Grid, x: int, y: int) -> Merged | None:
    """The merged cell that begins in this column above row `y` and reaches down to it."""
    for up, row in enumerate(grid[:y]):
        cell = row[x] if x < len(row) else None
        if isinstance(cell, Merged) and up + cell.rows > y:
            return cell
    return None


def package(parts: Mapping[str, str | bytes], packed: bool = True) -> bytes:
    """A zip with these parts in this order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts.items():
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            store = name == "mimetype" or not packed
            info.compress_type = zipfile.ZIP_STORED if store else zipfile.ZIP_DEFLATED
            archive.writestr(info, content)
    return buffer.getvalue()


def relations(targets: Iterable[tuple[str, str]]) -> str:
    """The relations of a part: (kind, target); their ids are r1, r2 …"""
    rows = "".join(
        f'<Relationship Id="r{number}" Type="{RELATIONS}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, start=1)
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{rows}</Relationships>'


def content_types(types: Mapping[str, str]) -> str:
    overrides = "".join(
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.'
        f'{kind}+xml"/>'
        for part, kind in types.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType="'
        'application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{overrides}</Types>'
    )


# --- Word ---


def docx(*body: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A Word file of paragraphs, tables and whatever else is given as XML."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="berschrift{level}"><w:name w:val="heading {level}"'
        f'/><w:pPr><w:outlineLvl w:val="{level - 1}"/></w:pPr></w:style>'
        for level in (1, 2, 3)
    )
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            {
                "word/document.xml": "wordprocessingml.document.main",
                "word/styles.xml": "wordprocessingml.styles",
            }
        ),
        "_rels/.rels": relations([("officeDocument", "word/document.xml")]),
        "word/_rels/document.xml.rels": relations([("styles", "styles.xml")]),
        "word/styles.xml": f'<w:styles xmlns:w="{W}">{styles}</w:styles>',
        "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{"".join(body)}</w:body>'
        "</w:document>",
    }
    return package({**parts, **(extra or {})})


def paragraph(text: str, style: str = "") -> str:
    """One paragraph of Word; a line end in it is a break, not a new paragraph."""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(t)}</w:t>' for t in text.split("\n"))
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}<w:r>{lines}</w:r></w:p>"


def heading(text: str, level: int = 1) -> str:
    """A heading of Word, styled as the German program writes it."""
    return paragraph(text, f"berschrift{level}")


def table(grid: Grid) -> str:
    """A table of Word; each line of a cell's text is a paragraph."""
    rows = []
    for y, row in enumerate(grid):
        cells = []
        for x, cell in enumerate(row):
            if isinstance(cell, Merged):
                start = '<w:vMerge w:val="restart"/>' if cell.rows > 1 else ""
                cells.append(word_cell(cell.text, f'<w:gridSpan w:val="{cell.columns}"/>{start}'))
            elif cell is not None:
                cells.append(word_cell(cell))
            elif first := merged_above(grid, x, y):
                cells.append(word_cell("", f'<w:gridSpan w:val="{first.columns}"/><w:vMerge/>'))
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def word_cell(text: str, properties: str = "", inside: str = "") -> str:
    """One cell of Word, with more blocks `inside` after its text."""
    paragraphs = "".join(paragraph(line) for line in text.split("\n"))
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraphs}{inside}</w:tc>"


# --- PowerPoint ---


def pptx(*slides: str, extra: Mapping[str, str | bytes] | None = None) -> bytes:
    """A PowerPoint file; each slide is the XML of its shapes (`shape`, `table_shape` …)."""
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            {
                "ppt/presentation.xml": "presentationml.presentation.main",
                **{
                    f"ppt/slides/slide{n}.xml": "presentationml.slide"
                    for n in range(1, len(slides) + 1)
                },
            }
        ),
        "_rels/.rels": relations([("officeDocument", "ppt/presentation.xml")]),
        "ppt/_rels/presentation.xml.rels": relations(
            ("slide", f"slides/slide{n}.xml") for n in range(1, len(slides) + 1)
        ),
        "ppt/presentation.xml": f'<p:presentation xmlns:p="{P}" xmlns:r="{RELATIONS}"><p:sldIdLst>'
        + "".join(f'<p:sldId id="{255 + n}" r:id="r{n}"/>' for n in range(1, len(slides) + 1))
        + "</p:sldIdLst></p:presentation>",
    }
    for number, shapes in enumerate(slides, start=1):
        parts[f"ppt/slides/slide{number}.xml"] = slide_part("sld", shapes)
    return package({**parts, **(extra or {})})


def slide_part(kind: str, shapes: str) -> str:
    """The part of a slide (`sld`), a layout (`sldLayout`) or a master (`sldMaster`)."""
    return (
        f'<p:{kind} xmlns:p="{P}" xmlns:a="{A}" xmlns:r="{RELATIONS}"><p:cSld><p:spTree>'
        f"{shapes}</p:spTree></p:cSld></p:{kind}>"
    )


def xfrm(x: float, y: float, width: float, height: float, tag: str = "a:xfrm") -> str:
    return (
        f'<{tag}><a:off x="{int(x * EMU)}" y="{int(y * EMU)}"/>'
        f'<a:ext cx="{int(width * EMU)}" cy="{int(height * EMU)}"/></{tag}>'
    )


def text_body(text: str, tag: str = "p:txBody") -> str:
    rows = "".join(f"<a:p><a:r><a:t>{escape(t)}</a:t></a:r></a:p>" for t in text.split("\n"))
    return f"<{tag}><a:bodyPr/>{rows}</{tag}>"


def shape(text: str, x: float, y: float, width: float, height: float) -> str:
    """A text box; place and size in centimetres."""
    return (
        "<p:sp><p:nvSpPr><p:nvPr/></p:nvSpPr><p:spPr>"
        f"{xfrm(x, y, width, height)}</p:spPr>{text_body(text)}</p:sp>"
    )


def placeholder(text: str, kind: str = "", idx: str = "", place: str = "") -> str:
    """A placeholder; without `place` (an `xfrm`) it lies where layout or master put it."""
    named = (f' type="{kind}"' if kind else "") + (f' idx="{idx}"' if idx else "")
    return (
        f"<p:sp><p:nvSpPr><p:nvPr><p:ph{named}/></p:nvPr></p:nvSpPr><p:spPr>{place}</p:spPr>"
        f"{text_body(text)}</p:sp>"
    )


def table_shape(grid: Grid, width: float = 25, height: float = 15) -> str:
    """A table over the slide, in columns and rows of one size."""
    columns = max(map(len, grid))
    rows = []
    for y, row in enumerate(grid):
        cells = []
        for x, cell in enumerate(row):
            merged = cell if isinstance(cell, Merged) else Merged(cell or "")
            spans = f' gridSpan="{merged.columns}"' if merged.columns > 1 else ""
            spans += f' rowSpan="{merged.rows}"' if merged.rows > 1 else ""
            side = "vMerge" if merged_above(grid, x, y) else "hMerge"
            covered = f' {side}="1"' if cell is None else ""
            cells.append(f"<a:tc{spans}{covered}>{text_body(merged.text, 'a:txBody')}</a:tc>")
        rows.append(f'<a:tr h="{int(height / len(grid) * EMU)}">{"".join(cells)}</a:tr>')
    grid_columns = f'<a:gridCol w="{int(width / columns * EMU)}"/>' * columns
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr/>{xfrm(1, 2, width, height, 'p:xfrm')}<a:graphic>"
        f"<a:graphicData><a:tbl><a:tblGrid>{grid_columns}</a:tblGrid>{''.join(rows)}</a:tbl>"
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


# --- Excel ---


def xlsx(sheets: Mapping[str, Grid], hidden: Iterable[str] = ()) -> bytes:
    """An Excel file of sheets by name; numbers are written as such."""
    shared: list[str] = []
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": content_types(
            {
                "xl/workbook.xml": "spreadsheetml.sheet.main",
                "xl/sharedStrings.xml": "spreadsheetml.sharedStrings",
                **{
                    f"xl/worksheets/sheet{n}.xml": "spreadsheetml.worksheet"
                    for n in range(1, len(sheets) + 1)
                },
            }
        ),
        "_rels/.rels": relations([("officeDocument", "xl/workbook.xml")]),
        "xl/_rels/workbook.xml.rels": relations(
            [
                *(("worksheet", f"worksheets/sheet{n}.xml") for n in range(1, len(sheets) + 1)),
                ("sharedStrings", "sharedStrings.xml"),
            ]
        ),
        "xl/workbook.xml": f'<workbook xmlns="{S}" xmlns:r="{RELATIONS}"><sheets>'
        + "".join(
            f'<sheet name="{escape(name)}" sheetId="{n}" r:id="r{n}"'
            + (' state="hidden"/>' if name in hidden else "/>")
            for n, name in enumerate(sheets, start=1)
        )
        + "</sheets></workbook>",
    }
    for number, grid in enumerate(sheets.values(), start=1):
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet_part(grid, shared)
    strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{S}">{strings}</sst>'
    return package(parts)


def sheet_part(grid: Grid, shared: list[str]) -> str:
    """The part of a sheet; its texts go into `shared`."""
    rows, merges = [], []
    for y, row in enumerate(grid, start=1):
        cells = []
        for x, cell in enumerate(row):
            text = cell.text if isinstance(cell, Merged) else cell
            if isinstance(cell, Merged):
                last = f"{column(x + cell.columns - 1)}{y + cell.rows - 1}"
                merges.append(f'<mergeCell ref="{column(x)}{y}:{last}"/>')
            if text:
                cells.append(f'<c r="{column(x)}{y}" t="s"><v>{len(shared)}</v></c>')
                shared.append(text)
        rows.append(f'<row r="{y}">{"".join(cells)}</row>')
    merged = f"<mergeCells>{''.join(merges)}</mergeCells>" if merges else ""
    return f'<worksheet xmlns="{S}"><sheetData>{"".join(rows)}</sheetData>{merged}</worksheet>'


def column(number: int) -> str:
    """The letters of a column, counted from 0."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


# --- OpenDocument ---


def open_document(kind: str, body: str, styles: str = "") -> bytes:
    """An OpenDocument file of a `kind` (text, spreadsheet, presentation)."""
    mimetype = f"application/vnd.oasis.opendocument.{kind}"
    content = (
        f"<office:document-content {ODF_SPACES}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:{kind}>{body}</office:{kind}>"
        "</office:body></office:document-content>"
    )
    manifest = (
        f'<manifest:manifest xmlns:manifest="{ODF}:manifest:1.0"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{mimetype}"/></manifest:manifest>'
    )
    parts = {"mimetype": mimetype, "content.xml": content, "META-INF/manifest.xml": manifest}
    return package(parts)


def odt(*body: str) -> bytes:
    """A Writer file of `odf_paragraph`, `odf_heading` and `odf_table`."""
    return open_document("text", "".join(body))


def ods(sheets: Mapping[str, Grid]) -> bytes:
    """A Calc file of sheets by name."""
    return open_document("spreadsheet", "".join(odf_table(g, n) for n, g in sheets.items()))


def odf_paragraph(text: str) -> str:
    """One paragraph of OpenDocument; a line end in it is a break."""
    return f"<text:p>{escape(text).replace(chr(10), '<text:line-break/>')}</text:p>"


def odf_heading(text: str, level: int = 1) -> str:
    """A heading of OpenDocument."""
    return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'


def odf_table(grid: Grid, name: str = "Tabelle1") -> str:
    """A table of Writer or a sheet of Calc; each line of a cell's text is a paragraph."""
    rows = []
    for row in grid:
        cells = []
        for cell in row:
            if cell is None:
                cells.append("<table:covered-table-cell/>")
                continue
            merged = cell if isinstance(cell, Merged) else Merged(cell)
            spans = f'table:number-columns-spanned="{merged.columns}" '
            spans += f'table:number-rows-spanned="{merged.rows}"'
            inside = "".join(odf_paragraph(t) for t in merged.text.split("\n")) * bool(merged.text)
            cells.append(f"<table:table-cell {spans}>{inside}</table:table-cell>")
        rows.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
    return f'<table:table table:name="{escape(name)}">{"".join(rows)}</table:table>'
