from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.cli import build_parser, language_of, main
from advisor.rulebook.loader import load_rulebook
from advisor.texts import words
from advisor.vocabulary import rules_folder
from tests.conftest import rule_tree

PROMISE = {"id": "watch", "text": "A watch people notice", "tags": ["brand_status"]}
RISK: dict[str, Any] = {
    "value_propositions": [PROMISE],
    "cost_structure": {"tags": ["cost_driven"]},
}
CONTRADICTION = {**RISK, "cost_structure": {"tags": ["cost_driven", "premium_value_proposition"]}}
RULE = "premium-promise-on-low-cost-base"
KEYS = [
    *("version", "file", "canvas", "language", "fingerprint", "rulebook", "findings"),
    *("questions", "strengths", "patterns", "answers", "outcomes", "scores", "tags_read"),
]
FINDING_KEYS = [
    *("id", "rule", "severity", "basis", "leads", "root_cause", "blocks", "notes", "related"),
    *("tags", "quotes", "title", "message", "why", "fixes", "source", "line"),
]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def canvas(tmp_path: Path) -> Any:
    def write(file: str, blocks: dict[str, Any], **rest: Any) -> str:
        path = tmp_path / file
        path.write_text(json.dumps({"canvas": 1, **rest, "blocks": blocks}), encoding="utf-8")
        return str(path)

    return write


def objects(out: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.splitlines()]


def test_json_has_every_promised_key_first_and_in_order(canvas, capsys):
    file = canvas("a.json", RISK, name="Watches")

    main(["check", file, "--format", "json"])

    (report,) = objects(capsys.readouterr().out)
    assert list(report)[: len(KEYS)] == KEYS
    assert (report["version"], report["file"], report["canvas"]) == (1, file, "Watches")
    assert list(report["rulebook"]) == ["version", "sha256", "rule_set"]
    assert list(report["outcomes"]) == ["fired", "passed", "not_applicable", "unknown"]
    assert sum(report["outcomes"].values()) == len(load_rulebook().rules)
    finding = next(one for one in report["findings"] if one["rule"] == RULE)
    assert list(finding)[: len(FINDING_KEYS)] == FINDING_KEYS
    assert finding["quotes"] == ["A watch people notice"]
    assert "“A watch people notice”" in finding["message"]


def test_json_is_one_line_per_canvas_in_the_order_given(canvas, capsys):
    files = [canvas("b.json", RISK), canvas("a.json", {})]

    main(["check", *files, "--format", "json"])

    assert [one["file"] for one in objects(capsys.readouterr().out)] == files


def test_line_names_where_the_note_stands(tmp_path, capsys):
    file = tmp_path / "a.yaml"
    file.write_text(
        "canvas: 1\nblocks:\n  cost_structure: {tags: [cost_driven]}\n  value_propositions:\n"
        "    - text: Plain\n    - {text: Watch, tags: [brand_status]}\n"
    )

    main(["check", str(file), "--format", "json"])

    (report,) = objects(capsys.readouterr().out)
    assert [f["line"] for f in report["findings"] if f["rule"] == RULE] == [6]


@pytest.mark.parametrize(
    ("blocks", "fail_on", "status"),
    [
        (CONTRADICTION, "contradiction", 1),
        (CONTRADICTION, "hint", 1),
        (CONTRADICTION, "never", 0),
        (RISK, "contradiction", 0),
        (RISK, "risk", 1),
        ({}, "hint", 0),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "sarif", "markdown"])
def test_exit_status_follows_the_heaviest_finding_that_counts(
    canvas, blocks, fail_on, status, form
):
    file = canvas("a.json", blocks)

    assert main(["check", file, "--fail-on", fail_on, "--format", form]) == status


def test_contradiction_is_the_default_to_fail_on(canvas):
    assert main(["check", canvas("a.json", CONTRADICTION)]) == 1


def test_answered_finding_does_not_count(canvas, capsys):
    answer = {"rule": RULE, "notes": ["watch"], "kind": "intended", "reason": "Handwork abroad"}
    file = canvas("a.json", CONTRADICTION, answers=[answer])

    assert main(["check", file, "--format", "json"]) == 0

    (report,) = objects(capsys.readouterr().out)
    (finding,) = [one for one in report["findings"] if one["rule"] == RULE]
    assert finding["leads"] is False
    assert finding["answered"] == {"kind": "intended", "reason": "Handwork abroad"}
    assert report["answers"] == [{**answer, "tags": [], "applies": True}]


