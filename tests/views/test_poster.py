from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator
from typing import Any

import plotly.graph_objects as go
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from advisor.canvas import BLOCKS, Answer, BlockId, Canvas
from advisor.findings import Basis, Finding, Outcome, Report, Severity
from advisor.rulebook.rulebook import Rulebook
from advisor.texts import words
from advisor.views.palette import NARROWEST, PALETTES, PLACES, WIDTH, Palette, Theme
from advisor.views.poster import Badge, Poster, PosterBlock, PosterNote, draw_up
from advisor.views.poster_layout import BlockBox, lay_out
from advisor.views.poster_plotly import poster_spec
from advisor.views.wrapping import width, wrap
from advisor.vocabulary import load_vocabulary
from tests.conftest import book_of, canvas_of, rule_of

NASTY = "<b>fett</b><br><a href='https://example.org'>x</a> &lt;i&gt; %{x} $5 und $6"


@pytest.fixture(scope="module")
def book() -> Rulebook:
    return book_of(
        rule_of({"blank": "channels"}, "about-channels"),
        rule_of({"blank": "customer_segments"}, "about-segments"),
    )


def finding(
    severity: str, *blocks: BlockId, notes: tuple[str, ...] = (), **more: object
) -> Finding:
    return Finding(
        rule="about-channels",
        severity=Severity(severity),
        basis=Basis.STATED,
        blocks=blocks,
        notes=notes,
        **more,  # type: ignore[arg-type]
    )


def report_of(*findings: Finding, **outcomes: str) -> Report:
    return Report(
        findings, {key.replace("_", "-"): Outcome(value) for key, value in outcomes.items()}
    )


def poster_of(notes: dict[BlockId, list[PosterNote]], hint: str = "Für wen?") -> Poster:
    return Poster(
        tuple(
            PosterBlock(
                id=block,
                title=load_vocabulary().blocks[block].label.de,
                region=PLACES[block].region,
                notes=tuple(notes.get(block, [])),
                badge=Badge("risk", 12),
                done=False,
                empty_hint="" if notes.get(block) else hint,
                hover=("Titel", "Frage?", "Befund?"),
            )
            for block in BLOCKS
        ),
        alt="",
    )


def block_of(poster: Poster, name: BlockId) -> PosterBlock:
    return poster.blocks[BLOCKS.index(name)]


# --- The view model ------------------------------------------------------------------------------


def test_blocks_come_in_order_with_titles_of_the_language(book: Rulebook) -> None:
    german = draw_up(Canvas(), report_of(), book, words("de"))
    english = draw_up(Canvas(), report_of(), book, words("en"))

    assert tuple(block.id for block in german.blocks) == BLOCKS
    assert block_of(german, "channels").title == "Kanäle"
    assert block_of(english, "channels").title == "Channels"


def test_a_badge_counts_leads_and_names_the_heaviest(book: Rulebook) -> None:
    lead = finding("hint", "channels")
    folded = finding("risk", "channels", notes=("app",), under=lead.id)
    answer = Answer(rule="about-channels", kind="intended", reason="so gewollt")
    answered = finding("contradiction", "channels", tags=("price",), answer=answer)
    report = report_of(lead, finding("risk", "channels", "customer_segments"), folded, answered)

    poster = draw_up(canvas_of({"channels": ["App"]}), report, book, words("de"))

    assert block_of(poster, "channels").badge == Badge("risk", 2)
    assert block_of(poster, "customer_segments").badge == Badge("risk", 1)
    assert block_of(poster, "key_partners").badge is None


def test_a_tick_needs_notes_and_a_rule_that_passed(book: Rulebook) -> None:
    canvas = canvas_of(
        {"channels": ["App"], "customer_segments": ["Pendler"], "key_partners": ["Stadt"]}
    )
    passed = report_of(about_channels="passed", about_segments="unknown")

    poster = draw_up(canvas, passed, book, words("de"))
    blank = draw_up(Canvas(), passed, book, words("de"))

    assert block_of(poster, "channels").badge == Badge("tick")
    assert block_of(poster, "customer_segments").badge is None
    assert block_of(poster, "key_partners").badge is None
    assert all(block.badge is None for block in blank.blocks)


