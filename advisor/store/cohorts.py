"""Cohorts: opened by an unguessable key, rows in order, reviews by revision, gone when deleted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

import sqlalchemy as sa

from advisor import limits
from advisor.store.cohort import (
    Cohort,
    Enclosure,
    NewRow,
    Review,
    Row,
    StaleReviewError,
    TooManyError,
)
from advisor.store.database import hash_of, new_key
from advisor.store.earlier import EarlierCohorts, cohort_of
from advisor.store.schema import (
    batches,
    cohorts,
    enclosures,
    kept_texts,
    reviews,
    submissions,
)


class Cohorts(EarlierCohorts):
    """All cohorts of one database. Keys are kept as hashes: a stolen database opens nothing."""

    def create(self, name: str, rule_set: str = "", rulebook: str = "") -> str:
        """Keep a new, empty cohort and give its key."""
        self._sweep_now_and_then(cohorts)
        key, now = new_key(), self._now()
        with self._transaction() as connection:
            connection.execute(
                cohorts.insert().values(
                    key_hash=hash_of(key),
                    name=name[: limits.COHORT_NAME_CHARACTERS],
                    revision=1,
                    rule_set=rule_set,
                    rulebook=rulebook,
                    made=now,
                    updated=now,
                )
            )
        return key

    def open(self, key: str) -> Cohort | None:
        """Give the cohort a key opens; None for an unknown, deleted or outdated one alike."""
        self._sweep_now_and_then(cohorts)
        with self._transaction() as connection:
            row = connection.execute(
                sa.select(cohorts).where(cohorts.c.key_hash == hash_of(key))
            ).one_or_none()
            if row is None:
                return None
            batch = connection.execute(
                sa.select(batches).where(batches.c.cohort == row.id)
            ).one_or_none()
        return replace(cohort_of(row), unfinished=(batch.done, batch.total) if batch else None)

    def rename(self, key: str, name: str) -> None:
        """Give a cohort another name.

        Raises:
            KeyError: the key opens nothing.
        """
        with self._transaction() as connection:
            self._touch(connection, key, name=name[: limits.COHORT_NAME_CHARACTERS])

    def add(
        self, key: str, rows: Iterable[NewRow], done: int = 0, total: int = 0
    ) -> tuple[int, ...]:
        """Keep rows after those that are there, all or none, and give their numbers.

        `done` of `total` is how far the batch they are of has come with them.

        Raises:
            KeyError: the key opens nothing, because somebody deleted the cohort.
            TooManyError: there would be more than a cohort keeps.
        """
        rows = tuple(rows)
        with self._transaction() as connection:
            cohort = self._touch(connection, key, rows_changed=bool(rows))
            if total:
                connection.execute(batches.delete().where(batches.c.cohort == cohort))
            if done < total:
                connection.execute(batches.insert().values(cohort=cohort, done=done, total=total))
            last = sa.select(sa.func.max(submissions.c.number)).where(
                submissions.c.cohort == cohort
            )
            first = (connection.scalar(last) or 0) + 1
            if first + len(rows) - 1 > limits.COHORT_SUBMISSIONS:
                raise TooManyError
            for number, row in enumerate(rows, first):
                connection.execute(
                    submissions.insert().values(cohort=cohort, number=number, screened=row.screened)
                )
                kept = [one for one in row.enclosures if len(one.data) <= limits.ENCLOSURE_BYTES]
                for one in kept[: limits.ENCLOSURES]:
                    connection.execute(
                        enclosures.insert().values(
                            cohort=cohort,
                            number=number,
                            kind=one.kind,
                            title=one.title[: limits.NAME_CHARACTERS],
                            data=one.data,
                        )
                    )
        return tuple(range(first, first + len(rows)))

    def end_batch(self, key: str) -> None:
        """Let the batch that did not come to its end be over.

        Raises:
            KeyError: the key opens nothing.
        """
        with self._transaction() as connection:
            cohort = self._touch(connection, key)
            connection.execute(batches.delete().where(batches.c.cohort == cohort))

    def replace(self, key: str, screened: Mapping[int, str]) -> None:
        """Put other content into rows that are there, by number.

        Raises:
            KeyError: the key opens nothing, or there is no such row; nothing was changed.
        """
        with self._transaction() as connection:
            cohort = self._touch(connection, key, rows_changed=True)
            for number, text in screened.items():
                done = connection.execute(
                    submissions.update()
                    .where(submissions.c.cohort == cohort, submissions.c.number == number)
                    .values(screened=text)
                )
                if not done.rowcount:
                    raise KeyError(f"no row {number}")

    def rows(self, key: str) -> tuple[Row, ...]:
        """Give all rows in the order they were added; none for an unknown key."""
        with self._transaction() as connection:
            found = connection.execute(
                sa.select(submissions.c.number, submissions.c.screened)
                .join(cohorts, submissions.c.cohort == cohorts.c.id)
                .where(cohorts.c.key_hash == hash_of(key))
                .order_by(submissions.c.number)
            ).all()
        return tuple(Row(row.number, row.screened) for row in found)

    def enclosures(self, key: str, number: int) -> tuple[Enclosure, ...]:
        """Give what lies beside a row, in order; nothing for an unknown key or row."""
        with self._transaction() as connection:
            found = connection.execute(
                sa.select(enclosures)
                .join(cohorts, enclosures.c.cohort == cohorts.c.id)
                .where(cohorts.c.key_hash == hash_of(key), enclosures.c.number == number)
                .order_by(enclosures.c.id)
            ).all()
        return tuple(Enclosure(row.kind, row.data, row.title) for row in found)

    def reviews(self, key: str) -> dict[int, Review]:
        """Give every review of a cohort by the number of its row."""
        with self._transaction() as connection:
            found = connection.execute(
                sa.select(reviews)
                .join(cohorts, reviews.c.cohort == cohorts.c.id)
                .where(cohorts.c.key_hash == hash_of(key))
            ).all()
        return {row.number: Review(row.revision, row.review) for row in found}

    def save_review(self, key: str, number: int, revision: int, text: str) -> int:
        """Save a review over `revision`, 0 for the first, and give the new revision.

        Raises:
            StaleReviewError: a newer one is there; nothing was changed.
            KeyError: the key opens nothing, or there is no such row.
            ValueError: the review is longer than is kept.
        """
        if len(text) > limits.REVIEW_CHARACTERS:
            raise ValueError(f"a review has at most {limits.REVIEW_CHARACTERS} characters")
        with self._transaction() as connection:
            cohort = self._touch(connection, key)
            if connection.scalar(_row_exists(cohort, number)) is None:
                raise KeyError(f"no row {number}")
            home: dict[str, object] = {"cohort": cohort, "number": number}
            _save_over(connection, reviews, "review", home, revision, text)
        return revision + 1

    def kept(self, key: str) -> dict[str, Review]:
        """Give the texts kept for a whole cohort, by their names; none for an unknown key."""
        with self._transaction() as connection:
            found = connection.execute(
                sa.select(kept_texts)
                .join(cohorts, kept_texts.c.cohort == cohorts.c.id)
                .where(cohorts.c.key_hash == hash_of(key))
            ).all()
        return {row.name: Review(row.revision, row.text) for row in found}

    def keep(self, key: str, name: str, revision: int, text: str) -> int:
        """Keep a text for a whole cohort over `revision`, 0 for the first; give the new one.

        Raises:
            StaleReviewError: a newer one is there; nothing was changed.
            KeyError: the key opens nothing.
            ValueError: the text is longer than is kept.
        """
        if len(text) > limits.FILE_BYTES:
            raise ValueError(f"a text has at most {limits.FILE_BYTES} characters")
        with self._transaction() as connection:
            cohort = self._touch(connection, key)
            home: dict[str, object] = {"cohort": cohort, "name": name}
            _save_over(connection, kept_texts, "text", home, revision, text)
        return revision + 1

    def delete(self, key: str) -> bool:
        """Delete a cohort with all that belongs to it, for good; say whether there was one."""
        with self._transaction() as connection:
            done = connection.execute(cohorts.delete().where(cohorts.c.key_hash == hash_of(key)))
        self._wipe_log()
        return bool(done.rowcount)

    def sweep(self) -> int:
        """Delete what nobody touched for as long as cohorts are kept; give how many."""
        return self._sweep(cohorts)


def _row_exists(cohort: int, number: int) -> sa.Select[tuple[int]]:
    return sa.select(submissions.c.number).where(
        submissions.c.cohort == cohort, submissions.c.number == number
    )


def _save_over(
    connection: sa.Connection,
    table: sa.Table,
    column: str,
    home: Mapping[str, object],
    revision: int,
    text: str,
) -> None:
    """Put a text into the row that `home` names if it is at that revision; 0 where there is none.

    Raises:
        StaleReviewError: a newer one is there; nothing was changed.
    """
    here = sa.and_(*(table.c[name] == value for name, value in home.items()))
    saved = sa.select(table.c.revision, table.c[column]).where(here)
    row = connection.execute(saved).one_or_none()
    current = Review(*row) if row else Review(0, "")
    if current.revision != revision:
        raise StaleReviewError(current)
    values = {"revision": revision + 1, column: text}
    if row:
        connection.execute(table.update().where(here).values(**values))
    else:
        connection.execute(table.insert().values(**home, **values))
