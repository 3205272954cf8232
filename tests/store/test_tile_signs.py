"""Signs of counts never lie on each other, whatever they count and however the map is zoomed."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.store import tiles

FRACTIONS = st.floats(0, 0.999)
COUNTS = st.integers(1, 10_000_000)


def sign(z, column, line, place, n, *, coarse, shared):
    """Pixels right and down on the smallest map a tile is drawn on, and the radius."""
    step = 360 / 2**z / tiles.GRID
    cell = {
        "column": column,
        "line": line,
        "lon": (column + place[0]) * step,
        "lat": (line + place[1]) * step,
        "n": n,
        "coarse": coarse,
    }
    made = tiles._count(cell, z, shared=shared)
    lon, lat = made["geometry"]["coordinates"]
    pixel = tiles.CELL_PX / step
    tall = math.degrees(math.asinh(math.tan(math.radians(lat))))
    return lon * pixel, -tall * pixel, made["properties"]["px"]


@given(
    z=st.integers(1, 12),
    line=st.integers(-3, 2),
    column=st.integers(-8, 6),
    inside=st.lists(st.tuples(FRACTIONS, FRACTIONS, COUNTS), min_size=8, max_size=8),
    shared=st.booleans(),
)
def test_no_two_signs_touch(z, line, column, inside, shared):
    cells = list(itertools.product((column, column + 1), (line, line + 1), (True, False)))
    drawn = [
        sign(z, x, y, place, n, coarse=coarse, shared=shared)
        for (x, y, coarse), (*place, n) in zip(cells, inside, strict=True)
        if shared or not coarse
    ]
    for (x0, y0, r0), (x1, y1, r1) in itertools.combinations(drawn, 2):
        assert math.hypot(x1 - x0, y1 - y0) >= r0 + r1 - 0.6


@pytest.mark.parametrize(
    ("place", "n", "moved"),
    [
        pytest.param((0.5, 0.5), 1_000_000, False, id="in the middle"),
        pytest.param((0.3, 0.6), 1, False, id="a small one has room"),
        pytest.param((0.01, 0.5), 1_000_000, True, id="at the edge"),
    ],
)
def test_a_sign_stands_where_its_incidents_are_if_it_has_room(place, n, moved):
    x, _, _ = sign(5, 4, 10, place, n, coarse=False, shared=False)
    assert (abs(x - (4 + place[0]) * tiles.CELL_PX) > 0.01) == moved
    assert 4 * tiles.CELL_PX <= x <= 5 * tiles.CELL_PX
