"""How the finder does on sentences of our own with placed names.

    python -m tests.bench.sentences FILE [--misses] [--json]

FILE is in the format of tests/golden/places. A name is right when it lies within its kind's
tolerance and is no finer than marked. The figure that matters most is ``wrong_confident``: names
placed elsewhere, or words that name no place taken for one, without a flag for a person.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from incidents.adapters.gazetteer import load_gazetteer
from incidents.geocode import TextToponyms, distance_km
from incidents.model import Mention, MentionRole, Place, Precision

_MARK = re.compile(r"\[(?P<name>[^\]|]+)\|(?P<gold>[^\]]+)\]")
#: Tolerance in km and precision by the letter of the gold.
KINDS: dict[str, tuple[float, Precision | None]] = {
    "s": (5, Precision.SITE),
    "n": (5, Precision.NEIGHBOURHOOD),
    "d": (10, Precision.CITY_DISTRICT),
    "c": (12, Precision.SETTLEMENT),
    "2": (60, Precision.ADM2),
    "1": (200, Precision.ADM1),
    "C": (1500, Precision.COUNTRY),
    "~": (60, None),
}


@dataclass(frozen=True, slots=True)
class Gold:
    """One marked name: half-open offsets into the plain text."""

    start: int
    end: int
    at: Place | None
    kind: str
    spoken: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text without its marks, and its marked names."""

    language: str
    text: str
    gold: tuple[Gold, ...]


def read_sentences(path: Path) -> Iterator[Sentence]:
    """Every text of a file."""
    for line in path.read_text("utf-8").splitlines():
        language, _, marked = line.partition("\t")
        if marked:
            yield _unmarked(language, marked)


def _unmarked(language: str, marked: str) -> Sentence:
    plain, last, gold = "", 0, []
    for mark in _MARK.finditer(marked):
        plain += marked[last : mark.start()]
        start, last = len(plain), mark.end()
        plain += mark["name"]
        gold.append(_gold(start, len(plain), mark["gold"]))
    return Sentence(language, plain + marked[last:], tuple(gold))


def _gold(start: int, end: int, said: str) -> Gold:
    if said == "-":
        return Gold(start, end, None, "-", spoken=False, open=True)
    point, _, kind = said.partition(" ")
    lat, lon = (float(x) for x in point.split(","))
    at = Place(name=None, precision=Precision.SITE, lat=lat, lon=lon)
    return Gold(start, end, at, kind[0], spoken="!" in kind, open="?" in kind)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of one gold name, or of one name found beside the gold."""

    outcome: str
    words: str
    said: str = ""


def judge(sentence: Sentence, found: tuple[Mention, ...]) -> Iterator[Verdict]:
    """One verdict for each gold name and each name found beside it."""
    used: set[int] = set()
    for gold in sentence.gold:
        words = sentence.text[gold.start : gold.end]
        hits = [m for m in found if m.start < gold.end and gold.start < m.end]
        used |= {m.start for m in hits}
        best = min(hits, key=lambda m: _worst(gold, m), default=None)
        yield Verdict(_outcome(gold, best), words, _said(best))
    for m in found:
        if m.start not in used and m.role is MentionRole.PLACE:
            outcome = "flagged" if m.ambiguous or m.place is None else "false"
            yield Verdict(outcome, m.text, _said(m))


def _said(mention: Mention | None) -> str:
    if mention is None or mention.place is None:
        return "" if mention is None else mention.role.value
    place = mention.place
    return (
        f"{place.name} {place.adm1 or place.country} {place.precision.value} {mention.role.value}"
    )


def _worst(gold: Gold, mention: Mention) -> float:
    if mention.place is None or gold.at is None:
        return 20_000.0
    return distance_km(mention.place, gold.at)


def _outcome(  # noqa: PLR0911 - one outcome a line
    gold: Gold, found: Mention | None
) -> str:
    if found is None:
        return "right" if gold.spoken or gold.at is None else "missed"
    if found.place is None:
        return "missed" if gold.at is not None else "right"
    if gold.spoken and found.role is not MentionRole.PLACE:
        return "right"
    if gold.spoken:
        return "role"
    if found.role is not MentionRole.PLACE:
        return "right" if gold.open else "role"
    if found.ambiguous:
        return "right" if gold.open else "flagged"
    if gold.at is None:
        return "right" if found.place.precision.rank > Precision.SETTLEMENT.rank else "elsewhere"
    limit, kind = KINDS[gold.kind]
    if _worst(gold, found) > limit:
        return "elsewhere"
    return "finer" if kind is not None and found.place.precision.rank < kind.rank else "right"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    finder = TextToponyms(load_gazetteer())
    counts: dict[str, int] = {}
    for sentence in read_sentences(given.file):
        found = finder.find(sentence.text, language=sentence.language)
        for verdict in judge(sentence, found):
            counts[verdict.outcome] = counts.get(verdict.outcome, 0) + 1
            if given.misses and verdict.outcome != "right":
                print(f"{verdict.outcome:10}{verdict.words!r:40}{verdict.said:55}", sentence.text)
    counts["wrong_confident"] = sum(counts.get(k, 0) for k in ("elsewhere", "finer", "false"))
    print(json.dumps(counts, sort_keys=True))


if __name__ == "__main__":
    main()
