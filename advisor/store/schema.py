"""The tables, and the steps from one state of the database to the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import sqlalchemy as sa

Migration = Callable[[sa.Connection], None]

_metadata = sa.MetaData()

drafts = sa.Table(
    "drafts",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("edit_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("read_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("canvas", sa.Text, nullable=False),
    sa.Column("updated", sa.Float, nullable=False, index=True),  # seconds since 1970, UTC
)

versions = sa.Table(
    "versions",
    _metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("draft", sa.ForeignKey("drafts.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("made", sa.Float, nullable=False),
    sa.Column("canvas", sa.Text, nullable=False),
    sa.Column("rulebook", sa.String(64), nullable=False),
)

_more = sa.MetaData()  # what came with the second step

cohorts = sa.Table(
    "cohorts",
    _more,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("key_hash", sa.String(64), nullable=False, unique=True),
    sa.Column("name", sa.String(200), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),  # of the rows; reviews have their own
    sa.Column("rule_set", sa.String(200), nullable=False),
    sa.Column("rulebook", sa.String(64), nullable=False),
    sa.Column("made", sa.Float, nullable=False),
    sa.Column("updated", sa.Float, nullable=False, index=True),  # seconds since 1970, UTC
)

submissions = sa.Table(
    "submissions",
    _more,
    sa.Column("cohort", sa.ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),  # from 1
    sa.Column("screened", sa.Text, nullable=False),
)

enclosures = sa.Table(
    "enclosures",
    _more,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("cohort", sa.Integer, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("title", sa.String(200), nullable=False),
    sa.Column("data", sa.LargeBinary, nullable=False),
    sa.ForeignKeyConstraint(
        ["cohort", "number"], ["submissions.cohort", "submissions.number"], ondelete="CASCADE"
    ),
    sa.Index("enclosures_of", "cohort", "number"),
)

reviews = sa.Table(
    "reviews",
    _more,
    sa.Column("cohort", sa.Integer, primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("review", sa.Text, nullable=False),
    sa.ForeignKeyConstraint(
        ["cohort", "number"], ["submissions.cohort", "submissions.number"], ondelete="CASCADE"
    ),
)

earlier_cohorts = sa.Table(
    "earlier_cohorts",
    _more,
    sa.Column("cohort", sa.ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("earlier", sa.ForeignKey("cohorts.id", ondelete="CASCADE"), primary_key=True),
)

_kept = sa.MetaData()  # what came with the third step

kept_texts = sa.Table(
    "kept_texts",
    _kept,
    sa.Column("cohort", sa.ForeignKey(cohorts.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
)

_unfinished = sa.MetaData()  # what came with the step of its name

batches = sa.Table(
    "batches",
    _unfinished,
    sa.Column("cohort", sa.ForeignKey(cohorts.c.id, ondelete="CASCADE"), primary_key=True),
    sa.Column("done", sa.Integer, nullable=False),
    sa.Column("total", sa.Integer, nullable=False),
)

_schema = sa.Table("schema", sa.MetaData(), sa.Column("version", sa.Integer, nullable=False))


class NewerDatabaseError(RuntimeError):
    """The database was written by a newer Stimmig; it is left alone."""


def _first(connection: sa.Connection) -> None:
    _metadata.create_all(connection)


def _cohorts(connection: sa.Connection) -> None:
    _more.create_all(connection)


def _kept_texts(connection: sa.Connection) -> None:
    _kept.create_all(connection)


def _batches(connection: sa.Connection) -> None:
    _unfinished.create_all(connection)


# Only ever append: a step that has run somewhere never runs there again.
MIGRATIONS: tuple[Migration, ...] = (_first, _cohorts, _kept_texts, _batches)


def migrate(engine: sa.Engine, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Bring the database to the newest state, all steps or none.

    Raises:
        NewerDatabaseError: it is ahead of this program.
    """
    with engine.begin() as connection:
        _schema.create(connection, checkfirst=True)
        version = connection.scalar(sa.select(_schema.c.version))
        if version is None:
            connection.execute(_schema.insert().values(version=0))
            version = 0
        if version > len(migrations):
            raise NewerDatabaseError(f"schema {version}, known {len(migrations)}")
        for step in migrations[version:]:
            step(connection)
        connection.execute(_schema.update().values(version=len(migrations)))
