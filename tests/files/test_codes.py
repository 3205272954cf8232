"""One test per code: each is raised by a file with just that fault."""

from __future__ import annotations

import gzip
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from incidents.errors import BadFile
from incidents.files import Limits, Mapping, ReadOptions, read_table
from incidents.files.codes import CODES
from incidents.files.effects import Effect
from incidents.model import Place, Precision
from tests.files.places import FewPlaces

TODAY = date(2026, 1, 1)
HEADER = b"event_id,date,event_type,location,country,latitude,longitude,fatalities,notes\n"
GOOD = b"e1,2024-03-05,shelling,Kharkiv,UA,49.99,36.23,3,ok\n"
SMALL = Limits(
    file_bytes=20_000, rows=3, columns=12, line_chars=3_000, cell_chars=1_000, unpacked_bytes=5_000
)


def row(**cells):
    good = dict(
        zip(HEADER.decode().strip().split(","), GOOD.decode().strip().split(","), strict=True)
    )
    return (",".join((good | {"event_id": "e2"} | cells).values()) + "\n").encode()


def zipped(name="xl/workbook.xml", size=10):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, b"0" * size)
    return out.getvalue()


FILES = {
    "file.empty": HEADER,
    "file.not_csv": b"%PDF-1.7\n",
    "file.is_compressed": gzip.compress(HEADER + GOOD),
    "file.unreadable": zipped(),
    "file.too_large": HEADER + GOOD * 1_000,
    "file.too_many_rows": HEADER + b"".join(row(event_id=str(n)) for n in range(9)),
    "file.too_many_columns": HEADER + b"," * 40 + b"\n",
    "file.line_too_long": HEADER + b"x" * 5_000,
    "file.cell_too_long": HEADER + row(notes="x" * 1_500),
    "file.unclosed_quote": HEADER + b'e1,2024-03-05,"shelling\n' + GOOD,
    "file.aggregate": b"location_code,admin_level,event_type,events,fatalities,"
    b"reference_period_start\nUKR,2,civilian_targeting,3,1,2024-01-01\n",
    "header.duplicate": b"date,place,place\n2024-01-01,a,b\n",
    "header.required_missing": b"place,killed\nSumy,3\n",
}
#: Only a workbook can have these: test_workbook.py.
WORKBOOK_ROWS = {"row.cell_error", "row.formula_no_value", "row.figure_merged"}
WORKBOOK_ASKS = {"file.sheet_unclear"}
OPTIONS = {
    "file.bad_encoding": (HEADER + "Суми".encode("cp1251"), ReadOptions(encoding="utf-8")),
    "file.unknown_option": (HEADER + GOOD, ReadOptions(encoding="no-such")),
    "header.unknown_column": (HEADER + GOOD, ReadOptions(mapping=Mapping((("date", "when"),)))),
}
REJECTED = {
    "row.is_total": row(location="Total"),
    "row.count_ambiguous": row(fatalities="1.200"),
    "row.missing_cells": b"e2,2024-03-05\n",
    "row.extra_cells": row(notes="a,b,c"),
    "row.stray_quote": row(notes='"a" b'),
    "row.control_char": row(notes="a\x00b"),
    "row.dup_id": row(event_id="e1", notes="other"),
    "row.date_blank": row(date=""),
    "row.date_unreadable": row(date="soon"),
    "row.date_impossible": row(date="2024-02-30"),
    "row.date_implausible": row(date="1445-08-24"),
    "row.date_future": row(date="2031-01-01"),
    "row.date_ambiguous": row(date="03/04/2024"),
    "row.date_order": row(date="2024-03-07/05"),
    "row.lat_only": row(longitude=""),
    "row.coordinate_unreadable": row(latitude="north"),
    "row.lat_range": row(latitude="91"),
    "row.lon_range": row(longitude="-181"),
    "row.place_blank": row(location="", country="", latitude="", longitude=""),
    "row.place_contradicts": row(latitude="-33.4", longitude="-70.6"),
    "row.n_neg": row(fatalities="-3"),
    "row.count_unreadable": row(fatalities="many houses"),
}
WARNED = {
    "row.count_footnote": HEADER + row(fatalities="12*"),
    "row.count_remark": HEADER + row(fatalities="12 (3 children)"),
    "header.blank": HEADER.replace(b"notes", b"") + GOOD,
    "row.count_unknown": HEADER + row(fatalities="unknown"),
    "row.null_island": HEADER + row(latitude="0", longitude="0"),
    "row.place_unknown": HEADER + row(location="Nowhere", latitude="", longitude=""),
    "row.place_ambiguous": HEADER + row(location="Rafah", country="", latitude="", longitude=""),
    "row.place_chosen": HEADER + row(location="Lyman", country="UA", latitude="", longitude=""),
    "row.country_unknown": HEADER + row(country="Atlantis"),
    "row.place_far": HEADER + row(latitude="50.45", longitude="30.52"),
    "row.event_type_unknown": HEADER + row(event_type="bad thing"),
    "row.garbled": HEADER + row(location="Kharki\ufffd"),
    "row.mixed_script": HEADER + row(location="Кharkiv"),
    "row.year_two_digits": HEADER + row(date="25.03.24"),
    "row.quoted_whole": HEADER + b'"' + row().rstrip().replace(b'"', b'""') + b'"\n',
    "row.swallowed_lines": HEADER + row(notes='"a\n1,2,3,4,5,6,7,8,9,10\n"'),
    "row.bounds_broken": b"date,place,killed,killed_low,killed_high\n2024-01-01,Kharkiv,5,7,9\n",
    "row.count_none_or_unreported": b"event_id_cnty,event_date,event_type,sub_event_type,location,"
    b"latitude,longitude,fatalities\nU1,2024-01-01,Battles,Armed clash,Kharkiv,49.99,36.23,0\n",
    "row.count_rounded": b"eventid,iyear,imonth,iday,city,latitude,longitude,nkill,nwound\n"
    b"1,2014,1,2,Kharkiv,49.99,36.23,2.5,1\n",
    "file.not_for_public": b"event_id_cnty,event_date,event_type,sub_event_type,location,latitude,"
    b"longitude,fatalities\nU1,2024-01-01,Battles,Armed clash,Kharkiv,49.99,36.23,1\n",
    "file.mentions": b"event_id,date,geonameid,asciiname,ADM1_NAME,latitude,longitude\n"
    b"1,20240101,1,Kharkiv,Kharkiv,49.99,36.23\n",
}
ASKED = {
    "file.encoding_guessed": "дата;місце\n24.02.2022;Харків\n".encode("koi8-u"),
    "file.encoding_twice": HEADER + row(location="Харків Суми".encode().decode("latin-1")),
    "file.encoding_unknown": (HEADER + GOOD).decode().encode("utf-16-le"),
    "file.delimiter_unclear": b"date,a;b,place\n2024-01-01,x;y,Sumy\n",
    "date.order_unclear": HEADER + row(date="03/04/2024"),
    "place.country_open": b"date,place,killed\n2024-01-01,Lyman,1\n2024-01-02,Kharkiv,2\n",
    "number.mark_unclear": "дата;місце;вбито\n24.02.2022;Харків;1.200\n".encode(),
}
CODED = {
    "row.code_unknown": b"event_id_cnty,event_date,event_type,sub_event_type,location,latitude,"
    b"longitude,fatalities,geo_precision\n"
    b"U1,2024-01-01,Battles,Armed clash,Kharkiv,49.99,36.23,1,9\n",
}
ALL = {*FILES, *OPTIONS, *REJECTED, *WARNED, *ASKED, *CODED}


