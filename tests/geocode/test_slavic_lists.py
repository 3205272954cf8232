"""Regions named by adjectives alone, in lists before and after the unit word."""

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms
from incidents.model import Precision


@pytest.fixture(name="toponyms", scope="module")
def _toponyms():
    return TextToponyms(load_gazetteer())


@pytest.mark.parametrize(("text", "language", "name"), [
    pytest.param("Взрывы прогремели в Львове.", "ru", "Lviv", id="not the village Львове"),
    pytest.param("Во Львове погибли семь человек.", "ru", "Lviv", id="after во"),
    pytest.param("Вибухи пролунали у Харкові.", "uk", "Kharkiv", id="plain"),
])  # fmt: skip
def test_a_town_in_an_oblique_case_is_the_town(toponyms, text, language, name):
    assert [m.place.name for m in toponyms.find(text, language=language) if m.place] == [name]


def test_a_district_by_its_adjective_is_no_village_of_that_name(toponyms):
    found = toponyms.find("В Ізюмському районі загинула жінка.", language="uk")

    assert "Iziumske" not in [m.place.name for m in found if m.place]


@pytest.mark.parametrize(("text", "language", "units"), [
    pytest.param("Над Белгородской, Курской и Брянской областей.", "ru",
                 ["RU-BEL", "RU-KRS", "RU-BRY"], id="no village called Курская"),
    pytest.param("У Харківській та Сумській областях.", "uk", ["UA-63", "UA-59"], id="after"),
    pytest.param("Під ударом сім областей, зокрема Харківська та Житомирська.", "uk",
                 ["UA-63", "UA-18"], id="before the list"),
    pytest.param("Пострадали семь областей, в том числе Харьковская.", "ru", ["UA-63"],
                 id="before, Russian"),
    pytest.param("Над Московской областью сбиты дроны.", "ru", ["RU-MOS"], id="instrumental"),
])  # fmt: skip
def test_a_region_by_its_adjective_is_the_region(toponyms, text, language, units):
    found = toponyms.find(text, language=language)

    assert [m.place.adm1 for m in found if m.place] == units
    assert {m.place.precision for m in found if m.place} == {Precision.ADM1}
