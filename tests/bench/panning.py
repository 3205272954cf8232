"""`python -m tests.bench.panning N [--json] [--datasette PROGRAM]`: a map of N points in a browser.

Makes N incidents up, serves them, and drives Chromium over the dashboard, over stock
`st.pydeck_chart` with the same points in its spec, and over a page with an empty pydeck map, all in
the same run on loopback with foreign hosts cut off, each in a browser just started. For each:
seconds from the address to the first picture and until nothing moves any more, median seconds a pan
and a zoom take to settle, the JavaScript heap, and bytes received. Datasette with
datasette-cluster-map joins in where the program of an environment that has both is given.

A picture has settled once two in a row are the same and no request is open. Software rendering.
"""

import argparse
import contextlib
import json
import os
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import TimeoutError, sync_playwright  # noqa: A004 - Playwright's own

from tests.bench.start import CANVAS, FLAGS, PEER, ROOT, free_port, is_drawn

STOCK = """import numpy as np
import pydeck as pdk
import pandas as pd
import streamlit as st
found = np.load(r"{points}")
rows = pd.DataFrame(dict(lat=found[:, 0], lon=found[:, 1]))
layer = pdk.Layer("ScatterplotLayer", rows, get_position="[lon, lat]", radius_units="'pixels'",
                  get_radius=4, get_fill_color=[8, 81, 156], pickable=True)
view = pdk.ViewState(latitude=13, longitude=18, zoom=1)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None))
"""
#: A map that shows nothing yet after so long is given up.
PATIENCE_S = 300
LEAFLET = ".leaflet-container"


def points_of(folder):
    """Latitude and longitude of every made-up incident that has them, from the ledger's file."""
    import numpy as np  # noqa: PLC0415 - only the peers need the points

    path = next(Path(folder).glob("*.sqlite"))
    with contextlib.closing(sqlite3.connect(path)) as db:
        rows = db.execute("SELECT lat, lon FROM incident WHERE lat IS NOT NULL").fetchall()
    return np.array(rows)


class Meter:
    """One page with what came over its wire."""

    def __init__(self, browser):
        self.page = browser.new_page(viewport={"width": 1280, "height": 900})
        self.page.set_default_timeout(PATIENCE_S * 1000)
        self.bytes = 0
        self.open = set()
        self.wire = self.page.context.new_cdp_session(self.page)
        self.wire.send("Network.enable")
        on = self.wire.on
        on("Network.requestWillBeSent", lambda e: self.open.add(e["requestId"]))
        on("Network.loadingFailed", lambda e: self.open.discard(e["requestId"]))
        on("Network.loadingFinished", self.finished)
        on("Network.webSocketFrameReceived", self.frame)
        self.page.route(
            "**/*", lambda r: r.continue_() if "127.0.0.1" in r.request.url else r.abort()
        )

    def finished(self, event):
        self.bytes += event["encodedDataLength"]
        self.open.discard(event["requestId"])

    def frame(self, event):
        said = event["response"]["payloadData"]
        self.bytes += len(said) * 3 // 4 if event["response"]["opcode"] == 2 else len(said)

    def heap_mb(self):
        return self.wire.send("Runtime.getHeapUsage")["usedSize"] / 1e6

    def settled_s(self, element, began):
        """Seconds until the picture was first what it stayed."""
        before, since = None, time.monotonic()
        while time.monotonic() - began < PATIENCE_S:
            now = picture(element)
            if now is not None and now == before and not self.open:
                return since - began
            if now != before:
                before, since = now, time.monotonic()
            self.page.wait_for_timeout(60)
        return PATIENCE_S


def picture(element):
    """A picture of the map; None while the browser is too busy to give one."""
    try:
        return element.screenshot(timeout=PATIENCE_S * 1000)
    except TimeoutError:
        return None


def shows(element):
    """Whether the map shows anything yet; a browser too busy to say so does not."""
    try:
        return is_drawn(element)
    except TimeoutError:
        return False


def drive(browser, address, selector, moves):
    """Open a map, pan and zoom it; gives its measures."""
    meter = Meter(browser)
    began = time.monotonic()
    try:
        meter.page.goto(address)
        found = meter.page.locator(selector).first
        found.wait_for(state="visible")
        while not shows(found) and time.monotonic() - began < PATIENCE_S:
            meter.page.wait_for_timeout(60)
        drawn = time.monotonic() - began
        settled = meter.settled_s(found, began)
        first_bytes = meter.bytes
        pans = [pan(meter, found, n) for n in range(moves)]
        zooms = [zoom(meter, found, n) for n in range(moves)]
        return {
            "first_draw_s": round(drawn, 2),
            "first_settled_s": round(settled, 2),
            "pan_settle_s": round(statistics.median(pans), 2),
            "zoom_settle_s": round(statistics.median(zooms), 2),
            "heap_mb": round(meter.heap_mb(), 1),
            "first_bytes": first_bytes,
            "bytes": meter.bytes,
        }
    finally:
        meter.page.close()


