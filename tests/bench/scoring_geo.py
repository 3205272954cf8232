"""Score found toponyms against gold of the EUPEG format.

Gold lines: ``name,,phrase,,lat,,lon,,start,,end||...``, one line a text. A match has the same
words (case folded) and middles less than 10 characters apart. `acc161`: share of the matched
within 161 km; `e2e161`: share of all gold toponyms matched and within 161 km.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from math import asin, cos, log, radians, sin, sqrt
from pathlib import Path

TOLERANCE = 10
NEAR_KM = 161.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """Words, where they stand (the middle), and where the place is."""

    words: str
    middle: float
    lat: float | None
    lon: float | None


def km(a: Toponym, b: Toponym) -> float | None:
    """Great-circle distance in km; None where a point is missing."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    p, q = radians(a.lat), radians(b.lat)
    h = sin((q - p) / 2) ** 2 + cos(p) * cos(q) * sin(radians(b.lon - a.lon) / 2) ** 2
    return 2 * 6371.0088 * asin(min(1.0, sqrt(h)))


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def read_gold(path: Path) -> list[list[Toponym]]:
    """Gold toponyms, a list for each text."""
    texts = []
    for line in path.read_text("utf-8", errors="replace").splitlines():
        row = []
        for item in line.split("||"):
            cells = item.split(",,")
            if len(cells) < 6:
                continue
            start, end = _number(cells[4]), _number(cells[5])
            if start is not None and end is not None:
                lat, lon = _number(cells[2]), _number(cells[3])
                whole = lat is not None and lon is not None
                words = cells[1].strip().casefold()
                middle = (start + end) / 2
                row.append(Toponym(words, middle, lat if whole else None, lon if whole else None))
        texts.append(row)
    return texts


def matched(
    gold: Sequence[Toponym], found: Sequence[Toponym]
) -> tuple[list[tuple[Toponym, Toponym]], list[Toponym], list[Toponym]]:
    """Pairs, what was missed, and what was found beside the gold."""
    left = list(found)
    pairs, missed = [], []
    for g in gold:
        hit = next(
            (f for f in left if f.words == g.words and abs(f.middle - g.middle) < TOLERANCE), None
        )
        if hit is None:
            missed.append(g)
        else:
            left.remove(hit)
            pairs.append((g, hit))
    return pairs, missed, left


def score(
    gold: Sequence[Sequence[Toponym]], found: Sequence[Sequence[Toponym]]
) -> dict[str, float]:
    """Recognition, resolution and end-to-end figures over all texts."""
    pairs, missed, extra = [], 0, 0
    for g, f in zip(gold, found, strict=True):
        p, m, e = matched(g, f)
        pairs += p
        missed, extra = missed + len(m), extra + len(e)
    errors = [d for d in (km(a, b) for a, b in pairs) if d is not None]
    hits, total = len(pairs), len(pairs) + missed
    precision = hits / (hits + extra) if hits + extra else 0.0
    recall = hits / total if total else 0.0
    near = sum(e <= NEAR_KM for e in errors)
    return {
        "P": precision,
        "R": recall,
        "F1": 2 * precision * recall / (precision + recall) if hits else 0.0,
        "n_gold": total,
        "n_match": hits,
        "acc161": near / len(errors) if errors else 0.0,
        "mean_km": statistics.fmean(errors) if errors else 0.0,
        "median_km": statistics.median(errors) if errors else 0.0,
        "auc": statistics.fmean(log(1 + e) / log(20040) for e in errors) if errors else 0.0,
        "e2e161": near / total if total else 0.0,
    }
