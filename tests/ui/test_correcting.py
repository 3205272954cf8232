"""Corrections of a saved incident: the pure part, and the forms with a real ledger behind them."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from incidents.errors import BadInput
from incidents.model import Action, Change, DateBasis, Estimate, Person
from incidents.pipeline import edit_claim, edit_incident
from incidents.ui import cache, correcting

MAIN = Path(cache.__file__).with_name("main.py")


@pytest.fixture
def panel(night, monkeypatch):
    monkeypatch.setattr(cache, "process_services", lambda: night)
    for kept in (cache.outlines, cache._answers, cache._choices, cache._table, cache.examples):
        kept.clear()
    app = AppTest.from_file(str(MAIN), default_timeout=30)
    app.query_params["open"] = "inc_kyiv"
    return app


@pytest.fixture
def kyiv(night):
    return night.ledger.incident("inc_kyiv")


def html_of(app):
    return " ".join(e.proto.body for e in app.get("html"))


def save(app, key, reason="misread"):
    app.text_input(key=f"{key}_reason").set_value(reason)
    return app.button(key=f"{key}_save").click().run()


def values(incident, **more):
    return {
        "title": incident.title,
        "day": incident.when.start,
        "event_type": incident.event_type,
        "place": None,
        **more,
    }


@pytest.mark.parametrize(
    ("field", "value", "of"),
    [
        pytest.param("title", "Kyiv, night", lambda i: i.title, id="title"),
        pytest.param("day", date(2025, 4, 23), lambda i: i.when.start, id="day"),
        pytest.param("event_type", "Battles", lambda i: i.event_type, id="type"),
    ],
)
def test_one_field_is_mended(kyiv, field, value, of):
    assert of(correcting.record(kyiv, **values(kyiv, **{field: value}))) == value


def test_a_corrected_day_rests_on_a_person(kyiv):
    made = correcting.record(kyiv, **values(kyiv, day=date(2025, 4, 23)))
    assert made.when.basis is DateBasis.PERSON


def test_a_sub_type_leaves_with_its_type(kyiv):
    made = correcting.record(kyiv, **values(kyiv, event_type="Battles"))
    assert made.sub_event_type is None


def test_an_unchanged_record_or_figure_is_refused(kyiv, claims):
    with pytest.raises(BadInput, match="nothing was changed"):
        correcting.record(kyiv, **values(kyiv))
    with pytest.raises(BadInput, match="nothing was changed"):
        correcting.figure(claims[0], 12, 12, None)


def test_a_figure_is_corrected_and_the_quoted_one_stays(panel, night, claims):
    app = panel.run().button(key="fix-clm_killed").click().run()
    app.number_input(key="fig_low").set_value(11)
    app.number_input(key="fig_best").set_value(11)
    app = save(app, "fig")
    assert not app.exception
    assert "revision 2" in app.success[0].value
    kept = {c.claim_id: c for c in night.ledger.claims_of(["inc_kyiv"])}
    assert kept.pop("clm_killed").estimate == claims[0].estimate
    (made,) = [c for c in kept.values() if isinstance(c.origin, Person)]
    assert made.estimate == Estimate.at_least(11)
    assert (made.origin.replaces, made.origin.reason) == ("clm_killed", "misread")
    assert "fix-clm_killed" not in {b.key for b in app.button}


@pytest.mark.parametrize(
    ("low", "reason", "message"),
    [
        pytest.param(20, "misread", "low <= best", id="bounds out of order"),
        pytest.param(11, " ", "the reason is empty", id="no reason"),
        pytest.param(12, "misread", "nothing was changed", id="nothing changed"),
    ],
)
def test_a_bad_correction_says_why_and_saves_nothing(panel, night, low, reason, message):
    app = panel.run().button(key="fix-clm_killed").click().run()
    app.number_input(key="fig_low").set_value(low)
    app = save(app, "fig", reason)
    assert message in app.error[0].value.replace("\\", "")
    assert night.ledger.revision() == 1


def test_a_stale_figure_is_refused_with_both_shown(panel, night, claims):
    app = panel.run().button(key="fix-clm_killed").click().run()
    edit_claim(
        night.ledger, claims[0], Estimate.exactly(10), author="Olena", at=night.clock.now(),
        reason="first",
    )  # fmt: skip
    app.number_input(key="fig_high").set_value(17)
    app = save(app, "fig")
    assert "changed by somebody else" in app.error[0].value.replace("\\", "")
    assert "<th>high</th><td>17</td><td>10</td>" in html_of(app)
    assert night.ledger.revision() == 2


def test_a_figure_gone_meanwhile_is_told(panel, night, claims):
    app = panel.run().button(key="fix-clm_killed").click().run()
    gone = Change(claims[0], None)
    night.ledger.commit((gone,), author="Olena", action=Action.EDIT, reason="misread")
    app = app.run()
    assert not app.exception
    assert "gone" in app.warning[0].value
    assert night.ledger.revision() == 2


def test_a_record_is_edited(panel, night):
    app = panel.run().button(key="rec_edit").click().run()
    app = app.text_input(key="rec_name").set_value("Poltava").run()
    app.text_input(key="rec_title").set_value("Another title")
    app.date_input(key="rec_day").set_value(date(2025, 4, 23))
    app.selectbox(key="rec_type").set_value("Battles")
    app = save(app, "rec")
    assert not app.exception
    made = night.ledger.incident("inc_kyiv")
    assert (made.title, made.when.start, made.event_type, made.place.name) == (
        "Another title", date(2025, 4, 23), "Battles", "Poltava",
    )  # fmt: skip


def test_a_stale_record_is_refused_with_both_shown(panel, night, kyiv):
    app = panel.run().button(key="rec_edit").click().run()
    theirs = replace(kyiv, title="Theirs")
    edit_incident(night.ledger, kyiv, theirs, author="Olena", reason="first")
    app.text_input(key="rec_title").set_value("Mine")
    app = save(app, "rec")
    assert "<th>title</th><td>Mine</td><td>Theirs</td>" in html_of(app)
    assert night.ledger.incident("inc_kyiv").title == "Theirs"
    assert night.ledger.revision() == 2
    app = app.button(key="edit_again").click().run()
    assert app.text_input(key="rec_title").value == "Theirs"


def test_leaving_the_form_closes_it(panel, night):
    app = panel.run().button(key="rec_edit").click().run()
    app = app.button(key="edit_leave").click().run()
    assert app.button(key="rec_edit").label == "Edit record"
    assert night.ledger.revision() == 1


def test_the_public_link_offers_no_correction(panel, monkeypatch):
    monkeypatch.setenv("INCIDENTS_PUBLIC", "1")
    monkeypatch.setenv("INCIDENTS_PUBLIC_DELAY_HOURS", "0")
    app = panel.run()
    assert "killed: at least 12" in html_of(app)
    assert not [b for b in app.button if b.key and b.key.startswith(("fix-", "rec_"))]