def test_a_block_with_a_folded_finding_gets_no_tick(book: Rulebook) -> None:
    report = report_of(finding("hint", "channels", under="other"), about_channels="passed")

    poster = draw_up(canvas_of({"channels": ["App"]}), report, book, words("de"))

    assert block_of(poster, "channels").badge is None


def test_a_note_carries_its_heaviest_severity(book: Rulebook) -> None:
    report = report_of(
        finding("hint", "channels", notes=("app",)),
        finding("contradiction", "channels", notes=("app",), tags=("price",)),
    )

    poster = draw_up(
        canvas_of({"channels": [{"id": "app", "text": "App"}, {"id": "sign", "text": "Schild"}]}),
        report,
        book,
        words("de"),
        selected="channels",
        lit=frozenset({"sign"}),
    )

    first, second = block_of(poster, "channels").notes
    assert (first.severity, first.lit) == (Severity.CONTRADICTION, False)
    assert (second.severity, second.lit) == (None, True)
    assert [block.id for block in poster.blocks if block.selected] == ["channels"]


def test_an_empty_block_asks_or_says_that_it_is_meant(book: Rulebook) -> None:
    canvas = canvas_of({"key_partners": {"empty": True}, "channels": {"done": False}})

    poster = draw_up(canvas, report_of(), book, words("de"))

    question = load_vocabulary().blocks["channels"].questions[0].text.de
    assert block_of(poster, "channels").empty_hint == question
    assert block_of(poster, "key_partners").empty_hint == "bewusst leer"
    assert [block.id for block in poster.blocks if block.done] == ["key_partners"]


def test_hover_names_title_question_and_findings(book: Rulebook) -> None:
    report = report_of(finding("hint", "channels"))

    poster = draw_up(canvas_of({"channels": ["App"]}), report, book, words("en"))

    question = load_vocabulary().blocks["channels"].questions[0].text.en
    assert block_of(poster, "channels").hover == ("Channels", question, "Title")


def test_alt_counts_in_one_sentence(book: Rulebook) -> None:
    report = report_of(finding("risk", "channels"), finding("hint", "channels", tags=("price",)))

    named = draw_up(canvas_of({"channels": ["App"]}, name="Velotaxi"), report, book, words("de"))
    blank = draw_up(Canvas(), report_of(), book, words("en"))

    assert named.alt == (
        "Business Model Canvas „Velotaxi“: 1 von 9 Bausteinen ausgefüllt, 1 Notiz; "
        "1 Risiko und 1 Hinweis."
    )
    assert blank.alt == "Business Model Canvas: 0 of 9 blocks filled in, 0 notes; no findings."


# --- Wrapping ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Eigene App und Webshop", ("Eigene App und", "Webshop")),
        ("", ("",)),
        ("Kundenbindungsprogramme", ("Kundenbindungspro-", "gramme")),
        ("Haltestellen-Schild-Produktion", ("Haltestellen-Schild-", "Produktion")),
    ],
)
def test_wrap_breaks_where_a_reader_would(text: str, lines: tuple[str, ...]) -> None:
    assert wrap(text, 10) == lines


def test_wrap_says_when_it_leaves_something_out() -> None:
    lines = wrap("Wort " * 40, 10)

    assert len(lines) == 4
    assert lines[-1].endswith("…")


def test_wide_characters_count_twice_and_accents_not_at_all() -> None:
    assert width("中") >= 2 * width("a") - 0.05
    assert width("🚲") >= 2 * width("a")
    assert width("e\u0301") == width("e")