def test_unreadable_files_are_named_with_line_and_column_and_the_rest_is_checked(
    canvas, tmp_path, capsys
):
    broken = tmp_path / "broken.yaml"
    broken.write_text("canvas: 1\nblocks:\n  chanels: [Shop]\n")
    good = canvas("good.json", CONTRADICTION)

    assert main(["check", str(broken), good, str(tmp_path / "none"), "--format", "json"]) == 2

    out, err = capsys.readouterr()
    assert [one["file"] for one in objects(out)] == [good]
    first, second = err.splitlines()
    assert first.startswith(f"{broken}:3:3: ")
    assert "channels" in first
    assert second == f"{tmp_path / 'none'}: there is no such file."


def test_unreadable_beats_findings_even_with_fail_on_never(tmp_path):
    assert main(["check", str(tmp_path / "none"), "--fail-on", "never"]) == 2


def test_folder_is_refused_with_what_to_do(tmp_path, capsys):
    assert main(["check", f"{tmp_path}/"]) == 2

    assert capsys.readouterr().err == (
        f"{tmp_path}: this is a folder. "
        f"Please name the files in it, for example {tmp_path}/*.yaml\n"
    )


def test_large_file_is_refused_without_being_opened(tmp_path, monkeypatch, capsys):
    file = tmp_path / "large.json"
    with file.open("wb") as stream:
        stream.truncate(limits.IMPORT_BYTES + 1)
    monkeypatch.setattr(Path, "open", lambda *_, **__: pytest.fail("opened"))

    assert main(["check", str(file)]) == 2

    assert "10,000,001 bytes" in capsys.readouterr().err


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_standard_input_is_read_for_a_dash(monkeypatch, capsys, form):
    text = json.dumps({"canvas": 1, "blocks": RISK})
    if form == "yaml":
        text = "canvas: 1\nblocks:\n  channels: [Shop]\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))

    assert main(["check", "-", "--format", "json"]) == 0

    assert objects(capsys.readouterr().out)[0]["file"] == "-"


def test_unknown_rule_set_names_those_there_are(canvas, capsys):
    assert main(["check", canvas("a.json", {}), "--rule-set", "foundr"]) == 2
    assert "“foundr”" in (err := capsys.readouterr().err)
    assert "founder" in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "„check“"),
        (["check"], "es fehlt: FILE"),
        (["check", "a", "--format"], "--format braucht einen Wert"),
        (["check", "a", "--colour"], "mehr wird hier nicht erwartet: --colour"),
        (["check", "a", "--form", "json"], "mehr wird hier nicht erwartet: --form json"),
        (["convert", "a"], "es fehlt: --to"),
    ],
)
def test_wrong_call_is_explained_in_the_language_asked_for(capsys, arguments, said):
    with pytest.raises(SystemExit) as error:
        main([*arguments, "--lang", "de"])

    assert error.value.code == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.startswith("Aufruf: ")


@pytest.mark.parametrize("command", [[], ["check"], ["rules"], ["rules", "test"], ["convert"]])
def test_help_speaks_both_languages(capsys, command):
    said = []
    for language in ("de", "en"):
        with pytest.raises(SystemExit) as error:
            main([*command, "--help", "--lang", language])
        assert error.value.code == 0
        said.append(capsys.readouterr().out)

    german, english = said
    assert "Optionen:" in german
    assert "usage:" not in german
    assert "options:" in english


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "de_AT.UTF-8"}, "de"),
        ([], {"LANG": "de_DE.UTF-8", "LC_ALL": "C"}, "en"),
        ([], {"LANG": "fr_FR.UTF-8"}, "en"),
        (["--lang", "en"], {"LANG": "de_DE.UTF-8"}, "en"),
        (["--lang=de"], {}, "de"),
        (["--lang"], {"LANG": "de"}, "de"),
        (["--", "--lang", "de"], {}, "en"),
    ],
)
def test_language_is_asked_for_or_taken_from_the_environment(arguments, environment, language):
    assert language_of(arguments, environment) == language


def test_findings_are_told_in_the_language_asked_for(canvas, capsys):
    main(["check", canvas("a.json", RISK), "--format", "json", "--lang", "de"])

    (report,) = objects(capsys.readouterr().out)
    assert report["language"] == "de"
    assert "„A watch people notice“" in report["findings"][0]["message"] + json.dumps(
        report, ensure_ascii=False
    )


