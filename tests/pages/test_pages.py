"""The page run in-process: every language, every block, no exception."""

from __future__ import annotations

import dataclasses
import json
import re
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from advisor.canvas import BLOCKS, LANGUAGES
from advisor.canvas_file import read_canvas
from advisor.engine import check
from advisor.reading.reader import read
from advisor.rulebook.loader import load_rulebook
from advisor.texts import words
from advisor.views.checked import Checked
from advisor.views.report_pdf import report_pdf
from advisor.vocabulary import load_vocabulary, rules_folder

APP = str(Path(__file__).parents[2] / "app.py")
SAMPLES = sorted((rules_folder() / "samples").glob("*.??.yaml"))


def start(language: str = "de", canvas: str = "") -> AppTest:
    """The page in a language, with a canvas already open or none."""
    page = AppTest.from_file(APP, default_timeout=30)
    page.session_state["lang"] = language
    page.session_state["canvas"] = canvas
    for name in ("menu", "links"):  # what is folded away is drawn only when it is open
        page.session_state[name] = True
    return page.run()


def unfold(page: AppTest, *names: str) -> AppTest:
    """Open what is folded away, by its key."""
    for name in names:
        page.session_state[name] = True
    return page.run()


def open_card(page: AppTest, section: str) -> AppTest:
    """Open a section of the first finding."""
    card = next(pills for pills in page.pills if (pills.key or "").startswith("card_"))
    page.session_state[card.key] = section
    page.session_state["tried"] = card.key.removeprefix("card_")
    return page.run()


def sample(name: str) -> str:
    path = rules_folder() / "samples" / name
    canvas = read_canvas(path.read_bytes(), path.name).canvas
    return canvas.model_dump_json(exclude_defaults=True).replace("{", '{"canvas":1,', 1)


def shown(page: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*page.markdown, *page.caption, *page.subheader))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_first_screen_has_three_doors(language: str) -> None:
    page = start(language)

    assert not page.exception
    assert page.button(key="begin").label
    assert len([button for button in page.button if (button.key or "").startswith("sample_")]) == 6


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_sample_opens_with_every_block(path: Path) -> None:
    page = start(path.suffixes[0][1:], sample(path.name))

    for block in BLOCKS:
        page.session_state["block"] = block
        page.run()
        assert not page.exception
        assert page.get("plotly_chart")


def test_setting_a_tag_brings_the_finding_and_unsetting_takes_it_away() -> None:
    page = start("de", sample("uhrenatelier.de.yaml"))
    page.session_state["block"] = "cost_structure"
    page.run()
    orientation = next(p for p in page.pills if "tags_cost_structure_cost_orientation" in p.key)
    assert "Trägt die Kostenbasis" in shown(page)

    orientation.set_value([]).run()
    assert "Trägt die Kostenbasis" not in shown(page)

    next(p for p in page.pills if "tags_cost_structure_cost_orientation" in p.key).set_value(
        ["cost_driven"]
    ).run()
    assert "Trägt die Kostenbasis" in shown(page)


def test_switching_the_language_loses_nothing() -> None:
    page = start("de", sample("bauernbox.de.yaml"))
    page.session_state["block"] = "customer_segments"
    unfold(page, "whole_customer_segments~0")
    next(box for box in page.toggle if "unfinished_customer_segments" in box.key).set_value(
        True
    ).run()
    before = json.loads(page.session_state["canvas"])

    page.segmented_control(key="lang").set_value("en").run()

    assert not page.exception
    assert json.loads(page.session_state["canvas"]) == before
    assert page.session_state["block"] == "customer_segments"
    assert next(box for box in page.toggle if "unfinished_customer_segments" in box.key).value


def test_a_tag_that_implies_another_brings_it_along() -> None:
    page = start("de", '{"canvas":1,"blocks":{"key_resources":[{"id":"brand","text":"Marke"}]}}')
    page.session_state["block"] = "key_resources"
    unfold(page, "more_brand~0")
    next(pills for pills in page.pills if "tags_brand_ip_type" in pills.key).set_value(
        ["brands"]
    ).run()

    tags = json.loads(page.session_state["canvas"])["blocks"]["key_resources"][0]["tags"]
    assert tags == ["brands", "intellectual"]


