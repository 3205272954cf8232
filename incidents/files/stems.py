"""Columns told by how a word of their name begins, in English, Ukrainian or Russian.

Pure. A column that says two counts, or a part of one, is never taken for a toll.
"""

from __future__ import annotations

import re


def fold(name: str) -> str:
    """Fold a column name: case, BOM, spaces and dashes aside."""
    return re.sub(r"[\W]+", "_", name.replace("\ufeff", "").strip().casefold()).strip("_")


#: Beginnings of words that tell a field in any case and number, English, Ukrainian, Russian;
#: tried in this order, where no column has a name that is known whole.
STEMS: dict[str, tuple[str, ...]] = {
    "date": ("date", "дат", "коли", "когда"),
    "killed": ("killed", "fatal", "death", "dead", "загибл", "вбит", "убит", "погибш", "погибл"),
    "injured": ("injur", "wound", "поранен", "ранен"),
    "missing": ("missing", "зникл", "пропавш"),
    "latitude": ("latit", "lat", "широт"),
    "longitude": ("longit", "lon", "lng", "довгот", "долгот"),
    "location": ("location", "place", "settlement", "місц", "населен", "мест", "де", "где"),
    "adm1": ("oblast", "region", "обл", "регіон", "регион"),
    "country": ("countr", "країн", "стран"),
    "source": ("source", "джерел", "источник"),
    "notes": ("note", "comment", "remark", "приміт", "примеч", "комент", "коммент"),
}
#: A word that turns a column into something else than its stem says.
_OTHERWISE = frozenset({"id", "prec", "precision", "type", "code", "end", "report", "reported",
                        "publication", "published", "added", "updated", "url"})  # fmt: skip
#: Two counts that people write into one column, as ``3/5``.
JOINT = ("killed", "injured")
_TOLL = ("killed", "injured", "missing")
_POSITION = ("latitude", "longitude")
#: Parts of a toll: a column of one of them alone is not the toll.
_PARTS = ("child", "minor", "women", "woman", "female", "men", "man", "male", "civilian", "militar",
          "combatant", "soldier", "police", "діт", "дет", "жін", "женщ", "чолов", "цивіл",
          "військ", "воен", "мирн")  # fmt: skip
#: Stems that are whole words: shorter ones begin too much.
_WHOLE = frozenset({"де", "где", "lat", "lon", "lng"})


def by_stem(folded: dict[str, str], found: dict[str, str]) -> dict[str, str]:
    """Take columns by how a word of their name begins; none is taken for two fields."""
    taken = set(found.values())
    more: dict[str, str] = {}
    for field, stems in STEMS.items():
        if field in found:
            continue
        for name, column in folded.items():
            words = name.split("_")
            if column in taken or _OTHERWISE & set(words) or _several(words, field):
                continue
            if any(_begins(word, stem) for word in words for stem in stems):
                more[field] = column
                taken.add(column)
                break
    return more


def _several(words: list[str], field: str) -> bool:
    """Whether a column's name says two counts, or a part of one: then it is neither."""
    if field in _POSITION:
        return both_coordinates(words)
    if field not in _TOLL:
        return False
    said = {f for f in _TOLL for word in words for stem in STEMS[f] if _begins(word, stem)}
    return len(said) > 1 or any(_begins(word, part) for word in words for part in _PARTS)


def both_coordinates(words: list[str]) -> bool:
    """Whether a column's name says latitude and longitude, as "Lat/Lon" does."""
    said = {f for f in _POSITION for word in words for stem in STEMS[f] if _begins(word, stem)}
    return len(said) == len(_POSITION)


def joint_fields(name: str) -> tuple[str, ...]:
    """Which of the killed and the injured a column's name says, in its order."""
    said = [f for word in fold(name).split("_") for f in JOINT
            if any(_begins(word, stem) for stem in STEMS[f])]  # fmt: skip
    return tuple(dict.fromkeys(said))


def _begins(word: str, stem: str) -> bool:
    return word == stem if stem in _WHOLE else word.startswith(stem)
