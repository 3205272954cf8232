"""ClickHouse as the engine, in this process (chDB), over the Parquet copy."""

from __future__ import annotations

import threading
from collections.abc import Collection
from pathlib import Path
from typing import Any

import duckdb

from incidents.errors import StoreError, Unavailable
from incidents.store import engine as mirrored
from incidents.store.engines.address import Address
from incidents.store.engines.parquet import ParquetCopy
from incidents.store.engines.port import Row, State


class ClickHouseEngine:
    """Answers from chDB; one question at a time, each on all cores."""

    dialect = "clickhouse"

    def __init__(self, address: Address) -> None:
        try:
            from chdb.session import Session  # noqa: PLC0415 - heavy, and an extra
        except ImportError as error:
            raise StoreError(
                f"{address.shown}: ClickHouse's library is not installed; "
                "run pip install 'incidents[clickhouse]'"
            ) from error
        self._address = address
        self._copy = ParquetCopy(address.data)
        self._lock = threading.Lock()
        self._shown: list[Path] | None = None
        self._session: Any = Session()
        self._session.query("CREATE DATABASE IF NOT EXISTS incidents")
        self._session.query("USE incidents")

    def rows(self, sql: str) -> list[Row]:
        """Run a statement and give its rows."""
        limit = f" SETTINGS max_execution_time = {self._address.timeout_s:g}"
        with self._lock:
            self._look()
            try:
                found: list[Row] = self._session.query(sql + limit, "ArrowTable").to_pylist()
            except RuntimeError as error:
                raise Unavailable(f"{self._address.shown}: {str(error)[:300]}") from error
        return found

    def _look(self) -> None:
        """Let the table's name stand for the files that count now."""
        files = self._copy.files()
        if files == self._shown:
            return
        self._session.query(f"CREATE OR REPLACE VIEW incident AS {self._source(files)}")
        self._session.query("DROP VIEW IF EXISTS public_incident")
        self._session.query(mirrored.public_view(self.dialect))
        self._shown = files

    def _source(self, files: list[Path]) -> str:
        names = ",".join(f.relative_to(self._copy.folder).as_posix() for f in files)
        pattern = f"{self._copy.folder.absolute()}/" + (f"{{{names}}}" if len(files) > 1 else names)
        return f"SELECT * FROM file({mirrored.literal(pattern, self.dialect)}, Parquet)"  # noqa: S608 - escaped

    def state(self) -> State:
        """Tell what the copy holds."""
        return self._copy.state()

    def replace(
        self, source: duckdb.DuckDBPyConnection, ids: Collection[str] | None, state: State
    ) -> None:
        """Write the months that changed; the next question reads them."""
        before: set[str] = set()
        if ids:
            listed = ", ".join(mirrored.literal(i, self.dialect) for i in sorted(ids))
            sql = f"SELECT DISTINCT formatDateTime(day_start, '%Y-%m') AS month FROM incident WHERE incident_id IN ({listed})"  # noqa: E501, S608 - escaped
            before = {r["month"] for r in self.rows(sql)}
        self._copy.replace(source, ids, state, before)

    def close(self) -> None:
        """Let go of the session; the copy stays."""
        self._session.close()
