"""Rows of an upload as the ledger stores them, without a value made for each.

No database here. What many rows share is turned into columns once, by `incidents.store.row_parts`,
and found again by the object it is: equal parts of `RowParts` are the same object. A property
test holds what comes out equal to the rows of the values.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Generic, TypeVar

from incidents.errors import StoreError
from incidents.files import Rejected
from incidents.files.parts import Figure, RowParts, Told, Who
from incidents.files.rows import claim_id, incident_id
from incidents.model import Moment, PersonStatus, Place, When
from incidents.store.blocks import Block, Value, block_of, block_of_columns
from incidents.store.row_parts import (
    actors_text,
    estimate_row,
    json_text,
    place_row,
    said_row,
    weapons_text,
    when_row,
)

V = TypeVar("V")
C = TypeVar("C")
#: What a database column takes, in the order of `INCIDENT` or `CLAIM`.
Columns = tuple[str | int | float | bool | None, ...]

_HEAD = ("incident_id", "title", "notes", "native", "event_type", "sub_event_type")
_WHO = ("weapons", "actors")
_TOLD = ("sensitivity",)
_PLACE = (
    "place_name", "precision", "lat", "lon", "country", "adm1", "adm2", "place_id", "toponym",
    "extent_km", "expected", "score", "runner_up", "cell",
)  # fmt: skip
_WHEN = ("day_start", "day_end", "date_prec", "date_basis", "local_time", "zone")
#: Columns of an incident that differ from row to row.
INCIDENT = (*_HEAD, *_WHO, *_TOLD, *_PLACE, *_WHEN)
_ESTIMATE = ("low", "best", "high", "qualifier", "word")
_FIGURE = ("measure", *_ESTIMATE, "column_name", "cell_text", "status", "subset_of")
_SAID = ("said_from", "said_until")
#: Columns of a claim that differ from row to row.
CLAIM = ("claim_id", "incident_id", "line", *_FIGURE, "source", *_SAID)
#: Digits of the line in an id.
_LINE = 7
#: What all rows of an upload have in common, beside the import and its revision.
INCIDENT_SHARED: dict[str, Value] = {"placeholder": False, "excludes": "[]", "quotes": "[]"}
CLAIM_SHARED: dict[str, Value] = {
    "origin": "cell",
    "carried": False,
    "increment": False,
    "superseded": False,
    "background": False,
}

#: Values whose columns are kept; beyond it the memory starts anew.
_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of an upload.

    Attributes:
        incidents, claims: with the columns of `INCIDENT` and of `CLAIM`.
        rejected: rows that cannot be stored.
        warnings: how often each code was given.
        done: rows of the file through so far, of all kinds.
        expected: about how many there are, if that can be told.
    """

    incidents: Block
    claims: Block
    rejected: Sequence[Rejected] = ()
    warnings: dict[str, int] = field(default_factory=dict)
    done: int = 0
    expected: int | None = None


def prove_references(incidents: Block, claims: Block) -> None:
    """Refuse claims on incidents that do not come with them; no other row is pointed to.

    The import stands before its rows do, and rows of an upload have neither parent nor report.
    SQLite would look each incident up again.
    """
    lost = set(claims.column("incident_id")) - set(incidents.column("incident_id"))
    if lost:
        raise StoreError(
            f"the ledger refused rows that break its rules (claims of {min(map(str, lost))}, "
            "which is no incident of the file); nothing was saved"
        )


class _Once(Generic[V, C]):
    """Columns of a value, worked out once for each object."""

    def __init__(self, code: Callable[[V], C]) -> None:
        self._code = code
        # The value is kept beside its columns, so that no other object can come by its id.
        self._kept: list[V] = []
        self._known: dict[int, C] = {}

    def of_many(self, values: Sequence[V]) -> list[C]:
        found = list(map(self._known.get, map(id, values)))
        return [
            self._learnt(value) if columns is None else columns
            for columns, value in zip(found, values, strict=True)
        ]

    def _learnt(self, value: V) -> C:
        known = self._known.get(id(value))
        if known is None:
            if len(self._kept) >= _KEPT:
                self._known.clear()
                self._kept.clear()
            self._kept.append(value)
            known = self._known[id(value)] = self._code(value)
        return known