def test_own_rules_are_checked_as_well(canvas, tmp_path, capsys):
    folder = own_rule(tmp_path, "too-few-channels")
    file = canvas("a.json", {"channels": ["Shop"]})

    main(["check", file, "--rules", str(folder), "--format", "json"])

    (report,) = objects(capsys.readouterr().out)
    assert "too-few-channels" in [one["rule"] for one in report["findings"]]


def test_broken_own_rules_are_named_and_nothing_is_checked(canvas, tmp_path, capsys):
    folder = own_rule(tmp_path, "too-few-channels", tag="awarenes")

    assert main(["check", canvas("a.json", {}), "--rules", str(folder)]) == 2

    out, err = capsys.readouterr()
    assert out == ""
    assert f"{folder / 'too-few-channels.yaml'}:3:" in err
    assert "“awareness”" in err


def test_missing_rules_folder_is_an_error(canvas, tmp_path, capsys):
    assert main(["check", canvas("a.json", {}), "--rules", str(tmp_path / "no")]) == 2

    assert "no such folder" in capsys.readouterr().err


def test_own_rule_that_cannot_be_opened_is_an_error(canvas, tmp_path, capsys):
    (tmp_path / "own" / "odd.yaml").mkdir(parents=True)

    assert main(["check", canvas("a.json", {}), "--rules", str(tmp_path / "own")]) == 2

    assert "odd.yaml: cannot be opened" in capsys.readouterr().err


def test_every_form_is_the_same_for_the_same_canvas(canvas, capsys):
    for form in ("text", "json", "sarif", "markdown"):
        file = canvas("a.json", CONTRADICTION)
        main(["check", file, "--format", form])
        once = capsys.readouterr().out
        main(["check", file, "--format", form])
        assert capsys.readouterr().out == once


def test_escape_sequences_reach_neither_output_nor_error(canvas, tmp_path, capsys):
    note = {**PROMISE, "text": "\x1b[31mred\x1b[0m \x9b2J\u202eback"}
    good = canvas("a.json", {**RISK, "value_propositions": [note]}, name="\x1b]0;title\x07")
    bad = canvas("b.json", {"\x1b[2Jblock": []})
    for form in ("text", "json", "sarif", "markdown"):
        main(["check", good, bad, str(tmp_path / "\x1b[2J"), "--format", form])

    out, err = capsys.readouterr()
    assert not {"\x1b", "\x9b", "\x07"} & {*out, *err}


# --- rules --------------------------------------------------------------------------------------


def own_rule(tmp_path: Path, name: str, *, tag: str = "awareness", places: str = "shop") -> Path:
    folder = tmp_path / "own"
    folder.mkdir(exist_ok=True)
    texts = "{title: Title, message: Message, why: Why, fixes: [Fix]}"
    (folder / f"{name}.yaml").write_text(
        f"id: {name}\nseverity: hint\n"
        f"when: {{any: [{{has: {{channels: {tag}}}}}, {{some: {{in: channels}}}}]}}\n"
        f"source: Somebody 2020\ntexts: {{de: {texts}, en: {texts}}}\n"
        "examples:\n  fires:\n    - name: one shop\n"
        "      canvas: {channels: [{id: shop, text: 24}]}\n"
        f"      places: [{places}]\n"
        "  silent:\n    - {name: nothing, canvas: {}}\n"
    )
    return folder


def test_rules_are_listed_by_theme(capsys):
    assert main(["rules"]) == 0
    bare = capsys.readouterr().out
    assert main(["rules", "list"]) == 0
    assert capsys.readouterr().out == bare
    assert all(rule.id in bare for rule in load_rulebook().rules)


@pytest.mark.parametrize("order", [["--format", "json", "list"], ["list", "--format", "json"]])
def test_rules_are_listed_as_json_lines(capsys, order):
    main(["rules", *order])

    listed = objects(capsys.readouterr().out)
    assert [one["id"] for one in listed] == [rule.id for rule in load_rulebook().rules]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("rule", [rule.id for rule in load_rulebook().rules])
def test_every_rule_can_be_shown_as_people_will_read_it(capsys, rule, language):
    assert main(["rules", "show", rule, "--lang", language]) == 0

    out = capsys.readouterr().out
    assert words(language)("report.source", source="").strip() in out
    assert "{" not in out
    assert all(len(line) <= 80 for line in out.splitlines())


def test_unknown_rule_names_the_closest(capsys):
    assert main(["rules", "show", "premium-promise-on-low-cost"]) == 2

    assert RULE in capsys.readouterr().err


