"""Apache Spark as the engine: a standalone cluster, or a server through Spark Connect.

It reads the Parquet copy, whose folder the workers must see under the same path. Questions run
in a thread of their own, so that one that takes too long can be given up and stopped.
"""

from __future__ import annotations

import threading
import uuid
import warnings
from collections.abc import Collection
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooLate
from typing import TYPE_CHECKING, Any

import duckdb

from incidents.errors import StoreError, Unavailable
from incidents.store import engine as mirrored
from incidents.store.engines.address import Address
from incidents.store.engines.parquet import ParquetCopy
from incidents.store.engines.port import Row, State
from incidents.store.public_rows import VIEW, public_rows

if TYPE_CHECKING:
    from pathlib import Path

#: Questions that may run at once.
AT_ONCE = 8
_SETTINGS = {
    "spark.app.name": "incidents",
    "spark.sql.session.timeZone": "UTC",
    # Answers are small: a few hundred groups. Spark's 200 shuffle partitions would be idle tasks.
    "spark.sql.shuffle.partitions": "8",
}
_OF_A_DRIVER = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.log.level": "ERROR",
}


class SparkEngine:
    """Answers from a Spark session."""

    dialect = "pyspark"

    def __init__(self, address: Address) -> None:
        self._address = address
        self._copy = ParquetCopy(address.data)
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="spark")
        self._lock = threading.Lock()
        self._shown: list[Path] | None = None
        self._spark = self._connect()

    def _connect(self) -> Any:  # noqa: ANN401 - pyspark is imported late and ships few types
        try:
            with warnings.catch_warnings():
                # It warns of pandas 3; no frame is ever asked of it here.
                warnings.simplefilter("ignore", FutureWarning)
                import ibis  # type: ignore[import-untyped]  # noqa: PLC0415 - heavy, and an extra
                from pyspark.sql import SparkSession  # noqa: PLC0415 - heavy, and an extra

                _ = ibis.pyspark  # registers what its compiler looks up
        except ImportError as error:
            raise StoreError(
                f"{self._address.shown}: Spark's client is not installed; "
                "run pip install 'incidents[spark]'"
            ) from error
        try:
            return _session(SparkSession.builder, self._address.url)
        except Exception as error:
            raise Unavailable(
                f"{self._address.shown}: Spark does not answer ({_first_line(error)}); start it "
                "(a standalone cluster needs Java 17 here too), or mend the variable"
            ) from error

    def rows(self, sql: str) -> list[Row]:
        """Run a statement and give its rows."""
        self._look()
        return self._within_time(sql)

    def _within_time(self, sql: str) -> list[Row]:
        tag = f"incidents-{uuid.uuid4().hex}"
        asked: Future[list[Row]] = self._threads.submit(self._run, sql, tag)
        name = self._address.shown
        try:
            return asked.result(self._address.timeout_s)
        except TooLate:
            self._spark.interruptTag(tag)
            raise Unavailable(
                f"{name}: no answer within {self._address.timeout_s:g} s; narrow the filter, or "
                "allow more with timeout= in the address"
            ) from None
        except Exception as error:
            raise Unavailable(f"{name}: {_first_line(error)}") from error

    def _run(self, sql: str, tag: str) -> list[Row]:
        self._spark.addTag(tag)
        try:
            return [row.asDict() for row in self._spark.sql(sql).collect()]
        finally:
            self._spark.removeTag(tag)

    def _look(self) -> None:
        """Let the table's name stand for the files that count now."""
        files = self._copy.files()
        with self._lock:
            if files == self._shown:
                return
            read = self._spark.read.option("basePath", str(self._copy.folder))
            read.parquet(*map(str, files)).createOrReplaceTempView("incident")
            # A view over a temporary one has to be temporary too.
            public = mirrored.sql_of(public_rows(), self.dialect)
            self._spark.sql(f"CREATE OR REPLACE TEMPORARY VIEW {VIEW} AS {public}")
            self._shown = files

    def state(self) -> State:
        """Tell what the copy holds."""
        return self._copy.state()

    def replace(
        self, source: duckdb.DuckDBPyConnection, ids: Collection[str] | None, state: State
    ) -> None:
        """Write the months that changed; the next question reads them."""
        before = self._months(ids) if ids is not None else ()
        self._copy.replace(source, ids, state, before)

    def _months(self, ids: Collection[str]) -> set[str]:
        if not ids:
            return set()
        listed = ", ".join(mirrored.literal(i, self.dialect) for i in sorted(ids))
        sql = f"SELECT DISTINCT date_format(day_start, 'yyyy-MM') AS month FROM incident WHERE incident_id IN ({listed})"  # noqa: E501, S608 - escaped
        return {r["month"] for r in self.rows(sql)}

    def close(self) -> None:
        """Stop asking; the copy stays."""
        # What was given up may run for long yet: the session's end ends it, and is not waited for.
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._spark.stop()


def _session(builder: Any, url: str) -> Any:  # noqa: ANN401 - pyspark ships few types
    connected = url.startswith("sc:")
    builder = builder.remote(url) if connected else builder.master(url)
    for name, value in (_SETTINGS if connected else _SETTINGS | _OF_A_DRIVER).items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sql("SELECT 1").collect()
    return spark


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:300]
