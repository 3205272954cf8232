"""The code lists of the field's data sets, each with its codebook.

Pure data. Tables map a source's codes to ours, never finer than the code means; a hook words
anew what no table can say. Headers: what the sources publish, in any order and case.
"""

from __future__ import annotations

import calendar
from collections.abc import Mapping as Codes

from incidents.files.formats import Format
from incidents.model import PRECISION_CODES, Measure, Precision


def _one(**columns: str) -> dict[str, tuple[str, ...]]:
    return {name: tuple(column.split()) for name, column in columns.items()}


ACLED = Format(
    format_id="acled",
    name="ACLED",
    dataset_id="acled",
    signature=frozenset({"event_id_cnty", "event_date", "sub_event_type", "fatalities"}),
    columns=_one(
        event_id="event_id_cnty",
        date="event_date",
        date_prec="time_precision",
        event_type="event_type",
        sub_event_type="sub_event_type",
        location="location",
        country="country",
        adm1="admin1",
        adm2="admin2",
        latitude="latitude",
        longitude="longitude",
        precision="geo_precision",
        killed="fatalities",
        actor1="actor1",
        actor2="actor2",
        source="source",
        notes="notes",
    ),
    # 1 the named town, 2 near it or a small part of the region, 3 the region itself.
    precisions=PRECISION_CODES["acled"],
    # 1 the day, 2 the week, 3 the month.
    date_precs={"1": 1, "2": 3, "3": 4},
    date_order="dmy",
    zero_unreported=frozenset({Measure.KILLED}),
    codebook="ACLED Codebook (2023 and later), sections on time and geo precision, fatalities",
)

_UCDP_COLUMNS = _one(
    event_id="id", date="date_start", date_end="date_end", date_prec="date_prec",
    location="where_coordinates", country="country", adm1="adm_1", adm2="adm_2",
    latitude="latitude", longitude="longitude", precision="where_prec", killed="best",
    killed_low="low", killed_high="high", killed_civilians="deaths_civilians", actor1="side_a",
    actor2="side_b", source="source_office source_article",
    source_date="source_date", title="conflict_name",
    notes="source_headline",
)  # fmt: skip

# UCDP type_of_violence: 1 state-based, 2 non-state, 3 one-sided. The first two are fighting
# between organised groups (ACLED: Battles); the third is violence against civilians.
_UCDP_TYPES = {"1": "Battles", "2": "Battles", "3": "Violence against civilians"}


def _ucdp(row: Codes[str, str]) -> dict[str, str]:
    return {"event_type": _UCDP_TYPES.get(row.get("type_of_violence", "").strip(), "")}


UCDP = Format(
    format_id="ucdp",
    name="UCDP GED",
    dataset_id="ucdp",
    signature=frozenset(
        {"type_of_violence", "where_prec", "date_prec", "date_start", "best", "low", "high"}
    ),
    columns=_UCDP_COLUMNS,
    # 1 a named place (which may be a whole city, so settlement and no finer), 2 within 25 km,
    # 3 second-level unit, 4 first-level unit, 5 a line or fuzzy area, 6 country,
    # 7 international waters or airspace.
    precisions=PRECISION_CODES["where_prec"],
    date_precs={str(code): code for code in range(1, 6)},
    hook=_ucdp,
    codebook="UCDP GED Codebook, variables where_prec and date_prec",
)

_VIINA_COLUMNS = _one(
    event_id="event_id event_id_1pd", date="date", time="time", location="asciiname",
    adm1="adm1_name", adm2="adm2_name", latitude="latitude", longitude="longitude",
    precision="geo_precision", source="source sources sources_matching", url="url source_urls",
    notes="text representative_text",
)  # fmt: skip
# The most telling label first: VIINA's t_* columns (README, "Event types").
_VIINA_LABELS: tuple[tuple[str, str, str], ...] = (
    ("t_uav", "Explosions/Remote violence", "Air/drone strike"),
    ("t_airstrike", "Explosions/Remote violence", "Air/drone strike"),
    ("t_artillery", "Explosions/Remote violence", "Shelling/artillery/missile attack"),
    ("t_ied", "Explosions/Remote violence", "Remote explosive/landmine/IED"),
    ("t_firefight", "Battles", "Armed clash"),
    ("t_arrest", "Strategic developments", "Arrests"),
)