def test_rules_test_runs_the_examples_of_a_folder(tmp_path, capsys):
    assert main(["rules", "test", str(own_rule(tmp_path, "few"))]) == 0

    out = capsys.readouterr().out
    assert "passed   few (2 examples)" in out
    assert out.endswith("Passed: 1, failed: 0, unreadable: 0.\n")


def test_rules_test_says_what_differs(tmp_path, capsys):
    folder = own_rule(tmp_path, "few", places="kiosk")

    assert main(["rules", "test", str(folder)]) == 1

    out = capsys.readouterr().out
    assert "FAILED   few" in out
    assert "line 8, “one shop”: places expected kiosk, got shop" in " ".join(out.split())


def test_rules_test_as_json_tells_failures(tmp_path, capsys):
    main(["rules", "test", str(own_rule(tmp_path, "few", places="kiosk")), "--format", "json"])

    (result,) = objects(capsys.readouterr().out)
    assert result["passed"] is False
    assert result["failures"] == [
        {"example": "one shop", "line": 8, "what": "places", "expected": ["kiosk"], "got": ["shop"]}
    ]


def test_rules_test_goes_on_after_a_file_it_cannot_read(tmp_path, capsys):
    folder = own_rule(tmp_path, "few", places="kiosk")
    own_rule(tmp_path, "broken", tag="awarenes")

    assert main(["rules", "test", str(folder)]) == 2

    out, err = capsys.readouterr()
    assert "broken.yaml:3:" in err
    assert "Passed: 0, failed: 1, unreadable: 1." in out


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("{channels: [{id: shop, text: 24}]}", "{chanels: [Shop]}", "9:16"),
        ("text: 24", "text: 24, tags: [awarenes]", "9:55"),
        ("places: [shop]", "place: [shop]", "10:7"),
    ],
)
def test_error_in_an_example_names_its_place_in_the_rule_file(
    tmp_path, capsys, before, after, place
):
    file = own_rule(tmp_path, "few") / "few.yaml"
    file.write_text(file.read_text().replace(before, after))

    assert main(["rules", "test", str(file)]) == 2

    assert f"{file}:{place}: " in capsys.readouterr().err


def test_rules_test_of_a_folder_without_rules_is_an_error(tmp_path):
    assert main(["rules", "test", str(tmp_path)]) == 2


def test_rules_test_takes_the_folder_that_ships(capsys):
    assert main(["rules", "test", str(rules_folder())]) == 0

    assert f"Passed: {len(load_rulebook().rules)}, failed: 0" in capsys.readouterr().out


# --- convert ------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_converted_canvas_is_the_same_canvas(canvas, capsys, form):
    file = canvas("a.json", CONTRADICTION, name="Wärme")

    assert main(["convert", file, "--to", form]) == 0

    out = capsys.readouterr().out
    assert read_canvas(out, f"b.{form}").canvas == read_canvas(Path(file).read_bytes()).canvas


def test_converted_table_has_a_row_per_note_and_no_formula(canvas, capsys):
    notes = [
        {"id": "a", "text": "=HYPERLINK(1)", "facts": {"share": 70}, "links": ["+x"]},
        {"id": "@b", "text": "\tTab", "details": "two\nlines", "tags": ["usage_fee"]},
    ]
    main(["convert", canvas("a.json", {"revenue_streams": notes}), "--to", "csv"])

    head, first, second = csv.reader(io.StringIO(capsys.readouterr().out))
    assert head == ["block", "id", "text", "details", "tags", "facts", "links"]
    assert first == ["revenue_streams", "a", "'=HYPERLINK(1)", "", "", "share=70", "'+x"]
    assert second[1:5] == ["'@b", "'\tTab", "two\nlines", "usage_fee"]


def test_converted_document_shows_notes_word_for_word(canvas, capsys):
    markdown_it = pytest.importorskip("markdown_it")
    text = "1. <b>bold</b> [link](http://x.example) | `code`"
    main(["convert", canvas("a.json", {"channels": [text]}), "--to", "md", "--lang", "de"])

    html = markdown_it.MarkdownIt().enable("table").render(capsys.readouterr().out)
    assert "<h2>Kanäle</h2>" in html
    assert "<li>1. &lt;b&gt;bold&lt;/b&gt; [link](http://x.example) | `code`</li>" in html


def test_what_cannot_be_read_is_not_converted(tmp_path):
    assert main(["convert", str(tmp_path), "--to", "json"]) == 2
    assert main(["convert", str(tmp_path / "none"), "--to", "json"]) == 2


