"""Merging and splitting by hand: nothing is lost, everything can be taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from incidents.errors import BadRecord, NotFound
from incidents.merge import Snapshot, difference, merge_by_hand, split_by_hand
from incidents.model import Change, Sensitivity, Weapon
from tests.merge.build import (
    EMPTY,
    KHARKIV,
    KYIV,
    Reading,
    add,
    carried,
    claim,
    districts_report,
    first_report,
    incident,
)


def state(*incidents, claims=()):
    return Snapshot(tuple(incidents), tuple(claims))


def test_claims_and_children_go_along():
    before = state(
        incident("a"),
        incident("b", KHARKIV),
        incident("c", parent_id="b"),
        claims=[claim("x", 3, of="b")],
    )
    after = carried(before, merge_by_hand(before, "a", "b"))
    assert {i.incident_id: i.parent_id for i in after.incidents} == {"a": None, "c": "a"}
    assert [c.incident_id for c in after.claims] == ["a"]


def test_a_child_can_take_in_its_parent():
    before = state(incident("top"), incident("b", parent_id="top"), incident("a", parent_id="b"))
    after = carried(before, merge_by_hand(before, "a", "b"))
    assert {i.incident_id: i.parent_id for i in after.incidents} == {"top": None, "a": "top"}


def test_a_parent_can_take_in_its_child():
    before = state(incident("a"), incident("b", parent_id="a"))
    after = carried(before, merge_by_hand(before, "a", "b"))
    assert [(i.incident_id, i.parent_id) for i in after.incidents] == [("a", None)]


def test_the_more_careful_sensitivity_and_the_surer_weapon_win():
    may = incident("a", weapons=(Weapon("KN-23", "ballistic missile", may=True),))
    sure = incident(
        "b",
        weapons=(Weapon("KN-23", "ballistic missile"),),
        sensitivity=Sensitivity.WITHHOLD,
    )
    before = state(may, sure)
    (found,) = carried(before, merge_by_hand(before, "a", "b")).incidents
    assert found.sensitivity is Sensitivity.WITHHOLD
    assert found.weapons == (Weapon("KN-23", "ballistic missile"),)


@pytest.mark.parametrize(
    ("kept", "gone", "error", "message"),
    [
        pytest.param("a", "a", BadRecord, "given twice", id="the same"),
        pytest.param("a", "z", NotFound, "not known", id="unknown"),
        pytest.param("a", "ged", BadRecord, "side by side", id="two data sets"),
    ],
)
def test_what_cannot_be_merged(kept, gone, error, message):
    before = state(incident("a"), incident("ged", dataset_id="ucdp"))
    with pytest.raises(error, match=message):
        merge_by_hand(before, kept, gone)


def test_a_split_moves_the_chosen_claims():
    before = state(incident("a"), claims=[claim("x", 3, of="a"), claim("y", 4, of="a")])
    after = carried(before, split_by_hand(before, "a", incident("b"), ["y"]))
    assert {c.claim_id: c.incident_id for c in after.claims} == {"x": "a", "y": "b"}


@pytest.mark.parametrize(
    ("incident_id", "new", "claims", "error"),
    [
        pytest.param("z", "b", [], NotFound, id="unknown incident"),
        pytest.param("a", "a", [], BadRecord, id="the id is taken"),
        pytest.param("a", "b", ["other"], NotFound, id="a claim of another"),
    ],
)
def test_what_cannot_be_split(incident_id, new, claims, error):
    before = state(incident("a"), claims=[claim("x", 3, of="a")])
    with pytest.raises(error):
        split_by_hand(before, incident_id, incident(new), claims)


def test_parents_are_saved_before_children_and_removed_after_them():
    made = difference(EMPTY, add(EMPTY, first_report()))
    seen = set()
    for change in made:
        parent = getattr(change.after, "parent_id", None)
        assert parent is None or parent in seen
        seen.add(getattr(change.after, "incident_id", None))
    gone = [c.before for c in difference(add(EMPTY, first_report()), EMPTY)]
    held = {i.parent_id for i in gone if hasattr(i, "parent_id")}
    removed = set()
    for record in gone:
        if hasattr(record, "parent_id"):
            removed.add(record.incident_id)
            assert record.parent_id not in removed
    assert held


@given(st.data())
def test_merging_and_splitting_lose_no_claim_and_can_be_reversed(data):
    before = add(EMPTY, first_report())
    ids = [i.incident_id for i in before.incidents]
    kept, gone = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    changes = merge_by_hand(before, kept, gone)
    after = carried(before, changes)
    assert len(after.claims) == len(before.claims)
    assert len(after.incidents) == len(before.incidents) - 1
    back = tuple(Change(c.after, c.before) for c in reversed(changes))
    assert carried(after, back).incidents == before.incidents


def test_nothing_changed_is_no_change():
    stood = add(EMPTY, first_report())
    assert difference(stood, replace(stood)) == ()


def unlike_ids(snapshot, names):
    """The state with one name for either of two ids, for comparing which one was kept."""

    def name(found):
        return "either" if found in names else found

    sites = sorted(i.place.name for i in snapshot.incidents if i.placeholder)
    named = sorted(
        (name(i.incident_id), name(i.parent_id), i.place.name, i.when.start, i.quotes, i.title)
        for i in snapshot.incidents
        if not i.placeholder
    )
    return sites, named, sorted((name(c.incident_id), c.claim_id) for c in snapshot.claims)


@given(st.data())
def test_merging_is_the_same_either_way_round(data):
    before = add(add(EMPTY, first_report()), districts_report())
    ids = [i.incident_id for i in before.incidents if not i.placeholder]
    pair = data.draw(st.lists(st.sampled_from(ids), min_size=2, max_size=2, unique=True))
    one = carried(before, merge_by_hand(before, *pair))
    other = carried(before, merge_by_hand(before, *reversed(pair)))
    assert unlike_ids(one, pair) == unlike_ids(other, pair)


def test_thirteen_sites_and_six_are_thirteen():
    def city(key, sites):
        told = Reading(key)
        made = told.tell(KYIV if key == "a" else KHARKIV, f"{sites} places were hit.")
        for _ in range(sites):
            told.tell(KYIV, "", parent=made, placeholder=True, line=0)
        return told.done()

    before = add(add(EMPTY, city("a", 13)), city("b", 6))
    pair = [i.incident_id for i in before.incidents if not i.placeholder]
    for kept, gone in (pair, reversed(pair)):
        after = carried(before, merge_by_hand(before, kept, gone))
        assert sum(i.placeholder for i in after.incidents) == 13
        assert {i.parent_id for i in after.incidents if i.placeholder} == {kept}


def test_who_left_out_the_one_that_goes_leaves_out_the_one_that_stays():
    before = state(incident("a"), incident("b"), incident("c", KHARKIV, excludes=("b",)))
    after = carried(before, merge_by_hand(before, "a", "b"))
    assert [i.excludes for i in after.incidents if i.incident_id == "c"] == [("a",)]
