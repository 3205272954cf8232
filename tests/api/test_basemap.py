import json
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from incidents.adapters.outlines import read_features
from incidents.adapters.settings import ROOT
from incidents.api.basemap import NOWHERE, basemap, border_lines, borders, box_of, land, names
from incidents.api.ground_rows import COUNTRY, DISPUTED, dashed, thinned

SHIPPED = ROOT / "data" / "boundaries"
EUROPE = (20.0, 40.0, 50.0, 60.0)


def feature(code, country):
    return {
        "type": "Feature",
        "properties": {"code": code, "country": country},
        "geometry": {"type": "Point", "coordinates": [30.0, 50.0]},
    }


@pytest.fixture
def client(tmp_path):
    folder = tmp_path / "boundaries"
    folder.mkdir()
    collection = {"type": "FeatureCollection", "features": [feature("UA", None)]}
    (folder / "countries.geojson").write_text(json.dumps(collection), "utf-8")
    services = SimpleNamespace(settings=SimpleNamespace(data=tmp_path))
    endpoint = basemap(lambda: services)
    return lambda: endpoint(Request({"type": "http", "query_string": b"", "path_params": {}}))


def square(code, country, corners):
    return {
        "type": "Feature",
        "properties": {"code": code, "country": country},
        "geometry": {"type": "Polygon", "coordinates": [[*corners, corners[0]]]},
    }


def test_a_border_two_countries_share_is_drawn_once(tmp_path):
    left = square("UA", None, [[0, 0], [1, 0], [1, 1], [0, 1]])
    right = square("PL", None, [[1, 0], [1, 1], [2, 1], [2, 0]])
    cut = square("FJ", None, [[179, 5], [-179, 5], [-179, 6], [179, 6]])
    unit = square("UA-30", "UA", [[0, 0], [0.5, 0], [0.5, 0.5]])
    other = square("PL-14", "PL", [[1, 0], [2, 0], [2, 0.5]])
    for name, features in (("countries", [left, right, cut]), ("adm1", [unit, other])):
        collection = {"type": "FeatureCollection", "features": features}
        (tmp_path / f"{name}.geojson").write_text(json.dumps(collection), "utf-8")
    rows = json.loads(border_lines(tmp_path, ("UA",)))
    assert [r["k"] for r in rows] == sorted(r["k"] for r in rows)
    assert sum(r["k"] == 0 for r in rows) == 3
    # Four and four sides less the shared one, and the two of the cut square that do not jump.
    assert sum(r["k"] == 1 for r in rows) == 4 + 4 - 1 + 2


def test_borders_are_an_address_of_this_process(tmp_path):
    services = SimpleNamespace(settings=SimpleNamespace(data=tmp_path))
    scope = {"type": "http", "query_string": b"countries=UA", "path_params": {}}
    assert borders(lambda: services)(Request(scope)).status_code == 503


def test_gives_outlines(client):
    answer = client()
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert [f["properties"]["code"] for f in json.loads(answer.body)["features"]] == ["UA"]


@pytest.mark.parametrize("name", ["secret", "units", "adm1"])
def test_no_other_file_is_served(get, name):
    assert get(f"/basemap/{name}.geojson").status == 404


def test_missing_files_are_said(client, tmp_path):
    (tmp_path / "boundaries" / "countries.geojson").unlink()
    land.cache_clear()
    assert client().status_code == 503


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        pytest.param("22,44,41,53", (20, 40, 50, 60), id="moved out to whole tens"),
        pytest.param("-180,-90,180,90", (-180, -90, 180, 90), id="the world"),
        pytest.param("world", NOWHERE, id="a map of the world"),
        pytest.param(None, None, id="none"),
        pytest.param("41,44,22,53", None, id="east of itself"),
        pytest.param("0,0,999,1", None, id="off the earth"),
        pytest.param("nan,0,1,1", None, id="no number"),
        pytest.param("a,b", None, id="no box"),
    ],
)
def test_a_box_is_read_from_an_address(said, expected):
    assert box_of(said) == expected


def points(features):
    return {
        tuple(p)
        for f in features
        for polygon in ([f["geometry"]["coordinates"]] if f["geometry"]["type"] == "Polygon"
                        else f["geometry"]["coordinates"])
        for ring in polygon for p in ring
    }  # fmt: skip


def test_land_far_away_has_fewer_points_and_near_has_all():
    whole = read_features(SHIPPED / "countries.geojson").each()
    thin = json.loads(land(SHIPPED, EUROPE))["features"]
    assert len(thin) == len(whole)
    west, south, east, north = EUROPE
    inside = {p for p in points(whole) if west <= p[0] <= east and south <= p[1] <= north}
    assert inside <= points(thin)
    assert points(thin) <= points(whole)
    assert len(points(thin)) < len(points(whole)) * 0.6


def test_neighbours_lose_the_same_points_of_their_border():
    """Thinned, a shared border is still drawn once: no gap and no overlap."""
    left = square("A", None, [[0, 0], [9, 0], [9.1, 2], [9, 4], [9.1, 6], [9, 9], [0, 9]])
    right = square("B", None, [[9, 9], [9.1, 6], [9, 4], [9.1, 2], [9, 0], [20, 0], [20, 9]])
    kept = {(0, 0), (9, 0), (9, 9), (0, 9), (20, 0), (20, 9), (9, 4)}
    a, b = (points([f]) for f in thinned([left, right], kept, (100, 0, 110, 10)))
    assert a & b == {(9, 0), (9, 4), (9, 9)}


def test_a_small_island_far_away_goes_and_a_small_country_stays():
    islands = square("A", None, [[0, 0], [9, 0], [9, 9]])
    small = [[30, 30], [30.1, 30], [30.1, 30.1], [30, 30]]
    islands["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [islands["geometry"]["coordinates"], [small]],
    }
    alone = square("B", None, [[60, 6], [60.1, 6], [60.1, 6.1]])
    corners = {(0, 0), (9, 0), (9, 9)}
    first, second = thinned([islands, alone], corners, (100, 0, 110, 10))
    assert points([first]) == corners
    assert points([second]) == {(60, 6), (60.1, 6), (60.1, 6.1)}


def test_disputed_lines_are_dashed_over_the_others():
    rows = json.loads(border_lines(SHIPPED, ("UA",), EUROPE))
    assert {r["k"] for r in rows[-50:]} == {DISPUTED}
    assert COUNTRY in {r["k"] for r in rows}


def test_a_dash_and_its_gap_are_as_long():
    (first, second) = dashed([[[0, 0], [0.48, 0]]])
    assert (first, second) == (((0, 0), (0.12, 0)), ((0.24, 0), (0.36, 0)))


@pytest.mark.parametrize(
    ("locale", "expected"), [("en-US", "Ukraine"), ("uk-UA", "Україна"), ("", "Ukraine")]
)
def test_countries_are_named_in_the_reader_s_script(locale, expected):
    services = SimpleNamespace(settings=SimpleNamespace(data=ROOT / "data"))
    scope = {"type": "http", "query_string": f"locale={locale}".encode(), "path_params": {}}
    rows = json.loads(names(lambda: services)(Request(scope)).body)
    assert expected in [r["t"] for r in rows]
