"""Drafts: opened by an unguessable key, saved by revision, gone when deleted."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

import sqlalchemy as sa

from advisor import limits
from advisor.store.database import DAY, KEY_BYTES, Store, StoreError, hash_of, new_key
from advisor.store.schema import drafts, versions

__all__ = [
    "DAY",
    "Draft",
    "Drafts",
    "StaleDraftError",
    "StoreError",
    "TooManyVersionsError",
    "Version",
    "new_key",
    "read_key",
]


class StaleDraftError(RuntimeError):
    """Somebody else saved a newer revision; `current` is what stands there now."""

    def __init__(self, current: Draft) -> None:
        super().__init__(f"revision {current.revision} is newer")
        self.current = current


class TooManyVersionsError(RuntimeError):
    """A draft keeps a bounded number of versions."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as it stands: canvas file text, revision from 1, and whether the key may save."""

    canvas: str
    revision: int
    updated: float
    may_edit: bool


@dataclass(frozen=True, slots=True)
class Version:
    """A named state of a draft; `rulebook` is the hash of the rules of that day."""

    id: int
    name: str
    made: float
    canvas: str
    rulebook: str


def read_key(key: str) -> str:
    """Give the key that opens the same draft for reading; no way leads back to `key`."""
    digest = hmac.new(key.encode(), b"read", hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:KEY_BYTES]).decode()


class Drafts(Store):
    """All drafts of one database. Keys are kept as hashes: a stolen database opens nothing."""

    def create(self, canvas: str) -> str:
        """Keep a new draft at revision 1 and give its key."""
        self._sweep_now_and_then(drafts)
        key = new_key()
        with self._transaction() as connection:
            connection.execute(
                drafts.insert().values(
                    edit_hash=hash_of(key),
                    read_hash=hash_of(read_key(key)),
                    revision=1,
                    canvas=canvas,
                    updated=self._now(),
                )
            )
        return key

    def open(self, key: str) -> Draft | None:
        """Give the draft a key opens; None for an unknown, deleted or outdated one alike."""
        self._sweep_now_and_then(drafts)
        with self._transaction() as connection:
            row = connection.execute(_row_of(key)).one_or_none()
        return None if row is None else _draft(row, key)

    def save(self, key: str, revision: int, canvas: str) -> int:
        """Save over `revision` and give the new one.

        Raises:
            StaleDraftError: a newer revision is there; nothing was changed.
            KeyError: the key opens nothing, or only for reading.
        """
        with self._transaction() as connection:
            done = connection.execute(
                drafts.update()
                .where(drafts.c.edit_hash == hash_of(key), drafts.c.revision == revision)
                .values(canvas=canvas, revision=revision + 1, updated=self._now())
            )
            if done.rowcount:
                return revision + 1
            row = connection.execute(_row_of(key)).one_or_none()
        if row is None or not _draft(row, key).may_edit:
            raise KeyError("no draft to save to")
        raise StaleDraftError(_draft(row, key))

    def delete(self, key: str) -> bool:
        """Delete the draft with all its versions, for good; say whether there was one."""
        with self._transaction() as connection:
            done = connection.execute(drafts.delete().where(drafts.c.edit_hash == hash_of(key)))
        self._wipe_log()
        return bool(done.rowcount)

    def add_version(self, key: str, name: str, canvas: str, rulebook: str) -> None:
        """Keep `canvas` under a name.

        Raises:
            KeyError: the key may not.
            TooManyVersionsError: there are as many as a draft keeps.
        """
        with self._transaction() as connection:
            draft = connection.scalar(
                sa.select(drafts.c.id).where(drafts.c.edit_hash == hash_of(key))
            )
            if draft is None:
                raise KeyError("no draft to save to")
            count = sa.select(sa.func.count()).where(versions.c.draft == draft)
            if (connection.scalar(count) or 0) >= limits.VERSIONS:
                raise TooManyVersionsError
            connection.execute(
                versions.insert().values(
                    draft=draft, name=name, made=self._now(), canvas=canvas, rulebook=rulebook
                )
            )

    def versions(self, key: str) -> tuple[Version, ...]:
        """Give the named versions of a draft, oldest first; none for an unknown key."""
        with self._transaction() as connection:
            rows = connection.execute(
                sa.select(versions)
                .join(drafts, versions.c.draft == drafts.c.id)
                .where(_opened_by(key))
                .order_by(versions.c.id)
            ).all()
        return tuple(Version(row.id, row.name, row.made, row.canvas, row.rulebook) for row in rows)

    def delete_version(self, key: str, version: int) -> None:
        """Delete one version; a key that may not changes nothing."""
        draft = sa.select(drafts.c.id).where(drafts.c.edit_hash == hash_of(key)).scalar_subquery()
        with self._transaction() as connection:
            connection.execute(
                versions.delete().where(versions.c.id == version, versions.c.draft == draft)
            )
        self._wipe_log()

    def sweep(self) -> int:
        """Delete what nobody touched for as long as drafts are kept; give how many."""
        return self._sweep(drafts)


def _opened_by(key: str) -> sa.ColumnElement[bool]:
    return sa.or_(drafts.c.edit_hash == hash_of(key), drafts.c.read_hash == hash_of(key))


def _row_of(key: str) -> sa.Select[tuple[int, str, str, int, str, float]]:
    return sa.select(drafts).where(_opened_by(key))


def _draft(row: sa.Row[tuple[int, str, str, int, str, float]], key: str) -> Draft:
    return Draft(row.canvas, row.revision, row.updated, row.edit_hash == hash_of(key))
