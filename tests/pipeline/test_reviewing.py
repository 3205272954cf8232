"""What needs a person: which questions are asked, and that each answer is kept and can go back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from incidents.errors import NotFound
from incidents.merge import Snapshot
from incidents.model import (
    Action,
    Counter,
    DateBasis,
    Estimate,
    Measure,
    Moment,
    Precision,
    Standing,
    When,
)
from incidents.pipeline import (
    add_report,
    edit_incident,
    merge_incidents,
    preview_merge,
    preview_split,
    proposals,
    reviewing,
    split_claims,
)
from incidents.pipeline.review_items import ReviewKind, review_items
from incidents.store.ledger import Ledger
from incidents.summary import toll
from tests.merge.build import (
    KHARKIV,
    KHARKIV_CITY,
    KYIV,
    NIGHT,
    UNNAMED,
    Reading,
    districts_report,
    first_report,
)
from tests.pipeline.doubles import StillClock

WHO = reviewing.Decider(author="me", at=datetime(2025, 5, 1, 12, tzinfo=UTC))
LATER = date(2025, 4, 25)
UNDATED = When(start=LATER, date_prec=2, basis=DateBasis.PUBLICATION)


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=StillClock())
    yield opened
    opened.close()


def add(ledger, *readings):
    for reading in readings:
        add_report(ledger, reading, author="me")


def strike(key, words, killed, *, place=KYIV, **more):
    told = Reading(key)
    told.tell(place, words, figures=[(Measure.KILLED, killed)])
    done = told.done()
    return replace(done, claims=tuple(replace(c, **more) for c in done.claims))


def day_after(key, words, killed):
    """A report of the day after that names no day."""
    told = Reading(key, LATER)
    told.tell(KYIV, words, figures=[(Measure.KILLED, killed)], when=UNDATED)
    return told.done()


def only(ledger, kind):
    (found,) = [i for i in reviewing.open_items(ledger) if i.kind is kind]
    return found


def plain(snapshot):
    """The state without the numbers of revisions."""
    incidents = {replace(i, revision=0) for i in snapshot.incidents}
    return incidents, set(snapshot.claims)


def party(name):
    return Counter(name, Standing.OFFICIAL, party=True)


CONTRADICTION = (
    strike("a", "Ten are dead.", Estimate.exactly(10), counted_by=party("one side")),
    strike("b", "Three are dead.", Estimate.exactly(3), counted_by=party("the other side")),
)
ORDER = (
    strike("a", "Nine are dead.", Estimate.exactly(9)),
    strike("b", "Twelve are dead.", Estimate.exactly(12)),
)
VAGUE = (strike("a", "Dozens are dead.", Estimate.vague("dozens")),)
NAMED = (strike("a", "Anna Koval, 34, was killed.", Estimate.exactly(1)),)
AMBIGUOUS = replace(
    UNNAMED, name="Ivanivka", toponym="Ivanivka", expected=Precision.SETTLEMENT, runner_up="two"
)
PLACE = (strike("a", "Two died in Ivanivka.", Estimate.exactly(2), place=AMBIGUOUS),)
LOOSELY = replace(KHARKIV_CITY, toponym="Harkov", score=0.75)
LOOSE = (strike("a", "Two died in Harkov.", Estimate.exactly(2), place=LOOSELY),)
JOINED = (
    strike("a", "Three died in Kyiv.", Estimate.exactly(3)),
    day_after("b", "Three died in the attack on Kyiv.", Estimate.exactly(3)),
)
UNPLACED = (strike("a", "Two died in a region.", Estimate.exactly(2), place=UNNAMED),)


@pytest.mark.parametrize(
    ("told", "kind"),
    [
        pytest.param(CONTRADICTION, ReviewKind.CONTRADICTION, id="contradiction"),
        pytest.param(ORDER, ReviewKind.ORDER, id="order inferred"),
        pytest.param(VAGUE, ReviewKind.VAGUE, id="vague"),
        pytest.param(NAMED, ReviewKind.PRIVATE, id="private name"),
        pytest.param(PLACE, ReviewKind.PLACE, id="ambiguous place"),
        pytest.param(LOOSE, ReviewKind.LOOSE, id="loose spelling"),
        pytest.param(UNPLACED, ReviewKind.UNPLACED, id="unplaced"),
        pytest.param(JOINED, ReviewKind.JOIN, id="joined with a low score"),
    ],
)
def test_each_kind_is_asked_kept_and_asked_again_after_undo(ledger, told, kind):
    add(ledger, *told)
    item = only(ledger, kind)
    before = plain(ledger.snapshot())
    done = reviewing.keep(ledger, item, WHO)
    assert done.action is Action.DECIDE
    assert done.decides == item.item_id
    assert kind not in {i.kind for i in reviewing.open_items(ledger)}
    assert plain(ledger.snapshot()) == before
    ledger.undo(done.number, author="me", reason="asked again")
    assert only(ledger, kind).item_id == item.item_id


def test_a_calm_state_asks_nothing(ledger):
    add(ledger, strike("a", "Nine are dead.", Estimate.exactly(9)))
    assert reviewing.open_items(ledger) == ()
    assert review_items(Snapshot()) == ()


def test_the_quickest_come_first(ledger):
    add(ledger, first_report(), districts_report(), *VAGUE)
    kinds = [i.kind for i in reviewing.open_items(ledger)]
    assert kinds == sorted(kinds, key=list(ReviewKind).index)
    assert kinds[:5] == [ReviewKind.NAME] * 5


def test_a_rejected_name_is_none_of_the_unnamed_and_the_others_are_still_asked(ledger):
    add(ledger, first_report(), districts_report())
    item = reviewing.open_items(ledger)[0]
    done = reviewing.reject(ledger, item, WHO)
    left = proposals(ledger)
    assert len(left) == 4
    assert item.incident.incident_id not in {p.named_id for p in left}
    ledger.undo(done.number, author="me", reason="it was one of them")
    assert len(proposals(ledger)) == 5


def test_a_rejection_holds_for_the_next_report(ledger):
    add(ledger, first_report(), districts_report())
    reviewing.reject(ledger, reviewing.open_items(ledger)[0], WHO)
    third = Reading("third", LATER)
    third.tell(KHARKIV, "Kharkiv was hit.", day=NIGHT)
    assert add_report(ledger, third.done(), author="me").proposals == ()
    assert len(proposals(ledger)) == 4


def test_accepting_carries_the_proposal_out(ledger):
    add(ledger, first_report(), districts_report())
    before = len(ledger.snapshot().incidents)
    done = reviewing.accept(ledger, reviewing.open_items(ledger)[0], WHO)
    assert done.action is Action.ACCEPT
    assert len(ledger.snapshot().incidents) == before - 1


def test_the_chosen_figure_stands_and_the_other_is_kept_as_passed(ledger):
    add(ledger, *CONTRADICTION)
    item = only(ledger, ReviewKind.CONTRADICTION)
    low = next(c for c in item.claims if c.estimate.best == 3)
    done = reviewing.choose_claim(ledger, item, low.claim_id, WHO)
    stood = ledger.snapshot()
    assert toll(stood.incidents, stood.claims).figures[Measure.KILLED].best == 3
    assert len(stood.claims) == 2
    ledger.undo(done.number, author="me", reason="undecided")
    stood = ledger.snapshot()
    assert toll(stood.incidents, stood.claims).figures[Measure.KILLED].best == 10


def test_a_figure_the_question_is_not_about_cannot_be_chosen(ledger):
    add(ledger, *CONTRADICTION)
    with pytest.raises(NotFound, match="choose among its own"):
        reviewing.choose_claim(ledger, only(ledger, ReviewKind.CONTRADICTION), "clm_x", WHO)


def test_a_figure_takes_the_place_of_a_vague_word(ledger):
    add(ledger, *VAGUE)
    reviewing.give_figure(ledger, only(ledger, ReviewKind.VAGUE), Estimate.at_least(24), WHO)
    stood = ledger.snapshot()
    assert toll(stood.incidents, stood.claims).figures[Measure.KILLED].low == 24
    assert reviewing.open_items(ledger) == ()


def test_reports_joined_wrongly_are_taken_apart_and_not_proposed_as_one(ledger):
    add(ledger, *JOINED)
    item, before = only(ledger, ReviewKind.JOIN), plain(ledger.snapshot())
    assert [s.incident.when.start for s in item.sides] == [NIGHT, LATER]
    done = reviewing.reject(ledger, item, WHO)
    assert done.action is Action.SPLIT
    assert "another attack" in done.reason
    assert {i.when.start for i in ledger.snapshot().incidents} == {NIGHT, LATER}
    asked = {i.kind for i in reviewing.open_items(ledger)}
    assert asked.isdisjoint({ReviewKind.JOIN, ReviewKind.SAME})
    with pytest.raises(NotFound, match="not open any more"):
        reviewing.reject(ledger, item, WHO)
    ledger.undo(done.number, author="me", reason="one attack")
    assert plain(ledger.snapshot()) == before
    assert only(ledger, ReviewKind.JOIN).item_id == item.item_id


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_a_join_that_was_confirmed_is_not_asked_about_after_the_next_report(ledger, order):
    third = day_after("c", "Three are dead in Kyiv.", Estimate.exactly(3))
    told = (*JOINED, third)
    add(ledger, *(told[n] for n in order[:2]))
    for item in reviewing.open_items(ledger):
        reviewing.accept(ledger, item, WHO)
    add(ledger, told[order[2]])
    asked = [i for i in reviewing.open_items(ledger) if i.kind is ReviewKind.JOIN]
    # Two reports of the day after are surely of one attack: the first of another day asks.
    assert len(asked) == (order[2] == 0)


def test_what_is_nearly_alike_shows_both_and_is_not_asked_about_once_it_is_one(ledger):
    add(ledger, JOINED[0], day_after("b", "Two died in the attack on Kyiv.", Estimate.exactly(2)))
    item = only(ledger, ReviewKind.SAME)
    assert [s.incident.when.start for s in item.sides] == [NIGHT, LATER]
    assert [s.quote.report_id for s in item.sides] == ["a", "b"]
    assert item.score.total < 0.6
    reviewing.accept(ledger, item, WHO)
    assert reviewing.open_items(ledger) == ()


def test_a_new_figure_asks_anew(ledger):
    add(ledger, *ORDER)
    first = only(ledger, ReviewKind.ORDER)
    reviewing.keep(ledger, first, WHO)
    add(ledger, strike("c", "Fourteen are dead.", Estimate.exactly(14)))
    assert only(ledger, ReviewKind.ORDER).item_id != first.item_id


def test_choosing_a_place_puts_it_on_the_map_under_its_written_name(ledger):
    add(ledger, *PLACE)
    reviewing.place_it(ledger, only(ledger, ReviewKind.PLACE), KHARKIV_CITY, WHO)
    (found,) = ledger.snapshot().incidents
    assert (found.place.name, found.place.toponym) == ("Kharkiv", "Ivanivka")


@pytest.mark.parametrize("score", [None, 0.85, 1.0])
def test_a_usual_spelling_is_not_asked_about(ledger, score):
    place = replace(LOOSELY, score=score)
    add(ledger, strike("a", "Two died in Harkov.", Estimate.exactly(2), place=place))
    assert ReviewKind.LOOSE not in {i.kind for i in reviewing.open_items(ledger)}


def test_what_is_withheld_is_marked(ledger):
    add(ledger, *NAMED)
    reviewing.withhold(ledger, only(ledger, ReviewKind.PRIVATE), WHO)
    assert ledger.snapshot().incidents[0].sensitivity.value == "withhold"


def test_a_question_that_is_gone_is_not_found(ledger):
    with pytest.raises(NotFound, match="not open any more"):
        reviewing.find_item(ledger, "vag_none")


def kyiv(ledger):
    found = ledger.snapshot().incidents
    return next(i for i in found if i.place.name == "Kyiv" and not i.placeholder)


def test_unnamed_sites_go_along_when_their_city_is_moved_or_redated(ledger):
    add(ledger, first_report())
    seen = kyiv(ledger)
    mended = replace(seen, place=KHARKIV_CITY, when=replace(seen.when, start=LATER))
    done = edit_incident(ledger, seen, mended, author="me", reason="misread")
    sites = [i for i in ledger.snapshot().incidents if i.placeholder]
    assert len(sites) == 13
    assert {(s.place, s.when.start) for s in sites} == {(KHARKIV_CITY, LATER)}
    ledger.undo(done.number, author="me", reason="it was right")
    assert {i.place for i in ledger.snapshot().incidents if i.placeholder} == {KYIV}


def test_a_city_moved_into_a_region_becomes_part_of_it(ledger):
    add(ledger, first_report())
    seen = kyiv(ledger)
    edit_incident(ledger, seen, replace(seen, place=KHARKIV_CITY), author="me", reason="misread")
    stood = {i.incident_id: i for i in ledger.snapshot().incidents}
    assert stood[stood[seen.incident_id].parent_id].place == KHARKIV
    back = stood[seen.incident_id]
    edit_incident(ledger, back, replace(back, place=KYIV), author="me", reason="no, Kyiv")
    assert ledger.incident(seen.incident_id).parent_id is None


def test_a_merge_is_shown_first_and_undone_to_the_letter(ledger):
    add(ledger, *ORDER[:1], strike("b", "Four are dead.", Estimate.exactly(4), place=KHARKIV_CITY))
    before = ledger.snapshot()
    kept, gone = (i.incident_id for i in before.incidents)
    seen = preview_merge(ledger, kept, gone)
    assert seen.before.figures[Measure.KILLED].best == 13
    assert seen.after.figures[Measure.KILLED].best == 9
    assert plain(ledger.snapshot()) == plain(before)
    done = merge_incidents(ledger, kept, gone, author="me", reason="one strike")
    assert len(ledger.snapshot().incidents) == 1
    ledger.undo(done.number, author="me", reason="two strikes")
    assert plain(ledger.snapshot()) == plain(before)


def test_a_split_is_shown_first_and_not_asked_about_again(ledger):
    add(ledger, *ORDER)
    (whole,) = ledger.snapshot().incidents
    claim = next(c for c in ledger.snapshot().claims if c.estimate.best == 9)
    seen = preview_split(ledger, whole.incident_id, [claim.claim_id])
    assert (seen.before.figures[Measure.KILLED].best, seen.after.figures[Measure.KILLED].best) == (
        12,
        21,
    )
    new, done = split_claims(
        ledger, whole.incident_id, [claim.claim_id], author="me", reason="two strikes"
    )
    assert {q.report_id for q in ledger.incident(new.incident_id).quotes} == {"a"}
    assert {q.report_id for q in ledger.incident(whole.incident_id).quotes} == {"b"}
    assert ReviewKind.SAME not in {i.kind for i in reviewing.open_items(ledger)}
    ledger.undo(done.number, author="me", reason="one strike")
    assert plain(ledger.snapshot())[0] == {replace(whole, revision=0)}


def test_figures_of_certain_order_are_not_asked_about(ledger):
    early, late = ORDER
    late = replace(late, claims=tuple(replace(c, said=Moment.of(LATER)) for c in late.claims))
    add(ledger, early, late)
    assert reviewing.open_items(ledger) == ()
