"""Workbooks as people keep them: typed, merged, hidden and computed cells, several sheets."""

import io
import re
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import MAC_EPOCH, WINDOWS_EPOCH
from openpyxl.worksheet.formula import ArrayFormula

from incidents.errors import BadFile
from incidents.files import ReadOptions, read_table, write_rejects
from incidents.files.sheet_marks import Merged, marks_of

HEADER = ["date", "location", "latitude", "longitude", "killed", "injured", "notes"]
DAY = date(2024, 3, 5)
TODAY = date(2026, 1, 1)


def row(**cells):
    known = {"date": DAY, "location": "Kharkiv", "latitude": 49.99, "longitude": 36.23, **cells}
    return [known.get(name) for name in HEADER]


def book_of(*rows, title="Incidents"):
    book = openpyxl.Workbook()
    book.active.title = title
    for cells in (HEADER, *rows):
        book.active.append(cells)
    return book


def packed(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(content, name, change):
    """The workbook with the XML of one part changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.namelist():
            data = old.read(entry)
            new.writestr(entry, change(data) if entry == name else data)
    return out.getvalue()


def read(content, **options):
    draft = read_table(content, name="t.xlsx", options=ReadOptions(**options), today=TODAY)
    assert draft.account.holds
    return draft


def found(draft, what):
    return next((f for f in draft.reading.findings if f.what == what), None)


def codes(draft):
    return [(r.line, [(f.code, f.column) for f in r.faults]) for r in draft.rejected]


@pytest.mark.parametrize(
    ("cells", "when", "killed"),
    [
        pytest.param({"killed": 3}, DAY, 3, id="whole number"),
        pytest.param({"killed": 3.0}, DAY, 3, id="whole number kept as a float"),
        pytest.param({"killed": "12-15"}, DAY, 12, id="text"),
        pytest.param(
            {"date": datetime.fromisoformat("2024-03-05 03:20"), "killed": 1},
            DAY,
            1,
            id="day and time",
        ),
        pytest.param({"date": "2024-03-05", "killed": 1}, DAY, 1, id="day as text"),
        pytest.param({"date": 45356, "killed": 1}, DAY, 1, id="day as a bare serial number"),
    ],
)
def test_typed_cells_are_read_as_what_they_are(cells, when, killed):
    (accepted,) = read(packed(book_of(row(**cells)))).accepted
    assert accepted.incident.when.start == when
    assert accepted.claims[0].estimate.low == killed


@pytest.mark.parametrize("killed", [True, 2.5, time(3, 20), DAY, -3])
def test_a_typed_cell_that_is_no_count_is_refused_with_its_column(killed):
    draft = read(packed(book_of(row(killed=killed), row(killed=2))))
    assert [(line, faults[0][1]) for line, faults in codes(draft)] == [(2, "killed")]
    assert len(draft.accepted) == 1


@pytest.mark.parametrize("error", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
def test_an_error_is_refused_where_it_is_read_and_kept_where_not(error):
    book = book_of(row(location=error, killed=1), row(notes="x", killed=2))
    book.active["H1"], book.active["H3"] = "unused", error
    draft = read(packed(book))
    assert codes(draft) == [(2, [("row.cell_error", "location")])]
    assert dict(draft.accepted[0].incident.native)["unused"] == error


def cached(content, ref, value):
    """Store the value a spreadsheet last showed for a formula."""
    pattern = (
        rb'(<c r="%s"[^>]*?)(?: t="\w+")?(>\s*<f>[^<]*</f>)\s*<v\s*/?>(?:</v>)?' % ref.encode()
    )

    def change(data):
        changed, count = re.subn(pattern, rb"\g<1>\g<2><v>%d</v>" % value, data)
        assert count == 1
        return changed

    return with_part(content, "xl/worksheets/sheet1.xml", change)


def test_a_formula_gives_the_value_last_shown():
    content = cached(packed(book_of(row(killed="=1+2"), row(killed=4))), "E2", 3)
    draft = read(content)
    assert [a.claims[0].estimate.best for a in draft.accepted] == [3, 4]


@pytest.mark.parametrize(
    "formula", ["=SUM(F2:F9)", ArrayFormula("E2", "=SUM(F2:F9)")], ids=["plain", "array"]
)
def test_a_formula_without_a_value_is_refused_and_mended_in_the_rejects_file(formula):
    book = book_of(row(killed=2), row(killed=4))
    book.active["E2"] = formula
    draft = read(packed(book))
    assert codes(draft) == [(2, [("row.formula_no_value", "killed")])]
    assert draft.rejected[0].cells[4] == "=SUM(F2:F9)"
    rejects = write_rejects(draft.reading, draft.rejected).decode("utf-8-sig")
    assert "'=SUM(F2:F9)" in rejects
    again = read_table(rejects.replace("'=SUM(F2:F9)", "7", 1).encode(), name="r.csv", today=TODAY)
    assert [a.claims[0].estimate.best for a in again.accepted] == [7]
    assert again.rejected == ()


def test_a_text_merged_over_rows_stands_for_each_and_a_figure_for_none():
    rows = [row(killed=1), row(date=None, location=None, killed=2), row(killed=5), row()]
    book = book_of(*rows)
    for area in ("A2:A3", "B2:B3", "E4:E5"):
        book.active.merge_cells(area)
    draft = read(packed(book))
    assert [(a.line, a.incident.place.name, a.incident.when.start) for a in draft.accepted] == [
        (2, "Kharkiv", DAY),
        (3, "Kharkiv", DAY),
    ]
    assert codes(draft) == [(n, [("row.figure_merged", "killed")]) for n in (4, 5)]
    assert found(draft, "merged ranges").found == "3"


def test_a_figure_merged_over_two_columns_is_refused():
    book = book_of(row(killed=5), row(killed=1))
    book.active.merge_cells("E2:F2")
    assert codes(read(packed(book))) == [(2, [("row.figure_merged", "killed")])]


def test_hidden_rows_are_read_and_counted():
    book = book_of(row(killed=1), row(killed=2), row(killed=3))
    book.active.row_dimensions[3].hidden = True
    draft = read(packed(book))
    assert len(draft.accepted) == 3
    assert found(draft, "hidden rows").found == "1"
    assert found(read(packed(book_of(row(killed=1)))), "hidden rows") is None


def test_the_sheet_of_incidents_is_read_and_the_others_are_named():
    book = book_of(row(killed=1), title="Data")
    cover = book.create_sheet("Read me", 0)
    cover.append(["About this file"])
    cover.append(["It lists attacks."])
    draft = read(packed(book))
    sheet = found(draft, "sheet")
    assert (sheet.found, sheet.sure) == ("Data", "certain")
    assert "Read me" in sheet.why
    assert draft.reading.questions == ()


def test_two_sheets_of_incidents_are_asked_about_and_each_is_an_import_of_its_own():
    book = book_of(row(killed=1), title="2023")
    other = book.create_sheet("2024")
    other.append(HEADER)
    other.append(row(killed=2))
    other.append(row(killed=3))
    content = packed(book)
    draft = read(content)
    (asked,) = draft.reading.questions
    assert (asked.code, asked.option, asked.choices) == (
        "file.sheet_unclear", "sheet", ("2023", "2024"),
    )  # fmt: skip
    chosen = read(content, sheet="2024")
    assert len(chosen.accepted) == 2
    assert chosen.reading.questions == ()
    assert chosen.import_id not in {draft.import_id, read(content, sheet="2023").import_id}


def test_a_hidden_sheet_comes_last_and_an_unknown_one_is_refused():
    book = book_of(row(killed=1), title="Old")
    book.create_sheet("New")
    for cells in (HEADER, row(killed=2)):
        book["New"].append(cells)
    book["Old"].sheet_state = "hidden"
    book.active = 1
    assert found(read(packed(book)), "sheet").found == "New"
    with pytest.raises(BadFile, match="'Old'") as refused:
        read(packed(book), sheet="Nowhere")
    assert refused.value.code == "file.unknown_option"


@pytest.mark.parametrize("said", [b"A1", b"A1:C2", b"A1:XFD1048576"])
def test_no_row_or_column_is_lost_to_a_wrong_size_of_the_sheet(said):
    content = with_part(
        packed(book_of(*(row(killed=n) for n in range(1, 6)))),
        "xl/worksheets/sheet1.xml",
        lambda data: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="' + said + b'"', data),
    )
    assert [a.claims[0].estimate.best for a in read(content).accepted] == [1, 2, 3, 4, 5]


def test_a_row_number_beyond_any_sheet_is_refused():
    content = with_part(
        packed(book_of(row(killed=1))),
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b'r="2"', b'r="1048577"').replace(b'r="A2"', b'r="A1048577"'),
    )
    with pytest.raises(BadFile):
        read(content)


def test_a_date_no_calendar_has_is_an_error_of_its_row():
    book = book_of(row(killed=1), row(killed=2))
    book.active["A2"].value = 99_999_999
    book.active["A2"].number_format = "yyyy-mm-dd"
    assert codes(read(packed(book))) == [(2, [("row.cell_error", "date")])]


@settings(max_examples=40)
@given(st.integers(1, 60))
def test_marks_are_found_wherever_the_pieces_end(size):
    class Slow(io.BytesIO):
        def read(self, _most=-1):
            return super().read(size)

    xml = (
        b'<sheetData><row r="2" hidden="1"><c r="A2"><f>1+1</f><v>2</v></c></row>'
        b'<row r="3" spans="1:2" hidden="true"/><x:row r="4" hidden="0"/></sheetData>'
        b'<mergeCells><mergeCell ref="A2:AA12"/></mergeCells>'
    )
    marks = marks_of(Slow(xml))
    assert (marks.formulas, marks.hidden) == (True, 2)
    assert marks.merged[2] == [Merged(2, 12, 0, 26)]


def test_bare_numbers_are_days_of_the_workbook_s_own_calendar():
    """Four years lie between the two date systems of Excel; a count is never shifted."""
    days = []
    for epoch in (WINDOWS_EPOCH, MAC_EPOCH):
        book = book_of(row())
        book.epoch = epoch
        serial = (datetime.combine(DAY, time()) - epoch).days
        book.active.append(row(date=serial, killed=43_894))
        book.active.append(row(date=str(serial + 1), notes="text"))
        book.active.append(row(date=serial + 0.75, notes=serial))
        draft = read(packed(book))
        assert (found(draft, "days") is not None) == (epoch is MAC_EPOCH)
        assert draft.accepted[1].claims[0].estimate.best == 43_894
        assert draft.accepted[3].incident.notes == str(serial)
        days.append([(a.incident.when.start, a.incident.when.local_time) for a in draft.accepted])
    assert days[0] == days[1]
    assert days[1] == [(DAY, None), (DAY, None), (date(2024, 3, 6), None), (DAY, time(18))]
