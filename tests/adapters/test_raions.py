"""Ukraine's second-level units: one row each of the register, found by any of their names."""

from dataclasses import replace
from functools import cache

import pytest

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.adapters.settings import ROOT
from incidents.geocode.pcodes import adm1_pcode, adm2_pcode, raion_pcode
from incidents.model import Precision


@cache
def gazetteer() -> ShippedGazetteer:
    return load_gazetteer()


def table(name: str) -> list[dict[str, str]]:
    lines = (ROOT / "data" / "gazetteer" / "supplement" / name).read_text("utf-8").splitlines()
    header = lines[1].split("\t")
    return [dict(zip(header, line.split("\t"), strict=False)) for line in lines[2:]]


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


def test_every_unit_of_ukraine_is_found_by_its_code():
    for level, code in ((Precision.ADM1, adm1_pcode), (Precision.ADM2, adm2_pcode)):
        for unit in gazetteer().units("UA", level):
            assert gazetteer().lookup(code(unit))[0].place_id == unit.place_id, unit.name


@pytest.mark.parametrize(
    ("place_id", "first", "second", "hromada"),
    [
        pytest.param("gn:706483", "UA63", "UA6312", "UA6312027", id="Kharkiv"),
        pytest.param("gn:713174", "UA14", "UA1402", "UA1402001", id="Bakhmut"),
        pytest.param("gn:709717", "UA14", "UA1408", "UA1408003", id="Donetsk"),
        pytest.param("gn:703448", "UA80", None, None, id="Kyiv, a city of its own level"),
    ],
)
def test_a_settlement_has_the_codes_of_its_oblast_raion_and_hromada(
    place_id, first, second, hromada
):
    place = gazetteer().get(place_id)
    assert (adm1_pcode(place), adm2_pcode(place)) == (first, second)
    assert gazetteer().hromada(place) == hromada
    assert gazetteer().pcode(place) == (second or first)


def test_two_villages_of_one_name_in_one_oblast_are_told_apart_by_their_raion():
    found = [p for p in gazetteer().lookup("Antonivka") if p.adm1 == "UA-65"]
    assert {p.adm2 for p in found} == {"Skadovsk", "Kherson"}
    for place in found:
        raion = f"adm2:UA-65/{place.adm2.lower()}"
        assert gazetteer().within(place.place_id, raion)


def test_codes_rise_in_the_alphabet_but_for_the_raions_renamed_since():
    """OCHA's and the codifier's order; five raions kept the code of their former name."""
    renamed = {"Самарівський", "Звягельський", "Шептицький", "Берестинський"}
    alphabet = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"
    rows = table("raions.tsv")
    for unit in {row["adm1"] for row in rows}:
        kept = [r for r in rows if r["adm1"] == unit and r["name_uk"] not in renamed]
        names = [
            r["name_uk"] for r in sorted(kept, key=lambda r: raion_pcode(r["adm1"], r["name"]))
        ]
        key = [[alphabet.find(c) for c in n.casefold() if c in alphabet] for n in names]
        assert key == sorted(key), unit


def test_no_code_outside_ukraine_nor_finer_than_the_place():
    assert adm1_pcode(gazetteer().lookup("Texas")[0]) is None
    oblast = gazetteer().get("adm1:UA-63")
    assert adm2_pcode(replace(oblast, adm2="Izium")) is None
