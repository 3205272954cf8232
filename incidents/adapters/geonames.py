"""GeoNames dumps as entries of a gazetteer: what the user has downloaded, read line by line.

Format (readme.txt of the GeoNames export): UTF-8, tab-separated, no quoting. ``allCountries.txt``
or ``UA.txt``: 19 columns. ``alternateNamesV2.txt``: 8 to 10 columns, with language and flags.
``admin2Codes.txt``: 4 columns. Every line is either an entry, left out for a named reason, or
malformed; none is dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from incidents.adapters.gazetteer_file import ALTERNATE, LOOSE, PRIMARY, Entry
from incidents.errors import BadFile
from incidents.geocode.spellings import cyrillic_variants, kept, respelt
from incidents.model import Precision

COLUMNS = 19
#: Codes of the feature classes that are taken (geonames.org/export/codes.html) and their precision.
FEATURES: dict[str, Precision] = {
    **dict.fromkeys(
        ("PPL", "PPLA", "PPLA2", "PPLA3", "PPLA4", "PPLA5", "PPLC", "PPLF", "PPLG", "PPLL", "PPLQ",
         "PPLR", "PPLS", "PPLW", "PPLCH", "PPLH", "STLMT"),
        Precision.SETTLEMENT,
    ),
    "PPLX": Precision.NEIGHBOURHOOD,
    "ADM2": Precision.ADM2,
    **dict.fromkeys(
        ("AIRP", "AIRB", "AIRF", "HSP", "HSPC", "PS", "PSN", "PSH", "PRT", "DAM", "BDG", "RSTN",
         "MALL", "UNIV", "MILB", "NVB", "OILR"),
        Precision.SITE,
    ),
}  # fmt: skip
#: Codes in alternateNamesV2's language column that are no language.
NO_LANGUAGE = frozenset({"link", "wkdt", "iata", "icao", "faac", "tcid", "unlc", "post", "phon"})
#: Languages whose names are kept; the others' are spelt in ways reports here do not use.
LANGUAGES = frozenset({"", "en", "uk", "ru", "be", "abbr"})
#: Where it is a capital, and where people write Ukrainian.
_CAPITAL, _UKRAINE = "PPLC", "UA"
_FORMER = frozenset({"PPLH", "PPLQ", "PPLCH", "PPLW"})
UnitAt = Callable[[float, float, str], str | None]


@dataclass(slots=True)
class Tally:
    """What became of the lines of one file.

    Attributes:
        taken: lines that became places or names.
        left_out: number of lines left out, by reason.
        malformed: line number and what is wrong with it.
    """

    file: str
    read: int = 0
    taken: int = 0
    left_out: Counter[str] = field(default_factory=Counter)
    malformed: list[tuple[int, str]] = field(default_factory=list)

    @property
    def accounted(self) -> bool:
        """Whether every line read is in exactly one of the three."""
        return self.read == self.taken + self.left_out.total() + len(self.malformed)


def lines_of(path: Path, tally: Tally, note: Callable[[int], object]) -> Iterator[tuple[int, str]]:
    """Numbered lines without their end; a line that is no UTF-8 is malformed, not the file.

    Raises:
        BadFile: the file cannot be opened.
    """
    try:
        stream = path.open("rb")
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror}; give the folder of the GeoNames dumps") from error
    done = 0
    with stream:
        for number, raw in enumerate(stream, 1):
            done += len(raw)
            if number % 20_000 == 0:
                note(done)
            tally.read += 1
            try:
                yield number, raw.decode("utf-8").rstrip("\r\n")
            except UnicodeDecodeError as error:
                tally.malformed.append((number, f"no UTF-8 at byte {error.start}"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which lines of a dump are taken.

    Attributes:
        countries: ISO codes to keep to; empty takes all.
        least: least population of a settlement; in Ukraine every one is taken.
    """

    countries: frozenset[str] = frozenset()
    least: int = 0


def read_places(  # noqa: PLR0913, PLR0917 - a dump, what is wanted of it, and what it is told by
    path: Path,
    wanted: Wanted,
    tally: Tally,
    unit_at: UnitAt,
    districts: dict[str, str],
    note: Callable[[int], object],
) -> Iterator[Entry]:
    """Entries of a dump of 19 columns; every other line is put down in ``tally``."""
    for number, line in lines_of(path, tally, note):
        cells = line.split("\t")
        if len(cells) != COLUMNS:
            tally.malformed.append((number, f"{len(cells)} columns, not {COLUMNS}"))
            continue
        reason = _unwanted(cells, wanted)
        if reason is not None:
            tally.left_out[reason] += 1
            continue
        try:
            entry = _entry(cells, unit_at, districts)
        except ValueError as error:
            tally.malformed.append((number, str(error)))
            continue
        if entry.population < wanted.least and _small(entry):
            tally.left_out["fewer people than asked for"] += 1
            continue
        tally.taken += 1
        yield entry


