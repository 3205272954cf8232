"""The gazetteer as a geopy geocoder: any geopy code works on it."""

from functools import cache

import pytest
from geopy.exc import GeocoderQueryError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders.base import Geocoder
from hypothesis import given
from hypothesis import strategies as st

from incidents.adapters.gazetteer import load_gazetteer
from incidents.adapters.geocoder import OfflineGeocoder


@cache
def geocoder() -> OfflineGeocoder:
    return OfflineGeocoder(load_gazetteer())


def test_it_is_a_geopy_geocoder():
    assert isinstance(geocoder(), Geocoder)
    limited = RateLimiter(geocoder().geocode, min_delay_seconds=0)
    assert limited("Kharkiv").raw["place_id"] == "gn:706483"


@pytest.mark.parametrize(
    ("query", "lat", "lon"),
    [
        ("Kyiv", 50.45, 30.52),
        ("Paris", 48.85, 2.35),
        ("Paris, Texas", 33.66, -95.56),
        ("Paris, US", 33.66, -95.56),
        ("Львів", 49.84, 24.03),
        ("Irpin, Kyiv Oblast", 50.52, 30.25),
    ],
)
def test_geocode(query, lat, lon):
    found = geocoder().geocode(query)
    assert found.latitude == pytest.approx(lat, abs=0.1)
    assert found.longitude == pytest.approx(lon, abs=0.1)


def test_raw_holds_entry_score_and_runner_up():
    raw = geocoder().geocode("Paris").raw
    assert raw["precision"] == "settlement"
    assert raw["score"] == 1.0
    assert raw["runner_up"].startswith("Paris")


def test_all_candidates_and_countries():
    many = geocoder().geocode("Alexandria", exactly_one=False)
    assert len(many) > 5
    only = geocoder().geocode("Alexandria", exactly_one=False, country_codes="us")
    assert {p.raw["country"] for p in only} == {"US"}
    assert geocoder().geocode("Kyiv", country_codes=["FR"]) is None


@pytest.mark.parametrize("query", ["", "Khrakiv", "Kyiv, France", "😀", "x" * 10_000, ",", ",,"])
def test_unknown_is_none(query):
    assert geocoder().geocode(query) is None


@pytest.mark.parametrize(
    ("name", "some"),
    [
        pytest.param("USSR", {"RU", "UA", "GE"}, id="USSR"),
        pytest.param("СРСР", {"RU", "UA", "EE"}, id="USSR in Ukrainian"),
        pytest.param("Yugoslavia", {"RS", "HR", "BA"}, id="Yugoslavia"),
        pytest.param("Czechoslovakia", {"CZ", "SK"}, id="Czechoslovakia"),
    ],
)
def test_a_country_that_is_no_more_is_no_point_and_all_its_successors(name, some):
    assert geocoder().geocode(name) is None
    assert some <= {p.raw["country"] for p in geocoder().geocode(name, exactly_one=False)}
    assert geocoder().geocode(name, country_codes=min(some)).raw["country"] == min(some)


def test_a_country_by_its_former_name_is_that_country():
    assert geocoder().geocode("Persia").raw["country"] == "IR"
    assert geocoder().geocode("East Germany").raw["country"] == "DE"


@pytest.mark.parametrize(
    ("point", "name"),
    [
        ((50.45, 30.52), "Kyiv"),
        ("49.99, 36.23", "Kharkiv"),
        ((-16.78, 179.33), "Labasa"),
    ],
)
def test_reverse(point, name):
    near = geocoder().reverse(point, exactly_one=False)
    assert name in [p.raw["name"] for p in near[:3]]


@pytest.mark.parametrize("point", [(0, -30), (90, 0), (-90, 10), (40, 180), (40, -180)])
def test_nothing_near_is_none(point):
    assert geocoder().reverse(point) is None


def test_reverse_looks_across_the_antimeridian():
    near = load_gazetteer().near(-16.8, -179.99, radius_km=150)
    assert "FJ" in {p.country for p in near}


@pytest.mark.parametrize("point", ["here", (float("nan"), 0.0)])
def test_no_point_says_so(point):
    with pytest.raises(GeocoderQueryError, match="point"):
        geocoder().reverse(point)


@given(st.text(max_size=80))
def test_no_text_makes_it_fail(query):
    geocoder().geocode(query)
