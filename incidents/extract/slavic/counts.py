"""A count and the noun it counts, in Ukrainian and Russian.

Pure. Nouns stand in the pattern file by stems, so no case tables are needed; a word between the
count and its noun is passed over where it has an adjective's ending. Limits: an unknown noun makes
the count unsure, and only a verb that people alone can undergo takes it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from incidents.extract.items import Item
from incidents.extract.lexicon import Lexicon, load
from incidents.extract.numbers import Reading, read_at
from incidents.extract.phrases import Phrases
from incidents.extract.tokens import Token
from incidents.model import Estimate

PERSONS = frozenset({"person", "civilian", "combatant", "attacker"})
_SYMBOL_OF = {"fires": "FIRES", "sites": "SITES", "regions": "REGIONS", "munition": "MUNITION"}
_ENDED = re.compile(r"(\d{1,7})-(?:х|ти|тьох|ма|є|м|го|й|ой|ро|ьох|ох|и|ми|ем|ех|мя)$")
AGED = re.compile(r"^\d{1,3}[-–](?:річн|літн|лет|місячн|месячн|річч)|^\d{1,3}-?р\.?$")
_ADJECTIVE = re.compile(
    r"(?:их|іх|ий|ій|ої|ого|ому|ими|іми|ые|ие|ых|ый|ой|ая|яя|его|ым|ыми|на|ні|ну|ня|ня|ша|кі|ві|ті)$"
)
#: "1954 р.н.", which is one token, and two where a space stands before it.
_BORN = ("р.н", "г.р", "р.нар")
_YEARS = re.compile(
    r"^(?:рок(?:ів|и|у|ах|ами)?|рік|років|лет|года?|годами|годов|р|рр|місяц\w*|месяц\w*)$"
)
#: Words that stand before another phrase: no noun of a count.
FUNCTION = frozenset(
    "у в на з із зі до від під над при про за після через внаслідок унаслідок біля по для серед "
    "без о об що як які який яка яку де коли було була був були є щоб бо але проте зокрема станом "
    "від из со к ко после из-за во что как которые который которая где когда были было была был "
    "есть однако но при от с вследствие результате результаті через около возле їх його її их его "
    "она они він вона вони это це так таки".split()
)
#: After one of these a bare number is where or when, not who.
PREPOSITIONS = frozenset(
    "у в на по за з із зі об при для над під через після о к во ко под над с со из по для после "
    "возле біля крім кроме проти против між между".split()
)
_ABOUT = frozenset({"о", "об", "про", "щодо"})


@cache
def soles(language: str, row: str) -> frozenset[str]:
    """Nouns that tell of one person without a number."""
    return frozenset(load(language).raw["sole"][row].split())


@cache
def subsets(language: str) -> Phrases:
    """Nouns of parts ("дітей") to the word a claim keeps ("children")."""
    rows = load(language).raw["subsets"]
    return Phrases((word, name) for name, row in rows.items() for word in row.split())


def prepared(words: Sequence[Token]) -> list[Token]:
    """The tokens with "3-х" and "5-ро" as plain numbers; offsets stay."""
    found = []
    for token in words:
        ended = _ENDED.match(token.norm) if token.kind == "word" else None
        found.append(replace(token, norm=ended[1], kind="number") if ended else token)
    return found


def age_end(words: Sequence[Token], at: int) -> int | None:
    """Where a group of ages ends that begins here ("45 і 58 років"); None if none does."""
    if AGED.match(words[at].norm) or words[at].norm.endswith(_BORN):
        return _past_stop(words, at + 1)
    if words[at].norm in {"від", "от"} and at + 1 < len(words):
        return age_end(words, at + 1) if words[at + 1].kind == "number" else None
    here, seen = at, 0
    while here < len(words) and seen < 8 and words[here].kind in {"number", "range"}:
        seen += 1
        here += 1
        if here < len(words) and words[here].norm in {"та", "і", "й", "и", ","}:
            following = words[here + 1].kind if here + 1 < len(words) else ""
            if following not in {"number", "range"}:
                break
            here += 1
        elif here < len(words) and words[here].norm == "до" and here + 1 < len(words):
            here += 1
    if not seen or here >= len(words) or not _ends_ages(words[here]):
        return None
    end = here + 1
    if end < len(words) and words[end].norm in {"народження", "рождения"}:
        return end + 1
    return _past_stop(words, end) if words[here].norm in _BORN else end


def _past_stop(words: Sequence[Token], at: int) -> int:
    """The full stop of "1954 р.н." ends no clause where the sentence goes on."""
    return at + (at + 1 < len(words) and words[at].norm == ".")


def _ends_ages(word: Token) -> bool:
    return _YEARS.match(word.norm) is not None or word.norm in _BORN


def count_at(words: Sequence[Token], at: int, lexicon: Lexicon) -> Item | None:
    """The count that begins at word ``at`` with its noun; None if none does."""
    reading = read_at(words, at, lexicon)
    if reading is None or reading.article or reading.end <= at:
        return None
    before = words[at - 1].norm if at else ""
    odd = _odd(words, at, reading, before)
    if odd is not None:
        return Item("THING", at, odd[0], reading, odd[1])
    end, kind, head = noun_after(words, reading.end, lexicon)
    if kind in _SYMBOL_OF:
        return Item(_SYMBOL_OF[kind], at, end, reading, kind, head)
    if kind not in PERSONS | {"bare", "unknown"}:
        return Item("THING", at, end, reading, kind, head)
    if _is_rate(words, end):
        return Item("THING", at, end, reading, "rate", head)
    apart = before in PREPOSITIONS and not (before in _ABOUT and kind != "unknown")
    if apart and kind == "bare" and _of_the_harmed(words, end, lexicon):
        apart = before == "по" and reading.estimate.best == 1  # "по одному загиблому"
    rising = reading.end < len(words) and words[reading.end].norm == "до"
    if apart and not rising and reading.estimate.best is not None and reading.start == at:
        return Item("THING", at, end, reading, "thing", head, named=kind == "bare")
    if kind == "unknown":
        return Item("UNSURE", at, end, reading, kind, head)
    return Item("COUNT" if kind == "bare" else "COUNTNP", at, end, reading, kind, head)


def _of_the_harmed(words: Sequence[Token], at: int, lexicon: Lexicon) -> bool:
    """ "Із 30 поранених", "по 28 погибшим": the noun itself tells who is counted."""
    found = lexicon.classes.at(words, at) if at < len(words) else None
    return found is not None and found[1] in {"DEAD", "HURT"}


def _odd(words: Sequence[Token], at: int, reading: Reading, before: str) -> tuple[int, str] | None:
    """A number that counts nobody by its looks, with its end."""
    after = words[reading.end] if reading.end < len(words) else None
    lone = words[at].kind == "number" and reading.end == at + 1
    if before in {"№", "ст", "ч", "n"} or (
        before == "." and at > 1 and words[at - 2].norm in {"ст", "ч"}
    ):
        return reading.end, "name"
    if lone and before in {"калібру", "калибра", "калібром", "калибром"}:
        return reading.end, "weight"
    if before in {"$", "€", "₴"}:
        return reading.end, "money"
    if after is not None and after.norm in {"%", "°"}:
        return reading.end + 1, "share"
    if lone and after is not None and after.norm == ":" and at == 0:
        return reading.end, "name"
    return None


def _is_rate(words: Sequence[Token], end: int) -> bool:
    """ "1200 солдатів на день": a rate, not a toll."""
    return (
        end + 1 < len(words)
        and words[end].norm in {"на", "в", "щодня"}
        and words[end + 1].norm in {"день", "добу", "тиждень", "сутки", "неделю", "місяць", "месяц"}
    )


def noun_after(words: Sequence[Token], at: int, lexicon: Lexicon) -> tuple[int, str, str]:
    """End, kind and head of the noun that may stand at ``at``, past its adjectives."""
    here = at
    while here < len(words) and here - at < 4:
        token = words[here]
        named = lexicon.classes.at(words, here)
        if token.kind != "word" or token.norm in FUNCTION or (named and named[1] != "SKIP"):
            break
        noun = lexicon.nouns.at(words, here)
        ahead = _noun_ahead(words, here + 1, lexicon) if _ADJECTIVE.search(token.norm) else None
        if noun is not None and not (ahead and ahead == noun[1]):
            return here + 1, noun[1], token.norm
        if noun is None and not (_ADJECTIVE.search(token.norm) or AGED.match(token.norm)):
            break
        here += 1
    first = words[at] if at < len(words) else None
    if first is None or first.kind != "word" or first.norm in FUNCTION or first.text[0].isupper():
        return at, "bare", ""
    if lexicon.classes.at(words, at):
        return at, "bare", ""
    return at + 1, "unknown", first.norm


def _noun_ahead(words: Sequence[Token], at: int, lexicon: Lexicon) -> str | None:
    if at >= len(words) or words[at].kind != "word":
        return None
    found = lexicon.nouns.at(words, at)
    return found[1] if found else None


def subset_of(head: str, words: Sequence[Token], lexicon: Lexicon) -> str:
    """The word a part is kept under: "children" for "дітей", else the noun as written."""
    table = subsets(lexicon.language)
    for at in range(len(words)):
        found = table.at(words, at)
        if found is not None:
            return found[1]
    return head


#: One person, as an article counts one in English: without a number.
ONE = Estimate.exactly(1)
