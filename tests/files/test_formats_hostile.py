"""Every format with absurd, blank and swapped cells: nothing raises, and the good row stands."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.files import ReadOptions, read_table
from incidents.files.codebooks import GDELT_HEADER
from tests.files.places import FewPlaces
from tests.files.test_formats import ACLED, ATLOS, GEOCONFIRMED, GTD, POINT, UCDP_OLD, VIINA_INFO
from tests.files.test_formats import table as written

TODAY = date(2026, 1, 1)
OWN = "event_id,date,location,latitude,longitude,killed,injured,notes"
TIMEMAP = "id,date,latitude,longitude,location,description,sources,associations"
GDELT_GOOD = {
    "GLOBALEVENTID": "1", "SQLDATE": "20250424", "MonthYear": "202504", "Year": "2025",
    "EventCode": "0195", "ActionGeo_Type": "4", "ActionGeo_CountryCode": "UP",
    "ActionGeo_FullName": "Kharkiv, Ukraine", "ActionGeo_Lat": "49.99",
    "ActionGeo_Long": "36.23", "SOURCEURL": "https://x/",
}  # fmt: skip
#: Of each format: its header, a good row, where its id, latitude and longitude stand.
FORMATS = {
    "template": (OWN, {"event_id": "1", "date": "2024-03-05", "location": "Kharkiv",
                       "killed": "3", "injured": "1", "notes": "x", **POINT}, "event_id"),
    "acled": (ACLED, {"event_id_cnty": "1", "event_date": "2024-03-05", "time_precision": "1",
                      "event_type": "Battles", "sub_event_type": "Armed clash",
                      "location": "Kharkiv", "geo_precision": "1", "fatalities": "3", **POINT},
              "event_id_cnty"),
    "ucdp": (UCDP_OLD, {"id": "1", "type_of_violence": "3", "where_prec": "1",
                        "where_coordinates": "Kharkiv", "date_prec": "2",
                        "date_start": "2015-05-11 00:00:00.000", "date_end": "2015-05-12",
                        "deaths_civilians": "4", "low": "4", "best": "5", "high": "9", **POINT},
             "id"),
    "viina": (VIINA_INFO, {"event_id": "1", "date": "20220224", "time": "05:30", "geonameid": "1",
                           "asciiname": "Kharkiv", "GEO_PRECISION": "ADM3", **POINT}, "event_id"),
    "gtd": (GTD, {"eventid": "1", "iyear": "2014", "imonth": "5", "iday": "2", "city": "Kharkiv",
                  "specificity": "1", "attacktype1": "3", "nkill": "2", "nwound": "-99", **POINT},
            "eventid"),
    "atlos": (ATLOS, {"sensitive": "Not Sensitive", "description": "1", "date": "2023-01-02",
                      "location": "Kharkiv", **POINT}, "description"),
    "timemap": (TIMEMAP, {"id": "1", "date": "2/13/2022", "location": "Kharkiv",
                          "description": "x", **POINT}, "id"),
    "geoconfirmed": (GEOCONFIRMED, {"Id": "1", "Date": "2023-01-02", "Name": "Kharkiv",
                                    "Geolocation": "https://x/", "Latitude": "49.99",
                                    "Longitude": "36.23"}, "Id"),
    "gdelt": ("\t".join(GDELT_HEADER), GDELT_GOOD, "GLOBALEVENTID"),
}  # fmt: skip
ABSURD = (
    "", " ", "NaN", "inf", "-1", "-99", "0", "95", "1e999", "99999999999999999999", "2024-02-30",
    "0000-00-00", "31/12/9999", "00:00", "💣", "\u202e123", "=1+1", "<script>", "x" * 5_000,
    "null", "NULL", "#REF!", "12,5", "1.000", "49°59'N", "true", "[]", '{"a": 1}',
)  # fmt: skip


def content(name, rows):
    header, _, _ = FORMATS[name]
    if name == "gdelt":
        lines = ("\t".join(row.get(c, "") for c in GDELT_HEADER) for row in rows)
        return "".join(line + "\n" for line in lines).encode()
    return written(header, *rows, delimiter=";" if name == "geoconfirmed" else ",")


def read(name, rows):
    delimiter = {"gdelt": "\t", "geoconfirmed": ";"}.get(name, ",")
    options = ReadOptions(delimiter=delimiter, decimal_mark=".", date_order=None)
    return read_table(
        content(name, rows), name="t", options=options, gazetteer=FewPlaces(), today=TODAY
    )


@pytest.mark.parametrize("name", FORMATS)
def test_absurd_cells_never_raise_and_never_touch_the_good_row(name):
    _, good, key = FORMATS[name]
    for column in good:
        bad = [good | {key: f"b{n}", column: cell} for n, cell in enumerate(ABSURD)]
        rows = [good, *(row for row in bad if column != key or row[key].strip())]
        draft = read(name, rows)
        account = draft.account
        assert account.holds
        assert account.lines == account.accepted + account.rejected + account.duplicates
        assert account.rows == len(rows)
        first = draft.accepted[0]
        assert dict(first.incident.native)[key] == good[key]
        for row in draft.accepted:
            place = row.incident.place
            assert place.lat is None or (-90 <= place.lat <= 90 and -180 <= place.lon <= 180)
            assert row.incident.when.start <= TODAY
        assert all(row.faults and row.faults[0].cure for row in draft.rejected)


# GeoConfirmed names no place: two numbers alone contradict nothing.
@pytest.mark.parametrize("name", [name for name in FORMATS if name != "geoconfirmed"])
def test_swapped_coordinates_are_held_and_the_cure_is_named(name):
    _, good, key = FORMATS[name]
    lat, lon = ("ActionGeo_Lat", "ActionGeo_Long") if name == "gdelt" else tuple(POINT)
    swapped = good | {key: "2", lat: good[lon], lon: good[lat]}
    draft = read(name, [good, swapped])
    told = [f for row in draft.rejected for f in row.faults]
    told += [w for row in draft.accepted for w in row.warnings]
    assert any(f.code in {"row.place_contradicts", "row.place_far"} for f in told), told
    assert any("Swap" in f.detail for f in told)
    assert dict(draft.accepted[0].incident.native)[key] == good[key]


@pytest.mark.parametrize("name", FORMATS)
def test_a_row_of_blanks_but_for_its_id_is_rejected(name):
    _, good, key = FORMATS[name]
    draft = read(name, [good, dict.fromkeys(good, "") | {key: "2"}])
    assert len(draft.accepted) == 1
    assert {f.code for f in draft.rejected[0].faults} >= {"row.date_blank"}
