"""Joins with a low score: which are asked about, that no order matters, and taking one apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from incidents.merge import Snapshot, low_joins, open_proposals, part, plan_merge, same_id
from incidents.model import DateBasis, Estimate, Measure, Weapon, When
from incidents.summary import toll
from tests.merge.build import EMPTY, KHARKIV, KYIV, NIGHT, SVIATOSHYN, Reading, add, carried
from tests.merge.test_any_order import readings

LATER = date(2025, 4, 25)
BLAST, ATTACK = "Explosions/Remote violence", "Violence against civilians"
UNDATED = When(start=LATER, date_prec=2, basis=DateBasis.PUBLICATION)


def strike(key, words, killed=3, *, published=NIGHT, **more):
    told = Reading(key, published)
    told.tell(KYIV, words, figures=[(Measure.KILLED, Estimate.exactly(killed))], **more)
    return told.done()


FIRST = strike("a", "A missile strike on Kyiv killed three.")
UNDATED_DAY_AFTER = strike("b", "Three died in Kyiv.", published=LATER, when=UNDATED)
DATED_DAY_AFTER = strike("b", "Three died in Kyiv on Thursday.", published=LATER)
DATED_IN_UKRAINIAN = strike("b", "У Києві 24 квітня загинули троє.", published=LATER)
SHOOTING = strike("b", "A gunman shot dead three in Kyiv.", event_type=ATTACK)
MISSILES = strike("a", "A missile strike on Kyiv killed three.", event_type=BLAST)
AT_DAWN = strike("a", "A missile killed three in Kyiv in the early morning.", event_type=BLAST)
LATE = strike("b", "A missile killed three in Kyiv late in the evening.", event_type=BLAST)
FAR = strike("b", "Missiles killed forty in Kyiv.", 40)


def known(*told):
    return reduce(add, told, EMPTY)


@pytest.mark.parametrize(
    ("told", "score"),
    [
        pytest.param((FIRST, UNDATED_DAY_AFTER), 0.75, id="a day after, and no day is named"),
        pytest.param((MISSILES, SHOOTING), 0.6, id="another kind, the same figures"),
        pytest.param((AT_DAWN, LATE), 0.6, id="another hour, the same figures"),
        pytest.param((FIRST, DATED_DAY_AFTER), None, id="a day after, the weekday is named"),
        pytest.param((FIRST, FAR), None, id="one day, figures far apart"),
        pytest.param((FIRST,), None, id="one report"),
    ],
)
def test_what_is_asked(told, score):
    for order in permutations(told):
        asked = low_joins(known(*order))
        assert [j.score.total for j in asked] == ([] if score is None else [score])


def test_a_day_named_in_the_report_s_own_language_dates_it():
    report = replace(DATED_IN_UKRAINIAN.report, language="uk")
    told = replace(DATED_IN_UKRAINIAN, report=report)
    assert low_joins(known(FIRST, told)) == ()


def told_of_kyiv(key, words, kind, family, *, elsewhere=False):
    """A report that counts in one sentence and names the weapon in another."""
    told = Reading(key)
    told.tell(
        KYIV,
        "Three died in Kyiv.",
        figures=[(Measure.KILLED, Estimate.exactly(3))],
        event_type=kind,
        weapons=(Weapon(family, family),),
    )
    if elsewhere:
        told.tell(KHARKIV, "Kharkiv was hit.")
    told.lines.append(words)
    return told.done()


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_kind_is_that_of_the_whole_text_where_it_tells_of_nothing_else(elsewhere):
    bomb = told_of_kyiv(
        "a", "A suicide bomber blew himself up.", BLAST, "explosive device", elsewhere=elsewhere
    )
    guns = told_of_kyiv("b", "Gunmen opened fire.", ATTACK, "small arms")
    asked = [low_joins(known(*order)) for order in permutations((bomb, guns))]
    assert [[j.score.total for j in found] for found in asked] == [[] if elsewhere else [0.6]] * 2


def test_the_surer_one_stays_whichever_came_first():
    for order in permutations((FIRST, UNDATED_DAY_AFTER)):
        (join,) = low_joins(known(*order))
        assert (join.stays.report_id, join.goes.report_id) == ("a", "b")
        assert join.goes.incident.when == UNDATED
        assert [t.report_id for t in join.moving] == ["b"]


def test_a_third_that_is_surely_of_both_settles_it():
    both = strike(
        "c", "Missiles killed three in Kyiv in the early morning and late in the evening."
    )
    assert low_joins(known(AT_DAWN, LATE, both)) == ()


def test_a_yes_holds_when_another_report_comes_in_any_order():
    third = strike("c", "Three are dead in Kyiv.", published=LATER, when=UNDATED)
    (asked,) = low_joins(known(FIRST, UNDATED_DAY_AFTER))
    for order in permutations((FIRST, UNDATED_DAY_AFTER, third)):
        assert low_joins(known(*order), {asked.join_id}) == ()
    shooting = strike("c", "A gunman shot dead three in Kyiv.", event_type=ATTACK)
    for order in permutations((FIRST, UNDATED_DAY_AFTER, shooting)):
        left = low_joins(known(*order), {asked.join_id})
        assert [{j.stays.report_id, j.goes.report_id} & {"c"} for j in left] == [{"c"}]


@settings(max_examples=60, deadline=None)
@given(readings(), st.randoms(use_true_random=False))
def test_any_order_asks_the_same(told, random):
    first = {(j.join_id, j.score.total) for j in low_joins(known(*told))}
    random.shuffle(told)
    assert {(j.join_id, j.score.total) for j in low_joins(known(*told))} == first


def parted(snapshot):
    (join,) = low_joins(snapshot)
    new, changes = part(snapshot, join)
    return join, new, carried(snapshot, changes)


def test_taken_apart_each_has_its_own_day_words_and_figures():
    before = known(FIRST, UNDATED_DAY_AFTER)
    join, new, after = parted(before)
    assert new.when == UNDATED
    assert [q.report_id for q in new.quotes] == ["b"]
    first = next(i for i in after.incidents if i.incident_id == join.incident.incident_id)
    assert [q.report_id for q in first.quotes] == ["a"]
    assert first.when == When(start=NIGHT)
    assert toll(before.incidents, before.claims).figures[Measure.KILLED].low == 3
    assert toll(after.incidents, after.claims).figures[Measure.KILLED].low == 6
    assert low_joins(after) == ()
    assert open_proposals(after, {same_id(first.incident_id, new.incident_id)}) == ()


def test_taken_apart_two_kinds_are_told_apart():
    _, new, after = parted(known(MISSILES, SHOOTING))
    kinds = {i.incident_id: i.event_type for i in after.incidents}
    assert kinds.pop(new.incident_id) == ATTACK
    assert list(kinds.values()) == [BLAST]


def test_sites_and_parts_that_only_one_tells_of_go_along():
    told = Reading("b", LATER)
    city = told.tell(
        KYIV,
        "Two places were hit in Kyiv.",
        when=UNDATED,
        figures=[(Measure.SITES, Estimate.exactly(2))],
    )
    for _ in range(2):
        told.tell(KYIV, "", parent=city, placeholder=True, line=0, when=UNDATED)
    told.tell(SVIATOSHYN, "Sviatoshynskyi district was hit.", parent=city, when=UNDATED)
    _, new, after = parted(known(FIRST, told.done()))
    below = [i for i in after.incidents if i.parent_id == new.incident_id]
    assert sorted((i.place.name, i.placeholder) for i in below) == [
        ("Kyiv", True), ("Kyiv", True), ("Sviatoshynskyi", False)
    ]  # fmt: skip
    assert not [i for i in after.incidents if i.parent_id not in {None, new.incident_id}]


def test_what_came_in_by_upload_or_by_one_report_twice_is_not_asked():
    snapshot = known(FIRST, UNDATED_DAY_AFTER)
    uploaded = tuple(replace(i, import_id="imp") for i in snapshot.incidents)
    assert low_joins(replace(snapshot, incidents=uploaded)) == ()
    assert low_joins(Snapshot()) == ()
    assert plan_merge(EMPTY, FIRST).joins == ()
