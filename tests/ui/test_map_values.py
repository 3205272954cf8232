"""Classes, areas, focus, looks and legend: the map's values, without Streamlit."""

from datetime import date, datetime
from itertools import pairwise

import h3
import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.model import Measure
from incidents.query import CellCount, Filter
from incidents.summary.toll import Figure
from incidents.ui import areas, basemap, focus, looks, naming, palette, shading, view
from incidents.ui.glyphs import BADGE_PX, Drawing
from incidents.ui.legend import map_legend
from incidents.ui.looks import Showing, Summary

SQUARE = {"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 0]]]}
KYIV_CELL = h3.latlng_to_cell(50.45, 30.52, 4)


@given(st.lists(st.none() | st.integers(0, 10_000_000), max_size=30))
def test_classes_hold_every_count_once_and_touch(values):
    classes = shading.steps(values)
    stated = [v for v in values if v]
    assert len(classes) <= shading.MOST
    assert bool(classes) == bool(stated)
    for value in stated:
        assert sum(step.low <= value <= step.high for step in classes) == 1
        assert classes[shading.class_of(value, classes)].low <= value
    for lower, upper in pairwise(classes):
        assert upper.low == lower.high + 1


@pytest.mark.parametrize(
    ("values", "said"),
    [
        pytest.param([1], ["1"], id="one"),
        pytest.param([None, 3], ["1", "2", "3"], id="few are told one by one"),
        pytest.param([1400], ["1–5", "6–20", "21–80", "81–500", "501–1\u202f400"], id="heavy tail"),
        pytest.param([0, None], [], id="nothing stated"),
    ],
)
def test_classes_in_words(values, said):
    assert [s.words for s in shading.steps(values)] == said


@pytest.mark.parametrize("value", [None, 0])
def test_not_stated_has_a_colour_of_its_own(value):
    classes = shading.steps([40])
    assert palette.shade(value, classes, palette.LIGHT) == palette.LIGHT.nothing
    assert palette.shade(1, classes, palette.LIGHT) == palette.LIGHT.ramp[0]
    assert palette.shade(40, classes, palette.LIGHT) == palette.LIGHT.ramp[-1]


def row(key, incidents, low=None):
    figures = {} if low is None else {Measure.KILLED: Figure(low=low, best=low, open_ended=True)}
    return CellCount(key=key, label=key, incidents=incidents, figures=figures)


def shape(code):
    return ("Region <b>" + code, SQUARE, (50.0, 30.0)) if code == "UA-30" else None


def test_two_data_sets_are_named_and_never_added():
    counts = {"reports": [row("UA-30", 3, 12)], "ucdp_ged": [row("UA-30", 5, 10)]}
    (killed,) = areas.of_units(counts, shape, Measure.KILLED, 8).drawn
    assert (killed.value, killed.label) == (12, "12+")
    assert "3 incidents" in killed.detail
    assert "5 incidents" in killed.detail
    (counted,) = areas.of_units(counts, shape, None, 8).drawn
    assert counted.value == 5


def test_what_has_no_outline_is_counted_elsewhere():
    found = areas.of_units({"reports": [row("UA-30", 3), row("XX-1", 4)]}, shape, None, 9)
    assert (len(found.drawn), found.elsewhere) == (1, 6)


def test_a_unit_that_states_nothing_has_no_number():
    (one,) = areas.of_units({"reports": [row("UA-30", 3)]}, shape, Measure.FIRES, 3).drawn
    assert (one.value, one.label) == (None, "")


@given(st.floats(-89, 89), st.floats(-180, 179.9), st.integers(3, 7))
def test_a_hexagon_is_closed_and_no_wider_than_its_cell(lat, lon, resolution):
    ring = areas.hexagon(h3.latlng_to_cell(lat, lon, resolution))["coordinates"][0]
    assert ring[0] == ring[-1]
    assert len(ring) in range(6, 12)
    if abs(lat) < 70:
        assert max(p[0] for p in ring) - min(p[0] for p in ring) < 6


def test_a_hexagon_says_how_wide_it_is():
    found = areas.of_cells({"reports": [row(KYIV_CELL, 2)]}, None, 5, 4)
    assert (found.drawn[0].label, found.elsewhere, found.across_km) == ("2", 3, 52)


@pytest.mark.parametrize(
    ("points", "resolution"),
    [
        pytest.param([], 4, id="nothing"),
        pytest.param([(50, 30), (50.2, 30.3)], 6, id="one city"),
        pytest.param([(50, 30), (52, 31)], 5, id="a region"),
        pytest.param([(50, 30), (45, -70)], 4, id="the world"),
    ],
)
def test_hexagons_are_as_fine_as_the_places_are_near(points, resolution):
    assert areas.finest_cells(points) == resolution


@pytest.mark.parametrize("measure", looks.SHOWN)
@pytest.mark.parametrize("summary", list(Summary))
def test_an_address_restores_what_is_shown(measure, summary):
    showing = Showing(measure, summary)
    assert looks.from_address(looks.to_address(showing)) == showing


def test_munitions_are_never_on_the_map():
    with pytest.raises(ValueError, match="munitions_launched"):
        Showing(Measure.MUNITIONS_LAUNCHED)


@pytest.mark.parametrize(
    ("bucket", "first", "last"),
    [
        pytest.param("2025-04-24", date(2025, 4, 24), date(2025, 4, 24), id="day"),
        pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="month"),
        pytest.param("2024", date(2024, 1, 1), date(2024, 12, 31), id="year"),
    ],
)
def test_a_bar_over_time_is_its_days(bucket, first, last):
    assert focus.span(bucket) == (first, last)


