import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.model import Measure, Precision
from incidents.query import Mark
from incidents.summary.toll import Figure
from incidents.ui import glyphs


def mark(key, precision=Precision.SETTLEMENT, parent=None, place="gn:1", **more):
    return Mark(
        incident_id=key,
        parent_id=parent,
        label=key,
        place_name="Town",
        place_id=place,
        precision=precision,
        lat=50.0,
        lon=30.0,
        radius_km=8.0,
        country="UA",
        adm1="UA-30",
        date="2025-04-24",
        event_type=None,
        placeholder=more.pop("placeholder", False),
        **more,
    )


def test_the_night_is_drawn_as_the_report_says(marks):
    drawn = glyphs.draw(marks)
    assert [d.title for d in drawn.discs] == ["Kyiv"]
    assert sorted(a.title for a in drawn.areas) == ["Kharkiv region", "Zhytomyr region"]
    assert [(b.label, b.title) for b in drawn.badges] == [("13", "Kyiv: 13 sites")]
    assert drawn.rings == ()
    assert len({m.incident_id for m in drawn.members[drawn.badges[0].key]}) == 13
    assert drawn.points == ()


def unfolded(marks):
    """The drawing with its only badge unfolded."""
    (badge,) = glyphs.draw(marks).badges
    return glyphs.draw(marks, asked=badge.key)


def test_ring_marks_stand_on_the_place_itself(marks):
    drawn = unfolded(marks)
    assert {(r.lat, r.lon) for r in drawn.rings} == {(50.4501, 30.5234)}
    assert len({r.offset for r in drawn.rings}) == 13


@given(st.integers(1, 200))
def test_ring_is_round_and_its_marks_do_not_touch(count):
    offsets = glyphs.ring(count)
    assert len(offsets) == count
    reach = {round(math.hypot(*o), 0) for o in offsets}
    assert len(reach) <= 2
    if count > 1:
        gap = math.dist(offsets[0], offsets[1])
        assert gap > 2 * glyphs.RING_MARK_PX


def test_an_exact_site_is_a_point_and_nothing_else():
    drawn = glyphs.draw([mark("a", Precision.SITE)])
    assert (len(drawn.points), drawn.discs, drawn.badges) == (1, (), ())


def test_one_record_of_a_town_has_no_badge():
    drawn = glyphs.draw([mark("a")])
    assert (len(drawn.discs), drawn.badges, drawn.rings) == (1, (), ())


def test_several_records_of_a_town_share_one_badge():
    drawn = glyphs.draw([mark("a"), mark("b"), mark("c", place="gn:2")])
    assert len(drawn.discs) == 2
    assert [(b.label, b.incident_id) for b in drawn.badges] == [("2", "")]
    assert drawn.rings == ()
    asked = glyphs.draw([mark("a"), mark("b")], asked=drawn.badges[0].key)
    assert [r.incident_id for r in asked.rings] == ["a", "b"]


def test_a_badge_that_is_gone_unfolds_nothing():
    assert glyphs.draw([mark("a"), mark("b")], asked="settlement|gn:9").rings == ()


def test_a_lone_placeholder_is_never_a_disc_of_its_own_right():
    drawn = glyphs.draw([mark("a", placeholder=True)])
    assert drawn.discs[0].value == 0
    assert [r.placeholder for r in unfolded([mark("a", placeholder=True)]).rings] == [True]


@pytest.mark.parametrize(
    ("measure", "value", "label"),
    [
        pytest.param(None, 1, "1", id="incidents"),
        pytest.param(Measure.KILLED, 12, "12+", id="killed"),
        pytest.param(Measure.FIRES, None, "", id="not stated is not zero"),
    ],
)
def test_measure_switch(measure, value, label):
    one = mark("a", figures={Measure.KILLED: Figure(low=12, best=12, open_ended=True)})
    disc = glyphs.draw([one], measure).discs[0]
    assert (disc.value, disc.label) == (value, label)


def test_shading_adds_nothing_up():
    figures = {Measure.KILLED: Figure(low=5, best=5, high=5)}
    drawn = glyphs.draw([mark("a", figures=figures), mark("b", figures=figures)], Measure.KILLED)
    assert drawn.discs[0].value == 5


def test_a_long_ring_is_cut_and_its_badge_says_all():
    drawn = unfolded([mark(f"m{n}") for n in range(100)])
    assert len(drawn.rings) == glyphs.RING_MOST
    assert drawn.badges[0].label == "100"
