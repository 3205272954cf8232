"""A small table of places, as a double of the gazetteer and of the toponym finder.

Approximate coordinates from the golds of tests/golden/reports. It knows the places of the
golden reports and nothing else, so that the extractor can be tested on its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.model import Mention, MentionRole, Place, Precision

P = Precision

_REGIONS = {
    "Kharkiv": ("UA-63", 49.99, 36.23), "Zhytomyr": ("UA-18", 50.25, 28.66),
    "Dnipropetrovsk": ("UA-12", 48.46, 35.05), "Poltava": ("UA-53", 49.59, 34.55),
    "Khmelnytskyi": ("UA-68", 49.42, 26.99), "Sumy": ("UA-59", 50.91, 34.8),
    "Zaporizhzhia": ("UA-23", 47.84, 35.14), "Mykolaiv": ("UA-48", 46.97, 31.99),
    "Kyiv": ("UA-32", 50.3, 30.5), "Volyn": ("UA-07", 50.74, 25.32),
    "Ternopil": ("UA-61", 49.55, 25.59),
}  # fmt: skip
_CITIES = {
    "Kyiv": ("UA", "UA-30", 50.4501, 30.5234), "Kharkiv": ("UA", "UA-63", 49.9935, 36.2304),
    "Kryvyi Rih": ("UA", "UA-12", 47.9105, 33.3918), "Lutsk": ("UA", "UA-07", 50.7472, 25.3254),
    "Ternopil": ("UA", "UA-61", 49.5535, 25.5948), "Zhytomyr": ("UA", "UA-18", 50.25, 28.66),
    "Belgorod": ("RU", "RU-BEL", 50.5977, 36.5858), "Urazovo": ("RU", "RU-BEL", 50.083, 38.033),
    "Gaza City": ("PS", "PS-GZA", 31.5017, 34.4668), "Poltava": ("UA", "UA-53", 49.59, 34.55),
    "Sumy": ("UA", "UA-59", 50.91, 34.8), "Khmelnytskyi": ("UA", "UA-68", 49.42, 26.99),
    "Zaporizhzhia": ("UA", "UA-23", 47.84, 35.14),
}  # fmt: skip
_DISTRICTS = {
    "Sviatoshynskyi": (50.457, 30.365), "Holosiivskyi": (50.38, 30.52),
    "Shevchenkivskyi": (50.465, 30.465), "Solomianskyi": (50.428, 30.452),
    "Dniprovskyi": (50.455, 30.615), "Darnytskyi": (50.405, 30.66),
    "Desnianskyi": (50.525, 30.62),
}  # fmt: skip
_RAIONS = {"Bucha": (50.5464, 30.235), "Vyshhorod": (50.584, 30.489), "Brovary": (50.511, 30.79)}


def _place(  # noqa: PLR0917 - a row of the table
    name: str,
    precision: P,
    lat: float,
    lon: float,
    country: str,
    adm1: str | None,
    key: str,
) -> Place:
    return Place(name=name, precision=precision, lat=lat, lon=lon, country=country, adm1=adm1,
                 place_id=key)  # fmt: skip


_OTHER = {
    "Ukraine": _place("Ukraine", P.COUNTRY, 48.4, 31.2, "UA", None, "country:UA"),
    "Russia": _place("Russia", P.COUNTRY, 60, 90, "RU", None, "country:RU"),
    "Ras Isa": _place("Ras Isa", P.SITE, 15.12, 42.62, "YE", "YE-HU", "t:ras-isa"),
    "Hudaida province": _place("Al Hudaydah", P.ADM1, 14.8, 42.95, "YE", "YE-HU", "adm1:YE-HU"),
    "Yemen": _place("Yemen", P.COUNTRY, 15.5, 47.5, "YE", None, "country:YE"),
    "Valuysky district": _place("Valuysky district", P.ADM2, 50.2, 38.1, "RU", "RU-BEL", "t:val"),
    "Al-Tuffah": _place("Al-Tuffah", P.NEIGHBOURHOOD, 31.51, 34.475, "PS", "PS-GZA", "t:tuffah"),
    "Washington": _place("Washington", P.SETTLEMENT, 38.9, -77.0, "US", "US-DC", "t:washington"),
    "Moscow": _place("Moscow", P.SETTLEMENT, 55.75, 37.6, "RU", "RU-MOW", "t:moscow"),
    "Crimea": _place("Crimea", P.ADM1, 45.0, 34.0, "UA", "UA-43", "adm1:UA-43"),
}  # fmt: skip
_SOURCES = {"Washington", "Moscow", "Russia"}


def _city(name: str) -> Place:
    country, adm1, lat, lon = _CITIES[name]
    return Place(name=name, precision=P.SETTLEMENT, lat=lat, lon=lon, country=country,
                 adm1=adm1, place_id=f"t:{name.lower()}")  # fmt: skip


def _region(name: str) -> Place:
    adm1, lat, lon = _REGIONS[name]
    return Place(name=f"{name} region", precision=P.ADM1, lat=lat, lon=lon, country="UA",
                 adm1=adm1, place_id=f"adm1:{adm1}")  # fmt: skip


def _district(name: str) -> Place:
    raion = name in _RAIONS
    lat, lon = (_RAIONS if raion else _DISTRICTS)[name]
    return Place(name=f"{name} district", country="UA", lat=lat, lon=lon,
                 precision=P.ADM2 if raion else P.CITY_DISTRICT,
                 adm1="UA-32" if raion else "UA-30", place_id=f"t:{name.lower()}")  # fmt: skip


class KnownPlaces:
    """Fulfils `ports.Gazetteer` and `ports.Toponyms` for the places above."""

    def lookup(self, name: str) -> Sequence[Place]:
        if name in _OTHER:
            return (_OTHER[name],)
        return (_city(name),) if name in _CITIES else ()

    def get(self, place_id: str) -> Place | None:
        return next((p for p in self._all() if p.place_id == place_id), None)

    def within(self, place_id: str, container_id: str) -> bool:
        inner, outer = self.get(place_id), self.get(container_id)
        if inner is None or outer is None:
            return False
        if outer.precision is P.COUNTRY:
            return inner.country == outer.country
        if inner.adm1 != outer.adm1:
            return False
        if outer.precision is P.ADM1:
            return True
        local = inner.precision in {P.CITY_DISTRICT, P.NEIGHBOURHOOD}
        return (
            inner == outer
            or (local and outer.name in {"Kyiv", "Gaza City"})
            or (inner.name == "Urazovo" and outer.name == "Valuysky district")
        )

    def units(self, country: str, precision: P) -> Sequence[Place]:
        return [p for p in self._all() if p.country == country and p.precision is precision]

    def find(
        self, text: str, *, language: str = "en", country: str | None = None
    ) -> tuple[Mention, ...]:
        del language, country
        names = sorted({*_CITIES, *_REGIONS, *_DISTRICTS, *_RAIONS, *_OTHER}, key=len, reverse=True)
        pattern = re.compile(
            r"\b("
            + "|".join(re.escape(n) for n in names)
            + r")\b(\s+(?:region|oblast|district)\b)?",
            re.IGNORECASE,
        )
        return tuple(
            _mention(text, m, {n.casefold(): n for n in names}) for m in pattern.finditer(text)
        )

    def _all(self) -> list[Place]:
        return [
            *(_city(n) for n in _CITIES), *(_region(n) for n in _REGIONS),
            *(_district(n) for n in (*_DISTRICTS, *_RAIONS)), *_OTHER.values(),
        ]  # fmt: skip


def _mention(text: str, match: re.Match[str], names: dict[str, str]) -> Mention:
    name = names[match.group(1).casefold()]
    tail = text[match.end() : match.end() + 90].split(".", maxsplit=1)[0]
    listed = re.match(r"(?:,? and|,)? ?(?:[A-Z]\w+(?:, | and )?)*\s*(regions|districts)\b", tail)
    kind = (match.group(2) or (listed.group(1) if listed else "")).strip().lower()
    role = MentionRole.PLACE
    if name in _OTHER:
        place = _OTHER[name]
        before = text[: match.start()].split()[-1:]
        if name in _SOURCES and before not in (["in"], ["on"], ["at"]):
            role = MentionRole.SOURCE
    elif kind.startswith("distr") and name in {**_DISTRICTS, **_RAIONS}:
        place = _district(name)
    elif kind.startswith(("region", "oblast")) or name not in _CITIES:
        place = _region(name) if name in _REGIONS else _district(name)
    else:
        place = _city(name)
    if text[match.end() :].startswith((" City Military", " city administration")):
        role = MentionRole.SOURCE
    return Mention(match.start(), match.end(), match.group(), place, role=role)
