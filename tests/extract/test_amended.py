"""What the words around a name allow: numbered sites, parts of a land, namesakes elsewhere."""

from datetime import date

import pytest

from incidents.extract import GrammarExtractor
from incidents.geocode import TextToponyms
from incidents.model import Measure, Precision, Report
from incidents.pipeline import add_report, read_report
from incidents.pipeline.reading import guess_language
from incidents.store.ledger import Ledger
from incidents.summary import toll
from tests.bench.finder import product
from tests.pipeline.doubles import StillClock

DAY = date(2024, 6, 10)
CITY = "Shelling injured 10 people in Kharkiv on Monday, the mayor said."
SCHOOL = "On Monday shelling injured four people at School No. 12 in Kharkiv."


def read(text, key="r"):
    places = product()[0]
    report = Report(report_id=key, text=text, publisher=key, published=DAY,
                    language=guess_language(text))  # fmt: skip
    return read_report(report, TextToponyms(places), GrammarExtractor(places))


def told(extraction):
    by_id = {i.incident_id: i for i in extraction.incidents}
    return {(by_id[c.incident_id].place.name, c.measure.value, c.estimate.headline)
            for c in extraction.claims}  # fmt: skip


def injured(world):
    return toll(world.incidents, world.claims).figures[Measure.INJURED].best


@pytest.mark.parametrize("text", [
    pytest.param(f"{CITY} {SCHOOL}", id="city first"),
    pytest.param(f"{SCHOOL} In all, 10 people were injured in the city.", id="site first"),
    pytest.param(f"{CITY}\n\nAt school number 12, four were injured.", id="town before"),
    pytest.param("10 червня в Харкові поранено 10 людей. У школі № 12 поранено чотирьох людей.",
                 id="Ukrainian"),
    pytest.param("10 июня в Харькове ранены 10 человек. В школе №12 ранены четыре человека.",
                 id="Russian"),
])  # fmt: skip
def test_a_numbered_site_is_a_part_of_its_town_and_replaces_nothing(text):
    found = read(text)

    assert told(found) == {("Kharkiv", "injured", 10), ("School No. 12", "injured", 4)}
    city, site = (next(i for i in found.incidents if i.place.name == n)
                  for n in ("Kharkiv", "School No. 12"))  # fmt: skip
    assert site.parent_id == city.incident_id
    assert injured(found) == 10


@pytest.mark.parametrize("order", [(CITY, SCHOOL), (SCHOOL, CITY)], ids=["city", "site"])
def test_the_joined_toll_holds_the_citys_figure_whichever_report_comes_first(tmp_path, order):
    places, _, _ = product()
    ledger = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=StillClock())
    try:
        for at, text in enumerate(order):
            add_report(ledger, read(text, f"r{at}"), author="me", gazetteer=places)
        assert injured(ledger.snapshot()) == 10
    finally:
        ledger.close()


@pytest.mark.parametrize(("text", "precision"), [
    pytest.param("Strikes killed 12 people in southern Gaza.", Precision.ADM1, id="Gaza"),
    pytest.param("A blast in eastern Aleppo killed five people.", Precision.ADM1, id="Aleppo"),
    pytest.param("A blast in north-western Kharkiv killed five people.", Precision.ADM1,
                 id="Kharkiv"),
    pytest.param("Strikes killed 12 people in eastern Rafah.", Precision.UNKNOWN, id="Rafah"),
    pytest.param("Strikes killed 12 people in Gaza City.", Precision.SETTLEMENT, id="a city"),
    pytest.param("A blast in the eastern city of Kharkiv killed five.", Precision.SETTLEMENT,
                 id="a city in the east"),
])  # fmt: skip
def test_a_part_of_a_land_is_never_drawn_on_its_city(text, precision):
    (incident,) = read(text).incidents

    assert incident.place.precision is precision


def test_a_village_said_to_be_in_another_region_loses_its_point():
    found = read("Six people were killed near the village of Berezovka in Russia's Belgorod region")
    (killed,) = (c for c in found.claims)
    place = next(i.place for i in found.incidents if i.incident_id == killed.incident_id)

    assert (place.name, place.placed, place.country) == ("Berezovka", False, "RU")


@pytest.mark.parametrize("mark", list("'’ʼ‘`´ʹ′＇"))
def test_every_mark_typed_for_an_apostrophe_is_one(mark):
    said = "У Харкові загинули дев'ятеро людей, поранено п'ятнадцятеро.".replace("'", mark)

    assert told(read(said)) == {("Kharkiv", "killed", 9), ("Kharkiv", "injured", 15)}


def test_an_agency_in_capitals_is_no_town_and_takes_no_figure():
    found = read(
        "Gunmen attacked a church in the Nigerian town of Owo on Sunday, killing 40 people. "
        "The emergency agency, NEMA, said later that 61 people had been injured."
    )

    assert {(i.place.name, i.place.precision) for i in found.incidents} == {
        ("Owo", Precision.SETTLEMENT)
    }
    assert ("Owo", "injured", 61) in told(found)
