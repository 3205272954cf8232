"""PostgreSQL as the engine: a schema of its own beside whatever else the database holds."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from decimal import Decimal
from io import BytesIO
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.csv as pacsv  # type: ignore[import-untyped]  # it ships no types
import sqlalchemy as sa
from sqlalchemy import exc

from incidents.errors import StoreError, Unavailable
from incidents.store import engine as mirrored
from incidents.store.columns import LAYOUT, SCHEMA
from incidents.store.connect import make_engine, read_url
from incidents.store.engines.address import Address
from incidents.store.engines.port import EMPTY, Row, State

SPACE = "incidents_mirror"
#: Rows per COPY.
BATCH = 20_000
#: One writer at a time among several dashboards; any number that is ours alone will do.
_LOCK = 4_152_025
_TYPES = {
    # "C": texts are ordered byte by byte, as every other engine orders them.
    "string": 'TEXT COLLATE "C"',
    "boolean": "BOOLEAN",
    "int32": "INTEGER",
    "int64": "BIGINT",
    "float64": "DOUBLE PRECISION",
    "date": "DATE",
    "timestamp": "TIMESTAMP",
}


class PostgresEngine:
    """Answers from tables in a PostgreSQL database."""

    dialect = "postgres"

    def __init__(self, address: Address) -> None:
        self._address = address
        self._engine = make_engine(read_url(address.url))
        milliseconds = int(address.timeout_s * 1000)
        # Set within each transaction, so that a pooler between us and the server cannot lose it.
        self._limits = (
            f"SET LOCAL statement_timeout = {milliseconds}",
            f"SET LOCAL search_path = {SPACE}",
        )

    def rows(self, sql: str) -> list[Row]:
        """Run a statement and give its rows."""
        with self._explained(), self._engine.begin() as connection:
            for limit in self._limits:
                connection.exec_driver_sql(limit)
            # Without parameters: a % in a text is a text.
            asked = connection.execution_options(no_parameters=True).exec_driver_sql(sql)
            return [{k: _plain(v) for k, v in row.items()} for row in asked.mappings()]

    def state(self) -> State:
        """Tell what the copy holds."""
        try:
            found = self.rows("SELECT revision, stamp, layout FROM meta")
        except StoreError:
            return EMPTY
        return State(**found[0]) if found else EMPTY

    def replace(
        self, source: duckdb.DuckDBPyConnection, ids: Collection[str] | None, state: State
    ) -> None:
        """Take over rows in one transaction; readers see the old or the new copy."""
        with self._explained(), self._engine.begin() as connection:
            connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if ids is None:
                _make(connection)
                _copy(connection, source, None)
            else:
                connection.exec_driver_sql(f"SET LOCAL search_path = {SPACE}")
                gone = sa.text("DELETE FROM incident WHERE incident_id = ANY(:ids)")
                connection.execute(gone, {"ids": sorted(ids)})
                _copy(connection, source, sorted(ids))
            connection.exec_driver_sql("DELETE FROM meta")
            connection.execute(
                sa.text("INSERT INTO meta VALUES (:revision, :stamp, :layout)"),
                {"revision": state.revision, "stamp": state.stamp, "layout": LAYOUT},
            )

    def close(self) -> None:
        """Let go of every connection."""
        self._engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        name = self._address.shown
        try:
            yield
        except exc.OperationalError as error:
            cause = str(error.orig).strip()
            if "statement timeout" in cause:
                raise Unavailable(
                    f"{name}: no answer within {self._address.timeout_s:g} s; narrow the filter, "
                    "or allow more with timeout= in the address"
                ) from error
            raise Unavailable(
                f"{name}: the server does not answer ({cause}); start it or mend the variable"
            ) from error
        except exc.DBAPIError as error:
            raise StoreError(f"{name}: {str(error.orig).strip()}") from error


def _make(connection: sa.Connection) -> None:
    """Make empty tables in our schema, in place of what was there."""
    body = ", ".join(f'"{name}" {_TYPES[kind]}' for name, kind in SCHEMA.items())
    for statement in (
        f"DROP SCHEMA IF EXISTS {SPACE} CASCADE",
        f"CREATE SCHEMA {SPACE}",
        f"SET LOCAL search_path = {SPACE}",
        f"CREATE TABLE incident ({body}, PRIMARY KEY (incident_id))",
        "CREATE INDEX incident_root ON incident (root_id)",
        "CREATE INDEX incident_place ON incident (lon, lat)",
        "CREATE INDEX incident_day ON incident (day_start)",
        "CREATE TABLE meta (revision BIGINT, stamp TEXT, layout TEXT)",
    ):
        connection.exec_driver_sql(statement)
    view = mirrored.public_view("postgres")
    connection.execution_options(no_parameters=True).exec_driver_sql(view)


def _copy(
    connection: sa.Connection, source: duckdb.DuckDBPyConnection, ids: list[str] | None
) -> None:
    names = ", ".join(f'"{n}"' for n in SCHEMA)
    driver = connection.connection.driver_connection
    if driver is None:
        raise LookupError("the connection was closed under us")
    with driver.cursor() as cursor, cursor.copy(
        f"COPY incident ({names}) FROM STDIN WITH (FORMAT csv)"
    ) as copy:  # fmt: skip
        for batch in mirrored.batches(source, ids, BATCH):
            copy.write(_csv(batch))


def _csv(batch: pa.RecordBatch) -> bytes:
    """Rows as PostgreSQL reads them: every text in quotes, so that what is not known differs."""
    out = BytesIO()
    options = pacsv.WriteOptions(include_header=False, quoting_style="all_valid")
    pacsv.write_csv(pa.Table.from_batches([batch]), out, options)
    # PostgreSQL holds no NUL in a text.
    return out.getvalue().replace(b"\x00", b"")


def _plain(value: Any) -> Any:  # noqa: ANN401 - whatever the driver gives
    """Sums come as decimals; ours are whole numbers."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value
