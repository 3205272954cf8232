"""What the public link may know: in every answer, not only on the map."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from incidents.errors import NotFound
from incidents.model import Cell, Measure, Place, Precision, Sensitivity
from incidents.query import Audience, Filter, Viewer
from incidents.store import Mirror
from tests.store.examples import KYIV, add, claim, incident, report

LATER = datetime(2025, 4, 27, tzinfo=UTC)
OWNER = Viewer()
PUBLIC = Viewer(audience=Audience.PUBLIC, now=LATER)
SHELTER = Place(
    name="Shelter 7", precision=Precision.SITE, lat=50.41234, lon=30.51234, country="UA",
    adm1="UA-30", adm2="Kyiv", place_id="own:shelter",
)  # fmt: skip


@pytest.fixture(params=[0, 400], ids=["engine", "reference"])
def mirror(sqlite_ledger, request):
    def one(n, count, **more):
        origin = Cell(import_id="up", line=2, column="killed", text=str(count))
        return claim(f"c{n}", f"i{n}", count, origin=origin, **more)

    add(
        sqlite_ledger,
        report(),
        incident("i1"),
        incident("i2", sensitivity=Sensitivity.WITHHOLD, parent_id="i1"),
        incident("i3", replace(SHELTER), sensitivity=Sensitivity.COARSEN, title="Shelter 7 hit"),
        incident("i4", dataset_id="acled"),
        one(2, 100),
        one(3, 3),
        one(4, 50),
    )
    opened = Mirror.open(sqlite_ledger, small=request.param)
    yield opened
    opened.close()


def everything(mirror, viewer):
    """All that an outsider could read, as one text."""
    chosen = Filter(datasets=("reports", "acled"))
    answers = [
        mirror.toll(chosen, viewer),
        mirror.marks(chosen, viewer),
        mirror.per_place(chosen, viewer),
        mirror.over_time(chosen, viewer),
        mirror.table(chosen, viewer),
        mirror.choices(viewer),
        mirror.cells(chosen, viewer, 7),
        mirror.units(chosen, viewer),
        list(mirror.export_rows(chosen, viewer)),
        [mirror.tile(0, 0, 0, chosen, viewer)],
    ]
    return repr(answers)


@pytest.mark.parametrize(
    "secret", ["'i2'", "'i4'", "Shelter 7", "50.41234", "own:shelter", "acled"]
)
def test_nothing_held_back_is_in_any_answer(mirror, secret):
    assert secret in everything(mirror, OWNER)
    assert secret not in everything(mirror, PUBLIC)


def test_a_withheld_childs_dead_are_in_no_figure(mirror):
    ((_, mine), (_, _)) = mirror.toll(Filter(datasets=("reports", "acled")), OWNER)[::-1]
    assert mine.figures[Measure.KILLED].low == 103
    ((name, theirs),) = mirror.toll(Filter(), PUBLIC)
    assert (name, theirs.figures[Measure.KILLED].low) == ("reports", 3)


def test_a_coarsened_place_is_no_finer_than_a_settlement(mirror):
    (shown, _) = mirror.record("i3", PUBLIC)
    assert shown.place.precision is Precision.SETTLEMENT
    assert (shown.title, shown.place.name) == (None, "Kyiv")
    assert abs(shown.place.lat - SHELTER.lat) > 0.0001
    (mark,) = [m for m in mirror.marks(Filter(), PUBLIC) if m.incident_id == "i3"]
    assert (mark.lat, mark.lon) == (shown.place.lat, shown.place.lon)


@pytest.mark.parametrize("chosen", [Filter(text="shelter"), Filter(places=("own:shelter",)),
                                    Filter(precisions=("site",))])  # fmt: skip
def test_asking_for_what_is_hidden_does_not_reveal_it(mirror, chosen):
    assert mirror.count(chosen, OWNER) == 1
    assert mirror.count(chosen, PUBLIC) == 0


def test_withheld_and_absent_look_the_same(mirror):
    for incident_id in ("i2", "nobody"):
        with pytest.raises(NotFound, match="there is no such record"):
            mirror.record(incident_id, PUBLIC)


def test_what_is_young_is_not_there_yet(mirror):
    soon = replace(PUBLIC, now=datetime(2025, 4, 25, 13, tzinfo=UTC))
    assert mirror.count(Filter(), soon) == 0
    assert mirror.count(Filter(), replace(soon, delay=timedelta(0))) == 2


def test_a_tile_says_how_exactly_a_place_is_known(mirror):
    features = json.loads(mirror.tile(0, 0, 0, Filter(), PUBLIC))["features"]
    assert {f["properties"]["precision"] for f in features} == {KYIV.precision.value}


@pytest.mark.parametrize("viewer", [OWNER, PUBLIC], ids=["owner", "public"])
@pytest.mark.parametrize("placeholders", [False, True])
def test_the_size_told_of_an_export_is_that_of_what_the_viewer_gets(mirror, viewer, placeholders):
    chosen = Filter(datasets=("reports", "acled"))
    size = mirror.export_size(chosen, viewer, placeholders=placeholders)
    assert size == len(list(mirror.export_rows(chosen, viewer, placeholders=placeholders))) > 0
