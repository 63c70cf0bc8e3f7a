"""Canvas files: every shorthand, every mistake, and the way back."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import json
from typing import Any

import pytest

from advisor import limits
from advisor.canvas import Answer, Block, Canvas, Note
from advisor.canvas_file import read_canvas, write_canvas
from advisor.texts import words
from tests.conftest import canvas_of, problems_of

EXAMPLE = """\
canvas: 1
name: Velotaxi Köln
language: de                     # de | en; guessed when absent
facts: {stage: idea, fixed_share: 70}
blocks:
  customer_segments:
    tags: [segmented]            # set for the whole block
    notes:
      - id: pendler
        text: Pendler ohne Auto
        details: Ergebnis aus zwölf Gesprächen    # anything longer than a sticky note
        tags: [niche_market]
        rejected: [mass_market]  # read from the text and turned down by a person
        facts: {priority: 1, payer: true}
  value_propositions:
    - text: In zehn Minuten am Ziel      # a block may be just its notes
      tags: [convenience_usability]
      links: [pendler]                   # ids, or exact texts of notes in other blocks
  channels: [App, Haltestellen-Schild]   # a note may be just its text
  key_partners: {empty: true}            # really none: confirmed, not forgotten
  cost_structure:
    done: false                          # still being worked on
    tags: [cost_driven]
    answered: [orientation_trait]        # asked and answered with "none of these"
answers:
  - {rule: premium-promise-on-low-cost-base, notes: [v1], kind: intended, reason: Handarbeit im Ausland}
"""


def test_the_example_of_the_format_is_read_with_every_shorthand() -> None:
    assert read_canvas(EXAMPLE).canvas == Canvas(
        name="Velotaxi Köln",
        language="de",
        facts={"stage": "idea", "fixed_share": 70},
        blocks={
            "customer_segments": Block(
                tags=("segmented",),
                notes=(
                    Note(
                        id="pendler",
                        text="Pendler ohne Auto",
                        details="Ergebnis aus zwölf Gesprächen",
                        tags=("niche_market",),
                        rejected=("mass_market",),
                        facts={"priority": 1, "payer": True},
                    ),
                ),
            ),
            "value_propositions": Block(
                notes=(
                    Note(
                        id="vp1",
                        text="In zehn Minuten am Ziel",
                        tags=("convenience_usability",),
                        links=("pendler",),
                    ),
                )
            ),
            "channels": Block(
                notes=(Note(id="ch1", text="App"), Note(id="ch2", text="Haltestellen-Schild"))
            ),
            "key_partners": Block(empty=True),
            "cost_structure": Block(
                done=False, tags=("cost_driven",), answered=("orientation_trait",)
            ),
        },
        answers=(
            Answer(
                rule="premium-promise-on-low-cost-base",
                notes=("v1",),
                kind="intended",
                reason="Handarbeit im Ausland",
            ),
        ),
    )


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_example_comes_back_from_either_form(form: Any) -> None:
    canvas = read_canvas(EXAMPLE).canvas
    assert read_canvas(write_canvas(canvas, form)).canvas == canvas


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_what_is_written_is_stable(form: Any) -> None:
    once = write_canvas(read_canvas(EXAMPLE).canvas, form)
    assert write_canvas(read_canvas(once).canvas, form) == once


def test_umlauts_are_written_as_such_and_ids_are_kept() -> None:
    text = write_canvas(canvas_of({"channels": ["Straße"]}))
    assert "text: Straße" in text
    assert "id: ch1" in text


# --- Ids and links ---


def ids(canvas: Canvas) -> list[str]:
    return [note.id for _, note in canvas.notes()]


def test_notes_without_an_id_are_named_after_their_block_and_their_number() -> None:
    assert ids(canvas_of({"channels": ["a", {"text": "b", "id": "mine"}, "c"]})) == [
        "ch1",
        "mine",
        "ch2",
    ]


@pytest.mark.parametrize(
    "other",
    [
        {"text": "x", "id": "ch1"},
        {"text": "ch1"},
        {"text": "x", "links": ["ch1"]},
    ],
    ids=["an id", "a text", "a link"],
)
def test_a_given_id_is_never_one_in_use(other: dict[str, Any]) -> None:
    canvas = canvas_of({"channels": ["App"], "customer_segments": [other]})
    assert canvas.block("channels").notes[0].id == "ch2"


def test_ids_win_over_texts() -> None:
    blocks = {
        "channels": [{"id": "app", "text": "Shop"}, {"id": "shop", "text": "app"}],
        "customer_segments": [{"text": "x", "links": ["app"]}],
    }
    assert canvas_of(blocks).block("customer_segments").notes[0].links == ("app",)


def test_a_link_by_text_becomes_a_link_by_id() -> None:
    blocks = {"channels": [" App "], "customer_segments": [{"text": "x", "links": ["App"]}]}
    assert canvas_of(blocks).block("customer_segments").notes[0].links == ("ch1",)


def test_a_link_by_text_looks_into_other_blocks_only() -> None:
    blocks = {
        "channels": ["Shop"],
        "customer_segments": ["Shop", {"text": "x", "links": ["Shop"]}],
    }
    assert canvas_of(blocks).block("customer_segments").notes[1].links == ("ch1",)


def test_the_same_link_twice_is_one_link() -> None:
    blocks = {
        "channels": ["App"],
        "customer_segments": [{"text": "x", "links": ["App", "ch9", "App"]}],
    }
    assert canvas_of(blocks).block("customer_segments").notes[0].links == ("ch1", "ch9")


def test_a_link_to_no_note_is_kept_as_written() -> None:
    blocks = {"channels": [{"text": "App", "links": ["Someone else"]}]}
    assert canvas_of(blocks).block("channels").notes[0].links == ("Someone else",)


# --- Shorthands and YAML's surprises ---


@pytest.mark.parametrize(
    "word", ["no", "on", "yes", "true", "null", "~", "2024", "1.10", "007", "1e3", "12:30", "-3"]
)
def test_a_bare_yaml_word_stays_the_text_of_a_note(word: str) -> None:
    for text in (f"[{word}]", f"[{{text: {word}}}]"):
        (note,) = (
            read_canvas(f"canvas: 1\nblocks:\n  channels: {text}").canvas.block("channels").notes
        )
        assert note.text == word


def test_a_number_may_be_name_id_link_and_reason() -> None:
    text = """\
