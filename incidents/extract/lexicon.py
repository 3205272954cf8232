"""The words and shapes of one language, read from its pattern file.

Pattern files are data (`patterns/<language>.toml`) that ship inside the package and are read
once per process. A shape is a row of class names with the operators of a regular expression;
it is compiled to a regular expression over one character per word class, with bounded
repetition only, so no shape can backtrack exponentially.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from incidents.extract.languages import READ
from incidents.extract.phrases import Openings, Phrases

LANGUAGES = READ
_REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Shape:
    """A named pattern over word classes.

    ``needs``: for each class it cannot do without, the symbols that stand for it; a row that has
    none of them need not be searched.
    """

    name: str
    regex: re.Pattern[str]
    measure: str
    role: str
    needs: tuple[frozenset[str], ...]

    def may_fit(self, symbols: frozenset[str]) -> bool:
        """Whether a row with these symbols can hold the shape at all."""
        return not any(need.isdisjoint(symbols) for need in self.needs)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything one language's pattern file says.

    ``opened``: which of the cues, of "weapons", "actors" and "counters" a sentence may open.
    ``counting``: what a count may begin with that is no number; ``day_words``: what a date may;
    ``classed``: what anything but a name and a plain word may, in a row of word classes.
    """

    language: str
    number_words: Mapping[str, int | None]
    qualifiers: Phrases
    suffixes: Phrases
    vague: Phrases
    fixed: Phrases
    nouns: Phrases
    classes: Phrases
    cues: Mapping[str, Phrases]
    weapons: Phrases
    models: frozenset[str]
    actors: Phrases
    counters: Phrases
    symbols: Mapping[str, str]
    shapes: tuple[Shape, ...]
    unknown: frozenset[str]
    nobody: frozenset[str]
    raw: Mapping[str, Any]
    opened: Openings
    counting: Openings
    day_words: frozenset[str]
    classed: Openings
    _held: dict[str, tuple[Shape, ...]] = field(default_factory=dict, repr=False, init=False)
    _fitting: dict[frozenset[str], tuple[Shape, ...]] = field(
        default_factory=dict, repr=False, init=False
    )

    def shapes_for(self, row: str) -> tuple[Shape, ...]:
        """The shapes, in order, that a row of symbols holds; rows told before are remembered."""
        found = self._held.get(row)
        if found is None:
            if len(self._held) >= _REMEMBERED:
                self._held.clear()
            found = tuple(s for s in self._fitting_to(row) if s.regex.search(row) is not None)
            self._held[row] = found
        return found

    def _fitting_to(self, row: str) -> tuple[Shape, ...]:
        """The shapes that a row with these symbols can hold at all."""
        symbols = frozenset(row)
        found = self._fitting.get(symbols)
        if found is None:
            if len(self._fitting) >= _REMEMBERED:
                self._fitting.clear()
            found = tuple(shape for shape in self.shapes if shape.may_fit(symbols))
            self._fitting[symbols] = found
        return found

    def symbol(self, name: str) -> str:
        """The character that stands for a class in a row of classes."""
        return self.symbols[name]


_FIRST_SYMBOL = 0xE000  # private use area: never in a shape's own syntax
_BUILT_IN = (
    "COUNT", "COUNTNP", "AN", "LIVES", "NAME", "THING", "FIRES", "SITES", "MUNITION", "REGIONS",
    "BODIES", "ONEP", "W", "COMMA", "STOP", "COLON", "OPEN", "CLOSE",
)  # fmt: skip


def load(language: str) -> Lexicon:
    """The lexicon of a language; English for one that has no pattern file."""
    return _load(language if language in LANGUAGES else "en")


@cache
def _load(language: str) -> Lexicon:
    text = files("incidents.extract").joinpath(f"patterns/{language}.toml").read_text("utf-8")
    return compile_lexicon(language, tomllib.loads(text))


def compile_lexicon(language: str, raw: Mapping[str, Any]) -> Lexicon:
    """Build a lexicon from the parsed pattern file."""
    classes = Phrases(
        (phrase.strip(), name) for name, row in raw["classes"].items() for phrase in row.split("|")
    )
    names = [*_BUILT_IN, *raw["classes"]]
    symbols = {name: chr(_FIRST_SYMBOL + at) for at, name in enumerate(names)}
    words = raw["numbers"]["words"]
    number_words = (
        dict.fromkeys(words.split())
        if isinstance(words, str)
        else {form: int(value) for value, row in words.items() for form in row.split()}
    )
    tables = _tables(raw)
    cues = {
        name: Phrases((p, "cue") for p in (row.split() if isinstance(row, str) else row))
        for name, row in raw["cues"].items()
    }
    asked = {name: tables[name] for name in ("weapons", "actors", "counters")}
    return Lexicon(
        language=language,
        number_words=number_words,
        classes=classes,
        cues=cues,
        models=frozenset(raw.get("weapon_models", {}).get("words", "").split()),
        symbols=symbols,
        shapes=tuple(_shape(row, symbols) for row in raw["patterns"]),
        unknown=frozenset(raw["unknown"]["words"]),
        nobody=frozenset(raw["nobody"]["words"]),
        raw=raw,
        opened=Openings({**cues, **asked}),
        counting=_counting(tables),
        day_words=_day_words(raw),
        classed=_classed(classes, number_words, tables),
        **tables,
    )