def test_ticking_a_box_links_two_notes() -> None:
    page = start("de", sample("bauernbox.de.yaml"))
    assert "Segment ohne Kanal?" in shown(page).replace("\\", "")
    pair = next(pills for pills in page.pills if (pills.key or "").startswith("pair"))
    pair.set_value("channels.customer_segments").run()
    boxes = [b for b in page.checkbox if b.key.startswith("link_") and "restaurants" in b.key]

    boxes[0].check().run()

    assert not page.exception
    assert "Segment ohne Kanal?" not in shown(page).replace("\\", "")


def test_facts_of_every_kind_are_taken_over() -> None:
    page = start("de", '{"canvas":1,"blocks":{"channels":[{"id":"app","text":"App"}]}}')
    page.session_state["block"] = "channels"
    unfold(page, "more_app~0")
    for name, value in (("used_now", "false"), ("effectiveness", "4"), ("integration", "partial")):
        field = next(pills for pills in page.pills if f"fact_app_{name}~" in pills.key)
        field.set_value(value).run()
    number = next(n for n in page.number_input if "fact_canvas_fixed_share" in n.key)
    number.set_value(65.0).run()

    canvas = json.loads(page.session_state["canvas"])
    facts = canvas["blocks"]["channels"][0]["facts"]
    assert facts == {"used_now": False, "effectiveness": 4, "integration": "partial"}
    assert canvas["facts"] == {"fixed_share": 65}


def test_a_blank_canvas_names_the_next_block_instead_of_nine_warnings() -> None:
    page = start("de", '{"canvas":1,"name":"Neu"}')

    text = shown(page)
    assert "Weiter mit:" in text
    assert load_vocabulary().blocks["customer_segments"].label.de in text
    assert not [c for c in page.get("vertical") if "finding_" in str(getattr(c, "key", ""))]


def test_an_unfinished_block_is_held_to_lack_nothing() -> None:
    page = start(
        "de",
        '{"canvas":1,"blocks":{"channels":{"done":false,'
        '"notes":[{"id":"a","text":"Schaugarten","tags":["awareness"]}]}}}',
    )

    assert "Kein Kanal für" not in shown(page)
    assert "In Arbeit: Kanäle" in shown(page)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("canvas: 1\nblocks:\n  channels:\n    - {text: App, tags: [awarenes]}\n", "awareness"),
        ("canvas: 1\nblocks: [", "YAML"),
        ("just words", "kein Canvas gefunden"),
        ("x" * 1_100_000, "1.000.000"),
        (
            "canvas: 1\nblocks:\n  channels:\n    - " + "x" * 100_000 + "\n",
            "möglich sind 2.000",
        ),
    ],
)
def test_bad_input_names_the_place_and_keeps_the_text(text: str, told: str) -> None:
    page = start("de")
    page.text_area(key="pasted").set_value(text).run()
    page.button(key="take").click().run()

    assert not page.exception
    assert told in page.error[0].value.replace("\\", "")
    assert page.text_area(key="pasted").value == text


def test_session_state_of_ours_is_plain_data_so_that_it_outlives_our_classes() -> None:
    """Streamlit's own check would do, but it fails on its own second generation of components."""
    page = start("de", sample("bauernbox.de.yaml"))
    page.session_state["block"] = "customer_segments"
    page.run()
    first = next(button for button in page.button if (button.key or "").startswith("show_"))
    first.click().run()

    for name in ("canvas", "block", "lit", "past", "future", "refused", "typing", "own_rules"):
        held = page.session_state[name]
        assert json.loads(json.dumps(held)) == held
    assert page.session_state["lit"]


def test_a_fix_says_what_it_changes_is_made_with_one_click_and_can_be_undone() -> None:
    page = start("de", sample("uhrenatelier.de.yaml"))
    before = page.session_state["canvas"]
    page = open_card(page, "fixes")
    offers = [button for button in page.button if (button.key or "").startswith("make_")]
    assert offers
    assert "klärt" in shown(page)

    page = offers[0].click().run()

    assert not page.exception
    assert page.session_state["canvas"] != before
    page = page.button(key="step_undo").click().run()
    assert json.loads(page.session_state["canvas"]) == json.loads(before)


