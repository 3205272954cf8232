"""What a report does to the tolls of known attacks, before and after."""

from datetime import datetime

import pytest

from incidents.merge import Snapshot, effects, plan_merge
from incidents.merge.likeness import ENOUGH
from incidents.model import Estimate, Measure
from tests.merge.build import KYIV, Reading, districts_report, first_report


@pytest.fixture
def stood():
    return plan_merge(Snapshot(), first_report()).result


def test_the_first_report_of_an_attack_has_no_effect():
    assert effects(plan_merge(Snapshot(), first_report())) == ()


def test_a_report_of_the_same_night_is_held_against_the_whole_attack(stood):
    plan = plan_merge(stood, districts_report())
    found = effects(plan)
    joined = {j.incident_id for e in found for j in e.joins}
    assert joined == {j.incident_id for j in plan.joins}
    assert all(e.before.figures[Measure.KILLED] is not None for e in found)


def test_what_does_not_change_is_not_named(stood):
    same = effects(plan_merge(stood, first_report()))
    assert same
    assert all(e.moved == () for e in same)


def told(name, toll, said):
    reading = Reading(name, published=said)
    reading.tell(KYIV, f"{toll} died in Kyiv.", figures=[(Measure.KILLED, Estimate.exactly(toll))])
    return reading.done()


def test_a_higher_toll_is_named_with_both_figures():
    stood = plan_merge(Snapshot(), told("early", 12, datetime(2025, 4, 24, 9))).result  # noqa: DTZ001 - wall time
    (one,) = effects(plan_merge(stood, told("late", 13, datetime(2025, 4, 24, 20))))  # noqa: DTZ001 - wall time
    assert one.moved == (Measure.KILLED,)
    assert [t.figures[Measure.KILLED].low for t in (one.before, one.after)] == [12, 13]
    assert one.joins[0].score.total >= ENOUGH
