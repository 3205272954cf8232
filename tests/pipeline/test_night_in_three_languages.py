"""One night told in English, Ukrainian and Russian: the same incidents, joined, the same toll."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import permutations

import pytest

from incidents.model import Measure
from incidents.pipeline import add_report, new_report, read_report
from incidents.pipeline.services import open_reader
from incidents.store.ledger import Ledger
from incidents.summary import toll
from tests.extract.test_slavic import NIGHTS
from tests.pipeline.doubles import StillClock

#: A later bulletin in Ukrainian, which the other two tell nothing of.
LATER = "Київ. Станом на 19:00 24 квітня кількість загиблих унаслідок удару зросла до 13."


@pytest.fixture(scope="module")
def told():
    reader = open_reader()
    hours = {"en": 9, "uk": 10, "ru": 11, "later": 20}

    def read(key, text, language):
        hour = datetime.combine(date(2025, 4, 24), time(hours[key]))
        report = new_report(text, publisher=f"Publisher {key}", published=hour, language=language)
        return read_report(report, reader.toponyms, reader.extractor)

    found = {k: read(k, text, k) for k, text in NIGHTS.items()}
    return reader, {**found, "later": read("later", LATER, "uk")}


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=StillClock())
    yield opened
    opened.close()


def total(ledger):
    stood = ledger.snapshot()
    found = toll(stood.incidents, stood.claims)
    bounds = {m: (f.low, f.best) for m, f in found.figures.items() if f.low is not None}
    return bounds, found.incidents, found.placeholders


@pytest.mark.parametrize("order", list(permutations(["en", "uk", "ru"])), ids="-".join)
def test_three_tellings_are_one_night_in_any_order(ledger, told, order):
    reader, reports = told
    for key in order:
        add_report(ledger, reports[key], author="me", gazetteer=reader.gazetteer)

    bounds, incidents, placeholders = total(ledger)
    assert bounds[Measure.KILLED] == (12, 12)
    assert bounds[Measure.INJURED] == (90, 90)
    assert bounds[Measure.FIRES] == (40, 40)
    assert (incidents, placeholders) == (8, 13)


def test_a_later_ukrainian_bulletin_revises_an_english_report(ledger, told):
    reader, reports = told
    for key in ("en", "later"):
        add_report(ledger, reports[key], author="me", gazetteer=reader.gazetteer)

    bounds, incidents, _ = total(ledger)
    assert bounds[Measure.KILLED][1] == 13
    assert incidents == 8
