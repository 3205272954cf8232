"""Ukraine's second-level units: one row each of the register, found by any of their names."""

from functools import cache

import pytest

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.model import Precision


@cache
def gazetteer() -> ShippedGazetteer:
    return load_gazetteer()


def test_every_raion_of_the_reform_is_there_once_with_its_own_code():
    raions = gazetteer().units("UA", Precision.ADM2)
    codes = {gazetteer().pcode(raion) for raion in raions}
    assert len(raions) == len(codes) == 136
    assert None not in codes
    assert all(r.placed and r.adm1 and r.adm2 for r in raions)


def test_a_raions_code_begins_with_its_oblasts():
    for raion in gazetteer().units("UA", Precision.ADM2):
        oblast = gazetteer().get(f"adm1:{raion.adm1}")
        assert gazetteer().pcode(raion).startswith(gazetteer().pcode(oblast))


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        pytest.param("Izium Raion", "adm2:UA-63/izium", id="after its town"),
        pytest.param("Izium district", "adm2:UA-63/izium", id="as a district"),
        pytest.param("Iziumskyi raion", "adm2:UA-63/izium", id="by its adjective"),
        pytest.param("Ізюмський район", "adm2:UA-63/izium", id="Ukrainian"),
        pytest.param("Ізюмському районі", "adm2:UA-63/izium", id="Ukrainian locative"),
        pytest.param("Изюмского района", "adm2:UA-63/izium", id="Russian genitive"),
        pytest.param("UA6304", "adm2:UA-63/izium", id="P-code"),
        pytest.param("Куп'янського району", "adm2:UA-63/kupiansk", id="apostrophe"),
        pytest.param("Красноградський район", "adm2:UA-63/berestyn", id="name before 2024"),
        pytest.param("Криворізького району", "adm2:UA-12/kryvyi-rih", id="of a town of two words"),
    ],
)
def test_a_raion_by_any_of_its_names(spelling, place_id):
    assert gazetteer().lookup(spelling)[0].place_id == place_id


@pytest.mark.parametrize(
    ("code", "place_id"),
    [
        pytest.param("DE-BY", "adm1:DE-BY", id="letters"),
        pytest.param("US-TX", "adm1:US-TX", id="a state"),
        pytest.param("UA-63", "adm1:UA-63", id="digits"),
        pytest.param("FR-2A", "adm1:FR-2A", id="mixed"),
    ],
)
def test_units_of_the_world_answer_to_their_code(code, place_id):
    assert [p.place_id for p in gazetteer().lookup(code)] == [place_id]


def test_no_code_is_invented():
    assert gazetteer().lookup("DE-QQ") == ()
    county = gazetteer().lookup("Walker County")[0]
    assert county.precision is Precision.ADM2
    assert gazetteer().pcode(county) is None
