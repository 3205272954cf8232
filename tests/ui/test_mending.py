from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from incidents.errors import BadInput
from incidents.model import Estimate, Extraction, Person
from incidents.ui import mending

MENDER = mending.Mender("Olena", datetime(2025, 4, 25, tzinfo=UTC))


@pytest.fixture
def read(night, report, claims):
    return Extraction(report=report, incidents=night.ledger.snapshot().incidents, claims=claims)


def test_tables_have_a_row_for_each_record(read):
    figures, places = mending.figure_frame(read), mending.incident_frame(read)
    assert len(figures) == 4
    assert len(places) == 8
    assert figures["Words"].tolist()[0] == "At least 12 people"


def test_nothing_edited_changes_nothing(read, reader):
    assert mending.mended(read, {}, {}, reader.gazetteer, MENDER) == read


def test_a_corrected_figure_is_a_new_claim_and_the_quoted_one_stays(read, reader):
    made = mending.mended(read, {0: {"Low": 13, "Best": 13}}, {}, reader.gazetteer, MENDER)
    assert read.claims[0] in made.claims
    (new,) = set(made.claims) - set(read.claims)
    assert new.estimate == Estimate(13, 13, None)
    assert new.origin == Person(
        author="Olena", at=MENDER.at, reason=MENDER.reason, replaces=read.claims[0].claim_id
    )


def test_a_figure_can_be_left_out(read, reader):
    made = mending.mended(read, {1: {"Keep": False}}, {}, reader.gazetteer, MENDER)
    assert made.claims == (read.claims[0], *read.claims[2:])


def row_of(read, name):
    return [mending.name_of(i) for i in mending.shown(read)].index(name)


def test_a_place_is_taken_from_the_gazetteer_and_its_sites_follow(read, reader):
    edits = {row_of(read, "Kyiv"): {"Place": "Odesa", "Date": "2025-04-23"}}
    made = mending.mended(read, {}, edits, reader.gazetteer, MENDER)
    moved = [i for i in made.incidents if i.place.name == "Odesa"]
    assert len(moved) == 14
    assert {i.when.start for i in moved} == {date(2025, 4, 23)}


@pytest.mark.parametrize(
    ("figures", "places", "words"),
    [
        pytest.param({0: {"Low": 20}}, {}, "figure 1 of the table", id="low above best"),
        pytest.param({0: {"Low": 1.5}}, {}, "no whole number", id="half a person"),
        pytest.param({}, {0: {"Place": "Qwxyz"}}, "does not know it", id="unknown place"),
        pytest.param(
            {},
            {0: {"Place": "USSR"}},
            "is no more; its land lies in Russia",
            id="a country that is no more",
        ),
    ],
)
def test_what_cannot_be_says_where(read, reader, figures, places, words):
    with pytest.raises(BadInput, match=words):
        mending.mended(read, figures, places, reader.gazetteer, MENDER)


def test_part_of_names_the_parent(read):
    site = next(i for i in read.incidents if i.placeholder)
    assert mending.part_of(site, read) == "Kyiv"
    assert mending.part_of(replace(site, parent_id=None), read) == ""
