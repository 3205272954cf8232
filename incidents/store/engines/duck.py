"""The engine by default: the mirror's own DuckDB, in this process."""

from __future__ import annotations

import duckdb

from incidents.store import engine
from incidents.store.engines.port import Row


class DuckEngine:
    """Answers from a DuckDB connection, on a cursor of the calling thread."""

    dialect = "duckdb"

    def __init__(self, database: duckdb.DuckDBPyConnection) -> None:
        self._database = database

    def rows(self, sql: str) -> list[Row]:
        """Run a statement and give its rows."""
        return engine.rows(self._database, sql)
