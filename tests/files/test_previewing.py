"""The mapping screen's view of a file: what is there, what is missing, how rows would read."""

from datetime import date

import pytest

from incidents.files import Mapping, ReadOptions, guess, open_table
from incidents.files.previewing import glance, preview

UNKNOWN = (
    b"wann;wo;tote;notiz\n23.04.2024;Sumy;12-15;a\n30.02.2024;Sumy;3;b\n23.04.2024;Sumy;12-15;a\n"
)
TODAY = date(2026, 1, 1)
MAPPED = Mapping((("date", "wann"), ("location", "wo"), ("killed", "tote")))


def test_a_glance_says_what_is_missing_instead_of_refusing():
    seen = glance(UNKNOWN, ReadOptions())
    assert seen.header == ("wann", "wo", "tote", "notiz")
    assert seen.form_id == "mapped"
    assert "a place (a name, a region or coordinates)" in seen.missing
    assert seen.cells("tote") == ("12-15", "3")
    assert glance(UNKNOWN, ReadOptions(mapping=MAPPED)).missing == ()


def test_rows_are_shown_as_they_would_be_read_beside_their_cells():
    table = open_table(UNKNOWN, name="t", options=ReadOptions(mapping=MAPPED))
    good, bad, again = preview(table)
    cells = {c.field: (c.original, c.read) for c in good.cells}
    assert cells["date"] == ("23.04.2024", "23 April 2024")
    assert cells["killed"] == ("12-15", "12 to 15")
    assert cells["location"] == ("Sumy", "Sumy (not placed)")
    assert (bad.fate, again.fate) == ("rejected", "the same as line 2")
    (wrong,) = (c for c in bad.cells if c.bad)
    assert (wrong.field, wrong.read) == ("date", "")
    assert "no such day" in wrong.note


def test_a_preview_counts_nothing():
    table = open_table(UNKNOWN, name="t", options=ReadOptions(mapping=MAPPED))
    preview(table)
    assert table.account.lines == 0


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        pytest.param("≥12", "at least 12", id="at least"),
        pytest.param(">12", "more than 12", id="more than"),
        pytest.param("~12", "about 12", id="about"),
        pytest.param("≤5", "up to 5", id="a ceiling"),
        pytest.param("dozens", "at least 12 (dozens)", id="a vague word is kept"),
        pytest.param("7", "7", id="exactly"),
        pytest.param("0", "0", id="zero is a figure"),
        pytest.param("", "", id="blank is nothing"),
        pytest.param("unknown", "", id="unknown is nothing"),
    ],
)
def test_a_count_in_words(cell, words):
    content = f"date,place,killed\n2024-03-05,Sumy,{cell}\n".encode()
    (row,) = preview(open_table(content, name="t"))
    assert {c.field: c.read for c in row.cells}["killed"] == words


@pytest.mark.parametrize(
    ("header", "field", "column"),
    [
        pytest.param(("Дата удару", "Місце"), "date", "Дата удару", id="a date of something"),
        pytest.param(("Коли", "Де саме"), "location", "Де саме", id="where exactly"),
        pytest.param(("Кількість загиблих",), "killed", "Кількість загиблих", id="genitive"),
        pytest.param(("Поранених осіб",), "injured", "Поранених осіб", id="wounded persons"),
        pytest.param(("Число погибших",), "killed", "Число погибших", id="Russian"),
        pytest.param(("Number of deaths",), "killed", "Number of deaths", id="English"),
        pytest.param(("Широта (N)", "Довгота (E)"), "latitude", "Широта (N)", id="latitude"),
        pytest.param(("Примітка", "Дата"), "notes", "Примітка", id="a remark"),
        pytest.param(("Publication date",), "date", None, id="not when it was reported"),
        pytest.param(("Location type",), "location", None, id="not the kind of a place"),
    ],
)
def test_columns_are_known_by_how_a_word_begins(header, field, column):
    assert guess(header).column(field) == column


def test_the_preview_reads_as_the_import_does():
    table = open_table(
        UNKNOWN, name="t", options=ReadOptions(mapping=MAPPED), today=date(2026, 1, 1)
    )
    fates = [row.fate for row in preview(table)]
    list(table.rows())
    account = table.account
    assert fates.count("accepted") == account.rows_accepted == 1
    assert fates.count("rejected") == account.rows_rejected == 1
