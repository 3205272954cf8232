import anyio
import anyio.lowlevel
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from incidents.adapters.settings import read_settings
from incidents.api import middleware
from incidents.api.guards import HEADERS, ReadOnly

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
        middleware=middleware(found),
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


def test_the_owner_can_upload():
    status, _, body = call(app_of(settings()), "/_stcore/upload_file/a/b", method="PUT")
    assert (status, body) == (200, b"taken")


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

    app = Starlette(routes=[Route("/", own)], middleware=middleware(settings()))
    assert call(app, "/")[1]["referrer-policy"] == "origin"


def test_what_is_no_http_request_passes_through():
    seen = []

    async def inner(scope, _receive, _send):
        seen.append(scope["type"])
        await anyio.lowlevel.checkpoint()

    anyio.run(ReadOnly(inner), {"type": "websocket", "path": "/_stcore/stream"}, None, None)
    assert seen == ["websocket"]
