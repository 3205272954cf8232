"""The page script with a real ledger behind it. The map is an unknown element here."""

import json
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