class RowCoder:
    """Turns the rows of one upload into columns.

    Args:
        header: the file's columns, which the cells that are kept as they came stand under.
    """

    def __init__(self, header: Sequence[str], import_id: str) -> None:
        # All but the line's seven digits, see `incidents.files.rows.incident_id`.
        self._incident = incident_id(import_id, 0)[:-_LINE]
        self._claim = f"clm_{self._incident.removeprefix('inc_')}"
        self._width = len(header)
        self._place = _Once(_place_columns)
        self._when = _Once(_when_columns)
        self._who = _Once(_who_columns)
        self._told = _Once(_told_columns)
        self._figures = _Once(_figure_columns)
        self._said: dict[date, tuple[str, str]] = {}

    def blocks(self, rows: Sequence[RowParts]) -> tuple[Block, Block]:
        """Incidents and claims of some rows."""
        if not rows:
            return block_of(INCIDENT, ()), block_of(CLAIM, ())
        lines, _, cells, titles, notes, whens, places, figures, kinds, whos, tolds, _, joined = zip(
            *rows, strict=True
        )
        ids = [f"{self._incident}{line:07x}" for line in lines]
        natives = list(map(self.native, cells, joined))
        last, days = zip(*self._when.of_many(whens), strict=True)
        sources, sensitive, said = zip(*self._told.of_many(tolds), strict=True)
        incidents = (
            (ids, titles, notes, natives),
            zip(*kinds, strict=True),
            zip(*self._who.of_many(whos), strict=True),
            (sensitive,),
            zip(*self._place.of_many(places), strict=True),
            zip(*days, strict=True),
        )
        stated = self._figures.of_many(figures)
        claims = [
            (f"{self._claim}{line:07x}{ending}", ident, line, *columns, source, *told)
            for ident, line, each, source, day, end in zip(
                ids, lines, stated, sources, said, last, strict=True
            )
            if each
            for told in (self._said_on(end if day is None or day < end else day),)
            for ending, columns in each
        ]
        return (
            block_of_columns(INCIDENT, list(chain.from_iterable(incidents)), len(rows)),
            block_of(CLAIM, claims),
        )

    def native(self, cells: Sequence[str], joined: str | None) -> str:
        """The row as it came, as JSON text of its cells; see `RowParts.joined`."""
        if joined is not None and len(cells) == self._width:
            return f'["{joined}"]'
        return json_text(list(cells[: self._width]))

    def _said_on(self, day: date) -> tuple[str, str]:
        known = self._said.get(day)
        if known is None:
            row = said_row(Moment.of(day))
            known = self._said[day] = (row["said_from"], row["said_until"])
        return known


def _place_columns(place: Place) -> Columns:
    row = place_row(place)
    return tuple(row[name] for name in _PLACE)


def _when_columns(when: When) -> tuple[date, Columns]:
    row = when_row(when)
    return when.last, tuple(row[name] for name in _WHEN)


def _who_columns(who: Who) -> Columns:
    return weapons_text(who.weapons), actors_text(who.actors)


def _told_columns(told: Told) -> tuple[str, str, date | None]:
    return told.source, told.sensitivity.value, told.day


def _figure_columns(figures: tuple[Figure, ...]) -> tuple[tuple[str, Columns], ...]:
    """Columns of each figure, with what its claim's id ends in behind the line."""
    return tuple(map(_one_figure, figures))


def _one_figure(figure: Figure) -> tuple[str, Columns]:
    row = estimate_row(figure.estimate)
    status = PersonStatus.CIVILIAN if figure.part else PersonStatus.UNKNOWN
    return claim_id("", 0, figure).removeprefix(f"clm_{0:0{_LINE}x}"), (
        figure.measure.value,
        *(row[name] for name in _ESTIMATE),
        figure.column,
        figure.text,
        status.value,
        figure.part,
    )