def test_findings_can_be_kept_to_one_weight() -> None:
    page = start("de", sample("kaffeemobil.en.yaml"))

    def cards() -> int:
        return len([b for b in page.button if (b.key or "").startswith("show_")])

    everything = cards()
    weights = next(pills for pills in page.pills if (pills.key or "").startswith("severities"))

    weights.set_value(["hint"]).run()

    assert 0 < cards() < everything


def test_a_note_moves_up_and_to_another_block_by_its_menu() -> None:
    page = start(
        "de",
        '{"canvas":1,"blocks":{"channels":[{"id":"a","text":"App"},{"id":"b","text":"Laden"}]}}',
    )
    page.session_state["block"] = "channels"
    page.run()

    unfold(page, "more_a~0", "more_b~0")

    def choose(note: str, what: str) -> None:
        next(m for m in page.menu_button if f"moves_{note}" in m.key).click(what).run()

    choose("b", "up")
    assert [n["id"] for n in json.loads(page.session_state["canvas"])["blocks"]["channels"]] == [
        "b",
        "a",
    ]
    choose("b", "key_resources")
    canvas = json.loads(page.session_state["canvas"])["blocks"]
    assert canvas["key_resources"][0]["id"] == "b"
    choose("a", "remove")
    assert "channels" not in json.loads(page.session_state["canvas"])["blocks"]


def test_the_collection_after_every_run_is_off() -> None:
    """A full garbage collection per rerun costs 60 ms with the lock held (docs/decisions/0002)."""
    config.get_config_options(force_reparse=True)

    assert config.get_option("runner.postScriptGC") is False
    assert config.get_option("browser.gatherUsageStats") is False


@pytest.mark.parametrize("path", SAMPLES[::3], ids=lambda path: path.name)
def test_the_profile_names_what_points_were_lost_to_and_the_rules(path: Path) -> None:
    page = start(path.suffixes[0][1:], sample(path.name))

    assert not page.exception
    text = shown(page)
    assert load_rulebook().sha256[:12] in text
    assert "founder" in text


def test_a_reply_needs_a_reason_is_kept_and_can_be_taken_back() -> None:
    page = start("de", sample("uhrenatelier.de.yaml"))
    page = open_card(page, "reply")
    keep = next(button for button in page.button if (button.key or "").startswith("keep_"))
    finding = (keep.key or "").removeprefix("keep_").split("~")[0]

    page = keep.click().run()
    assert page.error
    reason = next(i for i in page.text_input if (i.key or "").startswith(f"reason_{finding}"))
    reason.set_value("So gewollt.").run()
    keep = next(b for b in page.button if (b.key or "").startswith(f"keep_{finding}"))
    page = keep.click().run()
    assert not page.exception
    assert "So gewollt" in shown(page)
    assert not [b for b in page.button if (b.key or "").startswith(f"keep_{finding}")]

    back = next(b for b in page.button if (b.key or "").startswith("withdraw_"))
    page = back.click().run()
    assert [b for b in page.button if (b.key or "").startswith(f"show_{finding}")]


def test_twenty_changes_are_taken_back_and_made_again() -> None:
    page = start("de", '{"canvas": 1, "name": "0", "blocks": {"channels": ["Laden"]}}')
    assert page.button(key="step_undo").disabled
    for number in range(1, 21):
        name = next(i for i in page.text_input if (i.key or "").startswith("name~"))
        page = name.set_value(str(number)).run()
    assert page.title[0].value == "20"
    for number in range(19, -1, -1):
        page = page.button(key="step_undo").click().run()
        assert page.title[0].value == str(number)
    assert page.button(key="step_undo").disabled
    page = page.button(key="step_redo").click().run()
    assert page.title[0].value == "1"
    name = next(i for i in page.text_input if (i.key or "").startswith("name~"))
    assert name.value == "1"
    page = name.set_value("other").run()
    assert page.button(key="step_redo").disabled