def pan(meter, found, nth):
    """Drag the map by a third of its width, to and fro."""
    box = found.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    way = box["width"] / 3 * (1 if nth % 2 else -1)
    meter.page.mouse.move(x - way / 2, y)
    meter.page.mouse.down()
    meter.page.mouse.move(x + way / 2, y, steps=4)
    meter.page.mouse.up()
    return meter.settled_s(found, time.monotonic())


def zoom(meter, found, _nth):
    """Zoom in by the wheel."""
    box = found.bounding_box()
    meter.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    meter.page.mouse.wheel(0, -250)
    return meter.settled_s(found, time.monotonic())


@contextlib.contextmanager
def serving(command, address, environ):
    """A server that answers, stopped by its process id."""
    server = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    until = time.monotonic() + PATIENCE_S
    try:
        while time.monotonic() < until:
            try:
                urllib.request.urlopen(address, timeout=PATIENCE_S).close()  # noqa: S310 - loopback
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        server.terminate()
        server.wait(20)


def streamlit_page(text, folder, name, port):
    path = Path(folder) / f"{name}.py"
    path.write_text(text, "utf-8")
    return [
        sys.executable, "-m", "streamlit", "run", str(path), f"--server.port={port}",
        "--server.headless=true", "--browser.gatherUsageStats=false",
        "--server.address=127.0.0.1", "--server.maxMessageSize=2000",
    ]  # fmt: skip


def contenders(folder, program):
    """Name to (command of a port, path that answers when all is ready, page, selector of its map).

    The dashboard answers a tile once its mirror stands; how long a cold one takes is for
    `tests.bench.scale` to say.
    """
    import numpy as np  # noqa: PLC0415 - only the peers need the points

    points = points_of(folder)
    path = Path(folder) / "points.npy"
    np.save(path, points)
    stock = STOCK.format(points=path)
    found = {
        "incidents": (
            lambda port: [sys.executable, "-m", "incidents", "serve", f"--port={port}"],
            "tiles/0/0/0.geojson", "", CANVAS,
        ),
        "empty": (lambda port: streamlit_page(PEER, folder, "empty", port), "", "", CANVAS),
        "stock": (lambda port: streamlit_page(stock, folder, "stock", port), "", "", CANVAS),
    }  # fmt: skip
    if program:
        base = Path(folder) / "points.db"
        with contextlib.closing(sqlite3.connect(base)) as db:
            db.execute("CREATE TABLE points (latitude REAL, longitude REAL)")
            db.executemany("INSERT INTO points VALUES (?, ?)", points.tolist())
            db.commit()
        found["datasette"] = (
            lambda port: [program, str(base), "--port", str(port), "--host", "127.0.0.1"],
            "", "points/points", LEAFLET,
        )  # fmt: skip
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("number", type=int, help="how many incidents")
    parser.add_argument("--moves", type=int, default=5, help="pans and zooms each")
    parser.add_argument("--datasette", help="program of an environment with the cluster map")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    program = os.environ.get("INCIDENTS_CHROMIUM") or shutil.which("chromium")
    found = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        environ = {**os.environ, "INCIDENTS_HOME": folder, "CI": "1"}
        subprocess.run([sys.executable, "-m", "incidents", "generate", str(chosen.number)],
                       cwd=ROOT, env=environ, check=True, stderr=subprocess.DEVNULL)  # fmt: skip
        every = contenders(folder, chosen.datasette)
        for name, (command, ready, page, selector) in every.items():
            port = free_port()
            base = f"http://127.0.0.1:{port}/"
            with serving(command(port), base + ready, environ):
                # Each its own: whoever comes first would pay for what a browser keeps.
                browser = driver.chromium.launch(executable_path=program, args=FLAGS)
                found[name] = drive(browser, base + page, selector, chosen.moves)
                browser.close()
    show(chosen, found)


def show(chosen, found):
    ours = found["incidents"]
    ratios = {
        f"first_draw_vs_{name}": round(ours["first_draw_s"] / peer["first_draw_s"], 3)
        for name, peer in found.items()
        if name != "incidents"
    } | {
        f"bytes_vs_{name}": round(ours["first_bytes"] / peer["first_bytes"], 4)
        for name, peer in found.items()
        if name != "incidents"
    }
    result = {"number": chosen.number, **found, "ratios": ratios, "load": os.getloadavg()[0]}
    if chosen.json:
        print(json.dumps(result))
        return
    for name, measures in found.items():
        print(f"{name:>10}: " + ", ".join(f"{k} {v}" for k, v in measures.items()))
    print(", ".join(f"{k} {v}" for k, v in ratios.items()))


if __name__ == "__main__":
    main()
