"""Remarks behind a count: known kinds are set aside and marked, all others leave it unread."""

import pytest

from incidents.files import read_table
from incidents.files.remarks import Remarked, remarked
from incidents.model import Estimate, Qualifier


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("12 (3 children)", ("12", "3 children"), id="a part"),
        pytest.param("5 (3 children, 2 women)", ("5", "3 children, 2 women"), id="all its parts"),
        pytest.param("12, incl. 3 women", ("12", "incl. 3 women"), id="a part without brackets"),
        pytest.param("10 (у т.ч. 2 дітей)", ("10", "у т.ч. 2 дітей"), id="a part in Ukrainian"),
        pytest.param("12, з них 3 дитини", ("12", "з них 3 дитини"), id="of them, in Ukrainian"),
        pytest.param(
            "12, в том числе двое детей", ("12", "в том числе двое детей"), id="in Russian"
        ),
        pytest.param("12 (попередньо)", ("12", "попередньо"), id="preliminary, in Ukrainian"),
        pytest.param("12+ (a child)", ("12+", "a child"), id="at least, with a part"),
        pytest.param("12 (est.)", ("~12", "est."), id="an estimate is about"),
        pytest.param("12 (unconfirmed)", ("12", "unconfirmed"), id="how sure it is"),
        pytest.param("12-15 (est.)", ("12-15", "est."), id="a range stays one"),
    ],
)
def test_a_known_remark_is_set_aside(text, expected):
    assert remarked(text) == Remarked(*expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("12", id="nothing behind it"),
        pytest.param("12 (15 says the police)", id="a rival count"),
        pytest.param("12 (incl. the attacker)", id="who is counted"),
        pytest.param("5 (4 children and 2 women)", id="parts beyond the whole"),
        pytest.param("12 and 3 children", id="another count"),
        pytest.param("12(3)", id="a bare number"),
        pytest.param("(12)", id="an accountant's minus"),
        pytest.param("12 (" + "3 children," * 3_000 + ")", id="very long"),
    ],
)
def test_any_other_remark_is_left(text):
    assert remarked(text) is None


def draft_of(cell):
    content = f'date,place,killed\n2024-03-05,Sumy,"{cell}"\n'.encode()
    return read_table(content, name="t.csv")


def test_a_part_is_not_added_and_the_cell_is_kept():
    (row,) = draft_of("12 (3 children)").accepted
    (claim,) = row.claims
    assert claim.estimate == Estimate.exactly(12)
    assert claim.origin.text == "12 (3 children)"
    assert [w.code for w in row.warnings if "count" in w.code] == ["row.count_remark"]
    (about,) = draft_of("12 (est.)").accepted
    assert about.claims[0].estimate.qualifier is Qualifier.ABOUT


def test_a_rival_count_rejects_the_row():
    (row,) = draft_of("12 (15 says the police)").rejected
    assert [f.code for f in row.faults] == ["row.count_unreadable"]


@pytest.mark.parametrize(
    ("column", "cell", "stated"),
    [
        pytest.param("killed", "без жертв", True, id="no victims: none killed"),
        pytest.param("injured", "без жертв", False, id="of the wounded it says nothing"),
        pytest.param("injured", "No casualties.", True, id="no casualties: none wounded"),
        pytest.param("killed", "no injuries", False, id="of the dead it says nothing"),
    ],
)
def test_that_there_was_none_is_said_of_what_it_names_only(column, cell, stated):
    draft = read_table(f"date,place,{column}\n2024-03-05,Sumy,{cell}\n".encode(), name="t.csv")
    if stated:
        assert draft.accepted[0].claims[0].estimate == Estimate.exactly(0)
    else:
        assert draft.rejected[0].faults[0].code == "row.count_unreadable"
