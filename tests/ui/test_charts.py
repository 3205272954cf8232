import json

import pytest

from incidents.model import Measure, Precision
from incidents.query import Filter, PlaceRow, TimeRow, Viewer
from incidents.summary.toll import Figure
from incidents.ui import charts

CAPTION = charts.Caption(
    as_of="as of the latest report", selection="everything", revision=7, licence="CC BY 4.0"
)


def place(label, **figures):
    return PlaceRow(
        label=label,
        place_id=None,
        precision=Precision.SETTLEMENT,
        incidents=1,
        figures={Measure(k): v for k, v in figures.items()},
    )


def test_not_stated_is_no_bar():
    frame = charts.place_frame(
        [place("Kyiv", killed=Figure(low=12, best=12)), place("Sumy")], charts.PEOPLE
    )
    assert frame[["place", "measure", "length", "short"]].to_numpy().tolist() == [
        ["Kyiv", "killed", 12, "12+"]
    ]


def test_zero_is_a_bar():
    frame = charts.place_frame([place("Kyiv", killed=Figure(low=0, best=0, high=0))], charts.PEOPLE)
    assert frame["short"].tolist() == ["0"]


def test_an_empty_answer_is_no_chart():
    assert charts.per_place([place("Kyiv")], charts.PEOPLE, "t", CAPTION) is None
    assert charts.over_time([], charts.PEOPLE, "t", CAPTION) is None


@pytest.mark.filterwarnings("error")
def test_a_chart_says_what_it_is(night):
    rows = night.mirror.per_place(Filter(), Viewer())
    chart = charts.per_place(rows, charts.PEOPLE, "Reported killed", CAPTION)
    spec = json.loads(chart.to_json())
    subtitle = " ".join(spec["title"]["subtitle"])
    assert "Reported, not verified" in subtitle
    assert "Data revision 7; CC BY 4.0" in subtitle
    drawn = json.dumps(spec)
    assert "12+" in drawn
    assert "90+" in drawn


def test_whiskers_are_drawn_for_ranges_only():
    ranged = [place("Kyiv", killed=Figure(low=5, best=6, high=9))]
    exact = [place("Kyiv", killed=Figure(low=5, best=5, high=5))]
    layers = [len(charts.per_place(r, charts.PEOPLE, "t", CAPTION).layer) for r in (ranged, exact)]
    assert layers == [3, 2]


def test_time_is_in_order_of_the_answer():
    rows = [
        TimeRow(bucket=b, incidents=1, figures={Measure.FIRES: Figure(low=1, best=1, high=1)})
        for b in ("2025-04-23", "2025-04-24")
    ]
    frame = charts.time_frame(rows, (Measure.FIRES,))
    assert frame["bucket"].tolist() == ["2025-04-23", "2025-04-24"]
    assert charts.over_time(rows, (Measure.FIRES,), "t", CAPTION) is not None


def test_only_the_largest_places_are_drawn():
    rows = [place(f"P{n}", killed=Figure(low=n, best=n, high=n)) for n in range(40)]
    frame = charts.place_frame(rows, charts.PEOPLE)
    assert frame["place"].tolist()[0] == "P39"
    assert len(frame) == charts.PLACES_SHOWN