def _small(entry: Entry) -> bool:
    return entry.precision is Precision.SETTLEMENT and entry.country != _UKRAINE


def _unwanted(cells: list[str], wanted: Wanted) -> str | None:
    if cells[7] not in FEATURES:
        return "another kind of feature"
    if wanted.countries and cells[8] not in wanted.countries:
        return "another country"
    return None


def _entry(cells: list[str], unit_at: UnitAt, districts: dict[str, str]) -> Entry:
    """One line; ValueError says what is wrong with it."""
    pid, name, alternates, country = (
        _number(cells[0], "geonameid"),
        cells[1].strip(),
        cells[3],
        cells[8],
    )
    lat, lon = _degrees(cells[4], 90, "latitude"), _degrees(cells[5], 180, "longitude")
    if not name:
        raise ValueError("no name")
    if not (len(country) == 2 and country.isalpha() and country.isupper()):
        raise ValueError(f"country {country[:20]!r} is no ISO code of two letters")
    others = [n for n in alternates.split(",") if n.strip()]
    ukrainian = country == _UKRAINE
    shown = respelt(name, others) if ukrainian else name
    names = [(shown, PRIMARY), (name, PRIMARY), (cells[2], ALTERNATE)]
    names += [(n, ALTERNATE) for n in others if kept(n)]
    if ukrainian:
        names += [(n, LOOSE) for n in cyrillic_variants(others)]
    return Entry(
        pid=pid, ref=None, name=shown, lat=lat, lon=lon, country=country,
        adm1=unit_at(lat, lon, country),
        adm2=districts.get(f"{country}.{cells[10]}.{cells[11]}"),
        precision=FEATURES[cells[7]],
        population=_number(cells[14] or "0", "population"),
        names=tuple(names), loose=ukrainian, capital=cells[7] == _CAPITAL,
        historic=(name,) if cells[7] in _FORMER else (),
    )  # fmt: skip


def _number(text: str, what: str) -> int:
    if not (text.isdecimal() and len(text) < 12):
        raise ValueError(f"{what} {text[:20]!r} is no whole number")
    return int(text)


def _degrees(text: str, most: int, what: str) -> float:
    try:
        value = float(text)
    except ValueError:
        raise ValueError(f"{what} {text[:20]!r} is no number") from None
    if not -most <= value <= most:
        raise ValueError(f"{what} {text[:20]} is not in -{most}..{most}")
    return value


def read_districts(path: Path, tally: Tally) -> dict[str, str]:
    """Names of second-level units by code ("UA.07.6310400") of ``admin2Codes.txt``."""
    found = {}
    for number, line in lines_of(path, tally, lambda _: None):
        cells = line.split("\t")
        if len(cells) != 4 or cells[0].count(".") != 2:
            tally.malformed.append((number, "not code, name, plain name and number"))
            continue
        tally.taken += 1
        found[cells[0]] = cells[1]
    return found


@dataclass(frozen=True, slots=True)
class OtherName:
    """One line of ``alternateNamesV2.txt``: a further name of a place and how good it is."""

    pid: int
    name: str
    tier: int


def read_names(
    path: Path, known: Iterable[int], tally: Tally, note: Callable[[int], object]
) -> Iterator[OtherName]:
    """Names of the places already taken, in the languages read here, former ones marked so."""
    pids = frozenset(known)
    for number, line in lines_of(path, tally, note):
        cells = line.split("\t")
        if not 4 <= len(cells) <= 10 or not cells[1].isdecimal():
            tally.malformed.append((number, "not the columns of alternateNamesV2"))
            continue
        cells += [""] * (10 - len(cells))
        language, name = cells[2], cells[3]
        if language in NO_LANGUAGE or language.split("-")[0] not in LANGUAGES:
            tally.left_out["a language that is not read, or no name"] += 1
        elif int(cells[1]) not in pids:
            tally.left_out["a place that was not taken"] += 1
        elif not kept(name):
            tally.left_out["too short, or in another script"] += 1
        else:
            tally.taken += 1
            yield OtherName(int(cells[1]), name, _tier(cells))


def _tier(cells: list[str]) -> int:
    """Preferred names are as good as the own; colloquial and historic ones rank last."""
    preferred, colloquial, historic = cells[4] == "1", cells[6] == "1", cells[7] == "1"
    if historic or colloquial:
        return LOOSE
    return PRIMARY if preferred and cells[2] in {"en", "uk", "ru"} else ALTERNATE
