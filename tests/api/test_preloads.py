"""The page's HTML tells what its map needs, and nothing else does."""

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse
from starlette.routing import Route

from incidents.api import preloads
from incidents.api.preloads import Preloads, links

from .conftest import ask

STATIC = Path(streamlit.__file__).parent / "static"


@pytest.fixture
def app():
    pages = [
        Route("/", lambda _: HTMLResponse("<p>")),
        Route("/review", lambda _: HTMLResponse("<p>")),
        Route("/lost/", lambda _: HTMLResponse("<p>", status_code=404)),
        Route("/data/", lambda _: JSONResponse({})),
    ]
    return Starlette(routes=pages, middleware=[Middleware(Preloads)])


def told():
    return re.findall(r"<\./([^>]+)>; rel=(\w+)", links().decode())


def test_the_dashboard_names_the_map_s_program(app):
    assert ask(app, "/").headers["link"].encode() == links()
    assert any("DeckGlJsonChart" in name for name, _ in told())


@pytest.mark.parametrize("path", ["/review", "/lost/", "/data/"])
def test_other_answers_name_nothing(app, path):
    assert "link" not in ask(app, path).headers


def test_what_is_named_is_installed_and_named_once():
    names = [name for name, _ in told() if name.startswith("static/")]
    assert [n for n in names if not (STATIC / n).is_file()] == []
    assert len(set(names)) == len(names)


def test_every_script_that_is_named_has_its_imports_named_or_in_the_page():
    page = (STATIC / "index.html").read_text("utf-8")
    scripts = {n.rsplit("/", 1)[-1] for n, _ in told() if n.endswith(".js")}
    there = scripts | set(re.findall(r"static/js/([\w.-]+\.js)", page))
    for name in scripts:
        head = (STATIC / "static" / "js" / name).read_bytes()
        assert {n.decode() for n in re.findall(rb'from"\./([\w.-]+\.js)"', head)} <= there


@pytest.mark.parametrize("installed", ["nowhere", "empty"])
def test_another_streamlit_without_these_files_costs_nothing_but_the_hint(
    monkeypatch, tmp_path, installed
):
    folder = None if installed == "nowhere" else tmp_path
    monkeypatch.setattr(preloads, "_static", lambda: folder)
    links.cache_clear()
    try:
        assert links() == b""
    finally:
        monkeypatch.undo()
        links.cache_clear()
