"""What a person may put right in a reading before it is saved.

Pure: tables in, a reading out. A corrected figure is a new claim of the person beside the quoted
one, which stays; a figure that was misread altogether can be left out. A place is taken from the
gazetteer by its exact name, never by likeness.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

import pandas as pd

from incidents.errors import BadInput
from incidents.geocode.asked import lookup_alone
from incidents.geocode.former import no_more, successors
from incidents.model import Claim, DateBasis, Estimate, Extraction, Incident, Precision, Quote
from incidents.model.ports import Gazetteer
from incidents.pipeline.correcting import correction
from incidents.ui import words

Edits = Mapping[int, Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Mender:
    """Who mends, and when (UTC)."""

    author: str
    at: datetime
    reason: str = "corrected before saving"


def figure_frame(read: Extraction) -> pd.DataFrame:
    """One row for each figure read, in the order of the reading."""
    places = {i.incident_id: name_of(i) for i in read.incidents}
    return pd.DataFrame(
        [
            {
                "Keep": True,
                "Place": places[c.incident_id],
                "Counts": words.SHORT[c.measure],
                "Low": c.estimate.low,
                "Best": c.estimate.best,
                "High": c.estimate.high,
                "Said": words.claim(c),
                "Words": c.origin.text if isinstance(c.origin, Quote) else "",
            }
            for c in read.claims
        ],
        columns=["Keep", "Place", "Counts", "Low", "Best", "High", "Said", "Words"],
    ).astype({"Low": "Int64", "Best": "Int64", "High": "Int64"})


def incident_frame(read: Extraction) -> pd.DataFrame:
    """One row for each incident read that is no placeholder."""
    return pd.DataFrame(
        [
            {
                "Place": i.place.name or "",
                "Placed": words.KINDS[i.place.precision],
                "Date": i.when.start,
                "Type": i.sub_event_type or i.event_type or "",
                "Part of": part_of(i, read),
            }
            for i in shown(read)
        ],
        columns=["Place", "Placed", "Date", "Type", "Part of"],
    )


def shown(read: Extraction) -> tuple[Incident, ...]:
    """Incidents that have a row of their own in the table."""
    return tuple(i for i in read.incidents if not i.placeholder)


def name_of(incident: Incident) -> str:
    """An incident's place in a word or two."""
    if incident.place.name:
        return incident.place.name
    kind = incident.place.expected or Precision.UNKNOWN
    return "place not named" if kind is Precision.UNKNOWN else f"{words.KINDS[kind]}, not named"


def part_of(incident: Incident, read: Extraction) -> str:
    """The place of the incident it is part of; "" for none."""
    parent = next((i for i in read.incidents if i.incident_id == incident.parent_id), None)
    return "" if parent is None else name_of(parent)


def mended(
    read: Extraction, figures: Edits, places: Edits, gazetteer: Gazetteer, mender: Mender
) -> Extraction:
    """Apply what was edited, row by row; BadInput names the row that cannot be.

    Args:
        read: the reading as it was.
        figures: edited cells of the table of figures, by row number.
        places: edited cells of the table of incidents, by row number.
        gazetteer: where a place's new name is looked up.
        mender: who mends, and when.
    """
    rows = shown(read)
    changed = {
        rows[row].incident_id: _place(rows[row], cells, gazetteer)
        for row, cells in places.items()
        if row < len(rows)
    }
    incidents = tuple(changed.get(i.incident_id, i) for i in read.incidents)
    moved = _with_children(incidents, changed)
    return replace(read, incidents=moved, claims=_figures(read.claims, figures, mender))


def _figures(claims: Sequence[Claim], edits: Edits, mender: Mender) -> tuple[Claim, ...]:
    kept: list[Claim] = []
    for row, claim in enumerate(claims):
        cells = edits.get(row, {})
        if cells.get("Keep") is False:
            continue
        kept.append(claim)
        if {"Low", "Best", "High"} & set(cells):
            estimate = _estimate(claim, cells, row)
            kept.append(
                correction(
                    claim, estimate, author=mender.author, at=mender.at, reason=mender.reason
                )
            )
    return tuple(kept)


def _estimate(claim: Claim, cells: Mapping[str, object], row: int) -> Estimate:
    stood = {"Low": claim.estimate.low, "Best": claim.estimate.best, "High": claim.estimate.high}
    low, best, high = (_number(cells.get(name, was), row) for name, was in stood.items())
    try:
        return Estimate(low, best, high)
    except BadInput as problem:
        raise BadInput(f"figure {row + 1} of the table: {problem}") from problem


def _number(value: object, row: int) -> int | None:
    if value is None or value == "":
        return None
    if isinstance(value, int | float) and value == int(value):
        return int(value)
    raise BadInput(f"figure {row + 1} of the table: {value!r} is no whole number")


def _place(incident: Incident, cells: Mapping[str, object], gazetteer: Gazetteer) -> Incident:
    made = incident
    name = cells.get("Place")
    if isinstance(name, str) and name.strip():
        found = lookup_alone(gazetteer, name.strip())
        if not found:
            raise BadInput(
                f"place {name!r}: the gazetteer does not know it; write its usual name, "
                "or leave the place as it was"
            )
        if gone := successors(found):
            raise BadInput(f"place {no_more(name.strip(), gone)}")
        made = replace(made, place=replace(found[0], toponym=incident.place.toponym))
    day = cells.get("Date")
    if day:
        start = day if isinstance(day, date) else date.fromisoformat(str(day)[:10])
        when = replace(made.when, start=start, end=None, basis=DateBasis.PERSON, date_prec=1)
        made = replace(made, when=when)
    return made


def _with_children(
    incidents: Sequence[Incident], changed: Mapping[str, Incident]
) -> tuple[Incident, ...]:
    """Let placeholders follow the place and date of the incident they belong to."""
    moved = []
    for one in incidents:
        parent = changed.get(one.parent_id or "")
        if one.placeholder and parent is not None:
            moved.append(replace(one, place=parent.place, when=parent.when))
        else:
            moved.append(one)
    return tuple(moved)