@given(st.text(max_size=200), st.floats(5, 30))
def test_no_line_is_wider_than_the_room_and_nothing_is_lost(text: str, room: float) -> None:
    lines = wrap(text, room, 10_000)

    assert all(width(line) <= room + 0.001 for line in lines)
    written = "".join("".join(lines).split()).replace("-", "")
    assert written == "".join(text.split()).replace("-", "")


# --- Layout --------------------------------------------------------------------------------------

MANY = st.lists(st.text(max_size=80), max_size=30)


def overlaps(boxes: list[tuple[float, float, float, float]]) -> Iterator[object]:
    for number, (left, right, top, bottom) in enumerate(boxes):
        for other in boxes[number + 1 :]:
            if left < other[1] and other[0] < right and top < other[3] and other[2] < bottom:
                yield (left, right, top, bottom), other


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from(BLOCKS), MANY))
def test_nothing_overlaps_or_leaves_its_block(texts: dict[BlockId, list[str]]) -> None:
    notes = {block: [PosterNote(t, t) for t in listed] for block, listed in texts.items()}

    layout = lay_out(poster_of(notes))

    blocks = [(b.left, b.right, b.top, b.bottom) for b in layout.blocks]
    assert not list(overlaps(blocks))
    assert max(bottom for *_, bottom in blocks) == layout.height
    for box in layout.blocks:
        assert not list(overlaps([(n.left, n.right, n.top, n.bottom) for n in box.notes]))
        for note in box.notes:
            assert box.left < note.left < note.right < box.right
            assert box.top + 30 < note.top < note.bottom < box.bottom
        end = box.free + 16 * len(box.hint)
        assert not box.hint or end < box.bottom


def test_the_poster_keeps_its_proportions_until_it_has_to_grow() -> None:
    blank = lay_out(poster_of({}))
    full = lay_out(poster_of({"key_partners": [PosterNote(str(n), "Hof " * 9) for n in range(12)]}))

    assert blank.height == 668
    assert full.height > blank.height
    assert {box.right for box in blank.blocks} <= {box.right for box in full.blocks}


def test_more_notes_than_anyone_reads_are_counted() -> None:
    layout = lay_out(poster_of({"channels": [PosterNote(str(n), "App") for n in range(25)]}))

    box = layout.blocks[BLOCKS.index("channels")]
    assert len(box.notes) == 20
    assert box.hint == ("+ 5 …",)


def test_titles_fit_beside_their_badge_in_both_languages(book: Rulebook) -> None:
    def texts(language: str) -> list[BlockBox]:
        return list(lay_out(draw_up(Canvas(), report_of(), book, words(language))).blocks)  # type: ignore[arg-type]

    for box in [*texts("de"), *texts("en")]:
        assert "…" not in "".join(box.title)
        room = (box.right - box.left) * NARROWEST / WIDTH
        assert all(width(line) * 13.5 < room for line in box.title)


# --- The plotly figure ---------------------------------------------------------------------------


def full_poster(text: str = "Regionales Gemüse in 24 h vom Feld auf den Tisch") -> Poster:
    notes: dict[BlockId, list[PosterNote]] = {
        block: [PosterNote(f"{block}{n}", text, Severity.RISK if n else None) for n in range(4)]
        for block in BLOCKS
    }
    return poster_of(notes)


def texts_of(spec: dict[str, object]) -> list[str]:
    traces: list[dict[str, list[str]]] = spec["data"]  # type: ignore[assignment]
    return [
        text for trace in traces for key in ("text", "hovertext") for text in trace.get(key, [])
    ]


def as_drawn(poster: Poster) -> list[dict[str, Any]]:
    """The traces with what the template says of all of their kind."""
    spec = poster_spec(poster, "light")
    kinds = spec["layout"]["template"]["data"]
    figure = go.Figure(spec)  # refuses a template with a name that plotly does not know
    return [{**kinds[one.type][0], **one.to_plotly_json()} for one in figure.data]


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("poster", [poster_of({}), full_poster()], ids=["empty", "full"])
def test_plotly_accepts_the_figure(poster: Poster, theme: Theme) -> None:
    spec = poster_spec(poster, theme)

    figure = go.Figure(spec)

    assert json.loads(figure.to_json())["layout"]["height"] == spec["layout"]["height"]