canvas: 1
name: 2024
blocks:
  channels:
    - {id: 7, text: App, details: 1.10}
  customer_segments:
    - {text: x, links: [7]}
"""
    canvas = read_canvas(text).canvas
    assert canvas.name == "2024"
    assert canvas.block("channels").notes[0] == Note(id="7", text="App", details="1.10")
    assert canvas.block("customer_segments").notes[0].links == ("7",)


def test_a_block_with_nothing_behind_it_is_untouched() -> None:
    canvas = read_canvas("canvas: 1\nblocks:\n  key_partners:\n  channels: [App]").canvas
    assert "key_partners" not in canvas.blocks
    assert not canvas.block("key_partners").empty


def test_a_canvas_may_hold_nothing_but_its_format() -> None:
    assert read_canvas("canvas: 1").canvas == Canvas()


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        (["brands"], ("brands", "intellectual")),
        (["intellectual", "brands"], ("intellectual", "brands")),
        (["brands", "patents"], ("brands", "patents", "intellectual")),
        (["physical"], ("physical",)),
    ],
)
def test_a_tag_brings_the_tag_it_is_a_kind_of(given: list[str], kept: tuple[str, ...]) -> None:
    blocks = {"key_resources": {"tags": given, "notes": [{"text": "x", "tags": given}]}}
    block = canvas_of(blocks).block("key_resources")
    assert block.tags == block.notes[0].tags == kept


@pytest.mark.parametrize(
    "text",
    [
        '__import__("os").system("echo")',
        "{{7*7}}",
        "{0.__class__}",
        "<script>x</script>",
        "=1+1",
        "$tag",
    ],
)
@pytest.mark.parametrize("form", ["yaml", "json"])
def test_code_in_a_text_stays_text(text: str, form: Any) -> None:
    canvas = canvas_of({"channels": [text]}, name=text)
    again = read_canvas(write_canvas(canvas, form)).canvas
    assert (again.name, again.block("channels").notes[0].text) == (text, text)


def test_a_canvas_cannot_be_changed() -> None:
    canvas = read_canvas(EXAMPLE).canvas
    with pytest.raises(TypeError):
        canvas.facts["stage"] = "running"  # type: ignore[index]
    with pytest.raises(ValueError, match="frozen"):
        canvas.name = "x"  # type: ignore[misc]
    assert hash(canvas) == hash(read_canvas(EXAMPLE).canvas)


# --- Mistakes ---

SEGMENTS = "canvas: 1\nblocks:\n  customer_segments:\n    - {text: a}\n    - "
HEAD = "canvas: 1\nblocks:\n"

MISTAKES: list[tuple[str, str, str]] = [
    # the file, ▸ before what is wrong; the code; words of the German sentence
    (HEAD + "  ▸channel: [App]", "unknown_word", "„channel“ ist hier nicht bekannt (Baustein). Gemeint ist vielleicht „channels“."),
    (HEAD + "  ▸zzz: [App]", "unknown_word", "Möglich: channels, cost_structure"),
    (SEGMENTS + "{text: b, tags: [▸nich_market]}", "unknown_word", "„nich_market“ ist hier nicht bekannt (Merkmal). Gemeint ist vielleicht „niche_market“."),
    (SEGMENTS + "{text: b, tags: [▸price]}", "unknown_word", "„price“ ist hier nicht bekannt (Merkmal)."),
    (SEGMENTS + "{text: b, rejected: [▸mas_market]}", "unknown_word", "„mass_market“"),
    (SEGMENTS + "{text: b, facts: {▸payr: true}}", "unknown_word", "„payr“ ist hier nicht bekannt (Angabe). Gemeint ist vielleicht „payer“."),
    (SEGMENTS + "{text: b, facts: {▸share: 5}}", "unknown_word", "(Angabe)"),
    (SEGMENTS + "{text: b, facts: {▸payer: no}}", "wrong_fact", "Für „payer“ wird true oder false erwartet, nicht „no“."),
    (SEGMENTS + '{text: b, facts: {▸payer: "true"}}', "wrong_fact", "true oder false"),
    (SEGMENTS + "{text: b, facts: {▸payer: 1}}", "wrong_fact", "true oder false"),
    (SEGMENTS + "{text: b, facts: {▸priority: 1.5}}", "wrong_fact", "eine ganze Zahl ab 1 erwartet, nicht „1.5“"),
    (SEGMENTS + "{text: b, facts: {▸priority: true}}", "wrong_fact", "eine ganze Zahl ab 1"),
    (SEGMENTS + "{text: b, facts: {▸evidence: test run}}", "wrong_fact", "„evidence“ kennt nur assumption, interviews, test, sales, nicht „test run“."),
    (SEGMENTS + "{text: b, ▸tegs: []}", "unknown_word", "„tegs“ ist hier nicht bekannt (Schlüssel). Gemeint ist vielleicht „tags“."),
    (SEGMENTS + "{text: 'b', ▸tags: mass_market}", "wrong_type", "Für „tags“ wird eine Liste erwartet."),
    (SEGMENTS + "{▸text: [b]}", "wrong_type", "Für „text“ wird ein"),
    (SEGMENTS + "▸{tags: []}", "missing_key", "Hier fehlt „text“."),
    (SEGMENTS + "▸{text: ' '}", "empty_note", "Die Notiz hat keinen Text."),
    (SEGMENTS + "▸{text: b, id: ''}", "empty_id", "leere id"),
    (SEGMENTS + "{id: b, text: b}\n    - {text: c, links: [▸b]}", "link_within_block", "„b“ steht im selben Baustein."),
    (HEAD + "  channels: {answered: [▸chanel_phase]}", "unknown_word", "„chanel_phase“ ist hier nicht bekannt (Merkmalsgruppe). Gemeint ist vielleicht „channel_phase“."),
    (HEAD + "  channels: {answered: [▸value_attribute]}", "unknown_word", "Möglich: channel_owner, channel_phase."),
    (HEAD + "  channels: {▸done: no}", "wrong_type", "Für „done“ wird true oder false erwartet."),
    (HEAD + "  channels: {▸empty: 1}", "wrong_type", "Für „empty“ wird true oder false erwartet."),
    (HEAD + "  ▸channels: App", "wrong_type", "Für „channels“ wird"),
    (HEAD + "  channels: {▸notes: App}", "wrong_type", "Für „notes“ wird eine Liste erwartet."),
    ("canvas: 1\n▸blocks:\n  - channels", "wrong_type", "Für „blocks“ wird"),
    ("canvas: 1\nfacts: {▸stge: idea}", "unknown_word", "Gemeint ist vielleicht „stage“."),
    ("canvas: 1\nfacts: {▸stage: ide}", "wrong_fact", "„stage“ kennt nur idea, launch, running, nicht „ide“."),
    ("canvas: 1\nfacts: {▸fixed_share: 101}", "wrong_fact", "eine Zahl von 0 bis 100 erwartet, nicht „101“"),
    ("canvas: 1\nfacts: {▸fixed_share: -1}", "wrong_fact", "eine Zahl von 0 bis 100"),
    ("canvas: 1\n▸language: fr", "unknown_word", "Möglich: de, en."),
    ("canvas: 1\n▸nmae: x", "unknown_word", "Gemeint ist vielleicht „name“."),
    ("canvas: 1\nanswers:\n  - {rule: x, ▸kind: intented, reason: y}", "unknown_word", "Gemeint ist vielleicht „intended“."),
    ("canvas: 1\nanswers:\n  - ▸{rule: x, kind: intended}", "missing_key", "Hier fehlt „reason“."),
    ("▸canvas: 2\nblocks: {new: 1}", "newer_format", "Die Datei hat Format 2, gelesen wird bis Format 1. Bitte eine neuere Fassung"),
    ("name: x\n▸canvas: one", "bad_format", "erwartet die Zahl 1"),
    ("▸canvas: true", "bad_format", "erwartet die Zahl 1"),
    ('▸canvas: "1"', "bad_format", "erwartet die Zahl 1"),
    ("▸canvas: 0", "bad_format", "erwartet die Zahl 1"),
    ("▸name: x", "no_format", "Es fehlt die Zeile „canvas: 1“"),
    ("▸- a", "not_a_canvas", "Das ist keine Canvas-Datei"),
    ("▸", "not_a_canvas", "Das ist keine Canvas-Datei"),
    ("canvas: 1\na: ▸&x y", "anchor", "Bitte den Inhalt ausschreiben."),
    ("canvas: 1\nname: a▸: b", "broken_yaml", "Texte mit Doppelpunkt gehören in Anführungszeichen."),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "code", "sentence"), MISTAKES, ids=[text[-40:] for text, *_ in MISTAKES]
)
def test_a_mistake_is_named_with_its_place_and_what_is_right(
    marked: str, code: str, sentence: str
) -> None:
    (problem,) = problems_of(marked.replace("▸", ""))
    before = marked.split("▸")[0].split("\n")
    assert (problem.code, problem.place) == (code, (len(before), len(before[-1]) + 1))
    assert sentence in words("de").problem(problem)
    assert words("en").problem(problem) != words("de").problem(problem)


def test_a_text_that_fits_two_notes_is_no_link() -> None:
    text = (
        HEAD
        + "  channels: [App]\n  key_resources: [App]\n  customer_segments:\n    - {text: x, links: [App]}"
    )
    (problem,) = problems_of(text)
    assert (problem.code, problem.place) == ("link_fits_two", (6, 25))
    assert "„App“ passt auf mehrere Notizen (ch1, kr1)" in words("de").problem(problem)


def test_an_id_used_twice_is_refused_at_the_second() -> None:
    text = HEAD + "  channels:\n    - {id: a, text: x}\n  key_partners:\n    - {text: y, id: a}"
    (problem,) = problems_of(text)
    assert (problem.code, problem.place) == ("duplicate_id", (6, 17))


def test_all_mistakes_are_told_at_once_in_the_order_of_the_file() -> None:
    text = """\
