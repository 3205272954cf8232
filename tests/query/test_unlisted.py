import pytest

from incidents.model import Place, Precision
from incidents.query.matching import lies_in
from incidents.query.unlisted import named, place_key

AT = {"precision": Precision.SETTLEMENT, "lat": 49.5, "lon": 36.9}
VILLAGE = {"name": "Novoselivka", "country": "UA", **AT}


@pytest.mark.parametrize(
    ("place", "key"),
    [
        pytest.param(Place(**VILLAGE, adm1="UA-63"), "named:UA-63/Novoselivka", id="in a region"),
        pytest.param(Place(**VILLAGE), "named:UA/Novoselivka", id="in a country"),
        pytest.param(Place(**VILLAGE, place_id="gn:1"), "gn:1", id="listed"),
        pytest.param(Place(name="Mill / depot", **AT), "named:/Mill / depot", id="slash"),
        pytest.param(Place(name=None, precision=Precision.UNKNOWN), None, id="not named"),
    ],
)
def test_a_place_s_key(place, key):
    assert place_key(place) == key
    if key and key.startswith("named:"):
        assert named(key) == (place.adm1 or place.country or "", place.name)


def test_namesakes_of_two_regions_are_not_one_place():
    one, other = (Place(**VILLAGE, adm1=unit) for unit in ("UA-63", "UA-14"))
    never = lambda *_: False  # noqa: E731 - no place lies in another here
    assert lies_in(one, place_key(one), never)
    assert not lies_in(other, place_key(one), never)
    assert not lies_in(Place(**VILLAGE, adm1="UA-63", place_id="gn:1"), place_key(one), never)
    assert named("gn:703448") is None
