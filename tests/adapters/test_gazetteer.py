"""The place index that ships: spellings, ranks, containment, speed of opening."""

import time
from functools import cache

import pytest

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.errors import BadFile
from incidents.model import Precision


@cache
def gazetteer() -> ShippedGazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("spelling", "place_id"),
    [
        pytest.param("Kyiv", "gn:703448", id="English"),
        pytest.param("Kiev", "gn:703448", id="older English"),
        pytest.param("KYIV", "gn:703448", id="capitals"),
        pytest.param("Київ", "gn:703448", id="Ukrainian"),
        pytest.param("Києві", "gn:703448", id="Ukrainian locative"),
        pytest.param("Киеве", "gn:703448", id="Russian prepositional"),
        pytest.param("Kyіv", "gn:703448", id="a Cyrillic letter in a Latin word"),
        pytest.param("Харкові", "gn:706483", id="Ukrainian locative with a changed vowel"),
        pytest.param("Харькова", "gn:706483", id="Russian genitive"),
        pytest.param("Кривому Розі", "gn:703845", id="two words, both inflected"),
        pytest.param("Запоріжжі", "gn:687700", id="neuter locative"),
        pytest.param("Одесу", "gn:698740", id="accusative"),
        pytest.param("Slov'yans'k", "gn:693468", id="apostrophes for soft signs"),
        pytest.param("Slov’iansk", "gn:693468", id="typographic apostrophe"),
        pytest.param("Sloviansk", "gn:693468", id="national romanisation"),
        pytest.param("Kryvyy Rih", "gn:703845", id="GeoNames' romanisation"),
        pytest.param("Ivano Frankivsk", "gn:707471", id="no hyphen"),
        pytest.param("Artemivsk", "gn:713174", id="former name"),
        pytest.param("Robotyne", "x:robotyne", id="village kept by hand"),
        pytest.param("Ukraine", "country:UA", id="country"),
        pytest.param("Харківська область", "adm1:UA-63", id="region, Ukrainian"),
        pytest.param("Харківській області", "adm1:UA-63", id="region, locative"),
        pytest.param("Харьковской области", "adm1:UA-63", id="region, Russian genitive"),
        pytest.param("Харківщина", "adm1:UA-63", id="region by its short name"),
        pytest.param("Okhmatdyt", "site:okhmatdyt", id="site"),
        pytest.param("Hudaida", "gn:79415", id="Yemeni spelling variant"),
    ],
)
def test_every_spelling_leads_to_the_place(spelling, place_id):
    assert gazetteer().lookup(spelling)[0].place_id == place_id


@pytest.mark.parametrize(
    "name",
    [
        "", " ", "\x00", "\n\t", "😀", "12345", "'" * 50, "a" * 10_000, "Khrakiv", "Zzzyzx Falls",
        "-", "%", "SELECT 1; --", "\u202e", "К" * 119,
    ],
)  # fmt: skip
def test_what_is_no_name_gives_nothing(name):
    assert gazetteer().lookup(name) == ()


def test_a_slip_is_only_ever_a_suggestion():
    assert gazetteer().lookup("Khrakiv") == ()
    assert "Kharkiv" in [p.name for p in gazetteer().suggest("Khrakiv")]


def test_the_capital_is_known_better_than_its_namesake_region():
    best, *rest = gazetteer().lookup("Kyiv")
    assert best.precision is Precision.SETTLEMENT
    assert "adm1:UA-32" in [p.place_id for p in rest]


def test_ukraine_has_its_27_units():
    units = gazetteer().units("UA", Precision.ADM1)
    assert len(units) == 27
    assert {u.adm1 for u in units} >= {"UA-30", "UA-40", "UA-43", "UA-63"}


def test_ukraine_has_the_units_of_2020():
    assert len(gazetteer().units("UA", Precision.ADM2)) >= 130


@pytest.mark.parametrize(
    ("inner", "outer", "inside"),
    [
        ("gn:703448", "gn:703448", True),
        ("district:UA-30/podilskyi", "gn:703448", True),
        ("district:UA-30/podilskyi", "adm1:UA-30", True),
        ("gn:706483", "adm1:UA-63", True),
        ("gn:706483", "country:UA", True),
        ("gn:707565", "adm1:UA-32", True),
        ("gn:707565", "adm1:UA-30", False),
        ("gn:706483", "adm1:UA-46", False),
        ("country:UA", "gn:706483", False),
        ("site:okhmatdyt", "gn:703448", True),
        ("gn:0", "country:UA", False),
        ("nonsense", "country:UA", False),
    ],
)
def test_containment(inner, outer, inside):
    assert gazetteer().within(inner, outer) is inside


@pytest.mark.parametrize("place_id", ["gn:703448", "adm1:UA-63", "country:UA", "site:okhmatdyt"])
def test_get_returns_the_place_of_the_id(place_id):
    place = gazetteer().get(place_id)
    assert place is not None
    assert place.place_id == place_id


@pytest.mark.parametrize("place_id", ["", "gn:", "gn:x", "gn:99999999999999999999", "adm1:XX-99"])
def test_an_unknown_id_is_none(place_id):
    assert gazetteer().get(place_id) is None


@pytest.mark.parametrize(
    ("word", "code"), [("Ukrainian", "UA"), ("Russians", "RU"), ("Dutch", "NL"), ("Wooden", None)]
)
def test_demonyms(word, code):
    assert gazetteer().demonym(word) == code


def test_it_opens_in_a_tenth_of_a_second():
    began = time.perf_counter()
    load_gazetteer().lookup("Kyiv")
    assert time.perf_counter() - began < 0.1


def test_the_file_ships_small():
    assert gazetteer().path.stat().st_size < 10_000_000


def test_a_missing_file_says_what_to_do(tmp_path):
    with pytest.raises(BadFile, match="gazetteer build"):
        load_gazetteer(tmp_path / "none.db")


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "text.db"
    path.write_text("not a database, by a long way " * 50)
    with pytest.raises(BadFile, match="not a gazetteer"):
        load_gazetteer(path)
