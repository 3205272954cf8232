"""Clock times of a sentence. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import time

from incidents.extract.tokens import Token


def clock_in(words: Sequence[Token]) -> Iterator[tuple[int, time]]:
    """Clock times of a sentence with the position of their word."""
    for at, token in enumerate(words):
        half = words[at + 1].norm.replace(".", "") if at + 1 < len(words) else ""
        if token.kind == "clock":
            hour, minute = (int(p) for p in token.norm.split(":")[:2])
        elif token.kind == "number" and half in {"am", "pm"} and token.norm.isdecimal():
            hour, minute = int(token.norm), 0
        else:
            continue
        if half == "pm" and hour < 12:
            hour += 12
        if half == "am" and hour == 12:
            hour = 0
        if hour < 24 and minute < 60:
            yield at, time(hour, minute)
