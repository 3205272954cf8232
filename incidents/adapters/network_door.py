"""How a network geocoder's answer comes in: from the host that was named, and no more than fits.

A server that sends elsewhere would have the name told to a host nobody agreed to.
"""

from __future__ import annotations

from typing import Any
from urllib.request import HTTPRedirectHandler, HTTPSHandler, ProxyHandler, build_opener

from geopy.adapters import URLLibAdapter  # type: ignore[import-untyped]
from geopy.exc import GeocoderServiceError  # type: ignore[import-untyped]

#: An answer is a list of places of some hundred bytes each.
LARGEST_BYTES = 1_000_000


class _StayHere(HTTPRedirectHandler):
    """Leaves a redirect an error: the answer's status is 300 or above."""

    def redirect_request(self, *_: object) -> None:
        """Go nowhere."""


class Door(URLLibAdapter):  # type: ignore[misc]  # its base has no types
    """Geopy's own way to ask, but for redirects and answers without end."""

    def __init__(self, *, proxies: dict[str, str] | None, ssl_context: Any) -> None:  # noqa: ANN401 - geopy's
        """As geopy makes it."""
        super().__init__(proxies=proxies, ssl_context=ssl_context)
        opener = build_opener(HTTPSHandler(context=ssl_context), ProxyHandler(proxies), _StayHere())

        def opened(request: Any, timeout: float) -> Any:  # noqa: ANN401 - urllib's
            page = opener.open(request, timeout=timeout)
            with page:
                body = page.read(LARGEST_BYTES + 1)
            if len(body) > LARGEST_BYTES:
                raise GeocoderServiceError(f"an answer of more than {LARGEST_BYTES:,} bytes")
            page.read = lambda: body
            return page

        self.urlopen = opened
