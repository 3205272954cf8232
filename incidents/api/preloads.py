"""Tell the browser early what the map needs: `Link` headers on the page's own HTML.

Streamlit's page learns that it draws a map only when the script's messages arrive, and only then
asks for the map's program (3 MB, its parts one after another). Told with the
HTML, the browser fetches and parses it while the script still runs. The names of the parts carry
hashes, so they are looked up in the installed package; what is not found is not told, and the
page asks for it later as it always did.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Parts of Streamlit's page, by the name before the hash: the map, and what it draws with.
PARTS = ("DeckGlJsonChart", "webgl-device", "Html")
#: A script's imports stand at its beginning.
IMPORTS_WITHIN = 1 << 15
_IMPORT = re.compile(rb'(?:\bfrom|\bimport)"\./([\w.-]+\.js)"')


def _static() -> Path | None:
    found = find_spec("streamlit")
    if found is None or found.origin is None:
        return None
    return Path(found.origin).parent / "static"


def _with_imports(script: Path, seen: set[str]) -> Iterator[str]:
    """The script's name and those it imports at once, each once, deepest last."""
    if script.name in seen or not script.is_file():
        return
    seen.add(script.name)
    yield script.name
    with script.open("rb") as file:
        head = file.read(IMPORTS_WITHIN)
    for name in _IMPORT.findall(head):
        yield from _with_imports(script.with_name(name.decode()), seen)


@cache
def links() -> bytes:
    """The header's value; empty where the package's files are not where they used to be."""
    folder = _static()
    if folder is None or not (folder / "index.html").is_file():
        return b""
    page = (folder / "index.html").read_text("utf-8")
    scripts, seen = folder / "static" / "js", set(re.findall(r"static/js/([\w.-]+\.js)", page))
    names = [n for p in PARTS for s in sorted(scripts.glob(f"{p}.*.js"))
             for n in _with_imports(s, seen)]  # fmt: skip
    styles = [s.name for p in PARTS for s in sorted((folder / "static" / "css").glob(f"{p}.*.css"))]
    told = [f"<./static/js/{n}>; rel=modulepreload; crossorigin; fetchpriority=low" for n in names]
    told += [f"<./static/css/{n}>; rel=preload; as=style; crossorigin" for n in styles]
    return ", ".join(told).encode()


class Preloads:
    """Adds `links` to the dashboard's HTML; the other pages draw no map at once."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on; the header is added when the answer turns out to be HTML."""
        if scope["type"] != "http" or not scope["path"].endswith("/"):
            await self.app(scope, receive, send)
            return

        async def with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and _is_html(message) and links():
                message["headers"] = [*message["headers"], (b"link", links())]
            await send(message)

        await self.app(scope, receive, with_links)


def _is_html(message: Message) -> bool:
    return message["status"] == 200 and any(
        name.lower() == b"content-type" and value.startswith(b"text/html")
        for name, value in message.get("headers", ())
    )
