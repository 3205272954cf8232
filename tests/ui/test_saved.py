import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from incidents.model import Precision
from incidents.query import Filter, Viewer
from incidents.ui import saved
from incidents.ui.charts import Caption

CAPTION = Caption(as_of="as of now", selection="everything", revision=3, licence="CC BY 4.0")
DAY = date(2025, 4, 25)


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_every_row_says_what_it_is(night):
    tolls = night.mirror.toll(Filter(), Viewer())
    rows = rows_of(saved.csv_bytes(saved.toll_rows(tolls), CAPTION, DAY))
    killed = next(r for r in rows if r["measure"] == "killed")
    assert (killed["low"], killed["best"], killed["high"]) == ("12", "12", "")
    assert killed["in_words"] == "at least 12"
    for row in rows:
        assert row["note"] == "reported, not verified"
        assert row["licence"] == "CC BY 4.0"
        assert row["data_revision"] == "3"
        assert row["saved_on"] == "2025-04-25"


def test_the_table_is_saved_whole(night):
    page = night.mirror.table(Filter(), Viewer(), page=0, size=100)
    rows = rows_of(saved.csv_bytes(saved.table_rows(page.rows), CAPTION, DAY))
    assert len(rows) == page.total
    assert sum(r["placeholder"] == "True" for r in rows) == 13


def test_saved_rows_have_the_codes_tables_join_on(night):
    page = night.mirror.table(Filter(), Viewer(), page=0, size=100)
    rows = rows_of(saved.csv_bytes(saved.table_rows(page.rows), CAPTION, DAY))
    kyiv = next(r for r in rows if r["place"] == "Kyiv" and r["precision"] == "settlement")
    region = next(r for r in rows if r["place"].startswith("Kharkiv") and r["precision"] == "adm1")
    assert (kyiv["adm1_pcode"], kyiv["adm2_pcode"]) == ("UA80", "")
    assert (region["adm1_pcode"], region["adm2_pcode"]) == ("UA63", "")
    izium = replace(page.rows[0], precision=Precision.SETTLEMENT, adm1="UA-63", adm2="Izium")
    assert saved.table_rows([izium])[0]["adm2_pcode"] == "UA6304"


def test_places_and_times_have_three_columns_a_measure(night):
    places = saved.place_rows(night.mirror.per_place(Filter(), Viewer()))
    times = saved.time_rows(night.mirror.over_time(Filter(), Viewer()))
    assert {"killed_low", "killed_best", "killed_high"} <= set(places[0]) & set(times[0])


def test_nothing_found_is_a_file_that_says_so():
    assert len(rows_of(saved.csv_bytes([], CAPTION, DAY))) == 1


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("=1+1", "'=1+1", id="formula"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param(None, "", id="none is empty"),
        pytest.param(0, 0, id="zero stays"),
        pytest.param("Kyiv", "Kyiv", id="word"),
    ],
)
def test_plain(value, expected):
    assert saved.plain(value) == expected
