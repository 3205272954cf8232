"""The words and shapes of one language, read from its pattern file.

Pattern files are data (`patterns/<language>.toml`) that ship inside the package and are read
once per process. A shape is a row of class names with the operators of a regular expression;
it is compiled to a regular expression over one character per word class, with bounded
repetition only, so no shape can backtrack exponentially.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from incidents.extract.languages import READ
from incidents.extract.tokens import Token, tokens

LANGUAGES = READ
_STEM = 4
_REMEMBERED = 4096


class Phrases:
    """Finds the longest known phrase that begins at a word."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, value in phrases:
            words = tuple(_words_of(phrase))
            if not words:
                continue
            first = words[0]
            if first.endswith("*") and len(first) > _STEM:
                self._stems.setdefault(first[:_STEM], []).append((words, value))
            else:
                self._exact.setdefault(first, []).append((words, value))
        for table in (self._exact, self._stems):
            for rows in table.values():
                rows.sort(key=lambda row: -len(row[0]))
        self._branches = {w: b for w, rows in self._exact.items() if (b := _branch(rows))}

    def at(self, words: Sequence[Token], i: int) -> tuple[int, str] | None:
        """Length in words and value of the longest phrase at ``i``."""
        norm = words[i].norm
        exact = self._exact.get(norm)
        stems = self._stems.get(norm[:_STEM]) if self._stems else None
        if exact is None and stems is None:
            return None
        branch = self._branches.get(norm) if stems is None else None
        if branch is not None:
            single, longer = branch
            following = words[i + 1].norm if i + 1 < len(words) else ""
            fits = (r for r in longer.get(following, ()) if _fits(r[0], words, i))
            return next(((len(phrase), value) for phrase, value in fits), single)
        best: tuple[int, str] | None = None
        for rows in (exact or (), stems or ()):
            for phrase, value in rows:
                if best is not None and best[0] >= len(phrase):
                    break
                if _fits(phrase, words, i):
                    best = (len(phrase), value)
                    break
        return best

    def opens(self, norm: str) -> bool:
        """Whether a phrase may begin with this word."""
        return norm in self._exact or (bool(self._stems) and norm[:_STEM] in self._stems)

    def first(self, words: Sequence[Token]) -> int | None:
        """Position of the first word that opens a phrase; None if no word does."""
        exact, stems = self._exact, self._stems
        for at, word in enumerate(words):
            norm = word.norm
            if (norm in exact or (stems and norm[:_STEM] in stems)) and self.at(words, at):
                return at
        return None


_Phrase = tuple[tuple[str, ...], str]


def _branch(rows: list[_Phrase]) -> tuple[tuple[int, str] | None, dict[str, list[_Phrase]]] | None:
    """Phrases of one first word by their second, so that few are tried; None if one is open."""
    if any("*" in word for phrase, _ in rows for word in phrase[1:2]):
        return None
    single = next(((1, value) for phrase, value in rows if len(phrase) == 1), None)
    longer: dict[str, list[_Phrase]] = {}
    for phrase, value in rows:
        if len(phrase) > 1:
            longer.setdefault(phrase[1], []).append((phrase, value))
    return single, longer


def _words_of(phrase: str) -> list[str]:
    starred = [part for part in phrase.split() if part]
    found: list[str] = []
    for part in starred:
        if part.endswith("*"):
            found.append(part.casefold())
        else:
            found.extend(t.norm for t in tokens(part))
    return found


def _fits(phrase: tuple[str, ...], words: Sequence[Token], i: int) -> bool:
    if i + len(phrase) > len(words):
        return False
    for k, want in enumerate(phrase):
        norm = words[i + k].norm
        if want.endswith("*") and len(want) > 1:
            if not norm.startswith(want[:-1]):
                return False
        elif norm != want:
            return False
    return True


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
    """Everything one language's pattern file says."""

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
    _fitting: dict[frozenset[str], tuple[Shape, ...]] = field(default_factory=dict, repr=False)

    def shapes_for(self, row: str) -> tuple[Shape, ...]:
        """The shapes, in order, that a row with these symbols can hold at all."""
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
    classes = [
        (phrase.strip(), name) for name, row in raw["classes"].items() for phrase in row.split("|")
    ]
    names = [*_BUILT_IN, *raw["classes"]]
    symbols = {name: chr(_FIRST_SYMBOL + at) for at, name in enumerate(names)}
    words = raw["numbers"]["words"]
    number_words = (
        dict.fromkeys(words.split())
        if isinstance(words, str)
        else {form: int(value) for value, row in words.items() for form in row.split()}
    )
    quals = raw["qualifiers"]
    after = [
        (p, q.removeprefix("after_")) for q in quals if q.startswith("after_") for p in quals[q]
    ]
    before = [(p, q) for q in quals if not q.startswith("after_") for p in quals[q]]
    return Lexicon(
        language=language,
        number_words=number_words,
        qualifiers=Phrases(before),
        suffixes=Phrases(after),
        vague=Phrases((p, v) for v, row in raw["vague"].items() for p in row),
        fixed=Phrases((p, v) for v, row in raw["fixed"].items() for p in row),
        nouns=Phrases((w, kind) for kind, row in raw["nouns"].items() for w in row.split()),
        classes=Phrases(classes),
        cues={
            name: Phrases((p, "cue") for p in (row.split() if isinstance(row, str) else row))
            for name, row in raw["cues"].items()
        },
        weapons=Phrases(
            (p.strip(), family) for family, row in raw["weapons"].items() for p in row.split("|")
        ),
        models=frozenset(raw.get("weapon_models", {}).get("words", "").split()),
        actors=Phrases(
            (phrase.strip(), name)
            for name, row in {**raw["actors"], **raw.get("groups", {})}.items()
            for phrase in (
                row.split("|") if "|" in row or name not in raw["actors"] else row.split()
            )
        ),
        counters=Phrases(
            (p, k)
            for k in ("counting", "official", "unofficial")
            for p in raw["counters"].get(k, ())
        ),
        symbols=symbols,
        shapes=tuple(_shape(row, symbols) for row in raw["patterns"]),
        unknown=frozenset(raw["unknown"]["words"]),
        nobody=frozenset(raw["nobody"]["words"]),
        raw=raw,
    )


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
