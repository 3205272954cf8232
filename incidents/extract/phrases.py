"""Phrases of a pattern file, found by the word they begin with.

Pure. A phrase is one or more words; a word that ends in a star stands for every word that begins
so. The longest phrase wins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from incidents.extract.tokens import Token, tokens

_STEM = 4


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
            if longer and i + 1 < len(words):
                for phrase, value in longer.get(words[i + 1].norm, ()):
                    if _fits(phrase, words, i):
                        return len(phrase), value
            return single
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
        for at in self.openings(words):
            if self.at(words, at):
                return at
        return None

    def openings(self, words: Sequence[Token]) -> list[int]:
        """Positions of the words a phrase may begin with; most sentences have none."""
        exact, stems = self._exact, self._stems
        if not stems:
            return [at for at, word in enumerate(words) if word.norm in exact]
        return [
            at for at, word in enumerate(words)
            if word.norm in exact or word.norm[:_STEM] in stems
        ]  # fmt: skip

    def beginnings(self) -> tuple[Iterable[str], Iterable[str]]:
        """The words phrases begin with, and the first letters of those given by their stem."""
        return self._exact, self._stems


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


class Openings:
    """Which tables of phrases the words of a sentence may open, asked of many tables at once."""

    def __init__(self, tables: Mapping[str, Phrases]) -> None:
        self._exact: dict[str, frozenset[str]] = {}
        self._stems: dict[str, frozenset[str]] = {}
        for name, table in tables.items():
            for known, words in zip((self._exact, self._stems), table.beginnings(), strict=True):
                for word in words:
                    known[word] = known.get(word, frozenset()) | {name}
        self._last: tuple[Sequence[Token], frozenset[str]] = ((), frozenset())

    def opens(self, norm: str) -> bool:
        """Whether a phrase of any table may begin with this word."""
        return norm in self._exact or (bool(self._stems) and norm[:_STEM] in self._stems)

    def of(self, words: Sequence[Token]) -> frozenset[str]:
        """Names of the tables; the sentence asked about last is remembered."""
        last, known = self._last
        if last is words:
            return known
        exact, stems = self._exact, self._stems
        found: set[str] = set()
        for word in words:
            norm = word.norm
            if norm in exact:
                found |= exact[norm]
            if stems and norm[:_STEM] in stems:
                found |= stems[norm[:_STEM]]
        opened = frozenset(found)
        if isinstance(words, tuple):  # a list may have other words the next time
            self._last = (words, opened)
        return opened
