"""The review page: the question, its answers by letter, what is left, and the way back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from incidents.model import Action, Change, Estimate, Measure, Moment, Quote, Report
from incidents.pipeline import reviewing
from incidents.pipeline.review_items import ReviewKind
from incidents.pipeline.reviewing import open_items
from incidents.summary import history
from incidents.ui import byhand, cache, questions, steps
from tests.ui.test_pages import html_of
from tests.ui.test_pages import start as start  # noqa: PLC0414 - a fixture shared by name

WORDS = (
    "Poltava and Sumy regions were hit too. Nine were killed in Kyiv. Dozens were wounded there."
)


def second_report(night):
    """A report of the same day that names two regions and gives other figures for Kyiv."""
    report = Report(
        report_id="rep_two", text=WORDS, publisher="Our desk", published=date(2025, 4, 24)
    )
    ledger = night.ledger
    quote = Quote(report_id="rep_two", start=0, end=38, text=WORDS[:38])
    known = ledger.snapshot()
    like = next(i for i in known.incidents if i.incident_id == "inc_kharkiv")
    told = [
        incident_like(like, name, code, quote)
        for name, code in (("Poltava region", "UA-53"), ("Sumy region", "UA-59"))
    ]
    first = Quote(
        report_id="rep_night", start=0, end=29, text="At least 12 people were killed"[:29]
    )
    unnamed = [i for i in known.incidents if i.incident_id.startswith("inc_region")]
    spoken = [Change(i, with_quotes(i, first)) for i in unnamed]
    killed = figure(known, "killed", Estimate.exactly(9), "Nine were killed")
    wounded = figure(known, "injured", Estimate.vague("dozens"), "Dozens were wounded")
    changes = [Change(None, r) for r in (report, *told, killed, wounded)]
    ledger.commit([*spoken, *changes], author="test", action=Action.ADD_REPORT, reason="two")


def with_quotes(incident, quote):
    return replace(incident, quotes=(quote,))


def incident_like(like, name, code, quote):
    place = replace(like.place, name=name, adm1=code, place_id=f"adm1:{code}")
    return replace(
        like, incident_id=f"inc_{code}", place=place, title=name, quotes=(quote,), revision=0
    )


def figure(known, key, estimate, words):
    like = next(c for c in known.claims if c.claim_id == f"clm_{key}")
    start = WORDS.index(words)
    quote = Quote(report_id="rep_two", start=start, end=start + len(words), text=words)
    return replace(
        like, claim_id=f"clm_two_{key}", estimate=estimate, origin=quote, source="Our desk",
        carried=False,
    )  # fmt: skip


def run_review(night, monkeypatch):
    """The page alone, without the navigation around it."""
    monkeypatch.setattr(cache, "process_services", lambda: night)
    cache._review_items.clear()
    cache._reports.clear()

    def script():
        from incidents.ui.views import review  # noqa: PLC0415 - the script runs alone

        review.render()

    return AppTest.from_function(script, default_timeout=60).run()


def button(app, letter):
    return next(b for b in app.button if b.key and b.key.endswith(f"-{letter}"))


def test_nothing_to_decide_says_so(night, monkeypatch):
    for item in open_items(night.ledger):
        who = reviewing.Decider(author="t", at=night.clock.now())
        reviewing.keep(night.ledger, item, who)
    app = run_review(night, monkeypatch)
    assert [i.value for i in app.info] == ["Nothing waits for a decision."]


def test_the_first_question_shows_both_sentences_and_what_is_left(night, monkeypatch):
    second_report(night)
    app = run_review(night, monkeypatch)
    assert not app.exception
    shown = html_of(app)
    left = len(open_items(night.ledger))
    assert f"<b>{left}</b> questions left" in shown
    assert "At least 12 people" in shown
    assert "Poltava and Sumy regions" in shown


def test_an_answer_is_a_revision_and_can_be_taken_back(night, monkeypatch):
    second_report(night)
    app = run_review(night, monkeypatch)
    before = open_items(night.ledger)
    button(app, "X").click().run()
    assert not app.exception
    after = open_items(night.ledger)
    assert before[0].item_id not in {i.item_id for i in after}
    assert night.ledger.revisions(1)[0].decides == before[0].item_id
    next(b for b in app.button if b.key == "rev_undo").click().run()
    assert [i.item_id for i in open_items(night.ledger)] == [i.item_id for i in before]


def day_after(night):
    """A report of the day after that names no day, joined to Kyiv with a low score."""
    text = "Twelve people died in the attack on Kyiv."
    told = Report(
        report_id="rep_after", text=text, publisher="Our desk", published=date(2025, 4, 25)
    )
    like = next(c for c in night.ledger.claims_of(["inc_kyiv"]) if c.claim_id == "clm_killed")
    quote = Quote(report_id="rep_after", start=0, end=len(text), text=text)
    claim = replace(like, claim_id="clm_after", origin=quote, source="Our desk",
                    said=Moment.of(date(2025, 4, 25)))  # fmt: skip
    kyiv = night.ledger.incident("inc_kyiv")
    changes = (
        Change(None, told),
        Change(kyiv, replace(kyiv, quotes=(*kyiv.quotes, quote))),
        Change(None, claim),
    )
    night.ledger.commit(changes, author="test", action=Action.ADD_REPORT, reason="after")


@pytest.mark.parametrize(("letter", "incidents"), [("A", 0), ("X", 1)])
def test_a_join_with_a_low_score_shows_both_tellings_and_takes_an_answer(
    night, monkeypatch, letter, incidents
):
    day_after(night)
    before = len(night.ledger.snapshot().incidents)
    app = run_review(night, monkeypatch)
    assert not app.exception
    shown = html_of(app)
    assert "Joined with a low score" in shown
    assert "25 April 2025 (the day of publication; the text names no day)" in shown
    assert "Twelve people died in the attack on Kyiv." in shown
    assert "At least 12 people" in shown
    assert "Likeness 0." in shown
    button(app, letter).click().run()
    assert not app.exception
    assert len(night.ledger.snapshot().incidents) == before + incidents
    assert ReviewKind.JOIN not in {i.kind for i in open_items(night.ledger)}
    next(b for b in app.button if b.key == "rev_undo").click().run()
    assert ReviewKind.JOIN in {i.kind for i in open_items(night.ledger)}


def test_moving_on_and_putting_off(night, monkeypatch):
    second_report(night)
    app = run_review(night, monkeypatch)
    items = open_items(night.ledger)
    next(b for b in app.button if b.key == "rev_next").click().run()
    assert button(app, "A").key.startswith(items[1].item_id)
    next(b for b in app.button if b.key == "rev_skip").click().run()
    assert button(app, "A").key.startswith(items[2].item_id)


def test_each_answer_has_a_letter_of_its_own(night):
    second_report(night)
    own = {"J", "K", "S", "U"}
    for item in open_items(night.ledger):
        letters = [a.letter for a in questions.answers(item)]
        assert len(letters) == len(set(letters))
        assert not own & set(letters)
        assert not {"C", "R"} & set(letters)


def test_kinds_are_chosen_and_skipped_ones_come_last(night):
    second_report(night)
    items = open_items(night.ledger)
    vague = questions.arranged(items, [ReviewKind.VAGUE], set())
    assert {i.kind for i in vague} == {ReviewKind.VAGUE}
    last = questions.arranged(items, [], {items[0].item_id})[-1]
    assert last == items[0]
    assert sum(questions.counted(items).values()) == len(items)


def test_steps_tell_time_source_and_words(night):
    second_report(night)
    claims = night.ledger.claims_of(["inc_kyiv"])
    found = history(claims)
    shown = steps.listed(found, {c.claim_id: c for c in claims}, cached_reports(night)).text
    assert "24 April 2025, hour not stated" in shown
    assert "killed: at least 12" in shown
    assert "EconoTimes" in shown
    assert set(steps.frame(found)["measure"]) == {"killed", "wounded"}


def cached_reports(night):
    return {r.report_id: r for r in night.ledger.reports()}


def test_a_step_after_the_hour_chosen_says_so(claims):
    late = history(claims)
    early = date(2025, 4, 23)
    as_of = Moment.of(early).earliest
    shown = steps.listed(late, {c.claim_id: c for c in claims}, {}, as_of).text
    assert "not yet said at the hour chosen" in shown


def test_a_correction_goes_with_the_figure_it_mends(claims):
    assert byhand.with_corrections(["clm_killed"], claims) == ("clm_killed",)
    assert {c.measure for c in byhand.movable(claims)} >= {Measure.KILLED}


def test_the_panel_merges_two_incidents(night, start):
    app = start(open="inc_kharkiv")
    app.radio(key="mrg_other").set_value("inc_zhytomyr").run()
    assert not app.exception
    assert '<th>Incidents, with its parts</th><td>2</td><td class="moved">1</td>' in html_of(app)
    app.text_input(key="mrg_why").input("one region").run()
    app.button(key="mrg_save").click().run()
    assert not app.exception
    assert night.ledger.revisions(1)[0].action is Action.MERGE


def test_the_panel_splits_an_incident(night, start):
    app = start(open="inc_kyiv")
    app.multiselect(key="spl_claims").select("clm_fires").run()
    app.text_input(key="spl_why").input("other fires").run()
    app.button(key="spl_save").click().run()
    assert not app.exception
    assert night.ledger.revisions(1)[0].action is Action.SPLIT
