"""Pairs of reports: what joins, what is asked, what never meets."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from incidents.merge import ProposalKind, open_proposals, plan_merge
from incidents.model import DateBasis, Estimate, Measure, When
from tests.merge.build import EMPTY, KHARKIV_CITY, KYIV, NIGHT, Reading, add

SHELLING = "Explosions/Remote violence"


def telling(key, words, *, place=KYIV, killed=None, days=0, published_only=False, kind=SHELLING):
    """A report of one incident, so many days after the night."""
    day = NIGHT + timedelta(days=days)
    told = Reading(key, day)
    basis = DateBasis.PUBLICATION if published_only else DateBasis.STATED
    figures = [(Measure.KILLED, Estimate.exactly(killed))] if killed is not None else []
    told.tell(
        place,
        words,
        when=When(start=day, basis=basis, date_prec=2 if published_only else 1),
        figures=figures,
        event_type=kind,
    )
    return told.done()


JOINED, ASKED, APART = "joined", "asked", "apart"

PAIRS = [
    pytest.param(
        telling("a", "Missiles struck Kyiv late on Wednesday.", killed=2),
        telling("b", "Drones hit Kyiv overnight.", killed=2, days=1),
        JOINED,
        id="one night across midnight",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv in the morning.", killed=2),
        telling("b", "Drones hit Kyiv overnight.", killed=2, days=1),
        APART,
        id="a morning and the night after it",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=2),
        telling("b", "Drones hit Kyiv overnight.", killed=2, days=1),
        ASKED,
        id="a day whose hour is not stated, and the night after",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv overnight.", killed=2),
        telling("b", "Drones hit Kyiv overnight.", killed=2, days=1),
        APART,
        id="two nights",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv in the morning.", killed=10),
        telling("b", "A drone hit Kyiv in the evening.", killed=1),
        ASKED,
        id="two attacks on one day",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv in the morning.", killed=10),
        telling("b", "By evening the strike had killed 12.", killed=12),
        JOINED,
        id="the hour of a statement",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=18),
        telling("b", "Missiles struck Kyiv.", killed=18, days=7),
        APART,
        id="a week apart",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=9),
        telling("b", "Thirteen are dead in Kyiv.", killed=13, days=3, published_only=True),
        ASKED,
        id="a later toll without its date",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=9),
        telling("b", "Two are dead in Kyiv.", killed=2, days=3, published_only=True),
        APART,
        id="a lower toll without its date",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=9),
        telling("b", "Two are dead in Kyiv.", killed=2, days=1, published_only=True),
        ASKED,
        id="the next day, lower",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=9, published_only=True),
        telling("b", "Missiles struck Kyiv.", killed=9, days=1),
        APART,
        id="no report speaks of a later day",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=9),
        telling("b", "Missiles struck Kharkiv.", killed=9, place=KHARKIV_CITY),
        APART,
        id="another city the same night",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=3),
        telling("b", "Gunmen killed three in Kyiv.", killed=3, kind="Violence against civilians"),
        JOINED,
        id="another type, the same dead",
    ),
    pytest.param(
        telling("a", "Missiles struck Kyiv.", killed=3),
        telling("b", "Gunmen in Kyiv.", kind="Violence against civilians"),
        ASKED,
        id="another type",
    ),
]


@pytest.mark.parametrize(("first", "second", "outcome"), PAIRS)
def test_pairs(first, second, outcome):
    for one, other in ((first, second), (second, first)):
        stood = add(EMPTY, one)
        plan = plan_merge(stood, other)
        found = JOINED if plan.joins else ASKED if plan.proposals else APART
        assert found == outcome
        assert [p.kind for p in plan.proposals] == [ProposalKind.SAME] * (outcome == ASKED)


def test_a_question_shows_both_sentences_and_the_score():
    stood = add(add(EMPTY, PAIRS[4].values[0]), PAIRS[4].values[1])
    (asked,) = open_proposals(stood)
    assert {q.report_id for q in asked.quotes} == {"a", "b"}
    assert "5 hours apart (-0.40)" in asked.score.words


def test_a_question_answered_no_is_not_asked_again():
    stood = add(add(EMPTY, PAIRS[4].values[0]), PAIRS[4].values[1])
    (asked,) = open_proposals(stood)
    assert open_proposals(stood, {asked.proposal_id}) == ()


def test_a_report_that_tells_of_both_knows_them_apart():
    told = Reading("both", date(2025, 4, 24))
    for hour in ("morning", "evening"):
        told.tell(KYIV, f"A drone hit Kyiv in the {hour}.")
    assert open_proposals(add(EMPTY, told.done())) == ()
