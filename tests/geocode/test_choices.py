"""Names that could be several places: what a person is shown, and that no guess gets a point."""

from datetime import date
from functools import cache

import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms, choices, named, undecided, without_guesses
from incidents.model import (
    Incident,
    Mention,
    MentionRole,
    Place,
    Precision,
    When,
)


@cache
def toponyms() -> TextToponyms:
    return TextToponyms(load_gazetteer())


def mention_of(text, words):
    return next(m for m in toponyms().find(text, language="en") if m.text == words)


def place(name, unit, lat, precision=Precision.SETTLEMENT):
    country = unit[:2]
    return Place(name=name, precision=precision, lat=lat, lon=30.0, country=country, adm1=unit,
                 place_id=f"t:{name}/{unit}")  # fmt: skip


def two(first, second, *, ambiguous=True):
    return Mention(
        3, 8, "Nove", first, ambiguous=ambiguous, candidates=(first, second),
        reasons=("7.2: name 3.0, known 4.2", "7.0: name 3.0, known 4.0"),
    )  # fmt: skip


def incident(where):
    return Incident(incident_id="i1", place=where, when=When(start=date(2025, 1, 1)))


def test_choices_tell_namesakes_apart():
    here, there = place("Nove", "UA-63", 50.0), place("Nove", "UA-12", 48.0)
    first, second = choices(two(here, there))
    assert (first.km_apart, first.score, first.why) == (0.0, 7.2, "name 3.0, known 4.2")
    assert (second.unit, second.country, second.name) == ("UA-12", "UA", "Nove")
    assert second.km_apart == pytest.approx(222.4, abs=0.5)


def test_a_single_candidate_is_no_choice():
    assert choices(Mention(0, 4, "Kyiv", place("Kyiv", "UA-30", 50.4))) == ()


def test_what_is_undecided_has_no_point_but_the_country_all_share():
    found = undecided(two(place("Nove", "UA-63", 50.0), place("Nove", "UA-12", 48.0)))
    assert (found.lat, found.precision, found.country) == (None, Precision.UNKNOWN, "UA")
    assert (found.adm1, found.expected) == (None, Precision.SETTLEMENT)
    assert found.runner_up == "Nove (UA-63) or Nove (UA-12)"


def test_candidates_of_two_countries_leave_no_country():
    found = undecided(two(place("Paris", "FR-75", 48.8), place("Paris", "US-TX", 33.6)))
    assert found.country is None


def test_an_incident_on_a_guess_loses_its_point():
    guess = two(place("Nove", "UA-63", 50.0), place("Nove", "UA-12", 48.0))
    (kept,), (asked,) = without_guesses([incident(guess.place)], [guess])
    assert not kept.place.placed
    assert asked is guess


def test_a_name_settled_elsewhere_in_the_report_keeps_its_point():
    here, there = place("Nove", "UA-63", 50.0), place("Nove", "UA-12", 48.0)
    told, again = two(here, there, ambiguous=False), two(here, there)
    (kept,), asked = without_guesses([incident(here)], [told, again])
    assert kept.place == here
    assert asked == ()


def test_a_speaker_is_not_asked_about():
    here = place("Nove", "UA-63", 50.0)
    speaker = Mention(0, 4, "Nove", here, role=MentionRole.SOURCE, ambiguous=False)
    (kept,), asked = without_guesses([incident(here)], [speaker])
    assert kept.place == here
    assert asked == ()


def test_springfield_alone_is_asked_with_its_states():
    mention = mention_of("A gunman opened fire in Springfield.", "Springfield")
    assert mention.ambiguous
    assert len(mention.candidates) == len(mention.reasons) > 1
    assert "US-MO" in named(mention)


def test_a_sense_told_once_is_doubted_where_the_bare_name_is_far_better_known():
    text = "Three people were hurt in Paris, Texas while Paris had a quiet night."
    told, bare = (m for m in toponyms().find(text, language="en") if m.text == "Paris")
    assert (told.place.adm1, told.ambiguous) == ("US-TX", False)
    assert bare.ambiguous
