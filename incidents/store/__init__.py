"""Where records are kept (`Ledger`) and from where they are shown (`Mirror`).

The names are loaded when they are asked for: an import needs the ledger and not the mirror,
whose engine takes seconds to load.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incidents.store.imports import ImportRecord, ImportRow
    from incidents.store.ledger import Ledger
    from incidents.store.mirror import Mirror

_HOMES = {"ImportRecord": "imports", "ImportRow": "imports", "Ledger": "ledger", "Mirror": "mirror"}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


__all__ = ["ImportRecord", "ImportRow", "Ledger", "Mirror"]
