"""How long texts made to be slow take to read: place names, figures and resolution together.

    python -m tests.bench.hostile [--fragments N] [--seed N] [--worst N] [--json]

A family is one fragment over and over, a stream of words that never repeats, or a sentence
told of one town after another, thousands of them. Fragments are
known bad ones and N random ones: words of the pattern files, places, numbers, dates, quotes and
marks, in English, Ukrainian and Russian. All are read at 12 kB; the worst of them at 25, 50 and
100 kB. Times are processor seconds of this process. The exponent says how they grow from 25 to
100 kB: 1 is with the text, 2 with its square.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sqlite3
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import cycle, islice
from math import log
from typing import Any

from incidents.adapters.gazetteer import ShippedGazetteer, load_gazetteer
from incidents.errors import BadReport
from incidents.extract import GrammarExtractor
from incidents.extract.languages import language_of
from incidents.geocode import TextToponyms
from incidents.model import Extraction, Mention, Report
from incidents.pipeline import read_report

SCREENED, SIZES = 12_500, (25_000, 50_000, 100_000)
#: What was slow once, and what looks as if it could be.
KNOWN = (
    "In Kharkiv and Poltava 3 died, ", "Харків 12 ", "12 ", "12, ", "AAA WAS KILLED ",
    'five dead" "',
    "(2 killed ", "killed 3, ", "In Kharkiv ", "Kharkiv, ", "Kharkiv and ", "Paris, Texas, ",
    "Kharkiv region, ", "the school of Kharkiv ", "Mr Kharkiv said ", "Aaa Bbb ", "(", '"', ",111",
    "1-", "\n", "В Харькове и Полтаве погибли 3, ", "У Києві 12 та ", "загинули 12 та ",
    "Харківська, ", "School No. 12, ", "killed on 3 May 1990, ", "19 November, ", "at 6 a.m. ",
    "a man, 43, ", "including 3 children, ", "from 9 to 12, ", "between 5 and ", "hundred and ",
    "Kyiv: 3 killed\n", "Kyiv | 3 | 4\n", "- Kyiv 3\n", "U.S. ", "al-", "a-", "a'", "12:30 ",
    "Kharkiv's Kyiv's ", "3 killed in Kyiv. ", "Two people died. ", "Kyiv. ", "The city 3 dead. ",
    "Elsewhere in Kyiv 3 died. ", "another 3 killed, ", "no one was hurt, ", "Школа № 3 Харків, ",
    "at least ", "Springfield, ", "Kharkiv\n", "Kharkiv 3 killed and 4 wounded; ", "й", "ʼ", "́",
    "San Salvador, 3 May (ACAN-EFE) -- [TEXT] ", "Kharkiv Poltava Sumy Odesa ",
    "Elsewhere, 3 died. ", "Kyiv school. ", "Shuhada school, Kyiv, ", "В посёлке Дубовое ранен 1. ",
    "В Курске 1 погиб. ", "Загалом в області загинули 3. ",
)  # fmt: skip
#: Told of a new town each time: what grows with the number of places, not with the text alone.
TOLD = (
    "@The 3 died in {}. ", "@the {} and ", "@Elsewhere the 3 died in {}. Elsewhere 4 died. ",
    "@The {}: 3 killed\n", "@The Shuhada school in the {} was hit and ",
    "@On 3 May, 3 people died in {} and 4 were hurt in the {}. ", "@In all 3 died in the {}. ",
    "@The attack took place in {}. In the city 3 died.\n\n", "@3 people in the {} region died. ",
)  # fmt: skip
_PLACES = {
    "en": "Kharkiv,Kyiv,Poltava,Paris,Texas,Springfield,Gaza City,Kharkiv region,Sumy Oblast,"
    "San Salvador,Iraq,U.S.,Russian,Nikopol district,Dnipro,the city,Mariupol,Odesa port",
    "uk": "Харків,Києві,Харківській області,Нікопольський район,Суми,Харківщина,Одеса,місто,РФ",
    "ru": "Харьков,Киеве,Харьковской области,Никопольский район,Сумы,Белгород,Одесса,город",
}
_MARKS = (", ", ". ", "; ", ": ", " - ", " (", ") ", "\n", "\n\n", ' "', '" ', " «", "» ", "'s ")
_NUMBERS = ("3", "12", "1,200", "43", "1990", "5-7", "12:30", "3 May 1990", "19.11.2025", "2.5",
            "№ 3", "12 km", "3%")  # fmt: skip


def vocabulary(language: str) -> list[str]:
    """Words of a language's pattern file, in order, each once."""
    text = files("incidents.extract").joinpath(f"patterns/{language}.toml").read_text("utf-8")
    said = (line for line in text.splitlines() if not line.lstrip().startswith(("#", "shape", "[")))
    return sorted(set(re.findall(r"[^\W\d_][\w'’-]*", "\n".join(said))))


def _word(rng: random.Random, language: str, words: list[str]) -> str:
    kind = rng.random()
    if kind < 0.55:
        word = rng.choice(words)
        return word if rng.random() < 0.8 else word.capitalize()
    if kind < 0.75:
        return rng.choice(_PLACES[language].split(","))
    return rng.choice(_NUMBERS)


