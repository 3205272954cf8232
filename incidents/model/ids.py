"""Stable ids: the same content gets the same id on every machine and in every run."""

from __future__ import annotations

import hashlib

#: What the id of a report made from its own words begins with.
REPORT_ID = "rep"


def stable_id(kind: str, *parts: object) -> str:
    """Make ``kind_`` plus 12 hex digits of the parts' BLAKE2b hash.

    Parts are joined with the unit separator, so ("a", "b") and ("ab",) differ.
    """
    joined = "\x1f".join("" if p is None else str(p) for p in parts)
    return f"{kind}_{hashlib.blake2b(joined.encode(), digest_size=6).hexdigest()}"
