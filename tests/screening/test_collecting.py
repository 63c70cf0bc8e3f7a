from __future__ import annotations

import io
import os
import random
import zipfile
from pathlib import Path

import pytest

from advisor import limits
from advisor.screening.collecting import collect, count, folder_team
from advisor.screening.submission import Screened, Submission
from tests.screening.conftest import canvas_bytes


def packed(entries: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return out.getvalue()


def encrypted(name: str, data: bytes) -> bytes:
    """A zip whose only entry is marked as encrypted."""
    plain = bytearray(packed({name: data}, zipfile.ZIP_STORED))
    plain[6] |= 1
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    return bytes(plain)


def write(folder: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


def places(found: list[Submission | Screened], root: Path) -> list[str]:
    return [one.path.removeprefix(f"{root.as_posix()}/") for one in found]


def reasons(found: list[Submission | Screened]) -> dict[str, str]:
    return {
        one.path.rsplit("/", 1)[-1]: one.reason if isinstance(one, Screened) else ""
        for one in found
    }


def test_a_folder_gives_its_files_in_order_without_what_nobody_handed_in(tmp_path):
    mine = {"b/x.json": b"1", "a.json": b"2", "b/c/y.json": b"3"}
    left = [".hidden", ".git/config", "__MACOSX/a.json", "b/.DS_Store", "Thumbs.db", "b/~$x.docx"]
    write(tmp_path, {**mine, **dict.fromkeys(left, b"x")})

    found = list(collect([tmp_path]))

    assert places(found, tmp_path) == ["a.json", "b/x.json", "b/c/y.json"]
    assert [one.data for one in found if isinstance(one, Submission)] == [b"2", b"1", b"3"]
    assert [one.team for one in found] == ["", "b", "b"]
    assert all(one.handed_in > 0 for one in found)
    assert count([tmp_path]) == 3


def test_the_folder_of_results_is_not_searched(tmp_path):
    write(tmp_path, {"a.json": b"1", "out/results.jsonl": b"{}\n"})

    assert places(list(collect([tmp_path], leave_out=[tmp_path / "out"])), tmp_path) == ["a.json"]


def test_a_path_given_twice_counts_once_and_equal_files_count_twice(tmp_path):
    write(tmp_path, {"a.json": b"1", "b.json": b"1"})

    found = list(collect([tmp_path / "a.json", tmp_path / "b.json", tmp_path / "a.json"]))

    assert places(found, tmp_path) == ["a.json", "b.json"]
    assert count([tmp_path / "a.json", tmp_path, tmp_path / "b.json"]) == 2


def test_the_team_is_told_by_whoever_knows(tmp_path):
    write(tmp_path, {"Ada_17_file/x.json": b"1"})

    (found,) = collect([tmp_path], lambda inner: inner.split("_")[0])

    assert found.team == "Ada"


@pytest.mark.parametrize(
    ("inner", "team"),
    [("x.json", ""), ("team/x.json", "team"), ("team.zip/a/x.json", "team"), ("", "")],
)
def test_the_first_folder_is_the_team(inner, team):
    assert folder_team(inner) == team


def test_nothing_is_read_before_it_is_asked_for(tmp_path):
    write(tmp_path, {"a.json": b"1", "b.json": b"2"})
    found = collect([tmp_path])
    next(found)
    (tmp_path / "b.json").write_bytes(b"changed")

    (rest,) = found

    assert isinstance(rest, Submission)
    assert rest.data == b"changed"


def test_what_cannot_be_opened_is_named_and_the_batch_goes_on(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SUBMISSION_BYTES", 10)
    write(tmp_path, {"large.json": b"x" * 11, "small.json": b"x" * 10})
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "broken-link").symlink_to(tmp_path / "nowhere")

    found = list(collect([tmp_path, tmp_path / "absent.json"]))

    assert reasons(found) == {
        "broken-link": "missing",
        "large.json": "too_large",
        "pipe": "no_file",
        "small.json": "",
        "absent.json": "missing",
    }
    assert count([tmp_path, tmp_path / "absent.json"]) == 5


def test_a_name_that_is_no_text_can_still_be_written_down(tmp_path):
    (tmp_path / os.fsdecode(b"K\xf6ln.json")).write_bytes(b"1")

    (found,) = collect([tmp_path])

    assert found.path.endswith("/K\\xf6ln.json")
    assert isinstance(found, Submission)
    assert found.data == b"1"


def test_lines_are_submissions_named_by_their_number_in_the_file(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "FILE_BYTES", 20)
    lines = [b'{"canvas": 1}', b"", b"x" * 200, b'{"canvas": 2}\r', b"y" * 21, b"no end"]
    write(tmp_path, {"all.jsonl": b"\n".join(lines)})

    found = list(collect([tmp_path]))

    assert reasons(found) == {
        "all.jsonl:1": "",
        "all.jsonl:3": "too_large",
        "all.jsonl:4": "",
        "all.jsonl:5": "too_large",
        "all.jsonl:6": "",
    }
    assert [one.data for one in found if isinstance(one, Submission)] == [
        *(b'{"canvas": 1}', b'{"canvas": 2}', b"no end")
    ]
    assert [one.details["size"] for one in found if isinstance(one, Screened)] == [201, 22]


# --- zips ---


def test_a_zip_gives_its_entries_with_teams_by_folder(tmp_path):
    entries = {
        "kurs/b/x.json": b"2",
        "kurs/a/x.json": b"1",
        "kurs/a/.DS_Store": b"",
        "kurs/b/": b"",
    }
    write(tmp_path, {"batch.zip": packed({**entries, "__MACOSX/kurs/a/x.json": b""})})

    found = list(collect([tmp_path / "batch.zip"]))

    assert places(found, tmp_path) == ["batch.zip/kurs/a/x.json", "batch.zip/kurs/b/x.json"]
    assert [one.team for one in found] == ["a", "b"]
    assert all(one.handed_in > 0 for one in found)


def test_a_zip_is_told_by_its_content(tmp_path):
    office = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
    write(tmp_path, {"a.docx": office, "b.dat": packed({"x.json": b"1"}), "c.zip": b"PK no zip"})
    write(tmp_path, {"d.docx": b"PK no docx", "e.zip": b"plain"})

    found = list(collect([tmp_path]))

    assert places(found, tmp_path) == ["a.docx", "b.dat/x.json", "c.zip", "d.docx", "e.zip"]
    assert [one.reason for one in found if isinstance(one, Screened)] == ["broken_zip"]


def test_an_entry_that_cannot_be_had_is_named_and_the_others_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "SUBMISSION_BYTES", 50_000)
    monkeypatch.setattr(limits, "CHUNK_BYTES", 10_000)
    damaged = bytearray(packed({"damaged.json": b"0123456789"}, zipfile.ZIP_STORED))
    damaged[damaged.index(b"0123")] = 0
    entries = {
        "bomb.json": b"0" * 40_000,
        "inner.zip": packed({"x.json": b"1"}),
        "office.docx": packed({"[Content_Types].xml": b""}),
        "large.json": os.urandom(50_001),
        "good.json": canvas_bytes(),
        "bomb.jsonl": b"0" * 40_000,
    }
    write(tmp_path, {"batch.zip": packed(entries), "damaged.zip": bytes(damaged)})
    write(tmp_path, {"locked.zip": encrypted("locked.json", b"1"), "none.zip": packed({})})

    found = list(collect([tmp_path]))

    assert reasons(found) == {
        "bomb.json": "bomb",
        "bomb.jsonl": "bomb",
        "inner.zip": "nested_zip",
        "office.docx": "",
        "large.json": "too_large",
        "good.json": "",
        "damaged.json": "broken_entry",
        "locked.json": "encrypted_entry",
    }
    assert count([tmp_path]) == len(found)


@pytest.mark.parametrize(
    ("limit", "value", "reason"),
    [
        ("BATCH_ENTRIES", 2, "batch_entries"),
        ("BATCH_BYTES", 2_999, "batch_bytes"),
        ("SUBMISSION_BYTES", 60, "batch_entries"),  # the list of entries itself is too long
    ],
)
def test_a_zip_beyond_the_limits_is_refused_whole(tmp_path, monkeypatch, limit, value, reason):
    monkeypatch.setattr(limits, limit, value)
    write(tmp_path, {"batch.zip": packed({f"{n}.json": b"x" * 1_000 for n in range(3)})})

    assert reasons(list(collect([tmp_path]))) == {"batch.zip": reason}


def test_names_in_a_zip_are_labels_that_lead_nowhere(tmp_path):
    names = [
        "a/b.json (2)",
        "../../up.json",
        "/etc/passwd",
        "a\\b.json",
        "a/./b.json",
        "..",
        "C:/x.json",
    ]
    write(tmp_path, {"batch.zip": packed(dict.fromkeys(names, b"1"))})

    found = places(list(collect([tmp_path])), tmp_path)

    inside = [
        "?",
        "C:/x.json",
        "a/b.json",
        "a/b.json (2)",
        "a/b.json (2) (2)",
        "etc/passwd",
        "up.json",
    ]
    assert found == [f"batch.zip/{name}" for name in inside]


def test_a_name_written_as_utf8_without_saying_so_is_understood(tmp_path):
    data = packed({"Köln.json": b"1"})
    unmarked = bytearray(data)
    unmarked[7] &= ~8
    unmarked[data.index(b"PK\x01\x02") + 9] &= ~8
    write(tmp_path, {"batch.zip": bytes(unmarked)})

    assert places(list(collect([tmp_path])), tmp_path) == ["batch.zip/Köln.json"]


def test_lines_in_a_zip_are_submissions(tmp_path):
    write(tmp_path, {"batch.zip": packed({"all.jsonl": b"1\n2\n"})})

    found = list(collect([tmp_path]))

    assert places(found, tmp_path) == ["batch.zip/all.jsonl:1", "batch.zip/all.jsonl:2"]


def test_no_damaged_zip_ends_the_batch(tmp_path):
    """Bytes changed anywhere, or the end missing: results or a reason, and never an error."""
    chance = random.Random(7)  # noqa: S311 — the same damage every time
    whole = packed({"a/x.json": canvas_bytes(), "b/all.jsonl": b"1\n2\n", "c.zip": packed({})})
    for _ in range(300):
        data = bytearray(whole[: chance.choice((len(whole), chance.randrange(len(whole))))])
        for _ in range(min(len(data), chance.choice((0, 1, 3, 20)))):
            data[chance.randrange(len(data))] = chance.randrange(256)
        write(tmp_path, {"batch.zip": bytes(data)})

        found = list(collect([tmp_path]))

        assert all(one.reason for one in found if isinstance(one, Screened)), data
        paths = [one.path for one in found]
        assert len(paths) == len(set(paths))
