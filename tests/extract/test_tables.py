"""Toll tables: each place its own figures, no total twice, nothing from other tables."""

from datetime import date

import pytest

from incidents.extract import GrammarExtractor
from incidents.model import Report
from tests.bench.known_places import KnownPlaces

PLACES = KnownPlaces()
ROWS = {("Kharkiv", "killed", 2), ("Kharkiv", "injured", 5), ("Poltava", "killed", 0),
        ("Poltava", "injured", 3)}  # fmt: skip


def read(text):
    report = Report(report_id="r", text=text, publisher="P", published=date(2024, 6, 10))
    return GrammarExtractor(PLACES).extract(report, PLACES.find(text))


def told(found):
    names = {i.incident_id: i.place.name for i in found.incidents}
    return {(names[c.incident_id], c.measure.value, c.estimate.headline) for c in found.claims}


@pytest.mark.parametrize("text", [
    pytest.param("| Place | Killed | Injured |\n|---|---|---|\n| Kharkiv | 2 | 5 |\n"
                 "| Poltava | 0 | 3 |\n| Total | 2 | 8 |", id="strokes and a total"),
    pytest.param("City\tDead\tWounded\nKharkiv\t2\t5\nPoltava\t0\t3\n", id="tabs"),
    pytest.param("Place | Deaths | Homes damaged | Injuries\nKharkiv | 2 | 40 | 5\n"
                 "Poltava | 0 | 7 | 3", id="a column of something else"),
    pytest.param("- Kharkiv: 2 killed, 5 injured\n- Poltava: 0 killed, 3 injured", id="a list"),
    pytest.param("Kharkiv: two dead, five wounded; Poltava: 0 dead, 3 wounded.", id="one line"),
])  # fmt: skip
def test_each_line_is_its_places(text):
    assert told(read(text)) == ROWS


def test_the_total_of_a_table_is_left_out_with_a_reason():
    found = read("| Place | Killed |\n| Kharkiv | 2 |\n| Total | 2 |")

    assert "the total of a table" in {o.why for o in found.left_out}
    assert told(found) == {("Kharkiv", "killed", 2)}


def test_a_place_nobody_knows_keeps_its_line():
    (incident,) = read("| Place | Killed |\n| Nowhereville | 2 |").incidents

    assert (incident.place.name, incident.place.placed) == ("Nowhereville", False)


def test_a_table_without_harms_is_no_toll():
    assert not read("| Place | Homes damaged |\n| Kharkiv | 2 |").claims
