"""Figures per region and per hexagon are those of the pure reference, and miss nothing stated."""

import tempfile
from collections import defaultdict
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import h3
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.merge import Snapshot
from incidents.model import Measure, Precision, Sensitivity
from incidents.query import Audience, Filter, Viewer, matches
from incidents.store import Ledger, Mirror
from incidents.store.publicity import claims_for, incident_for, shows
from incidents.summary import toll
from incidents.summary.trees import ancestors
from tests.store.conftest import TickingClock
from tests.store.examples import KYIV, UKRAINE, add, claim, incident, report
from tests.store.test_mirror_equals_reference import filters, moments, plain
from tests.store.worlds import KHARKIV, LOZOVA, SITE, STATION, worlds

OWNER = Viewer()
EXAMPLES = settings(max_examples=12)
#: What the public may be asked about without the words of a place that is coarsened.
open_filters = st.sampled_from(
    [Filter(), Filter(since=date(2025, 4, 22)), Filter(event_types=("Battles",))]
)
publics = st.builds(
    lambda hours: Viewer(
        audience=Audience.PUBLIC, now=datetime(2025, 4, 22, tzinfo=UTC) + timedelta(hours=hours)
    ),
    st.integers(0, 72),
)
marks = st.lists(st.sampled_from([*Sensitivity, *[Sensitivity.OPEN] * 3]), min_size=7, max_size=7)


@contextmanager
def opened(incidents, claims, small=0):
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger.open(f"sqlite:///{Path(folder) / 'l.sqlite'}", clock=TickingClock())
        add(ledger, *incidents, *claims)
        mirror = Mirror.open(ledger, small=small)
        yield ledger, mirror
        mirror.close()
        ledger.close()


def known_to(viewer, ledger):
    """What there is for a viewer, by the rules on values."""
    shown = [i for i in ledger.snapshot().incidents if shows(i, viewer)]
    added = defaultdict(list)
    for one, at in ledger.claims_with_time(i.incident_id for i in shown):
        added[one.incident_id].append((one, at))
    claims = [c for i in shown for c in claims_for(i, added[i.incident_id], viewer)]
    return Snapshot(tuple(incident_for(i, viewer) for i in shown), tuple(claims))


def selected(known, chosen):
    everything = {i.incident_id: i for i in known.incidents}
    return [
        i
        for i in known.incidents
        if matches(
            i,
            [c for c in known.claims if c.incident_id == i.incident_id],
            chosen,
            ancestors=ancestors(i.incident_id, everything),
        )
    ]


def by_unit(rows):
    found = defaultdict(list)
    for row in rows:
        if row.place.adm1 is not None:
            found[row.place.adm1].append(row)
    return found


def by_cell(rows, resolution, everything):
    """Rows by cell; a parent above what lies elsewhere has none, chosen or not what is between."""
    lies = {
        i.incident_id: h3.latlng_to_cell(i.place.lat, i.place.lon, 7)
        for i in rows
        if not i.placeholder
        and i.place.lat is not None
        and not i.place.precision.coarser_than(Precision.SETTLEMENT)
    }
    lies = {i: h3.cell_to_parent(cell, resolution) for i, cell in lies.items()}
    found = defaultdict(list)
    for i, cell in lies.items():
        below = {lies[b] for b in lies if i in ancestors(b, everything)}
        if below <= {cell}:
            found[cell] += [row for row in rows if row.incident_id == i]
    return found


def expected(groups, known, as_of):
    found = {}
    for key, rows in groups.items():
        stated = toll(rows, known.claims, as_of, known)
        if stated.incidents:
            figures = {m: plain(replace(f, part_of=None)) for m, f in stated.figures.items()}
            found[key] = (stated.incidents, figures)
    return found


def given_by(answer):
    return {c.key: (c.incidents, {m: plain(f) for m, f in c.figures.items()}) for c in answer}


