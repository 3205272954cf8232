"""Opens the engine an address names; heavy libraries are imported only for their own."""

from __future__ import annotations

from pathlib import Path

from incidents.store.engines.address import read_address
from incidents.store.engines.port import CopyEngine


def open_engine(url: str | None, home: Path) -> CopyEngine | None:
    """Open the engine; ``None`` where the mirror's own DuckDB answers.

    Args:
        url: value of ``INCIDENTS_ENGINE_URL``.
        home: folder of this installation, for an engine's copy without a folder of its own.

    Raises:
        StoreError: the address is none, or the engine's library is not installed.
        Unavailable: the engine does not answer.
    """
    if not url:
        return None
    address = read_address(url, home)
    if address.scheme == "duckdb":
        return None
    if address.scheme == "postgresql":
        from incidents.store.engines.postgres import PostgresEngine  # noqa: PLC0415 - late

        return PostgresEngine(address)
    if address.scheme == "chdb":
        from incidents.store.engines.clickhouse import ClickHouseEngine  # noqa: PLC0415 - late

        return ClickHouseEngine(address)
    from incidents.store.engines.spark import SparkEngine  # noqa: PLC0415 - late

    return SparkEngine(address)
