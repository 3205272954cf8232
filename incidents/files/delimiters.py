"""Which character separates the columns: the one that splits the first lines evenly.

The readings here are lax, because they only choose; rows are read by `incidents.files.records`.
"""

from __future__ import annotations

import csv
import io
import re

from incidents.files.limits import Limits
from incidents.files.opening import Opened, codec_of
from incidents.files.records import BoundedLines
from incidents.files.whole_lines import inner, usual

#: Lines that are looked at.
_LINES = 30
DELIMITERS = (",", ";", "\t", "|")


def find_delimiter(opened: Opened, encoding: str, limits: Limits) -> tuple[str, ...]:
    """Rank the delimiters that split the first lines into the same number of columns.

    Returns:
        Best first; more than one only if a second does as well; ``(",")`` for a single column.
    """
    head = _head_text(opened, encoding, limits)
    # Excel's own hint in the first line.
    said = re.match(r'"?sep=([,;\t|])"?(?:\n|$)', head)
    if said:
        return (said[1],)
    scores: dict[str, float] = {}
    for delimiter in DELIMITERS:
        widths = _widths(head, delimiter)
        # The header's width, unless titles stand above it.
        width = widths[0] if widths and widths[0] > 1 else usual(widths)
        if width > 1:
            scores[delimiter] = _evenness(widths, width) * 100 + min(width, 99) / 100
    if not scores:
        return (",",)
    ranked = sorted(scores, key=lambda d: scores[d], reverse=True)
    best = ranked[0]
    rivals = [d for d in ranked[1:] if scores[d] > 100]
    return (best, *rivals)


def _evenness(widths: list[int], width: int) -> float:
    """How many of the rows have the width; one cell more or less is a slip of a wide row."""
    near = sum(1 for w in widths if abs(w - width) == 1) if width > 3 else 0
    return (widths.count(width) + 0.9 * near) / len(widths)


def _head_text(opened: Opened, encoding: str, limits: Limits) -> str:
    with opened.stream() as raw:
        text = io.TextIOWrapper(raw, encoding=codec_of(encoding), newline="")
        lines = BoundedLines(text, limits, encoding)
        taken: list[str] = []
        for line in lines:
            taken.append(line)
            # Long lines tell the delimiter sooner.
            if len(taken) == _LINES or sum(map(len, taken)) > limits.line_chars:
                break
    return "\n".join(line.rstrip("\r\n") for line in taken if line.strip())


def head_lines(opened: Opened, encoding: str, limits: Limits) -> list[str]:
    """The first lines that are not blank."""
    return _head_text(opened, encoding, limits).split("\n")


def split_line(lines: list[str], delimiter: str) -> list[str]:
    """The first line below the header, split so; lax, because this is only shown."""
    try:
        return next(csv.reader(lines[1:2] or lines[:1], delimiter=delimiter), [])[:8]
    except csv.Error:
        return []


def _widths(head: str, delimiter: str) -> list[int]:
    """Column counts of the first records; lax, because this only chooses a delimiter."""
    try:
        rows = [r for r in csv.reader(io.StringIO(head), delimiter=delimiter) if r][:20]
        return [len(r) if len(r) > 1 else len(inner(r[0], delimiter)) or 1 for r in rows]
    except csv.Error:
        return []
