"""Drafts: nothing that was saved is lost, nothing that was deleted is left."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from advisor import limits
from advisor.store import schema
from advisor.store.database import ADDRESS, connect, database_address
from advisor.store.drafts import (
    DAY,
    Drafts,
    StaleDraftError,
    StoreError,
    TooManyVersionsError,
    read_key,
)
from tests.store.conftest import Clock


@pytest.fixture
def drafts(address: str) -> Iterator[Drafts]:
    store = Drafts(address)
    yield store
    store.close()


def test_a_draft_opens_by_its_key_alone(drafts: Drafts) -> None:
    key = drafts.create("one")
    draft = drafts.open(key)

    assert draft
    assert (draft.canvas, draft.revision, draft.may_edit) == ("one", 1, True)
    assert drafts.open(key + "x") is None
    assert drafts.open("") is None
    assert len(key) >= 22, "at least 128 bits"


def test_the_second_key_opens_for_reading_only(drafts: Drafts) -> None:
    key = drafts.create("one")
    draft = drafts.open(read_key(key))

    assert draft
    assert not draft.may_edit
    with pytest.raises(KeyError):
        drafts.save(read_key(key), 1, "two")
    with pytest.raises(KeyError):
        drafts.add_version(read_key(key), "v", "one", "rules")
    assert not drafts.delete(read_key(key))
    assert drafts.open(key) is not None


def test_a_stale_save_changes_nothing_and_shows_what_is_there(drafts: Drafts) -> None:
    key = drafts.create("one")
    assert drafts.save(key, 1, "two") == 2

    with pytest.raises(StaleDraftError) as error:
        drafts.save(key, 1, "three")

    assert error.value.current.canvas == "two"
    assert drafts.open(key).canvas == "two"  # type: ignore[union-attr]


def test_the_database_knows_no_key(drafts: Drafts, tmp_path: Path) -> None:
    key = drafts.create("one")
    raw = b"".join(path.read_bytes() for path in (tmp_path / "deep").iterdir())

    assert key.encode() not in raw
    assert read_key(key).encode() not in raw


@given(st.lists(st.booleans(), max_size=12))
def test_no_order_of_saves_from_two_tabs_loses_a_newer_text(order: list[bool]) -> None:
    store = Drafts("sqlite://")
    key = store.create("start")
    seen = {False: 1, True: 1}
    last = "start"
    for number, tab in enumerate(order):
        text = f"{tab}-{number}"
        try:
            seen[tab] = store.save(key, seen[tab], text)
            last = text
        except StaleDraftError as stale:
            seen[tab] = stale.current.revision
        assert store.open(key).canvas == last  # type: ignore[union-attr]
    store.close()


def test_two_people_on_two_drafts_do_not_disturb_each_other(drafts: Drafts) -> None:
    keys = [drafts.create("0"), drafts.create("0")]
    troubles: list[BaseException] = []

    def work(key: str) -> None:
        try:
            for number in range(1, 40):
                drafts.save(key, number, f"{key}-{number}")
        except BaseException as error:
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(key,)) for key in keys]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert not troubles
    assert [drafts.open(key).canvas for key in keys] == [f"{key}-39" for key in keys]  # type: ignore[union-attr]


def test_versions_are_kept_listed_and_deleted(drafts: Drafts) -> None:
    key, other = drafts.create("one"), drafts.create("two")
    drafts.add_version(key, "Woche 1", "one", "abc")
    drafts.add_version(key, "Woche 2", "uno", "def")

    kept = drafts.versions(key)
    assert [(v.name, v.canvas, v.rulebook) for v in kept] == [
        ("Woche 1", "one", "abc"),
        ("Woche 2", "uno", "def"),
    ]
    assert drafts.versions(read_key(key)) == kept
    assert drafts.versions(other) == ()
    drafts.delete_version(other, kept[0].id)
    drafts.delete_version(read_key(key), kept[0].id)
    assert drafts.versions(key) == kept, "only its own key deletes a version"
    drafts.delete_version(key, kept[0].id)
    assert [v.name for v in drafts.versions(key)] == ["Woche 2"]


def test_there_is_an_end_to_versions(drafts: Drafts) -> None:
    key = drafts.create("one")
    for number in range(limits.VERSIONS):
        drafts.add_version(key, str(number), "one", "abc")
    with pytest.raises(TooManyVersionsError):
        drafts.add_version(key, "one more", "one", "abc")


def test_what_is_deleted_is_gone_from_the_disk(drafts: Drafts, tmp_path: Path) -> None:
    marker = "GEHEIMES-GESCHÄFTSMODELL-4711"
    key = drafts.create(marker)
    drafts.add_version(key, "v", marker + "-version", "abc")
    drafts.create("another")

    assert drafts.delete(key)

    raw = b"".join(path.read_bytes() for path in (tmp_path / "deep").iterdir())
    assert b"another" in raw
    assert b"GEHEIMES" not in raw  # no figures: the hashes of keys may hold any
    assert drafts.open(key) is None
    assert not drafts.delete(key)


def test_what_nobody_touches_goes_after_its_time(address: str) -> None:
    clock = Clock()
    store = Drafts(address, retention_days=30, now=clock)
    old, used = store.create("old"), store.create("used")
    store.add_version(old, "v", "old", "abc")
    clock.now += 20 * DAY
    store.save(used, 1, "used again")
    clock.now += 11 * DAY

    assert store.open(old) is None
    assert store.versions(old) == ()
    assert store.open(used)
    store.close()


def test_without_a_time_limit_drafts_stay(address: str) -> None:
    clock = Clock()
    store = Drafts(address, now=clock)
    key = store.create("old")
    clock.now += 10_000 * DAY
    assert store.open(key)
    store.close()


def test_an_older_database_is_brought_up_to_date_and_keeps_its_drafts(address: str) -> None:
    store = Drafts(address)
    key = store.create("one")
    store.close()

    def second(connection: sa.Connection) -> None:
        connection.exec_driver_sql("ALTER TABLE drafts ADD COLUMN colour TEXT DEFAULT 'teal'")

    engine = connect(address)
    schema.migrate(engine, (*schema.MIGRATIONS, second))
    schema.migrate(engine, (*schema.MIGRATIONS, second))  # once only
    with engine.begin() as connection:
        assert connection.exec_driver_sql("SELECT colour, canvas FROM drafts").one() == (
            "teal",
            "one",
        )
    engine.dispose()
    with pytest.raises(StoreError):  # this program knows one step, the database has two
        Drafts(address)
    assert key


def test_a_step_that_fails_leaves_the_database_as_it_was(address: str) -> None:
    Drafts(address).close()

    def broken(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half (id INTEGER)")
        raise OSError("power cut")

    engine = connect(address)
    with pytest.raises(OSError, match="power cut"):
        schema.migrate(engine, (*schema.MIGRATIONS, broken))
    assert not sa.inspect(engine).has_table("half")
    engine.dispose()
    Drafts(address).close()


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(StoreError):
        Drafts(f"sqlite:///{tmp_path / 'file' / 'drafts.sqlite3'}")


def test_the_address_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ADDRESS, "postgresql://db/elsewhere")
    assert database_address() == "postgresql://db/elsewhere"
    monkeypatch.delenv(ADDRESS)
    assert database_address().endswith("drafts.sqlite3")


WRITER = """
import sys
from advisor.store.drafts import Drafts
store = Drafts(sys.argv[1])
key, revision = sys.argv[2], int(sys.argv[3])
while True:
    revision = store.save(key, revision, "text " + str(revision + 1))
    print(revision, flush=True)
"""


def test_killed_at_any_moment_it_holds_what_was_acknowledged(address: str, drafts: Drafts) -> None:
    key = drafts.create("text 1")
    dice = random.Random(20261127)  # noqa: S311  # moments to kill at, no secret
    for _ in range(12):
        before = drafts.open(key)
        assert before
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, address, key, str(before.revision)],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert writer.stdout
        acknowledged = before.revision
        for _ in range(dice.randrange(1, 60)):
            acknowledged = int(writer.stdout.readline())
        os.kill(writer.pid, signal.SIGKILL)
        rest = writer.stdout.read().split("\n")
        writer.wait()
        writer.stdout.close()
        acknowledged = max([acknowledged, *(int(line) for line in rest[:-1] if line)])

        after = drafts.open(key)
        assert after
        assert after.revision >= acknowledged
        assert after.canvas == f"text {after.revision}"