# --- as a program -------------------------------------------------------------------------------


def test_command_line_starts_without_streamlit_and_plotly(canvas):
    code = (
        "import sys\nfrom advisor.__main__ import main\nsys.argv[1:] = ['check', sys.argv[1]]\n"
        "main()\nprint(sorted({'streamlit', 'plotly', 'pandas', 'numpy'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, canvas("a.json", RISK)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.endswith("[]\n")


def test_program_writes_utf8_whatever_the_locale_and_gives_the_status(canvas):
    done = subprocess.run(
        [sys.executable, "-X", "utf8=0", "-m", "advisor", "check", canvas("a.json", CONTRADICTION)],
        capture_output=True,
        env={"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"},
        cwd=Path(__file__).parent.parent,
        check=False,
    )
    assert done.returncode == 1, done.stderr
    assert "“A watch people notice”" in done.stdout.decode()


def test_closed_pipe_changes_no_exit_status(canvas):
    process = subprocess.Popen(
        [sys.executable, "-m", "advisor", "check", *[canvas("a.json", CONTRADICTION)] * 30],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=Path(__file__).parent.parent,
    )
    assert process.stdout
    process.stdout.close()
    _, err = process.communicate()
    assert (process.returncode, err) == (1, b"")


def test_program_is_named_as_it_was_called(monkeypatch):
    monkeypatch.setattr("sys.argv", ["/usr/bin/stimmig"])
    assert build_parser(words("en")).prog == "stimmig"
    monkeypatch.setattr("sys.argv", ["/x/advisor/__main__.py"])
    assert build_parser(words("en")).prog == "python -m advisor"


def test_read_gives_one_object_a_line_with_words_and_offsets(canvas, capsys):
    file = canvas("a.json", {"revenue_streams": [{"id": "r", "text": "Monatsabo"}]}, language="de")

    assert main(["read", file, "--format", "json"]) == 0

    (first, *_) = objects(capsys.readouterr().out)
    assert list(first)[:6] == ["block", "note", "start", "end", "words", "tag"]
    assert (first["words"], first["tag"]) == ("Monatsabo", "subscription_fee")


def test_read_tells_people_what_was_read_and_refuses_what_is_no_canvas(canvas, capsys, tmp_path):
    file = canvas("a.json", {"revenue_streams": ["Monatsabo"]}, language="de")
    assert main(["read", "--lang", "de", file]) == 0
    assert "„Monatsabo“" in capsys.readouterr().out
    (tmp_path / "b.json").write_text("[]", encoding="utf-8")
    assert main(["read", str(tmp_path / "b.json")]) == 2


def test_check_reads_free_text_and_lists_the_tags(canvas, capsys):
    file = canvas("a.json", {"revenue_streams": ["Monatsabo"]}, language="de")

    main(["check", file, "--format", "json"])

    (report,) = objects(capsys.readouterr().out)
    assert report["tags_read"]["revenue_type"] == ["subscription_fee"]


def test_own_rules_are_listed_and_shown_beside_those_that_ship(tmp_path, capsys):
    rule = rule_tree({"has": {"channels": "purchase"}}, "my-own-rule")
    (tmp_path / "my-own-rule.yaml").write_text(json.dumps(rule), encoding="utf-8")
    assert main(["rules", "list", "--rules", str(tmp_path), "--format", "json"]) == 0
    assert "my-own-rule" in [one["id"] for one in objects(capsys.readouterr().out)]
    assert main(["rules", "show", "my-own-rule", "--rules", str(tmp_path)]) == 0
    assert main(["rules", "list", "--rules", str(tmp_path)]) == 0
    assert "my-own-rule" in capsys.readouterr().out
    assert main(["rules", "show", "my-own-rule"]) == 2
    assert main(["rules", "list", "--rules", str(tmp_path / "nowhere")]) == 2


@pytest.mark.parametrize("form", ["md", "csv"])
def test_what_was_exported_can_be_checked_again(canvas, capsys, tmp_path, form):
    file = canvas("a.json", RISK, name="Watches")
    assert main(["convert", file, "--to", form]) == 0
    exported = tmp_path / f"watches.{form}"
    exported.write_text(capsys.readouterr().out, encoding="utf-8")

    assert main(["check", str(exported), "--format", "json"]) == 0

    assert objects(capsys.readouterr().out)[0]["file"] == str(exported)
