"""People and bodies named like places, and places that look like people or plain words."""

from functools import cache

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms
from incidents.model import MentionRole


@cache
def toponyms() -> TextToponyms:
    return TextToponyms(load_gazetteer())


def placed(text, language="en"):
    found = toponyms().find(text, language=language)
    return [m.text for m in found if m.role is MentionRole.PLACE and m.place is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Lloyd Austin spoke in Lviv.", ["Lviv"], id="a surname like a city"),
        pytest.param("We met Lloyd Austin in Lviv.", ["Lviv"], id="after an unknown first name"),
        pytest.param("Chelsea Clinton was in Lviv.", ["Lviv"], id="a given name like a district"),
        pytest.param("Two died. Jones said he ran. They chased Jones home.", [],
                     id="who speaks once is a person throughout"),
        pytest.param('"We won," insists coach Ripley.', [], id="a title in lower case"),
        pytest.param("Charles S. Williams died. They knew Williams well.", [], id="an initial"),
        pytest.param("The Geneva Conventions were broken in Mariupol.", ["Mariupol"],
                     id="a convention is no city"),
        pytest.param("The Minsk agreements ended in Mariupol.", ["Mariupol"], id="agreements"),
        pytest.param("She taught at the London School of Economics.", [], id="a body"),
        pytest.param("A tanker sank in the Dnipro river.", [], id="a river"),
        pytest.param("Shots were fired on Darby Drive.", [], id="a road"),
        pytest.param("The attack in Nice, France, killed 86.", ["Nice", "France"],
                     id="a plain word with its country"),
        pytest.param("Nice people live there.", [], id="a plain word"),
        pytest.param("Section 2 opened. A Branch of it burned.", [], id="words that are towns"),
        pytest.param("An Albany police SWAT team arrived.", [], id="SWAT is no district"),
        pytest.param("I'll be there, and we'll see.", [], id="I'll is no Illinois"),
        pytest.param("Kewon Jones, 24, of Lviv, died. They had searched Jones.", ["Lviv"],
                     id="who has an age is a person throughout"),
        pytest.param('"I talked to Roy today," he said in Lviv.', ["Lviv"], id="to a person"),
        pytest.param("The villages of Ceamurlia de Jos and Maliuc were hit.", [],
                     id="the end of an unknown name of three words"),
        pytest.param("He was seen in Fujian, China, whose ports closed.", ["Fujian", "China"],
                     id="a country whose"),
        pytest.param("Two died in Hunan who had been ill.", ["Hunan"], id="a province who"),
        pytest.param("She lived in McLean, Virginia, and died there.", ["McLean", "Virginia"],
                     id="a state that is a given name"),
        pytest.param("A fee of US$10,000 was paid in Lviv.", ["Lviv"], id="a currency"),
        pytest.param("We are safe, said Fargo City Commissioner Tim Roe. Two died in Fargo.",
                     ["Fargo", "Fargo"], id="whose commissioner speaks"),
        pytest.param("Vladimir, stop! Two died in Lviv.", ["Lviv"], id="a given name, no oblast"),
        pytest.param("A flood hit Côte d’Ivoire.", ["Côte d’Ivoire"], id="a small letter first"),
        pytest.param("Blast In Kharkiv Market Kills Five", ["Kharkiv"], id="a headline"),
        pytest.param("In Kyiv President Zelensky spoke.", ["Kyiv"], id="a title right after"),
        pytest.param("Police in Kharkiv Thursday said so.", ["Kharkiv"], id="a weekday after"),
    ],
)  # fmt: skip
def test_what_is_a_place(text, expected):
    assert placed(text) == expected


@pytest.mark.parametrize(
    ("text", "words", "role"),
    [
        ("China, Turkey and Georgia called for calm.", "China", MentionRole.SOURCE),
        ("China, Turkey and Georgia called for calm.", "Turkey", MentionRole.SOURCE),
        ("A bomb in Peshawar, Pakistan; 101 died.", "Pakistan", MentionRole.PLACE),
        ("The Houston-based firm left.", "Houston", MentionRole.SOURCE),
        ("Russian-occupied Enerhodar was shelled.", "Enerhodar", MentionRole.PLACE),
        ("The Arab-Israeli war.", "Israeli", MentionRole.SOURCE),
    ],
)
def test_roles(text, words, role):
    (found,) = (m for m in toponyms().find(text, language="en") if m.text == words)
    assert found.role is role


@pytest.mark.parametrize(
    ("text", "words", "place_id"),
    [
        ("A cow died in Washington state.", "Washington", "adm1:US-WA"),
        ("It happened in the state of Washington.", "Washington", "adm1:US-WA"),
        ("He flew to Washington.", "Washington", "gn:4140963"),
        ("Fires in Clay, Grant and Otter Tail counties of Minnesota.", "Clay", "adm2:US-MN/27027"),
        ("Dublin City Council met in Dublin, Ireland.", "Dublin", "gn:2964574"),
    ],
)
def test_which_is_meant(text, words, place_id):
    found = next(m for m in toponyms().find(text, language="en") if m.text == words)
    assert found.place.place_id == place_id
