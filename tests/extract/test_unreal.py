"""What did not happen, whose side "others" are of, and people named one beside another."""

import pytest

from incidents.model import PersonStatus
from tests.extract.test_english import extract

UNREAL = [
    ("a threat", "The group threatened to kill 10 judges in Kharkiv. A bomb hit a house."),
    ("what would have been", "The bomb in Kharkiv would have killed at least 500 people."),
    ("what could be", "A strike on Kharkiv could kill 5,000 people, the minister said."),
    ("a plot", "Police in Kharkiv foiled a plot to kill three ministers with a bomb."),
    ("a wish", "The mafia, which has sworn to kill 10 judges, bombed a court in Kharkiv."),
    ("murders in general", "He denounced bombings, raids and the murders of Union Party members."),
    ("wounds of a clash", "They have wounds as a result of the shelling of Kharkiv."),
]


@pytest.mark.parametrize("text", [c[1] for c in UNREAL], ids=[c[0] for c in UNREAL])
def test_what_did_not_happen_is_no_figure(text):
    assert extract(text).claims == ()


def test_a_deed_that_was_done_is_one():
    read = extract("The gunmen managed to kill 10 people in Kharkiv before they fled.")
    assert [c.estimate.best for c in read.claims] == [10]


SIDES = [
    ("others of a clash", "Three rebels were killed and seven others were wounded in clashes.", 2),
    ("no noun of its own", "Four soldiers were killed and eight wounded in an ambush.", 2),
    ("members of a force", "Four army members were killed and six wounded in an ambush.", 2),
    ("a noun of its own", "Four soldiers were killed and eight children wounded in a raid.", 1),
    (
        "others of a bombing",
        "Two policemen were killed and 12 others hurt by a bomb in Kharkiv.",
        1,
    ),
    ("one attacker and others", "The gunman was killed and ten others were wounded.", 0),
]


@pytest.mark.parametrize(("text", "many"), [c[1:] for c in SIDES], ids=[c[0] for c in SIDES])
def test_others_are_of_the_side_they_are_other_than(text, many):
    sides = [c.status for c in extract(text).claims]
    assert len(sides) == 2
    assert sides.count(PersonStatus.COMBATANT) == many


SUMS = [
    ("also", "The minister was shot dead. Two of his guards were also killed in the attack.", 3),
    ("others", "Abelardo Daza was shot dead. Two other people were killed in the attack.", 3),
    ("two named", "Police investigate the murder of Hector Oqueli and of lawyer Gilda Flores.", 2),
    ("his guards", "He condemned the murder of Hector Oqueli and two of his bodyguards.", 3),
    ("capitals",
     "THE COMMITTEE CONDEMNED THE MURDER OF HECTOR OQUELI AND OF GILDA FLORES.", 2),
]  # fmt: skip


@pytest.mark.parametrize(("text", "many"), [c[1:] for c in SUMS], ids=[c[0] for c in SUMS])
def test_people_told_one_beside_another_are_added_up(text, many):
    counts = [(c.estimate.best, c.increment) for c in extract(text).claims if not c.superseded]
    assert sum(n for n, _ in counts) == many
    assert [increment for _, increment in counts] == [False, True][: len(counts)]


ONE = [
    ("whose murder", "Judges went on strike after Magistrate Carlos Valencia's murder."),
    ("who he was", "Carlos Pizarro, candidate of the disbanded group, died in hospital on Monday."),
    ("capitals, who he was",
     "CARLOS PIZARRO, PRESIDENTIAL CANDIDATE OF A DISBANDED GROUP, DIED IN HOSPITAL ON MONDAY."),
    ("capitals, by whom",
     "HE OPENLY ACCUSED THE REBELS OF MURDERING ANA ISABEL CASANOVA, DAUGHTER OF A COLONEL."),
    ("capitals, whose murder",
     "THE STRIKE BEGAN FOLLOWING MAGISTRATE CARLOS VALENCIA GARCIA'S MURDER IN MEDELLIN."),
    ("who did what", "Ernesto Vasquez, who was working at a gas station, was killed."),
]  # fmt: skip


@pytest.mark.parametrize("text", [c[1] for c in ONE], ids=[c[0] for c in ONE])
def test_one_person_named_is_one_killed(text):
    assert [(c.measure.value, c.estimate.best) for c in extract(text).claims] == [("killed", 1)]


PERIODS = [
    "Five judges have been killed in two months in Kharkiv.",
    "Over the past 12 days bombs have killed two people in Kharkiv.",
    "In October alone the shelling of Kharkiv killed 350 people.",
]


@pytest.mark.parametrize("text", PERIODS)
def test_a_count_of_months_is_of_no_attack(text):
    read = extract(text)
    assert read.claims == ()
    assert "other period" in {o.why for o in read.left_out}


COMPARED = [
    "The deadliest strike in two months killed 12 people in Kharkiv.",
    "It was the third attack in two weeks, killing 12 people in Kharkiv.",
    "Twelve people were killed in Kharkiv in the worst attack in three months.",
    "The deadliest attack in the past two months killed 12 people in Kharkiv.",
    "A missile killed 12 people in Kharkiv, where shelling went on in the past two weeks.",
]


@pytest.mark.parametrize("text", COMPARED)
def test_how_an_attack_compares_is_no_period(text):
    assert [c.estimate.best for c in extract(text).claims] == [12]


def test_a_text_in_capitals_keeps_its_months():
    read = extract("A BOMB KILLED THREE PEOPLE IN KHARKIV ON 16 NOVEMBER 1989, POLICE MAY SAY.")
    assert {str(i.when.start) for i in read.incidents} == {"1989-11-16"}
