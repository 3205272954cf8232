"""Who attacked and on whose word, with what, who counted, and the dead of the attacking side."""

from datetime import date

import pytest

from incidents.extract import GrammarExtractor
from incidents.extract.actors import actors_in
from incidents.extract.coding import weapons_in
from incidents.extract.lexicon import load
from incidents.extract.tokens import sentences
from incidents.model import Measure, PersonStatus, Report
from tests.bench.known_places import KnownPlaces

ENGLISH = load("en")
PLACES = KnownPlaces()


def words(text):
    (sentence,) = sentences(text)
    return sentence.tokens


def read(text):
    report = Report(report_id="r", text=text, publisher="P", published=date(2024, 6, 10))
    return GrammarExtractor(PLACES).extract(report, PLACES.find(text))


@pytest.mark.parametrize(("text", "expected"), [
    ("Islamic State claimed responsibility for the blast.", {("Islamic State", "claimed")}),
    ("The attack was claimed by al-Shabaab.", {("Al-Shabaab", "claimed")}),
    ("The Taliban said it carried out the bombing.", {("Taliban", "claimed")}),
    ("A bombing blamed on Boko Haram killed 15.", {("Boko Haram", "attributed")}),
    ("The governor accused Ukraine of the strike.", {("Ukraine", "attributed")}),
    ("Authorities said the PKK carried out the attack.", {("PKK", "attributed")}),
    ("Twelve people were killed by Boko Haram fighters.", {("Boko Haram", "attributed")}),
    ("Russian forces shelled the town.", {("Russia", "attributed")}),
    ("Two Russian drones hit a house.", {("Russia", "attributed")}),
    ("An Israeli air strike killed four.", {("Israel", "attributed")}),
    ("Israel struck a house.", {("Israel", "attributed")}),
    ("Pakistan bombing kills ten.", set()),
    ("Ukraine missile strike: three people dead.", set()),
    ("Unidentified gunmen killed four.", {("unidentified gunmen", "unknown")}),
    ("No group claimed responsibility.", set()),
    ("Hezbollah denied responsibility for the rocket fire.", set()),
    ("The government blamed ETA, which denied it.", {("ETA", "attributed")}),
    ("A drone fell near the Russian border and killed two.", set()),
    ("An Iranian-made drone hit a house where Russian is spoken.", set()),
    ("Air defence shot down four Russian drones.", set()),
    ("Two Russian soldiers were killed in the attack.", set()),
    ("A strike on the Ukrainian city killed two.", set()),
], ids=lambda v: v[:40] if isinstance(v, str) else "")  # fmt: skip
def test_an_actor_is_named_only_on_somebodys_word(text, expected):
    assert {(a.name, a.attribution.value) for a in actors_in(words(text), ENGLISH)} == expected


@pytest.mark.parametrize(("said", "name", "family"), [
    ("KN-23", "KN-23", "ballistic missile"), ("Iskander", "Iskander", "ballistic missile"),
    ("Kinzhal", "Kinzhal", "ballistic missile"), ("Kh-101", "Kh-101", "cruise missile"),
    ("Kalibr", "Kalibr", "cruise missile"), ("S-300", "S-300", "missile"),
    ("Shahed", "Shahed", "drone"), ("Geran-2", "Geran-2", "drone"),
    ("FPV drone", "FPV drone", "drone"),
    ("KAB", "KAB", "glide bomb"), ("glide bombs", "glide bomb", "glide bomb"),
    ("Grad", "Grad", "rocket"), ("Smerch", "Smerch", "rocket"), ("HIMARS", "HIMARS", "rocket"),
    ("artillery", "artillery", "artillery"), ("mortar shells", "mortar", "mortar"),
    ("IED", "explosive device", "explosive device"),
    ("suicide vest", "suicide vest", "explosive device"),
    ("car bomb", "car bomb", "explosive device"), ("small arms", "small arms", "small arms"),
    ("knife", "knife", "other"), ("car ramming", "vehicle", "other"),
])  # fmt: skip
def test_weapons_keep_their_make_and_have_a_family(said, name, family):
    found = weapons_in(words(f"They used the {said} here"), ENGLISH)

    assert [(w.name, w.family) for w in found] == [(name, family)]


def test_what_one_town_was_struck_with_is_not_written_on_another():
    found = read("A car bomb killed four people in Kharkiv. In Poltava an explosion killed two.")

    weapons = {i.place.name: [w.name for w in i.weapons] for i in found.incidents}
    assert weapons == {"Kharkiv": ["car bomb"], "Poltava": []}


def test_rival_counts_of_one_sentence_are_two_claims_each_with_who_counted():
    found = read(
        "The health ministry put the dead in Kharkiv at 12, while police said 15 were killed."
    )

    assert {(c.estimate.best, c.counted_by.name) for c in found.claims} == {
        (12, "health ministry"), (15, "police"),
    }  # fmt: skip


def test_militants_killed_beside_their_victims_are_attackers():
    found = read("Gunmen attacked Kharkiv, killing 12 people. Five militants were shot dead.")

    status = {c.estimate.best: c.status for c in found.claims}
    assert status[5] is PersonStatus.ATTACKER
    assert status[12] is not PersonStatus.ATTACKER


def test_figures_raised_together_are_the_same_attacks():
    found = read("A blast in Kharkiv on Monday killed 21 people and wounded 60. "
                 "The figures were raised to 30 and 88 on Tuesday.")  # fmt: skip

    assert len(found.incidents) == 1
    assert [c.estimate.best for c in found.claims if c.measure is Measure.KILLED] == [21, 30]
    assert [c.estimate.best for c in found.claims if c.measure is Measure.INJURED] == [60, 88]


def test_two_numbers_without_counts_before_them_are_left_out():
    found = read("A blast hit Kharkiv. The figures were raised to 30 and 88 by the council.")

    assert not found.claims