def test_every_block_answers_to_a_click_and_lies_on_top() -> None:
    *below, target = as_drawn(full_poster())

    assert list(target["customdata"]) == list(BLOCKS)
    assert len(target["hovertext"]) == 9
    assert target["hoverinfo"] == "text"
    assert all(trace["hoverinfo"] == "skip" for trace in below)


def test_markup_of_users_stays_text() -> None:
    poster = full_poster(NASTY)
    block = dataclasses.replace(poster.blocks[0], title=NASTY, hover=(NASTY, NASTY, NASTY))
    poster = dataclasses.replace(poster, blocks=(block, *poster.blocks[1:]))

    texts = texts_of(poster_spec(poster, "light"))

    assert set(re.findall(r"<[^>]*>", "".join(texts))) <= {"<br>", "<b>", "</b>"}
    assert any("&lt;b&gt;fett" in text and "&amp;lt;i" in text for text in texts)
    assert not any("$" in text for text in texts)
    assert all("hovertemplate" not in trace for trace in poster_spec(poster, "light")["data"])


def test_selected_block_and_lit_notes_have_a_ring() -> None:
    poster = full_poster()
    note = dataclasses.replace(poster.blocks[0].notes[0], lit=True)
    block = dataclasses.replace(poster.blocks[0], selected=True, notes=(note,))
    poster = dataclasses.replace(poster, blocks=(block, *poster.blocks[1:]))

    blocks, notes, *_ = poster_spec(poster, "light")["data"]

    assert blocks["marker"]["line"]["width"] == [2] + [0] * 8
    assert notes["marker"]["line"]["width"][:2] == [2.5, 1]
    assert notes["marker"]["line"]["color"][0] == PALETTES["light"].regions["infrastructure"].strong


def test_a_click_fades_nothing() -> None:
    for trace in as_drawn(full_poster()):
        if trace["type"] == "bar" or "markers" in trace["mode"]:
            assert trace["unselected"]["marker"]["opacity"] == 1
        if trace["type"] == "scatter":
            assert trace["selected"]["textfont"]["color"]


def test_icons_can_be_left_out_where_their_font_is_missing() -> None:
    assert "handshake" in texts_of(poster_spec(poster_of({}), "light"))
    assert "handshake" not in texts_of(poster_spec(poster_of({}), "light", icons=False))


# --- Colours -------------------------------------------------------------------------------------


def luminance(color: str) -> float:
    def linear(channel: int) -> float:
        share = channel / 255
        return share / 12.92 if share <= 0.04045 else float(((share + 0.055) / 1.055) ** 2.4)

    red, green, blue = (linear(int(color[at : at + 2], 16)) for at in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def pairs(palette: Palette) -> Iterator[tuple[str, str, str]]:
    yield "note", palette.text, palette.note
    for region, hue in palette.regions.items():
        yield f"title {region}", hue.strong, hue.tint
        yield f"hint {region}", palette.muted, hue.tint
        yield f"open badge {region}", palette.marks["open"].text, hue.tint
    for kind, mark in palette.marks.items():
        if kind != "open":
            yield f"badge {kind}", mark.text, mark.fill


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read(theme: Theme) -> None:
    weak = {
        name: round(contrast(text, ground), 2)
        for name, text, ground in pairs(PALETTES[theme])
        if contrast(text, ground) < 4.5
    }

    assert weak == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_mark_stands_out_from_where_it_lies(theme: Theme) -> None:
    palette = PALETTES[theme]
    grounds = [palette.note, *(hue.tint for hue in palette.regions.values())]

    for mark in palette.marks.values():
        assert min(contrast(mark.fill, ground) for ground in grounds) >= 3
    shapes = [mark.shape for kind, mark in palette.marks.items() if kind != "tick"]
    assert len(set(shapes)) == len(shapes)
