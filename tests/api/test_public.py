"""Rule 10 on every route: what the public may not know is in no answer."""

import io
import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pyarrow.parquet as pq
import pytest

from incidents.adapters.clock import FixedClock
from incidents.adapters.settings import read_settings
from incidents.api.downloads import KINDS
from incidents.model import Action, Change, Incident, Place, Precision, Sensitivity, When
from incidents.pipeline.services import open_services

from .conftest import app_of, ask

ADDED = datetime(2025, 5, 1, 12, tzinfo=UTC)
PLACE = Place(name="Secret clinic", precision=Precision.SITE, lat=49.98765, lon=36.12345,
              country="UA", toponym="Secret clinic")  # fmt: skip


def incident(name, **fields):
    fields = {"place": PLACE, "when": When(start=date(2025, 5, 1)), "title": name, **fields}
    return Incident(incident_id=name, **fields)


@pytest.fixture(scope="module")
def opened(tmp_path_factory):
    home = str(tmp_path_factory.mktemp("public"))
    environ = {"INCIDENTS_HOME": home, "INCIDENTS_PUBLIC": "1"}
    found = open_services(read_settings(environ), clock=FixedClock(ADDED))
    records = [
        incident("open-one"),
        incident("withheld-one", sensitivity=Sensitivity.WITHHOLD),
        incident("coarsened-one", sensitivity=Sensitivity.COARSEN),
        incident("acled-one", dataset_id="acled"),
    ]
    found.ledger.commit([Change(None, r) for r in records], author="a", action=Action.EDIT,
                        reason="test")  # fmt: skip
    return found


def at(opened, hours):
    """The public's routes so many hours after the records were added."""
    later = replace(opened, clock=FixedClock(ADDED + timedelta(hours=hours)))
    app = app_of(lambda: later, INCIDENTS_PUBLIC="1")
    return lambda address, **rest: ask(app, address, **rest)


ROUTES = ["/tiles/8/153/86.geojson", *(f"/data/incidents.{kind}" for kind in KINDS)]


def words_of(answer):
    """All texts and numbers of an answer, also of formats that pack them."""
    if answer.headers["content-type"].endswith("parquet"):
        return str(pq.read_table(io.BytesIO(answer.body)).to_pylist())
    if answer.headers["content-type"].endswith("sheet"):
        sheet = openpyxl.load_workbook(io.BytesIO(answer.body), read_only=True).active
        return str(list(sheet.iter_rows(values_only=True)))
    return answer.body.decode()


@pytest.mark.parametrize("address", ROUTES)
def test_what_is_young_is_not_there_yet(opened, address):
    assert "-one" not in words_of(at(opened, 23)(address))
    assert "open-one" in words_of(at(opened, 25)(address))


@pytest.mark.parametrize("address", ROUTES)
def test_what_is_withheld_or_not_ours_to_show_never_is(opened, address):
    body = words_of(at(opened, 999)(address))
    assert "open-one" in body
    assert "withheld-one" not in body
    assert "acled-one" not in body


@pytest.mark.parametrize("address", ROUTES[1:])
def test_a_sensitive_place_is_coarse_in_the_data_too(opened, address):
    body = words_of(at(opened, 999)(f"{address}?incident=coarsened-one"))
    assert "coarsened-one" in body
    assert "Secret" not in body
    assert "49.98765" not in body
    assert "36.12345" not in body


def test_a_sensitive_place_is_coarse_on_the_map_too(opened):
    get = at(opened, 999)
    features = []
    for x in range(150, 157):
        for y in range(84, 91):
            features += json.loads(get(f"/tiles/8/{x}/{y}.geojson").body)["features"]
    found = {f["properties"]["id"]: f for f in features if f["properties"].get("id")}
    coarse = found["coarsened-one"]
    assert coarse["geometry"]["coordinates"] != [36.12345, 49.98765]
    assert coarse["properties"]["precision"] == "settlement"
    assert found["open-one"]["geometry"]["coordinates"] == [36.12345, 49.98765]


def test_a_filter_cannot_ask_for_what_is_withheld(opened):
    for query in ("incident=withheld-one", "text=withheld-one", "dataset=acled"):
        body = at(opened, 999)(f"/data/incidents.csv?{query}").body.decode()
        assert "withheld-one" not in body
        assert "acled-one" not in body


def test_public_answers_are_kept_for_a_minute_and_no_longer(opened):
    first = at(opened, 30)(ROUTES[0])
    assert first.headers["cache-control"] == "public, max-age=60"
    tag = [("If-None-Match", first.headers["etag"])]
    assert at(opened, 30)(ROUTES[0], headers=tag).status == 304
    assert at(opened, 31)(ROUTES[0], headers=tag).status == 200
