"""The morning of 24 April 2025 in Kyiv, read from texts and replayed in any order of arrival.

The texts are the project's own; the figures and hours are those officials gave that day.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import cache, reduce

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.merge import Snapshot, plan_merge
from incidents.model import Measure
from incidents.pipeline import new_report, read_report
from incidents.pipeline.services import open_reader
from incidents.summary import history, toll


def at(hour, minute=0):
    return datetime(2025, 4, 24, hour, minute)  # noqa: DTZ001 - wall time


SERVICE = "the State Emergency Service said"
LOWERED = (
    "The State Emergency Service lowered the death toll in Kyiv to eight after remains were "
    "identified. More than 70 people were injured in the overnight attack."
)
REPORTS = (
    (f"A missile attack on Kyiv overnight on 24 April injured five people, {SERVICE}.", at(1, 40)),
    (f"In Kyiv 21 people were injured in the overnight missile attack, {SERVICE}.", at(3, 10)),
    (f"Nine people were killed and 54 injured in an overnight strike on Kyiv, {SERVICE}.", at(5)),
    (f"Nine people were killed and 63 injured in Kyiv overnight, {SERVICE}.", at(6, 50)),
    (LOWERED, at(8, 40)),
    (f"Nine people died in the overnight strike on Kyiv, {SERVICE} on Thursday.", at(11)),
    (f"The death toll in Kyiv has risen to 10, {SERVICE} on Thursday.", at(15)),
    (f"At least 12 people were killed and 90 injured in Kyiv overnight, {SERVICE}.", at(20, 15)),
    (f"The toll of the 24 April attack on Kyiv has risen to 13, {SERVICE}.", date(2025, 4, 28)),
)


@cache
def reader():
    return open_reader()


@cache
def readings():
    found = []
    for text, published in REPORTS:
        report = new_report(text, publisher="Our desk", published=published)
        found.append(read_report(report, reader().toponyms, reader().extractor, country="UA"))
    return tuple(found)


def arrived(order):
    def add(stood, number):
        return plan_merge(stood, readings()[number], reader().gazetteer).result

    return reduce(add, order, Snapshot())


def steps(snapshot, measure):
    return [
        (s.low, s.high, s.said, s.order_inferred)
        for s in history(snapshot.claims)
        if s.measure is measure
    ]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(len(REPORTS))))
def test_any_order_gives_one_incident_one_toll_and_one_history(order):
    stood = arrived(order)
    assert [i.place.name for i in stood.incidents] == ["Kyiv"]
    assert [low for low, *_ in steps(stood, Measure.KILLED)] == [9, 8, 9, 10, 12, 13]
    assert [low for low, *_ in steps(stood, Measure.INJURED)] == [5, 21, 54, 63, 70, 90]
    usual = arrived(range(len(REPORTS)))
    for measure in (Measure.KILLED, Measure.INJURED):
        assert steps(stood, measure) == steps(usual, measure)
    assert toll(stood.incidents, stood.claims) == toll(usual.incidents, usual.claims)


@pytest.mark.parametrize(
    ("hour", "killed", "injured"),
    [
        pytest.param(at(1), None, None, id="before the first word"),
        pytest.param(at(2), None, 5, id="two in the morning"),
        pytest.param(at(6), 9, 54, id="six"),
        pytest.param(at(9), 8, 70, id="after remains were identified"),
        pytest.param(at(12), 9, 70, id="noon"),
        pytest.param(at(16), 10, 70, id="afternoon"),
        pytest.param(at(23), 12, 90, id="night"),
        pytest.param(datetime(2025, 4, 29, 12), 13, 90, id="days later"),  # noqa: DTZ001 - wall time
    ],
)
def test_what_was_known_at_each_hour(hour, killed, injured):
    stood = arrived(reversed(range(len(REPORTS))))
    figures = toll(stood.incidents, stood.claims, as_of=hour).figures
    assert figures[Measure.KILLED].low == killed
    assert figures[Measure.INJURED].low == injured
