"""Tables as newsrooms and offices make them: nothing of them is lost, shifted or guessed."""

from __future__ import annotations

from datetime import date

import pytest

from incidents.errors import BadFile
from incidents.files import read_table
from incidents.files.positions import is_pair, read_pair
from tests.files.places import FewPlaces

ROWS = "2024-03-05,Kharkiv,3,5\n2024-03-06,Kharkiv,1,2\n"
HEADER = "Date,Place,Killed,Injured\n"


def read(text):
    return read_table(text.encode(), name="t.csv", gazetteer=FewPlaces(), today=date(2026, 1, 1))


def figures(draft):
    return [{c.measure.value: c.estimate.headline for c in row.claims} for row in draft.accepted]


BOTH = [{"killed": 3, "injured": 5}, {"killed": 1, "injured": 2}]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param(HEADER + ROWS, 1, id="a header alone"),
        pytest.param("Log 2024\nBy us,,,\n\n" + HEADER + ROWS, 4, id="titles of another width"),
        pytest.param("Log 2024,,,\nSource: us,,,\n" + HEADER + ROWS, 3, id="padded titles"),
        pytest.param(
            "Log\n\n" + (HEADER + ROWS).replace(",", ";"), 3, id="titles above semicolons"
        ),
        pytest.param("sep=;\n" + (HEADER + ROWS).replace(",", ";"), 2, id="the hint of Excel"),
        pytest.param(
            "When,Where,Casualties,\n,,Killed,Injured\n" + ROWS, 1, id="a header of two rows"
        ),
        pytest.param(
            "Date,Place,Killed/Injured\n2024-03-05,Kharkiv,3/5\n2024-03-06,Kharkiv,1 / 2\n",
            1,
            id="two counts in one cell",
        ),
        pytest.param(
            "Date,Place,Injured / killed\n2024-03-05,Kharkiv,5/3\n2024-03-06,Kharkiv,2/1\n",
            1,
            id="the other way round",
        ),
    ],
)
def test_both_rows_are_read(text, line):
    draft = read(text)
    assert figures(draft) == BOTH
    assert draft.reading.header_line == line
    assert draft.account.lines == draft.account.accepted == 2


@pytest.mark.parametrize("word", ["Total", "TOTAL:", "Усього", "Итого", "Grand total"])
def test_a_sum_is_never_an_incident(word):
    draft = read(HEADER + ROWS + f"2024-03-07,{word},4,7\n")
    assert figures(draft) == BOTH
    assert [f.code for r in draft.rejected for f in r.faults] == ["row.is_total"]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        pytest.param("12*", ["row.count_footnote"], id="a star"),
        pytest.param("12 [1]", ["row.count_footnote"], id="in brackets"),
        pytest.param("12†", ["row.count_footnote"], id="a dagger"),
    ],
)
def test_a_footnote_is_said(cell, codes):
    draft = read(HEADER + f"2024-03-05,Kharkiv,{cell},\n")
    assert figures(draft) == [{"killed": 12}]
    assert [w.code for r in draft.accepted for w in r.warnings] == codes


@pytest.mark.parametrize("cell", ["5¹", "12²", "1½", "3₂", "12 (15)", "3/5", "2±12", "2+1"])
def test_what_could_be_two_numbers_is_none(cell):
    draft = read(HEADER + f"2024-03-05,Kharkiv,{cell},\n")
    assert [f.code for r in draft.rejected for f in r.faults] == ["row.count_unreadable"]


def test_one_number_is_not_two_counts():
    draft = read("Date,Place,Killed/Injured\n2024-03-05,Kharkiv,8\n2024-03-06,Kharkiv,\n")
    assert figures(draft) == [{}]
    assert [f.code for r in draft.rejected for f in r.faults] == ["row.count_unreadable"]


@pytest.mark.parametrize(
    "name", ["Children killed", "Women killed", "Injured civilians", "Загинуло дітей"]
)
def test_a_part_is_not_the_toll(name):
    draft = read(f"Date,Place,{name}\n2024-03-05,Kharkiv,2\n")
    assert figures(draft) == [{}]


@pytest.mark.parametrize("code", ["XX", "ZZ", "QM"])
def test_a_code_of_no_country_is_said(code):
    draft = read(f"Date,Place,Country\n2024-03-05,Kharkiv,{code}\n")
    (row,) = draft.accepted
    assert "row.country_unknown" in [w.code for w in row.warnings]
    assert row.incident.place.country != code


