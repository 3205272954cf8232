"""The page script with a real ledger behind it. The map is an unknown element here."""

import ast
import json
import re
import threading
import time
from datetime import date
from pathlib import Path

import pytest
from streamlit.runtime.scriptrunner.magic import add_magic
from streamlit.testing.v1 import AppTest

from incidents.api.downloads import SENDING
from incidents.jobs import Job
from incidents.query import Filter
from incidents.ui import cache
from incidents.ui import focus as focusing
from incidents.ui.downloads import offers

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
    for kept in (
        cache.outlines,
        cache.examples,
        cache._answers,
        cache._cells,
        cache._choices,
        cache._mark,
        cache._table,
        cache._units,
    ):
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
    assert "as of the latest report, 24 April 2025" in shown
    assert "carried over" in shown


def marks_of(app):
    return next(x for x in deck_of(app)["layers"] if x["id"].startswith("marks-"))["data"]


def test_thirteen_sites_are_one_badge_until_it_is_asked(start):
    app = start()
    (badge,) = marks_of(app)
    assert (badge["title"], badge["id"]) == ("Kyiv: 13 sites", "inc_kyiv")
    app.session_state["asked"] = badge["badge"]
    *ring, again = marks_of(app.run())
    assert len({tuple(r["o"]) for r in ring}) == 13
    assert {tuple(r["p"]) for r in ring} == {tuple(again["p"])}
    assert "placed no more precisely than the town or city" in html_of(app)
    assert sum(b.key.startswith("asked-") for b in app.button if b.key) == 13


def layer_of(app, name):
    return next(x for x in deck_of(app)["layers"] if x["id"].startswith(name))


def test_layers_of_a_kind_read_the_same_columns(start):
    """Each other set of columns is compiled anew, which a browser without a card feels."""
    app, by_kind = start(), {}
    for layer in deck_of(app)["layers"]:
        read = {k: v for k, v in layer.items() if k.startswith("get") and k != "getTooltip"}
        if layer["@@type"] != "GeoJsonLayer":
            assert all(isinstance(v, str) for v in read.values()), layer["id"]
        by_kind.setdefault(layer["@@type"], []).append(frozenset(read))
    assert {kind: len(set(sets)) for kind, sets in by_kind.items()} == dict.fromkeys(by_kind, 1)
    assert len(by_kind["TextLayer"]) > 1
    assert len(by_kind["ScatterplotLayer"]) > 1


def test_units_are_shaded_with_their_number(start):
    app = start(map="units")
    shown = {f["properties"]["area"]: f for f in layer_of(app, "areas-")["data"]["features"]}
    assert sorted(shown) == ["UA-18", "UA-30", "UA-63"]
    assert {f["geometry"]["type"] for f in shown.values()} <= {"Polygon", "MultiPolygon"}
    assert [r["t"] for r in layer_of(app, "numbers")["data"]] == ["1", "1", "1"]
    assert "5 of these incidents are in no region" in html_of(app)


def test_what_a_unit_does_not_state_is_no_low_count(start):
    app = start(map="units", measure="killed")
    fills = {
        f["properties"]["area"]: tuple(f["properties"]["fill"])
        for f in layer_of(app, "areas-")["data"]["features"]
    }
    assert fills["UA-18"] == fills["UA-63"] != fills["UA-30"]
    assert [r["t"] for r in layer_of(app, "numbers")["data"]] == ["12+"]
    assert "not stated" in html_of(app)


def test_hexagons_hold_no_region_and_no_placeholder(start):
    app = start(map="cells")
    (cell,) = layer_of(app, "areas-")["data"]["features"]
    assert len(cell["geometry"]["coordinates"][0]) == 7
    assert "1 incident " in cell["properties"]["detail"]
    assert "hexagons about" in html_of(app)


def test_measure_and_summary_are_kept_in_the_address(start):
    app = start()
    app.segmented_control(key="measure").set_value("Fires").run()
    app.segmented_control(key="summary").set_value("Regions").run()
    assert dict(app.query_params) == {"measure": "fires", "map": "units"}
    again = start(measure="fires", map="units")
    assert again.segmented_control(key="measure").value == "Fires"
    assert again.segmented_control(key="summary").value == "Regions"


def test_an_address_that_says_nonsense_shows_the_usual_map(start):
    app = start(measure="souls", map="globe")
    assert not app.exception
    assert app.segmented_control(key="measure").value == "Incidents"


@pytest.mark.parametrize(
    ("focus", "records"),
    [
        pytest.param(focusing.place("gn:703448", "Kyiv"), 14, id="a bar of a place"),
        pytest.param(focusing.days("2025-04-24"), 21, id="a bar of a day"),
        pytest.param(focusing.days("2025-03"), 0, id="a month without records"),
        pytest.param(focusing.area("UA-63", "Kharkiv"), 1, id="a region"),
        pytest.param(focusing.place(None, "place not named"), 5, id="what has no name"),
    ],
)
def test_a_choice_narrows_the_table_and_not_the_figures(start, focus, records):
    app = start()
    before = deck_of(app)["initialViewState"]
    app.session_state["focus"] = focus
    app.run()
    assert not app.exception
    assert f"<b>{records}</b> record" in html_of(app)
    assert '<div class="card-value">8</div>' in html_of(app)
    assert deck_of(app)["initialViewState"] == before


def test_a_hexagon_lists_what_it_counts(start):
    app = start(map="cells")
    cell = layer_of(app, "areas-")["data"]["features"][0]["properties"]
    app.session_state["focus"] = focusing.area(cell["area"], cell["title"])
    app.run()
    assert not app.exception
    assert re.findall(r"<b>(\d+)</b> record;", html_of(app)) == ["1"]
    outline = layer_of(app, "areas-")["data"]["features"][0]["properties"]
    assert (cell["chosen"], outline["chosen"]) == (False, True)
    assert layer_of(app, "edge")["getWidth"] == "@@=3.0"


