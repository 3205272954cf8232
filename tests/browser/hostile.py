"""One table that holds hostile strings in every text column, and the walk past every view."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

from playwright.sync_api import TimeoutError as PlaywrightTimeoutError

ROOT = Path(__file__).resolve().parents[2]
HEADER = ("event_id", "date", "title", "event_type", "location", "country", "adm1", "adm2",
          "latitude", "longitude", "killed", "weapon", "actor1", "actor2", "source", "url",
          "notes")  # fmt: skip
TEXTS = frozenset({"title", "event_type", "location", "adm2", "weapon", "actor1", "actor2",
                   "source", "url", "notes"})  # fmt: skip
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")
PATIENCE_MS = 120_000


def table(strings):
    """A row for each string, the string in every text column; controls are no part of a table."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(HEADER)
    for number, text in enumerate(strings):
        shown = "".join(c for c in text if c.isprintable() or c == "\n") or "blank"
        fixed = {"event_id": f"e{number}", "date": "2024-03-05", "killed": "1", "country": "UA"}
        if number % 3:
            fixed |= {"latitude": "49.99", "longitude": f"36.{100 + number}"}
        writer.writerow([shown if c in TEXTS else fixed.get(c, "") for c in HEADER])
    return out.getvalue().encode("utf-8", errors="replace")


def walk(page, app, path):
    """Upload the table, save it, and look at every page; gives what tried to run."""
    ran = []
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    page.set_default_timeout(PATIENCE_MS)
    page.locator("input[type=file]").set_input_files(str(path))
    page.get_by_text("The first rows as they would be read").wait_for()
    page.get_by_text("notes on accepted rows").click()
    _save(page)
    for view in ("/", "/revisions", "/review", "/upload"):
        page.goto(f"{app}{view}")
        page.wait_for_timeout(5000)
        assert page.locator(".stException").count() == 0, view
    return ran


def _save(page):
    """Press Save as a person would, again if what unfolds above moved it from under the pointer."""
    button = page.get_by_role("button", name=re.compile(r"Save [\d,]+ good rows?"))
    for _ in range(6):
        page.wait_for_timeout(1500)
        if button.count():
            button.click()
        try:
            page.get_by_text("is saved as revision").wait_for(timeout=20_000)
        except PlaywrightTimeoutError:
            continue
        return
    raise AssertionError("the table was not saved")


def exported(home, kind):
    """The whole data as one format, by the command line."""
    environ = {**os.environ, "INCIDENTS_HOME": str(home), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-m", "incidents", "export", "--format", kind],
        cwd=ROOT, env=environ, capture_output=True, check=True,
    )  # fmt: skip
    return done.stdout


def check_exports(home, count):
    """Every text format parses, holds every row and would run nothing in a spreadsheet."""
    features = json.loads(exported(home, "geojson"), parse_constant=_refused)["features"]
    assert len(features) >= count
    rows = list(csv.reader(io.StringIO(exported(home, "csv").decode("utf-8-sig"), newline="")))
    assert len(rows) == len(features) + 1
    assert len({len(r) for r in rows}) == 1
    kml = ET.fromstring(exported(home, "kml"))  # noqa: S314 - our own output
    assert len(list(kml.iter("{http://www.opengis.net/kml/2.2}Placemark"))) == len(features)
    texts = {c for row in rows[1:] for c in row if c and not _NUMBER.fullmatch(c)}
    assert not [t for t in texts if t[0] in "=+@\t\r"]


def _refused(name):
    raise AssertionError(f"{name} is no JSON")
