"""The merged record of what happened at one place in one time span."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from incidents.errors import BadRecord
from incidents.model.coding import EVENT_TYPES, Actor, Weapon
from incidents.model.origin import Quote
from incidents.model.place import Place
from incidents.model.when import When


class Sensitivity(StrEnum):
    """What the public link does with a record."""

    OPEN = "open"
    COARSEN = "coarsen"  # place given no finer than the settlement
    WITHHOLD = "withhold"  # not in any public answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident.

    Attributes:
        parent_id: the incident this one is part of (site < district < settlement < adm2 < adm1
            < country < wave of attacks).
        excludes: siblings this one leaves out ("elsewhere in the region").
        placeholder: one of "13 locations" of which nothing more is known; listed and drawn,
            never counted as an incident.
        dataset_id: data set it belongs to; two data sets are never added together.
        import_id: the upload it came in with, if any.
        native: the source's own codes and columns, as (column, text) pairs in file order.
        quotes: the words of reports that speak of it, so that an incident without figures has
            its origin too; one or more per report, in order of report id and start.
        added_at: UTC time it was first saved; ``None`` before that.
        revision: ledger revision that last touched it; 0 before it is saved.
    """

    incident_id: str
    place: Place
    when: When
    parent_id: str | None = None
    title: str | None = None
    event_type: str | None = None
    sub_event_type: str | None = None
    weapons: tuple[Weapon, ...] = ()
    actors: tuple[Actor, ...] = ()
    placeholder: bool = False
    excludes: tuple[str, ...] = ()
    dataset_id: str = "reports"
    import_id: str | None = None
    native: tuple[tuple[str, str], ...] = ()
    sensitivity: Sensitivity = Sensitivity.OPEN
    notes: str | None = None
    quotes: tuple[Quote, ...] = ()
    added_at: datetime | None = None
    revision: int = 0

    def __post_init__(self) -> None:
        if self.parent_id == self.incident_id:
            raise BadRecord(f"incident {self.incident_id!r}: cannot be its own parent")
        if self.event_type is not None and self.event_type not in EVENT_TYPES:
            raise BadRecord(
                f"incident {self.incident_id!r}: event type {self.event_type!r} is not "
                f"one of ACLED's: {', '.join(EVENT_TYPES)}"
            )
        if self.sub_event_type is not None and (
            self.event_type is None or self.sub_event_type not in EVENT_TYPES[self.event_type]
        ):
            raise BadRecord(
                f"incident {self.incident_id!r}: sub-event type "
                f"{self.sub_event_type!r} does not belong to {self.event_type!r}"
            )
