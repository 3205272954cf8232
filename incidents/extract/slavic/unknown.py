"""Places a sentence names that nobody could resolve.

Pure. "У Шосткинській громаді поранено чоловіка" is not the town told of before: such a figure gets
an unplaced record with the name as written, for a person to place, never the last known spot.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from incidents.extract.tokens import Sentence, Token
from incidents.model import Mention, Place, Precision

_BEFORE = frozenset("у в во біля поблизу під возле под близ".split())
_ON = frozenset({"на", "по"})
_KINDS = frozenset(
    "місті місто селі село селищі селище смт с м місте городе город селе посёлке поселке пгт "
    "хуторе деревне хуторі громаді селу посёлку поселку посёлок поселок городу деревню деревне "
    "хутору хутор громаду".split()
)
_UNITS = ("район", "громад", "округ", "област", "обл", "волост")
_REGION = ("щині", "ччині", "щину", "ччину", "щине", "чине")
_NO_PLACE = ("рад", "мін", "мзс", "кабінет", "офіс", "вербн", "неділ", "телеграм", "telegram",
             "держав", "день", "велик", "різдв", "верховн", "штаб", "генштаб", "збройн", "кремл",
             "facebook", "фейсбук", "генпрокур", "вербное", "росі", "росс", "нацполіц", "поліц",
             "повітр", "воздуш", "служб", "бог", "європ", "европ", "інтернет", "пасх", "рождеств",
             "воскрес", "госслуж", "следств", "дснс", "президент", "совет", "совбез")  # fmt: skip
_NEAR = 14
_MARKS = 3
_OVERLAP = 8  # mentions hardly overlap: of those begun before, the last few reach this far


def with_unknown(
    sentence: Sentence,
    places: Sequence[Mention],
    known: Sequence[Mention],
    country: str | None,
    *,
    told: bool,
) -> list[Mention]:
    """The places of a sentence with those that are named and unknown, in order.

    ``told``: whether the sentence states a figure; one that does not names a place of its own
    only with its kind ("в посёлке Дубовое"), and what follows is told of that place.
    """
    found = list(places)
    words = sentence.tokens
    for at in range(len(words) - 1):
        span = _headed(words, at) or _named(words, at) or _land(words, at)
        land = span is not None and words[span[0]].norm.endswith(_LAND)
        if span is None or not (told or land or span[0] != at + 1):
            continue
        start, end = words[span[0]].start, words[span[1] - 1].end
        if _is_known(start, end, known):
            continue
        text = " ".join(w.text for w in words[span[0] : span[1]])
        raion = text.casefold().split()[-1].startswith("район")
        place = Place(
            name=text, precision=Precision.UNKNOWN, country=country, toponym=text,
            expected=Precision.ADM2 if raion or land else None,
        )  # fmt: skip
        found.append(Mention(start, end, text, place))
    return sorted(found, key=lambda m: m.start)


def _land(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "Нікопольщину обстріляли": the land around a town, in whatever case, by its ending."""
    word = words[at]
    land = word.norm.endswith(_LAND) and len(word.text) > _SHORTEST
    return (at, at + 1) if land and _capital(word, first=True) else None


#: Endings of the land around a town. Whole regions ("Сумщина") the gazetteer knows.
_LAND = ("щина", "щину", "щині", "щини", "щиною", "щине", "щины")
_SHORTEST = 7


def _is_known(start: int, end: int, known: Sequence[Mention]) -> bool:
    """Whether a mention, of those in text order, stands in these words or right behind them."""
    before = bisect_left(known, end + _NEAR, key=lambda m: m.start)
    return any(start < m.end for m in known[max(0, before - _OVERLAP) : before])


def _opens(words: Sequence[Token], at: int) -> bool:
    """Whether the words before ``at`` are only the marks of a list item."""
    return at <= _MARKS and all(w.kind == "mark" for w in words[:at])


def _headed(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """ "— Грайворонский округ: ранена женщина": a list item that opens with its place."""
    if not _opens(words, at):
        return None
    unit = words[at + 1]
    named = _capital(words[at], first=True) and unit.norm.startswith(_UNITS)
    closed = at + 2 < len(words) and words[at + 2].norm in {":", "—", "–", "-"}
    return (at, at + 2) if named and closed else None


def _named(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """Words of a place named after the preposition at ``at``; None if none is."""
    if words[at].norm not in _BEFORE | _ON:
        return None
    here = at + 1
    while here + 1 < len(words) and words[here].norm in _KINDS | {"."} and here - at < 4:
        here += 1
    end = here
    while end < len(words) and end - here < 3 and _capital(words[end], first=end == here):
        end += 1
    if end == here:
        return None
    unit = end < len(words) and words[end].norm.startswith(_UNITS)
    called = here > at + 1  # "на село Билка": its kind is said
    if words[at].norm in _ON and not (unit or called or words[here].norm.endswith(_REGION)):
        return None
    return here, end + unit


def _capital(token: Token, *, first: bool) -> bool:
    text = token.text
    return (
        token.kind == "word"
        and text[0].isupper()
        and not text.isupper()
        and len(text) > (3 if first else 1)
        and text[0] >= "\u0400"
        and not token.norm.startswith(_NO_PLACE)
    )
