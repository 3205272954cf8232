from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.model import Estimate, Measure, Precision, Qualifier
from incidents.query import Filter
from incidents.summary import Toll, moved
from incidents.summary.toll import Figure
from incidents.ui import words


@pytest.mark.parametrize(
    ("value", "long", "short"),
    [
        pytest.param(None, "not stated", "", id="nothing"),
        pytest.param(Figure(), "not stated", "", id="blank is not zero"),
        pytest.param(Figure(low=0, best=0, high=0), "0", "0", id="zero is a figure"),
        pytest.param(Figure(low=12, best=12, high=12), "12", "12", id="exact"),
        pytest.param(Figure(low=12, best=12), "at least 12", "12+", id="no high"),
        pytest.param(
            Figure(low=12, best=12, high=12, open_ended=True), "at least 12", "12+", id="silence"
        ),
        pytest.param(Figure(low=9, best=12), "at least 9, best 12", "9+", id="best above low"),
        pytest.param(Figure(low=5, high=7), "5 to 7", "5–7", id="range"),
        pytest.param(Figure(low=5, best=6, high=7), "5 to 7, best 6", "5–7", id="range, best"),
        pytest.param(Figure(high=5), "up to 5", "≤5", id="a ceiling only"),
        pytest.param(
            Figure(low=1200, best=1200), "at least 1\u202f200", "1\u202f200+", id="thousands"
        ),
    ],
)
def test_figure(value, long, short):
    assert words.figure(value) == long
    assert words.brief(value) == short


FIGURES = st.builds(
    Figure,
    low=st.none() | st.integers(0, 4),
    best=st.none() | st.integers(0, 4),
    high=st.none() | st.integers(0, 4),
    open_ended=st.booleans(),
)


@given(FIGURES, FIGURES)
def test_what_reads_otherwise_has_moved(was, becomes):
    before, after = (Toll(figures={Measure.KILLED: f}) for f in (was, becomes))
    if words.figure(was) != words.figure(becomes):
        assert moved(before, after) == (Measure.KILLED,)


def test_notes_say_what_must_be_said():
    figure = Figure(low=3, silent=2, carried=True, order_inferred=True, part_of=(6, "inc_wave"))
    assert words.notes(figure) == (
        "“at least” is carried over from the figure before it",
        "2 incidents state nothing of this",
        "order of reports inferred: the highest stands",
        "part of a larger total: 6 in the whole attack",
    )
    assert words.notes(Figure(low=3)) == ()


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(Estimate.vague("dozens"), "“dozens” (at least 12)", id="the word stays"),
        pytest.param(Estimate(5, 5, 5, Qualifier.ABOUT), "about 5", id="about"),
        pytest.param(Estimate(5, 5, None, Qualifier.MORE_THAN), "more than 5", id="more than"),
        pytest.param(Estimate(None, None, 5), "up to 5", id="ceiling"),
        pytest.param(Estimate.exactly(5), "5", id="exact"),
    ],
)
def test_estimate(value, expected):
    assert words.estimate(value) == expected


def test_claim_says_what_sets_it_apart(claims):
    assert words.claim(claims[1]) == "wounded: at least 90 · qualifier carried over"


def test_every_code_has_words():
    assert set(words.MEASURES) == set(words.SHORT) == set(Measure)
    assert set(words.KINDS) == set(Precision)
    assert set(words.DATE_PRECISION) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("2025-04-24", "24 April 2025", id="iso"),
        pytest.param(date(2025, 4, 4), "4 April 2025", id="date"),
        pytest.param(None, "date not known", id="none"),
        pytest.param("spring", "spring", id="no date is shown as it is"),
    ],
)
def test_day(value, expected):
    assert words.day(value) == expected


def test_selection_says_the_filter():
    assert words.selection(Filter()) == "everything"
    chosen = Filter(
        since=date(2025, 4, 24),
        until=date(2025, 4, 24),
        precisions=("settlement",),
        text="fire",
        as_of=datetime(2025, 4, 24, 10, 30),  # noqa: DTZ001 - wall times carry no offset
    )
    assert words.selection(chosen) == (
        "24 April 2025; precision: town or city; text: “fire”; "
        "as of 24 April 2025 10:30, local time"
    )


@pytest.mark.parametrize(
    ("latest", "shown"),
    [
        pytest.param(None, "as of the latest report", id="not known"),
        pytest.param(
            "2025-04-25T00:00", "as of the latest report, 24 April 2025", id="a whole day"
        ),
        pytest.param(
            "2025-04-24T10:31",
            "as of the latest report, 24 April 2025 10:30, local time",
            id="a time",
        ),
    ],
)
def test_the_latest_report_is_named(latest, shown):
    assert words.as_of(None, latest and datetime.fromisoformat(latest)) == shown


@pytest.mark.parametrize(
    ("name", "said"), [("adm1", "region"), ("url", "link"), ("killed_low", "killed low")]
)
def test_a_field_is_named_in_words(name, said):
    assert words.field(name) == said
