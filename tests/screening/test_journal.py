from __future__ import annotations

from pathlib import Path

import pytest

from advisor.screening.journal import Journal
from tests.screening.conftest import screened


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "results.jsonl"


def opened(file: Path, rulebook: str = "book", rule_set: str = "coach") -> Journal:
    return Journal(file, rulebook, rule_set)


BOOK = {"rulebook": "book", "rule_set": "coach"}


def test_what_was_written_is_known_again_by_path_and_content(file):
    with opened(file) as journal:
        journal.add(screened("a.json", "risk", sha256="1", **BOOK))
        journal.add(screened("b.json", sha256="1", **BOOK))

    with opened(file) as journal:
        assert len(journal) == 2  # of one content, and yet two
        assert journal.knows("a.json", "1")
        assert not journal.knows("a.json", "2")
        assert not journal.knows("c.json", "1")
        assert journal.get("a.json").count("risk") == 1
        assert [one.path for one in journal] == ["a.json", "b.json"]


@pytest.mark.parametrize("other", [("other", "coach"), ("book", "student")])
def test_what_was_checked_with_other_rules_is_done_anew_and_kept(file, other):
    with opened(file) as journal:
        journal.add(screened("a.json", sha256="1", **BOOK))

    with opened(file, *other) as journal:
        assert not journal.knows("a.json", "1")
        assert len(journal) == 0

    with opened(file) as journal:
        assert journal.knows("a.json", "1")


def test_a_file_that_changed_counts_once_as_it_is_now(file):
    with opened(file) as journal:
        journal.add(screened("a.json", sha256="1", **BOOK))
        journal.add(screened("a.json", "risk", sha256="2", **BOOK))

        assert len(journal) == 1
        assert journal.get("a.json").sha256 == "2"


def test_what_was_not_read_is_known_too(file):
    with opened(file) as journal:
        written = journal.add(screened("a.json", status="unread", reason="empty", sha256=""))

    assert (written.rulebook, written.rule_set) == ("book", "coach")
    with opened(file) as journal:
        assert journal.knows("a.json", "")


@pytest.mark.parametrize("torn", [b'{"path": "b.json", "sha', b"\xff\x00", b"{}"])
def test_a_torn_last_line_is_dropped_and_the_next_is_whole(file, torn):
    with opened(file) as journal:
        journal.add(screened("a.json", sha256="1", **BOOK))
    whole = file.read_bytes()
    file.write_bytes(whole + torn)

    with opened(file) as journal:
        assert len(journal) == 1
        assert file.read_bytes() == whole
        journal.add(screened("b.json", sha256="2", **BOOK))

    with opened(file) as journal:
        assert [one.path for one in journal] == ["a.json", "b.json"]


@pytest.mark.parametrize("line", [b"no json\n", b"[]\n", b"{}\n", b"\n", b"null\n"])
def test_a_line_of_somebody_else_is_passed_over(file, line):
    file.write_bytes(line)

    with opened(file) as journal:
        assert len(journal) == 0
        journal.add(screened("a.json", sha256="1", **BOOK))
        assert journal.get("a.json").path == "a.json"


def test_a_result_can_be_read_by_others_at_once(file):
    with opened(file) as journal:
        journal.add(screened("a.json", **BOOK))

        assert file.read_bytes().endswith(b"}\n")
