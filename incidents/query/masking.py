"""Names of private persons in quoted words, blacked out for the public link.

Pure. A name is taken for a private person's by what stands beside it: an age after it, or a
word before it that says victim, kin or trade. Officials keep their names: a title stands before
theirs. Limits: a name with no such sign beside it is not found, so that a report which names
victims in other ways is to be marked as sensitive by hand. Each masked text is as long as it was,
so the offsets of quotes stay true.
"""

from __future__ import annotations

import re

#: Stands for each letter of a masked name.
MASK = "█"

_WORD = r"[A-ZА-ЯІЇЄҐ][a-zа-яіїєґё'’ʼ-]+"
_NAME = rf"{_WORD}(?:[ ]{_WORD}){{1,2}}"
_AGE_AFTER = re.compile(
    rf"(?P<name>{_NAME})(?:[ ]\(\d{{1,3}}\)|,[ ](?:aged[ ])?\d{{1,3}}"
    r"(?=[,.;)]|[ ](?:died|was|were|and|who|has|is|years|років|роки|лет|года)\b|-year|-річн|-летн))"
)
_BEFORE = (
    "named called identified victim resident girl boy woman man mother father son daughter "
    "husband wife brother sister pensioner teacher student guard driver nurse paramedic volunteer "
    "child grandmother grandfather neighbour neighbor year-old жінка чоловік дівчинка хлопчик "
    "мати батько син донька дружина женщина мужчина девочка мальчик мать отец сын дочь жена"
)
_SIGN_BEFORE = re.compile(
    rf"\b(?:{'|'.join(_BEFORE.split())})(?:,|[ ]as|[ ]named|[ ]called)?[ ](?P<name>{_NAME})",
    re.IGNORECASE,
)
#: IGNORECASE is for the sign only: the name itself must be capitalised.
_CAPITAL_NAME = re.compile(_NAME)


def mask_names(text: str) -> str:
    """Black out the private names in a text; the result has the same length."""
    found = [m.span("name") for m in _AGE_AFTER.finditer(text)]
    for match in _SIGN_BEFORE.finditer(text):
        name = _CAPITAL_NAME.match(text, match.start("name"))
        if name:
            found.append(name.span())
    letters = list(text)
    for start, end in found:
        letters[start:end] = [MASK if c.isalpha() else c for c in letters[start:end]]
    return "".join(letters)
