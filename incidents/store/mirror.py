"""The mirror: a disposable columnar copy of the ledger that answers every question.

Private to its process, shared by its threads. It follows the ledger by revision; whatever is
stale, damaged, from another version or holds words that were redacted is built anew.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import duckdb

from incidents.merge import Snapshot
from incidents.model import Claim, Incident
from incidents.query import (
    Audience,
    CellCount,
    Choices,
    Filter,
    Mark,
    PlaceRow,
    TablePage,
    TimeRow,
    UnplacedRow,
    Viewer,
)
from incidents.query.matching import Within, nothing_within
from incidents.store import charts, engine, following, listing, records, regions, tiles
from incidents.store.asking import SMALL, Asking, facts_of, prepare
from incidents.store.engines import CopyEngine, DuckEngine, Engine, ship
from incidents.store.imports import ImportRow
from incidents.store.ledger import Ledger
from incidents.store.loading import Progress
from incidents.summary import Toll

#: What DuckDB says when a file cannot be written: at a block, at a commit, or ever after.
_UNWRITTEN = (duckdb.IOException, duckdb.TransactionException, duckdb.FatalException)
_LOG = logging.getLogger(__name__)
#: Compiled selections kept.
KEPT = 256
#: Tiles kept, at most some 50 kB each: viewers of one page ask for the same ones.
TILES = 256


def _no_trees(_: int) -> dict[str, Snapshot]:
    """Whole trees that were read at a revision; none yet."""
    return {}


class Mirror:
    """Answers, each for a `Filter` and a `Viewer`."""

    def __init__(
        self, ledger: Ledger, database: duckdb.DuckDBPyConnection, within: Within, small: int
    ) -> None:
        self._ledger = ledger
        self._database = database
        self._within = within
        self._small = small
        self._lock = threading.Lock()
        self._revision = 0
        self._path: Path | None = None
        self._copy: CopyEngine | None = None
        # One selection is asked many things (tiles above all); compile and count it once.
        self._prepared = lru_cache(maxsize=KEPT)(self._prepare)
        self._tiles = lru_cache(maxsize=TILES)(self._tile)
        self._facts = lru_cache(maxsize=1)(lambda _: facts_of(self._engine))
        self._trees = lru_cache(maxsize=1)(_no_trees)

    @classmethod
    def open(  # noqa: PLR0913 - everything but ledger and path is named
        cls,
        ledger: Ledger,
        path: Path | None = None,
        *,
        within: Within = nothing_within,
        progress: Progress | None = None,
        small: int = SMALL,
        answers: CopyEngine | None = None,
    ) -> Mirror:
        """Open the mirror of a ledger and bring it up to date.

        Args:
            ledger: what to follow.
            path: file to keep it in; ``None`` keeps it in memory. A file that is damaged or of
                another version is replaced; one that another process holds is left alone and
                the mirror kept in memory.
            within: whether a place lies in another (`Gazetteer.within`).
            progress: told how many of how many rows are in, while building.
            small: selections up to this size are worked out by the reference.
            answers: an engine that takes over the rows and answers; ``None``: DuckDB itself.
        """
        mirror = cls(ledger, following.open_file(path), within, small)
        mirror._path, mirror._copy = path, answers
        mirror.follow(progress)
        return mirror

    def close(self) -> None:
        """Let go of the file, and of the engine."""
        self._database.close()
        if self._copy is not None:
            self._copy.close()

    @property
    def revision(self) -> int:
        """The ledger's revision that is mirrored."""
        return self._revision

    def follow(self, progress: Progress | None = None) -> int:
        """Catch up with the ledger and give the revision that is now mirrored."""
        with self._lock:
            self._forget_destroyed_words()
            revision = self._caught_up(progress)
            if self._copy is not None:
                ship(self._copy, self._ledger, self._database, DuckEngine(self._database))
            if revision != self._revision:
                for kept in (self._tiles, self._prepared, self._trees):
                    kept.cache_clear()
            self._revision = revision
            return revision

    def _caught_up(self, progress: Progress | None) -> int:
        """Catch up; where the file cannot be written the mirror goes on in memory."""
        try:
            return following.follow(self._ledger, self._database, progress, self._small)
        except _UNWRITTEN as error:
            if self._path is None:
                raise
            _LOG.warning(
                "%s cannot be written (%s); what is shown is kept in memory until the next start. "
                "No record is lost; make room on that disk, or name another with INCIDENTS_HOME",
                self._path,
                str(error).splitlines()[-1],
            )
        self._leave_file()
        return following.follow(self._ledger, self._database, progress, self._small)

    @property
    def _engine(self) -> Engine:
        return self._copy or DuckEngine(self._database)

    def _forget_destroyed_words(self) -> None:
        """A file keeps the pages of deleted rows: where words were destroyed it goes itself."""
        if self._path is not None and following.must_forget(self._ledger, self._database):
            self._leave_file()

    def _leave_file(self) -> None:
        """Go on with an empty mirror in memory, and remove the file."""
        old, self._database = self._database, following.open_file(None)
        old.close()
        if self._path is not None:
            following.remove_file(self._path)
        self._path = None

    def _asking(self, chosen: Filter, viewer: Viewer) -> Asking:
        return self._prepared(chosen, viewer, self._revision)

    def _prepare(self, chosen: Filter, viewer: Viewer, revision: int) -> Asking:
        asked = self._engine
        question = prepare(
            asked,
            chosen,
            viewer,
            within=self._within,
            small=self._small,
            facts=self._facts(revision),
        )
        # What the public may know changes with the hour; what the owner knows with a revision.
        owner = viewer.audience is Audience.OWNER
        return Asking(asked, self._ledger, question, self._trees(revision) if owner else {})

    def toll(self, chosen: Filter, viewer: Viewer) -> tuple[tuple[str, Toll], ...]:
        """Give one toll per data set, side by side."""
        return charts.tolls(self._asking(chosen, viewer))

    def per_place(self, chosen: Filter, viewer: Viewer, limit: int = 200) -> tuple[PlaceRow, ...]:
        """Give figures per place; a site counts under its city, a city under its region."""
        return charts.per_place(self._asking(chosen, viewer), limit)

    def over_time(self, chosen: Filter, viewer: Viewer) -> tuple[TimeRow, ...]:
        """Give figures per day, month or year."""
        return charts.over_time(self._asking(chosen, viewer))

    def marks(self, chosen: Filter, viewer: Viewer, limit: int = 5_000) -> tuple[Mark, ...]:
        """Give what the map draws inline."""
        return listing.marks(self._asking(chosen, viewer), limit)

    def unplaced(
        self, chosen: Filter, viewer: Viewer, limit: int = 1_000
    ) -> tuple[UnplacedRow, ...]:
        """Give the incidents whose place is not known."""
        return listing.unplaced(self._asking(chosen, viewer), limit)

    def unplaced_by_country(
        self, chosen: Filter, viewer: Viewer
    ) -> tuple[tuple[str | None, int], ...]:
        """Give how many have no known place, by country, most first."""
        return listing.unplaced_by_country(self._asking(chosen, viewer))

    def latest(self, chosen: Filter, viewer: Viewer) -> datetime | None:
        """When the newest figure of a selection had been said, local wall time; None: no figure.

        The public is told none: a figure still held back would give away when it was said.
        """
        if viewer.audience is Audience.PUBLIC:
            return None
        return listing.latest(self._asking(chosen, viewer))

    def table(
        self,
        chosen: Filter,
        viewer: Viewer,
        *,
        page: int = 0,
        size: int = 50,
        sort: str = "-date",
    ) -> TablePage:
        """Give one page of the table; pages count from 0."""
        asking = self._asking(chosen, viewer)
        return listing.table(asking, page=page, size=size, sort=sort)

    def tile(self, z: int, x: int, y: int, chosen: Filter, viewer: Viewer) -> bytes:
        """Give one map tile as GeoJSON; BadFilter if there is no such tile."""
        return self._tiles(chosen, viewer, self._revision, (z, x, y))

    def _tile(
        self, chosen: Filter, viewer: Viewer, revision: int, numbers: tuple[int, int, int]
    ) -> bytes:
        return tiles.tile(self._prepared(chosen, viewer, revision), *numbers)

    def cells(self, chosen: Filter, viewer: Viewer, resolution: int) -> tuple[CellCount, ...]:
        """Give incidents per H3 cell of resolution 3 to 7."""
        return regions.cells(self._asking(chosen, viewer), resolution)

    def units(self, chosen: Filter, viewer: Viewer) -> tuple[CellCount, ...]:
        """Give incidents per first-level unit."""
        return regions.units(self._asking(chosen, viewer))

    def export_size(self, chosen: Filter, viewer: Viewer, *, placeholders: bool = False) -> int:
        """Give how many rows `export_rows` streams, for who waits for them."""
        return records.export_size(self._asking(chosen, viewer), placeholders=placeholders)

    def export_rows(
        self, chosen: Filter, viewer: Viewer, *, placeholders: bool = False
    ) -> Iterator[ImportRow]:
        """Stream the selected incidents with their claims, as the viewer may see them."""
        asking = self._asking(chosen, viewer)
        return records.export_rows(asking, self._ledger, placeholders=placeholders)

    def record(self, incident_id: str, viewer: Viewer) -> tuple[Incident, tuple[Claim, ...]]:
        """Give one incident and its claims; NotFound if the viewer may not know of it."""
        return records.record(self._asking(Filter(), viewer), self._ledger, incident_id)

    def choices(self, viewer: Viewer) -> Choices:
        """Give what the filters offer."""
        return listing.choices(self._asking(Filter(), viewer))

    def warm(self) -> None:
        """Ask once what every filter change asks, so that its statements are compiled."""
        looks = Viewer()
        if self.count(Filter(), looks) <= self._small:
            return
        half = (-180.0, -90.0, 31.0, 90.0)
        for chosen in (Filter(), Filter(precisions=("settlement", "street")), Filter(bounds=half)):
            self.toll(chosen, looks)
            self.per_place(chosen, looks)
            self.unplaced(chosen, looks, 1)
            self.table(chosen, looks, size=1)
        self.units(Filter(), looks)
        self.cells(Filter(), looks, regions.COARSEST)

    def count(self, chosen: Filter, viewer: Viewer) -> int:
        """Give how many rows the filter selects, placeholders and parents among them."""
        return self._asking(chosen, viewer).count

    def size_bytes(self) -> int:
        """Give roughly how much memory or disk the copy takes."""
        return engine.size_bytes(self._database)
