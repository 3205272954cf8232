"""Which claim stands: revisions, unknown order, increments, corrections."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.model import (
    Claim,
    Counter,
    Estimate,
    Person,
    PersonStatus,
    Qualifier,
    Quote,
    Standing,
)
from incidents.summary import current
from tests.merge.build import NIGHT, claim


def at(hour, minute=0, day=24):
    return datetime(2025, 4, day, hour, minute)  # noqa: DTZ001 - wall time


SERVICE = Counter("State Emergency Service", Standing.COUNTING)
MAYOR = Counter("Mayor", Standing.OFFICIAL)


@pytest.mark.parametrize(
    ("claims", "best", "inferred"),
    [
        pytest.param([], None, False, id="nothing stated"),
        pytest.param([claim("a", 9, said=at(8))], 9, False, id="one claim"),
        pytest.param(
            [claim("a", 9, said=at(8)), claim("b", 12, said=at(9))], 12, False, id="later rises"
        ),
        pytest.param(
            [claim("a", 9, said=at(8)), claim("b", 8, said=at(9))], 8, False, id="later falls"
        ),
        pytest.param(
            [claim("a", 9), claim("b", 8)], 9, True, id="order unknown: the highest stands"
        ),
        pytest.param([claim("a", 9), claim("b", 9)], 9, False, id="equal: nothing to infer"),
        pytest.param(
            [claim("a", 12, said=at(8), counted_by=SERVICE), claim("b", 10, said=at(9))],
            12,
            False,
            id="a worse-placed source does not lower",
        ),
        pytest.param(
            [claim("a", 12, said=at(8), counted_by=SERVICE), claim("b", 13, said=at(9))],
            13,
            False,
            id="a count grows, whoever says it",
        ),
        pytest.param(
            [
                claim("a", 9, said=at(7), counted_by=SERVICE),
                claim("b", 8, said=at(8), counted_by=SERVICE),
                claim("c", 9, said=at(9)),
            ],
            8,
            False,
            id="a paper that tells an old figure again",
        ),
        pytest.param(
            [
                claim("a", 9, said=at(7), counted_by=SERVICE),
                claim("b", 12, said=at(8)),
                claim("c", 8, said=at(9), source="Other"),
            ],
            9,
            False,
            id="a rise that its own kind takes back",
        ),
        pytest.param(
            [
                claim("a", 9, said=at(7), counted_by=SERVICE),
                claim("b", 12, said=at(8)),
                claim("c", 10, said=at(9), counted_by=SERVICE),
            ],
            10,
            False,
            id="the better-placed source has the last word",
        ),
        pytest.param(
            [
                claim("a", 12, said=at(8), counted_by=MAYOR),
                claim("b", 10, said=at(9), counted_by=SERVICE),
            ],
            10,
            False,
            id="a better-placed source replaces",
        ),
        pytest.param(
            [
                claim("a", 12, said=at(8), counted_by=SERVICE),
                claim("b", 13, said=at(9), counted_by=SERVICE),
            ],
            13,
            False,
            id="the same body replaces itself",
        ),
        pytest.param(
            [claim("a", 12), claim("b", 99, subset_of="children")], 12, False, id="parts stay out"
        ),
        pytest.param(
            [claim("a", 12), claim("b", 99, background=True)], 12, False, id="background stays out"
        ),
        pytest.param(
            [claim("a", 12), claim("b", 99, status=PersonStatus.ATTACKER)],
            12,
            False,
            id="attackers stay out",
        ),
        pytest.param(
            [claim("a", 12), claim("b", 99, superseded=True)], 12, False, id="superseded stays out"
        ),
        pytest.param([claim("a", 0)], 0, False, id="zero is a figure"),
    ],
)
def test_what_stands(claims, best, inferred):
    for order in (claims, claims[::-1]):
        found = current(order)
        assert (found.best if found else None) == best
        assert bool(found and found.order_inferred) is inferred


def test_a_ceiling_has_no_headline_but_is_stated():
    found = current([claim("a", Estimate(None, None, 5))])
    assert (found.low, found.best, found.high) == (None, None, 5)


def test_of_equal_figures_the_open_one_stands():
    found = current([claim("a", Estimate.exactly(12)), claim("b", Estimate.at_least(12))])
    assert found.high is None
    assert found.claim_ids == ("a", "b")


@pytest.mark.parametrize(
    ("as_of", "best", "inferred"),
    [
        pytest.param(at(7), None, False, id="before anything"),
        pytest.param(at(8), 9, False, id="at the minute"),
        pytest.param(at(8, 30), 9, False, id="between"),
        pytest.param(at(23, 59), 12, False, id="the last minute knows the day"),
        pytest.param(at(12, 0, 25), 12, False, id="later"),
    ],
)
def test_as_of(as_of, best, inferred):
    claims = [claim("a", 9, said=at(8)), claim("b", 12, said=at(20))]
    found = current(claims, as_of)
    assert (found.best if found else None) == best
    assert bool(found and found.order_inferred) is inferred


def test_a_day_without_a_clock_time_may_be_known_within_the_day_and_says_so():
    claims = [claim("a", 12, said=NIGHT)]
    assert current(claims, at(9)).order_inferred
    assert not current(claims, at(23, 59)).order_inferred
    timed = [*claims, claim("b", 9, said=at(8))]
    assert current(timed, at(9)).best == 9


@pytest.mark.parametrize(
    ("base", "more", "best", "high"),
    [
        pytest.param(Estimate.exactly(9), Estimate.exactly(3), 12, 12, id="adds to the base"),
        pytest.param(Estimate.at_least(9), Estimate.exactly(1), 10, None, id="at least stays"),
        pytest.param(Estimate(5, 6, 7), Estimate.exactly(1), 7, 8, id="a range moves as a whole"),
    ],
)
def test_another_three(base, more, best, high):
    claims = [claim("a", base, said=at(8)), claim("b", more, said=at(9), increment=True)]
    found = current(claims)
    assert (found.best, found.high) == (best, high)
    assert found.claim_ids == ("a", "b")


def test_an_increment_without_a_base_is_a_lower_bound():
    found = current([claim("b", 3, increment=True)])
    assert (found.low, found.high) == (3, None)


def test_increments_of_one_source_chain_and_of_two_do_not():
    base = claim("a", 9, said=at(8))
    one = claim("b", 1, said=at(9), increment=True, source="One")
    same = claim("c", 1, said=at(10), increment=True, source="One")
    other = claim("d", 1, said=at(10), increment=True, source="Other")
    assert current([base, one, same]).best == 11
    assert current([base, one, other]).best == 10


def test_an_increment_builds_on_the_figure_before_it_in_the_same_text():
    first = Quote(report_id="r", start=0, end=4, text="five")
    then = Quote(report_id="r", start=10, end=18, text="one more")
    claims = [claim("a", 5, origin=first), claim("b", 1, origin=then, increment=True)]
    assert current(claims).best == 6


def test_a_correction_takes_the_place_of_the_claim_it_names():
    person = Person(author="me", at=at(12, day=30), reason="misread", replaces="a")
    wrong = claim("a", 90, said=at(8))
    mended = claim("b", 9, said=at(8), origin=person)
    later = claim("c", 12, said=at(9))
    assert current([wrong, mended]).best == 9
    assert current([wrong, mended, later]).best == 12


def test_a_persons_own_figure_outranks_what_came_before():
    person = Person(author="me", at=at(12), reason="counted")
    claims = [
        claim("a", 12, said=at(8), counted_by=SERVICE),
        claim("b", 11, said=at(9), origin=person),
    ]
    assert current(claims).best == 11


STANDINGS = st.sampled_from([None, MAYOR, SERVICE])
TIMES = st.one_of(
    st.sampled_from([NIGHT, date(2025, 4, 25)]),
    st.integers(0, 47).map(lambda h: at(h % 24, day=24 + h // 24)),
)


@st.composite
def many_claims(draw) -> list[Claim]:
    rows = draw(
        st.lists(st.tuples(st.integers(0, 20), TIMES, STANDINGS, st.booleans()), max_size=7)
    )
    return [
        claim(f"c{n}", Estimate.at_least(count), said=time, counted_by=who, increment=more)
        for n, (count, time, who, more) in enumerate(rows)
    ]


@given(many_claims(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(claims, random):
    before = current(claims)
    random.shuffle(claims)
    assert current(claims) == before


@given(many_claims(), st.integers(0, 20))
def test_a_later_claim_by_the_best_placed_always_stands(claims, count):
    last = claim("z", count, said=date(2025, 5, 1), counted_by=SERVICE)
    assert current([*claims, last]).best == count


@given(many_claims(), st.integers(0, 30))
def test_a_part_never_changes_what_stands(claims, count):
    part = claim("z", count, said=date(2025, 5, 1), subset_of="children")
    assert current([*claims, part]) == current(claims)


def test_vague_words_keep_to_a_low():
    found = current([claim("a", Estimate.vague("dozens"))])
    assert (found.low, found.best, found.high) == (12, None, None)
    assert Estimate.vague("dozens").qualifier is Qualifier.VAGUE