canvas: 1
langage: de
facts: {stage: ide}
blocks:
  chanels: [App]
  customer_segments:
    - text: a
      tags: [nich_market]
      facts: {payer: no}
"""
    assert [(p.code, p.place and p.place.line) for p in problems_of(text)] == [
        ("unknown_word", 2),
        ("wrong_fact", 3),
        ("unknown_word", 5),
        ("unknown_word", 8),
        ("wrong_fact", 9),
    ]


PLACES = {
    "block as list": (
        HEAD + "  channels:\n    - App\n    - text: b\n      tags: [zz]",
        (5, 7),
        (6, 14),
    ),
    "block as map": (
        HEAD + "  channels:\n    notes:\n      - App\n      - text: b\n        tags: [zz]",
        (6, 9),
        (7, 16),
    ),
    "JSON, block as list": (
        '{"canvas": 1, "blocks": {"channels": [\n "App",\n {"text": "b", "tags": ["zz"]}]}}',
        (3, 2),
        (3, 25),
    ),
    "JSON, block as map": (
        '{"canvas": 1, "blocks": {"channels": {"notes": [\n "App",\n {"text": "b",\n  "tags": ["zz"]}]}}}',
        (3, 2),
        (4, 12),
    ),
}


@pytest.mark.parametrize(("text", "note", "tag"), PLACES.values(), ids=PLACES)
def test_notes_and_mistakes_in_them_have_a_place(text: str, note: Any, tag: Any) -> None:
    (problem,) = problems_of(text)
    assert problem.place == tag
    file = read_canvas(text.replace("zz", "awareness"))
    assert file.note_place("ch2") == note
    assert file.block_place("channels") is not None
    assert file.block_place("key_partners") is None
    assert file.note_place("nobody") is None


def test_places_take_no_part_in_equality() -> None:
    assert read_canvas("canvas: 1\n\n\nblocks: {channels: [a]}").canvas == canvas_of(
        {"channels": ["a"]}
    )


# --- Sizes ---


def test_a_monstrous_note_is_refused_whole_and_nothing_else_is_lost() -> None:
    text = (
        HEAD
        + f"  channels:\n    - {'x' * 100_000}\n    - {{text: b, tags: [zz]}}\n  key_partner: [c]"
    )
    problems = problems_of(text)
    assert [(p.code, p.place and p.place.line) for p in problems] == [
        ("text_too_long", 4),
        ("unknown_word", 5),
        ("unknown_word", 6),
    ]
    sentence = words("de").problem(problems[0])
    assert sentence.startswith("Der Text hat 100.000 Zeichen, möglich sind 2.000.")
    assert "100,000" in words("en").problem(problems[0])


def test_fifty_megabytes_are_refused_before_they_are_looked_at() -> None:
    data = b'{"canvas": 1, "name": "\xff' + b"x" * 49_999_999 + b'"}'  # looked at, no UTF-8
    (problem,) = problems_of(data)
    assert problem.code == "too_large"
    assert "50.000.025 Bytes, möglich sind 1.000.000" in words("de").problem(problem)


def note_with(**more: Any) -> dict[str, Any]:
    return {"channels": [{"text": "x", **more}]}


BOUNDS: dict[str, tuple[int, str, Any]] = {
    # limit, code, what holds n of it
    "name": (limits.NAME_CHARACTERS, "text_too_long", lambda n: {"name": "x" * n}),
    "note": (limits.NOTE_CHARACTERS, "text_too_long", lambda n: {"blocks": {"channels": ["x" * n]}}),
    "details": (limits.DETAILS_CHARACTERS, "text_too_long", lambda n: {"blocks": note_with(details="x" * n)}),
    "id": (limits.WORD_CHARACTERS, "text_too_long", lambda n: {"blocks": note_with(id="x" * n)}),
    "link": (limits.NOTE_CHARACTERS, "text_too_long", lambda n: {"blocks": note_with(links=["x" * n])}),
    "text fact": (limits.NOTE_CHARACTERS, "text_too_long", lambda n: {"blocks": note_with(facts={"lexblock": "x" * n})}),
    "reason": (limits.REASON_CHARACTERS, "text_too_long", lambda n: {"answers": [{"rule": "r", "kind": "intended", "reason": "x" * n}]}),
    "notes of a block": (limits.NOTES_PER_BLOCK, "too_many", lambda n: {"blocks": {"channels": ["x"] * n}}),
    "links of a note": (limits.WORDS_PER_NOTE, "too_many", lambda n: {"blocks": note_with(links=[f"l{i}" for i in range(n)])}),
    "tags of a note": (limits.WORDS_PER_NOTE, "too_many", lambda n: {"blocks": note_with(tags=["awareness"] * n)}),
    "rejected tags of a note": (limits.WORDS_PER_NOTE, "too_many", lambda n: {"blocks": note_with(rejected=["awareness"] * n)}),
    "answers": (limits.ANSWERS, "too_many", lambda n: {"answers": [{"rule": "r", "kind": "intended", "reason": "x"}] * n}),
}  # fmt: skip


@pytest.mark.parametrize(("limit", "code", "holding"), BOUNDS.values(), ids=BOUNDS)
def test_a_limit_is_exact_and_named(limit: int, code: str, holding: Any) -> None:
    read_canvas(json.dumps({"canvas": 1, **holding(limit)}))
    (problem,) = problems_of(json.dumps({"canvas": 1, **holding(limit + 1)}))
    assert problem.code == code
    assert problem.details["limit"] == limit
    assert f"{limit:,}".replace(",", ".") in words("de").problem(problem)
