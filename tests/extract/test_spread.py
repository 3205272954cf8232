"""Totals over several attacks: of none of the places, unless one is all the text tells of."""

import pytest

from tests.extract.test_english import extract, figures_by_place

#: The record of the whole attack: the country, where the gazetteer knows it.
WHOLE = "Ukraine"

CASES = [
    ("a list behind the figure",
     ("Nine people were killed in two strikes, in Kharkiv and Poltava. In Kharkiv a missile killed "
     "five people. In Poltava four were killed."),
     {(WHOLE, "killed", 9), ("Kharkiv", "killed", 5), ("Poltava", "killed", 4)}),
    ("a list before the figure",
     "Strikes on Kharkiv, Sumy and Poltava killed 12 people and wounded 40.",
     {(WHOLE, "killed", 12), (WHOLE, "injured", 40)}),
    ("a headline that lists two",
     "Attacks in Kharkiv and Poltava kill nine\n\nA missile killed five people in Kharkiv.",
     {(WHOLE, "killed", 9), ("Kharkiv", "killed", 5)}),
    ("districts of a city that is named",
        "Drones hit Sviatoshynskyi and Desnianskyi districts of Kyiv, wounding three people.",
        {("Kyiv", "injured", 3)},
    ),
    ("a total and its parts by place",
     "Police put the number of dead at 77: eight in Kharkiv and 69 on Zmiinyi, where a camp was.",
     {(WHOLE, "killed", 77), ("Kharkiv", "killed", 8), ("Zmiinyi", "killed", 69)}),
    ("a series told before any place",
     ("At least 40 people died in a series of attacks. In Kharkiv 12 people died. In Poltava "
     "nine people died."),
     {(WHOLE, "killed", 40), ("Kharkiv", "killed", 12), ("Poltava", "killed", 9)}),
    ("a series that proves to be of one place",
     "Twin blasts leave 12 dead\n\nBombs exploded at a market in Kharkiv. Thirty were injured.",
     {("Kharkiv", "killed", 12), ("Kharkiv", "injured", 30)}),
    ("a total after the places",
     ("In Kharkiv a gunman killed five people. In Poltava a gunman killed four people. "
     "In all, nine people died in the shootings."),
     {(WHOLE, "killed", 9), ("Kharkiv", "killed", 5), ("Poltava", "killed", 4)}),
    ("a sentence after a list of places",
     "Missiles hit Kharkiv and Poltava overnight. Five people were killed.",
     {(WHOLE, "killed", 5)}),
    ("where: the last of the list alone",
     "Missiles hit Kharkiv and Poltava, where five people were killed.",
     {("Poltava", "killed", 5)}),
    ("each place its own",
     "A missile killed five people in Kharkiv and two in Poltava.",
     {("Kharkiv", "killed", 5), ("Poltava", "killed", 2)}),
    ("between two towns is no list",
     "A mine killed five people on the road between Kharkiv and Poltava.",
     {("Kharkiv", "killed", 5)}),
    ("in all, of one place",
     "A missile hit a house in Kharkiv. Twelve people in all were killed.",
     {("Kharkiv", "killed", 12)}),
    ("a feast is no place",
     "A missile killed five people in Kharkiv on Friday and two on Christmas Day.",
     {("Kharkiv", "killed", 5), ("Kharkiv", "killed", 2)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_a_total_over_several_attacks_is_of_none_of_them(text, expected):
    assert figures_by_place(text) == expected


def test_places_of_the_whole_lie_in_it():
    read = extract("Strikes on Kharkiv and Poltava killed 12 people.")
    whole = read.claims[0].incident_id
    assert {i.place.name for i in read.incidents if i.parent_id == whole} == {"Kharkiv", "Poltava"}