def _read(content, options=None):
    return read_table(content, name="x", options=options, gazetteer=FewPlaces(), today=TODAY)


@pytest.mark.parametrize("code", sorted(FILES))
def test_the_file_is_refused(code):
    with pytest.raises(BadFile) as caught:
        _read(FILES[code], ReadOptions(limits=SMALL))
    assert caught.value.code == code
    assert CODES[code].cure in str(caught.value)


@pytest.mark.parametrize("code", sorted(OPTIONS))
def test_the_choice_is_refused(code):
    content, options = OPTIONS[code]
    with pytest.raises(BadFile) as caught:
        _read(content, options)
    assert caught.value.code == code


@pytest.mark.parametrize("code", sorted(REJECTED))
def test_the_row_is_rejected_and_its_neighbour_survives(code):
    draft = _read(HEADER + GOOD + REJECTED[code] + row(event_id="e3", date="2024-03-09"))
    (rejected,) = draft.rejected
    assert [f.code for f in rejected.faults] == [code]
    assert rejected.line == 3
    assert len(draft.accepted) == 2
    assert draft.account.holds


@pytest.mark.parametrize("code", sorted(CODED))
def test_a_code_the_list_does_not_have_is_rejected(code):
    (rejected,) = _read(CODED[code]).rejected
    assert [f.code for f in rejected.faults] == [code]
    assert rejected.faults[0].value == "9"


