"""Numbers that stand for words, and rows that are plain: what the quick sums rest on."""

from dataclasses import replace

import pytest

from incidents.model import Estimate, Measure, Place, Precision, Sensitivity
from incidents.query import Audience, Filter, Viewer
from incidents.store import Ledger, Mirror
from tests.store.conftest import TickingClock
from tests.store.examples import KYIV, add, claim, edit, incident, report

OWNER = Viewer()
#: The same name three times: another id, none, and another precision.
NAMESAKES = (
    KYIV,
    replace(KYIV, place_id="gn:1"),
    replace(KYIV, place_id=None),
    replace(KYIV, place_id=None, precision=Precision.ADM2),
)


def opened(folder, *records, small=0):
    ledger = Ledger.open(f"sqlite:///{folder / 'l.sqlite'}", clock=TickingClock())
    add(ledger, *records)
    return ledger, Mirror.open(ledger, small=small)


def killed(incident_id, estimate, **more):
    return claim(f"c{incident_id}", incident_id, estimate=estimate, **more)


def stored(mirror, column):
    sql = f"SELECT incident_id, {column} FROM stored ORDER BY 1"  # noqa: S608 - ours
    rows = mirror._database.execute(sql)
    return dict(rows.fetchall())


@pytest.mark.parametrize("small", [0, 400], ids=["by the engine", "by the reference"])
def test_places_of_one_name_are_told_apart(tmp_path, small):
    found = [incident(f"i{n}", place) for n, place in enumerate(NAMESAKES)]
    _, mirror = opened(tmp_path, *found, incident("more", KYIV), small=small)
    rows = mirror.per_place(Filter(), OWNER)
    assert [(r.place_id, r.precision, r.incidents) for r in rows] == [
        ("gn:703448", Precision.SETTLEMENT, 2),
        (None, Precision.ADM2, 1),
        (None, Precision.SETTLEMENT, 1),
        ("gn:1", Precision.SETTLEMENT, 1),
    ]


def test_a_number_stays_with_its_words_while_others_come(tmp_path):
    first = incident("i0", KYIV)
    ledger, mirror = opened(tmp_path, first)
    before = stored(mirror, "chart_number")
    add(ledger, incident("i1", replace(KYIV, name="Aaa", place_id="gn:2")))
    edit(ledger, ledger.incident("i0"), replace(ledger.incident("i0"), title="As it was"))
    mirror.follow()
    after = stored(mirror, "chart_number")
    assert after["i0"] == before["i0"] != after["i1"]
    assert [r.label for r in mirror.per_place(Filter(), OWNER)] == ["Aaa", "Kyiv"]


def test_every_row_has_its_numbers(tmp_path):
    site = Place(name="Depot", precision=Precision.SITE, lat=50.0, lon=30.0, adm2="Bucha")
    below = incident("i1", site, parent_id="i0", sensitivity=Sensitivity.COARSEN)
    alone = incident("i2", site, sensitivity=Sensitivity.COARSEN)
    nowhere = incident("i3", Place(name=None, precision=Precision.UNKNOWN))
    _, mirror = opened(tmp_path, incident("i0"), below, alone, nowhere)
    assert None not in stored(mirror, "chart_number").values()
    assert None not in stored(mirror, "set_number").values()
    public = Viewer(audience=Audience.PUBLIC, now=TickingClock().now())
    assert "Depot" not in {r.label for r in mirror.per_place(Filter(), public)}


@pytest.mark.parametrize(
    ("estimate", "more", "plain"),
    [
        pytest.param(Estimate.exactly(3), {}, True, id="one number"),
        pytest.param(Estimate.exactly(0), {}, True, id="none killed is a number"),
        pytest.param(Estimate.at_least(3), {}, False, id="at least"),
        pytest.param(Estimate(None, None, 3), {}, False, id="up to"),
        pytest.param(Estimate(1, 2, 2), {}, False, id="a range"),
        pytest.param(Estimate.exactly(3), {"carried": True}, False, id="carried over"),
        pytest.param(Estimate.exactly(3), {"subset_of": "women"}, True, id="a part only"),
    ],
)
def test_a_row_is_plain_where_one_number_says_it_all(tmp_path, estimate, more, plain):
    said = killed("i0", estimate, **more)
    both = incident("i0"), incident("i1", placeholder=True)
    _, mirror = opened(tmp_path, report(), *both, said)
    assert stored(mirror, "plain") == {"i0": plain, "i1": False}
    ((_, found),) = mirror.toll(Filter(), OWNER)
    stated = found.figures[Measure.KILLED]
    counts = None if "subset_of" in more else estimate
    expected = (counts.low, counts.best, counts.high) if counts else (None, None, None)
    assert (stated.low, stated.best, stated.high) == expected
