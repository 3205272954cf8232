"""What people write in a cell for "we do not know". Pure."""

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
    }
)
