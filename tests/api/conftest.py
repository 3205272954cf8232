import anyio
import pytest
from starlette.applications import Starlette

from incidents.adapters.clock import FixedClock
from incidents.adapters.settings import read_settings
from incidents.api import middleware, routes
from incidents.pipeline.services import open_services


class Answer:
    """One answer of an ASGI application."""

    def __init__(self, sent):
        head = next(m for m in sent if m["type"] == "http.response.start")
        self.status = head["status"]
        self.headers = {k.decode().lower(): v.decode() for k, v in head["headers"]}
        self.body = b"".join(m.get("body", b"") for m in sent if m["type"] == "http.response.body")


def ask(app, address, *, method="GET", headers=(), on_receive=None):
    """Send one request through an ASGI application."""
    path, _, query = address.partition("?")
    sent = []

    async def receive():
        if on_receive:
            on_receive()
        await anyio.lowlevel.checkpoint()
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message):
        await anyio.lowlevel.checkpoint()
        sent.append(message)

    scope = {
        "type": "http", "method": method, "path": path, "raw_path": path.encode(),
        "query_string": query.encode(), "root_path": "", "scheme": "http",
        "headers": [(k.lower().encode(), v.encode()) for k, v in headers],
        "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1), "http_version": "1.1",
        "asgi": {"spec_version": "2.4"},
    }  # fmt: skip
    anyio.run(app, scope, receive, send)
    return Answer(sent)


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def services(home):
    """The shipped records in a ledger of their own."""
    return open_services(read_settings({"INCIDENTS_HOME": str(home)}))


def app_of(provide, **environ):
    found = read_settings({"INCIDENTS_HOME": "unused", **environ})
    return Starlette(routes=routes(provide), middleware=middleware(found, lambda: 1))


@pytest.fixture
def get(services):
    """Ask the routes as the owner."""
    app = app_of(lambda: services)
    return lambda address, **rest: ask(app, address, **rest)


def clock_at(moment):
    return FixedClock(moment)
