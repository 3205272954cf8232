"""One moment of the mirror as the answering modules see it: run questions, fetch trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import duckdb
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.query import Filter, Viewer
from incidents.query.matching import Within
from incidents.store import engine
from incidents.store.ledger import Ledger
from incidents.store.publicity import claims_for, incident_for, shows
from incidents.store.selection import select, view_of

#: Selections up to this size are worked out by the reference, which names every claim.
SMALL = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, by whom.

    Attributes:
        within: whether a place lies in another.
        small: selections up to this size are worked out by the reference.
    """

    chosen: Filter
    viewer: Viewer
    within: Within
    small: int = SMALL


class Asking:
    """One question on its way: runs expressions and fetches trees for the answering modules."""

    def __init__(
        self,
        database: duckdb.DuckDBPyConnection,
        ledger: Ledger,
        question: Question,
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._question = question
        self.viewer = question.viewer
        self.as_of = question.chosen.as_of
        self.small = question.small

    def run(self, question: ir.Table) -> list[dict[str, Any]]:
        """Rows of an expression."""
        return engine.run(self._database, question)

    def count(self, rows: ir.Table) -> int:
        """How many rows there are."""
        return int(self.run(rows.aggregate(n=rows.count()))[0]["n"])

    def select(self) -> ir.Table:
        """Rows the filter selects."""
        return select(self._question.chosen, self.viewer, self._expand)

    def _expand(self, place_id: str) -> Collection[str]:
        cursor = self._database.cursor()
        found = cursor.execute("SELECT DISTINCT place_id FROM incident").fetchall()
        return [p for (p,) in found if p is not None and self._question.within(p, place_id)]

    def trees(self, roots: Iterable[str]) -> dict[str, Snapshot]:
        """Every tree whole, as far as the viewer may know of it, by its top's id."""
        rows = view_of(self.viewer)
        viewer, wanted = self.viewer, sorted(set(roots))
        asked = rows.filter(rows.root_id.isin(wanted)).select("incident_id", "root_id")
        root_of = {r["incident_id"]: r["root_id"] for r in self.run(asked)} if wanted else {}
        incidents = [i for i in self._ledger.incidents(root_of) if shows(i, viewer)]
        by_id = {i.incident_id: i for i in incidents}
        claims: dict[str, list[Any]] = defaultdict(list)
        added: dict[str, list[Any]] = defaultdict(list)
        for claim, at in self._ledger.claims_with_time(by_id):
            added[claim.incident_id].append((claim, at))
        kept: dict[str, list[Any]] = defaultdict(list)
        for i, incident in by_id.items():
            kept[root_of[i]].append(incident_for(incident, viewer))
            claims[root_of[i]].extend(claims_for(incident, added[i], viewer))
        return {r: Snapshot(tuple(kept[r]), tuple(claims[r])) for r in wanted}
