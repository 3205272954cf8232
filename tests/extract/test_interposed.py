"""A total stands though a long aside parts it from its verb, and the aside's counts are parts."""

import pytest

from tests.extract.test_english import extract

CASES = [
    ("a modifier before the aside",
     "Eight people belonging to two families, including six children and a woman, were killed.",
     8, {6}),
    ("whom one was",
     ("Between 13 and 14 members of the family, including two women and five children of whom one "
      "was a 9 month old infant, were reportedly killed."), 13, {2, 5}),
    ("one of them, named",
     "Five civilians, including two children, one of them Hala and her mother, were killed.",
     5, {2}),
    ("all from one family",
     "Eight people, including three children, all from the Al Rayees family, were killed.", 8, {3}),
    ("a list with clauses",
     ("20 members of a family, including eight women, two of whom were pregnant, nine children "
      "and four men were killed."), 20, {8, 9, 4}),
    ("most of whom", "Six civilians, most of whom were children, were killed in an airstrike.", 6,
     set()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "total", "inside"), [c[1:] for c in CASES],
                         ids=[c[0] for c in CASES])  # fmt: skip
def test_the_total_is_the_one_before_the_aside(text, total, inside):
    claims = extract(text).claims
    assert [c.estimate.low for c in claims if not c.subset_of] == [total]
    assert {c.estimate.best for c in claims if c.subset_of} == inside


def test_each_part_is_of_the_total_before_it():
    text = (
        "Seven members of a family, including two women, one of whom was pregnant, were killed and "
        "five civilians, including three children, were injured."
    )
    parts = {(c.measure.value, c.estimate.best) for c in extract(text).claims if c.subset_of}
    assert parts == {("killed", 2), ("injured", 3)}


@pytest.mark.parametrize("text", [
    "A bomb killed six people, including two children, one of whom was four, and wounded 12.",
    "Six people, one of whom was pregnant, were held, and two were killed.",
])  # fmt: skip
def test_what_has_a_verb_of_its_own_is_no_aside(text):
    counts = [c.estimate.best for c in extract(text).claims if not c.subset_of]
    assert counts in ([6, 12], [2])


def test_ages_before_names_part_no_sum():
    read = extract("45-year-old Osama Marzi and 54-year-old Adel Omar were killed.")
    assert [c.estimate.best for c in read.claims] == [2]
