"""The mirror's rows as GeoParquet, a file for each month: what Spark and ClickHouse read.

A manifest names the files that make up one revision. It is replaced by one rename, so a reader
sees the old or the new copy; files that no manifest names any more are removed a while later,
when nobody reads them.
"""

from __future__ import annotations

import json
import os
import struct
import time
import uuid
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pyarrow.parquet as pq  # type: ignore[import-untyped]  # it ships no types

from incidents.errors import StoreError
from incidents.store import engine as mirrored
from incidents.store.engines.port import EMPTY, State

MANIFEST = "manifest.json"
#: Files that nothing names are kept this long for questions under way, in seconds.
GRACE_S = 3_600.0
MONTH = "strftime(day_start, '%Y-%m')"
#: GeoParquet 1.1 metadata of a column of points in WKB, longitude and latitude (OGC:CRS84).
GEO = {
    "version": "1.1.0",
    "primary_column": "geometry",
    "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
}


class ParquetCopy:
    """A folder of month files and the manifest that says which count."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def state(self) -> State:
        """Tell what the copy holds; nothing if the manifest or a file of it is missing."""
        found = self._manifest()
        if found is None or not all((self.folder / f).is_file() for f in found["files"].values()):
            return EMPTY
        return State(int(found["revision"]), str(found["stamp"]), str(found["layout"]))

    def files(self) -> list[Path]:
        """The files that make up the copy, in order of month."""
        found = self._manifest()
        return [self.folder / f for _, f in sorted(found["files"].items())] if found else []

    def replace(
        self,
        source: duckdb.DuckDBPyConnection,
        ids: Collection[str] | None,
        state: State,
        before: Collection[str] = (),
    ) -> None:
        """Write the months that changed anew and make them count.

        Args:
            source: the mirror, as it is to be copied.
            ids: incidents that changed; ``None`` writes every month.
            state: what the copy holds afterwards.
            before: months in which the changed incidents stood in the copy.
        """
        manifest = self._manifest()
        files = dict(manifest["files"]) if manifest is not None and ids is not None else {}
        files.pop("none", None)
        months = _months(source, ids) | set(before)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            for month in sorted(months):
                written = self._write(source, month)
                files.pop(month, None)
                files |= {month: written} if written else {}
            self._point(files or self._nothing(source), state)
        except OSError as error:
            raise StoreError(
                f"{self.folder}: the copy for the engine cannot be written ({error.strerror}); "
                "make room or name another folder with data= in INCIDENTS_ENGINE_URL"
            ) from error
        self._sweep({str(f.relative_to(self.folder)) for f in self.files()})

    def _manifest(self) -> dict[str, Any] | None:
        try:
            found = json.loads((self.folder / MANIFEST).read_text("utf-8"))
        except (OSError, ValueError):
            return None
        whole = isinstance(found, dict) and isinstance(found.get("files"), dict)
        return found if whole and {"revision", "stamp", "layout"} <= set(found) else None

    def _write(self, source: duckdb.DuckDBPyConnection, month: str) -> str | None:
        """Write a month's file and give its name in the folder; ``None`` if it has no rows."""
        rows = mirrored.month_table(source, MONTH, month)
        if not rows.num_rows:
            return None
        name = f"month={month}/{uuid.uuid4().hex}.parquet"
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        pq.write_table(_with_points(rows), path, compression="zstd")
        return name

    def _nothing(self, source: duckdb.DuckDBPyConnection) -> dict[str, str]:
        """A file without rows: whoever reads the copy finds its columns."""
        name = f"month=none/{uuid.uuid4().hex}.parquet"
        (self.folder / name).parent.mkdir(exist_ok=True)
        pq.write_table(
            _with_points(mirrored.month_table(source, MONTH, "none")), self.folder / name
        )
        return {"none": name}

    def _point(self, files: Mapping[str, str], state: State) -> None:
        said = {
            "revision": state.revision, "stamp": state.stamp, "layout": state.layout,
            "files": dict(sorted(files.items())),
        }  # fmt: skip
        aside = self.folder / f".{MANIFEST}.{os.getpid()}.{uuid.uuid4().hex}"
        aside.write_text(json.dumps(said, indent=1), "utf-8")
        aside.replace(self.folder / MANIFEST)

    def _sweep(self, kept: Collection[str]) -> None:
        oldest = time.time() - GRACE_S
        for path in self.folder.glob("month=*/*.parquet"):
            if path.relative_to(self.folder).as_posix() not in kept:
                _remove_if_older(path, oldest)


def _remove_if_older(path: Path, oldest: float) -> None:
    try:
        if path.stat().st_mtime < oldest:
            path.unlink()
    except FileNotFoundError:
        return  # another process swept it


def _months(source: duckdb.DuckDBPyConnection, ids: Collection[str] | None) -> set[str]:
    where = "" if ids is None else " WHERE incident_id IN (SELECT unnest(?))"
    given = [] if ids is None else [sorted(ids)]
    found = mirrored.rows(source, f"SELECT DISTINCT {MONTH} AS month FROM incident{where}", given)  # noqa: S608 - constants
    return {r["month"] for r in found}


def _with_points(rows: pa.Table) -> pa.Table:
    lons, lats = rows["lon"].to_pylist(), rows["lat"].to_pylist()
    points = [
        None if lon is None or lat is None else struct.pack("<BIdd", 1, 1, lon, lat)
        for lon, lat in zip(lons, lats, strict=True)
    ]
    whole = rows.append_column("geometry", pa.array(points, pa.binary()))
    return whole.replace_schema_metadata({b"geo": json.dumps(GEO).encode()})
