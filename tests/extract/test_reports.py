"""Short reports by class of difficulty: what stands for each place, and the day of the attack."""

import tomllib
from datetime import date
from pathlib import Path

import pytest

from incidents.model import Measure
from tests.bench.figures import chosen, of_incident
from tests.bench.reports import score
from tests.extract.test_english import extract

CASES = tomllib.loads(Path(__file__).with_name("cases_reports.toml").read_text("utf-8"))["case"]
GOLDS = Path(__file__).parent.parent / "golden" / "reports4"
FRIDAY = date(2025, 4, 25)


def standing(read):
    """What stands for each place and measure, as "place measure low-high"."""
    found = set()
    for incident in read.incidents:
        claims = of_incident(read, incident.incident_id)
        for measure in (Measure.KILLED, Measure.INJURED, Measure.MISSING):
            figure = chosen(claims, measure)
            if figure is not None and not incident.placeholder:
                low, high = ("?" if n is None else n for n in (figure[0].low, figure[0].high))
                found.add(f"{incident.place.name} {measure.value} {low}-{high}")
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_what_stands_in_a_report(case):
    assert standing(extract(case["say"].strip(), FRIDAY)) == set(case["read"])


@pytest.mark.parametrize(("text", "day"), [
    pytest.param(
        "Relatives wept in Kharkiv on Friday, a day after a former policeman killed 36 people.",
        date(2025, 4, 24), id="a day after the attack told of"),
    pytest.param(
        "Police were looking on Friday for a man seen in Kharkiv before a bomb killed 20 people "
        "there on Thursday evening.",
        date(2025, 4, 24), id="a manhunt is no attack"),
    pytest.param(
        "Gunmen killed 100 people in an overnight raid on Kharkiv, a group said on Thursday.",
        date(2025, 4, 24), id="the night before it was told"),
    pytest.param(
        "Bombs tore through four trains in Kharkiv on Wednesday. The ministry put the number of "
        "dead at 200 on Friday.",
        date(2025, 4, 23), id="the day a number was put"),
    pytest.param(
        "Over the past day two people were killed in shelling of Kharkiv region.",
        date(2025, 4, 24), id="a morning bulletin tells of the day before"),
    pytest.param(
        "Armed men entered Kharkiv at dawn on Wednesday and held the town, residents said.\n\n"
        "At least 23 soldiers were killed.",
        date(2025, 4, 23), id="a lead that tells of no harm"),
    pytest.param(
        "Flags were lowered in Kharkiv on Friday, where a missile brought down a whole entrance in "
        "the small hours of Thursday. Thirty-two people died.",
        date(2025, 4, 24), id="flags are lowered afterwards"),
    pytest.param(
        "At least 31 inmates were found dead after a riot in Kharkiv, the prison service said on "
        "Thursday.",
        date(2025, 4, 24), id="not after the day it was told"),
    pytest.param(
        "Volunteers brought tea on Thursday to the yard in Kharkiv where, two days before, a "
        "missile had killed 15 people.",
        date(2025, 4, 22), id="days before a day of something else"),
    pytest.param(
        "KHARKIV, April 25 (AFP) - Thirty-five people died when a man blew himself up on Thursday.",
        date(2025, 4, 24), id="the date of a dateline"),
])  # fmt: skip
def test_the_day_of_the_attack(text, day):
    read = extract(text, FRIDAY)
    told = [i for i in read.incidents if of_incident(read, i.incident_id)]
    assert {i.when.start for i in told} == {day}


def test_reports_of_many_kinds_are_not_read_worse_than_they_were():
    scores = score(GOLDS / "tuned")

    assert scores["articles"]
    assert scores["quote_substring"] == 1
    assert scores["count_F1"] >= 0.88
    assert scores["main_killed_exact"] >= 0.9


_BY_ANOTHER = [f"reports{n}/{half}" for n in (6, 7, 8, 9) for half in ("tuned", "held")]


@pytest.mark.parametrize("half", ["reports5/tuned", *_BY_ANOTHER, "reports10/held"])
def test_reports_of_the_kind_of_the_first_ten_are_not_read_worse_than_they_were(half):
    scores = score(GOLDS.parent / half)

    assert scores["articles"]
    assert scores["quote_substring"] == 1
    assert scores["count_F1"] >= 0.9
    assert scores["count_P"] >= 0.93
    assert scores["main_killed_exact"] >= 0.95
    assert scores["main_date_acc"] >= 0.92
