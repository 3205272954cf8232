"""The real morning of 24 April 2025, replayed in any order; and who contradicts whom."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.model import Counter, Estimate, Measure, Standing
from incidents.summary import disagreements, history, toll
from tests.merge.build import claim, incident


def at(hour, minute=0):
    return datetime(2025, 4, 24, hour, minute)  # noqa: DTZ001 - wall time


# The official count that morning and days later; the fall came when remains were identified.
KILLED = [(9, at(7)), (8, at(9)), (9, at(11)), (10, at(15)), (12, at(20)), (13, date(2025, 4, 28))]
INJURED = [
    (Estimate.exactly(5), at(1, 40)),
    (Estimate.exactly(21), at(3)),
    (Estimate.exactly(54), at(5)),
    (Estimate.exactly(63), at(7)),
    (Estimate(70, 70, None), at(9)),
    (Estimate.exactly(90), at(20)),
]


def morning():
    return [claim(f"k{n}", count, said=time) for n, (count, time) in enumerate(KILLED)] + [
        claim(f"i{n}", estimate, said=time, measure=Measure.INJURED)
        for n, (estimate, time) in enumerate(INJURED)
    ]


@given(st.permutations(morning()))
def test_the_morning_in_any_order(claims):
    steps = history(claims)
    assert [s.best for s in steps if s.measure is Measure.KILLED] == [9, 8, 9, 10, 12, 13]
    assert [s.best for s in steps if s.measure is Measure.INJURED] == [5, 21, 54, 63, 70, 90]
    total = toll([incident()], claims)
    assert total.figures[Measure.KILLED].best == 13
    assert total.figures[Measure.INJURED].best == 90
    assert not disagreements(claims)


@pytest.mark.parametrize(
    ("as_of", "killed", "injured"),
    [
        pytest.param(at(1), None, None, id="before the first count"),
        pytest.param(at(6), None, 54, id="injured first"),
        pytest.param(at(10), 8, 70, id="after the count fell"),
        pytest.param(at(23), 12, 90, id="that evening"),
    ],
)
def test_what_was_known_at_an_hour(as_of, killed, injured):
    figures = toll([incident()], morning(), as_of=as_of).figures
    assert figures[Measure.KILLED].best == killed
    assert figures[Measure.INJURED].best == injured


def test_a_repeated_figure_is_no_step():
    claims = [claim("a", 9, said=at(7)), claim("b", 9, said=at(8))]
    assert len(history(claims)) == 1


def test_a_figure_named_as_passed_stands_in_the_history_only():
    claims = [claim("a", 12, said=at(9)), claim("b", 9, said=at(9), superseded=True)]
    steps = history(claims)
    assert [(s.best, s.superseded) for s in steps] == [(9, True), (12, False)]
    known = [claim("c", 9, said=at(7)), *claims]
    assert [(s.best, s.superseded) for s in history(known)] == [(9, False), (12, False)]


def test_parts_and_munitions_have_no_history():
    claims = [
        claim("a", 3, subset_of="children"),
        claim("b", 70, measure=Measure.MUNITIONS_LAUNCHED),
    ]
    assert history(claims) == ()


def test_history_names_its_claims():
    assert history([claim("a", 9)])[0].claim_ids == ("a",)


OFFICIALS = Counter("officials", Standing.OFFICIAL)
ACTIVISTS = Counter("activists", Standing.MEDIA)
PARTY = {"party": True, "standing": Standing.OFFICIAL}


@pytest.mark.parametrize(
    ("first", "second", "why"),
    [
        pytest.param(
            claim("a", 9, said=at(7)), claim("b", 12, said=at(9)), None, id="a later rise agrees"
        ),
        pytest.param(
            claim("a", 9, said=at(7)), claim("b", 8, said=at(9)), None, id="a revision agrees"
        ),
        pytest.param(
            claim("a", 9, said=at(7), counted_by=Counter("Service", Standing.COUNTING)),
            claim("b", 5, said=at(9), source="Other"),
            "not as well placed",
            id="a worse-placed source goes lower",
        ),
        pytest.param(
            claim("a", 9, said=at(7)),
            claim("b", 12, said=at(7), source="Other"),
            "at the same time",
            id="two figures at one time",
        ),
        pytest.param(
            claim("a", Estimate.at_least(9), said=at(7)),
            claim("b", 12, said=at(7), source="Other"),
            None,
            id="at least 9 and 12 can both hold",
        ),
        pytest.param(
            claim("a", 9),
            claim("b", 12, source="Other"),
            None,
            id="within one day the count may have risen",
        ),
        pytest.param(
            claim("a", 100, said=at(7), counted_by=Counter("One side", **PARTY)),
            claim("b", 10, said=at(9), counted_by=Counter("Other side", **PARTY)),
            "two parties",
            id="rivals differ",
        ),
        pytest.param(
            claim("a", 20, said=at(7), counted_by=OFFICIALS),
            claim("b", 45, said=at(7), counted_by=ACTIVISTS, superseded=True),
            "others in the same report",
            id="a higher count that gave way to an official one is told",
        ),
        pytest.param(
            claim("a", 20, said=at(7), counted_by=OFFICIALS),
            claim("b", 9, said=at(7), counted_by=ACTIVISTS, superseded=True),
            None,
            id="a lower one may be an earlier one",
        ),
        pytest.param(
            claim("a", 20, said=at(7)),
            claim("b", 45, said=at(7), counted_by=ACTIVISTS, superseded=True),
            None,
            id="nobody official counted",
        ),
        pytest.param(
            claim("a", 12, said=at(7)),
            claim("b", 3, said=at(7), subset_of="children"),
            None,
            id="a part is no rival",
        ),
        pytest.param(
            claim("a", 12, said=at(7)),
            claim("b", 3, said=at(7), of="elsewhere"),
            None,
            id="other incidents are no rivals",
        ),
    ],
)
def test_disagreements(first, second, why):
    for claims in ([first, second], [second, first]):
        found = disagreements(claims)
        if why is None:
            assert found == ()
        else:
            assert [why in d.why for d in found] == [True]
