"""Messy cells as people type them, each with what must become of it, beside the real gazetteer."""

import csv
import io
from datetime import date, time

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.files import ReadOptions, read_table
from incidents.files.previewing import said
from incidents.model import Precision

TODAY = date(2026, 1, 1)
ROW = {"Дата": "2024-03-05", "Місце": "Харків", "Країна": "UA", "Область": "", "Широта": "",
       "Довгота": "", "Загинуло": ""}  # fmt: skip
DATE, PLACE, COUNTRY, REGION, LAT, LON, KILLED = ROW


@pytest.fixture(scope="module")
def read():
    gazetteer = load_gazetteer()

    def reads(options=None, **cells):
        out = io.StringIO()
        writer = csv.writer(out, delimiter=";")
        writer.writerow(ROW)
        writer.writerow((ROW | cells).values())
        content = out.getvalue().encode("utf-8-sig")
        return read_table(
            content, name="t", gazetteer=gazetteer, today=TODAY, options=options or ReadOptions()
        )

    return reads


def codes(draft):
    return [f.code for r in draft.rejected for f in r.faults]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("12–15", "12 to 15"), ("12 - 15", "12 to 15"), ("від 12 до 15", "12 to 15"),
        ("≥ 12", "at least 12"), ("12 +", "at least 12"), ("min. 12", "at least 12"),
        ("щонайменше 12", "at least 12"), ("не менше 12", "at least 12"), ("> 12", "more than 12"),
        ("більше 10", "more than 10"), ("≈12", "about 12"), ("approx. 12", "about 12"),
        ("около 12", "about 12"), ("max 5", "up to 5"), ("макс. 5", "up to 5"), ("до 5", "up to 5"),
        ("≤5", "up to 5"), ("<5", "up to 4"), ("two dozen", "24"), ("двадцять", "20"),
        ("десятки", "at least 10 (tens)"), ("несколько", "at least 2 (several)"), ("٣", "3"),
        ("1\u00a0000", "1000"), ("1'000", "1000"), ("1.234.567", "1234567"), ("12 осіб", "12"),
        ("0-3", "0 to 3"), ("0 or 1", "0 to 1"), ("none", "0"), ("0", "0"),
    ],
)  # fmt: skip
def test_a_count_is_read(read, cell, words):
    (row,) = read(**{KILLED: cell}).accepted
    assert [said(c.estimate) for c in row.claims] == [words]
    assert row.claims[0].origin.text == cell


@pytest.mark.parametrize("cell", ["", " ", "unknown", "невідомо", "н/д", "-", "—", "?", "n/a"])
def test_nothing_stated_is_no_claim_and_not_zero(read, cell):
    (row,) = read(**{KILLED: cell}).accepted
    assert row.claims == ()


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("1.000", "row.count_ambiguous"), ("12,500", "row.count_ambiguous"),
        ("12.5", "row.count_unreadable"), ("12/15", "row.count_unreadable"),
        ("15-12", "row.count_unreadable"), ("10-", "row.count_unreadable"),
        ("12 (including the attacker)", "row.count_unreadable"), ("1e3", "row.count_unreadable"),
        ("yes", "row.count_unreadable"), ("99999999999", "row.count_unreadable"),
        ("½", "row.count_unreadable"), ("-3", "row.n_neg"),
        ("−3", "row.n_neg"), ("1_000", "row.count_unreadable"),
    ],
)  # fmt: skip
def test_what_is_no_count_rejects_the_row(read, cell, code):
    assert codes(read(**{KILLED: cell})) == [code]


@pytest.mark.parametrize(
    ("cell", "first", "last", "clock"),
    [
        ("45356", date(2024, 3, 5), None, None),
        ("45356.5", date(2024, 3, 5), None, time(12)),
        ("29.02.2024", date(2024, 2, 29), None, None),
        ("5.3.24", date(2024, 3, 5), None, None),
        ("5 березня 2024 року", date(2024, 3, 5), None, None),
        ("5 марта 2024 г.", date(2024, 3, 5), None, None),
        ("5th March 2024", date(2024, 3, 5), None, None),
        ("05.03.2024 14:30", date(2024, 3, 5), None, time(14, 30)),
        ("2024-03-05T23:30:00Z", date(2024, 3, 5), None, time(23, 30)),
        ("2024-03-05 00:00:00", date(2024, 3, 5), None, None),
        ("2024-03-05/07", date(2024, 3, 5), date(2024, 3, 7), None),
        ("5-7 March 2024", date(2024, 3, 5), date(2024, 3, 7), None),
        ("2024-03", date(2024, 3, 1), date(2024, 3, 31), None),
        ("February 2024", date(2024, 2, 1), date(2024, 2, 29), None),
        ("лютий 2024", date(2024, 2, 1), date(2024, 2, 29), None),
        ("25/04/2024", date(2024, 4, 25), None, None),
        ("04/25/2024", date(2024, 4, 25), None, None),
    ],
)
def test_a_date_is_read(read, cell, first, last, clock):
    (row,) = read(**{DATE: cell}).accepted
    when = row.incident.when
    assert (when.start, when.end, when.local_time) == (first, last, clock)


