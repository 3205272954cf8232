"""What stands before every request: headers, the size of uploads, on a public link none of them.

Limits: these guards are the second lock. In public mode no page offers a widget that writes;
the upload route is refused here all the same, before a byte of the body is taken.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.middleware import Middleware
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from incidents.adapters.settings import Settings
from incidents.api.errors import problem
from incidents.api.preloads import Preloads

#: Where Streamlit takes uploads (streamlit/web/server/starlette/starlette_routes.py).
UPLOAD_PREFIX = "/_stcore/upload_file"
#: Methods whose requests have a body that is kept.
_SENDING = frozenset({"PUT", "POST"})
MEGABYTE = 1024 * 1024
#: What a form may add to the file in it.
FRAME_BYTES = MEGABYTE
#: Headers that every answer carries. Streamlit draws its own frames, so frames of the same
#: origin stay allowed; a content policy would need ``unsafe-eval`` for Vega and says little.
HEADERS: tuple[tuple[bytes, bytes], ...] = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"permissions-policy", b"camera=(), microphone=(), geolocation=(), payment=()"),
    (b"x-frame-options", b"SAMEORIGIN"),
)


class SecurityHeaders:
    """Adds `HEADERS` to every HTTP answer that does not set them itself."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with headers added when the answer starts."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name.lower() for name, _ in message.get("headers", ())}
                added = [pair for pair in HEADERS if pair[0] not in present]
                message["headers"] = [*message.get("headers", ()), *added]
            await send(message)

        await self.app(scope, receive, with_headers)


class ReadOnly:
    """Refuses uploads with 403 before a byte is taken."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on whatever is no upload; ``receive`` is not called for one that is."""
        if scope["type"] == "http" and _is_upload(scope):
            refusal = problem(403, "read_only", "This link is read-only: nothing can be uploaded.")
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


class Sized:
    """Refuses uploads that are too large, or do not say how large they are, unread.

    Streamlit has a limit of its own; here it holds whatever its version does, and a refusal has
    the shape of the other routes' errors. ``most_mb`` is asked at each upload.
    """

    def __init__(self, app: ASGIApp, most_mb: Callable[[], int]) -> None:
        self.app = app
        self._most_mb = most_mb

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no upload or a small one; else ``receive`` is not called."""
        if scope["type"] == "http" and scope["method"] in _SENDING and _is_upload(scope):
            refusal = self._refusal(_length(scope))
            if refusal is not None:
                await refusal(scope, receive, send)
                return
        await self.app(scope, receive, send)

    def _refusal(self, length: int | None) -> Response | None:
        most = self._most_mb()
        if length is None:
            return problem(411, "length", "The upload does not say how large it is.")
        if length > most * MEGABYTE + FRAME_BYTES:
            return problem(
                413, "too_large",
                f"The upload has {length:,} bytes, the limit is {most} MB. Larger files go by "
                "command line: incidents import FILE --max-mb N",
            )  # fmt: skip
        return None


def _is_upload(scope: Scope) -> bool:
    return UPLOAD_PREFIX in scope["path"]


def _length(scope: Scope) -> int | None:
    """Bytes of the body as the request's head states them; None where it does not."""
    said = [value for name, value in scope["headers"] if name == b"content-length"]
    return int(said[0]) if said and said[0].isdigit() else None


def middleware(settings: Settings, most_mb: Callable[[], int]) -> list[Middleware]:
    """The guards this installation needs, outermost first.

    Args:
        settings: how it runs.
        most_mb: gives the largest upload, in MB.
    """
    guards = [Middleware(SecurityHeaders), Middleware(Preloads)]
    if settings.public:
        guards.append(Middleware(ReadOnly))
    guards.append(Middleware(Sized, most_mb=most_mb))
    return guards
