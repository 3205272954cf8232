import json
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from incidents.api.basemap import basemap, border_lines, borders


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
    units = [feature("UA-30", "UA"), feature("PL-14", "PL")]
    for name, features in (("countries", [feature("UA", None)]), ("adm1", units)):
        collection = {"type": "FeatureCollection", "features": features}
        (folder / f"{name}.geojson").write_text(json.dumps(collection), "utf-8")
    services = SimpleNamespace(settings=SimpleNamespace(data=tmp_path))
    endpoint = basemap(lambda: services)

    def get(name, query=""):
        scope = {"type": "http", "query_string": query.encode(), "path_params": {"name": name}}
        return endpoint(Request(scope))

    return get


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


def codes(answer):
    return [f["properties"]["code"] for f in json.loads(answer.body)["features"]]


@pytest.mark.parametrize(
    ("name", "query", "expected"),
    [
        pytest.param("countries", "", ["UA"], id="all countries"),
        pytest.param("units", "countries=UA", ["UA-30"], id="one country's units"),
        pytest.param("units", "countries=PL,UA", ["UA-30", "PL-14"], id="of two"),
        pytest.param("units", "countries=XX", [], id="of none"),
    ],
)
def test_gives_outlines(client, name, query, expected):
    answer = client(name, query)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "public, max-age=86400"
    assert codes(answer) == expected


def test_no_other_file_is_served(client):
    answer = client("secret")
    assert answer.status_code == 404
    assert json.loads(answer.body)["error"]["code"] == "not_found"


def test_missing_files_are_said(client, tmp_path):
    (tmp_path / "boundaries" / "countries.geojson").unlink()
    assert client("countries").status_code == 503
