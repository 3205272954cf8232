"""Report to stored incidents, file to stored incidents; collaborators are passed in."""

from incidents.pipeline.adding import (
    Added,
    accept_proposal,
    add_report,
    edit_claim,
    edit_incident,
    known_report,
    merge_incidents,
    plan_report,
    proposals,
    split_incident,
)
from incidents.pipeline.reading import LONGEST_BYTES, new_report, read_report
from incidents.pipeline.shipped import ensure_shipped, examples, shipped_reports

__all__ = [
    "LONGEST_BYTES",
    "Added",
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
    "proposals",
    "read_report",
    "shipped_reports",
    "split_incident",
]
