"""Which column holds which field: as a value that can be guessed, edited and saved.

Pure. Field names are the product's own template columns; `guess` knows what people call them
in English, Ukrainian and Russian, and looks at the cells where a name says nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from incidents.errors import BadFile
from incidents.files.positions import PAIRED, is_pair
from incidents.files.stems import JOINT, both_coordinates, by_stem, fold, joint_fields
from incidents.model import Measure

#: Measures a table may hold, each with optional ``_low`` and ``_high`` columns.
COUNTED: tuple[Measure, ...] = (
    Measure.KILLED,
    Measure.INJURED,
    Measure.CASUALTIES,
    Measure.MISSING,
    Measure.FIRES,
    Measure.SITES,
    Measure.MUNITIONS_LAUNCHED,
    Measure.MUNITIONS_INTERCEPTED,
)

#: Field -> what it holds; the order is that of the template.
FIELDS: dict[str, str] = {
    "event_id": "your own id of the incident; makes doubles in the file visible",
    "date": "the day, as 2024-03-05; a span as 2024-03-05/07",
    "date_end": "last day, if it lasted",
    "date_prec": "UCDP date_prec 1 to 5 (1 the day, 2 two to six days, 3 a week, 4 a month)",
    "time": "local clock time, 24 hours",
    "title": "a line that names the incident",
    "event_type": "ACLED event or sub-event type, or a plain word (shelling, airstrike)",
    "sub_event_type": "ACLED sub-event type",
    "location": "name of the place",
    "country": "country, name or ISO code",
    "adm1": "region, name or ISO 3166-2 code",
    "adm2": "district of the region",
    "latitude": "decimal degrees, WGS 84",
    "longitude": "decimal degrees, WGS 84",
    "precision": "how exactly the place is known: site, street, neighbourhood, city_district, "
    "settlement, adm2, adm1, country",
    **{
        name: words
        for m in COUNTED
        for name, words in (
            (m.value, f"{m.value.replace('_', ' ')}: a number, 12-15, ≥12, ~12, a word, or blank"),
            (f"{m.value}_low", "lowest figure, where given apart"),
            (f"{m.value}_high", "highest figure, where given apart"),
        )
    },
    "killed_civilians": "civilians among the killed (a part, never added)",
    "weapon": "weapon, as named",
    "actor1": "who did it",
    "actor2": "second actor",
    "source": "who reported it",
    "source_date": "when it was reported",
    "url": "link to the report",
    "sensitivity": "open, coarsen or withhold, for the public link",
    "notes": "anything else",
}

#: Other names of the fields, folded as `fold` does.
ALIASES: dict[str, tuple[str, ...]] = {
    "event_id": ("id", "eventid", "incident_id", "record_id", "uid", "ref", "no"),
    "date": (
        "event_date",
        "incident_date",
        "date_start",
        "start_date",
        "day",
        "datum",
        "when",
        "date_of_incident",
        "дата",
        "дата_події",
        "дата_события",
    ),
    "date_end": ("end_date", "date_to", "дата_кінця"),
    "time": ("local_time", "час", "время"),
    "title": ("headline", "incident", "name", "назва"),
    "event_type": ("type", "incident_type", "attack_type", "category", "тип", "тип_події"),
    "sub_event_type": ("subtype", "sub_type"),
    "location": (
        "place",
        "place_name",
        "location_name",
        "city",
        "town",
        "settlement",
        "where",
        "locality",
        "village",
        "місце",
        "населений_пункт",
        "місто",
        "место",
        "город",
        "населенный_пункт",
    ),
    "country": ("country_name", "iso", "iso2", "iso3", "країна", "страна"),
    "adm1": (
        "admin1",
        "adm_1",
        "region",
        "oblast",
        "province",
        "state",
        "governorate",
        "область",
        "регіон",
        "регион",
    ),
    "adm2": ("admin2", "adm_2", "district", "raion", "county", "район"),
    "latitude": ("lat", "y", "широта", "lat_dd"),
    "longitude": ("lon", "lng", "long", "x", "довгота", "долгота", "lon_dd"),
    "precision": ("place_precision", "location_precision"),
    "killed": (
        "fatalities",
        "deaths",
        "dead",
        "death_toll",
        "deaths_total",
        "killed_total",
        "вбито",
        "загинуло",
        "убито",
        "погибло",
        "kia",
    ),
    "injured": ("wounded", "injuries", "injured_total", "поранено", "ранено", "wia", "hurt"),
    "casualties": ("victims", "постраждало"),
    "missing": ("missing_persons", "зникло"),
    "fires": ("fire_count", "пожежі"),
    "sites": ("sites_hit", "locations_hit"),
    "weapon": ("weapons", "weapon_type", "munition", "зброя"),
    "actor1": ("actor", "perpetrator", "side_a"),
    "actor2": ("side_b",),
    "source": ("sources", "publisher", "reported_by", "джерело", "источник"),
    "source_date": ("report_date", "published", "reported"),
    "url": ("link", "source_url", "links"),
    "notes": (
        "description",
        "comment",
        "comments",
        "details",
        "summary",
        "text",
        "опис",
        "примітки",
        "описание",
    ),
}


@dataclass(frozen=True, slots=True)
class Mapping:
    """Fields and the columns that hold them, as (field, column) pairs in field order.

    Raises:
        BadFile: a field there is not.
    """

    columns: tuple[tuple[str, str], ...]
    format_id: str = "mapped"

    def __post_init__(self) -> None:
        for field, _ in self.columns:
            if field not in FIELDS:
                raise BadFile(
                    f"mapping: there is no field {field!r}; fields are {', '.join(FIELDS)}",
                    code="file.unknown_option",
                )

    def column(self, field: str) -> str | None:
        """The column of a field."""
        return next((c for f, c in self.columns if f == field), None)

    def to_json(self) -> str:
        """Write it so that it can be saved and read again."""
        return json.dumps(
            {"format": self.format_id, "columns": dict(self.columns)}, ensure_ascii=False
        )

    @classmethod
    def from_json(cls, text: str) -> Mapping:
        """Read a saved mapping; BadFile if it is none."""
        try:
            saved = json.loads(text)
            columns = tuple((str(f), str(c)) for f, c in saved["columns"].items())
            return cls(columns, str(saved.get("format", "mapped")))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise BadFile(
                f"mapping: {error!r} is wrong with it; save it again from the mapping page",
                code="file.unknown_option",
            ) from error


def guess(header: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping:
    """Guess the mapping by the columns' names, then by what their cells look like."""
    folded = {fold(name): name for name in reversed(header) if name.strip()}
    found: dict[str, str] = {}
    for field in FIELDS:
        for name in (field, *ALIASES.get(field, ())):
            if name in folded and folded[name] not in found.values():
                found[field] = folded[name]
                break
    found.update(by_stem(folded, found))
    found.update(_by_content(header, sample, found))
    if not set(JOINT) & set(found):
        both = next((c for n, c in folded.items() if len(joint_fields(n)) == len(JOINT)), None)
        found.update(dict.fromkeys(JOINT, both) if both else {})
    if not {"latitude", "longitude"} & set(found):
        found.update(_paired(header, sample, found))
    return Mapping(tuple((f, found[f]) for f in FIELDS if f in found))