def test_a_choice_never_widens_the_filter():
    chosen = Filter(since=date(2025, 4, 10), until=date(2025, 4, 20), as_of=datetime(2025, 5, 1))  # noqa: DTZ001 - local wall time
    inside = focus.narrowed(chosen, focus.days("2025-04"))
    assert (inside.since, inside.until, inside.as_of) == (chosen.since, chosen.until, chosen.as_of)
    placed = Filter(places=("gn:1",))
    assert focus.narrowed(placed, focus.place("gn:2", "Elsewhere")) == placed


BOX = st.tuples(*[st.integers(-80, 79)] * 4).map(
    lambda n: (*map(min, zip(n[:2], n[2:], strict=True)), *map(max, zip(n[:2], n[2:], strict=True)))
)


@given(BOX, BOX)
def test_a_frame_within_a_frame_is_where_both_are(one, other):
    both = focus.narrowed(Filter(bounds=one), focus.frame(other)).bounds
    if max(one[0], other[0]) <= min(one[2], other[2]):
        assert (both[0], both[2]) == (max(one[0], other[0]), min(one[2], other[2]))
    else:
        assert both[0] == both[2]


@given(st.floats(-85, 85), st.floats(-180, 179.9), st.integers(3, 7))
def test_the_box_of_a_hexagon_holds_it(lat, lon, resolution):
    cell = h3.cell_to_parent(h3.latlng_to_cell(lat, lon, focus.CELL_RESOLUTION), resolution)
    west, south, east, north = focus.box_of_cell(cell)
    inside_lon = west - 1e-9 <= lon <= east + 1e-9 if west <= east else lon >= west or lon <= east
    if abs(lat) < 80:
        assert inside_lon
        assert south <= lat <= north
    assert focus.is_in_cell(cell, lat, lon)


def test_the_first_view_holds_a_region_and_not_its_middle_alone():
    middles = [(50.6, 28.6), (49.6, 36.5)]  # Zhytomyr and Kharkiv regions
    corners = [c for lat, lon in middles for c in view.reach(lat, lon, 110)]
    seen = view.fit(corners, margin=1.25)
    phone_px = 363
    half = 360 * phone_px / (view.WORLD_PX * 2**seen.zoom) / 2
    assert all(seen.lon - half < lon < seen.lon + half for _, lon in corners)
    assert view.reach(0.0, 0.0, 5_000) == view.reach(0.0, 0.0, view.WIDEST_KM)


def test_a_click_on_a_count_looks_nearer_at_its_square():
    assert view.into((30.0, 50.0, 31.0, 51.0), 5) == view.View(lat=50.5, lon=30.5, zoom=7.0)


