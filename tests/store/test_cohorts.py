"""Cohorts: rows keep their order, reviews never overwrite newer ones, deleted is gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from advisor import limits
from advisor.store import schema
from advisor.store.cohort import Enclosure, NewRow, StaleReviewError, TooManyError
from advisor.store.cohorts import Cohorts
from advisor.store.database import DAY, connect
from advisor.store.drafts import Drafts
from tests.store.conftest import Clock


@pytest.fixture
def cohorts(address: str) -> Iterator[Cohorts]:
    store = Cohorts(address)
    yield store
    store.close()


def filled(cohorts: Cohorts, *texts: str) -> str:
    key = cohorts.create("Herbst", "coach", "abc")
    cohorts.add(key, [NewRow(text) for text in texts])
    return key


def screened(cohorts: Cohorts, key: str) -> list[str]:
    return [row.screened for row in cohorts.rows(key)]


def test_a_cohort_opens_by_its_key_alone(cohorts: Cohorts) -> None:
    key = cohorts.create("Herbst", "coach", "abc")
    cohort = cohorts.open(key)

    assert cohort
    assert (cohort.name, cohort.rule_set, cohort.rulebook) == ("Herbst", "coach", "abc")
    assert cohorts.open(key + "x") is None
    assert cohorts.open("") is None
    assert len(key) >= 22, "at least 128 bits"


def test_the_database_knows_no_key(cohorts: Cohorts, tmp_path: Path) -> None:
    key = filled(cohorts, "one")
    raw = b"".join(path.read_bytes() for path in (tmp_path / "deep").iterdir())
    assert key.encode() not in raw


def test_rows_keep_their_order_and_their_numbers(cohorts: Cohorts) -> None:
    key, other = filled(cohorts, "b", "a"), filled(cohorts, "x")

    assert cohorts.add(key, [NewRow("c")]) == (3,)
    assert [(row.number, row.screened) for row in cohorts.rows(key)] == [
        (1, "b"),
        (2, "a"),
        (3, "c"),
    ]
    assert screened(cohorts, other) == ["x"]
    assert cohorts.rows("unknown") == ()


def test_a_row_is_replaced_and_every_change_of_rows_is_a_revision(cohorts: Cohorts) -> None:
    key = filled(cohorts, "a", "b")
    before = cohorts.open(key)
    cohorts.replace(key, {2: "B"})
    after = cohorts.open(key)

    assert screened(cohorts, key) == ["a", "B"]
    assert before
    assert after
    assert after.revision == before.revision + 1
    with pytest.raises(KeyError):
        cohorts.replace(key, {1: "A", 3: "C"})
    assert screened(cohorts, key) == ["a", "B"], "all or none"


def test_nothing_is_added_to_a_cohort_that_is_gone(cohorts: Cohorts) -> None:
    key = filled(cohorts, "a")
    cohorts.delete(key)
    for change in (
        lambda: cohorts.add(key, [NewRow("b")]),
        lambda: cohorts.replace(key, {1: "b"}),
        lambda: cohorts.save_review(key, 1, 0, "{}"),
        lambda: cohorts.rename(key, "x"),
    ):
        with pytest.raises(KeyError):
            change()


def test_there_is_an_end_to_submissions(cohorts: Cohorts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "COHORT_SUBMISSIONS", 3)
    key = filled(cohorts, "a", "b")
    with pytest.raises(TooManyError):
        cohorts.add(key, [NewRow("c"), NewRow("d")])
    assert screened(cohorts, key) == ["a", "b"], "all or none"
    cohorts.add(key, [NewRow("c")])


def test_pictures_and_other_candidates_lie_beside_their_row(
    cohorts: Cohorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ENCLOSURE_BYTES", 10)
    key = cohorts.create("Herbst")
    picture, other = Enclosure("picture", b"\x89PNG"), Enclosure("candidate", b"{}", "Blatt 2")
    cohorts.add(key, [NewRow("a"), NewRow("b", (picture, other, Enclosure("picture", b"x" * 11)))])

    assert cohorts.enclosures(key, 1) == ()
    assert cohorts.enclosures(key, 2) == (picture, other), "what is too large is not kept"
    assert cohorts.enclosures("unknown", 2) == ()


def test_a_stale_review_changes_nothing_and_shows_what_is_there(cohorts: Cohorts) -> None:
    key = filled(cohorts, "a", "b")
    assert cohorts.reviews(key) == {}
    assert cohorts.save_review(key, 2, 0, "one") == 1
    assert cohorts.save_review(key, 2, 1, "two") == 2

    for stale in (0, 1):
        with pytest.raises(StaleReviewError) as error:
            cohorts.save_review(key, 2, stale, "three")
        assert error.value.current.text == "two"

    assert {number: one.text for number, one in cohorts.reviews(key).items()} == {2: "two"}
    with pytest.raises(StaleReviewError):
        cohorts.save_review(key, 1, 4, "never saved before")


def test_a_review_belongs_to_a_row_and_is_bounded(cohorts: Cohorts) -> None:
    key = filled(cohorts, "a")
    with pytest.raises(KeyError):
        cohorts.save_review(key, 2, 0, "{}")
    with pytest.raises(ValueError, match="at most"):
        cohorts.save_review(key, 1, 0, "x" * (limits.REVIEW_CHARACTERS + 1))
    assert cohorts.reviews(key) == {}


def test_an_earlier_cohort_is_named_by_its_key(cohorts: Cohorts) -> None:
    spring, autumn = filled(cohorts, "s"), filled(cohorts, "a")

    assert not cohorts.name_earlier(autumn, "unknown")
    assert not cohorts.name_earlier(autumn, autumn), "not beside itself"
    assert cohorts.name_earlier(autumn, spring)
    assert cohorts.name_earlier(autumn, spring), "twice is once"
    ((one, rows),) = cohorts.earlier(autumn)
    assert one.name == "Herbst"
    assert [row.screened for row in rows] == ["s"]
    assert cohorts.earlier(spring) == ()
    cohorts.delete(spring)
    assert cohorts.earlier(autumn) == ()


def test_an_earlier_cohort_is_listed_and_put_away_without_harm(cohorts: Cohorts) -> None:
    autumn, spring = filled(cohorts, "a"), filled(cohorts, "b")
    cohorts.name_earlier(autumn, spring)
    (one,) = cohorts.list_earlier(autumn)
    assert one == cohorts.open(spring)
    cohorts.drop_earlier(autumn, one.made)
    assert cohorts.list_earlier(autumn) == ()
    assert cohorts.rows(spring), "it stays itself"
    with pytest.raises(KeyError):
        cohorts.drop_earlier("unknown", one.made)


def test_there_is_an_end_to_earlier_cohorts(
    cohorts: Cohorts, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "EARLIER_COHORTS", 1)
    key = filled(cohorts, "a")
    assert cohorts.name_earlier(key, filled(cohorts, "b"))
    with pytest.raises(TooManyError):
        cohorts.name_earlier(key, filled(cohorts, "c"))


def test_what_is_deleted_is_gone_from_the_disk(cohorts: Cohorts, tmp_path: Path) -> None:
    marker = "GEHEIMES-GESCHÄFTSMODELL-4711"
    key = cohorts.create(marker)
    cohorts.add(key, [NewRow(marker, [Enclosure("picture", marker.encode())])])
    cohorts.save_review(key, 1, 0, marker)
    filled(cohorts, "another")

    assert cohorts.delete(key)

    raw = b"".join(path.read_bytes() for path in (tmp_path / "deep").iterdir())
    assert b"another" in raw
    assert b"GEHEIMES" not in raw
    assert cohorts.open(key) is None
    assert not cohorts.delete(key)


def test_what_nobody_touches_goes_after_its_time(address: str) -> None:
    clock = Clock()
    store = Cohorts(address, retention_days=30, now=clock)
    old, used = filled(store, "old"), filled(store, "used")
    clock.now += 20 * DAY
    store.save_review(used, 1, 0, "{}")
    clock.now += 11 * DAY

    assert store.open(old) is None
    assert store.rows(old) == ()
    assert store.open(used)
    store.close()


def test_a_database_of_drafts_alone_learns_to_keep_cohorts(address: str) -> None:
    first = connect(address)
    schema.migrate(first, schema.MIGRATIONS[:1])
    first.dispose()

    drafts, cohorts = Drafts(address), Cohorts(address)
    key = drafts.create("one")
    assert cohorts.rows(filled(cohorts, "a"))
    assert drafts.open(key)
    drafts.close()
    cohorts.close()


def test_a_text_kept_for_the_cohort_never_overwrites_a_newer_one(cohorts: Cohorts) -> None:
    key = filled(cohorts, "one")
    assert cohorts.keep(key, "own_texts", 0, "first") == 1
    assert cohorts.keep(key, "rubric", 0, "points") == 1
    with pytest.raises(StaleReviewError) as stale:
        cohorts.keep(key, "own_texts", 0, "late")

    assert stale.value.current.text == "first"
    assert cohorts.keep(key, "own_texts", 1, "second") == 2
    assert {name: one.text for name, one in cohorts.kept(key).items()} == {
        "own_texts": "second",
        "rubric": "points",
    }


def test_kept_texts_are_bounded_and_go_with_their_cohort(cohorts: Cohorts) -> None:
    key, other = filled(cohorts, "one"), filled(cohorts, "two")
    with pytest.raises(ValueError, match="at most"):
        cohorts.keep(key, "rubric", 0, "x" * (limits.FILE_BYTES + 1))
    with pytest.raises(KeyError):
        cohorts.keep("nothing", "rubric", 0, "x")
    cohorts.keep(key, "rubric", 0, "x")
    cohorts.delete(key)

    assert not cohorts.kept(key)
    assert not cohorts.kept(other)
