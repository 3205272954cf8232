"""Names of peoples ("Ukrainian", "South Korean"): whose a thing is, never where it happened."""

from __future__ import annotations

from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.model import MentionRole


def demonym(reading: Reading, i: int) -> Span | None:
    """The people named from a token on, ``None`` if it names none."""
    token = reading.tokens[i]
    after = reading.after(i)
    two = reading.index.demonym(f"{token.text} {after.text}") if after and token.capital else None
    code = two or reading.index.demonym(token.text)
    if code is None or not (token.capital or cyrillic(token.text)):
        return None
    last = i + 1 if two else i
    country = reading.index.get(f"country:{code}")
    if country is None:
        return None
    end = reading.tokens[last].end
    return Span(
        start=token.start, end=end, first=i, last=last, name=reading.text[token.start : end],
        candidates=(country,), role=MentionRole.SOURCE, sure=1.0, fixed=True,
    )  # fmt: skip


def cyrillic(text: str) -> bool:
    """Whether a word begins with a Cyrillic letter."""
    return "\u0400" <= text[0] <= "\u04ff"
