"""Brings an engine's copy up to the mirror: what changed, or everything where that is unknown."""

from __future__ import annotations

import duckdb

from incidents.store import engine as mirrored
from incidents.store import following
from incidents.store.columns import LAYOUT
from incidents.store.engines.port import CopyEngine, Engine, State
from incidents.store.ledger import Ledger


def ship(
    target: CopyEngine, ledger: Ledger, source: duckdb.DuckDBPyConnection, mirror: Engine
) -> None:
    """Copy what the mirror holds and the engine does not; nothing if they agree."""
    wanted, present = _mirrored(source), target.state()
    if present == wanted:
        return
    ids = _changed(target, ledger, mirror, present) if _follows(ledger, present) else None
    target.replace(source, ids, wanted)


def _mirrored(source: duckdb.DuckDBPyConnection) -> State:
    row = mirrored.rows(source, "SELECT layout, revision, stamp FROM meta")[0]
    return State(int(row["revision"]), str(row["stamp"]), str(row["layout"]))


def _follows(ledger: Ledger, present: State) -> bool:
    """Whether the copy is an earlier state of this ledger."""
    if present.revision == 0 or present.layout != LAYOUT:
        return False
    return ledger.stamp(present.revision) == present.stamp


def _changed(target: CopyEngine, ledger: Ledger, mirror: Engine, present: State) -> set[str] | None:
    """Ids in every tree that holds a changed incident, as it was copied and as it is now."""
    feed = ledger.changes_since(present.revision)
    if feed.destroyed or feed.imports_gone or len(feed.incidents) > following.MANY:
        return None
    touched = set(feed.incidents)
    before = _trees(target, touched)
    return touched | before | _trees(mirror, touched | before)


def _trees(asked: Engine, ids: set[str]) -> set[str]:
    if not ids:
        return set()
    listed = ", ".join(mirrored.literal(i, asked.dialect) for i in sorted(ids))
    roots = f"SELECT root_id FROM incident WHERE incident_id IN ({listed})"  # noqa: S608 - escaped
    found = asked.rows(f"SELECT incident_id FROM incident WHERE root_id IN ({roots})")  # noqa: S608 - escaped
    return {r["incident_id"] for r in found}
