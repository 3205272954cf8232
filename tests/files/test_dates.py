from __future__ import annotations

import contextlib
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.files.dates import EARLIEST_YEAR, Day, NotADate, read_day, weigh_order

MARCH_5 = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        pytest.param("2024-03-05", None, Day(MARCH_5), id="ISO"),
        pytest.param("2024/3/5", None, Day(MARCH_5), id="ISO with slashes"),
        pytest.param("20240305", None, Day(MARCH_5), id="compact, as VIINA and GDELT"),
        pytest.param("05.03.2024", None, Day(MARCH_5), id="dots are day-first"),
        pytest.param("05/03/2024", "dmy", Day(MARCH_5), id="day-first, as decided"),
        pytest.param("03/05/2024", "mdy", Day(MARCH_5), id="month-first, as decided"),
        pytest.param("25/03/2024", None, Day(date(2024, 3, 25)), id="can only be day-first"),
        pytest.param("03/03/2024", None, Day(date(2024, 3, 3)), id="the same either way"),
        pytest.param("5 March 2024", None, Day(MARCH_5), id="in words"),
        pytest.param("05-Mar-24", None, Day(MARCH_5, two_digits=True), id="as Excel shows it"),
        pytest.param("March 5, 2024", None, Day(MARCH_5), id="American words"),
        pytest.param("5 березня 2024", None, Day(MARCH_5), id="Ukrainian words"),
        pytest.param("45356", None, Day(MARCH_5), id="an Excel serial"),
        pytest.param(
            "45356.5", None, Day(MARCH_5, clock=time(12)), id="an Excel serial with a time"
        ),
        pytest.param("2024-03-05T14:30:00Z", None, Day(MARCH_5, None, time(14, 30)), id="zone"),
        pytest.param("2024-03-05 00:00", None, Day(MARCH_5), id="midnight is an unknown time"),
        pytest.param("2024-03-05/07", None, Day(MARCH_5, date(2024, 3, 7)), id="short range"),
        pytest.param(
            "2024-03-05 - 2024-03-07", None, Day(MARCH_5, date(2024, 3, 7)), id="long range"
        ),
        pytest.param("05/03/99", "dmy", Day(date(1999, 3, 5), two_digits=True), id="last century"),
    ],
)
def test_dates(text, order, expected):
    assert read_day(text, order, pivot=2026) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("", "row.date_blank", id="blank"),
        pytest.param("2024-02-30", "row.date_impossible", id="30 February"),
        pytest.param("31.04.2024", "row.date_impossible", id="31 April"),
        pytest.param("03/04/2024", "row.date_ambiguous", id="March or April"),
        pytest.param("1445-08-24", "row.date_implausible", id="a Hijri date"),
        pytest.param("1900-01-01", "row.date_implausible", id="an empty spreadsheet date"),
        pytest.param("2024-03-07/05", "row.date_order", id="a range backwards"),
        pytest.param("yesterday", "row.date_unreadable", id="words"),
        pytest.param("12", "row.date_unreadable", id="a number"),
        pytest.param("99999", "row.date_unreadable", id="no serial of this century"),
    ],
)
def test_what_is_no_date(text, code):
    with pytest.raises(NotADate) as caught:
        read_day(text, None)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("cells", "order", "asked"),
    [
        pytest.param(["25/03/2024", "01/02/2024"], "dmy", False, id="one says day-first"),
        pytest.param(["03/25/2024", "01/02/2024"], "mdy", False, id="one says month-first"),
        pytest.param(["01/02/2024"], None, True, id="none says"),
        pytest.param(["25/03/2024", "03/25/2024", "01/02/2024"], None, True, id="contradiction"),
        pytest.param(["2024-03-05", "05.03.2024"], None, False, id="nothing to ask"),
        pytest.param(["03/03/2024"], None, False, id="the same either way"),
    ],
)
def test_the_order_is_decided_for_the_column(cells, order, asked):
    evidence = weigh_order(cells)
    assert evidence.order == order
    assert evidence.open is asked


@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)))
def test_every_day_reads_as_itself(day):
    assert read_day(day.isoformat(), None) == Day(day)
    assert read_day(f"{day:%d.%m.%Y}", None) == Day(day)
    assert read_day(f"{day:%m/%d/%Y}", "mdy") == Day(day)


@given(st.text(max_size=30))
def test_no_cell_breaks_the_reader(text):
    with contextlib.suppress(NotADate):
        assert read_day(text, None).first.year >= EARLIEST_YEAR