def test_a_month_is_known_no_finer_than_it_was_said(read):
    (row,) = read(**{DATE: "2024-03"}).accepted
    assert row.incident.when.date_prec == 4


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("30.02.2024", "row.date_impossible"), ("2023-02-29", "row.date_impossible"),
        ("31.04.2024", "row.date_impossible"), ("2024-13-01", "row.date_impossible"),
        ("0000-00-00", "row.date_impossible"), ("2027-01-01", "row.date_future"),
        ("1900-01-01", "row.date_implausible"), ("03/04/2024", "row.date_ambiguous"),
        ("05-03-2024", "row.date_ambiguous"), ("24-03-05", "row.date_ambiguous"),
        ("٠٣/٠٤/٢٠٢٤", "row.date_ambiguous"), ("2024", "row.date_unreadable"),
        ("yesterday", "row.date_unreadable"), ("5/3", "row.date_unreadable"),
        ("1709596800", "row.date_unreadable"), ("", "row.date_blank"),
    ],
)  # fmt: skip
def test_what_is_no_date_rejects_the_row(read, cell, code):
    assert codes(read(**{DATE: cell})) == [code]


@pytest.mark.parametrize(
    ("lat", "lon"),
    [
        ("49,99", "36,23"), ("49°59'24\"N", "36°13'48\"E"), ("49° 59.4' N", "36° 13.8' E"),
        ("49 59 24 N", "36 13 48 E"), ("N49 59 24", "E36 13 48"), ("49:59:24", "36:13:48"),
        ("49.99N", "36.23E"), ("49.99°", "36.23°"), ("٤٩.٩٩", "٣٦.٢٣"), (" 49.99 ", "+36.23"),
    ],
)  # fmt: skip
def test_coordinates_are_read(read, lat, lon):
    (row,) = read(**{LAT: lat, LON: lon}).accepted
    place = row.incident.place
    assert (round(place.lat, 5), round(place.lon, 5)) == (49.99, 36.23)


@pytest.mark.parametrize(
    ("lat", "lon", "code", "cure"),
    [
        ("36.23", "49.99", "row.place_contradicts", "Swap latitude and longitude?"),
        ("49.99", "-36.23", "row.place_contradicts", "sign of the longitude"),
        ("-49.99", "36.23", "row.place_contradicts", "sign of the latitude"),
        ("-33.4", "-70.6", "row.place_contradicts", "km away"),
        ("49.99", "", "row.lat_only", ""), ("", "36.23", "row.lat_only", ""),
        ("95", "36", "row.lat_range", "Swapped they would fit"),
        ("49.99", "190", "row.lon_range", ""),
        ("36.23E", "49.99N", "row.coordinate_unreadable", ""),
        ("49 59", "36 13", "row.coordinate_unreadable", ""),
        ("49°60'00\"N", "36°13'48\"E", "row.coordinate_unreadable", ""),
        ("inf", "nan", "row.coordinate_unreadable", ""),
        ("49.99, 36.23", "", "row.coordinate_unreadable", ""),
    ],
)  # fmt: skip
def test_coordinates_that_cannot_be_hold_the_row(read, lat, lon, code, cure):
    draft = read(**{LAT: lat, LON: lon})
    assert codes(draft)[0] == code
    assert cure in draft.rejected[0].faults[0].why


def test_null_island_is_no_position(read):
    (row,) = read(**{LAT: "0", LON: "0,0"}).accepted
    assert [w.code for w in row.warnings] == ["row.null_island"]
    assert row.incident.place.lat != 0


def test_a_place_across_the_border_contradicts_the_country(read):
    draft = read(**{PLACE: "Kharkiv", COUNTRY: "Russia", LAT: "49.99", LON: "36.23"})
    assert codes(draft) == ["row.place_contradicts"]
    assert "Kharkiv, UA-63, UA lies there" in draft.rejected[0].faults[0].why


@pytest.mark.parametrize("name", ["Харків", "Харьков", "Kharkov", "м. Харків", "місто Харків"])
def test_a_place_is_known_by_every_spelling(read, name):
    (row,) = read(**{PLACE: name}).accepted
    assert (row.incident.place.adm1, row.incident.place.precision) == (
        "UA-63", Precision.SETTLEMENT,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "country", "code"),
    [
        ("Rafah", "", "row.place_ambiguous"), ("Іванівка", "UA", "row.place_ambiguous"),
        ("Springfield", "", "row.place_ambiguous"), ("Nowhereville", "UA", "row.place_unknown"),
        ("Wuhan", "UA", "row.place_unknown"),
    ],
)  # fmt: skip
def test_a_place_nobody_can_tell_is_kept_and_never_placed(read, name, country, code):
    (row,) = read(**{PLACE: name, COUNTRY: country}).accepted
    assert [w.code for w in row.warnings] == [code]
    assert not row.incident.place.placed
    assert row.incident.place.name == name