def test_a_chosen_place_is_ringed(start):
    app = start()
    app.session_state["focus"] = focusing.place("gn:703448", "Kyiv")
    (ring,) = layer_of(app.run(), "chosen")["data"]
    assert ring["p"] == [30.5234, 50.4501]


def test_an_open_incident_is_marked_in_map_and_table(start):
    app = start(open="inc_kharkiv")
    assert layer_of(app, "chosen")["data"][0]["p"] == [36.4, 49.6]
    assert app.dataframe[-1].value.iloc[0]["Place"] == "Kharkiv region"


def test_each_headline_figure_shows_its_sentence(start):
    shown = html_of(start())
    assert '<mark class="hl hl-figure" title="">At least 12 people</mark>' in shown
    assert "Our summary of facts published by EconoTimes; not their words" in shown


def test_five_regions_are_in_the_tray(start):
    app = start()
    assert sum(b.key.startswith("tray-") for b in app.button if b.key) == 5
    assert "Ukraine: 5" in [e.label for e in app.expander]


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


@pytest.mark.parametrize(
    ("head", "said"),
    [
        pytest.param("2025-04-24\n", "24 April 2025 is taken", id="the day of its head"),
        pytest.param("Kyiv, 24 April 2025. ", "24 April 2025 is taken", id="after a place"),
        pytest.param("", ", today, is taken", id="today without one"),
        pytest.param("2099-04-24\n", ", today, is taken", id="no day to come"),
    ],
)
def test_a_day_of_publication_that_is_not_given_is_taken_and_told(monkeypatch, night, head, said):
    app = run_view(monkeypatch, night, "add_report")
    app.text_area(key="add_text").set_value(f"{head}A drone strike killed 3 people in Odesa.")
    app.text_input(key="add_publisher").set_value("A paper")
    app = next(b for b in app.button if b.label == "Read the report").click().run()
    assert not app.exception
    assert said in " ".join(i.value for i in app.info).replace("\\", "")
    day = app.session_state["add_read"].report.day
    assert day == (date(2025, 4, 24) if "2025" in head else cache.today())


def test_a_report_is_read_saved_and_undone(added, night):
    assert "hl-figure" in html_of(added)
    saved = added.button(key="add_save").click().run()
    assert not saved.exception
    assert night.ledger.revision() == 2
    undone = saved.button(key="add_undo").click().run()
    assert not undone.exception
    assert night.ledger.revision() == 3
    assert night.ledger.claims_of([i.incident_id for i in night.ledger.snapshot().incidents])


def test_a_report_of_a_known_attack_shows_the_toll_before_and_after(monkeypatch, night):
    app = run_view(monkeypatch, night, "add_report")
    text = "The death toll of the 24 April attack on Kyiv has risen to 13, officials said."
    app.text_area(key="add_text").set_value(text)
    app.text_input(key="add_publisher").set_value("A paper")
    app.date_input(key="add_published").set_value(date(2025, 4, 28))
    app = next(b for b in app.button if b.label == "Read the report").click().run()
    told = '<th>People reported killed</th><td>at least 12</td><td class="moved">13</td>'
    assert told in html_of(app)
    assert "Taken for the same, score" in html_of(app)
    app = app.button(key="add_save").click().run()
    assert not app.exception
    assert told in html_of(app)


def test_the_language_is_found_out_unless_one_is_chosen(monkeypatch, night):
    app = run_view(monkeypatch, night, "add_report")
    (language,) = app.button_group
    assert (language.value, language.options[0]) == ("", "Find out")


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


def test_the_script_prints_no_bare_value():
    # Streamlit writes a bare expression of the page script on the page, under every page.
    assert "transparent_write" not in ast.unparse(add_magic(MAIN.read_text("utf-8"), str(MAIN)))
    assert "transparent_write" in ast.unparse(add_magic("f() if a else b()", "x.py"))


def test_only_the_tab_that_is_open_is_drawn(start):
    app = start()
    assert chart_keys(app) == {"places"}
    app.session_state["chart_tab"] = "Over time"
    app.run()
    assert not app.exception
    assert chart_keys(app) == {"times"}


def chart_keys(app):
    """What the drawn charts' keys begin with: which tab they stand in."""
    drawn = app.get("vega_lite_chart") or app.get("arrow_vega_lite_chart")
    return {re.search(r"(places|times)-", c.proto.id)[1] for c in drawn}


def test_a_download_under_way_is_followed_and_can_be_stopped(start):
    app = start()
    taking = app.session_state["taking"]
    offer = offers(Filter(), 8, taking.stem)[0]
    taking.begin(offer, time.monotonic())
    assert "waiting for your browser" in " ".join(t.value for t in app.run().text)
    halted = threading.Event()

    def work(job):
        job(2, 8)
        while not halted.wait(0.05):
            job(2, 8)

    job = Job(offer.word, offer.name, work)
    SENDING.enter(job)
    thread = threading.Thread(target=job.run)
    thread.start()
    try:
        app.run()
        assert "Sending incidents.csv" in [t.value for t in app.text]
        app.button(key=f"stop-{offer.word}").click().run()
        assert job.wait(10)
    finally:
        halted.set()
        thread.join(10)
    assert "stopped after 2 records" in " ".join(t.value for t in app.run().text)
    assert f"stop-{offer.word}" not in [b.key for b in app.button]
