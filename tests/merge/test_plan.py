"""Joining readings: the night of 24 April, in every order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from itertools import permutations

import pytest

from incidents.errors import BadRecord, NotFound, UngroundedQuote
from incidents.merge import Snapshot, apply, open_proposals, plan_merge
from incidents.model import (
    Counter,
    DateBasis,
    Estimate,
    Measure,
    Place,
    Precision,
    Quote,
    Standing,
    When,
)
from incidents.summary import toll
from tests.merge.build import (
    EMPTY,
    FIVE,
    HOUSE,
    KHARKIV,
    KHARKIV_CITY,
    KYIV,
    NIGHT,
    SVIATOSHYN,
    UKRAINE,
    Reading,
    add,
    carried,
    districts_report,
    final_report,
    first_report,
)


def named(snapshot, name):
    return next(i for i in snapshot.incidents if i.place.name == name and not i.placeholder)


def counts(snapshot):
    total = toll(snapshot.incidents, snapshot.claims)
    return total.incidents, total.placeholders, total.unplaced


def killed(snapshot):
    return toll(snapshot.incidents, snapshot.claims).figures[Measure.KILLED].best


def test_the_first_report_gives_eight_incidents_and_thirteen_placeholders():
    stood = add(EMPTY, first_report())
    assert counts(stood) == (8, 13, 5)
    assert {i.parent_id for i in stood.incidents if i.placeholder} == {
        named(stood, "Kyiv").incident_id
    }


def test_a_second_report_joins_and_does_not_double():
    stood = add(EMPTY, first_report())
    plan = plan_merge(stood, districts_report())
    assert {named(stood, n).incident_id for n in ("Kyiv", "Kharkiv", "Zhytomyr")} == {
        j.incident_id for j in plan.joins
    }
    after = carried(stood, apply(plan, stood))
    assert killed(after) == 12
    assert named(after, "Sviatoshynskyi").parent_id == named(after, "Kyiv").incident_id


def test_every_join_explains_its_score():
    plan = plan_merge(add(EMPTY, first_report()), districts_report())
    for join in plan.joins:
        assert join.score.total >= 0.6
        assert "the same place" in join.score.words
        assert "the same day" in join.score.words


def test_placeholders_of_a_district_take_those_of_its_city():
    after = add(add(EMPTY, first_report()), districts_report())
    by_parent = [i.parent_id for i in after.incidents if i.placeholder]
    assert by_parent.count(named(after, "Kyiv").incident_id) == 7
    assert by_parent.count(named(after, "Sviatoshynskyi").incident_id) == 6


def test_a_named_site_fills_a_placeholder():
    told = Reading("site")
    kyiv = told.tell(KYIV, "Kyiv was hit.")
    told.tell(HOUSE, "A house in Chornobylska street collapsed.", parent=kyiv)
    stood = add(EMPTY, first_report())
    plan = plan_merge(stood, told.done())
    assert len(plan.filled) == 1
    assert counts(carried(stood, apply(plan, stood)))[1] == 12


def test_a_site_that_the_text_adds_fills_none():
    told = Reading("site")
    kyiv = told.tell(KYIV, "Kyiv was hit.")
    told.tell(
        HOUSE,
        "One more site was found.",
        parent=kyiv,
        figures=[(Measure.SITES, Estimate.exactly(1))],
    )
    told.claims[0] = replace(told.claims[0], increment=True)
    assert counts(add(add(EMPTY, first_report()), told.done()))[1] == 13


def test_the_named_five_are_proposed_for_the_unnamed_with_both_quotes():
    after = add(add(EMPTY, first_report()), districts_report())
    found = open_proposals(after)
    assert len(found) == 5
    assert {named_of(after, p) for p in found} == {p.name for p in FIVE}
    for proposal in found:
        first, second = proposal.quotes
        assert first.text.startswith("Seven other regions")
        assert second.text.startswith("Zhytomyr, Dnipropetrovsk")


def named_of(snapshot, proposal):
    return next(i for i in snapshot.incidents if i.incident_id == proposal.named_id).place.name


def test_accepting_takes_them_out_of_the_tray():
    stood = add(EMPTY, first_report())
    plan = plan_merge(stood, districts_report())
    after = carried(stood, apply(plan, stood, [p.proposal_id for p in plan.proposals]))
    assert counts(after)[2] == 0
    assert not open_proposals(after)
    # Kyiv's district, and seven regions.
    assert counts(after)[0] == 8


def test_proposals_come_in_the_other_order_too():
    stood = add(EMPTY, districts_report())
    plan = plan_merge(stood, first_report())
    assert len(plan.proposals) == 5


def test_accepting_what_was_not_proposed_is_refused():
    plan = plan_merge(EMPTY, first_report())
    with pytest.raises(NotFound, match="not proposed by this report"):
        apply(plan, EMPTY, ["pro_nothing"])


def test_a_report_days_later_joins_by_the_date_of_the_event():
    after = add(add(EMPTY, first_report()), final_report())
    assert killed(after) == 13
    assert counts(after)[0] == 8


@pytest.mark.parametrize("order", list(permutations(range(3))), ids=lambda o: "".join(map(str, o)))
def test_any_order_of_arrival_gives_the_same_records(order):
    told = [first_report(), districts_report(), final_report()]
    expected = arrived(told)
    assert arrived([told[n] for n in order]) == expected


def arrived(readings):
    stood = EMPTY
    for reading in readings:
        stood = add(stood, reading)
    return stood


def country_report():
    told = Reading("country")
    told.tell(
        UKRAINE,
        "At least 14 were killed across Ukraine.",
        figures=[(Measure.KILLED, Estimate.at_least(14))],
    )
    return told.done()


def city_report():
    told = Reading("city")
    told.tell(KHARKIV_CITY, "Seven missiles fell in Kharkiv, nobody was hurt.")
    return told.done()


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=lambda o: "".join(map(str, o)))
def test_totals_of_larger_places_become_parents_in_any_order(order):
    told = [first_report(), country_report(), city_report(), districts_report()]
    after = arrived([told[n] for n in order])
    assert killed(after) == 14
    whole = named(after, "Ukraine").incident_id
    region = next(i for i in after.incidents if i.place == KHARKIV)
    city = next(i for i in after.incidents if i.place == KHARKIV_CITY)
    assert named(after, "Kyiv").parent_id == whole
    assert region.parent_id == whole
    assert city.parent_id == region.incident_id
    assert after == arrived(told)


def test_an_incident_that_excludes_another_is_its_sibling():
    told = Reading("elsewhere")
    city = told.tell(KHARKIV_CITY, "Three died in Kharkiv.")
    told.tell(KHARKIV, "Two died elsewhere in the region.", excludes=(city,))
    after = add(EMPTY, told.done())
    assert {i.parent_id for i in after.incidents} == {None}


def test_drafts_of_one_report_never_join_the_same_incident():
    first = Reading("one")
    first.tell(KYIV, "Kyiv was hit.")
    second = Reading("two")
    second.tell(KYIV, "Kyiv was hit in the morning.")
    second.tell(KYIV, "Kyiv was hit again in the evening.")
    stood = add(EMPTY, first.done())
    plan = plan_merge(stood, second.done())
    assert len(plan.joins) == 1
    assert len(plan.new) == 1


@pytest.mark.parametrize(
    ("when", "joins"),
    [
        pytest.param(When(start=NIGHT), True, id="the same day"),
        pytest.param(When(start=date(2025, 4, 25)), False, id="the next day is another attack"),
        pytest.param(
            When(start=date(2025, 4, 25), date_prec=2, basis=DateBasis.PUBLICATION),
            True,
            id="dated by publication only, a day later",
        ),
        pytest.param(
            When(start=date(2025, 4, 27), date_prec=2, basis=DateBasis.PUBLICATION),
            False,
            id="dated by publication only, three days later",
        ),
        pytest.param(
            When(start=date(2025, 4, 23), end=NIGHT, date_prec=2), True, id="days overlap"
        ),
    ],
)
def test_dates_decide(when, joins):
    told = Reading("later")
    told.tell(KYIV, "Kyiv was hit.", when=when)
    plan = plan_merge(add(EMPTY, first_report()), told.done())
    assert bool(plan.joins) is joins


def test_another_kind_of_event_is_another_incident():
    first = Reading("one")
    first.tell(KYIV, "Missiles hit Kyiv.", event_type="Explosions/Remote violence")
    second = Reading("two")
    second.tell(KYIV, "A protest in Kyiv.", event_type="Protests")
    stood = add(EMPTY, first.done())
    assert not plan_merge(stood, second.done()).joins


def test_another_hour_of_the_day_is_another_incident():
    first = Reading("one")
    first.tell(KYIV, "At 02:00.", when=When(start=NIGHT, local_time=time(2)))
    second = Reading("two")
    second.tell(KYIV, "At 14:00.", when=When(start=NIGHT, local_time=time(14)))
    stood = add(EMPTY, first.done())
    assert not plan_merge(stood, second.done()).joins


def test_a_more_exact_date_replaces_a_looser_one():
    loose = When(start=NIGHT, date_prec=2, basis=DateBasis.PUBLICATION)
    first = Reading("one")
    first.tell(KYIV, "Kyiv was hit.", when=loose)
    second = Reading("two")
    second.tell(KYIV, "Kyiv was hit on 24 April.")
    for told in permutations((first.done(), second.done())):
        assert arrived(told).incidents[0].when == When(start=NIGHT)


def test_disagreements_of_the_new_report_are_listed():
    first = Reading("one")
    first.tell(KYIV, "Ten dead.", figures=[(Measure.KILLED, Estimate.exactly(10))])
    second = Reading("two")
    second.tell(KYIV, "Three dead.", figures=[(Measure.KILLED, Estimate.exactly(3))])
    readings = []
    for told, name in ((first, "a party"), (second, "the other party")):
        done = told.done()
        readings.append(replace(done, claims=tuple(rival(c, name) for c in done.claims)))
    stood = add(EMPTY, readings[0])
    found = plan_merge(stood, readings[1]).disagreements
    assert len(found) == 1
    assert "two parties" in found[0].why


def rival(claim, name):
    return replace(claim, counted_by=Counter(name, Standing.OFFICIAL, party=True))


def test_a_reading_that_quotes_what_is_not_there_is_refused():
    told = first_report()
    wrong = Quote(report_id="first", start=0, end=3, text="xyz")
    told = replace(told, incidents=(replace(told.incidents[0], quotes=(wrong,)),), claims=())
    with pytest.raises(UngroundedQuote):
        plan_merge(EMPTY, told)


def test_a_reading_with_an_unknown_parent_is_refused():
    told = first_report()
    stray = replace(told.incidents[-1], parent_id="nowhere")
    with pytest.raises(BadRecord, match="no parent"):
        plan_merge(EMPTY, replace(told, incidents=(stray,), claims=()))


def test_other_data_sets_are_never_joined():
    told = first_report()
    upload = replace(told, incidents=tuple(replace(i, dataset_id="ucdp") for i in told.incidents))
    stood = add(EMPTY, told)
    assert not plan_merge(stood, replace_report(upload)).joins


def replace_report(extraction):
    report = replace(extraction.report, report_id="other")
    return replace(
        extraction,
        report=report,
        incidents=tuple(replace(i, quotes=()) for i in extraction.incidents),
        claims=(),
    )


def test_a_district_without_its_city_hangs_under_it_once_the_city_is_known():
    alone = Reading("district")
    alone.tell(SVIATOSHYN, "Sviatoshynskyi was hit.")
    with_city = districts_report()
    for told in permutations((alone.done(), with_city)):
        after = arrived(told)
        assert named(after, "Sviatoshynskyi").parent_id == named(after, "Kyiv").incident_id


def test_the_plan_leaves_the_snapshot_alone():
    stood = add(EMPTY, first_report())
    copy = Snapshot(stood.incidents, stood.claims, stood.reports)
    plan_merge(stood, districts_report())
    assert stood == copy


WAVE = Place(name=None, precision=Precision.UNKNOWN, country="UA", expected=Precision.COUNTRY)
NOWHERE = Place(name=None, precision=Precision.UNKNOWN)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["wave first", "country first"])
def test_a_wave_and_the_countrys_total_are_one(order):
    wave = Reading("wave")
    made = wave.tell(WAVE, "Taken together six.", figures=[(Measure.KILLED, Estimate.exactly(6))])
    wave.tell(KYIV, "Two of them in Kyiv.", parent=made)
    told = [wave.done(), country_report()]
    after = arrived([told[n] for n in order])
    assert killed(after) == 14
    assert [i.place.name for i in after.incidents if i.parent_id is None] == ["Ukraine"]
    assert not open_proposals(after)


def elsewhere(key, dead):
    told = Reading(key)
    city = told.tell(KHARKIV_CITY, "Kharkiv was hit.")
    told.tell(
        NOWHERE,
        f"Elsewhere {dead} died.",
        excludes=(city,),
        figures=[(Measure.KILLED, Estimate.exactly(dead))],
    )
    return told.done()


def test_elsewhere_of_two_reports_is_not_added():
    after = arrived([elsewhere("one", 10), elsewhere("two", 11)])
    assert len(after.incidents) == 2
    assert killed(after) == 11


def test_unnamed_places_of_no_known_country_are_not_joined():
    first, second = Reading("one"), Reading("two")
    for told in (first, second):
        told.tell(NOWHERE, "Somewhere was hit.")
    assert len(arrived([first.done(), second.done()]).incidents) == 2
