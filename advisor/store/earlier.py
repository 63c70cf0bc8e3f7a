"""Earlier cohorts set beside one, for comparing; each stays itself."""

from __future__ import annotations

from typing import TypeAlias

import sqlalchemy as sa

from advisor import limits
from advisor.store.cohort import Cohort, Row, TooManyError
from advisor.store.database import Store, hash_of
from advisor.store.schema import cohorts, earlier_cohorts, submissions

CohortRow: TypeAlias = tuple[int, str, str, int, str, str, float, float]


class EarlierCohorts(Store):
    """What cohorts know of each other. Keys are kept as hashes."""

    def name_earlier(self, key: str, earlier: str) -> bool:
        """Set an earlier cohort beside one; False where its key opens nothing or the same.

        Raises:
            KeyError: the first key opens nothing.
            TooManyError: there are as many as can stand beside a cohort.
        """
        with self._transaction() as connection:
            cohort = self._touch(connection, key)
            other = connection.scalar(
                sa.select(cohorts.c.id).where(cohorts.c.key_hash == hash_of(earlier))
            )
            if other is None or other == cohort:
                return False
            known = connection.scalars(
                sa.select(earlier_cohorts.c.earlier).where(earlier_cohorts.c.cohort == cohort)
            ).all()
            if other not in known:
                if len(known) >= limits.EARLIER_COHORTS:
                    raise TooManyError
                connection.execute(earlier_cohorts.insert().values(cohort=cohort, earlier=other))
        return True

    def earlier(self, key: str) -> tuple[tuple[Cohort, tuple[Row, ...]], ...]:
        """Give the earlier cohorts set beside one, the newest first, each with its rows."""
        with self._transaction() as connection:
            return tuple(
                (
                    cohort_of(one),
                    tuple(
                        Row(row.number, row.screened)
                        for row in connection.execute(
                            sa.select(submissions)
                            .where(submissions.c.cohort == one.id)
                            .order_by(submissions.c.number)
                        )
                    ),
                )
                for one in connection.execute(_earlier_than(key)).all()
            )

    def list_earlier(self, key: str) -> tuple[Cohort, ...]:
        """Give the earlier cohorts set beside one, the newest first, without their rows."""
        with self._transaction() as connection:
            return tuple(map(cohort_of, connection.execute(_earlier_than(key))))

    def drop_earlier(self, key: str, made: float) -> None:
        """Set the earlier cohort made at that moment no longer beside one; it stays itself.

        Raises:
            KeyError: the key opens nothing.
        """
        with self._transaction() as connection:
            cohort = self._touch(connection, key)
            others = sa.select(cohorts.c.id).where(cohorts.c.made == made)
            connection.execute(
                earlier_cohorts.delete().where(
                    earlier_cohorts.c.cohort == cohort, earlier_cohorts.c.earlier.in_(others)
                )
            )

    def _touch(
        self, connection: sa.Connection, key: str, *, rows_changed: bool = False, **values: str
    ) -> int:
        """Give the id of the cohort a key opens; it counts as used now."""
        row = connection.execute(
            sa.select(cohorts.c.id, cohorts.c.revision).where(cohorts.c.key_hash == hash_of(key))
        ).one_or_none()
        if row is None:
            raise KeyError("no cohort to save to")
        connection.execute(
            cohorts.update()
            .where(cohorts.c.id == row.id)
            .values(updated=self._now(), revision=row.revision + rows_changed, **values)
        )
        return int(row.id)


def _earlier_than(key: str) -> sa.Select[CohortRow]:
    own = sa.select(cohorts.c.id).where(cohorts.c.key_hash == hash_of(key))
    return (
        sa.select(cohorts)
        .join(earlier_cohorts, earlier_cohorts.c.earlier == cohorts.c.id)
        .where(earlier_cohorts.c.cohort == own.scalar_subquery())
        .order_by(cohorts.c.made.desc())
    )


def cohort_of(row: sa.Row[CohortRow]) -> Cohort:
    """Give a row of the table as what it holds."""
    return Cohort(row.name, row.revision, row.rule_set, row.rulebook, row.made, row.updated)
