"""Counts as reporters and spreadsheets write them.

Pure. Composed English number words are solved by the text2num library; qualifiers, vague words
and the words of other languages come from the pattern files. Lows of vague words follow ACLED's
fatalities FAQ (`incidents.model.VAGUE_LOWS`).
"""

from __future__ import annotations

from collections.abc import Sequence

from text_to_num import text2num

from incidents.extract.lexicon import LANGUAGES, Lexicon, load
from incidents.extract.tokens import Token, tokens
from incidents.model import Estimate, Qualifier
from incidents.model.values import value

_LARGEST = 10_000_000
_MOST_DIGITS = 9
_LONGEST_RUN = 12


@value(frozen=True, slots=True)
class Reading:
    """A count read from words ``start`` to ``end`` (exclusive) of a row of tokens.

    ``increment``: it adds to a base ("another three"). ``article``: the count is only an
    article ("a policeman"), so it needs a noun to count anything.
    """

    start: int
    end: int
    estimate: Estimate
    increment: bool = False
    article: bool = False


def read_count(words: str) -> Estimate | None:
    """Read a count as a reporter or a spreadsheet writes it.

    Args:
        words: The words of one count, such as ``"at least 12"`` or ``"12-15"``; the unit is
            whatever is counted.

    Returns:
        The bounds that were said, ``None`` for each that was not: ``"at least 12"`` is
        ``Estimate(12, 12, None)``. ``None`` if no count is stated ("casualties", "unknown")
        or if anything but a count stands there ("12 missiles or 3").

    Source: lows of vague words follow ACLED's fatalities FAQ (dozens: 12).
    """
    cell = " ".join(words.split()).casefold()
    for language in LANGUAGES:
        lexicon = load(language)
        if cell in lexicon.unknown:
            return None
        if cell in lexicon.nobody:
            return Estimate.exactly(0)
    row = [t for t in tokens(cell) if t.norm not in {'"', "'"}]
    for language in LANGUAGES:
        reading = _whole(row, load(language))
        if reading is not None:
            return reading.estimate
    return None


def _whole(row: Sequence[Token], lexicon: Lexicon) -> Reading | None:
    reading = read_at(row, 0, lexicon) if row else None
    if reading is None or reading.article:
        return None
    for token in row[reading.end :]:
        noun = lexicon.nouns.at([token], 0)
        harm = lexicon.classes.at([token], 0)
        people = noun is not None and noun[1] in {"person", "civilian", "combatant"}
        if not (people or (harm is not None and harm[1] in {"KILL", "INJURE", "BE", "DEATHS"})):
            return None
    return reading


def read_at(words: Sequence[Token], i: int, lexicon: Lexicon) -> Reading | None:
    """Read the count that begins at word ``i``, with its qualifier; None if there is none."""
    if not _may_count(words[i], lexicon):
        return None
    kind, at, increment = _qualifier(words, i, lexicon)
    if kind in {"between", None} and words[i].norm in {"between", "від", "от"}:
        found = _between(words, i + 1, lexicon)
        if found is not None:
            return Reading(i, found[1], found[0])
    base = _base(words, at, lexicon)
    if base is None:
        if kind == "increment" and at > i:
            return Reading(i, at, Estimate.exactly(1), increment=True, article=True)
        return None
    end, estimate, article = base
    if kind == "increment" and article:
        return Reading(i, end, estimate, increment=True, article=True)
    rising = i > 0 and words[i - 1].norm in {"from", "з", "із", "с", "со"}
    if kind in {None, "about"} and not article and not rising:
        end, estimate = _range(words, end, estimate, lexicon)
        after, end = _suffix(words, end, lexicon)
        kind = after or kind
    if end < len(words) and lexicon.qualifiers.at(words, end) == (1, "more"):
        increment, end = True, end + 1
    return Reading(i, end, _qualified(estimate, kind), increment, article)


def _may_count(token: Token, lexicon: Lexicon) -> bool:
    """Whether a count can begin with this word at all: most words are turned away at once."""
    norm = token.norm
    return (
        token.kind in {"number", "range"}
        or norm in lexicon.number_words
        or "-" in norm
        or lexicon.counting.opens(norm)
    )


def _qualifier(words: Sequence[Token], i: int, lexicon: Lexicon) -> tuple[str | None, int, bool]:
    kind: str | None = None
    increment, at = False, i
    while at < len(words) and at - i < _LONGEST_RUN:
        found = lexicon.qualifiers.at(words, at)
        if found is None or found[1] == "more":
            break
        length, name = found
        if name in {"increment", "ordinal_increment"}:
            increment = True
            kind = kind or "increment"
        elif name != "exactly":
            kind = name
        at += length
    return kind, at, increment


