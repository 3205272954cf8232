"""Tiles and downloads of the shipped records, as the owner sees them."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import openpyxl
import pyarrow.parquet as pq
import pytest

from incidents.api.downloads import KINDS
from incidents.errors import StoreError

from .conftest import app_of, ask


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.body.decode("utf-8-sig"))))


def test_a_tile_holds_what_lies_in_it(get):
    answer = get("/tiles/5/18/10.geojson")
    labels = {f["properties"]["label"] for f in json.loads(answer.body)["features"]}
    assert (answer.status, answer.headers["content-type"]) == (200, "application/geo+json")
    assert "Kyiv" in labels


def test_a_tile_elsewhere_is_empty(get):
    assert json.loads(get("/tiles/5/0/0.geojson").body)["features"] == []


def test_a_tile_follows_the_filter(get):
    answer = get("/tiles/5/18/10.geojson?until=2020-01-01")
    assert (answer.status, json.loads(answer.body)["features"]) == (200, [])


@pytest.mark.parametrize(
    ("address", "words"),
    [
        pytest.param("/tiles/99/0/0.geojson", "zoom", id="zoom beyond the deepest"),
        pytest.param("/tiles/3/8/0.geojson", "does not exist", id="outside the world"),
        pytest.param("/tiles/3/-1/0.geojson", "whole number", id="negative"),
        pytest.param("/tiles/3/1e3/0.geojson", "whole number", id="no number"),
        pytest.param("/tiles/3/٣/0.geojson", "whole number", id="digits of another script"),
        pytest.param("/tiles/3/" + "9" * 5000 + "/0.geojson", "whole number", id="a huge one"),
        pytest.param("/tiles/3/1/1.geojson?since=yesterday", "since", id="a filter"),
        pytest.param("/tiles/3/1/1.geojson?nonsense=1", "nonsense", id="an unknown filter"),
        pytest.param("/data/incidents.csv?bounds=1,2", "bounds", id="a frame"),
    ],
)
def test_what_means_nothing_is_400_in_the_one_shape(get, address, words):
    answer = get(address)
    assert answer.status == 400
    said = json.loads(answer.body)["error"]
    assert said["code"] == "filter"
    assert words in said["message"]


def test_other_kinds_of_data_are_not_found(get):
    answer = get("/data/incidents.docx")
    assert (answer.status, json.loads(answer.body)["error"]["code"]) == (404, "not_found")


def ids_of(kind, body):
    """The ids a program that knows the format reads."""
    if kind.endswith("csv"):
        return [r["incident_id"] for r in csv.DictReader(io.StringIO(body.decode("utf-8-sig")))]
    if kind == "xlsx":
        sheet = openpyxl.load_workbook(io.BytesIO(body), read_only=True).active
        return [row[0] for row in sheet.iter_rows(values_only=True)][1:]
    if kind == "parquet":
        return pq.read_table(io.BytesIO(body)).column("incident_id").to_pylist()
    if kind == "kml":
        data = ET.fromstring(body).iterfind(".//{*}Data[@name='incident_id']/{*}value")  # noqa: S314
        return [value.text for value in data]
    return [f["id"] for f in json.loads(body)["features"]]


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("query", ["", "?precision=adm1", "?placeholders=1", "?text=Atlantis"])
def test_every_format_holds_all_that_the_filter_selects(get, kind, query):
    answer = get(f"/data/incidents.{kind}{query}")
    expected = [r["incident_id"] for r in rows_of(get(f"/data/incidents.csv{query}"))]
    assert answer.status == 200
    assert answer.headers["content-type"] == KINDS[kind].media_type
    assert answer.headers["content-disposition"] == f'attachment; filename="incidents.{kind}"'
    found = ids_of(kind, answer.body)
    assert (found[1:] if kind == "hxl.csv" else found) == expected


def test_what_would_be_made_too_long_is_refused_at_once(get, monkeypatch):
    monkeypatch.setitem(KINDS, "xlsx", replace(KINDS["xlsx"], most=3))
    answer = get("/data/incidents.xlsx")
    assert answer.status == 400
    assert "narrow the filter or take CSV" in json.loads(answer.body)["error"]["message"]
    assert get("/data/incidents.xlsx?precision=adm1").status == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("address", ["/health", "/tiles/1/0/0.geojson", "/data/incidents.csv"])
def test_routes_only_answer_questions(get, method, address):
    assert get(address, method=method).status == 405


def test_data_for_download_carries_licence_and_revision(get, services):
    rows = rows_of(get("/data/incidents.csv"))
    assert len(rows) == 8
    assert {r["licence"] for r in rows} == {"CC BY 4.0"}
    assert {r["data_revision"] for r in rows} == {str(services.ledger.revision())}
    assert {r["selection"] for r in rows} == {"everything"}


def test_placeholders_only_on_request(get):
    assert len(rows_of(get("/data/incidents.csv?placeholders=1"))) == 21


def test_geojson_is_one_collection_and_places_nothing_unplaced(get):
    answer = get("/data/incidents.geojson")
    features = json.loads(answer.body)["features"]
    assert len(features) == 8
    assert sum(f["geometry"] is None for f in features) == 5
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents.geojson"'


def test_a_selection_is_named_on_its_rows(get):
    rows = rows_of(get("/data/incidents.csv?since=2025-04-24&precision=adm1"))
    assert len(rows) == 2
    assert {r["selection"] for r in rows} == {"precision: adm1; since: 2025-04-24"}


@pytest.mark.parametrize("address", ["/tiles/5/18/10.geojson", "/data/incidents.csv"])
def test_a_browser_may_keep_an_answer_until_the_data_changes(get, services, address):
    first = get(address)
    assert first.headers["cache-control"] == "private, no-cache"
    again = get(address, headers=[("If-None-Match", first.headers["etag"])])
    assert (again.status, again.body) == (304, b"")
    other = get(address + "?since=2020-01-01", headers=[("If-None-Match", first.headers["etag"])])
    assert other.status == 200
    now = services.ledger.revision()
    assert "immutable" in get(f"{address}?revision={now}").headers["cache-control"]
    assert "immutable" not in get(f"{address}?revision={now + 1}").headers["cache-control"]


def fail_to_open():
    raise StoreError("the ledger in /srv/secret is locked")


def fail_by_mistake():
    raise RuntimeError("password=hunter2")


@pytest.mark.parametrize("address", ["/tiles/1/0/0.geojson", "/data/incidents.csv"])
def test_a_store_that_is_away_is_503_and_the_owner_reads_why(address):
    answer = ask(app_of(fail_to_open), address)
    assert answer.status == 503
    assert "/srv/secret" in json.loads(answer.body)["error"]["message"]


@pytest.mark.parametrize("address", ["/tiles/1/0/0.geojson", "/data/incidents.csv"])
def test_the_public_reads_nothing_of_the_machine(address, monkeypatch):
    monkeypatch.setenv("INCIDENTS_PUBLIC", "1")
    answer = ask(app_of(fail_to_open), address)
    assert answer.status == 503
    assert "/srv" not in answer.body.decode()


@pytest.mark.parametrize("address", ["/tiles/1/0/0.geojson", "/data/incidents.csv", "/health"])
def test_a_mistake_of_ours_is_logged_and_never_shown(address, caplog):
    answer = ask(app_of(fail_by_mistake), address)
    assert answer.status == 500
    assert "hunter2" not in answer.body.decode()
    assert json.loads(answer.body)["error"]["code"] == "internal"
    assert "hunter2" in caplog.text
