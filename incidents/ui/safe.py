"""The one door by which words from outside reach HTML, Markdown and tooltips.

Streamlit reads Markdown in labels, captions, errors and tables: an image in a value would make
every viewer's browser call a foreign host. Whatever did not come from this code goes through
here first. Pure: strings in, strings out; `tests/ui/test_guard.py` holds the views to it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
_BREAKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Html:
    """Markup that was put together here; every value in it is escaped."""

    text: str

    def __str__(self) -> str:
        return self.text


def html_text(value: object) -> str:
    """Escape a value for the text or a quoted attribute of an element; None is nothing."""
    return "" if value is None else html.escape(str(value), quote=True)


def fill(template: str, **values: object) -> Html:
    """Put values into a template of our own, each escaped unless it is `Html` already."""
    ready = {k: v.text if isinstance(v, Html) else html_text(v) for k, v in values.items()}
    return Html(template.format(**ready))


def join(parts: list[Html], between: str = "") -> Html:
    """Join markup; the separator is our own."""
    return Html(between.join(p.text for p in parts))


def markdown(value: object) -> str:
    """Escape a value so that Markdown shows it letter for letter, on one line.

    CommonMark 2.4: any ASCII punctuation may be escaped with a backslash.
    """
    flat = _BREAKS.sub(" ", "" if value is None else str(value)).strip()
    return _PUNCTUATION.sub(r"\\\1", flat)


def web_address(value: str | None) -> str | None:
    """Give back a link that may be offered to click: http or https with a host, else None."""
    if not value:
        return None
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return None
    return value.strip()


def link(value: str | None, words: str) -> Html:
    """Link to an outside page with the words given, or the address as mere text."""
    address = web_address(value)
    if address is None:
        return fill("<span>{a}</span>", a=value or "")
    return fill(
        '<a href="{a}" target="_blank" rel="noopener noreferrer nofollow">{w}</a>',
        a=address,
        w=words,
    )
