"""One moment of the mirror as the answering modules see it: run questions, fetch trees."""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from typing import Any

import ibis  # type: ignore[import-untyped]  # it ships no types
import ibis.expr.types as ir  # type: ignore[import-untyped]  # it ships no types

from incidents.merge import Snapshot
from incidents.model import TOLL_MEASURES, Claim, Incident, Measure
from incidents.query import Filter, Viewer
from incidents.query.matching import Within
from incidents.store import engine, naming
from incidents.store.columns import table
from incidents.store.engines import Engine
from incidents.store.ledger import Ledger
from incidents.store.publicity import claims_for, incident_for, shows
from incidents.store.selection import Expand, select
from incidents.store.steps import Staged

#: Selections up to this size are worked out by the reference, which names every claim.
SMALL = 400
#: Trees kept of one viewer and revision before all are let go of.
KEPT_TREES = 20_000
#: Ids per statement.
MANY = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, by whom, with the SQL of what is selected of what they may know of.

    Attributes:
        count: rows of the selection.
        span: first and last day of its trees' tops, ``None`` of an empty selection.
        knotted: whether it holds trees, rival claims, or rows with claims held back.
        present: measures that any row states.
        small: selections up to this size are worked out by the reference.
        resolution: of the H3 cells that are asked for, if any are.
    """

    chosen: Filter
    viewer: Viewer
    selected: str
    count: int
    span: tuple[date, date] | None = None
    knotted: bool = True
    present: frozenset[str] = frozenset()
    small: int = SMALL
    resolution: int | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What every question of one revision of the data needs.

    Attributes:
        present: measures that any row states.
        place_ids: places that any row names.
    """

    present: frozenset[str]
    place_ids: tuple[str, ...]


def facts_of(asked: Engine) -> Facts:
    """Ask for the facts; worth keeping as long as the data's revision stands."""
    present = frozenset(m.value for m in TOLL_MEASURES if asked.rows(_states(m, asked.dialect)))
    places = asked.rows("SELECT DISTINCT place_id FROM incident WHERE place_id IS NOT NULL")
    return Facts(present, tuple(sorted(r["place_id"] for r in places)))


@cache
def _states(measure: Measure, dialect: str) -> str:
    """SQL that gives a row if any incident states a figure of the measure."""
    rows = table("incident")
    stated = [rows[f"{measure.value}_{part}"].notnull() for part in ("low", "best", "high")]
    return engine.sql_of(rows.filter(ibis.or_(*stated)).select("incident_id").limit(1), dialect)


def prepare(  # noqa: PLR0913 - a question is a filter, a viewer, and where it is asked
    asked: Engine,
    chosen: Filter,
    viewer: Viewer,
    *,
    within: Within,
    small: int,
    facts: Facts | None = None,
) -> Question:
    """Compile a question; worth keeping as long as the data's revision stands."""
    facts = facts or facts_of(asked)
    rows = select(chosen, _expander(facts, within))
    question = Question(
        chosen=chosen,
        viewer=viewer,
        selected=engine.sql_of(rows, asked.dialect),
        count=0,
        present=facts.present,
        small=small,
    )
    wanted = (
        "count(*) AS n, min(root_day) AS first, max(root_day) AS last, "
        "max(CASE WHEN knotty OR is_fresh THEN 1 ELSE 0 END) AS knotted"
    )
    names = frozenset({"root_day", "knotty", "is_fresh"})
    begin = _named(question, names, asked.dialect)
    (found,) = asked.rows(f"{begin} SELECT {wanted} FROM chosen")  # noqa: S608 - compiled by Ibis
    return replace(
        question,
        count=int(found["n"]),
        span=None if found["first"] is None else (found["first"], found["last"]),
        knotted=bool(found["knotted"]),
    )


def _named(asked: Question, names: frozenset[str], dialect: str) -> str:
    as_of = naming.moment(asked.chosen.as_of, dialect)
    return naming.named(
        asked.viewer, asked.selected, as_of, names, dialect, resolution=asked.resolution
    )


def _expander(facts: Facts, within: Within) -> Expand:
    def expand(place_id: str) -> Collection[str]:
        return [p for p in facts.place_ids if within(p, place_id)]

    return expand


