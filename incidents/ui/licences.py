"""The licence and attribution that must stand wherever rows are shown or saved. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from incidents.model import DATASETS


def licence_line(datasets: Iterable[str]) -> str:
    """Name the licence and attribution of each data set shown."""
    named = [DATASETS[d] for d in dict.fromkeys(datasets) if d in DATASETS]
    return "; ".join(f"{d.attribution} ({d.licence})" for d in named) or "no rows shown"
