import json
from types import SimpleNamespace

import pytest
from starlette.requests import Request

from incidents.api.basemap import basemap


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
