"""Random tables in random dialects with random faults: every line is accounted for."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date

import openpyxl
import pytest
from hypothesis import HealthCheck, assume, given, settings
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
#: What each one-byte encoding of the field can write.
LETTERS = {
    "cp1251": "Суми Ізюм ЁЖ",
    "koi8-u": "Суми Ізюм Київ",
    "latin-1": "Ñandú église",
    "cp1252": "Ñandú “église”",
    "utf-16-le": "Суми 日本",
    "utf-16-be": "Суми 日本",
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


def in_letters_of(table, encoding):
    """The table with notes and places that the encoding can write."""
    rows, repeats = table
    kept = []
    for cells, fault in rows:
        own = {
            "notes": cells["notes"].encode(encoding, "ignore").decode(encoding) + LETTERS[encoding],
            "location": LETTERS[encoding].split(" ", maxsplit=1)[0],
            "killed": cells["killed"].replace("≥", ">="),
        }
        own["notes"] = "".join(c for c in own["notes"] if c not in "\x85\u2028\x1c\x1d\x1e")
        if fault == "notes":
            own["notes"] = FAULTS["notes"][0]
        kept.append((cells | own, fault))
    return kept, repeats


def decimal_commas(table):
    rows, repeats = table
    commas = [
        ({n: c.replace(".", ",") if n.endswith("itude") else c for n, c in cells.items()}, fault)
        for cells, fault in rows
    ]
    return commas, repeats


def workbook(table):
    """The table as a workbook whose cells are texts."""
    rows, repeats = table
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(HEADER)
    for cells, _ in [*rows, *(rows[i] for i in repeats)]:
        sheet.append([cells[c] for c in HEADER])
        for cell in sheet[sheet.max_row]:
            cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


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


def counted(draft):
    account = draft.account
    assert account.holds
    return account.rows_accepted, account.rows_rejected, account.rows_duplicate


def expected(table):
    rows, repeats = table
    bad = sum(1 for _, fault in rows if fault)
    return len(rows) - bad, bad, len(repeats)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from(sorted(LETTERS)), st.sampled_from(",;\t|"))
def test_so_it_is_in_every_encoding_that_was_chosen(table, encoding, delimiter):
    table = in_letters_of(table, encoding)
    dialect = Dialect(delimiter, "\r\n", csv.QUOTE_MINIMAL, encoding)
    options = ReadOptions(delimiter=delimiter, encoding=encoding)
    draft = read_table(written(table, dialect), name="t", options=options, today=TODAY)
    assert counted(draft) == expected(table)
    native = {dict(a.incident.native)["event_id"]: dict(a.incident.native) for a in draft.accepted}
    assert native == {cells["event_id"]: cells for cells, fault in table[0] if not fault}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables(), st.sampled_from(";\t|"))
def test_so_it_is_with_decimal_commas(table, delimiter):
    commas = decimal_commas(table)
    draft = read(written(commas, Dialect(delimiter, "\n", csv.QUOTE_MINIMAL, "utf-8")), delimiter)
    assert counted(draft) == expected(table)
    assert {a.incident.place.lat for a in draft.accepted} <= {49.9}


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tables())
def test_so_it_is_in_a_workbook(table):
    # A NUL cannot stand in a workbook, and what begins like a formula is one.
    rows = [({**c, "notes": f"n {c['notes']!a}"}, f) for c, f in table[0] if f != "notes"]
    assume(rows)
    plain = (rows, [number for number in table[1] if number < len(rows)])
    draft = read_table(workbook(plain), name="t.xlsx", today=TODAY)
    assert counted(draft) == expected(plain)
    good = {cells["event_id"] for cells, fault in rows if not fault}
    assert {dict(a.incident.native)["event_id"] for a in draft.accepted} == good


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
