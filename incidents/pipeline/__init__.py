"""Report to stored incidents, file to stored incidents; collaborators are passed in."""

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