@pytest.mark.parametrize(
    ("showing", "tiled", "says"),
    [
        pytest.param(Showing(), False, "exact site or street", id="places"),
        pytest.param(Showing(None, Summary.UNITS), False, "by region", id="regions"),
        pytest.param(Showing(None, Summary.CELLS), False, "hexagons about 52 km", id="hexagons"),
        pytest.param(Showing(), True, "click to look nearer", id="tiles"),
    ],
)
def test_every_map_has_a_legend_with_the_disputed_lines(showing, tiled, says):
    legend = map_legend(
        palette.DARK,
        showing,
        shading.steps([7]),
        drawing=Drawing(),
        areas=areas.Areas(across_km=52),
        tiled=tiled,
    ).text
    assert says in legend
    assert "names and lines imply no endorsement" in legend


def test_a_legend_names_its_classes_and_what_is_not_stated():
    classes = shading.steps([12])
    legend = map_legend(
        palette.LIGHT, Showing(Measure.KILLED), classes, drawing=Drawing(), areas=areas.Areas()
    ).text
    for step in classes:
        assert f"</i>{step.words}" in legend
    assert "not stated" in legend


KYIV = naming.Name(50.45, 30.52, "Kyiv")
DISTRICTS = (
    naming.Name(50.46, 30.36, "Sviatoshynskyi"),
    naming.Name(50.38, 30.47, "Holosiivskyi"),
    naming.Name(49.99, 36.23, "Kharkiv"),
)


def test_districts_are_named_when_there_is_room_and_their_city_before():
    later = naming.crowded((KYIV, *DISTRICTS), view.View(lat=49, lon=31, zoom=5))
    assert set(later) == {1, 2}
    assert all(0 < metres < 5000 for metres in later.values())
    near = view.View(lat=50.4, lon=30.5, zoom=12)
    assert naming.crowded((KYIV, *DISTRICTS), near) == {}


@given(st.lists(st.tuples(st.floats(-85, 85), st.floats(-180, 180)), max_size=12))
def test_the_first_name_always_has_its_room(spots):
    names = [naming.Name(lat, lon, "Name") for lat, lon in spots]
    assert 0 not in naming.crowded(names, view.View())


def test_units_whose_names_would_touch_are_a_line_apart():
    ternopil, khmelnytskyi = ("Ternopil", 25.6, 49.4), ("Khmelnytskyi", 26.9, 49.5)
    far = ("Luhansk", 39.0, 48.9)
    found = {t: (x, y) for t, x, y in basemap.apart((far, khmelnytskyi, ternopil))}
    assert found["Ternopil"] == (25.6, 49.4)
    assert found["Luhansk"] == (39.0, 48.9)
    line = basemap.UNIT_M / basemap.METRES_OF_A_DEGREE
    assert abs(found["Khmelnytskyi"][1] - found["Ternopil"][1]) >= line


@pytest.mark.parametrize(
    ("lat", "moved"),
    [
        pytest.param(50.3, True, id="a region whose label point lies at its city's badge"),
        pytest.param(49.0, False, id="one with room"),
    ],
)
def test_the_number_of_an_area_does_not_lie_on_a_badge(lat, moved):
    looks_at = view.View(lat=49.0, lon=31.0, zoom=5.0)
    kyiv, one = (50.45, 30.52), naming.Name(lat, 30.5, "14", 15.0)
    cleared = naming.clear_of(one, [kyiv], looks_at)
    assert (cleared.down > one.down) is moved
    _, y = naming._pixels(cleared, looks_at)
    _, at = naming._pixels(naming.Name(*kyiv, ""), looks_at)
    assert y - at >= BADGE_PX + naming.HEIGHT_PX / 2


def test_what_is_looked_at_closely_holds_the_view_and_every_point():
    looks_at = view.View(lat=49, lon=31, zoom=5)
    west, south, east, north = view.around(looks_at, [])
    assert west < 31 - 10
    assert east > 31 + 10
    assert south < 49 < north
    wider = view.around(looks_at, [(10.0, 31.0), (49.0, 60.0)])
    assert wider == (west, 10.0, 60.0, north)


@pytest.mark.parametrize(
    ("looks_at", "points"),
    [
        pytest.param(view.View(lat=0, lon=0, zoom=1), [], id="a view of the world"),
        pytest.param(view.View(), [(0.0, -120.0), (0.0, 120.0)], id="records over the world"),
    ],
)
def test_the_world_is_looked_at_closely_everywhere(looks_at, points):
    assert view.around(looks_at, points) is None
