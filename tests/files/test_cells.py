from __future__ import annotations

import contextlib
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.files.cells import NotACount, distance_km, plain, read_coordinate, read_count_cell
from incidents.files.oddities import mixed_script
from incidents.model import Estimate, Qualifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12", Estimate.exactly(12), id="a number"),
        pytest.param(" 12 ", Estimate.exactly(12), id="spaces aside"),
        pytest.param("0", Estimate.exactly(0), id="zero is a figure"),
        pytest.param("12.0", Estimate.exactly(12), id="what a spreadsheet makes of 12"),
        pytest.param("12-15", Estimate(12, None, 15), id="a range"),
        pytest.param("12 – 15", Estimate(12, None, 15), id="a range with a dash"),
        pytest.param("12 to 15", Estimate(12, None, 15), id="a range in words"),
        pytest.param("12-12", Estimate.exactly(12), id="a range of one"),
        pytest.param("≥12", Estimate.at_least(12), id="at least, sign"),
        pytest.param(">= 12", Estimate.at_least(12), id="at least, typed"),
        pytest.param("12+", Estimate.at_least(12), id="at least, plus"),
        pytest.param(">12", Estimate(12, 12, None, Qualifier.MORE_THAN), id="more than"),
        pytest.param("≤12", Estimate(None, None, 12), id="a ceiling is not the headline"),
        pytest.param("<12", Estimate(None, None, 11, Qualifier.UP_TO), id="less than"),
        pytest.param("~12", Estimate(12, 12, 12, Qualifier.ABOUT), id="about"),
        pytest.param("ca. 12", Estimate(12, 12, 12, Qualifier.ABOUT), id="circa"),
        pytest.param("dozens", Estimate.vague("dozens"), id="vague word: low only"),
        pytest.param("three", Estimate.exactly(3), id="a number word"),
        pytest.param("at least 12", Estimate.at_least(12), id="words"),
        pytest.param("1 000", Estimate.exactly(1000), id="thousands by a space"),
        pytest.param("1\u202f000", Estimate.exactly(1000), id="thousands by a thin space"),
        pytest.param("1,000", Estimate.exactly(1000), id="thousands by a comma"),
        pytest.param("1.200", Estimate.exactly(1200), id="thousands by a point"),
        pytest.param("1,234,567", Estimate.exactly(1_234_567), id="a million"),
        pytest.param("١٢", Estimate.exactly(12), id="Arabic digits"),
        pytest.param("１２", Estimate.exactly(12), id="full-width digits"),
        pytest.param("٣-٥", Estimate(3, None, 5), id="a range in Arabic digits"),
        pytest.param("12±2", Estimate(10, 12, 14, Qualifier.RANGE), id="a spread"),
        pytest.param("12 +/- 2", Estimate(10, 12, 14, Qualifier.RANGE), id="a spread, typed"),
        pytest.param("20-ish", Estimate(20, 20, 20, Qualifier.ABOUT), id="about, colloquial"),
        pytest.param("20?", Estimate(20, 20, 20, Qualifier.ABOUT), id="about, doubted"),
        pytest.param("12 or 13", Estimate(12, None, 13), id="either of two"),
        pytest.param("12~15", Estimate(12, None, 15), id="a range with a tilde"),
        pytest.param("a few", Estimate.vague("a few"), id="vague: a few"),
        pytest.param("several dozen", Estimate.vague("dozens"), id="vague: several dozen"),
        pytest.param("10s", Estimate.vague("tens"), id="vague: tens as a figure"),
        pytest.param("12.", Estimate.exactly(12), id="a full stop ends it"),
        pytest.param("12 чол.", Estimate.exactly(12), id="persons, shortened in Ukrainian"),
        pytest.param("1 чел", Estimate.exactly(1), id="persons, shortened in Russian"),
        pytest.param("12-15 осіб", Estimate(12, None, 15), id="a range of persons"),
        pytest.param("понад 5", Estimate(5, 5, None, Qualifier.MORE_THAN), id="more than, uk"),
        pytest.param("не менше 12", Estimate.at_least(12), id="at least, uk"),
        pytest.param("до 10", Estimate(None, None, 10), id="up to, uk"),
        pytest.param("близько 10", Estimate(10, 10, 10, Qualifier.ABOUT), id="about, uk"),
        pytest.param("біля 10", Estimate(10, 10, 10, Qualifier.ABOUT), id="about, colloquial uk"),
        pytest.param("кілька", Estimate.vague("several"), id="vague: several, uk"),
        pytest.param("кілька.", Estimate.vague("several"), id="vague, with a full stop"),
        pytest.param("десятки", Estimate.vague("tens"), id="vague: tens, uk"),
        pytest.param("сотни", Estimate.vague("hundreds"), id="vague: hundreds, ru"),
        pytest.param("many", Estimate.vague("many"), id="vague: many says no more than several"),
        pytest.param("багато поранених", Estimate.vague("many"), id="vague: many wounded, uk"),
        pytest.param("Много", Estimate.vague("many"), id="vague: many, ru"),
        pytest.param("none reported", None, id="none reported is not none"),
        pytest.param("дані уточнюються", None, id="being clarified"),
        pytest.param("no data", None, id="no data is not zero"),
        pytest.param("unknown", None, id="unknown is not zero"),
        pytest.param("невідомо", None, id="unknown in Ukrainian"),
        pytest.param("n/a", None, id="not available"),
        pytest.param("", None, id="blank is not zero"),
        pytest.param("   ", None, id="spaces are blank"),
    ],
)
def test_counts(text, expected):
    assert read_count_cell(text) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        pytest.param("-3", "row.n_neg", id="negative"),
        pytest.param("−3", "row.n_neg", id="negative, true minus"),
        pytest.param("12.5", "row.count_unreadable", id="a fraction of a person"),
        pytest.param("1_000", "row.count_unreadable", id="Python's own underscores"),
        pytest.param("15-12", "row.count_unreadable", id="a range the wrong way round"),
        pytest.param("1e5", "row.count_unreadable", id="scientific"),
        pytest.param("casualties", "row.count_unreadable", id="no count"),
        pytest.param("99999999999", "row.count_unreadable", id="more than there are people"),
        pytest.param("0x1A", "row.count_unreadable", id="hexadecimal"),
        pytest.param("1.000", "row.count_unreadable", id="one or a thousand"),
        pytest.param("12/3", "row.count_unreadable", id="two numbers"),
        pytest.param("багато будинків", "row.count_unreadable", id="many of something else"),
        pytest.param("12 osob.", "row.count_unreadable", id="a unit nobody knows"),
        pytest.param("12 / 3", "row.count_unreadable", id="two numbers, apart"),
        pytest.param("12 + 3", "row.count_unreadable", id="a sum that nobody states"),
        pytest.param("2±12", "row.count_unreadable", id="a spread below zero"),
        pytest.param("(12)", "row.count_unreadable", id="an accountant's minus"),
    ],
)
def test_what_is_no_count(text, code):
    with pytest.raises(NotACount) as caught:
        read_count_cell(text)
    assert caught.value.code == code


