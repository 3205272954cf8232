"""A place named in a table without more: a country is no town of its name, nor the reverse."""

from functools import cache

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.errors import BadFile
from incidents.files import ReadOptions, read_table
from incidents.files.cell_names import Names, Where
from incidents.files.placing import Placer
from incidents.model import Precision


@cache
def gazetteer():
    return load_gazetteer()


def placed(location, usual=None, **more):
    warnings = []
    where = Where(**{"location": location, **more})
    place = Placer(Names(gazetteer(), usual), Precision.SETTLEMENT).place(where, [], warnings)
    return place, [w.code for w in warnings]


@pytest.mark.parametrize(
    ("location", "more", "place_id"),
    [
        pytest.param("Chad", {}, "country:TD", id="a country that is also a town in Russia"),
        pytest.param("Palestine", {}, "country:PS", id="a country that is also towns in the US"),
        pytest.param("Chad", {"country": "Russia"}, "gn:6819992", id="the town, where it is said"),
        pytest.param("North Pole", {}, "region:north-pole", id="the pole, no town of Alaska"),
        pytest.param("Kharkiv region", {}, "adm1:UA-63", id="a region by its unit word"),
        pytest.param("Харківській області", {}, "adm1:UA-63", id="and in an oblique case"),
        pytest.param("Kyiv", {}, "gn:703448", id="a city"),
        pytest.param("📍 Kyiv", {}, "gn:703448", id="a city beside an emoji"),
    ],
)
def test_what_a_name_is(location, more, place_id):
    place, warned = placed(location, **more)
    assert (place.place_id, warned) == (place_id, [])


@pytest.mark.parametrize("location", ["USSR", "Yugoslavia", "Czechoslovakia", "Leninskyi district"])
def test_what_may_be_several_is_kept_unplaced(location):
    place, warned = placed(location)
    assert not place.placed
    assert warned == ["row.place_ambiguous"]


@pytest.mark.parametrize(
    ("location", "more", "adm1"),
    [
        pytest.param(
            "Mykolaiv", {"country": "Ukraine"}, "UA-48", id="a city, not a town of 14,000"
        ),
        pytest.param("Рівне", {"country": "Україна"}, "UA-56", id="a city, not its villages"),
        pytest.param("Lyman", {"country": "UA"}, "UA-14", id="a town, not its villages"),
        pytest.param("Sloviansk", {"country": "UA"}, "UA-14", id="not what was once called so"),
        pytest.param("Boston", {"country": "United States"}, "US-MA", id="a city among towns"),
        pytest.param("Springfield", {"adm1": "US-MO"}, "US-MO", id="the one of the state named"),
    ],
)
def test_the_far_best_known_of_a_country_is_taken_and_said(location, more, adm1):
    place, warned = placed(location, **more)
    assert place.adm1 == adm1
    assert place.placed
    assert warned in (["row.place_chosen"], [])
    assert (place.runner_up is not None) == bool(warned)


@pytest.mark.parametrize(
    ("location", "more"),
    [
        pytest.param("Mykolaiv", {}, id="no country named"),
        pytest.param("Donetsk", {}, id="one in each of two countries"),
        pytest.param("Springfield", {"country": "US"}, id="several of a size"),
        pytest.param("Іванівка", {"country": "UA"}, id="villages"),
        pytest.param("Trostianets", {"country": "UA"}, id="a town of 19,000 and one of 7,000"),
        pytest.param("Artemivsk", {"country": "UA"}, id="none bears it as its own name"),
    ],
)
def test_namesakes_of_a_size_are_left_to_a_person(location, more):
    place, warned = placed(location, **more)
    assert (place.placed, warned) == (False, ["row.place_ambiguous"])
    assert place.runner_up


@pytest.mark.parametrize("country", ["Yugoslavia", "Soviet Union"])
def test_a_country_that_is_no_more_contradicts_no_point(country):
    place, warned = placed("Zagreb", country=country, latitude="45.8", longitude="16")
    assert (place.country, warned) == ("HR", ["row.country_unknown"])


@pytest.mark.parametrize(
    ("location", "more", "usual", "adm1"),
    [
        pytest.param("Donetsk", {}, "UA", "UA-14", id="one in the country chosen"),
        pytest.param("Donetsk", {}, "RU", "RU-ROS", id="and in another one chosen"),
        pytest.param("Mykolaiv", {}, "UA", "UA-48", id="the far best known there"),
        pytest.param("Vorzel", {}, "RU", "UA-32", id="what one place bears lies where it lies"),
        pytest.param("Donetsk", {"country": "Russia"}, "UA", "RU-ROS", id="the row's own country"),
        pytest.param("Rafah", {}, "UA", None, id="none of them there"),
        pytest.param("Іванівка", {}, "UA", None, id="villages of the country"),
    ],
)
def test_a_country_chosen_for_the_table_tells_namesakes_apart(location, more, usual, adm1):
    place, warned = placed(location, usual, **more)
    assert place.adm1 == adm1
    assert place.placed is (adm1 is not None)
    assert ("row.place_ambiguous" in warned) is (adm1 is None)


TABLE = """date,place,killed
2022-03-01,Mykolaiv,3
2022-03-02,Kharkiv,2
2022-03-03,Donetsk,1
2022-03-04,Vorzel,1
"""


def read(text=TABLE, **options):
    return read_table(
        text.encode(), name="t", gazetteer=gazetteer(), options=ReadOptions(**options)
    )


def test_a_table_without_countries_is_asked_which_is_meant():
    draft = read()
    (asked,) = draft.reading.questions
    assert (asked.code, asked.option, asked.blocking) == ("place.country_open", "country", False)
    assert asked.choices == ("Ukraine",)
    assert "2 rows" in asked.detail
    assert "2 of 2" in asked.detail
    assert asked.examples == (
        "Mykolaiv = Mykolaiv, Mykolaiv Oblast; Donetsk = Donetsk, Donetsk Oblast",
    )
    assert [r.incident.place.placed for r in draft.accepted] == [False, True, False, True]


@pytest.mark.parametrize("answer", ["Ukraine", "UA", "Україна"])
def test_the_answer_places_them_and_is_another_import(answer):
    draft = read(country=answer)
    assert draft.reading.questions == ()
    assert [r.incident.place.adm1 for r in draft.accepted] == ["UA-48", "UA-63", "UA-14", "UA-32"]
    marked = [r.line for r in draft.accepted if r.warnings]
    assert marked == [2, 4]
    assert draft.import_id != read().import_id
    assert draft.reading.findings[-1].what == "country"


@pytest.mark.parametrize("answer", ["Atlantis", "", "Kharkiv"])
def test_a_country_nobody_knows_is_refused(answer):
    with pytest.raises(BadFile) as caught:
        read(country=answer)
    assert caught.value.code == "file.unknown_option"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE.replace("place", "country"), id="no names of places"),
        pytest.param(
            TABLE.replace("place", "place,oblast").replace(",3", ",Миколаївська,3"), id="regions"
        ),
        pytest.param("date,place,killed\n2022-03-01,Kharkiv,1\n", id="nothing doubtful"),
        pytest.param("date,place,killed\n2022-03-01,Nowhereville,1\n", id="nothing known"),
    ],
)
def test_nothing_is_asked_where_no_answer_would_help(text):
    assert read(text).reading.questions == ()