def _base(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, Estimate, bool] | None:
    """End, plain estimate and whether it is a mere article."""
    if at >= len(words):
        return None
    for table in (lexicon.vague, lexicon.fixed):
        found = table.at(words, at)
        if found is not None:
            length, word = found
            end = at + length
            if table is lexicon.vague:
                return end, Estimate.vague(word), False
            if not (end < len(words) and words[end].norm in lexicon.number_words):
                return end, Estimate.exactly(int(word)), False
    token = words[at]
    if token.kind == "range":
        return _hyphen_range(token, at)
    if token.kind == "number":
        return _digits(words, at)
    run = at
    while run < min(len(words), at + _LONGEST_RUN) and _is_number_word(words, run, at, lexicon):
        run += 1
    if run > at:
        value = _value([w.norm for w in words[at:run]], lexicon)
        if value is not None:
            return run, Estimate.exactly(value), False
    if lexicon.language == "en" and token.norm in {"a", "an"}:
        return at + 1, Estimate.exactly(1), True
    return None


def _is_number_word(words: Sequence[Token], run: int, at: int, lexicon: Lexicon) -> bool:
    norm = words[run].norm
    if norm in lexicon.number_words:
        return True
    parts = norm.split("-")
    if len(parts) > 1 and all(p in lexicon.number_words for p in parts):
        return True
    follows = run + 1 < len(words) and words[run + 1].norm in lexicon.number_words
    before = words[run - 1].norm if run > at else ""
    return norm == "and" and follows and before in {"hundred", "thousand"}


def _value(parts: list[str], lexicon: Lexicon) -> int | None:
    if lexicon.language == "en":
        try:
            return int(text2num(" ".join(parts), "en"))
        except ValueError:
            return None
    total = 0
    for part in parts:
        value = lexicon.number_words.get(part)
        if value is None:
            return None
        total = total * value if value >= 1000 and total else total + value
    return total


def _digits(words: Sequence[Token], at: int) -> tuple[int, Estimate, bool] | None:
    token = words[at]
    figure = token.norm
    grouped = "".join(c for c in figure if c.isdecimal())
    if "." in figure or not 0 < len(grouped) <= _MOST_DIGITS:
        return None
    value = int(grouped)
    end = at + 1
    if end < len(words) and words[end].norm in {"thousand", "million", "тис", "тыс", "dozen"}:
        unit = {"million": 1_000_000, "dozen": 12}.get(words[end].norm, 1000)
        value *= unit
        end += 1
    if value > _LARGEST:
        return None
    return end, Estimate.exactly(value), False


def _hyphen_range(token: Token, at: int) -> tuple[int, Estimate, bool] | None:
    if len(token.norm) > 2 * _MOST_DIGITS:
        return None
    low, high = (int(p) for p in token.norm.replace("–", "-").replace("—", "-").split("-", 1))
    if not low < high <= _LARGEST:
        return None
    return at + 1, Estimate(low, None, high, Qualifier.RANGE), False


def _between(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[Estimate, int] | None:
    first = _base(words, at, lexicon)
    if first is None or first[2] or first[0] + 1 >= len(words):
        return None
    if words[first[0]].norm not in {"and", "to", "до", "и", "й", "та"}:
        return None
    second = _base(words, first[0] + 1, lexicon)
    return _join(first[1], second)


def _range(
    words: Sequence[Token], end: int, estimate: Estimate, lexicon: Lexicon
) -> tuple[int, Estimate]:
    joined = end + 1 < len(words) and words[end].norm in {
        "to",
        "or",
        "-",
        "–",
        "—",
        "до",
        "или",
        "або",
    }
    if joined:
        found = _join(estimate, _base(words, end + 1, lexicon))
        if found is not None:
            return found[1], found[0]
    return end, estimate


def _join(
    first: Estimate, second: tuple[int, Estimate, bool] | None
) -> tuple[Estimate, int] | None:
    if second is None or second[2]:
        return None
    low, high = first.best, second[1].best
    if low is None or high is None or low >= high:
        return None
    return Estimate(low, None, high, Qualifier.RANGE), second[0]


def _suffix(words: Sequence[Token], end: int, lexicon: Lexicon) -> tuple[str | None, int]:
    if end < len(words):
        found = lexicon.suffixes.at(words, end)
        if found is not None:
            return found[1], end + found[0]
    return None, end


def _qualified(estimate: Estimate, kind: str | None) -> Estimate:
    """Put a qualifier on a plain estimate; a vague or ranged one keeps its own bounds."""
    best = estimate.best
    if best is None:
        return estimate
    match kind:
        case "at_least":
            return Estimate.at_least(best)
        case "more_than":
            return Estimate(best, best, None, Qualifier.MORE_THAN)
        case "up_to":
            return Estimate(None, None, best, Qualifier.UP_TO)
        case "about":
            return Estimate(best, best, best, Qualifier.ABOUT)
        case _:
            return estimate
