"""Every cache of the screens, each bounded.

What is kept is frozen and shared between sessions, so it is kept as it is and not copied.
Answers are keyed by the data's revision: a new revision asks anew, nothing has to be emptied.
"""

from __future__ import annotations

import json
import os
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import streamlit as st

from incidents.adapters.settings import Settings, read_settings
from incidents.jobs import JobBoard
from incidents.model import Precision, Report
from incidents.pipeline import examples as shipped_examples
from incidents.pipeline.review_items import ReviewItem
from incidents.pipeline.review_items import counted_twice as counted
from incidents.pipeline.reviewing import open_items
from incidents.pipeline.selecting import viewer_of
from incidents.pipeline.services import Services, process_opener, process_services
from incidents.query import Audience, Choices, Filter, Mark, TablePage, Viewer
from incidents.query.params import from_params, to_params
from incidents.ui import namesakes
from incidents.ui.answers import Answers
from incidents.ui.areas import Areas, Counts, finest_cells, of_cells, of_units
from incidents.ui.charts import Picture
from incidents.ui.focus import box_of_cell, is_in_cell
from incidents.ui.ground import Outlines, load_outlines
from incidents.ui.looks import Showing, Summary

#: Marks sent with the page; beyond them the map reads tiles, and some say where to look.
INLINE_MARKS, SOME_MARKS = 3000, 500
TABLE_ROWS = 200
#: Hexagons drawn at most, and the coarsest resolution the mirror gives.
CELLS, COARSEST_CELLS = 1500, 3

Key = tuple[tuple[str, tuple[str, ...]], ...]


def services() -> Services:
    """The collaborators of this process, opened once; the routes use the same ones."""
    return process_services()


def being_mirrored() -> tuple[int, int] | None:
    """Incidents mirrored, and all, while the data is prepared; ``None`` before and after."""
    return process_opener().being_mirrored


def settings() -> Settings:
    """How this installation runs."""
    return read_settings(os.environ)


def viewer() -> Viewer:
    """Who looks at this page: the same value all minute, so that what it asks is compiled once."""
    return viewer_of(services(), public=settings().public)


def today() -> date:
    """The day a file is saved on (UTC)."""
    return services().clock.now().date()


def revision() -> int:
    """The data's revision, the mirror brought up to it."""
    return services().mirror.follow()


def key_of(chosen: Filter) -> Key:
    """A filter as a value to compare."""
    return tuple(sorted((k, tuple(v)) for k, v in to_params(chosen).items()))


def answers(chosen: Filter, at: int) -> Answers:
    """Ask the mirror everything the dashboard draws."""
    looks = viewer()
    return _answers(at, key_of(chosen), looks.audience, _tick(looks))


def choices(at: int) -> Choices:
    """What the filters offer."""
    looks = viewer()
    return _choices(at, looks.audience, _tick(looks))


def table(chosen: Filter, at: int, page: int, size: int = TABLE_ROWS) -> TablePage:
    """One page of the table."""
    looks = viewer()
    return _table(at, key_of(chosen), looks.audience, _tick(looks), page, size)


def mark(incident_id: str | None, at: int) -> Mark | None:
    """Where one incident lies; None if it has no known place or may not be seen."""
    if incident_id is None:
        return None
    looks = viewer()
    return _mark(at, incident_id, looks.audience, _tick(looks))


def in_cell(chosen: Filter, at: int, cell: str) -> frozenset[str]:
    """Ids of the incidents a hexagon counts: placed as well as a town, no placeholders."""
    looks = viewer()
    key = key_of(replace(chosen, bounds=box_of_cell(cell)))
    return frozenset(
        m.incident_id
        for m in _marks(at, key, looks.audience, _tick(looks))
        if not (m.placeholder or m.precision.coarser_than(Precision.SETTLEMENT))
        and is_in_cell(cell, m.lat, m.lon)
    )


def chart(chosen: Filter, at: int, picture: Picture) -> dict[str, Any] | None:
    """A chart of an answer as Vega-Lite, a value of the caller's own; None if nothing is stated."""
    looks = viewer()
    drawn = _chart(at, key_of(chosen), looks.audience, _tick(looks), picture)
    return None if drawn is None else json.loads(drawn)


def lies_in(key: str) -> str | None:
    """See `namesakes.lies_in`."""
    return namesakes.lies_in(key, services().gazetteer, outlines().names())


def areas(chosen: Filter, at: int, showing: Showing, found: Answers) -> Areas:
    """Regions or hexagons of an answer, each data set counted by itself."""
    looks = viewer()
    sets = tuple(dataset for dataset, _ in found.tolls)
    incidents = sum(toll.incidents for _, toll in found.tolls)
    finest = finest_cells([(m.lat, m.lon) for m in found.marks])
    if showing.summary is Summary.UNITS:
        counts = _units(at, key_of(chosen), looks.audience, _tick(looks), sets)
        return of_units(counts, outlines().unit, showing.measure, incidents)
    counts, resolution = _cells(at, key_of(chosen), looks.audience, _tick(looks), sets, finest)
    return of_cells(counts, showing.measure, incidents, resolution)


@st.cache_resource(max_entries=1, show_spinner=False)
def outlines() -> Outlines:
    """Outlines and names of countries and units."""
    return load_outlines(settings().data)


@st.cache_resource(max_entries=1, show_spinner=False)
def examples() -> tuple[Report, ...]:
    """The report texts offered on the add-report page."""
    return shipped_examples(settings().data)


@st.cache_resource(max_entries=1, show_spinner=False)
def board() -> JobBoard:
    """The long work of this process; it outlives reruns, pages and sessions."""
    return JobBoard()


