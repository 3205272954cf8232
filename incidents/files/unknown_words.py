"""What people write in a cell for "we do not know" and for "there was none". Pure."""

from __future__ import annotations

#: What people write for "we do not know"; never zero, never an error.
UNKNOWN_WORDS = frozenset(
    {
        "unknown",
        "n/a",
        "na",
        "none stated",
        "not stated",
        "not known",
        "not reported",
        "?",
        "-",
        "--",
        "–",
        "—",
        "tbc",
        "tbd",
        "null",
        "nan",
        "nil reported",
        "unclear",
        "unspecified",
        "невідомо",
        "неизвестно",
        "невідома",
        "не встановлено",
        "н/д",
        "n.a.",
        "n.d.",
        "unk",
        "unk.",
        "unkn",
        "unkn.",
        "not available",
        "no data",
        "no information",
        "немає даних",
        "нет данных",
        "...",
        "…",
        "غير معروف",
        "number unknown",
        "unknown number",
        "none reported",
        "no reports",
        "no casualties reported",
        "no deaths reported",
        "no injuries reported",
        "being clarified",
        "to be confirmed",
        "невідома кількість",
        "кількість невідома",
        "нема даних",
        "дані відсутні",
        "дані уточнюються",
        "інформація уточнюється",
        "уточнюється",
        "не уточнюється",
        "не вказано",
        "не повідомлялося",
        "не повідомляється",
        "неизвестное количество",
        "количество неизвестно",
        "неизвестна",
        "нет сведений",
        "нет информации",
        "данные уточняются",
        "информация уточняется",
        "уточняется",
        "не указано",
        "не установлено",
        "не сообщалось",
        "не сообщается",
    }
)

#: What says that there was none of something: the words, and the columns they answer for. "No
#: deaths" says nothing of the wounded, and "none reported" is no zero.
_HARM = frozenset({"killed", "injured", "casualties"})
_DEATH = frozenset({"killed"})
_INJURY = frozenset({"injured"})
_NOBODY: dict[frozenset[str], tuple[str, ...]] = {
    _HARM: (
        "no casualties", "no victims", "nobody hurt", "no one hurt",
        "без постраждалих", "постраждалих немає", "постраждалих нема", "жертв і постраждалих немає",
        "без пострадавших", "пострадавших нет", "жертв и пострадавших нет",
    ),
    _DEATH: (
        "no deaths", "no fatalities", "none killed", "nobody killed", "no one killed",
        "без загиблих", "загиблих немає", "загиблих нема", "без жертв", "жертв немає",
        "без погибших", "погибших нет", "жертв нет",
    ),
    _INJURY: (
        "no injuries", "no injured", "no wounded", "none injured", "none wounded",
        "nobody injured", "no one injured",
        "без поранених", "поранених немає", "поранених нема",
        "без раненых", "раненых нет",
    ),
}  # fmt: skip
NOBODY = {words: columns for columns, said in _NOBODY.items() for words in said}
