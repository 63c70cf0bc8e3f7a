"""Canvases in the data of other tools are found, whatever their shape."""

from __future__ import annotations

from typing import Any

import pytest

from advisor import limits
from advisor.canvas import BLOCKS
from advisor.formats.extract import Area
from advisor.formats.foreign_json import is_ours, read_foreign_json
from advisor.formats.headings import block_named
from advisor.source import SourceError

CAMEL = [
    "keyPartners",
    "keyActivities",
    "keyResources",
    "valuePropositions",
    "customerRelationships",
    "channels",
    "customerSegments",
    "costStructure",
    "revenueStreams",
]
KEBAB = [block.replace("_", "-") for block in BLOCKS]
GERMAN = ["Schlüsselpartner", "Schlüsselaktivitäten", "Schlüsselressourcen", "Wertversprechen"]
GERMAN += ["Kundenbeziehungen", "Kanäle", "Kundensegmente", "Kosten", "Einnahmen"]


def notes(area: Area) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in area.lines:
        if line.heading:
            block = block_named(line.text)
            assert block
            found[block] = []
        else:
            found[block].append(line.text)
    return found


def expected() -> dict[str, list[str]]:
    return {block: [f"{block} 1", f"{block} 2"] for block in BLOCKS}


def keyed(names: list[str], shape: Any) -> dict[str, Any]:
    return {
        name: shape(f"{block} 1", f"{block} 2") for name, block in zip(names, BLOCKS, strict=True)
    }


def listed(key: str, names: list[str], content: str, shape: Any) -> list[dict[str, Any]]:
    return [{key: name, content: inner} for name, inner in keyed(names, shape).items()]


def lists(a: str, b: str) -> Any:
    return [a, b]


def lines(a: str, b: str) -> Any:
    return f"- {a}\n- {b}\n"


def cards(a: str, b: str) -> Any:
    return [{"id": 1, "text": a, "priority": 3}, {"id": 2, "text": b}]


def section(a: str, b: str) -> Any:
    return {"title": "Title", "description": "Who are they?", "content": [a, b]}


@pytest.mark.parametrize(
    "value",
    [
        keyed(CAMEL, lists),
        keyed(KEBAB, lists),
        keyed(GERMAN, lines),
        {"title": "T", "exportedAt": "2026", "data": keyed(CAMEL, lines)},
        {
            "canvas": {"name": "T", "version": 1},
            "sections": keyed(CAMEL, section),
            "metadata": {},
        },
        keyed(CAMEL, cards),
        [
            {"id": name, "title": german, "titleEn": "x", "items": cards(f"{b} 1", f"{b} 2")}
            for name, german, b in zip(KEBAB, GERMAN, BLOCKS, strict=True)
        ],
        listed("key", KEBAB, "content", lines),
        {
            "docs": [
                {
                    "type": "CanvasDefinition",
                    "rows": [[{"id": name, "name": name, "rowspan": 1}] for name in KEBAB],
                },
                {
                    "type": "ExpertModel",
                    "features": keyed(
                        KEBAB,
                        lambda a, b: {"subfeatures": {"1": {"name": a}, "2": {"name": b}}},
                    ),
                },
            ],
            "identifier": "SBMD-v1",
        },
    ],
    ids=["camel", "kebab", "german", "data", "sections", "cards", "items", "list", "features"],
)
def test_every_shape_gives_the_nine_blocks(value: Any) -> None:
    areas = [area for area in read_foreign_json(value).areas if any(notes(area).values())]

    assert [notes(area) for area in areas] == [expected()]


def test_several_canvases_are_several_areas_with_their_titles() -> None:
    value = [
        {"name": "Eins", "canvas": keyed(CAMEL, lists)},
        {"name": "Zwei", "canvas": keyed(CAMEL, lines)},
    ]

    assert [(area.name, area.number) for area in read_foreign_json(value).areas] == [
        ("Eins", 1),
        ("Zwei", 2),
    ]


def test_cards_of_a_drawing_are_boxes() -> None:
    node = {"type": "text", "text": "# Kanäle\n- App", "x": 10, "y": 20, "width": 100, "height": 50}
    area = read_foreign_json({"nodes": [node, {"type": "file"}, 5], "edges": []}).areas[0]

    assert [(box.text, box.x0, box.y1) for box in area.boxes] == [("Kanäle\n- App", 10, 70)]


def test_five_blocks_are_no_canvas() -> None:
    assert read_foreign_json(dict.fromkeys(CAMEL[:5], "x")).areas == ()
    assert read_foreign_json("text").areas == ()


def test_deep_data_are_refused() -> None:
    value: Any = "x"
    for _ in range(limits.FOREIGN_DEPTH + 2):
        value = [value]
    with pytest.raises(SourceError) as caught:
        read_foreign_json(value)

    assert caught.value.problems[0].code == "too_deep"


@pytest.mark.parametrize(
    ("value", "ours"),
    [
        ({"canvas": 1}, True),
        ({"canvas": "1", "blocks": {}}, True),
        ({"blocks": {"channels": []}}, True),
        ({"canvas": {"name": "x"}, "sections": {}}, False),
        ({"blocks": [{"id": "channels"}]}, False),
        ([1], False),
    ],
)
def test_a_file_of_ours_is_told_from_others(value: object, ours: bool) -> None:
    assert is_ours(value) is ours