@pytest.mark.parametrize(
    ("cell", "pair"),
    [
        pytest.param("50.45, 30.52", ("50.45", "30.52"), id="a comma between"),
        pytest.param("(50.45 30.52)", ("50.45", "30.52"), id="a blank between"),
        pytest.param("50,45; 30,52", ("50,45", "30,52"), id="decimal commas"),
        pytest.param("50,45, 30,52", ("50,45", "30,52"), id="commas of both kinds"),
        pytest.param("-1.5/36.8", ("-1.5", "36.8"), id="a stroke between"),
        pytest.param("POINT(30.52 50.45)", ("50.45", "30.52"), id="WKT, longitude first"),
        pytest.param("N50.45 E30.52", ("N50.45", "E30.52"), id="letters before"),
        pytest.param("50°27'N, 30°31'E", ("50°27'N", "30°31'E"), id="degrees and minutes"),
        pytest.param("https://maps.google.com/?q=50.45,30.52", ("50.45", "30.52"), id="asked for"),
        pytest.param(
            "https://www.google.com/maps/place/K/@50.4,30.5,10z/data=!3d50.45!4d30.52",
            ("50.45", "30.52"),
            id="the pin, not the view",
        ),
        pytest.param("", ("", ""), id="blank"),
    ],
)
def test_two_coordinates_of_one_cell(cell, pair):
    assert read_pair(cell) == pair


@pytest.mark.parametrize(
    "cell",
    [
        pytest.param("50,45", id="one number with a decimal comma"),
        pytest.param("50.45", id="one number"),
        pytest.param("https://www.google.com/maps/@50.45,30.52,15z", id="only a view"),
        pytest.param("near the mill", id="words"),
        pytest.param("50.45, 30.52, 12", id="three numbers"),
    ],
)
def test_what_is_no_position(cell):
    assert not is_pair(cell)
    with pytest.raises(ValueError, match=r".*"):
        read_pair(cell)


def test_a_column_of_both_coordinates_is_found_and_its_faults_told():
    draft = read(
        'Date,Place,GPS\n2024-03-05,Kharkiv,"49.98, 36.25"\n2024-03-06,Kharkiv,by the mill\n'
        "2024-03-07,Kharkiv,\n"
    )
    points = [(r.incident.place.lat, r.incident.place.lon) for r in draft.accepted]
    assert points[0] == (49.98, 36.25)
    assert [f.code for r in draft.rejected for f in r.faults] == ["row.coordinate_unreadable"]
    assert draft.account.accepted == 2


def test_a_header_named_twice_is_told_with_its_line():
    with pytest.raises(BadFile, match="Line 2 has 'notes'"):
        read("A log of ours,,,\nDate,Place,Notes,Notes\n2024-03-05,Kharkiv,a,b\n")


def test_rows_that_are_a_cell_short_do_not_make_a_tab_of_their_notes_the_delimiter():
    content = "id,date,place,lat,lon,notes,killed\n" + "e1,2024-03-05,Sumy,50.9,34.8,a\tb\n" * 3
    draft = read_table(content.encode(), name="t.csv")
    assert draft.reading.delimiter == ","
    assert {f.code for row in draft.rejected for f in row.faults} == {"row.missing_cells"}


@pytest.mark.parametrize("name", ["Lat/Lon", "latitude, longitude", "Широта/довгота", "GPS"])
def test_a_column_named_after_both_coordinates_holds_both(name):
    draft = read(f'Date,Place,"{name}"\n2024-03-05,Kharkiv,"49.98, 36.25"\n')
    assert draft.accepted[0].incident.place.lon == 36.25


@pytest.mark.parametrize(
    ("column", "cell"),
    [("Date", "########"), ("Place", "#REF!"), ("Killed", "#N/A"), ("Injured", "#DIV/0!")],
)
def test_an_error_of_a_spreadsheet_is_called_one(column, cell):
    cells = {"Date": "2024-03-07", "Place": "Kharkiv", "Killed": "1", "Injured": "2", column: cell}
    (row,) = read(HEADER + ROWS + ",".join(cells.values()) + "\n").rejected
    assert [(f.code, f.column, f.value) for f in row.faults] == [("row.cell_error", column, cell)]


def test_a_name_may_begin_with_a_hash():
    assert read(HEADER + "2024-03-07,#3 Pit,1,2\n").accepted[0].incident.place.name == "#3 Pit"


def test_a_blank_before_a_quotation_mark_is_pointed_out():
    (row,) = read(HEADER + '2024-03-07, "Kharkiv, centre",1,2\n').rejected
    assert "A blank before a quotation mark" in row.faults[0].why


@pytest.mark.parametrize("country", ["", "Ukraine"])
@pytest.mark.parametrize(
    ("point", "held"),
    [("36.25,49.98", "Swap"), ("49.98,-36.25", "longitude"), ("-49.98,36.25", "latitude")],
)
def test_a_slip_that_the_named_place_gives_away_holds_the_row(country, point, held):
    content = f"Date,Place,Country,Lat,Lon\n2024-03-07,Kharkiv,{country},{point}\n"
    (row,) = read(content).rejected
    assert row.faults[0].code == "row.place_contradicts"
    assert held in row.faults[0].why
