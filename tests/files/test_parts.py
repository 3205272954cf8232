"""A row read in remembered parts is the row read on its own: values, faults, warnings, account."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.files import open_table
from incidents.files.fields import Fields
from incidents.files.parts import Part
from tests.files.places import FewPlaces

TODAY = date(2026, 1, 1)
#: Columns of a table with the cells that may stand in them, good, odd and bad.
ACLED = {
    "event_id_cnty": ["UKR1", "UKR2", "UKR3", "UKR4", "UKR5", ""],
    "event_date": ["2024-03-05", "05 March 2024", "13-01-2023", "2024-02-30", "2031-01-01", ""],
    "time_precision": ["1", "2", "3", "9", ""],
    "event_type": ["Battles", "Explosions/Remote violence", "Tea party", ""],
    "sub_event_type": ["Armed clash", "Grenade", ""],
    "actor1": ["Military  Forces", "", "A\nB"],
    "country": ["Ukraine", "Palestine", ""],
    "admin1": ["Kharkiv region", ""],
    "location": ["Kharkiv", "Rafah", "Кharkiv", "unknown", ""],
    "latitude": ["49.99", "95", "0", "", "-33.4"],
    "longitude": ["36.23", "0", "", "361"],
    "geo_precision": ["1", "2", "3", "7", ""],
    "source": ["A paper", ""],
    "notes": ["said", ' "quoted", with comma', "two\nlines", "a\x00b", "\tx", "☢ ok\u2028"],
    "fatalities": ["0", "3", "12-15", "dozens", "-1", "x", "unknown", ""],
}
VIINA = {
    "event_id": ["1", "2", "3", ""],
    "date": ["20240305", "20240230", ""],
    "time": ["12:30", "00:00", "99:99", ""],
    "geonameid": ["1"],
    "asciiname": ["Kharkiv", "Rafah", ""],
    "adm1_name": ["Kharkiv region", ""],
    "latitude": ["49.99", "-1", ""],
    "longitude": ["36.23", ""],
    "geo_precision": ["STREET", "ADM1", "?", ""],
    "t_uav_b": ["1", "0", ""],
    "t_artillery_b": ["1.0", ""],
    "text": ["words", ""],
}
MAPPED = {
    "date": ["2024-03-05/07", "3/5/24", "05.03.2024", "2024-03-05 14:30", "Friday"],
    "date_end": ["2024-03-09", "2024-03-01", ""],
    "report_date": ["2024-04-01", "2020-01-01", "?", ""],
    "place": ["Kharkiv", "Nowhere", "Rafah"],
    "killed": ["3", "≥12", "1.5", ""],
    "killed_low": ["2", "5", ""],
    "killed_high": ["9", "1", ""],
    "killed_civilians": ["0", "1", "two", ""],
    "injured": ["", "7"],
    "weapon": ["Shahed drone", ""],
    "sensitivity": ["open", "coarsen", "secret", ""],
    "title": ["  A  title ", ""],
}


@st.composite
def tables(draw):
    columns = draw(st.sampled_from([ACLED, VIINA, MAPPED]))
    row = st.tuples(*(st.sampled_from(cells) for cells in columns.values()))
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for cells in draw(st.lists(row, min_size=1, max_size=25)):
        width = draw(st.sampled_from([0, 0, 0, 0, -1, 1]))
        writer.writerow([*cells, "more"][: len(cells) + width])
    return out.getvalue().encode()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from([1, 3, 1_000]))
def test_remembered_parts_give_the_same_rows(content, remembered):
    table = open_table(content, name="t.csv", gazetteer=FewPlaces(), today=TODAY)
    table._reader = replace(table._reader, remembered=0)
    one_by_one, account = list(table.rows()), table.account
    table._reader = replace(table._reader, remembered=remembered)
    assert list(table.rows()) == one_by_one
    assert table.account == account


def fields(**at):
    return Fields(tuple(at), {name: i for i, name in enumerate(at)}, tuple(at), None)


def test_a_part_is_read_once_for_each_text():
    seen = []
    part = Part(fields(a=0, b=1), ["a"], lambda row: seen.append(row.text("a")))
    for cells in (["x", "1"], ["x", "2"], ["y", "1"], ["x", "3"]):
        part.of(cells, {})
    assert seen == ["x", "y"]


@pytest.mark.parametrize("remembered", [0, 2])
def test_what_is_remembered_is_bounded(remembered):
    part = Part(fields(a=0), ["a"], lambda row: row.text("a"), remembered)
    assert [part.of([str(n)], {}).value for n in range(9)] == [str(n) for n in range(9)]
    assert len(part._known) <= remembered


def test_a_part_that_looks_beyond_its_fields_is_caught():
    """The guard above can fail: a part that reads a field it does not name mixes rows up."""
    part = Part(fields(a=0, b=1), ["a"], lambda row: row.text("b"))
    assert part.of(["x", "1"], {}).value == "1"
    assert part.of(["x", "2"], {}).value == "1"
