"""What stands before every request: headers, and on a public link no upload.

Limits: these guards are the second lock. In public mode no page offers a widget that writes;
the upload route is refused here all the same, before a byte of the body is taken.
"""

from __future__ import annotations

from starlette.middleware import Middleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from incidents.adapters.settings import Settings
from incidents.api.errors import problem
from incidents.api.preloads import Preloads

#: Where Streamlit takes uploads (streamlit/web/server/starlette/starlette_routes.py).
UPLOAD_PREFIX = "/_stcore/upload_file"
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
        if scope["type"] == "http" and UPLOAD_PREFIX in scope["path"]:
            refusal = problem(403, "read_only", "This link is read-only: nothing can be uploaded.")
            await refusal(scope, receive, send)
            return
        await self.app(scope, receive, send)


def middleware(settings: Settings) -> list[Middleware]:
    """The guards this installation needs, outermost first."""
    guards = [Middleware(SecurityHeaders), Middleware(Preloads)]
    if settings.public:
        guards.append(Middleware(ReadOnly))
    return guards