@given(st.integers(0, 10_000_000))
def test_every_whole_number_reads_as_itself(number):
    assert read_count_cell(str(number)) == Estimate.exactly(number)
    assert read_count_cell(f"{number:,}") == Estimate.exactly(number)


@given(st.text(max_size=40))
def test_no_cell_breaks_the_reader(text):
    with contextlib.suppress(NotACount):
        read = read_count_cell(text)
        assert read is None or isinstance(read, Estimate)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("49.9935", 49.9935, id="decimal degrees"),
        pytest.param("49,9935", 49.9935, id="decimal comma"),
        pytest.param("-33.4", -33.4, id="south"),
        pytest.param("50°27'00\"N", 50.45, id="degrees, minutes, seconds"),
        pytest.param("30° 31′ 24″ E", 30.523333, id="primes"),
        pytest.param("70°36'W", -70.6, id="west"),
        pytest.param("N 50.45", 50.45, id="hemisphere before"),
        pytest.param("33.4S", -33.4, id="hemisphere after"),
        pytest.param("٤٩.٩٩", 49.99, id="Arabic digits"),
        pytest.param("1e999", math.inf, id="beyond every range"),
        pytest.param("", None, id="blank"),
        pytest.param("n/a", None, id="said to be unknown"),
    ],
)
def test_coordinates(text, expected):
    read = read_coordinate(text)
    assert read == expected if expected in (None, math.inf) else read == pytest.approx(expected)


@pytest.mark.parametrize("text", ["north", "49.99.35", "50°75'N", "-33.4S", "1_0.5", "nan,"])
def test_what_is_no_coordinate(text):
    with pytest.raises(ValueError, match=r".*"):
        read_coordinate(text)


@given(st.text(max_size=30))
def test_no_coordinate_breaks_the_reader(text):
    with contextlib.suppress(ValueError):
        read = read_coordinate(text)
        assert read is None or isinstance(read, float)


def test_distance_is_great_circle_kilometres():
    assert distance_km(50.45, 30.52, 49.99, 36.23) == pytest.approx(409, abs=5)
    assert distance_km(0, 179.9, 0, -179.9) == pytest.approx(22.2, abs=0.5)


@pytest.mark.parametrize(
    ("text", "mixed"),
    [("Кharkiv", True), ("Kharkiv", False), ("Харків", False), ("Kharkiv Харків", False)],
)
def test_mixed_script(text, mixed):
    assert mixed_script(text) is mixed


def test_plain_folds_widths_and_spaces():
    assert plain("\uff11\uff12 \u00a0x") == "12 x"
