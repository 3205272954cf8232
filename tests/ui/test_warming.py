"""The first page is prepared beside the server's start: once, and its failure is shown."""

import logging

import pytest
from streamlit.testing.v1 import AppTest

from incidents.adapters.settings import ROOT
from incidents.errors import StoreError
from incidents.pipeline import services as opening
from incidents.query import Filter
from incidents.ui import cache, warming
from incidents.ui.safe import markdown

MAIN = ROOT / "incidents" / "ui" / "main.py"


@pytest.fixture
def fresh(monkeypatch, tmp_path):
    """A process that has opened nothing yet; gives the settings each opening was asked with."""
    asked = []
    true_opening = opening.open_services

    def count(settings, **given):
        asked.append(settings)
        return true_opening(settings, **given)

    monkeypatch.setenv("INCIDENTS_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(opening, "_process", [])
    monkeypatch.setattr(opening, "open_services", count)
    cache.st.cache_resource.clear()
    yield asked
    cache.st.cache_resource.clear()


def test_thread_and_pages_open_the_services_once(fresh):
    thread = warming.start()
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    thread.join(60)
    assert not thread.is_alive()
    assert not page.exception
    assert len(fresh) == 1


def test_the_page_takes_the_answer_that_was_prepared(fresh):
    warming.prepare()
    prepared = cache.answers(Filter(), cache.revision())
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert not page.exception
    assert cache.answers(Filter(), cache.revision()) is prepared
    assert len(fresh) == 1


def test_what_goes_wrong_in_the_thread_is_logged_and_shown_on_the_page(fresh, monkeypatch, caplog):
    def refuse(settings, **_):
        fresh.append(settings)
        raise StoreError("ledger.sqlite cannot be read; restore it from a backup")

    monkeypatch.setattr(opening, "open_services", refuse)
    with caplog.at_level(logging.WARNING):
        warming.start().join(60)
    assert "ledger.sqlite cannot be read" in caplog.text
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert [e.value for e in page.error] == [
        markdown("ledger.sqlite cannot be read; restore it from a backup")
    ]
    assert not page.exception


def test_an_opening_that_failed_beforehand_succeeds_once_it_is_mended(fresh, monkeypatch):
    true_opening = opening.open_services

    def refuse(*_, **__):
        raise StoreError("no")

    monkeypatch.setattr(opening, "open_services", refuse)
    warming.start().join(60)
    monkeypatch.setattr(opening, "open_services", true_opening)
    page = AppTest.from_file(str(MAIN), default_timeout=60).run()
    assert not page.error
    assert len(fresh) == 1


@pytest.mark.usefixtures("fresh")
def test_the_owner_is_always_the_same_viewer_so_that_questions_are_compiled_once():
    assert cache.viewer() == cache.viewer()
    assert cache.viewer().now is None


@pytest.mark.usefixtures("fresh")
def test_the_public_is_the_same_viewer_all_minute(monkeypatch):
    monkeypatch.setenv("INCIDENTS_PUBLIC", "1")
    now = cache.viewer().now
    assert (now.second, now.microsecond) == (0, 0)