def compare(ledger, mirror, viewer, chosen):
    known = known_to(viewer, ledger)
    rows = selected(known, chosen)
    units = given_by(mirror.units(chosen, viewer))
    assert units == expected(by_unit(rows), known, chosen.as_of)
    everything = {i.incident_id: i for i in ledger.snapshot().incidents}
    for resolution in (7, 5, 3):
        cells = given_by(mirror.cells(chosen, viewer, resolution))
        groups = by_cell(rows, resolution, everything)
        assert cells == expected(groups, known, chosen.as_of), resolution


@EXAMPLES
@given(worlds(), filters, moments)
def test_the_owner_sees_what_the_reference_gives(world, chosen, as_of):
    with opened(*world) as (ledger, mirror):
        compare(ledger, mirror, OWNER, replace(chosen, as_of=as_of))


@EXAMPLES
@given(worlds(), marks, open_filters, moments, publics)
def test_the_public_sees_what_the_reference_gives(world, sensitivities, chosen, as_of, viewer):
    incidents, claims = world
    marked = [replace(i, sensitivity=s) for i, s in zip(incidents, sensitivities, strict=False)]
    with opened(marked, claims) as (ledger, mirror):
        compare(ledger, mirror, viewer, replace(chosen, as_of=as_of))


CITY = incident("city", KYIV)
WAVE = incident("wave", UKRAINE)


def lows(counts):
    return {c.key: (c.incidents, c.figures[Measure.KILLED].low) for c in counts}


def at(place, resolution=7):
    return h3.latlng_to_cell(place.lat, place.lon, resolution)


def said(incident_id, count):
    return claim(f"c-{incident_id}", incident_id, count)


@pytest.fixture(params=[0, 400], ids=["engine", "reference"])
def ask(request):
    @contextmanager
    def opening(incidents, claims):
        with opened([report(), *incidents], claims, request.param) as (_, mirror):
            yield mirror

    return opening


def test_what_only_a_city_states_is_in_its_region_and_cell(ask):
    sites = [incident(f"s{n}", SITE, parent_id="city", placeholder=True) for n in range(13)]
    with ask([CITY, *sites], [said("city", 12)]) as mirror:
        assert lows(mirror.units(Filter(), OWNER)) == {"UA-30": (1, 12)}
        assert lows(mirror.cells(Filter(), OWNER, 7)) == {at(KYIV): (1, 12)}


def test_a_waves_total_is_of_no_region(ask):
    below = [replace(CITY, parent_id="wave"), incident("far", KHARKIV, parent_id="wave")]
    with ask([WAVE, *below], [said("wave", 30), said("city", 12)]) as mirror:
        assert lows(mirror.units(Filter(), OWNER)) == {"UA-30": (1, 12), "UA-63": (1, None)}
        assert lows(mirror.cells(Filter(), OWNER, 7)) == {at(KYIV): (1, 12)}


def test_a_city_with_a_named_site_keeps_its_total_in_its_region(ask):
    site = incident("site", STATION, parent_id="city")
    with ask([CITY, site], [said("city", 12), said("site", 5)]) as mirror:
        assert lows(mirror.units(Filter(), OWNER)) == {"UA-30": (1, 12)}


def test_a_city_whose_sites_lie_in_other_cells_is_not_divided(ask):
    sites = [incident("a", STATION, parent_id="city"), incident("b", SITE, parent_id="city")]
    with ask([CITY, *sites], [said("city", 12), said("a", 5), said("b", 2)]) as mirror:
        assert lows(mirror.cells(Filter(), OWNER, 7)) == {at(STATION): (1, 5), at(SITE): (1, 2)}
        coarse = lows(mirror.cells(Filter(), OWNER, 3))
        assert coarse == {at(KYIV, 3): (2, 12)}


def test_where_only_placeholders_lie_there_is_no_region_and_no_cell(ask):
    lone = incident("lone", LOZOVA, parent_id="wave", placeholder=True)
    with ask([WAVE, lone], [said("wave", 30)]) as mirror:
        assert mirror.units(Filter(), OWNER) == ()
        assert mirror.cells(Filter(), OWNER, 5) == ()