def fragments(count: int, seed: int) -> Iterator[str]:
    """Random fragments of 1 to 9 words with their marks, the languages in turn."""
    rng = random.Random(seed)  # noqa: S311 - cases, not secrets
    words = {language: vocabulary(language) for language in _PLACES}
    for number in range(count):
        language = ("en", "en", "uk", "ru")[number % 4]
        row = [_word(rng, language, words[language]) for _ in range(rng.randint(1, 9))]
        yield "".join(w + (" " if rng.random() < 0.75 else rng.choice(_MARKS)) for w in row)


@cache
def towns() -> list[str]:
    """Names of 40,000 settlements in Latin letters, one word each, in a random order."""
    with closing(sqlite3.connect(load_gazetteer().path)) as db:
        rows = db.execute("SELECT DISTINCT name FROM place ORDER BY people DESC").fetchall()
    found = [name for (name,) in rows if name.isascii() and name.isalpha()][:40_000]
    random.Random(1).shuffle(found)  # noqa: S311 - cases, not secrets
    return found


def _told(template: str, size: int) -> str:
    text, length, names = [], 0, cycle(towns())
    while length < size:
        text.append(template.format(*islice(names, template.count("{}"))))
        length += len(text[-1])
    return "".join(text)[:size]


def family(fragment: str, size: int) -> str:
    """The text of a family; a fragment ``~en 7`` is a stream of words by its seed.

    ``@... {} ...`` is told of a new town each time.
    """
    if fragment.startswith("@"):
        return _told(fragment[1:], size)
    if not fragment.startswith("~"):
        return (fragment * (size // len(fragment) + 1))[:size]
    language, seed = fragment[1:].split()
    rng = random.Random(int(seed))  # noqa: S311 - cases, not secrets
    words, text, length = vocabulary(language), [], 0
    while length < size:
        text.append(_word(rng, language, words))
        text.append(" " if rng.random() < 0.9 else rng.choice(_MARKS))
        length += len(text[-1]) + len(text[-2])
    return "".join(text)[:size]


class _Timed:
    """A reader of the product that notes what its own part takes."""

    def __init__(self, gazetteer: ShippedGazetteer) -> None:
        self._toponyms, self._extractor = TextToponyms(gazetteer), GrammarExtractor(gazetteer)
        self.places = 0.0

    def find(self, text: str, *, language: str, country: str | None = None) -> tuple[Mention, ...]:
        begin = time.process_time()
        found = self._toponyms.find(text, language=language, country=country)
        self.places = time.process_time() - begin
        return found

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Extraction:
        return self._extractor.extract(report, mentions)


class Bench:
    """The readers of the product, loaded once."""

    def __init__(self) -> None:
        self._timed = _Timed(load_gazetteer())

    def seconds(self, text: str) -> tuple[float, float]:
        """Processor seconds of finding the places and of everything else."""
        report = Report(report_id="r", text=text, publisher="P", published=date(2025, 4, 24),
                        language=language_of(text))  # fmt: skip
        self._timed.places = 0.0
        begin = time.process_time()
        with suppress(BadReport):  # too few letters, another language: refused is also read
            read_report(report, self._timed, self._timed)
        places = self._timed.places
        return places, time.process_time() - begin - places


def measure(count: int, seed: int, worst: int) -> dict[str, Any]:
    """The worst families with their seconds, and how the worst one grows."""
    bench = Bench()
    streams = [f"~{language} {n}" for language in _PLACES for n in range(2)]
    cases = [*KNOWN, *TOLD, *streams, *fragments(count, seed)]
    bench.seconds(family(KNOWN[0], 2_000))  # what is read once per process is read now
    screened = sorted(((sum(bench.seconds(family(c, SCREENED))), c) for c in cases), reverse=True)
    rows = []
    for _, case in screened[:worst]:
        parts = [bench.seconds(family(case, size)) for size in SIZES]
        times = [round(sum(p), 3) for p in parts]
        growth = log(times[-1] / max(times[0], 1e-3)) / log(SIZES[-1] / SIZES[0])
        rows.append({"fragment": case, "seconds": times, "places": round(parts[-1][0], 3),
                     "exponent": round(growth, 2)})  # fmt: skip
    rows.sort(key=lambda row: -row["seconds"][-1])
    over = sum(row["seconds"][-1] > 1 for row in rows)
    return {
        "families": len(cases), "bytes": SIZES, "worst_seconds": rows[0]["seconds"][-1],
        "worst_exponent": max(row["exponent"] for row in rows), "over_a_second": over,
        "worst": rows,
    }  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fragments", type=int, default=120, help="random fragments")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--worst", type=int, default=12, help="families read at full size")
    parser.add_argument("--json", action="store_true", help="one JSON document, nothing else")
    asked = parser.parse_args()
    found = measure(asked.fragments, asked.seed, asked.worst)
    if asked.json:
        print(json.dumps(found))
        return
    for row in found.pop("worst"):
        print(
            row["seconds"], f"places {row['places']}", f"^{row['exponent']}", repr(row["fragment"])
        )
    print(*(f"{key} {value}" for key, value in found.items()), sep="\n")


if __name__ == "__main__":
    main()
