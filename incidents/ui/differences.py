"""Two versions of one record, field by field, in words. Pure."""

from __future__ import annotations

from dataclasses import fields, is_dataclass

from incidents.model import Quote, Weapon

_SILENT = frozenset({"revision", "added_at"})


def differences(mine: object, theirs: object) -> list[tuple[str, str, str]]:
    """Name the fields in which two versions differ, with both values in words."""
    names = list(dict.fromkeys(n for one in (mine, theirs) for n in _names(one)))
    found = []
    for name in names:
        ours, others = getattr(mine, name, None), getattr(theirs, name, None)
        if ours != others and name not in _SILENT:
            found.append((name.replace("_", " "), said(ours), said(others)))
    return found


def said(value: object) -> str:
    """Write a field's value; nothing is a dash."""
    if value is None or value == ():
        return "—"
    if isinstance(value, Quote):
        return f"“{value.text}”"
    if isinstance(value, Weapon):
        return f"{value.name} (may have been used)" if value.may else value.name
    if isinstance(value, tuple):
        return "; ".join(said(v) for v in value)
    if _names(value):
        kept = {n: getattr(value, n) for n in _names(value)}
        return ", ".join(
            f"{n.replace('_', ' ')} {said(v)}" for n, v in kept.items() if v not in (None, ())
        )
    return str(value)


def _names(value: object) -> tuple[str, ...]:
    if not is_dataclass(value):
        return ()
    return tuple(f.name for f in fields(value) if not f.name.endswith("_id"))
