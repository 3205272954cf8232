"""Asking a network geocoder from the Review page: on a press only, and all that left is shown."""

import json
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler

import pytest
from streamlit.testing.v1 import AppTest

from incidents.adapters.network_guard import PROCESS_PACE
from incidents.ui import cache, words
from tests.loopback import serving

FOUND = [{"lat": "50.9", "lon": "34.8", "display_name": "Sumy, Ukraine", "addresstype": "city"}]
SCRIPT = "from incidents.ui.views import review\nreview.render()\n"


@contextmanager
def server(asked):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(json.dumps(FOUND).encode())

        def log_message(self, *words):
            pass

    with serving(Handler) as address:
        yield address


@pytest.fixture
def review(night, monkeypatch, tmp_path):
    monkeypatch.setattr(cache, "process_services", lambda: night)
    monkeypatch.setenv("INCIDENTS_HOME", str(tmp_path))
    monkeypatch.setattr(PROCESS_PACE, "interval", 0.0)

    def run(geocoder):
        monkeypatch.setenv("INCIDENTS_GEOCODER", geocoder)
        app = AppTest.from_string(SCRIPT, default_timeout=30).run()
        kinds = next(g for g in app.get("button_group") if g.key == "rev_kinds")
        kinds.set_value([o for o in kinds.options if "Without a place" in o]).run()
        named = next(t for t in app.text_input if (t.key or "").startswith("name-"))
        return named.set_value("Nowhereville").run()

    return run


def ask_buttons(app):
    return [b for b in app.button if (b.key or "").startswith("ask-")]


def test_without_the_setting_there_is_no_button_and_no_list(review):
    app = review("")
    assert not app.exception
    assert ask_buttons(app) == []
    assert not [e for e in app.expander if "left this machine" in e.label]


def test_a_press_asks_once_and_shows_what_was_answered_and_sent(review):
    asked = []
    with server(asked) as domain:
        app = review(f"http://{domain}")
        assert not app.exception
        assert asked == []  # never by itself
        (button,) = ask_buttons(app)
        app = button.click().run()
        assert not app.exception
        app.run()
    assert len(asked) == 1
    assert "Nowhereville" in asked[0]
    answers = [b.label for b in app.button if "Sumy, Ukraine" in b.label.replace("\\", "")]
    assert answers  # a candidate beside the others; nothing is placed by it
    (gone,) = [e for e in app.expander if "left this machine: 1" in e.label]
    assert "Nowhereville" in str(gone.dataframe[0].value)


def test_a_service_that_does_not_answer_says_so(review):
    app = review("http://127.0.0.1:9")
    (button,) = ask_buttons(app)
    app = button.click().run()
    assert not app.exception
    assert app.error or app.warning


def test_units_are_named_where_their_codes_stand():
    names = {"US-MO": "Missouri"}
    said = words.with_units_named("Springfield (US-MO) or another (US-QQ), COVID-19", names.get)
    assert said == "Springfield (Missouri) or another (US-QQ), COVID-19"


def test_an_ambiguous_place_is_chosen_on_the_add_page_before_saving(night, monkeypatch):
    monkeypatch.setattr(cache, "process_services", lambda: night)
    script = "from incidents.ui.views import add_report\nadd_report.render()\n"
    app = AppTest.from_string(script, default_timeout=30).run()
    text = "Two people were killed in the village of Antonivka in Ukraine on 25 April."
    app.text_area(key="add_text").set_value(text)
    app.text_input(key="add_publisher").set_value("A paper")
    app.date_input(key="add_published").set_value(date(2025, 4, 26))
    app = next(b for b in app.button if b.label == "Read the report").click().run()
    assert not app.exception
    (meant,) = [s for s in app.selectbox if (s.key or "").startswith("meant-")]
    assert "UA-" not in " ".join([*meant.options, *(w.value for w in app.warning)])
    assert app.get("deck_gl_json_chart")
    app = meant.select_index(1).run()
    app = app.button(key="add_save").click().run()
    assert not app.exception
    saved = [i for i in night.ledger.snapshot().incidents if i.place.toponym == "Antonivka"]
    assert [i.place.placed for i in saved] == [True]