def review_items(at: int) -> tuple[ReviewItem, ...]:
    """Every open question at a revision of the ledger, quickest first."""
    return _review_items(at)


def counted_twice(chosen: Filter, at: int) -> int:
    """How many incidents of the selection may be another one of it; no person said yet."""
    return _counted_twice(at, key_of(chosen))


@st.cache_resource(max_entries=64, show_spinner=False)
def _counted_twice(at: int, key: Key) -> int:  # noqa: ARG001 - the revision is part of the key
    found = services()
    ledger = found.ledger
    return counted(ledger.snapshot(), ledger.decided(), _asked(key), found.gazetteer.within)


def reports(at: int) -> dict[str, Report]:
    """Every report by id at a revision of the ledger; for the owner's pages."""
    return _reports(at)


@st.cache_resource(max_entries=2, show_spinner="Looking for what needs a decision")
def _review_items(at: int) -> tuple[ReviewItem, ...]:  # noqa: ARG001 - the revision is the key
    return open_items(services().ledger)


@st.cache_resource(max_entries=2, show_spinner=False)
def _reports(at: int) -> dict[str, Report]:  # noqa: ARG001 - the revision is the key
    return {r.report_id: r for r in services().ledger.reports()}


def _tick(looks: Viewer) -> datetime | None:
    """The public's answers grow old by the minute; the owner's only by revision."""
    if looks.audience is not Audience.PUBLIC or looks.now is None:
        return None
    return looks.now


def _asked(key: Key) -> Filter:
    return from_params(dict(key))


@st.cache_resource(max_entries=64, show_spinner=False)
def _answers(at: int, key: Key, audience: Audience, tick: datetime | None) -> Answers:  # noqa: ARG001 - the revision and the minute are part of the key
    chosen, looks, mirror = _asked(key), viewer(), services().mirror
    nowhere = mirror.unplaced_by_country(chosen, looks)
    tiled = mirror.count(chosen, looks) - sum(n for _, n in nowhere) > INLINE_MARKS
    return Answers(
        tolls=mirror.toll(chosen, looks),
        marks=mirror.marks(chosen, looks, SOME_MARKS if tiled else INLINE_MARKS),
        places=namesakes.rows_apart(mirror.per_place(chosen, looks), lies_in),
        times=mirror.over_time(chosen, looks),
        unplaced=mirror.unplaced(chosen, looks),
        unplaced_by_country=nowhere,
        latest=mirror.latest(chosen, looks),
        tiled=tiled,
    )


@st.cache_resource(max_entries=256, show_spinner=False)
def _chart(
    at: int, key: Key, audience: Audience, tick: datetime | None, picture: Picture
) -> str | None:
    found = _answers(at, key, audience, tick)
    spec = picture.drawn(found.places, found.times)
    return None if spec is None else json.dumps(spec)


@st.cache_resource(max_entries=8, show_spinner=False)
def _marks(
    at: int,  # noqa: ARG001 - the revision and the minute are part of the key
    key: Key,
    audience: Audience,  # noqa: ARG001
    tick: datetime | None,  # noqa: ARG001
) -> tuple[Mark, ...]:
    return services().mirror.marks(_asked(key), viewer(), INLINE_MARKS)


@st.cache_resource(max_entries=64, show_spinner=False)
def _mark(at: int, incident_id: str, audience: Audience, tick: datetime | None) -> Mark | None:  # noqa: ARG001 - part of the key
    found = services().mirror.marks(Filter(incident=incident_id), viewer(), INLINE_MARKS)
    return next((m for m in found if m.incident_id == incident_id), None)


@st.cache_resource(max_entries=16, show_spinner=False)
def _units(
    at: int,  # noqa: ARG001 - part of the key
    key: Key,
    audience: Audience,  # noqa: ARG001 - part of the key
    tick: datetime | None,  # noqa: ARG001 - part of the key
    sets: tuple[str, ...],
) -> Counts:
    chosen, looks = _asked(key), viewer()
    return {s: services().mirror.units(replace(chosen, datasets=(s,)), looks) for s in sets}


@st.cache_resource(max_entries=16, show_spinner=False)
def _cells(  # noqa: PLR0913, PLR0917 - the revision and the minute are part of the key
    at: int,  # noqa: ARG001
    key: Key,
    audience: Audience,  # noqa: ARG001
    tick: datetime | None,  # noqa: ARG001
    sets: tuple[str, ...],
    finest: int,
) -> tuple[Counts, int]:
    """Hexagons, coarser until there are few enough to draw."""
    chosen, looks = _asked(key), viewer()
    for resolution in range(finest, COARSEST_CELLS - 1, -1):
        counts = {
            s: services().mirror.cells(replace(chosen, datasets=(s,)), looks, resolution)
            for s in sets
        }
        if sum(map(len, counts.values())) <= CELLS:
            break
    return counts, resolution


@st.cache_resource(max_entries=8, show_spinner=False)
def _choices(at: int, audience: Audience, tick: datetime | None) -> Choices:  # noqa: ARG001 - part of the key
    found = services().mirror.choices(viewer())
    return replace(found, places=namesakes.options_apart(found.places, lies_in))


@st.cache_resource(max_entries=64, show_spinner=False)
def _table(  # noqa: PLR0913, PLR0917 - the revision and the minute are part of the key
    at: int,  # noqa: ARG001
    key: Key,
    audience: Audience,  # noqa: ARG001
    tick: datetime | None,  # noqa: ARG001
    page: int,
    size: int,
) -> TablePage:
    return services().mirror.table(_asked(key), viewer(), page=page, size=size)
