"""One step of the append-only log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.model.claim import Claim
from incidents.model.incident import Incident
from incidents.model.report import Report

Record = Report | Incident | Claim


class Action(StrEnum):
    """What a revision did."""

    ADD_REPORT = "add report"
    IMPORT = "import"
    EDIT = "edit"
    MERGE = "merge"
    SPLIT = "split"
    ACCEPT = "accept proposal"
    DECIDE = "decide review item"
    UNDO = "undo"
    WITHDRAW = "withdraw report"
    REDACT = "redact report"


@dataclass(frozen=True, slots=True)
class Change:
    """One record before and after; ``None`` before is an addition, ``None`` after a removal."""

    before: Record | None
    after: Record | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A saved step: number, time (UTC), author, what and why, and the changes.

    ``undoes`` names the revision this one takes back; ``import_id`` the upload whose rows are
    the change (they are not repeated in ``changes``); ``decides`` the question of the review
    page that a person answered with it.
    """

    number: int
    at: datetime
    author: str
    action: Action
    reason: str
    changes: tuple[Change, ...] = ()
    undoes: int | None = None
    undone_by: int | None = None
    import_id: str | None = None
    decides: str | None = None
