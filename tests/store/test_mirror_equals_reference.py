"""The engine's figures and selections are those of the pure reference, on random worlds."""

import tempfile
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.merge import Snapshot
from incidents.model import Place, Precision
from incidents.query import Filter, Viewer, matches
from incidents.query.unlisted import place_key
from incidents.store import Ledger, Mirror
from incidents.summary import toll
from incidents.summary.trees import ancestors
from tests.store.conftest import TickingClock
from tests.store.examples import add, edit, incident
from tests.store.worlds import START, worlds

OWNER = Viewer()
EXAMPLES = settings(max_examples=25)

filters = st.sampled_from(
    [
        Filter(),
        Filter(since=date(2025, 4, 22)),
        Filter(until=date(2025, 4, 21)),
        Filter(places=("gn:703448",)),
        Filter(places=("adm1:UA-63", "adm1:UA-30")),
        Filter(places=("country:UA",)),
        Filter(places=("named:UA-63/Lozova",)),
        Filter(places=("named:UA-14/Lozova", "named:UA/Bus depot")),
        Filter(event_types=("Battles",)),
        Filter(weapon_families=("drone",)),
        Filter(precisions=("site", "settlement")),
        Filter(sources=("B|C",)),
        Filter(sources=("reports",)),
        Filter(text="STRASSE"),
        Filter(text="bus depot"),
        Filter(bounds=(30.0, 50.0, 31.0, 51.0)),
        Filter(bounds=(170.0, -90.0, 30.45, 90.0)),
        Filter(incident="i1"),
        Filter(datasets=("ucdp",)),
    ]
)
moments = st.one_of(
    st.none(),
    st.integers(0, 45).map(lambda h: datetime.combine(START, time()) + timedelta(hours=h)),
)


def opened(folder, world, small=0):
    ledger = Ledger.open(f"sqlite:///{Path(folder) / 'l.sqlite'}", clock=TickingClock())
    incidents, claims = world
    add(ledger, *incidents, *claims)
    return ledger, Mirror.open(ledger, small=small)


def selected(world, chosen):
    incidents, claims = world
    everything = {i.incident_id: i for i in incidents}
    return [
        i
        for i in incidents
        if matches(
            i,
            [c for c in claims if c.incident_id == i.incident_id],
            chosen,
            ancestors=ancestors(i.incident_id, everything),
        )
    ]


def plain(figure):
    return replace(figure, claim_ids=())


@EXAMPLES
@given(worlds(), filters, moments)
def test_tolls(world, chosen, as_of):
    chosen = replace(chosen, as_of=as_of)
    rows = selected(world, chosen)
    with tempfile.TemporaryDirectory() as folder:
        ledger, mirror = opened(folder, world)
        found = dict(mirror.toll(chosen, OWNER))
        mirror.close()
        ledger.close()
    if not rows:
        assert found == {}
        return
    expected = toll(rows, world[1], as_of, Snapshot(tuple(world[0]), tuple(world[1])))
    mine = found["reports"]
    assert (mine.incidents, mine.placeholders, mine.unplaced) == (
        expected.incidents, expected.placeholders, expected.unplaced,
    )  # fmt: skip
    for measure, figure in expected.figures.items():
        assert plain(mine.figures[measure]) == plain(figure), measure


@EXAMPLES
@given(worlds(), filters)
def test_selections(world, chosen):
    with tempfile.TemporaryDirectory() as folder:
        ledger, mirror = opened(folder, world)
        found = mirror.table(chosen, OWNER, size=100).rows
        mirror.close()
        ledger.close()
    assert {r.incident_id for r in found} == {i.incident_id for i in selected(world, chosen)}


def test_the_tray_counts_all_and_not_what_it_fetches(tmp_path):
    nowhere = Place(name=None, precision=Precision.UNKNOWN, country="UA")
    unknown = Place(name=None, precision=Precision.UNKNOWN)
    world = [*(incident(f"i{n}", nowhere) for n in range(5)), incident("i9", unknown)], []
    _, mirror = opened(tmp_path, world)
    assert len(mirror.unplaced(Filter(), OWNER, 2)) == 2
    assert mirror.unplaced_by_country(Filter(), OWNER) == (("UA", 5), (None, 1))


@EXAMPLES
@given(worlds(), worlds())
def test_following_gives_what_building_anew_gives(world, later):
    """A mirror that followed edits answers as one built from the ledger as it stands.

    It was asked before each edit, so that nothing it keeps may outlive one.
    """
    cut = Filter(precisions=("settlement", "site"))
    with tempfile.TemporaryDirectory() as folder:
        ledger, mirror = opened(folder, world)
        for new in later[0]:
            old = next((i for i in world[0] if i.incident_id == new.incident_id), None)
            if old is None:
                continue
            mirror.toll(cut, OWNER)
            mirror.tile(0, 0, 0, cut, OWNER)
            seen = ledger.incident(old.incident_id)
            edit(ledger, seen, replace(seen, title=new.title, place=new.place, when=new.when))
            mirror.follow()
        fresh = Mirror.open(ledger, small=0)
        assert mirror.toll(Filter(), OWNER) == fresh.toll(Filter(), OWNER)
        assert mirror.toll(cut, OWNER) == fresh.toll(cut, OWNER)
        assert mirror.tile(0, 0, 0, cut, OWNER) == fresh.tile(0, 0, 0, cut, OWNER)
        assert mirror.per_place(Filter(), OWNER) == fresh.per_place(Filter(), OWNER)
        assert mirror.over_time(Filter(), OWNER) == fresh.over_time(Filter(), OWNER)
        assert mirror.table(Filter(), OWNER) == fresh.table(Filter(), OWNER)
        for one in (mirror, fresh, ledger):
            one.close()


@EXAMPLES
@given(worlds())
def test_places_of_one_name_are_two_places(world):
    """A row of the charts holds what lies in one place, though another one is called the same."""
    lone = [
        replace(i, parent_id=None, placeholder=False, incident_id=f"x{n}")
        for n, i in enumerate(world[0])
    ]
    places = {place_key(i.place): i.place.name for i in lone}
    with tempfile.TemporaryDirectory() as folder:
        ledger, mirror = opened(folder, (lone, []))
        rows = mirror.per_place(Filter(), OWNER)
        counted = {p: mirror.count(Filter(places=(p,)), OWNER) for p in places if p}
        mirror.close()
        ledger.close()
    assert {r.place_id: r.label for r in rows if r.place_id} == {
        p: n for p, n in places.items() if p
    }
    for row in rows:
        alone = [i for i in lone if place_key(i.place) == row.place_id]
        assert row.incidents == len(alone)
        if row.place_id and row.place_id.startswith("named:"):
            assert counted[row.place_id] == len(alone)


def test_the_small_way_names_the_claims_and_says_the_same(tmp_path):
    world = [incident("i0"), incident("i1", parent_id="i0")], []
    ledger, mirror = opened(tmp_path, world)
    by_reference = Mirror.open(ledger)
    assert dict(mirror.toll(Filter(), OWNER)) == dict(by_reference.toll(Filter(), OWNER))


def test_the_comparison_can_fail(tmp_path):
    """A wrong figure in the mirror is noticed: the property above is not vacuous."""
    ledger, mirror = opened(tmp_path, ([incident("i0")], []))
    mirror._database.execute("UPDATE stored SET n_incidents = 2")
    with pytest.raises(AssertionError):
        assert mirror.toll(Filter(), OWNER)[0][1].incidents == 1
    ledger.close()
