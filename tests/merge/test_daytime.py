"""Hours that reports speak of: of the attack, not of the statement."""

from __future__ import annotations

from datetime import time

import pytest

from incidents.merge.daytime import Hours, hours_of
from incidents.model import Quote, When
from tests.merge.build import NIGHT, incident


def told(*texts, **more):
    quotes = tuple(
        Quote(report_id=f"r{n}", start=0, end=len(t), text=t) for n, t in enumerate(texts)
    )
    return incident(quotes=quotes, **more)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        pytest.param("Drones struck Odesa overnight.", Hours(-4, 7), id="overnight"),
        pytest.param("Missiles hit Sumy on Sunday morning.", Hours(5, 12), id="morning"),
        pytest.param("A drone hit Sumy in the evening.", Hours(17, 24), id="evening"),
        pytest.param("An attack late on Wednesday.", Hours(19, 28), id="late on a day"),
        pytest.param("A strike on Tuesday night.", Hours(19, 28), id="a day's night"),
        pytest.param("At 10:15 missiles struck Sumy.", Hours(10.25, 10.25), id="a clock time"),
        pytest.param("Ракета влучила в будинок уночі.", Hours(-4, 7), id="Ukrainian"),
        pytest.param("Утром дрон ударил по дому.", Hours(5, 12), id="Russian"),
        pytest.param("Sumy was hit in the morning and evening.", Hours(5, 24), id="both"),
        pytest.param("Drones struck Odesa.", None, id="nothing said"),
        pytest.param("Nine died overnight.", None, id="no word of an attack"),
        pytest.param("By Thursday evening the strike had killed 9.", None, id="by an hour"),
        pytest.param("As of 06:30 the attack had injured 5.", None, id="as of a clock time"),
        pytest.param("He said on Thursday morning a drone hit.", None, id="when it was said"),
        pytest.param("In the evening the toll of the strike rose to 9.", None, id="a later count"),
    ],
)
def test_hours_by_words(text, hours):
    assert hours_of(told(text)) == hours


def test_a_stated_clock_time_goes_first():
    when = When(start=NIGHT, local_time=time(14, 30))
    assert hours_of(told("Drones struck overnight.", when=when)) == Hours(14.5, 14.5)


def test_tellings_of_several_reports_span_all_they_say():
    both = told("A drone hit in the morning.", "Missiles struck in the evening.")
    assert hours_of(both) == Hours(5, 24)


def test_hours_apart():
    assert Hours(5, 12).apart(Hours(17, 24)) == 5
    assert Hours(-4, 7).apart(Hours(5, 12)) == 0