def _viina(row: Codes[str, str]) -> dict[str, str]:
    fields = {"country": "UA"}
    for label, kind, sub in _VIINA_LABELS:
        value = row.get(f"{label}_b") or row.get(label) or ""
        if value.strip() in {"1", "1.0"}:
            return {**fields, "event_type": kind, "sub_event_type": sub}
    return fields


VIINA = Format(
    format_id="viina",
    name="VIINA",
    dataset_id="viina",
    signature=frozenset({"date", "geonameid", "asciiname", "adm1_name", "latitude"}),
    columns=_VIINA_COLUMNS,
    precisions=PRECISION_CODES["viina"],
    hook=_viina,
    codebook="VIINA 2.0 README, GEO_PRECISION and event labels",
)

GDELT_HEADER: tuple[str, ...] = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate",
    *(
        f"Actor{n}{part}"
        for n in (1, 2)
        for part in (
            "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code",
            "Religion2Code", "Type1Code", "Type2Code", "Type3Code",
        )
    ),
    "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass", "GoldsteinScale",
    "NumMentions", "NumSources", "NumArticles", "AvgTone",
    *(
        f"{who}Geo_{part}"
        for who in ("Actor1", "Actor2", "Action")
        for part in (
            "Type", "FullName", "CountryCode", "ADM1Code", "ADM2Code", "Lat", "Long", "FeatureID",
        )
    ),
    "DATEADDED", "SOURCEURL",
)  # fmt: skip

# CAMEO codes of physical violence (CAMEO codebook, roots 18 to 20) to ACLED's types; the rest
# of CAMEO is talk and stays uncoded.
_CAMEO: dict[str, tuple[str, str]] = {
    "180": ("Violence against civilians", "Attack"),
    "181": ("Violence against civilians", "Abduction/forced disappearance"),
    "182": ("Violence against civilians", "Attack"),
    "183": ("Explosions/Remote violence", ""),
    "186": ("Violence against civilians", "Attack"),
    "190": ("Battles", "Armed clash"),
    "193": ("Battles", "Armed clash"),
    "194": ("Explosions/Remote violence", "Shelling/artillery/missile attack"),
    "195": ("Explosions/Remote violence", "Air/drone strike"),
    "204": ("Explosions/Remote violence", "Chemical weapon"),
}


def _gdelt(row: Codes[str, str]) -> dict[str, str]:
    kind, sub = _CAMEO.get(row.get("eventcode", "")[:3], ("", ""))
    full = row.get("actiongeo_fullname", "").split(",")
    return {
        "event_type": kind,
        "sub_event_type": sub,
        "location": full[0].strip(),
        "adm1": full[-2].strip() if len(full) > 2 else "",
        "country": full[-1].strip(),
    }


GDELT = Format(
    format_id="gdelt",
    name="GDELT 2.0 Events",
    dataset_id="gdelt",
    signature=frozenset({"globaleventid", "sqldate", "actiongeo_type", "sourceurl"}),
    columns=_one(
        event_id="globaleventid",
        date="sqldate",
        location="actiongeo_fullname",
        country="actiongeo_countrycode",
        latitude="actiongeo_lat",
        longitude="actiongeo_long",
        precision="actiongeo_type",
        actor1="actor1name",
        actor2="actor2name",
        url="sourceurl",
        source_date="dateadded",
    ),
    # 1 country, 2 US state, 3 US city, 4 world city (landmarks too), 5 world state; 0 none.
    precisions={
        "0": Precision.UNKNOWN,
        "1": Precision.COUNTRY,
        "2": Precision.ADM1,
        "3": Precision.SETTLEMENT,
        "4": Precision.SETTLEMENT,
        "5": Precision.ADM1,
    },
    hook=_gdelt,
    codebook="GDELT 2.0 Event Codebook V2.0; CAMEO codebook 1.1b3; place codes are FIPS 10-4",
    quoted=False,
)


def _atlos(row: Codes[str, str]) -> dict[str, str]:
    """Atlos marks what must not be shown; anything but its "Not Sensitive" is withheld."""
    mark = row.get("sensitive", "").strip().strip("[]'\"").casefold()
    return {"sensitivity": "open" if mark in {"", "not sensitive", "false"} else "withhold"}


ATLOS = Format(
    format_id="atlos",
    name="Atlos",
    dataset_id="atlos",
    signature=frozenset({"sensitive", "description", "latitude", "longitude", "impact", "status"}),
    columns=_one(
        event_id="id slug",
        date="date",
        location="location",
        latitude="latitude",
        longitude="longitude",
        event_type="type",
        weapon="equipment",
        source="source_1",
        url="source_1",
        title="description",
        notes="more_info",
    ),
    hook=_atlos,
    default_precision=Precision.SITE,
    codebook="Atlos, civilian-harm converter's columns",
)


