"""Addresses of engines: what is read from them, and how a wrong one is refused."""

from pathlib import Path

import pytest

from incidents.errors import StoreError
from incidents.store.engines.address import TIMEOUT_S, read_address
from incidents.store.engines.choose import open_engine

HOME = Path("home")


@pytest.mark.parametrize(
    ("url", "scheme", "bare", "data", "timeout_s"),
    [
        pytest.param("spark://h:7077", "spark", "spark://h:7077", HOME / "engine", TIMEOUT_S,
                     id="a cluster, folder of the installation"),
        pytest.param("sc://h:15002?data=/shared/x&timeout=5", "sc", "sc://h:15002",
                     Path("/shared/x"), 5.0, id="options are ours"),
        pytest.param("postgresql://u@h/d?sslmode=require&timeout=2", "postgresql",
                     "postgresql://u@h/d?sslmode=require", HOME / "engine", 2.0,
                     id="the server's own options stay"),
        pytest.param("chdb://?data=/x", "chdb", "chdb:", Path("/x"), TIMEOUT_S, id="no host"),
    ],
)  # fmt: skip
def test_what_is_read(url, scheme, bare, data, timeout_s):
    found = read_address(url, HOME)
    assert (found.scheme, found.url, found.data, found.timeout_s) == (scheme, bare, data, timeout_s)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        pytest.param("mysql://h/d", "begins with 'mysql'", id="an engine we do not speak"),
        pytest.param("nonsense", "begins with ''", id="no address"),
        pytest.param("spark://h", "names no port", id="port missing"),
        pytest.param("postgresql:///d", "names no host", id="host missing"),
        pytest.param("spark://h:7077?fast=1", "fast; only data= and timeout=", id="unknown option"),
        pytest.param("spark://h:7077?timeout=soon", "timeout='soon'", id="no seconds"),
        pytest.param("spark://h:7077?timeout=-1", "timeout='-1'", id="seconds below zero"),
        pytest.param("spark://h:banana", "is no address", id="port is no number"),
    ],
)
def test_a_wrong_one_is_refused_by_name(url, words):
    with pytest.raises(StoreError, match=r"INCIDENTS_ENGINE_URL") as raised:
        read_address(url, HOME)
    assert words in str(raised.value)


def test_a_message_shows_no_password():
    found = read_address("postgresql://ann:secret@h:5432/d", HOME)
    assert found.shown == "INCIDENTS_ENGINE_URL=postgresql://ann@h:5432/d"


@pytest.mark.parametrize("url", [None, "", "duckdb://"])
def test_without_an_engine_duckdb_answers(url):
    assert open_engine(url, HOME) is None
