"""What incidents add up to: parents, silence, parts of larger totals."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadInput
from incidents.merge import Snapshot
from incidents.model import UNPLACED, Estimate, Measure, PersonStatus
from incidents.summary import Figure, Toll, moved, toll, tolls
from tests.merge.build import claim, incident


class Bounds(NamedTuple):
    low: int | None
    best: int | None
    high: int | None


def at(hour):
    return datetime(2025, 4, 24, hour)  # noqa: DTZ001 - wall time


def killed(incidents, claims, **more):
    return toll(incidents, claims, **more).figures[Measure.KILLED]


def bounds(figure):
    return Bounds(figure.low, figure.best, figure.high)


CITY = incident("city")
ONE = incident("one", parent_id="city")
TWO = incident("two", parent_id="city")
AT_LEAST, EXACTLY = Estimate.at_least, Estimate.exactly


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        pytest.param([], (None, None, None), id="nothing stated is not zero"),
        pytest.param([claim("a", 12, of="city")], (12, 12, 12), id="the parent's own"),
        pytest.param(
            [claim("a", 12, of="city"), claim("b", 5, of="one"), claim("c", 4, of="two")],
            (12, 12, 12),
            id="sites within a city are not added to it",
        ),
        pytest.param(
            [claim("a", AT_LEAST(6), of="city"), claim("b", 5, of="one"), claim("c", 4, of="two")],
            (9, 9, None),
            id="children who state more raise the low",
        ),
        pytest.param(
            [claim("b", 5, of="one"), claim("c", 4, of="two")], (9, 9, 9), id="only the children"
        ),
        pytest.param(
            [claim("b", 5, of="one")], (5, 5, None), id="a silent child leaves the high open"
        ),
        pytest.param(
            [claim("a", Estimate(None, None, 20), of="city"), claim("b", 5, of="one")],
            (5, 5, 20),
            id="a ceiling on the parent, a figure on the child",
        ),
        pytest.param(
            [claim("a", Estimate.vague("dozens"), of="city"), claim("b", 5, of="one")],
            (12, None, None),
            id="a vague parent has no best below its low",
        ),
        pytest.param(
            [claim("b", Estimate(5, None, 7), of="one"), claim("c", Estimate(1, 2, 4), of="two")],
            (6, 7, 11),
            id="ranges add bound by bound; a missing best counts with its low",
        ),
    ],
)
def test_parents_and_children(claims, expected):
    assert bounds(killed([CITY, ONE, TWO], claims)) == expected


def test_a_childs_older_claim_never_outvotes_the_parent():
    older = [claim("a", 8, of="city", said=at(9)), claim("b", 9, of="one", said=at(8))]
    newer = [claim("a", 8, of="city", said=at(8)), claim("b", 9, of="one", said=at(9))]
    assert bounds(killed([CITY, ONE], older)) == (8, 8, 8)
    assert bounds(killed([CITY, ONE], newer)) == (9, 9, 9)


def test_an_old_grandchild_does_not_hide_a_new_one():
    site = incident("site", parent_id="one")
    other = incident("other", parent_id="one")
    claims = [
        claim("a", 3, of="city", said=at(10)),
        claim("b", 1, of="site", said=at(8)),
        claim("c", 5, of="other", said=at(11)),
    ]
    assert killed([CITY, ONE, site, other], claims).low == 5


def test_silence_is_counted_where_no_parent_speaks():
    alone = incident("alone")
    figure = killed([CITY, ONE, TWO, alone], [claim("a", 12, of="city")])
    assert figure.silent == 1
    assert figure.open_ended
    assert bounds(figure) == (12, 12, None)


def test_placeholders_are_neither_incidents_nor_silent():
    sites = [incident(f"s{n}", parent_id="city", placeholder=True) for n in range(13)]
    total = toll([CITY, *sites], [claim("a", 12, of="city")])
    assert (total.incidents, total.placeholders) == (1, 13)
    assert total.figures[Measure.KILLED].silent == 0
    assert total.figures[Measure.INJURED].silent == 1


def test_a_real_child_takes_its_parents_place_in_the_count():
    assert toll([CITY, ONE], []).incidents == 1
    assert toll([CITY, ONE, TWO], []).incidents == 2


def test_unplaced_records_are_counted_apart():
    total = toll([CITY, incident("lost", UNPLACED)], [])
    assert (total.incidents, total.unplaced) == (2, 1)


def test_elsewhere_is_a_sibling_even_if_stored_as_a_parent():
    rest = incident("rest", excludes=("one",))
    wrong = incident("one", parent_id="rest")
    claims = [claim("a", 2, of="rest"), claim("b", 3, of="one")]
    assert bounds(killed([rest, wrong], claims)) == (5, 5, 5)
    assert toll([rest, wrong], claims).incidents == 2


def test_a_selection_that_leaves_out_the_larger_total_says_so():
    everything = Snapshot((CITY, ONE, TWO), (claim("a", 6, of="city"), claim("b", 2, of="one")))
    figure = killed([ONE], everything.claims, universe=everything)
    assert bounds(figure) == (2, 2, 2)
    assert figure.part_of == (6, "city")


@pytest.mark.parametrize(
    "claims",
    [
        pytest.param([claim("b", 2, of="one")], id="the parent is silent"),
        pytest.param(
            [claim("a", 2, of="city"), claim("b", 2, of="one")], id="the parent says no more"
        ),
    ],
)
def test_no_larger_total_is_made_up(claims):
    everything = Snapshot((CITY, ONE), tuple(claims))
    assert killed([ONE], claims, universe=everything).part_of is None


def test_a_parents_total_is_never_divided():
    everything = Snapshot((CITY, ONE, TWO), (claim("a", 6, of="city"),))
    assert bounds(killed([ONE], everything.claims, universe=everything)) == (None, None, None)


def test_a_selection_that_skips_a_generation_knows_what_lies_in_what():
    site = incident("site", parent_id="one")
    claims = [claim("a", 12, of="city"), claim("b", 5, of="site")]
    everything = Snapshot((CITY, ONE, site), tuple(claims))
    assert killed([CITY, site], claims, universe=everything).low == 12


def test_civilians_and_combatants_are_parts_of_one_toll():
    claims = [
        claim("a", 5, of="city", status=PersonStatus.CIVILIAN),
        claim("b", 3, of="city", status=PersonStatus.COMBATANT),
    ]
    assert killed([CITY], claims).best == 8
    assert killed([CITY], [*claims, claim("c", 9, of="city")]).best == 9


def test_as_of_goes_to_every_claim():
    claims = [claim("a", 9, of="city", said=at(8)), claim("b", 12, of="city", said=at(10))]
    total = toll([CITY], claims, as_of=at(9))
    assert total.figures[Measure.KILLED].best == 9
    assert total.as_of == at(9)


def test_figures_name_the_claims_they_rest_on():
    claims = [claim("a", 12, of="city"), claim("b", 5, of="one")]
    assert killed([CITY, ONE], claims).claim_ids == ("a",)
    assert killed([ONE], claims).claim_ids == ("b",)


def test_carried_and_inferred_are_passed_on():
    claims = [claim("a", 9, of="city"), claim("b", AT_LEAST(12), of="city", carried=True)]
    figure = killed([CITY], claims)
    assert figure.carried
    assert figure.order_inferred


def test_two_data_sets_stand_side_by_side():
    other = incident("ged", dataset_id="ucdp")
    claims = [claim("a", 12, of="city"), claim("b", 13, of="ged")]
    with pytest.raises(BadInput, match="one toll per data set"):
        toll([CITY, other], claims)
    found = dict(tolls([CITY, other], claims))
    assert {k: t.figures[Measure.KILLED].best for k, t in found.items()} == {
        "reports": 12,
        "ucdp": 13,
    }


def test_munitions_never_enter_a_toll():
    claims = [claim("a", 70, of="city", measure=Measure.MUNITIONS_LAUNCHED)]
    assert Measure.MUNITIONS_LAUNCHED not in toll([CITY], claims).figures


def test_a_loop_in_damaged_data_ends():
    left = incident("left", parent_id="right")
    right = incident("right", parent_id="left")
    assert toll([left, right], [claim("a", 3, of="left")]).incidents in (0, 1)


@st.composite
def forests(draw):
    """Up to nine incidents in trees, with claims at two times."""
    size = draw(st.integers(1, 9))
    incidents, claims = [], []
    for number in range(size):
        parent = draw(st.one_of(st.none(), st.integers(0, number - 1))) if number else None
        incidents.append(
            incident(
                f"i{number}",
                parent_id=None if parent is None else f"i{parent}",
            )
        )
        count = draw(st.one_of(st.none(), st.integers(0, 9)))
        if count is not None:
            kind = draw(st.sampled_from([EXACTLY, AT_LEAST]))
            hour = draw(st.sampled_from([8, 9]))
            claims.append(claim(f"c{number}", kind(count), of=f"i{number}", said=at(hour)))
    return incidents, claims


@given(forests(), st.randoms(use_true_random=False))
def test_order_of_arrival_does_not_matter(forest, random):
    incidents, claims = forest
    before = toll(incidents, claims)
    random.shuffle(incidents)
    random.shuffle(claims)
    assert toll(incidents, claims) == before


@given(forests())
def test_bounds_stay_in_order_and_nothing_is_counted_twice(forest):
    incidents, claims = forest
    figure = killed(incidents, claims)
    stated = [n for n in bounds(figure) if n is not None]
    assert stated == sorted(stated)
    everything = sum(c.estimate.low for c in claims)
    assert (figure.low or 0) <= everything
    assert bool(claims) is (figure.low is not None)
    roots = {i.incident_id for i in incidents if i.parent_id is None}
    assert (figure.low or 0) >= sum(c.estimate.low for c in claims if c.incident_id in roots)


@given(forests())
def test_repeating_every_claim_changes_no_bound(forest):
    incidents, claims = forest
    again = [
        claim(
            f"again-{c.claim_id}", c.estimate, of=c.incident_id, said=at(int(c.said.earliest.hour))
        )
        for c in claims
    ]
    assert bounds(killed(incidents, claims)) == bounds(killed(incidents, [*claims, *again]))


@given(forests(), st.integers(0, 9))
def test_a_larger_claim_never_lowers_the_toll(forest, more):
    incidents, claims = forest
    before = killed(incidents, claims).low or 0
    raised = [
        claim(c.claim_id, AT_LEAST(c.estimate.low + more), of=c.incident_id, said=c.said.earliest)
        for c in claims
    ]
    assert (killed(incidents, raised).low or 0) >= before


def test_a_silent_leaf_makes_the_sum_at_least():
    figure = killed([CITY, incident("other")], [claim("a", 5, of="city")])
    assert figure.open_ended
    assert figure.silent == 1


def test_a_wave_without_a_place_is_not_waiting_for_one_once_its_parts_are_known():
    wave = incident("wave", UNPLACED)
    assert toll([wave], []).unplaced == 1
    assert toll([wave, incident("part", parent_id="wave")], []).unplaced == 0


@pytest.mark.parametrize(
    ("was", "becomes", "differ"),
    [
        pytest.param(Figure(), Figure(), False, id="nothing stated"),
        pytest.param(Figure(), Figure(low=0, best=0, high=0), True, id="zero is not blank"),
        pytest.param(Figure(low=3, best=3), Figure(low=3, best=3, high=9, open_ended=True), False,
                     id="open above, both"),
        pytest.param(Figure(low=3, best=3, high=3), Figure(low=3, best=3), True, id="no end now"),
        pytest.param(Figure(low=3), Figure(best=3), False, id="one number"),
        pytest.param(Figure(high=3), Figure(high=3, open_ended=True), False, id="a ceiling alone"),
        pytest.param(Figure(low=3, best=4), Figure(low=3, best=5), True, id="another best"),
        pytest.param(Figure(low=3, silent=1), Figure(low=3), False, id="as many, said by more"),
    ],
)  # fmt: skip
def test_what_moved_between_two_tolls(was, becomes, differ):
    before, after = (Toll(figures={Measure.KILLED: f}) for f in (was, becomes))
    assert moved(before, after) == ((Measure.KILLED,) if differ else ())
    assert moved(Toll(), after) == ((Measure.KILLED,) if becomes != Figure() else ())
