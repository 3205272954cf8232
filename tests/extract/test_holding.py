"""What lies around a place is found as if every pair were asked, in time that grows with them."""

import re
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.extract import GrammarExtractor
from incidents.extract.drafts import Draft
from incidents.extract.holding import Holders
from incidents.extract.lexicon import load
from incidents.extract.scope import contains, same_place
from incidents.model import Mention, Place, Precision, Report
from tests.extract.test_english import steps

SPOTS = [(50.0, 30.0), (50.1, 30.1), (10.0, 20.0)]


def _place(name, precision, spot, country, known):
    lat, lon = spot
    return Place(
        name=name, precision=precision, lat=lat, lon=lon, country=country,
        adm1=country and f"{country}-1", place_id=f"t:{name}:{lat}" if known else None,
    )  # fmt: skip


PLACES = st.builds(
    _place, st.sampled_from("ABC"), st.sampled_from([*Precision][:-1]), st.sampled_from(SPOTS),
    st.sampled_from(["UA", "SY", None]), st.booleans(),
)  # fmt: skip
ANYWHERE = PLACES | st.just(Place(name="A", precision=Precision.UNKNOWN)) | st.none()


@given(st.lists(ANYWHERE, max_size=12), ANYWHERE)
def test_the_same_is_found_as_by_asking_each_in_turn(places, asked):
    drafts = [Draft(place, None, number) for number, place in enumerate(places)]
    holders = Holders(None, drafts)

    around = [d for d in drafts if d.place and asked and contains(d.place, asked, None)]
    assert [d.number for d in holders.around(asked)] == [d.number for d in around]
    at = [d for d in drafts if same_place(d.place, asked)]
    assert [d.number for d in holders.at(asked)] == [d.number for d in at]


TOWNS = ["".join(p) + "o" for p in product("BDFGK", ("al", "er", "im", "on"), "bdfgklm")]
TOLD = ["Three people died in {}. ", "Elsewhere three people died. In {} 4 died. ",
        "In all 3 died in {}. ", "In {} three people died.\n\n"]  # fmt: skip


def read(text, place_of):
    """A text read with every made-up town known as ``place_of`` makes it from its number."""
    mentions = [
        Mention(m.start(), m.end(), m[0], place_of(TOWNS.index(m[0])))
        for m in re.finditer("|".join(TOWNS), text)
    ]
    report = Report(report_id="r", text=text, publisher="P", published=date(2025, 4, 24))
    return GrammarExtractor().extract(report, mentions)


def town(number):
    return _place(TOWNS[number], Precision.SETTLEMENT, (number / 3, 20.0), "UA", known=True)


@pytest.mark.parametrize("sentence", TOLD)
def test_twice_the_towns_are_about_twice_the_work(sentence):
    def work(many):
        text = "".join(sentence.format(name) for name in TOWNS[:many])
        return steps(text, lambda: read(text, town))

    work(10)
    assert work(len(TOWNS)) < 2.6 * work(len(TOWNS) // 2)


def test_two_schools_of_one_name_are_two_records():
    def school(number):
        spot = (number / 3, 20.0)
        return Place(
            name="School No. 1", precision=Precision.SETTLEMENT, lat=spot[0], lon=spot[1],
            country="UA",
        )  # fmt: skip

    text = f"Three people died in {TOWNS[0]}. Four people died in {TOWNS[1]}."
    found = read(text, school)

    assert len({i.incident_id for i in found.incidents}) == 2
    assert {c.estimate.best: c.incident_id for c in found.claims}.keys() == {3, 4}
    assert len({c.incident_id for c in found.claims}) == 2


SHAPES = [(language, shape) for language in ("en", "uk", "ru") for shape in load(language).shapes]


@given(st.sampled_from(SHAPES), st.data())
def test_no_row_that_holds_a_shape_is_turned_away(case, data):
    language, shape = case
    row = data.draw(st.from_regex(shape.regex))
    assert shape.needs or "(" in shape.regex.pattern
    assert shape in load(language).shapes_for(row)
