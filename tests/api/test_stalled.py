"""A reader over loopback that asks for a file and takes nothing of it."""

import contextlib
import http.client
import socket
import threading
import time
from dataclasses import replace

import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from incidents.api import downloads
from incidents.api.streams import GIVEN_UP, PIECE, Patience
from incidents.files.outgoing import OUTGOING
from incidents.jobs import JobBoard, State

WORD = "0123456789abcdef" * 2
PATIENCE_S = 20


@pytest.fixture
def board():
    return JobBoard(kept=5)


@pytest.fixture
def port(services, board, monkeypatch):
    """The route on a free port, one download at a time, of a file without an end."""

    def write(_selection, out):
        while True:
            out.write(b"x" * PIECE)

    monkeypatch.setattr(downloads, "AT_ONCE", 1)
    monkeypatch.setitem(downloads.KINDS, "csv", replace(OUTGOING["csv"], writer=write))
    endpoint = downloads.downloads(lambda: services, board, Patience(1.0))
    app = Starlette(routes=[Route("/data/incidents.{kind}", endpoint)])
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off"))
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()
        thread = threading.Thread(target=server.run, args=([door],), daemon=True)
        thread.start()
        yield door.getsockname()[1]
        server.should_exit = server.force_exit = True
        thread.join(PATIENCE_S)


def status(port, kind):
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=10)) as asking:
        asking.request("GET", f"/data/incidents.{kind}")
        return asking.getresponse().status


def until(holds):
    end = time.monotonic() + PATIENCE_S
    while not holds() and time.monotonic() < end:
        time.sleep(0.05)
    assert holds()


def test_a_stalled_reader_loses_its_place_and_the_next_one_has_it(port, board):
    with socket.create_connection(("127.0.0.1", port), timeout=PATIENCE_S) as stalled:
        stalled.sendall(
            f"GET /data/incidents.csv?watch={WORD} HTTP/1.1\r\nHost: x\r\n\r\n".encode()
        )
        until(lambda: board.jobs() and board.jobs()[0].state is State.RUNNING)
        assert status(port, "geojson") == 503
        until(lambda: board.get(WORD).state is State.CANCELLED)
        assert board.get(WORD).error.startswith(GIVEN_UP)
        assert status(port, "geojson") == 200
        # What it does read at last breaks off and has no end.
        got = b"".join(iter(lambda: stalled.recv(1 << 20), b""))
        assert got.startswith(b"HTTP/1.1 200")
        assert not got.endswith(b"0\r\n\r\n")
