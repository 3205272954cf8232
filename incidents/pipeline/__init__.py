"""Report to stored incidents, file to stored incidents; collaborators are passed in.

The names are loaded when they are asked for: an import of a table needs no grammar.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from incidents.pipeline.adding import Added, add_report, known_report, plan_report
    from incidents.pipeline.correcting import edit_claim, edit_incident
    from incidents.pipeline.joining import (
        Preview,
        accept_proposal,
        merge_incidents,
        preview_merge,
        preview_split,
        proposals,
        split_claims,
        split_incident,
    )
    from incidents.pipeline.reading import LONGEST_BYTES, new_report, read_report
    from incidents.pipeline.shipped import ensure_shipped, examples, shipped_reports

_HOMES = {
    "Added": "adding",
    "LONGEST_BYTES": "reading",
    "Preview": "joining",
    "accept_proposal": "joining",
    "add_report": "adding",
    "edit_claim": "correcting",
    "edit_incident": "correcting",
    "ensure_shipped": "shipped",
    "examples": "shipped",
    "known_report": "adding",
    "merge_incidents": "joining",
    "new_report": "reading",
    "plan_report": "adding",
    "preview_merge": "joining",
    "preview_split": "joining",
    "proposals": "joining",
    "read_report": "reading",
    "shipped_reports": "shipped",
    "split_claims": "joining",
    "split_incident": "joining",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


__all__ = [
    "LONGEST_BYTES",
    "Added",
    "Preview",
    "accept_proposal",
    "add_report",
    "edit_claim",
    "edit_incident",
    "ensure_shipped",
    "examples",
    "known_report",
    "merge_incidents",
    "new_report",
    "plan_report",
    "preview_merge",
    "preview_split",
    "proposals",
    "read_report",
    "shipped_reports",
    "split_claims",
    "split_incident",
]
