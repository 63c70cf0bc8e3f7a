"""Where the database is, and how a connection to it behaves."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path

ADDRESS = "STIMMIG_DATABASE_URL"


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
