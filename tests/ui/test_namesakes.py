import pytest

from incidents.adapters.gazetteer import load_gazetteer
from incidents.ui.namesakes import lies_in, told_apart

WHERE = {"named:UA-63/N": "Kharkiv Oblast", "named:UA-14/N": "Donetsk Oblast"}.get


@pytest.mark.parametrize(
    ("called", "expected"),
    [
        pytest.param([("gn:1", "Kyiv"), ("gn:2", "Sumy")], ["Kyiv", "Sumy"], id="no namesakes"),
        pytest.param(
            [("named:UA-63/N", "N"), ("named:UA-14/N", "N")],
            ["N (Kharkiv Oblast)", "N (Donetsk Oblast)"],
            id="by what they lie in",
        ),
        pytest.param(
            [("a", "N"), ("b", "N")], ["N", "N (2)"], id="by number where that is unknown"
        ),
        pytest.param(
            [("named:UA-63/N", "N"), ("b", "N"), ("c", "N")],
            ["N (Kharkiv Oblast)", "N", "N (2)"],
            id="by both",
        ),
        pytest.param([(None, "place not named")], ["place not named"], id="not named"),
    ],
)
def test_namesakes_are_told_apart(called, expected):
    assert told_apart(called, WHERE) == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        pytest.param("named:UA-63/Novoselivka", "Kharkiv Oblast", id="a unit"),
        pytest.param("named:PL/Zamek", "Poland", id="a country"),
        pytest.param("named:/Zamek", None, id="neither"),
        pytest.param("adm1:UA-63", "region", id="a region says that it is one"),
        pytest.param("gn:706483", "Kharkiv Oblast", id="of the gazetteer"),
        pytest.param("x:nothing", None, id="unknown"),
    ],
)
def test_what_a_place_lies_in(key, expected):
    assert lies_in(key, load_gazetteer(), {"PL": "Poland"}) == expected
