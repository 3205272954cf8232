"""One moment of the mirror as the answering modules see it: run questions, fetch trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

import duckdb
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types
from ibis.expr.operations import Node  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.model import TOLL_MEASURES, Claim, Incident
from incidents.query import Filter, Viewer
from incidents.query.matching import Within
from incidents.store import engine
from incidents.store.ledger import Ledger
from incidents.store.publicity import claims_for, incident_for, shows
from incidents.store.selection import Expand, select, visible

#: Selections up to this size are worked out by the reference, which names every claim.
SMALL = 400
#: Ids per statement.
MANY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, by whom, with the SQL of what they may know of and have selected.

    Attributes:
        count: rows of the selection.
        present: measures that any row states.
        small: selections up to this size are worked out by the reference.
    """

    chosen: Filter
    viewer: Viewer
    visible: str
    selected: str
    count: int
    present: frozenset[str] = frozenset()
    small: int = SMALL


def prepare(
    database: duckdb.DuckDBPyConnection,
    chosen: Filter,
    viewer: Viewer,
    *,
    within: Within,
    small: int,
) -> Question:
    """Compile a question; worth keeping as long as the data's revision stands."""
    question = Question(
        chosen=chosen,
        viewer=viewer,
        visible=engine.sql_of(visible(viewer)),
        selected=engine.sql_of(select(chosen, _expander(database, within))),
        count=0,
        small=small,
    )
    present = frozenset(m.value for m in TOLL_MEASURES if engine.states(database, m.value))
    sql = f"{_named(question.visible, question.selected)} SELECT count(*) AS n FROM chosen"  # noqa: S608 - compiled by Ibis
    return replace(question, present=present, count=int(engine.rows(database, sql)[0]["n"]))


def _named(seen: str, selected: str) -> str:
    return f"WITH visible AS ({seen}), chosen AS ({selected})"


def _expander(database: duckdb.DuckDBPyConnection, within: Within) -> Expand:
    def expand(place_id: str) -> Collection[str]:
        found = engine.rows(database, "SELECT DISTINCT place_id FROM incident")
        return [p for r in found if (p := r["place_id"]) is not None and within(p, place_id)]

    return expand


class Asking:
    """One question on its way: runs expressions and fetches trees for the answering modules."""

    def __init__(
        self, database: duckdb.DuckDBPyConnection, ledger: Ledger, question: Question
    ) -> None:
        self._database = database
        self._ledger = ledger
        self._question = question
        self.viewer = question.viewer
        self.as_of = question.chosen.as_of
        self.count = question.count
        self.present = question.present
        self.is_small = question.count <= question.small

    def run(self, question: ir.Table) -> list[dict[str, Any]]:
        """Rows of an expression over `CHOSEN` or `VISIBLE`."""
        return self._rows(compiled(question))

    def _rows(self, sql: str, given: Sequence[object] = ()) -> list[dict[str, Any]]:
        # A compiled expression may begin with names of its own; ours go before them.
        rest = f", {sql[5:]}" if sql.startswith("WITH ") else f" {sql}"
        asked = self._question
        named = _named(asked.visible, asked.selected)
        return engine.rows(self._database, f"{named}{rest}", given)

    def within(self, bounds: tuple[float, float, float, float]) -> Asking:
        """The same question of a part of the map only."""
        west, south, east, north = (repr(float(b)) for b in bounds)
        selected = (
            f"SELECT * FROM ({self._question.selected}) AS framed WHERE lon >= {west} "  # noqa: S608 - four numbers
            f"AND lon < {east} AND lat > {south} AND lat <= {north}"
        )
        return Asking(self._database, self._ledger, replace(self._question, selected=selected))

    def members(self, roots: Iterable[str]) -> list[dict[str, Any]]:
        """Id, top and path of every row of these trees that the viewer may know of."""
        wanted = sorted(set(roots))
        found: list[dict[str, Any]] = []
        for begin in range(0, len(wanted), MANY):
            some = wanted[begin : begin + MANY]
            marks = ", ".join("?" * len(some))
            sql = f"SELECT incident_id, root_id, path FROM visible WHERE root_id IN ({marks})"  # noqa: S608 - question marks
            found += self._rows(sql, some)
        return found

    def trees(self, roots: Iterable[str]) -> dict[str, Snapshot]:
        """Every tree whole, as far as the viewer may know of it, by its top's id."""
        wanted = set(roots)
        root_of = {r["incident_id"]: r["root_id"] for r in self.members(wanted)}
        shown = [i for i in self._ledger.incidents(root_of) if shows(i, self.viewer)]
        added: dict[str, list[tuple[Claim, datetime]]] = defaultdict(list)
        for claim, at in self._ledger.claims_with_time(i.incident_id for i in shown):
            added[claim.incident_id].append((claim, at))
        incidents: dict[str, list[Incident]] = defaultdict(list)
        claims: dict[str, list[Claim]] = defaultdict(list)
        for incident in shown:
            root = root_of[incident.incident_id]
            incidents[root].append(incident_for(incident, self.viewer))
            claims[root] += claims_for(incident, added[incident.incident_id], self.viewer)
        return {r: Snapshot(tuple(incidents[r]), tuple(claims[r])) for r in wanted}


@lru_cache(maxsize=512)
def _kept(question: Node) -> str:
    return engine.sql_of(question.to_expr())


def compiled(question: ir.Table) -> str:
    """SQL of an expression, compiled once."""
    return _kept(question.op())