def _gtd(row: Codes[str, str]) -> dict[str, str]:
    """GTD: -9 and -99 are unknown, month or day 0 are unknown, counts may be fractional."""
    year, month, day = (row.get(c, "").strip() for c in ("iyear", "imonth", "iday"))
    fields = {"date": "", "date_end": "", "date_prec": "1"}
    if year.isdigit():
        m, d = (int(p) if p.isdigit() else 0 for p in (month, day))
        fields["date"] = f"{year}-{m or 1:02d}-{d or 1:02d}"
        fields["date_prec"] = "1" if m and d else "4" if m else "5"
        if not (m and d):
            fields["date_end"] = f"{year}-12-31" if not m else _month_end(int(year), m)
    fields["event_type"], fields["sub_event_type"] = _GTD_TYPES.get(
        row.get("attacktype1", "").strip(), ("", "")
    )
    for name, column in (("killed", "nkill"), ("injured", "nwound")):
        text = row.get(column, "").strip()
        fields[name] = "" if text in {"-9", "-99", "-9.0", "-99.0", "."} else text
    return fields


def _month_end(year: int, month: int) -> str:
    return f"{year}-{month:02d}-{calendar.monthrange(year, month)[1]:02d}"


# GTD attacktype1: 1 assassination, 2 armed assault, 3 bombing/explosion, 4 hijacking,
# 5 and 6 hostage taking, 7 facility attack, 8 unarmed assault, 9 unknown.
_GTD_TYPES = {
    "1": ("Violence against civilians", "Attack"),
    "2": ("Violence against civilians", "Attack"),
    "3": ("Explosions/Remote violence", ""),
    "5": ("Violence against civilians", "Abduction/forced disappearance"),
    "6": ("Violence against civilians", "Abduction/forced disappearance"),
    "7": ("Strategic developments", "Looting/property destruction"),
    "8": ("Violence against civilians", "Attack"),
}

GTD = Format(
    format_id="gtd",
    name="Global Terrorism Database",
    dataset_id="gtd",
    signature=frozenset({"eventid", "iyear", "imonth", "iday", "nkill", "nwound"}),
    columns=_one(
        event_id="eventid",
        date="iyear",
        date_end="iday",
        date_prec="imonth",
        location="city",
        country="country_txt",
        adm1="provstate",
        latitude="latitude",
        longitude="longitude",
        precision="specificity",
        killed="nkill",
        injured="nwound",
        weapon="weaptype1_txt",
        actor1="gname",
        source="scite1",
        notes="summary",
    ),
    # 1 centroid of the named city, 2 of a subdivision without coordinates of its own,
    # 3 event not in a city, nearest subdivision, 4 first-level unit, 5 no coordinates.
    precisions={
        "1": Precision.SETTLEMENT,
        "2": Precision.ADM2,
        "3": Precision.ADM2,
        "4": Precision.ADM1,
        "5": Precision.UNKNOWN,
    },
    date_precs={str(code): code for code in range(1, 6)},
    hook=_gtd,
    fractions=True,
    codebook="GTD Codebook, variables imonth, iday, specificity, attacktype1, nkill",
)

TIMEMAP = Format(
    format_id="timemap",
    name="Bellingcat TimeMap",
    dataset_id="timemap",
    signature=frozenset({"date", "latitude", "longitude", "location", "description"}),
    columns=_one(
        event_id="id",
        date="date",
        time="time",
        location="location",
        latitude="latitude",
        longitude="longitude",
        notes="description",
        source="source1 sources",
        url="url",
    ),
    date_order="mdy",
    codebook="bellingcat/ukraine-timemap and forensic-architecture/timemap documentation",
)

GEOCONFIRMED = Format(
    format_id="geoconfirmed",
    name="GeoConfirmed",
    dataset_id="geoconfirmed",
    signature=frozenset({"date", "latitude", "longitude", "geolocation"}),
    columns=_one(
        event_id="id",
        date="date",
        title="name title",
        latitude="latitude lat",
        longitude="longitude lon lng",
        notes="description",
        source="source sources",
        url="geolocation",
        weapon="gear",
        actor1="faction",
        location="near place",
        actor2="units",
    ),
    default_precision=Precision.SITE,
    codebook="GeoConfirmed export; every entry is geolocated by its volunteers",
)
