"""A full gazetteer from the GeoNames dumps a user has, laid over the one that ships.

What ships stays: codes, districts, sites and the spellings kept by hand. A place that both know
takes its point and its people from the dump, and keeps the names of both.
"""

from __future__ import annotations

import shutil
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from incidents.adapters.gazetteer import DEFAULT
from incidents.adapters.gazetteer_file import Entry, Units, open_gazetteer, write_entry
from incidents.adapters.geonames import Tally, Wanted, read_districts, read_names, read_places
from incidents.errors import BadFile, BadInput
from incidents.geocode.names import fold
from incidents.model.ports import Progress

NAMES, DISTRICTS = "alternateNamesV2.txt", "admin2Codes.txt"
#: Files of a GeoNames folder that hold no places.
_NO_PLACES = frozenset({NAMES.casefold(), DISTRICTS.casefold(), "admin1codesascii.txt",
                        "countryinfo.txt", "readme.txt", "featurecodes_en.txt", "hierarchy.txt",
                        "iso-languagecodes.txt", "timezones.txt", "alternatenames.txt",
                        "admin5codes.txt", "usertags.txt"})  # fmt: skip
#: Points of one cell that are looked up before its unit is taken as known.
_VOTES = 15


@dataclass(frozen=True, slots=True)
class Built:
    """What was written, and what became of each line of each file."""

    path: Path
    places: int
    names: int
    tallies: tuple[Tally, ...]


class UnitVotes:
    """ISO code of a point's first-level unit, by the shapes.

    Each quarter-degree cell is looked up until it has given one answer several times.
    """

    def __init__(self, unit_at: Callable[[float, float], str | None]) -> None:
        self._unit_at = unit_at
        self._votes: dict[tuple[int, int, str], Counter[str | None]] = defaultdict(Counter)

    def __call__(self, lat: float, lon: float, country: str) -> str | None:
        """The unit at a point, if it is that country's."""
        votes = self._votes[round(lat * 4), round(lon * 4), country]
        if len(votes) == 1 and votes.total() >= _VOTES:
            return next(iter(votes))
        unit = self._unit_at(lat, lon)
        found = unit if unit is not None and unit.startswith(f"{country}-") else None
        votes[found] += 1
        return found


def dumps_in(folder: Path) -> tuple[Path, ...]:
    """The place files of a folder: ``allCountries.txt``, else each country's.

    Raises:
        BadInput: there is none.
    """
    whole = folder / "allCountries.txt"
    if whole.is_file():
        return (whole,)
    found = sorted(p for p in folder.glob("*.txt") if p.name.casefold() not in _NO_PLACES)
    if not found:
        raise BadInput(
            f"{folder}: no allCountries.txt and no file of one country such as UA.txt; download "
            "them from GeoNames (export/dump) and unpack them there"
        )
    return tuple(found)


def build(  # noqa: PLR0913 - what it reads, writes, takes and tells
    folder: Path,
    out: Path,
    *,
    wanted: Wanted,
    unit_at: Callable[[float, float], str | None],
    progress: Progress,
    base: Path = DEFAULT,
) -> Built:
    """Write a gazetteer to ``out``; an older one there is replaced only when the new one is whole.

    Raises:
        BadInput: the folder has no dump, or ``out`` is the gazetteer that ships.
        BadFile: a file cannot be read or written, or no line of the dumps could be used.
    """
    dumps = dumps_in(folder)
    if out.resolve() == base.resolve():
        raise BadInput(f"{out}: that is the gazetteer that ships; write to another file")
    open_gazetteer(base).close()
    partial = out.with_suffix(".partial")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(base, partial)
    except OSError as error:
        raise BadFile(f"{out}: {error.strerror}; choose a folder you may write to") from error
    try:
        with closing(sqlite3.connect(partial)) as db:
            db.execute("PRAGMA journal_mode=OFF")
            work = _Work(db, wanted, UnitVotes(unit_at), progress)
            built = work.run(folder, dumps)
        partial.replace(out)
    finally:
        partial.unlink(missing_ok=True)
    return replace(built, path=out)


class _Work:
    """One build: the open file, and the bytes read so far of all files."""

    def __init__(
        self, db: sqlite3.Connection, wanted: Wanted, unit_at: UnitVotes, progress: Progress
    ) -> None:
        self._db, self._wanted, self._unit_at, self._progress = db, wanted, unit_at, progress
        self._units = Units(db)
        self._before = self._total = 0
        self._tallies: list[Tally] = []

    def run(self, folder: Path, dumps: tuple[Path, ...]) -> Built:
        names = folder / NAMES
        files = (*dumps, *(p for p in (names,) if p.is_file()))
        self._total = sum(p.stat().st_size for p in files)
        districts = self._districts(folder / DISTRICTS)
        taken: set[int] = set()
        for dump in dumps:
            self._places(dump, districts, taken)
        if not taken:
            raise BadFile(
                f"{folder}: no line of {', '.join(p.name for p in dumps)} is a place of a GeoNames "
                "dump (19 tab-separated columns); is it unpacked, and the right file?"
            )
        if names.is_file():
            self._names(names, taken)
        self._db.commit()
        self._db.execute("VACUUM")
        (places,) = self._db.execute("SELECT count(*) FROM place").fetchone()
        (spelt,) = self._db.execute("SELECT count(*) FROM name").fetchone()
        return Built(folder, places, spelt, tuple(self._tallies))

    def _tally(self, path: Path) -> Tally:
        self._tallies.append(Tally(path.name))
        return self._tallies[-1]

    def _note(self, done: int) -> None:
        self._progress(self._before + done, self._total)

    def _districts(self, path: Path) -> dict[str, str]:
        return read_districts(path, self._tally(path)) if path.is_file() else {}

    def _places(self, dump: Path, districts: dict[str, str], taken: set[int]) -> None:
        tally = self._tally(dump)
        found = read_places(dump, self._wanted, tally, self._unit_at, districts, self._note)
        for entry in found:
            taken.add(entry.pid)
            write_entry(self._db, self._units, self._joined(entry))
        self._before += dump.stat().st_size

    def _joined(self, entry: Entry) -> Entry:
        """Keep what is known by hand of a place that ships: its name, unit and container."""
        row = self._db.execute(
            "SELECT p.name, u.adm1, m.ref, m.inside, m.extent, m.pcode, m.adm2 FROM place p "
            "JOIN unit u ON u.uid = p.unit LEFT JOIN more m ON m.pid = p.pid WHERE p.pid = ?",
            (entry.pid,),
        ).fetchone()
        if row is None:
            return entry
        name, adm1, ref, inside, extent, pcode, adm2 = row
        return replace(
            entry, name=name, adm1=adm1 or entry.adm1, ref=ref, inside=inside, extent_km=extent,
            pcode=pcode, adm2=adm2 or entry.adm2,
        )  # fmt: skip

    def _names(self, path: Path, taken: set[int]) -> None:
        found = read_names(path, taken, self._tally(path), self._note)
        rows = ((key, n.tier, n.pid) for n in found if (key := fold(n.name)))
        self._db.executemany(
            "INSERT INTO name VALUES (?,?,?) "
            "ON CONFLICT DO UPDATE SET tier = min(tier, excluded.tier)",
            rows,
        )
        self._before += path.stat().st_size
