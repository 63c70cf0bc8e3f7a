"""PowerPoint files (pptx): every text where it lies on its slide."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from advisor import limits
from advisor.formats.drawing import Placing, Rectangle
from advisor.formats.extract import Area, Box, Extract, Origin
from advisor.formats.package import Package, Relation, extract_from, open_package
from advisor.formats.xml_part import child, tidy, value, whole

_FURNITURE = {"dt", "ftr", "sldNum", "hdr"}  # date, footer, number: on every slide, never an answer
_WIDEST = 2**31  # EMU, more than any slide
_SAME = {"ctrTitle": "title", "subTitle": "body", "obj": "body", "": "body"}


def read_slides(data: bytes) -> Extract:
    """Give the texts of each slide of a pptx file; speaker notes are not read.

    Raises:
        SourceError: it is refused (broken, encrypted, too large …).
    """
    package = open_package(data)
    main, root = package.main("ppt/presentation.xml", "presentation")
    relations = package.relations(main)
    listed = [one.get("r:id", "") for one in root.iterfind("sldIdLst/sldId")]
    parts = [relations[one].target for one in listed if one in relations]
    reader = _Reader(package)
    areas = [
        reader.area(part, number) for number, part in enumerate(parts[: limits.SLIDES], start=1)
    ]
    notices = ["more_slides"] if len(parts) > limits.SLIDES else []
    return extract_from(package, areas, notices)


@dataclass(frozen=True, slots=True)
class _Slide:
    number: int
    relations: dict[str, Relation]
    layers: tuple[Element, ...]  # layout and master, from which placeholders have their place
    is_layout: bool = False  # its placeholders hold prompts, which no slide shows


class _Reader:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._layers: dict[str, tuple[Element, ...]] = {}

    def area(self, part: str, number: int) -> Area:
        root = self._package.xml(part)
        relations = self._package.relations(part)
        layers = self._layers_of(relations, "slideLayout")
        tree = child(root, "cSld", "spTree")
        boxes = self._all_boxes(tree, _Slide(number, relations, layers))
        if boxes and layers:  # headings may be drawn on the layout, as a form to fill in
            layout = _Slide(number, {}, (), is_layout=True)
            boxes += self._all_boxes(child(layers[0], "cSld", "spTree"), layout)
        return Area("slide", number, _title(tree), boxes)

    def _all_boxes(self, tree: Element | None, slide: _Slide) -> tuple[Box, ...]:
        return () if tree is None else tuple(self._boxes(tree, slide, Placing()))

    def _layers_of(self, relations: dict[str, Relation], kind: str) -> tuple[Element, ...]:
        """Give the layout and the master behind it, read once for all slides."""
        part = next((one.target for one in relations.values() if one.kind == kind), "")
        if part not in self._layers:
            root = self._package.xml(part)
            own = () if root is None else (root,)
            behind = kind == "slideLayout" and bool(own)
            self._layers[part] = (
                (*own, *self._layers_of(self._package.relations(part), "slideMaster"))
                if behind
                else own
            )
        return self._layers[part]

    def _boxes(self, parent: Element, slide: _Slide, placing: Placing) -> Iterator[Box]:
        for one in parent:
            if one.tag in ("AlternateContent", "Choice"):
                yield from self._boxes(one, slide, placing)
            elif one.tag == "grpSp":
                inside = placing.inside(child(one, "grpSpPr", "xfrm"))
                yield from self._boxes(one, slide, inside)
            elif one.tag == "graphicFrame":
                yield from self._frame(one, slide, placing)
            elif one.tag == "sp" and _is_shown(one, slide):
                place = placing.place(_xfrm(one, slide.layers))
                yield from _boxed(body_text(child(one, "txBody")), place, slide.number)

    def _frame(self, frame: Element, slide: _Slide, placing: Placing) -> Iterator[Box]:
        xfrm = child(frame, "xfrm")
        content = child(frame, "graphic", "graphicData")
        grid = child(content, "tbl")
        if grid is not None:
            yield from _table(grid, placing.place(xfrm), slide.number)
        data = slide.relations.get(value(content, "relIds", key="r:dm") or "")
        if data is None:
            return
        model = self._package.xml(data.target)
        if model is not None:
            text = "\n".join(filter(None, map(_point, model.iterfind("ptLst/pt"))))
            yield from _boxed(text, placing.place(xfrm), slide.number)


def _is_shown(shape: Element, slide: _Slide) -> bool:
    kind, _ = _placeholder(shape)
    return kind is None if slide.is_layout else kind not in _FURNITURE


def _point(point: Element) -> str:
    """Give the text of one point of a SmartArt; its connections and layout have none."""
    return body_text(child(point, "t"))


def _boxed(text: str, place: Rectangle, slide: int) -> Iterator[Box]:
    if text:
        yield Box(text, *place, Origin("slide", slide))


def _title(tree: Element | None) -> str:
    for shape in tree.iter("sp") if tree is not None else ():
        if _placeholder(shape)[0] in ("title", "ctrTitle"):
            return " ".join(body_text(child(shape, "txBody")).split())[: limits.NAME_CHARACTERS]
    return ""


def _placeholder(shape: Element) -> tuple[str | None, str]:
    """Give kind and index of a placeholder; the kind is None for any other shape."""
    found = child(shape, "nvSpPr", "nvPr", "ph")
    return (None, "") if found is None else (found.get("type", ""), found.get("idx", ""))


def _xfrm(shape: Element, layers: Iterable[Element]) -> Element | None:
    """Give the place of a shape: its own, or that of the placeholder it stands for."""
    own = child(shape, "spPr", "xfrm")
    kind, index = _placeholder(shape)
    if own is not None or kind is None:
        return own
    for layer in layers:
        best = None
        for other in layer.iter("sp"):
            other_kind, other_index = _placeholder(other)
            if other_kind is None:
                continue
            if index and other_index == index:
                best = other
                break
            if best is None and _SAME.get(other_kind, other_kind) == _SAME.get(kind, kind):
                best = other
        found = child(best, "spPr", "xfrm")
        if found is not None:
            return found
    return None


def _table(grid: Element, place: Rectangle, slide: int) -> Iterator[Box]:
    """Give the cells of a table, empty ones too, so that the arrangement can be seen."""
    rows = grid.findall("tr")
    widths = [whole(one.get("w"), most=_WIDEST) for one in grid.iterfind("tblGrid/gridCol")]
    columns = max([len(widths), *(len(row.findall("tc")) for row in rows)])
    xs = _edges(widths, columns, place[0], place[2])
    ys = _edges([whole(one.get("h"), most=_WIDEST) for one in rows], len(rows), place[1], place[3])
    for y, row in enumerate(rows):
        for x, cell in enumerate(row.iterfind("tc")):
            if "1" in (cell.get("hMerge"), cell.get("vMerge")):
                continue
            right = min(x + max(1, whole(cell.get("gridSpan"), 1)), columns)
            bottom = min(y + max(1, whole(cell.get("rowSpan"), 1)), len(rows))
            text = body_text(child(cell, "txBody"))
            yield Box(text, xs[x], ys[y], xs[right], ys[bottom], Origin("slide", slide))


def _edges(sizes: list[int], count: int, start: float, end: float) -> list[float]:
    """Give the borders of rows or columns, stretched to what the table takes on the slide.

    They are of one size where the file does not give as many sizes as there are.
    """
    known = len(sizes) == count and min(sizes, default=0) > 0
    given = sizes if known else [1] * count
    upto = itertools.accumulate(given, initial=0)
    return [start + size * (end - start) / max(sum(given), 1) for size in upto]


def body_text(body: Element | None) -> str:
    """Give the text of a body of DrawingML, a line for each paragraph; blank ones are left out."""
    paragraphs = body.iterfind("p") if body is not None else ()
    lines = ("".join(_characters(one)) for one in paragraphs)
    return "\n".join(filter(None, (tidy(line).strip() for line in lines)))


def _characters(paragraph: Element) -> Iterator[str]:
    for one in paragraph.iter():
        if one.tag == "t":
            yield one.text or ""
        elif one.tag == "br":
            yield "\n"
