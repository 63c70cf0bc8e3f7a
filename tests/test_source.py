"""The one door for files: plain data with positions, or a refusal."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest

from advisor import limits
from advisor.canvas_file import read_canvas
from advisor.positions import Place
from advisor.source import SourceError, closest, read_source


def refusal(data: bytes | str, name: str = "") -> tuple[str, Place | None]:
    with pytest.raises(SourceError) as error:
        read_source(data, name)
    (problem,) = error.value.problems
    return problem.code, problem.place


def best_of_five(call: Callable[[], Any]) -> float:
    """Milliseconds of the fastest of five calls.

    The fastest, because on a busy machine the others measure the neighbours.
    """
    times = []
    for _ in range(5):
        start = time.perf_counter()
        call()
        times.append(time.perf_counter() - start)
    return min(times) * 1000


HONEST = "canvas: 1\nblocks:\n  channels:\n" + "".join(
    f"    - text: Note {number}\n" for number in range(100)
)
"""A canvas of a hundred notes in one block: one or two milliseconds on a fast machine."""
DEEP = 20_000
BOMB = "a: &a [x, x]\n" + "".join(
    f"{b}: &{b} [*{a}, *{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
)

REFUSED: dict[str, tuple[bytes | str, str]] = {
    "alias bomb": (BOMB, "anchor"),
    "alias without anchor": ("a: *nowhere", "anchor"),
    "merge key with an alias": ("a: &a {x: 1}\nb:\n  <<: *a\n", "anchor"),
    "deep flow lists in JSON": ("[" * DEEP, "too_deep"),
    "deep flow lists in JSON, closed": ("[" * DEEP + "]" * DEEP, "too_deep"),
    "deep objects in JSON": ('{"a":' * DEEP + "1" + "}" * DEEP, "too_deep"),
    "deep flow lists in YAML": ("a: " + "[" * DEEP, "broken_yaml"),
    "deep flow maps in YAML": ("a: " + "{b: " * DEEP, "too_deep"),
    "deep block lists": ("- " * DEEP + "x", "too_deep"),
    "deep block maps": ("\n".join(" " * i + "a:" for i in range(1_300)), "too_deep"),
    "deep complex keys": ("? " * DEEP + "x", "key_not_text"),
    "billion laughs without aliases": ('{"a":[' * 9_999 + "]}" * 9_999, "too_deep"),
    "object tag": ('!!python/object/apply:os.system ["echo"]', "tag"),
    "object tag behind a key": ('a: !!python/object/apply:os.system ["echo"]', "tag"),
    "object tag written out": (
        "a: !<tag:yaml.org,2002:python/object/apply:os.system> [echo]",
        "tag",
    ),
    "object tag by a directive": ("%TAG ! tag:yaml.org,2002:\n---\na: !str x", "tag"),
    "duplicate key": ("a: 1\na: 2\n", "duplicate_key"),
    "duplicate key in JSON": ('{"a": 1, "a": 2}', "duplicate_key"),
    "duplicate key written differently": ('a: 1\n"a": 2\n', "duplicate_key"),
    "160,000 nodes in one line": ("a: [" + "x," * 160_000 + "]", "too_many_nodes"),
    "160,000 nodes, one a line": ("a:\n" + "- x\n" * 160_000, "too_many_nodes"),
    "160,000 nodes in JSON": ('{"a":[' + "1," * 159_999 + "1]}", "too_many_nodes"),
    "many empty lists in JSON": ("[" + "[]," * 25_000 + "[]]", "too_many_nodes"),
    "huge scalar": ("a: " + "x" * 2_000_000, "too_large"),
    "50 MB": (b"x" * 50_000_000, "too_large"),
    "NaN": ('{"a": NaN}', "not_a_number"),
    "Infinity": ('{"a": Infinity}', "not_a_number"),
    "-Infinity": ('{"a": -Infinity}', "not_a_number"),
    "a whole number of 5,000 digits": ('{"a": ' + "1" * 5_000 + "}", "not_a_number"),
    "lone surrogate": ("a: \ud800", "not_utf8"),
    "lone surrogate escaped in JSON": ('{"a": "\\ud800"}', "not_utf8"),
    "lone surrogate escaped in a JSON key": ('{"\\uDFFF": 1}', "not_utf8"),
    "lone surrogate escaped in YAML": ('a: "\\ud800"', "broken_yaml"),
    "NUL": ("a: \0", "broken_yaml"),
    "NUL in JSON": ('{"a": "\0"}', "broken_json"),
    "Latin-1": ("a: Käse".encode("latin-1"), "not_utf8"),
    "UTF-16 without a mark": ("a: 1".encode("utf-16-le"), "broken_yaml"),
    "half of a UTF-16 pair": (b"\xff\xfea", "not_utf8"),
    "two documents": ("a: 1\n---\nb: 2\n", "many_documents"),
    "list as a key": ("? [a]\n: b", "key_not_text"),
    "unclosed quote": ('a: "b', "broken_yaml"),
    "unclosed brace in JSON": ('{"a": 1', "broken_json"),
}

HARMLESS: dict[str, tuple[bytes | str, Any]] = {
    "merge key without an alias": ("<<: {x: 1}", {"<<": {"x": 1}}),
    "not a number": ("a: .nan", {"a": ".nan"}),
    "infinity": ("a: .inf", {"a": ".inf"}),
    "far too large a number": ("a: 1e999", {"a": "1e999"}),
    "NUL escaped": ('{"a": "\\u0000"}', {"a": "\0"}),
    "byte order mark": ("\ufeffa: 1".encode(), {"a": 1}),
    "byte order mark before JSON": ('\ufeff{"a": 1}'.encode(), {"a": 1}),
    "UTF-16": ("a: Käse".encode("utf-16"), {"a": "Käse"}),
    "surrogates that make a pair": ('{"a": "\\ud83d\\ude00"}', {"a": "\N{GRINNING FACE}"}),
    "code in a text": (
        'a: __import__("os").system("echo")',
        {"a": '__import__("os").system("echo")'},
    ),
    "code in a template": ("a: '{{7*7}} ${x} {0.__class__}'", {"a": "{{7*7}} ${x} {0.__class__}"}),
    "nothing": (b"", None),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_hostile_files_cost_no_more_than_a_large_honest_one(data: bytes | str, code: str) -> None:
    assert refusal(data)[0] == code

    def read() -> None:
        with pytest.raises(SourceError):
            read_canvas(data)

    assert best_of_five(read) < 4 * best_of_five(lambda: read_canvas(HONEST))


@pytest.mark.parametrize(("data", "value"), HARMLESS.values(), ids=HARMLESS)
def test_odd_files_are_harmless_plain_data(data: bytes | str, value: Any) -> None:
    assert read_source(data).value == value
    assert best_of_five(lambda: read_source(data)) < 4 * best_of_five(lambda: read_source(HONEST))


@pytest.mark.parametrize("number", ["1e999", "-1e999", "1.0e999"])
@pytest.mark.parametrize(
    "form",
    [
        '{{"canvas": 1, "facts": {{"revenue_total": {0}}}}}',
        "canvas: 1\nfacts:\n  revenue_total: {0}\n",
    ],
)
def test_an_infinite_number_is_no_fact(number: str, form: str) -> None:
    with pytest.raises(SourceError) as error:
        read_canvas(form.format(number))
    assert error.value.problems[0].code == "wrong_fact"


@pytest.mark.parametrize("depth", [20, 400, 900, 990, 1_500])
@pytest.mark.parametrize(
    "form",
    [
        '{{"canvas": 1, "name": {0}}}',
        '{{"canvas": 1, "facts": {{"stage": {0}}}}}',
        '{{"canvas": 1, "blocks": {{"channels": {0}}}}}',
        '{{"canvas": 1, "blocks": {{"channels": [{{"text": {0}, "id": {0}}}]}}}}',
    ],
)
def test_nesting_is_never_more_than_a_refusal(form: str, depth: int) -> None:
    with pytest.raises(SourceError):
        read_canvas(form.format("[" * depth + "]" * depth))


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("-12", -12),
        ("+3", 3),
        ("1.10", 1.1),
        ("1.", 1.0),
        ("2.5e-3", 0.0025),
        ("no", "no"),
        ("on", "on"),
        ("Yes", "Yes"),
        ("TRUE", "TRUE"),
        ("007", "007"),
        ("0x1F", "0x1F"),
        ("1_000", "1_000"),
        ("12:30", "12:30"),
        ("2024-05-01", "2024-05-01"),
        ("1e3", "1e3"),
        ("9" * 16, "9" * 16),
        ("'true'", "true"),
        ('"12"', "12"),
    ],
)
def test_only_true_false_null_and_plain_numbers_are_read_as_such(word: str, value: Any) -> None:
    read = read_source(f"a: {word}").value["a"]
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize("word", ["true", "1.10", "2024", "~"])
def test_what_stood_in_place_of_a_bare_word_is_kept(word: str) -> None:
    assert read_source(f"a: [{word}]").raw == {("a", 0): word}
    assert read_source(f"a: ['{word}']").raw == {}


@pytest.mark.parametrize(
    ("data", "name", "value"),
    [
        ('{"a": 1}', "", {"a": 1}),
        ('{"a": 1}', "x.json", {"a": 1}),
        ('{"a": 1}', "x.yaml", {"a": 1}),
        ("{a: 1}", "", {"a": 1}),
        (' \n {"a": 1}', "", {"a": 1}),
        ('["a"]', "", ["a"]),
        ("[a]", "", ["a"]),
    ],
)
def test_form_is_told_from_the_name_or_else_the_text(data: str, name: str, value: Any) -> None:
    assert read_source(data, name).value == value


def test_a_file_named_json_is_not_read_as_yaml() -> None:
    assert refusal("a: 1", "x.JSON") == ("broken_json", Place(1, 1))


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        ("a:\n  - b\n  - &x c\n", "anchor", (3, 5)),
        ("a:\n  - b\n  - *x\n", "anchor", (3, 5)),
        ("a:\n  b: !t c\n", "tag", (2, 6)),
        ("a: 1\nb:\n  c: 1\n  c: 2\n", "duplicate_key", (4, 3)),
        ("a: 1\n---\nb: 2\n", "many_documents", (2, 1)),
        ("a: 1\n  b: 2\n", "broken_yaml", (2, 4)),
        ('{"a": 1,\n "b": }', "broken_json", (2, 7)),
        ("a: " + "[" * 20, "too_deep", (1, 19)),
    ],
)
def test_a_refusal_says_where(data: str, code: str, place: tuple[int, int]) -> None:
    assert refusal(data) == (code, place)


@pytest.mark.parametrize("form", ["yaml", "json"])
def test_the_byte_limit_is_exact(form: str) -> None:
    before, after = ("a: ", "") if form == "yaml" else ('{"a": "', '"}')
    fits = before + "x" * (limits.FILE_BYTES - len(before) - len(after)) + after
    assert read_source(fits).value["a"].startswith("xxx")
    assert refusal(before + "x" + fits[len(before) :])[0] == "too_large"


def test_the_byte_limit_counts_bytes_not_characters() -> None:
    assert refusal("a: " + "ä" * (limits.FILE_BYTES // 2))[0] == "too_large"


def test_the_depth_limit_is_exact() -> None:
    fits = "[" * limits.DEPTH + "]" * limits.DEPTH
    assert read_source(fits, "x.yaml").value == eval(fits)  # noqa: S307  # our own brackets
    assert refusal(f"[{fits}]", "x.yaml")[0] == "too_deep"


def test_the_node_limit_is_exact() -> None:
    fits = "- x\n" * (limits.NODES - 1)  # and the list itself
    assert len(read_source(fits).value) == limits.NODES - 1
    assert refusal(fits + "- x\n")[0] == "too_many_nodes"


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("awarenes", "awareness"), ("Awareness ", "awareness"), ("zzz", ""), (7, ""), ("", "")],
)
def test_the_closest_word_is_near_or_none(word: object, nearest: str) -> None:
    assert closest(word, ["awareness", "evaluation"]) == nearest


def test_looking_for_the_closest_word_of_a_monster_is_quick() -> None:
    assert best_of_five(lambda: closest("x" * 900_000, ["awareness"] * 76)) < 10


def test_an_error_names_file_and_place_for_logs() -> None:
    with pytest.raises(SourceError, match=r"^x\.yaml:2:1 duplicate_key \{'key': 'a'\}$"):
        read_source("a: 1\na: 2", "x.yaml")
