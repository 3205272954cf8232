"""The shapes that ship: Ukraine's units, containment, points on and off the map."""

from functools import cache

import pytest
import shapely
from shapely.geometry import shape

from incidents.adapters.boundaries import Boundaries, load_boundaries
from incidents.errors import BadFile
from incidents.model import Place, Precision


@cache
def boundaries() -> Boundaries:
    return load_boundaries()


def country(code):
    (found,) = (f for f in boundaries().countries["features"] if f["properties"]["code"] == code)
    return shape(found["geometry"])


def test_ukraine_has_27_units():
    codes = {f["properties"]["code"] for f in boundaries().units_of("UA")["features"]}
    assert len(codes) == 27
    assert {"UA-30", "UA-40", "UA-43"} <= codes


@pytest.mark.parametrize("label", boundaries().labels("UA"), ids=lambda label: label.code)
def test_no_unit_of_ukraine_lies_outside_it(label):
    (unit,) = (
        shape(f["geometry"])
        for f in boundaries().units_of("UA")["features"]
        if f["properties"]["code"] == label.code
    )
    ukraine = country("UA")
    assert ukraine.contains(shapely.Point(label.lon, label.lat))
    # Simplified coasts differ by a few kilometres; a unit elsewhere would share nothing.
    assert unit.intersection(ukraine).area / unit.area > 0.85


@pytest.mark.parametrize(
    ("lat", "lon", "unit", "land"),
    [
        pytest.param(49.99, 36.23, "UA-63", "UA", id="Kharkiv"),
        pytest.param(50.45, 30.52, "UA-30", "UA", id="Kyiv is its own unit"),
        pytest.param(44.95, 34.1, "UA-43", "UA", id="Simferopol"),
        pytest.param(44.6, 33.52, "UA-40", "UA", id="Sevastopol"),
        pytest.param(50.6, 36.58, "RU-BEL", "RU", id="Belgorod"),
        pytest.param(0.0, -30.0, None, None, id="the Atlantic"),
        pytest.param(90.0, 0.0, None, None, id="the pole"),
        pytest.param(40.0, 180.0, None, None, id="the antimeridian at sea"),
        pytest.param(123.0, 0.0, None, None, id="no latitude"),
        pytest.param(float("nan"), 0.0, None, None, id="not a number"),
    ],
)
def test_a_point_lies_in_its_unit(lat, lon, unit, land):
    assert boundaries().unit_at(lat, lon) == unit
    assert boundaries().country_at(lat, lon) == land


def test_crimea_is_flagged_for_dashing():
    codes = {f["properties"]["code"] for f in boundaries().disputed()["features"]}
    assert {"UA-43", "UA-40"} <= codes
    assert "UA-63" not in codes


def test_labels_carry_both_languages():
    (kharkiv,) = (label for label in boundaries().labels("UA") if label.code == "UA-63")
    assert (kharkiv.name, kharkiv.name_local) == ("Kharkiv Oblast", "Харківська область")


def test_the_gazetteers_unit_stands_before_the_shapes():
    irpin = Place(
        name="Irpin",
        precision=Precision.SETTLEMENT,
        lat=50.52,
        lon=30.25,
        country="UA",
        adm1="UA-32",
    )
    assert boundaries().filled(irpin).adm1 == "UA-32"
    bare = Place(name="x", precision=Precision.SITE, lat=49.99, lon=36.23)
    assert (boundaries().filled(bare).country, boundaries().filled(bare).adm1) == ("UA", "UA-63")


def test_every_shape_is_valid():
    for feature in (*boundaries().countries["features"], *boundaries().adm1["features"]):
        assert not shape(feature["geometry"]).is_empty, feature["properties"]["code"]


def test_a_missing_folder_says_what_to_do(tmp_path):
    with pytest.raises(BadFile, match="build_boundaries"):
        load_boundaries(tmp_path)


@pytest.mark.parametrize("text", ["{", "[]", '{"type": "Feature"}'])
def test_another_file_is_refused(tmp_path, text):
    (tmp_path / "countries.geojson").write_text(text)
    with pytest.raises(BadFile, match=r"countries\.geojson"):
        load_boundaries(tmp_path)
