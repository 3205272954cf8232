"""The real app on a free loopback port, driven in headless Chromium with foreign hosts cut off."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-gl=angle",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]
PATIENCE_S = 60


def pytest_collection_modifyitems(items):
    for item in items:
        if "tests/browser" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            # Playwright's own event loop leaves sockets to the interpreter's end.
            item.add_marker(pytest.mark.filterwarnings("ignore::ResourceWarning"))


@pytest.fixture(scope="session")
def chromium():
    if not CHROMIUM.exists():
        missing = f"{CHROMIUM} is missing: install the distribution's package 'chromium'"
        if os.environ.get("INCIDENTS_TEST") == "all":
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only where it is used

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(home, **settings):
    """Start the app and wait until it answers; gives the process and its address."""
    port = free_port()
    environ = {**os.environ, "INCIDENTS_HOME": str(home), "PYTHONPATH": str(ROOT), **settings}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port)]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}"
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=2):  # noqa: S310 - loopback
                return process, address
        except OSError:
            time.sleep(0.2)
    process.kill()
    process.wait()
    pytest.fail("the app did not start")


@pytest.fixture
def app(tmp_path):
    process, address = start(tmp_path)
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def public_app(tmp_path):
    settings = {"INCIDENTS_PUBLIC": "1", "INCIDENTS_PUBLIC_DELAY_HOURS": "0"}
    process, address = start(tmp_path, **settings)
    yield address
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture
def open_page(chromium):
    """Open an address; at the end no other host may have been asked for anything."""
    foreign, broken, contexts = [], [], []

    def visit(address, path="/", *, width=1440, height=900, scheme="light", touch=False):
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            locale="en-GB",
            has_touch=touch,
            is_mobile=touch,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(90_000)

        def guard(route):
            url = route.request.url
            if url.startswith((f"{address}/", "data:", "blob:")):
                route.continue_()
            else:
                foreign.append(url)
                route.abort()

        page.route("**/*", guard)
        page.on("pageerror", lambda error: broken.append(str(error)))
        page.goto(f"{address}{path}")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert foreign == []
    assert broken == []


@pytest.fixture
def settled():
    """Wait until the script has run and the map has drawn."""

    def wait(page, *, with_map=True):
        page.get_by_text("Reported, not verified").first.wait_for()
        if with_map:
            page.locator("[data-testid=stDeckGlJsonChart] canvas").first.wait_for()
        page.wait_for_timeout(2500)
        return page

    return wait