class Asking:
    """One question on its way: runs expressions and fetches trees for the answering modules."""

    def __init__(
        self, asked: Engine, ledger: Ledger, question: Question, kept: dict[str, Snapshot]
    ) -> None:
        """Take what is asked.

        Args:
            asked: where it is asked.
            ledger: where whole trees are read.
            question: what is asked.
            kept: trees this viewer has been shown at this revision, by the top's id; filled here.
        """
        self._engine = asked
        self._ledger = ledger
        self._question = question
        self._trees = kept
        self.viewer = question.viewer
        self.as_of = question.chosen.as_of
        self.count = question.count
        self.present = question.present
        self.span = question.span
        self.knotted = question.knotted
        self.is_small = question.count <= question.small
        self._lock = threading.Lock()
        self._kept: dict[str, Any] = {}

    def once(self, name: str, work: Callable[[], Any]) -> Any:  # noqa: ANN401 - whatever the work gives
        """What the work gives, done once for this question however many ask."""
        with self._lock:
            if name not in self._kept:
                self._kept[name] = work()
            return self._kept[name]

    def run(self, question: ir.Table | Staged, tail: str = "") -> list[dict[str, Any]]:
        """Rows of an expression over `CHOSEN` or `VISIBLE`; ``tail``: a limit, as SQL."""
        sql = compiled(question, self._engine.dialect)
        return self._rows(sql, naming.mentioned(sql), tail)

    def _rows(self, sql: str, names: frozenset[str], tail: str = "") -> list[dict[str, Any]]:
        # A compiled expression may begin with names of its own; ours go before them.
        rest = f", {sql[5:]}" if sql.startswith("WITH ") else f" {sql}"
        begin = _named(self._question, names, self._engine.dialect)
        return self._engine.rows(f"{begin}{rest}{tail}")

    def within(self, bounds: tuple[float, float, float, float]) -> Asking:
        """The same question of a part of the map only."""
        west, south, east, north = (float(b) for b in bounds)
        tests = [f'"lon" < {east!r}', f'"lat" > {south!r}']
        # Nothing lies beyond the edges of the world; to ask costs as much as to count.
        tests += [f'"lon" >= {west!r}'] * (west > -180) + [f'"lat" <= {north!r}'] * (north < 90)
        where = " AND ".join(tests).replace('"', engine.quote(self._engine.dialect))
        selected = f"SELECT * FROM ({self._question.selected}) AS framed WHERE {where}"  # noqa: S608 - four numbers
        return self._but(selected=selected)

    def at(self, resolution: int) -> Asking:
        """The same question of the H3 cells of one resolution."""
        return self._but(resolution=resolution)

    def _but(self, **changed: Any) -> Asking:  # noqa: ANN401 - fields of a question
        asked = replace(self._question, **changed)
        return Asking(self._engine, self._ledger, asked, self._trees)

    def among(self, column: str, texts: Iterable[str | None]) -> str:
        """SQL that lets rows in too whose column is one of some texts, if there are any."""
        dialect = self._engine.dialect
        found = sorted({t for t in texts if t is not None})
        listed = ", ".join(engine.literal(t, dialect) for t in found)
        return f" OR {engine.name(column, dialect)} IN ({listed})" if found else ""

    def sees(self, incident_id: str) -> bool:
        """Whether the viewer may know of an incident; asked of every record, so as plain SQL."""
        one = engine.literal(incident_id, self._engine.dialect)
        sql = f"SELECT incident_id FROM visible WHERE incident_id = {one}"  # noqa: S608 - escaped
        return bool(self._rows(sql, frozenset({"incident_id"})))

    def members(self, roots: Iterable[str]) -> list[dict[str, Any]]:
        """Id, top and path of every row of these trees that the viewer may know of."""
        wanted = sorted(set(roots))
        found: list[dict[str, Any]] = []
        for begin in range(0, len(wanted), MANY):
            dialect = self._engine.dialect
            some = ", ".join(engine.literal(i, dialect) for i in wanted[begin : begin + MANY])
            sql = f"SELECT incident_id, root_id, path FROM visible WHERE root_id IN ({some})"  # noqa: S608 - escaped
            found += self._rows(sql, frozenset({"incident_id", "root_id", "path"}))
        return found

    def trees(self, roots: Iterable[str]) -> dict[str, Snapshot]:
        """Every tree whole, as far as the viewer may know of it, by its top's id."""
        wanted = set(roots)
        found = {r: tree for r in wanted if (tree := self._trees.get(r)) is not None}
        if missing := wanted - found.keys():
            grown = self._grown(missing)
            if len(self._trees) + len(grown) > KEPT_TREES:
                self._trees.clear()
            self._trees.update(grown)
            found |= grown
        return found

    def _grown(self, wanted: Collection[str]) -> dict[str, Snapshot]:
        """Trees as the ledger holds them now."""
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


#: Expressions compiled, by identity: those that are asked again are kept by who makes them.
_COMPILED: OrderedDict[tuple[int, str], tuple[ir.Table | Staged, str]] = OrderedDict()
_COMPILING = threading.Lock()
COMPILED = 512


def compiled(question: ir.Table | Staged, dialect: str) -> str:
    """SQL of an expression, compiled once for each dialect."""
    key = id(question), dialect
    with _COMPILING:
        found = _COMPILED.get(key)
    if found is not None:
        return found[1]
    whole = question if isinstance(question, Staged) else Staged((), question)
    sql = engine.staged_sql(whole, dialect)
    with _COMPILING:
        _COMPILED[key] = (question, sql)
        while len(_COMPILED) > COMPILED:
            _COMPILED.popitem(last=False)
    return sql
