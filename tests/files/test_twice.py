"""Text that was made UTF-8 twice, and lines that stand in quotation marks as a whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.files import ReadOptions, read_table
from incidents.files.twice import TWICE, garbled, mended, twice_encoded

TABLE = (
    "date,place,country,killed,notes\n"
    '2024-03-05,Київ,Ukraine,3,"вночі, обстріл"\n'
    "2024-03-06,Харків,Ukraine,1,Ґанок і Їжа № 5\n"
)


def spoilt(text, between):
    """As a program leaves it that takes UTF-8 for another encoding; what is undefined passes."""
    return "".join(bytes([b]).decode(between, "ignore") or chr(b) for b in text.encode())


@pytest.mark.parametrize(("encoding", "between"), sorted(TWICE.items()))
def test_it_is_recognised_and_asked_about_with_both_readings(encoding, between):
    draft = read_table(spoilt(TABLE, between).encode(), name="t.csv")
    (question,) = draft.questions
    assert (question.code, question.blocking) == ("file.encoding_twice", True)
    assert question.choices == (encoding, "utf-8")
    assert "Київ" in question.examples[0]
    assert "Київ" not in question.examples[1]
    assert not draft.ready


@pytest.mark.parametrize(("encoding", "between"), sorted(TWICE.items()))
def test_put_right_it_is_the_table_it_was(encoding, between):
    options = ReadOptions(encoding=encoding)
    content = spoilt("\ufeff" + TABLE, between).encode()
    draft = read_table(content, name="t.csv", options=options)
    assert draft.ready
    assert [a.incident.native for a in draft.accepted] == [
        a.incident.native for a in read_table(TABLE.encode(), name="t.csv").accepted
    ]


def test_as_it_stands_it_can_be_read_too():
    options = ReadOptions(encoding="utf-8")
    draft = read_table(spoilt(TABLE, "cp1252").encode(), name="t.csv", options=options)
    assert draft.ready
    assert draft.accepted[0].incident.place.name.startswith("Ð")


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE, id="Ukrainian"),
        pytest.param("Малага, Ñandú, église, “x”, 5 °C, 12 €, Åland, Ærø", id="Latin letters"),
        pytest.param("РП Сі РЕ СЯ Рівне Січ", id="capitals that begin such pairs"),
        pytest.param("日本 北京 서울", id="other scripts"),
        pytest.param("Sumy", id="ASCII"),
    ],
)
def test_sound_text_is_not_taken_for_it(text):
    assert twice_encoded(text) is None


def test_of_a_mixed_file_what_is_sound_stays():
    text = spoilt("Київ", "cp1251") + ", Суми, 5 °C"
    assert mended(text, "utf-8-as-cp1251") == "Київ, Суми, 5 °C"


@given(st.text(st.characters(codec="utf-8", min_codepoint=0x80, exclude_categories=("Cc",))))
def test_what_was_spoilt_comes_back(text):
    for encoding, between in TWICE.items():
        assert mended(spoilt(text, between), encoding) == text


def test_a_line_in_quotation_marks_is_a_row_and_marked():
    plain = [line for line in TABLE.splitlines() if line]
    whole = "\n".join('"' + line.replace('"', '""') + '"' for line in plain)
    draft, other = (read_table(t.encode(), name="t.csv") for t in (whole, TABLE))
    assert draft.account == other.account
    assert [a.incident.native for a in draft.accepted] == [
        a.incident.native for a in other.accepted
    ]
    assert set(draft.codes) - set(other.codes) == {"row.quoted_whole"}


def test_single_lines_in_quotation_marks_among_sound_ones():
    content = (
        "date,place,killed,notes\n2024-03-05,Sumy,1,ok\n"
        '"2024-03-06,Kharkiv,2,""one, two"""\n"2024-03-07,Kherson"\n"Source, as told"\n'
    )
    draft = read_table(content.encode(), name="t.csv")
    assert draft.account.holds
    assert [a.incident.notes for a in draft.accepted] == ["ok", "one, two"]
    assert [(r.line, r.faults[0].code) for r in draft.rejected] == [
        (4, "row.missing_cells"),
        (5, "row.missing_cells"),
    ]


@pytest.mark.parametrize(
    ("name", "was"),
    [
        pytest.param(spoilt("Харків", "cp1251"), "Харків", id="made UTF-8 twice"),
        pytest.param("Ки\ufffdв", "", id="a letter lost"),
        pytest.param("Харків", None, id="sound"),
        pytest.param("Kharkiv", None, id="ASCII"),
        pytest.param("Málaga", None, id="accents"),
    ],
)
def test_a_name_that_is_spoilt(name, was):
    assert garbled(name) == was


def test_single_spoilt_rows_of_a_sound_file_are_marked_with_what_they_may_be():
    rows = "".join(f"2024-03-05,Суми,Ukraine,1,row {n} про обстріл\n" for n in range(40))
    content = "date,place,country,killed,notes\n" + rows
    content += f"2024-03-06,{spoilt('Харків', 'cp1252')},Ukraine,2,\n"
    draft = read_table(content.encode(), name="t.csv")
    assert draft.questions == ()
    (warning,) = [w for w in draft.accepted[-1].warnings if w.code == "row.garbled"]
    assert "'Харків'" in warning.why