def _counting(tables: Mapping[str, Phrases]) -> Openings:
    articles = Phrases((word, "") for word in ("a", "an", "between", "від", "от"))
    return Openings({name: tables[name] for name in _BEFORE_COUNT} | {"articles": articles})


def _classed(classes: Phrases, numbers: Iterable[str], tables: Mapping[str, Phrases]) -> Openings:
    known = {name: tables[name] for name in _BEFORE_COUNT}
    plain = Phrases((word, "") for word in (*numbers, *_ARTICLES))
    return Openings({**known, "classes": classes, "plain": plain})


_ARTICLES = (
    "a", "an", "between", "від", "от", "the", "all", "these", "those", "its", "his", "her", "their",
)  # fmt: skip


def _day_words(raw: Mapping[str, Any]) -> frozenset[str]:
    days = (day.split()[0] for day in raw["relative_days"])
    return frozenset((*raw["months"], *raw["weekdays"], *days))


_BEFORE_COUNT = ("qualifiers", "vague", "fixed")


def _tables(raw: Mapping[str, Any]) -> dict[str, Phrases]:
    """The tables of phrases with their values, by their names in `Lexicon`."""
    quals = raw["qualifiers"]
    after = [
        (p, q.removeprefix("after_")) for q in quals if q.startswith("after_") for p in quals[q]
    ]
    before = [(p, q) for q in quals if not q.startswith("after_") for p in quals[q]]
    return {
        "qualifiers": Phrases(before),
        "suffixes": Phrases(after),
        "vague": Phrases((p, v) for v, row in raw["vague"].items() for p in row),
        "fixed": Phrases((p, v) for v, row in raw["fixed"].items() for p in row),
        "nouns": Phrases((w, kind) for kind, row in raw["nouns"].items() for w in row.split()),
        "weapons": Phrases(
            (p.strip(), family) for family, row in raw["weapons"].items() for p in row.split("|")
        ),
        "actors": Phrases(
            (phrase.strip(), name)
            for name, row in {**raw["actors"], **raw.get("groups", {})}.items()
            for phrase in (
                row.split("|") if "|" in row or name not in raw["actors"] else row.split()
            )
        ),
        "counters": Phrases(
            (p, k)
            for k in ("counting", "official", "unofficial")
            for p in raw["counters"].get(k, ())
        ),
    }


_GROUPS = {
    "HARMED": ("KILL", "DIE", "INJURE", "MISSING", "TREATED"),
    "HARM": ("KILL", "DIE", "INJURE", "MISSING", "DEATHS", "INJURIES", "CASUALTIES", "TREATED"),
}


#: A count with its noun is a count too; "a man" (ONEP) is one with an article for a number.
_ALTERNATIVES = {
    "COUNT": ("COUNT", "COUNTNP", "ONEP"),
    "COUNTNP": ("COUNTNP", "ONEP"),
    "ONE": ("COUNT", "COUNTNP", "ONEP", "NAME", "AN"),
}


def _shape(row: Mapping[str, str], symbols: Mapping[str, str]) -> Shape:
    def one(match: re.Match[str]) -> str:
        name = match.group()
        if name in _GROUPS:
            return "[" + "".join(symbols[n] for n in _GROUPS[name] if n in symbols) + "]"
        if name in _ALTERNATIVES:
            return "[" + "".join(symbols[n] for n in _ALTERNATIVES[name]) + "]"
        return symbols[name]

    pattern = re.sub(r"[A-Z]+", one, row["shape"]).replace(" ", "")
    needs = tuple(
        frozenset(re.sub(r"[A-Z]+", one, name)) - {"[", "]"} for name in _needed(row["shape"])
    )
    return Shape(row["name"], re.compile(pattern), row["measure"], row.get("role", ""), needs)


#: A group in brackets, innermost first, and a class with what says how often it stands.
_BRACKETS = re.compile(r"\([^()]*\)(?:[?*+]|\{\d+(?:,\d*)?\})?")
_CLASS = re.compile(r"([A-Z]+)([?*+]|\{\d+(?:,\d*)?\})?")


def _needed(shape: str) -> list[str]:
    """Classes that stand in whatever fits a shape: outside its groups, at least once."""
    if "|" in _BRACKETS.sub("", shape):
        return []
    while (without := _BRACKETS.sub(" ", shape)) != shape:
        shape = without
    found = _CLASS.findall(shape)
    return [name for name, often in found if often not in {"?", "*"} and not often.startswith("{0")]
