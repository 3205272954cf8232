"""The shapes that ship: Ukraine's units, containment, points on and off the map."""

from functools import cache
from itertools import pairwise

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
        pytest.param(66.5, -175.0, "RU-CHU", "RU", id="Chukotka beyond the antimeridian"),
        pytest.param(64.8, -147.7, "US-AK", "US", id="Alaska where it is"),
        pytest.param(4.0, -53.0, "FR-GF", "FR", id="French Guiana where it is"),
        pytest.param(28.0, -118.5, None, None, id="the sea where a page's inset shows Alaska"),
        pytest.param(41.6, -1.2, "ES-Z", "ES", id="Aragon, where an inset shows French Guiana"),
        pytest.param(24.0, -14.0, None, "EH", id="Western Sahara is no unit of Morocco"),
        pytest.param(65.0, 0.0, None, None, id="the sea west of Norway"),
        pytest.param(70.0, -60.0, None, None, id="the bay a ring broken at 180 degrees covered"),
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


def test_no_edge_jumps_across_the_map():
    for feature in (*boundaries().countries["features"], *boundaries().adm1["features"]):
        for part in shapely.get_parts(shape(feature["geometry"])):
            for ring in (part.exterior, *part.interiors):
                lons = [x for x, _ in ring.coords]
                where = feature["properties"]["code"]
                assert -180 <= min(lons) <= max(lons) <= 180, where
                assert max(abs(a - b) for a, b in pairwise(lons)) <= 180, where


def test_a_unit_lies_in_its_country():
    lands = {}
    for feature in boundaries().countries["features"]:
        lands.setdefault(feature["properties"]["code"], []).append(shape(feature["geometry"]))
    far = []
    for feature in boundaries().adm1["features"]:
        about, unit = feature["properties"], shape(feature["geometry"])
        point = shapely.Point(about["label"])
        drawn = lands.get(about["country"])
        # Islands and enclaves of this size are not drawn in their country at this scale.
        if drawn and unit.area > 0.06 and min(land.distance(point) for land in drawn) > 0.3:
            far.append(about["code"])
    assert far == []


def test_no_unit_lies_outside_its_country():
    lands = {}
    for feature in boundaries().countries["features"]:
        lands.setdefault(feature["properties"]["code"], []).append(shape(feature["geometry"]))
    outside = []
    for feature in boundaries().adm1["features"]:
        about, unit = feature["properties"], shape(feature["geometry"])
        if about["country"] in lands and unit.area > 0.06:  # smaller islands are not drawn
            shared = unit.intersection(shapely.union_all(lands[about["country"]])).area
            # Coasts are simplified; Ladakh's file goes beyond the line of control (0.38).
            if shared / unit.area < 0.35:
                outside.append(about["code"])
    assert outside == []


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
