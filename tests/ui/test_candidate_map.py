"""The small map of what a name could mean: numbers, words, and nothing drawn that has no point."""

import json

import pytest

from incidents.model import Place, Precision
from incidents.ui import candidate_map, palette
from incidents.ui.basemap import Ground
from incidents.ui.candidate_map import Candidate

GROUND = Ground(countries="/x", borders="/y")


def village(score=1.0, people=None, **more):
    about = {"name": "Ivanivka", "precision": Precision.SETTLEMENT, "lat": 49.8, "lon": 36.7}
    place = Place(**{**about, **more}, country="UA", adm1="UA-63", score=score)
    return Candidate(place=place, unit="Kharkiv Oblast, Ukraine", population=people)


def rows(candidates):
    made = json.loads(candidate_map.deck(candidates, GROUND, palette.LIGHT).to_json())
    drawn = {layer["id"]: layer["data"] for layer in made["layers"]}
    numbers = drawn["candidate-numbers"]
    assert [r["p"] for r in drawn["candidates"]] == [r["p"] for r in numbers]
    return numbers


def test_marks_bear_the_numbers_of_the_answers():
    drawn = rows([village(), village(lat=48.1), village(lat=47.2)])
    assert [(r["t"], r["p"]) for r in drawn] == [
        ("1", [36.7, 49.8]), ("2", [36.7, 48.1]), ("3", [36.7, 47.2]),
    ]  # fmt: skip


def test_a_candidate_without_a_point_keeps_its_number_and_is_not_drawn():
    nowhere = village(lat=None, lon=None, precision=Precision.UNKNOWN)
    assert [r["t"] for r in rows([village(), nowhere, village(lat=47.2)])] == ["1", "3"]


@pytest.mark.parametrize(
    ("candidate", "said"),
    [
        pytest.param(village(people=1234), "1\u202f234 people", id="counted"),
        pytest.param(village(), "population not known", id="not counted is not nobody"),
        pytest.param(village(), "its usual name (1.00 of 1)", id="usual name"),
        pytest.param(village(score=0.9), "another of its names (0.90 of 1)", id="another name"),
        pytest.param(village(score=0.75), "a looser spelling (0.75 of 1)", id="loosely spelt"),
        pytest.param(village(), "Kharkiv Oblast, Ukraine", id="where it lies"),
    ],
)
def test_what_tells_it_apart_is_said(candidate, said):
    assert said in candidate_map.describe(candidate)


def test_a_hostile_name_is_shown_as_text():
    text = candidate_map.listed([village(name="<img src=x onerror=y>")]).text
    assert "<img" not in text
    assert "&lt;img" in text
