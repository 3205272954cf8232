"""Property: what is known does not depend on the order in which reports arrive."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.model import Estimate, Measure, Precision
from incidents.summary import toll
from tests.merge.build import (
    EMPTY,
    FIVE,
    HOUSE,
    KHARKIV,
    KHARKIV_CITY,
    KYIV,
    NIGHT,
    SVIATOSHYN,
    UKRAINE,
    UNNAMED,
    Reading,
    add,
)

PLACES = (KYIV, KHARKIV, KHARKIV_CITY, UKRAINE, SVIATOSHYN, *FIVE[:2])


@st.composite
def readings(draw):
    """Up to four reports, each telling of some places on one of two days."""
    found = []
    for number in range(draw(st.integers(2, 4))):
        told = Reading(f"r{number}", NIGHT + timedelta(days=draw(st.integers(0, 3))))
        day = draw(st.sampled_from([NIGHT, date(2025, 4, 26)]))
        for place in draw(st.lists(st.sampled_from(PLACES), unique=True, min_size=1, max_size=4)):
            tell(draw, told, place, day)
        if draw(st.booleans()):
            for count in range(draw(st.integers(1, 3))):
                told.tell(UNNAMED, f"Other regions too ({count}).", day=day)
        found.append(told.done())
    return found


def tell(draw, told, place, day):
    figures = draw(
        st.dictionaries(
            st.sampled_from([Measure.KILLED, Measure.FIRES]),
            st.integers(0, 30).map(Estimate.at_least),
        )
    )
    made = told.tell(place, f"{place.name} was hit.", day=day, figures=tuple(figures.items()))
    if place.precision is Precision.COUNTRY:
        return
    if draw(st.booleans()):
        house = replace(HOUSE, lat=place.lat, lon=place.lon, adm1=place.adm1)
        told.tell(replace(house, name=f"house in {place.name}"), "A house.", day=day, parent=made)
    for count in range(draw(st.integers(0, 4))):
        told.tell(place, f"Site {count}.", day=day, parent=made, placeholder=True)


def shape(snapshot):
    """Everything but the ids."""
    names = {i.incident_id: (i.place.name, i.when.start) for i in snapshot.incidents}
    return sorted(
        (
            str(names[i.incident_id]),
            i.place.precision.value,
            i.placeholder,
            str(names.get(i.parent_id)),
            len(i.quotes),
        )
        for i in snapshot.incidents
    )


@settings(max_examples=80, deadline=None)
@given(readings(), st.randoms(use_true_random=False))
def test_any_order_gives_the_same_incidents_and_toll(told, random):
    stood, other = EMPTY, EMPTY
    for reading in told:
        stood = add(stood, reading)
    random.shuffle(told)
    for reading in told:
        other = add(other, reading)
    assert shape(stood) == shape(other)
    first, second = (toll(s.incidents, s.claims) for s in (stood, other))
    assert first.incidents == second.incidents
    for measure, figure in first.figures.items():
        again = second.figures[measure]
        assert (figure.low, figure.best, figure.high) == (again.low, again.best, again.high)


@pytest.mark.parametrize("counts", [(1, 1, 2), (2, 1, 1), (3, 1, 2), (0, 2, 3)])
def test_unnamed_records_meet_alike_in_every_order(counts):
    told = []
    for number, unnamed in enumerate(counts):
        reading = Reading(f"r{number}")
        reading.tell(KYIV, "Kyiv was hit.")
        for count in range(unnamed):
            reading.tell(UNNAMED, f"Other regions too ({count}).")
        told.append(reading.done())
    shapes = {str(shape(reduce(add, order, EMPTY))) for order in permutations(told)}
    assert len(shapes) == 1


def test_a_regions_sites_are_settled_after_those_of_its_city():
    """A house in the city is one of its region's two sites, whoever tells of the city first."""
    first, second = Reading("r0"), Reading("r1")
    city = first.tell(KHARKIV_CITY, "Kharkiv was hit.")
    house = replace(HOUSE, lat=KHARKIV_CITY.lat, lon=KHARKIV_CITY.lon, adm1=KHARKIV_CITY.adm1)
    first.tell(house, "A house.", parent=city)
    region = first.tell(KHARKIV, "Kharkiv region was hit.")
    for count in range(2):
        first.tell(KHARKIV, f"Site {count}.", parent=region, placeholder=True)
    other = second.tell(KHARKIV_CITY, "Kharkiv was hit.")
    second.tell(KHARKIV_CITY, "Site 0.", parent=other, placeholder=True)
    told = [first.done(), second.done()]
    shapes = [shape(reduce(add, order, EMPTY)) for order in permutations(told)]
    assert shapes[0] == shapes[1]
    assert [row[2] for row in shapes[0]].count(True) == 1
