"""The ledger's tables: reports, incidents, claims, imports and the append-only log.

One definition for SQLite and PostgreSQL. Dates and times are ISO 8601 text (they sort, and no
driver converts a zone behind our back); lists are JSON text. Every rule of the model that one
row can show is a named CHECK constraint, so that a faulty program cannot store what the values
would refuse. The tables are made and changed by `incidents.store.migrations` only.
"""

from __future__ import annotations

from enum import StrEnum

import sqlalchemy as sa

from incidents.model import (
    EVENT_TYPES,
    Action,
    DateBasis,
    Measure,
    PersonStatus,
    Precision,
    Qualifier,
    Sensitivity,
    Standing,
    Wording,
)

metadata = sa.MetaData(
    naming_convention={
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

#: The kinds of record the log speaks of, in the order they are written.
KINDS = ("report", "incident", "claim")


def one_of(column: str, values: type[StrEnum] | tuple[str, ...]) -> sa.CheckConstraint:
    """Constrain a text column to the words of an enumeration."""
    words = ", ".join("'" + str(v).replace("'", "''") + "'" for v in values)
    return sa.CheckConstraint(f"{column} IN ({words})", name=f"{column}_known")


def text(name: str, *, null: bool = True) -> sa.Column[str]:
    """Make a text column."""
    return sa.Column(name, sa.Text, nullable=null)


def flag(name: str) -> sa.Column[bool]:
    """Make a yes-or-no column that is never unknown."""
    return sa.Column(name, sa.Boolean(create_constraint=False), nullable=False)


def part_index(name: str, column: str, where: str) -> sa.Index:
    """Index some rows only; a question finds it when it says the same."""
    rows = sa.text(where)
    return sa.Index(name, column, sqlite_where=rows, postgresql_where=rows)


def points_to(column: str, target: str) -> sa.ForeignKeyConstraint:
    """Reference another row; checked at commit, so that rows may come in any order."""
    return sa.ForeignKeyConstraint(
        [column], [target], deferrable=True, initially="DEFERRED", name=f"fk_{column}"
    )


report = sa.Table(
    "report",
    metadata,
    sa.Column("report_id", sa.Text, primary_key=True),
    text("text", null=False),
    text("publisher", null=False),
    text("published", null=False),
    text("url"),
    text("title"),
    text("language", null=False),
    text("zone"),
    text("wording", null=False),
    text("licence"),
    flag("withdrawn"),
    flag("redacted"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.CheckConstraint("text <> '' OR withdrawn OR redacted", name="text_present"),
    sa.CheckConstraint("length(published) >= 10", name="published_is_date"),
    sa.CheckConstraint("revision > 0", name="revision_positive"),
    one_of("wording", Wording),
)

incident = sa.Table(
    "incident",
    metadata,
    sa.Column("incident_id", sa.Text, primary_key=True),
    text("parent_id"),
    text("title"),
    text("event_type"),
    text("sub_event_type"),
    text("weapons", null=False),
    text("actors", null=False),
    flag("placeholder"),
    text("excludes", null=False),
    text("dataset_id", null=False),
    text("import_id"),
    text("native", null=False),
    text("sensitivity", null=False),
    text("notes"),
    text("quotes", null=False),
    text("added_at", null=False),
    text("place_name"),
    text("precision", null=False),
    sa.Column("lat", sa.Double),
    sa.Column("lon", sa.Double),
    text("country"),
    text("adm1"),
    text("adm2"),
    text("place_id"),
    text("toponym"),
    sa.Column("extent_km", sa.Double),
    text("expected"),
    sa.Column("score", sa.Double),
    text("runner_up"),
    sa.Column("cell", sa.BigInteger),
    text("day_start", null=False),
    text("day_end"),
    sa.Column("date_prec", sa.Integer, nullable=False),
    text("date_basis", null=False),
    text("local_time"),
    text("zone"),
    sa.Column("revision", sa.Integer, nullable=False),
    points_to("parent_id", "incident.incident_id"),
    points_to("import_id", "import.import_id"),
    sa.CheckConstraint("parent_id <> incident_id", name="parent_is_other"),
    sa.CheckConstraint("(lat IS NULL) = (lon IS NULL)", name="lat_with_lon"),
    sa.CheckConstraint("lat BETWEEN -90 AND 90", name="lat_range"),
    sa.CheckConstraint("lon BETWEEN -180 AND 180", name="lon_range"),
    sa.CheckConstraint("lat IS NOT NULL OR precision = 'unknown'", name="precision_needs_point"),
    sa.CheckConstraint("(cell IS NULL) = (lat IS NULL)", name="cell_with_point"),
    sa.CheckConstraint("extent_km >= 0", name="extent_positive"),
    sa.CheckConstraint("length(day_start) = 10", name="day_start_is_date"),
    sa.CheckConstraint("day_end >= day_start", name="day_end_after_start"),
    sa.CheckConstraint("date_prec BETWEEN 1 AND 5", name="date_prec_code"),
    sa.CheckConstraint(
        "sub_event_type IS NULL OR event_type IS NOT NULL", name="sub_event_needs_event"
    ),
    sa.CheckConstraint("revision > 0", name="revision_positive"),
    one_of("precision", Precision),
    one_of("expected", Precision),
    one_of("event_type", tuple(EVENT_TYPES)),
    one_of("sensitivity", Sensitivity),
    one_of("date_basis", DateBasis),
    # Rows of uploads have no parent and are never asked for by their day: a million of them
    # shall not pay for it.
    part_index("ix_incident_parent", "parent_id", "parent_id IS NOT NULL"),
    part_index("ix_incident_told", "day_start", "dataset_id = 'reports'"),
    sa.Index("ix_incident_revision", "revision"),
)

claim = sa.Table(
    "claim",
    metadata,
    sa.Column("claim_id", sa.Text, primary_key=True),
    text("incident_id", null=False),
    text("measure", null=False),
    sa.Column("low", sa.BigInteger),
    sa.Column("best", sa.BigInteger),
    sa.Column("high", sa.BigInteger),
    text("qualifier", null=False),
    text("word"),
    text("origin", null=False),
    text("report_id"),
    sa.Column("quote_start", sa.Integer),
    sa.Column("quote_end", sa.Integer),
    text("quote"),
    text("import_id"),
    sa.Column("line", sa.Integer),
    text("column_name"),
    text("cell_text"),
    text("author"),
    text("authored_at"),
    text("reason"),
    text("replaces"),
    text("source", null=False),
    text("said_from", null=False),
    text("said_until", null=False),
    text("counter_name"),
    sa.Column("counter_standing", sa.Integer),
    sa.Column("counter_party", sa.Boolean),
    text("status", null=False),
    text("subset_of"),
    flag("carried"),
    flag("increment"),
    flag("superseded"),
    flag("background"),
    text("grade"),
    text("pattern"),
    text("added_at", null=False),
    sa.Column("revision", sa.Integer, nullable=False),
    points_to("incident_id", "incident.incident_id"),
    points_to("report_id", "report.report_id"),
    sa.CheckConstraint(
        "low IS NOT NULL OR best IS NOT NULL OR high IS NOT NULL", name="bound_stated"
    ),
    sa.CheckConstraint("low >= 0 AND coalesce(best, 0) >= 0", name="low_not_negative"),
    sa.CheckConstraint("high >= 0", name="high_not_negative"),
    sa.CheckConstraint("best >= low", name="best_not_below_low"),
    sa.CheckConstraint("high >= best", name="high_not_below_best"),
    sa.CheckConstraint("high >= low", name="high_not_below_low"),
    sa.CheckConstraint("word IS NULL OR qualifier = 'vague'", name="word_is_vague"),
    sa.CheckConstraint(
        "origin <> 'quote' OR (report_id IS NOT NULL AND quote IS NOT NULL"
        " AND quote_start IS NOT NULL AND quote_end IS NOT NULL)",
        name="quote_complete",
    ),
    sa.CheckConstraint("quote_start >= 0 AND quote_end > quote_start", name="quote_span"),
    sa.CheckConstraint(
        "quote IS NULL OR length(quote) = quote_end - quote_start", name="quote_length"
    ),
    sa.CheckConstraint(
        "origin <> 'cell' OR (import_id IS NOT NULL AND line IS NOT NULL"
        " AND column_name IS NOT NULL AND cell_text IS NOT NULL)",
        name="cell_complete",
    ),
    sa.CheckConstraint(
        "origin <> 'person' OR (author IS NOT NULL AND authored_at IS NOT NULL"
        " AND reason IS NOT NULL)",
        name="person_complete",
    ),
    sa.CheckConstraint("said_until > said_from", name="said_is_span"),
    sa.CheckConstraint("revision > 0", name="revision_positive"),
    one_of("origin", ("quote", "cell", "person")),
    one_of("measure", Measure),
    one_of("qualifier", Qualifier),
    one_of("status", PersonStatus),
    sa.CheckConstraint(
        f"counter_standing BETWEEN {min(Standing).value} AND {max(Standing).value}",
        name="standing_known",
    ),
    sa.Index("ix_claim_incident", "incident_id"),
    part_index("ix_claim_report", "report_id", "report_id IS NOT NULL"),
    sa.Index("ix_claim_revision", "revision"),
)

import_ = sa.Table(
    "import",
    metadata,
    sa.Column("import_id", sa.Text, primary_key=True),
    text("file_name", null=False),
    text("dataset_id", null=False),
    text("at", null=False),
    text("author", null=False),
    sa.Column("rows_read", sa.Integer, nullable=False),
    sa.Column("rows_kept", sa.Integer, nullable=False),
    sa.Column("rows_refused", sa.Integer, nullable=False),
    text("mapping"),
    text("raw_path"),
    text("columns"),
    sa.Column("revision", sa.Integer, nullable=False),
    sa.Column("undone_by", sa.Integer),
    sa.CheckConstraint("rows_kept + rows_refused <= rows_read", name="rows_add_up"),
    sa.CheckConstraint("rows_kept >= 0 AND rows_refused >= 0", name="rows_not_negative"),
    sa.CheckConstraint("undone_by > revision", name="undone_later"),
)

revision = sa.Table(
    "revision",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    text("at", null=False),
    text("author", null=False),
    text("action", null=False),
    text("reason", null=False),
    sa.Column("undoes", sa.Integer),
    text("import_id"),
    text("decides"),
    sa.CheckConstraint("number > 0", name="number_positive"),
    sa.CheckConstraint("undoes < number", name="undoes_earlier"),
    one_of("action", Action),
    sa.Index("ix_revision_undoes", "undoes"),
)

change = sa.Table(
    "change",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("seq", sa.Integer, primary_key=True),
    text("kind", null=False),
    text("record_id", null=False),
    text("before"),
    text("after"),
    points_to("number", "revision.number"),
    sa.CheckConstraint("before IS NOT NULL OR after IS NOT NULL", name="something_changed"),
    one_of("kind", KINDS),
    sa.Index("ix_change_record", "kind", "record_id"),
)

#: What is gone and since when: ``revision > n`` over the records alone cannot see it.
tombstone = sa.Table(
    "tombstone",
    metadata,
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("kind", sa.Text, primary_key=True),
    sa.Column("record_id", sa.Text, primary_key=True),
    one_of("kind", (*KINDS, "import")),
)

#: Holds one row inside the transaction of a redaction, and only there: the triggers that keep
#: the log append-only let updates through while it does.
redaction_pass = sa.Table(
    "redaction_pass", metadata, sa.Column("report_id", sa.Text, primary_key=True)
)

#: Incidents with the columns of the file they came in, which their ``native`` cells stand under.
INCIDENTS = sa.select(incident, import_.c.columns).outerjoin(
    import_, import_.c.import_id == incident.c.import_id
)

TABLES = {"report": report, "incident": incident, "claim": claim}
KEYS = {"report": "report_id", "incident": "incident_id", "claim": "claim_id"}
