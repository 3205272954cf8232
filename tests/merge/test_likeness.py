"""Scores, place keys and containment, case by case."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from incidents.merge.likeness import ENOUGH, compare, contains, place_key
from incidents.model import Place, Precision, When
from tests.merge.build import (
    HOUSE,
    KHARKIV,
    KHARKIV_CITY,
    KYIV,
    NIGHT,
    SVIATOSHYN,
    UKRAINE,
    UNNAMED,
    ZHYTOMYR,
    claim,
    incident,
)

WAVE = replace(UNNAMED, expected=Precision.COUNTRY)
RAION = replace(KHARKIV, precision=Precision.ADM2, adm2="Chuhuiv", place_id="adm2:chuhuiv")
VILLAGE = replace(KHARKIV_CITY, name="Hroza", adm2="Chuhuiv", place_id="gn:hroza")


@pytest.mark.parametrize(
    ("place", "key"),
    [
        pytest.param(KYIV, "gn:703448", id="the gazetteer's id"),
        pytest.param(UNNAMED, None, id="not named"),
        pytest.param(UKRAINE, "country:UA", id="a country"),
        pytest.param(WAVE, "country:UA", id="a wave on a country"),
        pytest.param(
            HOUSE, "house in chornobylska street|site|UA|UA-30", id="a name the index lacks"
        ),
        pytest.param(
            Place(name=None, precision=Precision.UNKNOWN, toponym="Nowhere"),
            "nowhere|unknown||",
            id="only as written",
        ),
    ],
)
def test_place_keys(place, key):
    assert place_key(place) == key


@pytest.mark.parametrize(
    ("outer", "inner", "held"),
    [
        pytest.param(UKRAINE, KYIV, True, id="country and city"),
        pytest.param(UKRAINE, UNNAMED, True, id="country and an unnamed region of it"),
        pytest.param(KHARKIV, KHARKIV_CITY, True, id="region and its city"),
        pytest.param(KHARKIV, KYIV, False, id="region and another city"),
        pytest.param(KHARKIV, UNNAMED, False, id="region and an unnamed one"),
        pytest.param(KHARKIV_CITY, KHARKIV, False, id="a city holds no region"),
        pytest.param(KHARKIV, ZHYTOMYR, False, id="two regions"),
        pytest.param(RAION, VILLAGE, True, id="district and its village"),
        pytest.param(RAION, KHARKIV_CITY, False, id="district and another town"),
        pytest.param(KYIV, SVIATOSHYN, False, id="city and district need the gazetteer"),
        pytest.param(WAVE, KYIV, True, id="a wave on a country and its city"),
        pytest.param(WAVE, UKRAINE, False, id="a wave and the country are one"),
        pytest.param(replace(WAVE, country=None), KYIV, False, id="a wave on no known country"),
        pytest.param(
            replace(UKRAINE, country=None), KYIV, False, id="no country, nothing to compare"
        ),
        pytest.param(replace(KHARKIV, adm1=None), KHARKIV_CITY, False, id="no unit code"),
    ],
)
def test_containment_by_codes(outer, inner, held):
    assert contains(outer, inner) is held


def test_the_gazetteer_has_the_last_word_on_containment():
    assert contains(KYIV, SVIATOSHYN, within=True)
    assert not contains(SVIATOSHYN, KYIV, within=True)


@pytest.mark.parametrize(
    ("draft", "known", "total"),
    [
        pytest.param(incident("a"), incident("b"), 0.9, id="place and day"),
        pytest.param(
            incident("a", event_type="Riots"),
            incident("b", event_type="Riots"),
            0.95,
            id="and type",
        ),
        pytest.param(
            incident("a", event_type="Riots"),
            incident("b", event_type="Battles"),
            0.55,
            id="another type",
        ),
        pytest.param(
            incident("a", when=When(start=NIGHT, local_time=time(2))),
            incident("b", when=When(start=NIGHT, local_time=time(3))),
            0.95,
            id="about the same hour",
        ),
        pytest.param(
            incident("a", when=When(start=NIGHT, local_time=time(2))),
            incident("b", when=When(start=NIGHT, local_time=time(22))),
            0.5,
            id="another hour",
        ),
        pytest.param(incident("a", UNNAMED), incident("b", UNNAMED), 0.75, id="both unnamed"),
        pytest.param(incident("a"), incident("b", KHARKIV), None, id="another place"),
        pytest.param(incident("a"), incident("b", UNNAMED), None, id="named and unnamed"),
    ],
)
def test_scores(draft, known, total):
    for one, other in ((draft, known), (known, draft)):
        found = compare(one, other)
        assert (found.total if found else None) == total


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        pytest.param(12, 13, "of the same order", id="a toll that grew"),
        pytest.param(1, 11, "of the same order", id="by ten"),
        pytest.param(3, 300, "far apart", id="a hundredfold"),
    ],
)
def test_figures_weigh_in(mine, theirs, words):
    found = compare(incident("a"), incident("b"), [claim("x", mine)], [claim("y", theirs)])
    assert words in found.words
    assert found.total >= ENOUGH


def test_sites_of_one_name_far_apart_are_two():
    far = replace(HOUSE, lat=51.5)
    assert compare(incident("a", HOUSE), incident("b", far)) is None
    near = replace(HOUSE, lat=50.5)
    assert compare(incident("a", HOUSE), incident("b", near)) is not None


def test_a_score_explains_every_part():
    found = compare(incident("a"), incident("b"))
    assert found.words == (
        "place: the same place (+0.45); date: the same day (+0.35); "
        "type: not stated by both (+0.05); figures: none to compare (+0.05)"
    )
