"""Where the database is, how a connection to it behaves, and what every store in it shares."""

from __future__ import annotations

import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path

from advisor.store.schema import NewerDatabaseError, migrate

ADDRESS = "STIMMIG_DATABASE_URL"
KEY_BYTES = 18  # 144 bits: nobody guesses one
DAY = 86_400.0
SWEEP_EVERY = 3_600.0  # seconds between two looks for what is too old


class StoreError(RuntimeError):
    """The database cannot be reached or written; what was to be saved is not."""


def new_key() -> str:
    """Give a key nobody can guess, fit for an address."""
    return secrets.token_urlsafe(KEY_BYTES)


def hash_of(key: str) -> str:
    """Give what is kept of a key: a stolen database opens nothing."""
    return hashlib.sha256(key.encode(errors="replace")).hexdigest()


class Store:
    """What drafts and cohorts have in common: one database, and rows that go when nobody comes."""

    def __init__(
        self, address: str, retention_days: float = 0, now: Callable[[], float] = time.time
    ) -> None:
        """Open the database and bring it up to date; 0 days keep everything for ever.

        Raises:
            StoreError: the database cannot be opened, or a newer Stimmig wrote it.
        """
        self._retention = retention_days * DAY
        self._now = now
        self._swept = 0.0
        with _told():
            self._engine = connect(address)
            migrate(self._engine)

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self) -> Iterator[sa.Connection]:
        with _told(), self._engine.begin() as connection:
            yield connection

    def _sweep(self, table: sa.Table) -> int:
        """Delete what nobody touched for as long as it is kept; give how many."""
        if not self._retention:
            return 0
        with self._transaction() as connection:
            done = connection.execute(
                table.delete().where(table.c.updated < self._now() - self._retention)
            )
        if done.rowcount:
            self._wipe_log()
        return done.rowcount

    def _sweep_now_and_then(self, table: sa.Table) -> None:
        if self._now() - self._swept > SWEEP_EVERY:
            self._swept = self._now()
            self._sweep(table)

    def _wipe_log(self) -> None:
        """What was deleted may still stand in SQLite's log of changes: empty it."""
        if self._engine.dialect.name == "sqlite":
            with _told():
                connection = self._engine.raw_connection()
                try:
                    connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
                finally:
                    connection.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn every trouble of the database into one that callers know."""
    try:
        yield
    except (sa.exc.SQLAlchemyError, NewerDatabaseError, OSError) as error:
        raise StoreError(str(error)) from error


def database_address() -> str:
    """Give the address of the database: from the environment, else a file of this user's."""
    return os.environ.get(ADDRESS) or f"sqlite:///{user_data_path('stimmig') / 'drafts.sqlite3'}"


def connect(address: str) -> sa.Engine:
    """Give the engine for an address; the folder of a SQLite file is made."""
    url = sa.make_url(address)
    engine = sa.create_engine(url, pool_pre_ping=url.get_backend_name() != "sqlite")
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        sa.event.listen(engine, "connect", _prepare)
        sa.event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _: object) -> None:
    connection.isolation_level = None  # the driver would not put DDL into a transaction
    for pragma in (
        "journal_mode = WAL",  # readers do not wait for a writer
        "busy_timeout = 5000",
        # a killed process loses nothing; only a power cut may lose the last moment
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",  # deleted text is overwritten, not just unlinked
    ):
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: sa.Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")  # two writers queue instead of failing halfway
