"""Model values as plain JSON values and back, by their own type hints.

Pure. Only frozen dataclasses, enums, dates, tuples and scalars occur. What comes back is built
by the values' own constructors, so a hostile document cannot make a value that is not legal.
"""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from incidents.model import Cell, Claim, Incident, Person, Quote

_ORIGINS: dict[str, type] = {"quote": Quote, "cell": Cell, "person": Person}
#: What the ledger fills in; it is no part of what a record says.
_LEDGER_FIELDS = frozenset({"revision", "added_at"})


def to_plain(value: object) -> Any:  # noqa: ANN401 - JSON values have no narrower type
    """Turn a model value into JSON values; fields at their default are left out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        kind = next((k for k, t in _ORIGINS.items() if isinstance(value, t)), None)
        plain = {
            f.name: to_plain(getattr(value, f.name))
            for f in dataclasses.fields(value)
            if f.name not in _LEDGER_FIELDS and getattr(value, f.name) != f.default
        }
        return plain if kind is None else {"kind": kind, **plain}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, (date, datetime, time)) else value


def from_plain(hint: Any, plain: Any) -> Any:  # noqa: ANN401, PLR0911 - one return per kind of hint
    """Build a value of the type ``hint`` from JSON values.

    Raises:
        TypeError, ValueError, KeyError: the document does not fit (BadRecord is a ValueError).
    """
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _from_union(typing.get_args(hint), plain)
    if origin is tuple:
        return _from_tuple(typing.get_args(hint), plain)
    if dataclasses.is_dataclass(hint):
        return _from_fields(typing.cast("type", hint), plain)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(plain)
    if hint in (date, datetime, time):
        return hint.fromisoformat(plain)
    if hint is float and type(plain) is int:
        return float(plain)
    if hint is not type(plain):
        raise TypeError(f"{plain!r} is not {hint}")
    return plain


def _from_union(options: tuple[Any, ...], plain: Any) -> Any:  # noqa: ANN401 - as above
    if plain is None:
        if type(None) not in options:
            raise TypeError("null is not allowed here")
        return None
    if isinstance(plain, dict) and "kind" in plain:
        rest = {k: v for k, v in plain.items() if k != "kind"}
        return _from_fields(_ORIGINS[plain["kind"]], rest)
    (only,) = (o for o in options if o is not type(None))
    return from_plain(only, plain)


def _from_tuple(hints: tuple[Any, ...], plain: Any) -> tuple[Any, ...]:  # noqa: ANN401 - as above
    if not isinstance(plain, list):
        raise TypeError(f"{plain!r} is not a list")
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(from_plain(hints[0], item) for item in plain)
    return tuple(from_plain(h, item) for h, item in zip(hints, plain, strict=True))


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _from_fields(kind: type, plain: Any) -> Any:  # noqa: ANN401 - as above
    hints = _hints(kind)
    return kind(
        **{
            name: from_plain(hints[name], value)
            for name, value in plain.items()
            if name not in _LEDGER_FIELDS
        }
    )


def record_of(incident: Incident, claims: tuple[Claim, ...]) -> dict[str, Any]:
    """One incident with its claims as a JSON object."""
    return {"incident": to_plain(incident), "claims": [to_plain(c) for c in claims]}


def of_record(plain: Any) -> tuple[Incident, tuple[Claim, ...]]:  # noqa: ANN401 - from outside
    """Read back what `record_of` wrote; raises like `from_plain`."""
    incident: Incident = from_plain(Incident, plain["incident"])
    claims: tuple[Claim, ...] = from_plain(tuple[Claim, ...], plain["claims"])
    if any(c.incident_id != incident.incident_id for c in claims):
        raise ValueError("a claim belongs to another incident")
    return incident, claims
