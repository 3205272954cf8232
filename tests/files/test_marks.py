"""What marks decimals is decided for a whole table, and asked where nothing decides."""

import pytest

from incidents.files import ReadOptions, read_table
from incidents.files.cells import NotACount
from incidents.files.marks import as_read, settle, weigh_marks


@pytest.mark.parametrize(
    ("coordinates", "counts", "mark"),
    [
        pytest.param(["50.45"], [], ".", id="a coordinate with a point"),
        pytest.param(["50,45"], ["1.200"], ",", id="a coordinate with a comma"),
        pytest.param([], ["1.200.000"], ",", id="two groups by points"),
        pytest.param([], ["1,200,000"], ".", id="two groups by commas"),
        pytest.param([], ["2,5"], ",", id="a fraction"),
        pytest.param(["50.45", "50,45"], [], None, id="they contradict"),
        pytest.param([], ["12", "1.200"], None, id="nothing decides"),
        pytest.param(["n/a", ""], ["dozens", "1 200"], None, id="no mark at all"),
    ],
)
def test_the_mark_by_the_numbers(coordinates, counts, mark):
    assert weigh_marks(coordinates, counts).mark == mark


@pytest.mark.parametrize(
    ("text", "mark", "settled"),
    [
        pytest.param("1.200", ",", "1200", id="a point groups"),
        pytest.param("1,200", ".", "1200", id="a comma groups"),
        pytest.param("1.200-1.500", ",", "1200-1500", id="both ends of a range"),
        pytest.param("≥1.000", ",", "≥1000", id="after a sign"),
        pytest.param("12,0", ",", "12", id="an empty fraction"),
        pytest.param("1.200", None, "1.200", id="left alone"),
        pytest.param("dozens", ",", "dozens", id="words"),
        pytest.param("1,200,000", ".", "1,200,000", id="two groups are clear without it"),
    ],
)
def test_thousands_are_written_without_a_mark(text, mark, settled):
    assert settle(text, mark) == settled


@pytest.mark.parametrize(("text", "mark"), [("1.200", "."), ("1,200", ","), ("1.200", "?")])
def test_what_may_be_a_fraction_is_no_count(text, mark):
    with pytest.raises(NotACount) as caught:
        settle(text, mark)
    assert caught.value.code == "row.count_ambiguous"


def test_each_answer_is_shown_on_cells_of_the_file():
    assert as_read("1.200", ",") == "1200"
    assert as_read("1.200", ".") == "1.200, a fraction"


TABLE = b"date;place;killed\n2024-03-05;Sumy;1.200\n2024-03-06;Sumy;3\n"


def test_the_rows_concerned_wait_and_the_others_go_in():
    draft = read_table(TABLE, name="t")
    (question,) = draft.questions
    assert (question.option, question.blocking) == ("decimal_mark", False)
    assert question.examples == ("1.200 = 1200", "1.200 = 1.200, a fraction")
    assert [r.faults[0].code for r in draft.rejected] == ["row.count_ambiguous"]
    assert len(draft.accepted) == 1


def test_an_answer_reads_them_and_changes_the_key_of_the_import():
    asked = read_table(TABLE, name="t")
    answered = read_table(TABLE, name="t", options=ReadOptions(decimal_mark=","))
    assert answered.questions == ()
    assert [a.claims[0].estimate.best for a in answered.accepted] == [1200, 3]
    assert answered.import_id != asked.import_id


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param("date,place,killed\n2024-03-05,Sumy,1\n",
                     {"encoding": "certain", "delimiter": "certain", "date order": "certain",
                      "decimal mark": "likely"}, id="plain"),
        pytest.param("date;place;killed\n03/04/2024;Sumy;1.200\n",
                     {"date order": "open", "decimal mark": "open"}, id="all open"),
        pytest.param("date;place;lat;lon\n23/04/2024;Sumy;50,9;34,8\n",
                     {"date order": "certain", "decimal mark": "certain"}, id="shown by cells"),
    ],
)  # fmt: skip
def test_what_was_found_says_how_sure_it_is(content, found):
    findings = read_table(content.encode(), name="t").reading.findings
    sure = {f.what: f.sure for f in findings}
    assert {what: sure[what] for what in found} == found
    assert all(f.why for f in findings)


def test_a_day_no_calendar_has_decides_no_order():
    draft = read_table(b"date,place\n03/04/2024,Sumy\n30/02/2024,Sumy\n", name="t")
    assert [q.code for q in draft.questions] == ["date.order_unclear"]
