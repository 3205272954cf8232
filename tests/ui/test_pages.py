"""The page script with a real ledger behind it. The map is an unknown element here."""

import json
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from incidents.ui import cache

MAIN = Path(cache.__file__).with_name("main.py")


@pytest.fixture
def start(night, monkeypatch):
    monkeypatch.setattr(cache, "process_services", lambda: night)
    empty_caches()

    def run(page=None, **params):
        app = AppTest.from_file(str(MAIN), default_timeout=30)
        for name, value in params.items():
            app.query_params[name] = value
        if page:
            app.switch_page(page)
        return app.run()

    return run


def empty_caches():
    for kept in (cache.outlines, cache._answers, cache._choices, cache._table, cache.examples):
        kept.clear()


def html_of(app):
    return " ".join(e.proto.body for e in app.get("html"))


def deck_of(app):
    (chart,) = app.get("deck_gl_json_chart")
    return json.loads(chart.proto.json)


def test_the_dashboard_draws_the_night(start):
    app = start()
    assert not app.exception
    shown = html_of(app)
    assert "Reported, not verified" in shown
    for value in ("at least 12", "at least 90", "at least 40", "at least 13"):
        assert f'<div class="card-value">{value}</div>' in shown
    assert '<div class="card-value">8</div>' in shown
    assert "carried over" in shown


def test_the_map_draws_thirteen_hollow_marks(start):
    layers = {layer["id"]: layer for layer in deck_of(start())["layers"]}
    ring = layers["rings-0"]["data"]
    assert len(ring) == 13
    assert len({tuple(r["o"]) for r in ring}) == 13
    assert [b["title"] for b in layers["badges-0"]["data"]] == ["Kyiv: 13 sites"]


def test_each_headline_figure_shows_its_sentence(start):
    shown = html_of(start())
    assert '<mark class="hl hl-figure" title="">At least 12 people</mark>' in shown
    assert "Our summary of facts published by EconoTimes; not their words" in shown


def test_five_regions_are_in_the_tray(start):
    app = start()
    assert sum(b.key.startswith("tray-") for b in app.button if b.key) == 5


def test_a_link_opens_the_panel_of_an_incident(start):
    shown = html_of(start(open="inc_kyiv"))
    assert "killed: at least 12" in shown
    assert "placed no more precisely than the town or city" in shown


def test_a_link_with_filters_restores_the_view(start):
    app = start(text="Kharkiv")
    assert app.text_input(key="w_text").value == "Kharkiv"
    assert '<div class="card-value">1</div>' in html_of(app)


def test_a_bad_link_says_so_and_shows_everything(start):
    app = start(since="soon")
    assert "no date" in app.warning[0].value.replace("\\", "")
    assert '<div class="card-value">8</div>' in html_of(app)


def test_nothing_found_says_what_to_widen(start):
    app = start(text="Atlantis", since="2025-01-01")
    assert "widen the dates" in app.info[0].value
    assert "clear the words" in app.info[0].value
    assert app.button(key="clear_here").click().run().info == []


def test_the_view_stays_when_a_filter_changes(start):
    app = start()
    before = deck_of(app)["initialViewState"]
    app.text_input(key="w_text").set_value("Kharkiv").run()
    assert deck_of(app)["initialViewState"] == before


def test_a_new_revision_is_found(start, night):
    app = start()
    night.ledger.undo(1, author="test", reason="back")
    app.run()
    assert "There are no incidents yet" in app.info[0].value


def test_a_missing_basemap_is_a_message_with_a_cure(start, monkeypatch, tmp_path):
    monkeypatch.setenv("INCIDENTS_DATA", str(tmp_path))
    app = start()
    assert not app.exception
    assert "INCIDENTS\\_DATA" in app.error[0].value


def test_the_public_link_has_only_pages_that_read(start, monkeypatch):
    monkeypatch.setenv("INCIDENTS_PUBLIC", "1")
    app = start()
    assert not app.exception
    assert app.get("file_uploader") == []
    assert not [b for b in app.button if b.key and b.key.startswith(("undo", "accept", "add"))]


def run_view(monkeypatch, night, name):
    monkeypatch.setattr(cache, "process_services", lambda: night)
    empty_caches()
    script = f"from incidents.ui.views import {name}\n{name}.render()\n"
    return AppTest.from_string(script, default_timeout=30).run()


@pytest.fixture
def added(monkeypatch, night):
    app = run_view(monkeypatch, night, "add_report")
    app.text_area(key="add_text").set_value("A drone strike killed 3 people in Odesa on 25 April.")
    app.text_input(key="add_publisher").set_value("A paper")
    app.date_input(key="add_published").set_value(date(2025, 4, 26))
    return next(b for b in app.button if b.label == "Read the report").click().run()


def test_a_report_is_read_saved_and_undone(added, night):
    assert "hl-figure" in html_of(added)
    saved = added.button(key="add_save").click().run()
    assert not saved.exception
    assert night.ledger.revision() == 2
    undone = saved.button(key="add_undo").click().run()
    assert not undone.exception
    assert night.ledger.revision() == 3
    assert night.ledger.claims_of([i.incident_id for i in night.ledger.snapshot().incidents])


def test_an_empty_report_says_what_to_do(monkeypatch, night):
    app = run_view(monkeypatch, night, "add_report")
    app = next(b for b in app.button if b.label == "Read the report").click().run()
    assert "the text is empty" in app.error[0].value.replace("\\", "")
    assert night.ledger.revision() == 1


def test_a_revision_is_undone_from_the_log(monkeypatch, night):
    app = run_view(monkeypatch, night, "revisions")
    app = app.button(key="undo-1").click().run()
    assert not app.exception
    assert night.ledger.revision() == 2
    assert "undone by revision 2" in app.success[0].value


def test_a_report_is_redacted_only_when_sure(monkeypatch, night):
    app = run_view(monkeypatch, night, "revisions")
    assert app.button(key="wd_do").disabled
    app.text_input(key="wd_reason").set_value("asked to")
    app.checkbox(key="wd_sure").check()
    app.radio(key="wd_deed").set_value(app.radio(key="wd_deed").options[1])
    app = app.run().button(key="wd_do").click().run()
    assert not app.exception
    assert night.ledger.report("rep_night").text == ""


@pytest.mark.parametrize("name", ["about", "review", "upload"])
def test_other_pages_draw(monkeypatch, night, name):
    assert not run_view(monkeypatch, night, name).exception
