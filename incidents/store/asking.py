"""One moment of the mirror as the answering modules see it: run questions, fetch trees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types
from ibis.expr.operations import Node  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.model import TOLL_MEASURES, Claim, Incident, Measure
from incidents.query import Filter, Viewer
from incidents.query.matching import Within
from incidents.store import engine
from incidents.store.columns import table
from incidents.store.engines import Engine
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
    asked: Engine,
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
        visible=engine.sql_of(visible(viewer), asked.dialect),
        selected=engine.sql_of(select(chosen, _expander(asked, within)), asked.dialect),
        count=0,
        small=small,
    )
    present = frozenset(m.value for m in TOLL_MEASURES if asked.rows(_states(m, asked.dialect)))
    sql = f"{_named(question.visible, question.selected)} SELECT count(*) AS n FROM chosen"  # noqa: S608 - compiled by Ibis
    return replace(question, present=present, count=int(asked.rows(sql)[0]["n"]))


def _named(seen: str, selected: str) -> str:
    return f"WITH visible AS ({seen}), chosen AS ({selected})"


@cache
def _states(measure: Measure, dialect: str) -> str:
    """SQL that gives a row if any incident states a figure of the measure."""
    rows = table("incident")
    stated = [rows[f"{measure.value}_{part}"].notnull() for part in ("low", "best", "high")]
    return engine.sql_of(rows.filter(ibis.or_(*stated)).select("incident_id").limit(1), dialect)


def _expander(asked: Engine, within: Within) -> Expand:
    def expand(place_id: str) -> Collection[str]:
        found = asked.rows("SELECT DISTINCT place_id FROM incident")
        return [p for r in found if (p := r["place_id"]) is not None and within(p, place_id)]

    return expand


class Asking:
    """One question on its way: runs expressions and fetches trees for the answering modules."""

    def __init__(self, asked: Engine, ledger: Ledger, question: Question) -> None:
        self._engine = asked
        self._ledger = ledger
        self._question = question
        self.viewer = question.viewer
        self.as_of = question.chosen.as_of
        self.count = question.count
        self.present = question.present
        self.is_small = question.count <= question.small

    def run(self, question: ir.Table) -> list[dict[str, Any]]:
        """Rows of an expression over `CHOSEN` or `VISIBLE`."""
        return self._rows(compiled(question, self._engine.dialect))

    def _rows(self, sql: str) -> list[dict[str, Any]]:
        # A compiled expression may begin with names of its own; ours go before them.
        rest = f", {sql[5:]}" if sql.startswith("WITH ") else f" {sql}"
        asked = self._question
        named = _named(asked.visible, asked.selected)
        return self._engine.rows(f"{named}{rest}")

    def within(self, bounds: tuple[float, float, float, float]) -> Asking:
        """The same question of a part of the map only."""
        west, south, east, north = (repr(float(b)) for b in bounds)
        selected = (
            f"SELECT * FROM ({self._question.selected}) AS framed WHERE lon >= {west} "  # noqa: S608 - four numbers
            f"AND lon < {east} AND lat > {south} AND lat <= {north}"
        )
        return Asking(self._engine, self._ledger, replace(self._question, selected=selected))

    def members(self, roots: Iterable[str]) -> list[dict[str, Any]]:
        """Id, top and path of every row of these trees that the viewer may know of."""
        wanted = sorted(set(roots))
        found: list[dict[str, Any]] = []
        for begin in range(0, len(wanted), MANY):
            dialect = self._engine.dialect
            some = ", ".join(engine.literal(i, dialect) for i in wanted[begin : begin + MANY])
            sql = f"SELECT incident_id, root_id, path FROM visible WHERE root_id IN ({some})"  # noqa: S608 - escaped
            found += self._rows(sql)
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
def _kept(question: Node, dialect: str) -> str:
    return engine.sql_of(question.to_expr(), dialect)


def compiled(question: ir.Table, dialect: str) -> str:
    """SQL of an expression, compiled once for each dialect."""
    return _kept(question.op(), dialect)
