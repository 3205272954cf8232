import pytest

from incidents.extract import read_count
from incidents.model import Estimate, Qualifier


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        pytest.param("12", Estimate(12, 12, 12), id="a plain figure"),
        pytest.param("at least 12", Estimate(12, 12, None), id="a lower bound has no high"),
        pytest.param("≥12", Estimate.at_least(12), id="the sign for at least"),
        pytest.param("12+", Estimate.at_least(12), id="the plus sign"),
        pytest.param("12 or more", Estimate.at_least(12), id="or more"),
        pytest.param("no fewer than five", Estimate.at_least(5), id="no fewer than"),
        pytest.param(
            "more than a dozen",
            Estimate(12, 12, None, Qualifier.MORE_THAN),
            id="more than keeps the number and its word",
        ),
        pytest.param("> 10", Estimate(10, 10, None, Qualifier.MORE_THAN), id="the sign for more"),
        pytest.param("up to 5", Estimate(None, None, 5), id="a ceiling is not the headline"),
        pytest.param("~12", Estimate(12, 12, 12, Qualifier.ABOUT), id="about"),
        pytest.param("some 40", Estimate(40, 40, 40, Qualifier.ABOUT), id="some"),
        pytest.param("12-15", Estimate(12, None, 15), id="a hyphen makes a range"),
        pytest.param("between 5 and 7", Estimate(5, None, 7), id="between"),
        pytest.param("5 to 7", Estimate(5, None, 7), id="from one to the other"),
        pytest.param("dozens", Estimate.vague("dozens"), id="vague word: low only"),
        pytest.param("several", Estimate.vague("several"), id="several is two and up"),
        pytest.param("half a dozen", Estimate.exactly(6), id="half a dozen"),
        pytest.param("1 000", Estimate.exactly(1000), id="a space groups thousands"),
        pytest.param("1,000", Estimate.exactly(1000), id="a comma groups thousands"),
        pytest.param("twenty-one", Estimate.exactly(21), id="hyphenated words"),
        pytest.param("two hundred and five", Estimate.exactly(205), id="composed words"),
        pytest.param("nobody", Estimate.exactly(0), id="zero is a figure"),
        pytest.param("0", Estimate.exactly(0), id="nought is a figure"),
        pytest.param("12 people", Estimate.exactly(12), id="a noun may follow"),
        pytest.param("casualties", None, id="no count stated"),
        pytest.param("unknown", None, id="unknown is not zero"),
        pytest.param("", None, id="blank is not zero"),
        pytest.param("n/a", None, id="not available"),
        pytest.param("6 missiles", None, id="missiles are no count of people"),
        pytest.param("-3", None, id="a negative number is no count"),
        pytest.param("12.5", None, id="half a person is no count"),
        pytest.param("12 and then 15", None, id="two figures are no single count"),
    ],
)
def test_a_count_keeps_how_it_was_said(words, expected):
    assert read_count(words) == expected
