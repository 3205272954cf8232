import anyio
import anyio.lowlevel
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from incidents.adapters.settings import read_settings
from incidents.api import middleware
from incidents.api.guards import FRAME_BYTES, HEADERS, MEGABYTE, ReadOnly

from .conftest import ask


def settings(**environ):
    return read_settings({"INCIDENTS_HOME": "unused", **environ})


def call(app, path, **rest):
    answer = ask(app, path, **rest)
    return answer.status, answer.headers, answer.body


async def take_all(request):
    await request.body()
    return PlainTextResponse("taken")


def app_of(found):
    paths = ("/_stcore/upload_file/a/b", "/base/_stcore/upload_file/a/b", "/page")
    return Starlette(
        routes=[Route(path, take_all, methods=["GET", "PUT", "POST", "DELETE"]) for path in paths],
        middleware=middleware(found, lambda: 1),
    )


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "GET"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/base/_stcore/upload_file/a/b"])
def test_the_public_cannot_upload_and_no_byte_is_taken(method, path):
    taken = []
    status, headers, body = call(
        app_of(settings(INCIDENTS_PUBLIC="1")),
        path,
        method=method,
        on_receive=lambda: taken.append(1),
    )
    assert (status, taken) == (403, [])
    assert b'"code":"read_only"' in body
    assert headers["content-type"] == "application/json"


def sent(size, method="PUT", path="/_stcore/upload_file/a/b"):
    """Send an upload that says it has so many bytes; the answer, and how often one was taken."""
    taken = []
    headers = [] if size is None else [("Content-Length", str(size))]
    status, _, body = call(
        app_of(settings()), path, method=method, headers=headers,
        on_receive=lambda: taken.append(1),
    )  # fmt: skip
    return status, body, len(taken)


@pytest.mark.parametrize("size", [0, 100, MEGABYTE + FRAME_BYTES])
def test_the_owner_can_upload(size):
    assert sent(size) == (200, b"taken", 1)


@pytest.mark.parametrize(
    ("size", "status", "code"),
    [
        pytest.param(MEGABYTE + FRAME_BYTES + 1, 413, b"too_large", id="a byte too many"),
        pytest.param(10**18, 413, b"too_large", id="more than there is"),
        pytest.param(None, 411, b"length", id="not said"),
        pytest.param("-5", 411, b"length", id="below zero"),
        pytest.param("1e9", 411, b"length", id="no number"),
    ],
)
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("path", ["/_stcore/upload_file/a/b", "/base/_stcore/upload_file/a/b"])
def test_a_large_upload_is_refused_and_no_byte_is_taken(size, status, code, method, path):
    answer, body, taken = sent(size, method, path)
    assert (answer, taken) == (status, 0)
    assert code in body


def test_what_takes_an_upload_away_has_no_size():
    assert sent(None, "DELETE")[0] == 200


def test_the_public_can_look():
    assert call(app_of(settings(INCIDENTS_PUBLIC="1")), "/page")[0] == 200


@pytest.mark.parametrize("public", ["", "1"])
@pytest.mark.parametrize("path", ["/page", "/nowhere", "/_stcore/upload_file/a/b"])
def test_every_answer_carries_the_headers(public, path):
    _, headers, _ = call(app_of(settings(INCIDENTS_PUBLIC=public)), path)
    for name, value in HEADERS:
        assert headers[name.decode()] == value.decode()


def test_a_header_that_the_answer_sets_itself_stays():
    async def own(_request):
        return PlainTextResponse("x", headers={"Referrer-Policy": "origin"})

    app = Starlette(routes=[Route("/", own)], middleware=middleware(settings(), lambda: 1))
    assert call(app, "/")[1]["referrer-policy"] == "origin"


def test_what_is_no_http_request_passes_through():
    seen = []

    async def inner(scope, _receive, _send):
        seen.append(scope["type"])
        await anyio.lowlevel.checkpoint()

    anyio.run(ReadOnly(inner), {"type": "websocket", "path": "/_stcore/stream"}, None, None)
    assert seen == ["websocket"]
