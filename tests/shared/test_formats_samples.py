"""Real files beside the repository; skipped as a whole where that folder is absent."""

from __future__ import annotations

import csv
import io
import json
import os
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from incidents.errors import BadFile
from incidents.files import Selection, read_table, write_csv, write_geojson
from incidents.files.limits import Limits, ReadOptions
from incidents.files.opening import open_source
from incidents.files.recognising import recognise
from incidents.files.records import read_records
from incidents.model import Precision
from tests.bench import nasty

SHARED = Path(os.environ.get("INCIDENTS_SHARED") or Path(__file__).parents[3] / "shared")
pytestmark = pytest.mark.skipif(
    not (SHARED / "samples").is_dir(), reason=f"no sample files at {SHARED}"
)
TODAY = date(2026, 1, 1)


def _read(name):
    return read_table(SHARED / "samples" / name, name=name, today=TODAY)


@pytest.mark.parametrize(
    ("name", "form", "rows", "warnings"),
    [
        ("ucdp_ged191.csv", "ucdp", 3194, {"row.bounds_broken": 6}),
        ("viina_2022_rebuild.csv", "viina", 2060, {}),
        ("bellingcat_civharm_2022-09-21.json", "timemap", 688, {}),
    ],
)
def test_a_real_file_comes_in_whole(name, form, rows, warnings):
    draft = _read(name)
    assert draft.reading.format_id == form
    assert draft.account.rows_accepted == rows
    assert draft.account.holds
    assert Counter(w.code for a in draft.accepted for w in a.warnings) == warnings


def test_no_real_ucdp_row_is_a_site():
    precisions = {a.incident.place.precision for a in _read("ucdp_ged191.csv").accepted}
    assert Precision.SITE not in precisions


@pytest.mark.parametrize("writer", [write_csv, write_geojson])
def test_a_real_file_goes_out_and_comes_back(writer):
    rows = [(a.incident, a.claims) for a in _read("ucdp_ged191.csv").accepted[:400]]
    selection = Selection(incidents=[i for i, _ in rows], claims=[c for _, cs in rows for c in cs])
    out = io.BytesIO()
    writer(selection, out)
    assert [(a.incident, a.claims) for a in read_table(out.getvalue(), name="x").accepted] == rows


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("acled", "acled"),
        ("ucdp_ged_19", "ucdp"),
        ("ucdp_ged_2x", "ucdp"),
        ("viina2_event_info", "viina"),
        ("viina2_event_1pd", "viina"),
        ("gdelt2_events", "gdelt"),
        ("gtd_2015", "gtd"),
        ("atlos_civharm_converter", "atlos"),
        ("bellingcat_csv", "timemap"),
        ("timemap_xlsx_EXPORT_EVENTS", "timemap"),
    ],
)
def test_published_headers_are_recognised(name, form):
    header = (SHARED / "formats" / f"{name}.header.txt").read_text().strip().split(",")
    found = recognise(tuple(header))
    assert found is not None
    assert found[0].format_id == form


@pytest.mark.parametrize("folder", ["cases", "csv-spectrum", "blns"])
def test_every_nasty_file_is_accounted_for(folder, capsys):
    assert nasty.main([str(SHARED / "nasty" / folder)]) == 0
    assert "RAISED" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", sorted((SHARED / "nasty" / "csv-spectrum" / "csvs").glob("*.csv")), ids=lambda p: p.stem
)
def test_csv_spectrum_parses_as_it_says(path):
    expected = json.loads((path.parents[1] / "json" / f"{path.stem}.json").read_text("utf-8"))
    opened = open_source(path, ReadOptions())
    header, *rows = [r.cells for b in read_records(opened, "utf-8", ",", Limits()) for r in b]
    found = [dict(zip(header, row, strict=True)) for row in rows]
    if path.stem == "location_coordinates":
        # Its two halves are of different rows; the columns are what can be compared.
        assert [list(r) for r in found] == [list(expected)]
        return
    # The copy of one file has lost its carriage returns; its cells are compared without.
    assert found == [{k: v.replace("\r\n", "\n") for k, v in r.items()} for r in expected]


def test_every_naughty_string_goes_in_and_out_as_it_was():
    strings = json.loads((SHARED / "nasty" / "blns" / "blns.json").read_text("utf-8"))
    out = io.StringIO(newline="")
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(["event_id", "date", "location", "latitude", "longitude", "title", "notes"])
    for number, text in enumerate(strings):
        writer.writerow([f"e{number}", "2024-03-05", text or "-", "49.9", "36.2", text, text])
    draft = read_table(out.getvalue().encode("utf-8", "replace"), name="blns", today=TODAY)
    assert draft.account.holds
    assert {f.code for r in draft.rejected for f in r.faults} <= {"row.control_char"}
    assert len(draft.accepted) > 0.95 * len(strings)
    for accepted in draft.accepted:
        text = strings[int(dict(accepted.incident.native)["event_id"][1:])]
        assert dict(accepted.incident.native)["notes"] == text
    again = io.BytesIO()
    write_csv(Selection(incidents=[a.incident for a in draft.accepted]), again)
    back = read_table(again.getvalue(), name="blns", today=TODAY)
    assert [a.incident for a in back.accepted] == [a.incident for a in draft.accepted]


def test_monthly_aggregates_are_refused():
    header = (SHARED / "formats" / "hdx_hapi_conflict_event.header.txt").read_text()
    with pytest.raises(BadFile) as caught:
        read_table(header.strip().encode() + b"\n" + b"," * 18 + b"\n", name="hapi")
    assert caught.value.code == "file.aggregate"
