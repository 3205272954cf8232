"""People told of only as being in hospital, in Ukrainian and Russian.

Pure. "80 людей у лікарнях" counts injured people where the text gives no other count of them; where
it does, they are a part. Who was in a hospital before it was struck is no such count.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.extract.items import Item
from incidents.extract.tokens import Token

IN_HOSPITAL = "N in hospital"
_HOSPITAL = ("лікарн", "госпітал", "шпитал", "стаціонар", "медзаклад", "медичн", "реанімац",
             "больниц", "госпитал", "стационар", "медучр", "медицинск", "реанимац")  # fmt: skip
#: Patients and staff were there before; the past tense tells where people stood when it struck.
_BEFORE = ("пацієнт", "пациент", "медик", "лікарі", "лікарів", "врач", "персонал", "перебували",
           "находились", "находились", "лікувались", "лечились", "лікувалися", "тіла", "тел",
           "евакуй", "эваку")  # fmt: skip
_WIDE = 4


def in_hospital(items: Sequence[Item], words: Sequence[Token]) -> bool:
    """Whether a count beside a word of care is of people brought to hospital by the attack."""
    near = words[max(0, items[0].start - _WIDE) : items[-1].end + _WIDE]
    if any(w.norm.startswith(_BEFORE) for w in near):
        return False
    return any(w.norm.startswith(_HOSPITAL) for w in near)
