"""Reports added to a real ledger: joined, corrected, merged, split, undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from incidents.errors import BadRecord, Conflict, NotFound, StaleEdit
from incidents.model import Action, Estimate, Measure, Person, Quote, When
from incidents.pipeline import (
    accept_proposal,
    add_report,
    edit_claim,
    edit_incident,
    merge_incidents,
    plan_report,
    proposals,
    split_incident,
)
from incidents.store.ledger import Ledger
from incidents.summary import toll
from tests.merge.build import (
    KHARKIV,
    KYIV,
    NIGHT,
    Reading,
    districts_report,
    final_report,
    first_report,
)
from tests.pipeline.doubles import StillClock

NOW = datetime(2025, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def ledger(tmp_path):
    opened = Ledger.open(f"sqlite:///{tmp_path / 'ledger.db'}", clock=StillClock())
    yield opened
    opened.close()


def add(ledger, reading, **more):
    return add_report(ledger, reading, author="me", **more)


def killed(ledger):
    stood = ledger.snapshot()
    return toll(stood.incidents, stood.claims).figures[Measure.KILLED].best


def counts(ledger):
    stood = ledger.snapshot()
    total = toll(stood.incidents, stood.claims)
    return total.incidents, total.placeholders, total.unplaced


def kyiv(ledger):
    stood = ledger.snapshot().incidents
    return next(i for i in stood if i.place.name == "Kyiv" and not i.placeholder)


def test_a_first_report_is_all_new(ledger):
    added = add(ledger, first_report())
    assert added.revision.action is Action.ADD_REPORT
    assert len([i for i in added.new if not i.placeholder]) == 8
    assert counts(ledger) == (8, 13, 5)
    assert added.message == "0 incidents known already, 8 new, 4 claims."


def test_the_same_text_twice_adds_nothing_and_says_so(ledger):
    add(ledger, first_report())
    before = ledger.revision()
    other_id = replace(first_report().report, report_id="other")
    again = add(ledger, replace(first_report(), report=other_id))
    assert again.revision is None
    assert again.known_as.report_id == "first"
    assert "already here" in again.message
    assert ledger.revision() == before


def test_a_second_report_joins_and_proposes(ledger):
    add(ledger, first_report())
    added = add(ledger, districts_report())
    assert len(added.joined) == 3
    assert len(added.proposals) == 5
    assert "5 proposals for you to decide" in added.message
    assert killed(ledger) == 12


def test_a_plan_saves_nothing(ledger):
    add(ledger, first_report())
    before = ledger.snapshot()
    assert len(plan_report(ledger, districts_report()).joins) == 3
    assert ledger.snapshot() == before


def test_proposals_can_be_accepted_one_by_one(ledger):
    add(ledger, first_report())
    add(ledger, districts_report())
    while waiting := proposals(ledger):
        saved = accept_proposal(ledger, waiting[0].proposal_id, author="me")
        assert saved.action is Action.ACCEPT
    assert counts(ledger)[2] == 0
    with pytest.raises(NotFound, match="does not stand any more"):
        accept_proposal(ledger, "pro_none", author="me")


def test_proposals_can_be_accepted_while_adding(ledger):
    add(ledger, first_report())
    plan = plan_report(ledger, districts_report())
    added = add(ledger, districts_report(), accepted=[p.proposal_id for p in plan.proposals])
    assert added.proposals == ()
    assert counts(ledger)[2] == 0


def test_undoing_a_report_restores_what_stood(ledger):
    add(ledger, first_report())
    before = ledger.snapshot()
    added = add(ledger, districts_report())
    ledger.undo(added.revision.number, author="me", reason="wrong text")
    after = ledger.snapshot()
    assert [r.report_id for r in after.reports] == [r.report_id for r in before.reports]
    assert {plain(i) for i in after.incidents} == {plain(i) for i in before.incidents}
    assert after.claims == before.claims
    assert killed(ledger) == 12


def plain(incident):
    return replace(incident, revision=0, added_at=None)


def test_a_later_report_gives_the_final_toll(ledger):
    add(ledger, first_report())
    add(ledger, final_report())
    assert killed(ledger) == 13
    assert counts(ledger)[0] == 8


def test_a_withdrawn_report_takes_its_figures_along(ledger):
    add(ledger, first_report())
    add(ledger, final_report())
    ledger.withdraw("final", author="me", reason="asked by the publisher")
    assert killed(ledger) == 12


def test_an_edit_is_a_revision(ledger):
    add(ledger, first_report())
    seen = kyiv(ledger)
    mended = replace(seen, when=When(start=NIGHT, zone="Europe/Kyiv"))
    saved = edit_incident(ledger, seen, mended, author="me", reason="zone")
    assert saved.action is Action.EDIT
    assert kyiv(ledger).when.zone == "Europe/Kyiv"


def test_a_stale_edit_is_refused_with_both_versions(ledger):
    add(ledger, first_report())
    seen = kyiv(ledger)
    edit_incident(ledger, seen, replace(seen, title="One"), author="me", reason="title")
    with pytest.raises(StaleEdit) as caught:
        edit_incident(ledger, seen, replace(seen, title="Two"), author="you", reason="title")
    assert caught.value.mine.title == "Two"
    assert caught.value.theirs.title == "One"


def test_an_edit_keeps_the_id(ledger):
    add(ledger, first_report())
    seen = kyiv(ledger)
    with pytest.raises(BadRecord, match="cannot change the id"):
        edit_incident(ledger, seen, replace(seen, incident_id="x"), author="me", reason="")


def deaths(ledger):
    claims = ledger.claims_of([kyiv(ledger).incident_id])
    return next(c for c in claims if c.measure is Measure.KILLED and isinstance(c.origin, Quote))


def test_a_correction_is_a_new_claim_and_the_quoted_one_stays(ledger):
    add(ledger, first_report())
    seen = deaths(ledger)
    edit_claim(ledger, seen, Estimate.exactly(11), author="me", at=NOW, reason="misread")
    assert killed(ledger) == 11
    claims = ledger.claims_of([seen.incident_id])
    assert seen in claims
    mended = next(c for c in claims if isinstance(c.origin, Person))
    assert mended.origin.replaces == seen.claim_id
    assert mended.said == seen.said


def test_a_later_report_replaces_a_correction(ledger):
    add(ledger, first_report())
    edit_claim(ledger, deaths(ledger), Estimate.exactly(11), author="me", at=NOW, reason="misread")
    add(ledger, final_report())
    assert killed(ledger) == 13


def test_a_second_correction_of_the_same_claim_is_stale(ledger):
    add(ledger, first_report())
    seen = deaths(ledger)
    edit_claim(ledger, seen, Estimate.exactly(11), author="me", at=NOW, reason="misread")
    with pytest.raises(StaleEdit) as caught:
        edit_claim(ledger, seen, Estimate.exactly(10), author="you", at=NOW, reason="misread")
    assert caught.value.theirs.estimate == Estimate.exactly(11)


def two_strikes():
    told = Reading("strikes")
    told.tell(KYIV, "Kyiv was hit.", figures=[(Measure.KILLED, Estimate.exactly(2))])
    told.tell(KHARKIV, "Kharkiv was hit.", figures=[(Measure.KILLED, Estimate.exactly(1))])
    return told.done()


def test_merge_by_hand_and_back(ledger):
    add(ledger, two_strikes())
    before = ledger.snapshot()
    kept, gone = (i.incident_id for i in before.incidents)
    saved = merge_incidents(ledger, kept, gone, author="me", reason="one attack")
    after = ledger.snapshot()
    assert [i.incident_id for i in after.incidents] == [kept]
    assert {c.incident_id for c in after.claims} == {kept}
    ledger.undo(saved.number, author="me", reason="no")
    again = ledger.snapshot()
    assert {plain(i) for i in again.incidents} == {plain(i) for i in before.incidents}
    assert again.claims == before.claims


def test_split_by_hand_and_back(ledger):
    add(ledger, first_report())
    before = ledger.snapshot()
    seen, fires = kyiv(ledger), None
    fires = next(c for c in before.claims if c.measure is Measure.FIRES)
    new = replace(seen, incident_id="inc_fires", title="Fires", added_at=None, revision=0)
    saved = split_incident(
        ledger, seen.incident_id, new, [fires.claim_id], author="me", reason="apart"
    )
    assert [c.claim_id for c in ledger.claims_of(["inc_fires"])] == [fires.claim_id]
    ledger.undo(saved.number, author="me", reason="no")
    assert ledger.snapshot().claims == before.claims


def test_withdrawing_keeps_what_another_report_speaks_of(ledger):
    add(ledger, first_report())
    add(ledger, districts_report())
    ledger.withdraw("first", author="me", reason="asked by the publisher")
    stood = ledger.snapshot()
    names = {i.place.name for i in stood.incidents}
    assert {"Zhytomyr", "Kharkiv", "Kyiv"} <= names
    assert None not in names
    assert {q.report_id for i in stood.incidents for q in i.quotes} == {"districts"}


def test_redacting_blackens_the_words_that_speak_of_an_incident(ledger, tmp_path):
    add(ledger, first_report())
    add(ledger, districts_report())
    ledger.redact("first", author="me", reason="a name was in it")
    quotes = [q for i in ledger.snapshot().incidents for q in i.quotes if q.report_id == "first"]
    assert quotes
    assert all(set(q.text) == {"█"} for q in quotes)
    ledger.close()
    words = b"Seven other regions"
    assert not [f.name for f in tmp_path.iterdir() if words in f.read_bytes()]


def test_quotes_survive_the_ledger(ledger):
    add(ledger, first_report())
    zhytomyr = next(i for i in ledger.snapshot().incidents if i.place.name == "Zhytomyr")
    assert [q.text for q in zhytomyr.quotes] == [
        "Seven other regions, including Kharkiv and Zhytomyr, were hit."
    ]


def test_undone_steps_do_not_stand_in_the_way_of_older_ones(ledger):
    first = add(ledger, first_report()).revision.number
    second = add(ledger, districts_report()).revision.number
    undone = ledger.undo(second, author="me", reason="no").number
    with pytest.raises(Conflict, match=f"undone already, by revision {undone}"):
        ledger.undo(second, author="me", reason="no")
    again = ledger.undo(undone, author="me", reason="yes after all").number
    with pytest.raises(Conflict, match=f"revision {second} changed"):
        ledger.undo(first, author="me", reason="no")
    ledger.undo(second, author="me", reason="no")
    ledger.undo(first, author="me", reason="no")
    assert again == undone + 1
    assert ledger.snapshot().incidents == ()
