"""Random tables in random dialects with random faults: every line is accounted for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from incidents.errors import BadFile
from incidents.files import ReadOptions, read_table, write_rejects

TODAY = date(2026, 1, 1)
HEADER = ["event_id", "date", "event_type", "location", "latitude", "longitude", "killed", "notes"]
#: A bad cell, where it goes, and the cell that mends it.
FAULTS = {
    "date": ("2024-02-30", "2024-02-29"),
    "latitude": ("95", "49.9"),
    "longitude": ("", "36.2"),
    "killed": ("-3", "3"),
    "notes": ("a\x00b", "ab"),
}
TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), include_characters="\n\"',;|\t"),
    max_size=20,
).filter(lambda t: not t.startswith("#"))


@dataclass(frozen=True)
class Dialect:
    delimiter: str
    end: str
    quoting: int
    encoding: str


DIALECTS = st.builds(
    Dialect,
    st.sampled_from(",;\t|"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)


@st.composite
def tables(draw):
    """Rows with the fault of each (None: good), every row with an id of its own."""
    rows = []
    for number in range(draw(st.integers(1, 12))):
        fault = draw(st.none() | st.sampled_from(sorted(FAULTS)))
        cells = {
            "event_id": f"e{number}",
            "date": draw(st.dates(date(2000, 1, 1), date(2025, 12, 31))).isoformat(),
            "event_type": draw(st.sampled_from(["shelling", "Attack", ""])),
            "location": draw(st.sampled_from(["Kharkiv", "Суми", 'He said "x"'])),
            "latitude": "49.9",
            "longitude": "36.2",
            "killed": draw(st.sampled_from(["", "0", "3", "12-15", "≥12", "dozens"])),
            "notes": draw(TEXT),
        }
        if fault:
            cells[fault] = FAULTS[fault][0]
        rows.append((cells, fault))
    repeats = draw(st.lists(st.integers(0, len(rows) - 1), max_size=3))
    return rows, repeats


def written(table, dialect):
    rows, repeats = table
    out = io.StringIO(newline="")
    # The standard library's writer leaves a line feed unquoted where lines end with CR alone.
    quoting = csv.QUOTE_ALL if dialect.end == "\r" else dialect.quoting
    writer = csv.writer(
        out, delimiter=dialect.delimiter, lineterminator=dialect.end, quoting=quoting
    )
    writer.writerow(HEADER)
    for cells, _ in [*rows, *(rows[i] for i in repeats)]:
        writer.writerow([cells[c] for c in HEADER])
    return out.getvalue().encode(dialect.encoding)


def read(content, delimiter):
    return read_table(content, name="t", options=ReadOptions(delimiter=delimiter), today=TODAY)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), DIALECTS)
def test_every_line_is_accounted_for_and_good_rows_survive(table, dialect):
    rows, repeats = table
    draft = read(written(table, dialect), dialect.delimiter)
    account = draft.account
    assert account.holds
    bad = [cells["event_id"] for cells, fault in rows if fault]
    assert account.rows_rejected == len(bad)
    assert account.rows_accepted == len(rows) - len(bad)
    assert account.rows_duplicate == len(repeats)
    assert [r.cells[0] for r in draft.rejected] == bad
    native = {dict(a.incident.native)["event_id"]: dict(a.incident.native) for a in draft.accepted}
    assert native == {cells["event_id"]: cells for cells, fault in rows if not fault}


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), DIALECTS)
def test_the_rejects_file_mended_is_accepted_whole(table, dialect):
    rows, _ = table
    draft = read(written(table, dialect), dialect.delimiter)
    rejects = write_rejects(draft.reading, draft.rejected)
    lines = list(csv.reader(io.StringIO(rejects.decode("utf-8-sig"), newline="")))
    faults = {cells["event_id"]: fault for cells, fault in rows if fault}
    mended = [lines[0]]
    for line in lines[1:]:
        at = HEADER.index(faults[line[0]])
        mended.append([*line[:at], FAULTS[HEADER[at]][1], *line[at + 1 :]])
    out = io.StringIO(newline="")
    csv.writer(out).writerows(mended)
    if not draft.rejected:
        with pytest.raises(BadFile):
            read(out.getvalue().encode(), ",")
        return
    again = read(out.getvalue().encode(), ",")
    assert again.rejected == ()
    assert [dict(a.incident.native)["event_id"] for a in again.accepted] == list(faults)
    texts = {cells["event_id"]: cells["location"] for cells, _ in rows}
    for accepted in again.accepted:
        native = dict(accepted.incident.native)
        assert native["location"] == texts[native["event_id"]]


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_break_the_reader(content):
    try:
        draft = read_table(content, name="t", today=TODAY)
    except BadFile as error:
        assert "." in error.code  # noqa: PT017 - either refusal or an account that holds
    else:
        assert draft.account.holds


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet='ab1,";\n\r\t', max_size=120))
def test_no_quoting_loses_a_line(body):
    content = "date,place,notes\n" + body
    try:
        draft = read(content.encode(), ",")
    except BadFile:
        return
    account = draft.account
    assert account.holds
    blank = sum(
        1 for line in body.replace("\r\n", "\n").replace("\r", "\n").split("\n") if line.strip()
    )
    assert account.lines >= blank
