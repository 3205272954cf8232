"""Above 3,000 marks the map reads tiles: counts, points, clicks down to the incident."""

import json
import os
import subprocess
import sys
import urllib.request

import pytest

from tests.browser import deck
from tests.browser.conftest import ROOT, start

#: Made-up incidents: enough for tiles, few enough to be saved in seconds.
NUMBER = 4000


@pytest.fixture(scope="module")
def many(tmp_path_factory):
    home = tmp_path_factory.mktemp("many")
    environ = {**os.environ, "INCIDENTS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "incidents", "generate", str(NUMBER)]
    subprocess.run(command, cwd=ROOT, env=environ, check=True, capture_output=True)
    process, address = start(home)
    yield address
    process.terminate()
    process.wait(timeout=20)


def tile(address, z, x, y, asked=""):
    with urllib.request.urlopen(f"{address}/tiles/{z}/{x}/{y}.geojson{asked}") as answer:  # noqa: S310 - loopback
        return json.load(answer)["features"]


@pytest.fixture
def page(many, open_page, settled):
    tiles = []
    shown = open_page(many)
    shown.on("response", lambda r: tiles.append(r) if "/tiles/" in r.url else None)
    settled(shown)
    shown.tiles = tiles
    return shown


def test_tiles_are_read_compressed_and_kept_by_revision(many, page):
    page.reload()
    page.wait_for_function("performance.getEntriesByName !== undefined")
    deck.view_of(page)
    until = 40
    while not page.tiles and until:
        page.wait_for_timeout(500)
        until -= 1
    assert page.tiles
    for answer in page.tiles:
        assert answer.status == 200
        assert "revision=1" in answer.url
        assert "immutable" in answer.headers["cache-control"]
    with urllib.request.urlopen(  # noqa: S310 - loopback
        urllib.request.Request(f"{many}/tiles/1/1/0.geojson", headers={"Accept-Encoding": "gzip"})  # noqa: S310
    ) as answer:
        assert answer.headers["content-encoding"] == "gzip"


def largest(features):
    return max(features, key=lambda f: f["properties"]["n"])


def test_a_click_on_a_count_looks_nearer_and_lists_its_square(many, page):
    count = largest(tile(many, 1, 1, 0))
    lon, lat = count["geometry"]["coordinates"]
    deck.point_at(page, lat, lon, "click to look nearer")
    before = deck.view_of(page)
    deck.clicked(page, lat, lon, "Chosen: one square of the map")
    west, south, east, north = count["properties"]["box"]
    for _ in range(20):
        if deck.view_of(page)[2] > before[2]:
            break
        page.wait_for_timeout(500)
    lat, lon, zoom = deck.rest(page)
    assert zoom > before[2]
    assert south <= lat <= north
    assert west <= lon <= east
    assert f"{NUMBER}" not in page.locator(".strap b").last.inner_text()


def tile_at(lat, lon, z):
    """Column and row of the tile a place lies in."""
    side = 2**z
    return int((lon + 180) / 360 * side), int(deck.down(lat) * side)


def sign_of(address, wanted, zoom):
    """The sign that stands for an incident at this zoom: itself, or the count of its square."""
    lon, lat = wanted["geometry"]["coordinates"]
    shown = tile(address, int(zoom), *tile_at(lat, lon, int(zoom)))
    own = [f for f in shown if f["properties"].get("id") == wanted["properties"]["id"]]
    if own:
        return own[0]
    boxes = [(f, f["properties"].get("box")) for f in shown]
    return next(f for f, b in boxes if b and b[0] <= lon <= b[2] and b[1] <= lat <= b[3])


def pointed_at(page, address, wanted, tries):
    """Point at the sign of an incident; gives the zoom and its place, ``None`` if hidden."""
    _, _, zoom = deck.rest(page)
    sign = sign_of(address, wanted, zoom)
    lon, lat = sign["geometry"]["coordinates"]
    try:
        deck.point_at(page, lat, lon, sign["properties"]["title"], tries=tries)
    except AssertionError:
        return None  # a larger sign may lie over it
    return zoom, (lat, lon)


def test_clicks_lead_from_counts_down_to_an_incident(many, page):
    exact = [
        f
        for z, x, y in ((4, 8, 6), (4, 9, 5), (4, 8, 7), (4, 4, 6), (4, 12, 6))
        for f in tile(many, z, x, y)
        if "id" in f["properties"] and not f["properties"]["coarse"]
    ]
    wanted = next(f for f in exact[::7] if pointed_at(page, many, f, 8))
    for _ in range(6):
        zoom, sign = pointed_at(page, many, wanted, 40)
        deck.click(page, *sign, lambda: "open=" in page.url or deck.view_of(page)[2] > zoom)  # noqa: B023 - called in this round
        if "open=" in page.url:
            break
    page.get_by_role("dialog").get_by_text("Placed").first.wait_for()


def test_the_view_stays_when_the_filter_changes(page):
    deck.drag(page, -90, 40)
    moved = deck.rest(page)
    page.get_by_label("Words in the text").fill("town")
    page.get_by_label("Words in the text").press("Enter")
    page.wait_for_url("**text=town**")
    page.wait_for_timeout(3000)
    assert deck.view_of(page) == moved


def test_a_bad_tile_is_an_answer_and_the_page_stays(many, page):
    for bad in ("99/0/0", "3/8/0", "3/1/1", "0/0/9999999999"):
        asked = "?nonsense=1" if bad == "3/1/1" else ""
        said = page.evaluate(
            "async a => { const r = await fetch(a); return [r.status, await r.json()] }",
            f"{many}/tiles/{bad}.geojson{asked}",
        )
        assert said[0] == 400
        assert said[1]["error"]["code"] == "filter"
    assert page.get_by_text("Reported, not verified").first.is_visible()