def test_what_the_last_change_brought_and_took_away_is_marked() -> None:
    page = start("de", sample("uhrenatelier.de.yaml"))
    assert "neu" not in shown(page).split("green-badge")[-1][:6]
    page.session_state["block"] = "cost_structure"
    page = page.run()
    pills = next(p for p in page.pills if "tags_cost_structure_cost_orientation" in (p.key or ""))
    page = pills.set_value([]).run()
    assert not page.exception
    assert "erledigt" in "\n".join(str(part.value) for part in page.markdown)
    page = page.button(key="step_undo").click().run()
    assert page.button(key="step_redo").disabled is False


@pytest.mark.parametrize("changed", [False, True])
def test_a_report_dropped_on_the_page_opens_its_canvas_and_says_whether_it_holds(
    changed: bool,
) -> None:
    rulebook = load_rulebook()
    path = rules_folder() / "samples" / "uhrenatelier.de.yaml"
    file = read_canvas(path.read_bytes(), path.name)
    report = check(file.canvas, rulebook, read(file.canvas))
    if changed:
        report = dataclasses.replace(report, findings=report.findings[1:])
    data = report_pdf(Checked("a", file, report), rulebook, words("de"))
    page = start("de")

    page.file_uploader(key="upload").upload("bericht.pdf", data, "application/pdf").run()

    assert not page.exception
    assert json.loads(page.session_state["canvas"])["name"] == file.canvas.name
    said = (page.warning if changed else page.success)[0].value
    assert ("Nur in der neuen Prüfung" in said) == changed


def test_a_broken_pdf_is_refused_with_a_remedy() -> None:
    page = start("de")
    page.file_uploader(key="upload").upload("skript.pdf", b"%PDF-1.7\n", "application/pdf").run()

    assert not page.exception
    assert "speichern Sie sie neu" in page.error[0].value
    assert not page.session_state["canvas"]


def test_report_and_poster_can_be_downloaded() -> None:
    page = start("de", sample("uhrenatelier.de.yaml"))
    labels = [button.label for button in page.get("download_button")]

    assert not page.exception
    assert len(labels) >= 8


HOSTILE = (
    "<img src=x onerror=alert(1)> [hier](https://example.invalid) ![x](https://example.invalid/x.png)"
    " :red[rot] $x^2$ `code` \u202egnp.exe 👩‍👩‍👧‍👦"
)


@pytest.mark.parametrize("block", ["channels", "revenue_streams", ""])
def test_hostile_words_in_any_field_stay_words(block: str) -> None:
    """Name, note, details, facts, links, answers, versions: nothing of it becomes markup."""
    canvas = {
        "canvas": 1,
        "name": HOSTILE,
        "blocks": {
            "channels": [{"id": "a", "text": HOSTILE, "details": HOSTILE, "links": [HOSTILE]}],
            "revenue_streams": [
                {"id": "r", "text": HOSTILE + " 2", "facts": {"share": 40}},
                {"id": "r2", "text": "Verkauf", "facts": {"share": 90}},
            ],
            "customer_segments": [{"id": "s", "text": HOSTILE + " 3"}],
        },
        "answers": [{"rule": "shares-off-hundred", "kind": "intended", "reason": HOSTILE}],
    }
    page = start("de", json.dumps(canvas))
    page.session_state["block"] = block
    page.run()
    assert not page.exception
    page.switch_page("advisor/pages/draft_page.py").run()
    name = next(i for i in page.text_input if (i.key or "").startswith("version_name"))
    name.set_value(HOSTILE[:80]).run()
    page.button(key="keep_version").click().run()
    assert not page.exception
    said = [shown(page)]
    page.switch_page("advisor/pages/canvas_page.py").run()
    said.append(shown(page))
    labels = [*(b.label for b in page.button), *(b.label for b in page.checkbox)]
    for text in (*said, *labels):
        assert not re.search(r"(?<!\\)<img", text)
        assert "](https" not in text
        assert ":red[" not in text
        assert "\u202e" not in text