@pytest.mark.parametrize("code", sorted(WARNED))
def test_the_row_is_accepted_and_marked(code):
    draft = _read(WARNED[code])
    assert code in draft.codes
    assert len(draft.accepted) == 1
    assert draft.rejected == ()


@pytest.mark.parametrize("code", sorted(ASKED))
def test_a_person_is_asked(code):
    draft = _read(ASKED[code])
    question = next(q for q in draft.questions if q.code == code)
    assert question.choices
    assert draft.verdict == "ask_user"
    answered = _read(ASKED[code], replace(ReadOptions(), **{question.option: question.choices[0]}))
    assert code not in answered.codes
    assert answered.accepted


def test_every_code_has_its_test():
    assert set(CODES) == ALL | WORKBOOK_ROWS | WORKBOOK_ASKS


def test_effects_are_what_the_tests_show():
    assert {c for c in CODES if CODES[c].effect is Effect.ROW} == {
        *REJECTED,
        *CODED,
        *WORKBOOK_ROWS,
    }
    assert {c for c in CODES if CODES[c].effect is Effect.ASK} == set(ASKED) | WORKBOOK_ASKS
    assert {c for c in CODES if CODES[c].effect is Effect.WARN} == set(WARNED)


def test_a_message_says_where_what_and_how():
    (rejected,) = _read(HEADER + row(date="2024-02-30")).rejected
    message = rejected.faults[0].line(rejected.line)
    assert message == (
        "line 2, column 'date': '2024-02-30': There is no such day in the calendar. "
        "Correct the day or the month."
    )


@pytest.mark.parametrize(
    ("lat", "lon", "cure"),
    [
        pytest.param("36.23", "49.99", "Swap", id="swapped"),
        pytest.param("49.99", "-36.23", "sign of the longitude", id="west for east"),
        pytest.param("-49.99", "36.23", "sign of the latitude", id="south for north"),
        pytest.param("-33.4", "-70.6", "km away", id="elsewhere"),
    ],
)
def test_a_contradiction_says_what_would_cure_it(lat, lon, cure):
    (rejected,) = _read(HEADER + row(latitude=lat, longitude=lon)).rejected
    assert cure in rejected.faults[0].why


def test_a_place_of_one_name_is_placed_and_of_two_is_not():
    draft = _read(HEADER + row(latitude="", longitude="") + row(
        event_id="e3", location="Rafah", country="", latitude="", longitude=""
    ))  # fmt: skip
    placed, unplaced = (a.incident.place for a in draft.accepted)
    assert (placed.place_id, placed.precision) == ("t:kharkiv", Precision.SETTLEMENT)
    assert isinstance(unplaced, Place)
    assert not unplaced.placed
    assert unplaced.runner_up is not None
