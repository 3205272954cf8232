"""The night of 24 April 2025 through the real pipeline: text to ledger to toll."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

import pytest

from incidents.model import Measure, Quote
from incidents.pipeline import (
    accept_proposal,
    add_report,
    ensure_shipped,
    proposals,
    read_report,
    shipped_reports,
)
from incidents.pipeline.services import open_reader
from incidents.store.ledger import Ledger
from incidents.summary import history, toll
from tests.pipeline.doubles import StillClock

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def reader():
    return open_reader()


@pytest.fixture(scope="module")
def told(reader):
    """Every shipped report, read, by a word of its file's title or publisher."""
    return {
        s.report.title: read_report(s.report, reader.toponyms, reader.extractor, country=s.country)
        for s in shipped_reports(DATA)
    }


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=StillClock())
    yield opened
    opened.close()


FIRST = "Trump Urges Putin to Halt Kyiv Missile Strikes Amid Peace Talks"
NAMED = "Kyiv, 24 April 2025: nine dead, regions named"
FIRES = "Kyiv, 24 April 2025: fires by district"
EARLY = "Kyiv and Kharkiv, 24 April 2025: early morning"
FINAL = "Kyiv, 24 April 2025: the final toll"
NIGHT = (FIRST, NAMED, FIRES, EARLY, FINAL)


def start(ledger, reader):
    return ensure_shipped(
        ledger,
        reader.toponyms,
        reader.extractor,
        data=DATA,
        gazetteer=reader.gazetteer,
    )


def add(ledger, reader, extraction):
    return add_report(ledger, extraction, author="me", gazetteer=reader.gazetteer)


def total(ledger):
    stood = ledger.snapshot()
    return toll(stood.incidents, stood.claims)


def best(ledger, measure=Measure.KILLED):
    return total(ledger).figures[measure].best


def kyiv(ledger):
    return next(
        i for i in ledger.snapshot().incidents if i.place.name == "Kyiv" and not i.placeholder
    )


def test_what_the_first_start_shows(ledger, reader):
    start(ledger, reader)
    found = total(ledger)
    bounds = {m: (f.low, f.best, f.high) for m, f in found.figures.items() if f.low is not None}
    assert bounds == {
        Measure.KILLED: (12, 12, None),
        Measure.INJURED: (90, 90, None),
        Measure.FIRES: (40, 40, None),
        Measure.SITES: (13, 13, None),
    }
    assert (found.incidents, found.placeholders, found.unplaced) == (8, 13, 5)
    assert found.figures[Measure.INJURED].carried
    assert found.figures[Measure.KILLED].silent == 7


def test_every_record_of_the_first_start_has_its_words(ledger, reader):
    start(ledger, reader)
    stood = ledger.snapshot()
    text = stood.reports[0].text
    for incident in stood.incidents:
        assert incident.quotes, incident
        for quote in incident.quotes:
            quote.check(text)
    for claim in stood.claims:
        assert isinstance(claim.origin, Quote)
        claim.origin.check(text)


def test_the_unplaced_are_in_the_country_and_nowhere_else(ledger, reader):
    start(ledger, reader)
    lost = [i for i in ledger.snapshot().incidents if not i.place.placed]
    assert len(lost) == 5
    assert {i.place.country for i in lost} == {"UA"}
    assert {i.quotes[0].text[:19] for i in lost} == {"Seven other regions"}


def test_naming_the_regions_proposes_the_five(ledger, reader, told):
    start(ledger, reader)
    added = add(ledger, reader, told[NAMED])
    assert len(added.proposals) == 5
    names = {ledger.incident(p.named_id).place.adm1: p.quotes[1].text for p in added.proposals}
    assert set(names) == {"UA-12", "UA-53", "UA-68", "UA-59", "UA-23"}
    assert all("Khmelnytskyi" in words for words in names.values())
    while waiting := proposals(ledger):
        accept_proposal(ledger, waiting[0].proposal_id, author="me")
    found = total(ledger)
    assert found.unplaced == 0
    assert found.figures[Measure.KILLED].best == 12


def test_the_districts_lie_in_the_city_and_are_not_added(ledger, reader, told):
    start(ledger, reader)
    add(ledger, reader, told[NAMED])
    stood = ledger.snapshot().incidents
    districts = [i for i in stood if i.place.precision.value == "city_district"]
    assert len(districts) == 3
    assert {i.parent_id for i in districts if not i.placeholder} == {kyiv(ledger).incident_id}
    assert best(ledger) == 12
    assert best(ledger, Measure.FIRES) == 40


def test_four_days_later(ledger, reader, told):
    start(ledger, reader)
    added = add(ledger, reader, told[FINAL])
    assert [j.incident_id for j in added.joined] == [kyiv(ledger).incident_id]
    assert best(ledger) == 13
    assert total(ledger).incidents == 8
    steps = history(ledger.claims_of([kyiv(ledger).incident_id]))
    assert [s.best for s in steps if s.measure is Measure.KILLED] == [12, 13]


def test_withdrawing_the_last_word_restores_the_one_before(ledger, reader, told):
    start(ledger, reader)
    add(ledger, reader, told[FINAL])
    ledger.withdraw(told[FINAL].report.report_id, author="me", reason="asked")
    assert best(ledger) == 12


def test_undoing_each_report_leads_back(ledger, reader, told):
    start(ledger, reader)
    before = total(ledger)
    added = [add(ledger, reader, told[title]) for title in NIGHT[1:]]
    for step in reversed(added):
        ledger.undo(step.revision.number, author="me", reason="test")
    assert total(ledger) == before


def shape(ledger):
    stood = ledger.snapshot()
    names = {i.incident_id: i.place.name for i in stood.incidents}
    return sorted(
        (str(i.place.name), i.place.precision.value, i.placeholder, str(names.get(i.parent_id)))
        for i in stood.incidents
    )


@pytest.fixture(scope="module")
def in_order(tmp_path_factory, reader, told):
    path = tmp_path_factory.mktemp("night") / "ledger.db"
    opened = Ledger.open(f"sqlite:///{path}", clock=StillClock())
    for title in NIGHT:
        add(opened, reader, told[title])
    yield shape(opened), bounds_of(opened)
    opened.close()


def bounds_of(ledger):
    return {m: (f.low, f.best, f.high) for m, f in total(ledger).figures.items()}


ORDERS = [o for n, o in enumerate(permutations(NIGHT)) if n % 17 == 0]


@pytest.mark.parametrize("order", ORDERS, ids=range(len(ORDERS)))
def test_any_order_of_the_night_gives_the_same(ledger, reader, told, in_order, order):
    for title in order:
        add(ledger, reader, told[title])
    assert (shape(ledger), bounds_of(ledger)) == in_order
    assert best(ledger) == 13


def test_other_attacks_stay_apart(ledger, reader, told):
    start(ledger, reader)
    before = {i.incident_id for i in ledger.snapshot().incidents}
    for title in sorted(set(told) - set(NIGHT)):
        added = add(ledger, reader, told[title])
        assert not before & {j.incident_id for j in added.joined}, title
    kyiv_claims = ledger.claims_of([kyiv_of(ledger, "2025-04-24").incident_id])
    assert {c.source for c in kyiv_claims} == {"EconoTimes"}


def kyiv_of(ledger, day):
    return next(
        i
        for i in ledger.snapshot().incidents
        if i.place.name == "Kyiv" and not i.placeholder and i.when.start.isoformat() == day
    )