def _paired(
    header: Sequence[str], sample: Sequence[Sequence[str]], found: dict[str, str]
) -> dict[str, str]:
    """Take a column of both coordinates, by its name and by a cell that holds two."""
    for index, name in enumerate(header):
        cells = [row[index] for row in sample if index < len(row)]
        folded = fold(name)
        paired = folded in PAIRED or both_coordinates(folded.split("_"))
        if paired and name not in found.values() and any(map(is_pair, cells)):
            return {"latitude": name, "longitude": name}
    return {}


_LOOKS = {
    "date": re.compile(r"\d{4}-\d{2}-\d{2}.*|\d{1,2}[./]\d{1,2}[./]\d{2,4}"),
    "latitude": re.compile(r"-?[0-8]?\d[.,]\d{3,}"),
    "longitude": re.compile(r"-?(1[0-7]|[0-9])?\d[.,]\d{3,}"),
}


def _by_content(
    header: Sequence[str], sample: Sequence[Sequence[str]], found: dict[str, str]
) -> dict[str, str]:
    """Take an unnamed date, latitude or longitude where every cell of a column looks so."""
    taken = set(found.values())
    more: dict[str, str] = {}
    for field, look in _LOOKS.items():
        if field in found:
            continue
        for index, name in enumerate(header):
            cells = [row[index].strip() for row in sample if index < len(row)]
            filled = [c for c in cells if c]
            if name.strip() and name not in taken and filled and all(map(look.fullmatch, filled)):
                more[field] = name
                taken.add(name)
                break
    # One column of decimals is no position: the two come together or not at all.
    if ("latitude" in more) != ("longitude" in more) and not {"latitude", "longitude"} & set(found):
        more.pop("latitude", None)
        more.pop("longitude", None)
    return more
