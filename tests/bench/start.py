"""`python -m tests.bench.start [--runs N] [--json]`: seconds from start to the drawn map.

Starts the dashboard (installed, data there) and, in turn, an empty Streamlit page with one pydeck
map, each as a process of its own; opens each in Chromium with foreign hosts blocked, and takes
the time from the start of the process until the map's canvas has a picture. Medians and their
ratio. Both servers listen on loopback and are stopped by their process ids.
"""

import argparse
import io
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
PEER = """import pydeck as pdk
import streamlit as st
rows = [{"p": [25 + n, 46 + n % 6], "c": [20 * n, 90, 200]} for n in range(12)]
layer = pdk.Layer("ScatterplotLayer", rows, get_position="p", get_fill_color="c", get_radius=40000)
view = pdk.ViewState(latitude=50.4, longitude=30.5, zoom=5)
st.pydeck_chart(pdk.Deck(layers=[layer], initial_view_state=view, map_provider=None))
"""
CANVAS = "[data-testid=stDeckGlJsonChart] canvas"
FLAGS = [
    "--no-sandbox", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run", "--enable-unsafe-swiftshader",
]  # fmt: skip
#: A canvas is drawn once its picture has more colours than a blank one with its buttons.
COLOURS = 3


def is_drawn(canvas):
    """Whether the map shows anything yet (a WebGL canvas can only be looked at from outside)."""
    picture = Image.open(io.BytesIO(canvas.screenshot(timeout=20_000))).convert("RGB")
    middle = picture.crop((20, 20, picture.width - 80, picture.height - 20))
    return len(middle.getcolors(1 << 20) or ()) > COLOURS


def free_port():
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        return holder.getsockname()[1]


def wait_until_up(port, deadline):
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise TimeoutError(f"no server on port {port}")


def measure(browser, command, port, environ):
    """Seconds until the server answers, and until the map is drawn."""
    began = time.monotonic()
    server = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    page = browser.new_page()
    try:
        wait_until_up(port, began + 60)
        up = time.monotonic() - began
        page.route("**/*", lambda r: r.continue_() if "127.0.0.1" in r.request.url else r.abort())
        page.goto(f"http://127.0.0.1:{port}/")
        canvas = page.locator(CANVAS).first
        canvas.wait_for(state="visible", timeout=60_000)
        while not is_drawn(canvas):
            page.wait_for_timeout(50)
        return up, time.monotonic() - began
    finally:
        page.close()
        server.terminate()
        server.wait(10)


def commands(folder):
    """Name to what starts it, given a port."""
    peer = Path(folder) / "peer.py"
    peer.write_text(PEER)
    options = ["--server.headless=true", "--browser.gatherUsageStats=false",
               "--server.address=127.0.0.1"]  # fmt: skip
    return {
        "incidents": lambda port: [sys.executable, "-m", "incidents", "serve", f"--port={port}"],
        "empty page": lambda port: [
            sys.executable, "-m", "streamlit", "run", str(peer), f"--server.port={port}", *options,
        ],
    }  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    program = os.environ.get("INCIDENTS_CHROMIUM") or shutil.which("chromium")
    seconds = {"incidents": [], "empty page": []}
    answering = {"incidents": [], "empty page": []}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        environ = {**os.environ, "INCIDENTS_HOME": folder, "CI": "1"}
        subprocess.run([sys.executable, "-m", "incidents", "export", "-o", f"{folder}/x.csv"],
                       cwd=ROOT, env=environ, check=True, stderr=subprocess.DEVNULL)  # fmt: skip
        browser = driver.chromium.launch(executable_path=program, args=FLAGS)
        for _ in range(chosen.runs):
            for name, command in commands(folder).items():
                port = free_port()
                up, drawn = measure(browser, command(port), port, environ)
                answering[name].append(up)
                seconds[name].append(drawn)
        browser.close()
    show({n: statistics.median(s) for n, s in seconds.items()},
         {n: statistics.median(s) for n, s in answering.items()}, chosen)  # fmt: skip


def show(drawn, answering, chosen):
    ratio = drawn["incidents"] / drawn["empty page"]
    if chosen.json:
        print(json.dumps({"map_drawn_s": drawn, "answers_s": answering, "ratio": ratio,
                          "runs": chosen.runs}))  # fmt: skip
        return
    for name in drawn:
        print(f"{name:>12}: answers {answering[name]:5.2f} s, map drawn {drawn[name]:5.2f} s")
    print(f"ratio {ratio:.2f} (median of {chosen.runs}; aim 1.3 or less)")


if __name__ == "__main__":
    main()
