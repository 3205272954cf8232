"""What goes out: a selection of incidents as flat rows, with where it came from on each.

Pure. One row per incident: its figures are those that stand for itself (never a sum over its
children), and the column ``record`` holds the whole record as JSON, so that what was exported
reads back as it was. A row whose other cells were edited is read from its cells instead.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from incidents.files.formulas import printable
from incidents.files.mapping import COUNTED
from incidents.files.plain import record_of
from incidents.geocode.pcodes import adm1_pcode, adm2_pcode
from incidents.model import DATASETS, Claim, Incident, Measure, Quote, Report
from incidents.summary import current

Row = tuple[Incident, tuple[Claim, ...]]

#: Figure columns, three per measure, in the order low, best, high.
FIGURE_COLUMNS: tuple[str, ...] = tuple(
    name for m in COUNTED for name in (f"{m.value}_low", m.value, f"{m.value}_high")
)
NUMBERS = frozenset({"latitude", "longitude", "date_prec", *FIGURE_COLUMNS})
#: Column -> HXL tag. Source: HXL standard 1.1, core hashtags and attributes.
COLUMNS: dict[str, str] = {
    "incident_id": "#event+id",
    "parent_id": "#event+id+parent",
    "placeholder": "#status+placeholder",
    "date": "#date+start",
    "date_end": "#date+end",
    "date_prec": "#date+precision+code",
    "time": "#date+time",
    "title": "#event+name",
    "event_type": "#event+type",
    "sub_event_type": "#event+type+sub",
    "location": "#loc+name",
    "country": "#country+code+v_iso2",
    "adm1": "#adm1+code+v_iso3166_2",
    "adm2": "#adm2+name",
    "adm1_pcode": "#adm1+code+v_pcode",
    "adm2_pcode": "#adm2+code+v_pcode",
    "latitude": "#geo+lat",
    "longitude": "#geo+lon",
    "precision": "#geo+precision",
    "weapon": "#event+weapon",
    "actor1": "#org+actor",
    **dict.fromkeys(FIGURE_COLUMNS, ""),
    "source": "#meta+source",
    "url": "#meta+url",
    "notes": "#description",
    "sensitivity": "#meta+sensitivity",
    "dataset": "#meta+dataset",
    "licence": "#meta+license",
    "attribution": "#meta+attribution",
    "selection": "#meta+selection",
    "as_of": "#meta+as_of",
    "data_revision": "#meta+revision",
}
_HXL_MEASURES = {Measure.FIRES: "#impact+fires", Measure.SITES: "#impact+sites"}
for _measure in COUNTED:
    _tag = _HXL_MEASURES.get(_measure, f"#affected+{_measure.value}")
    COLUMNS[f"{_measure.value}_low"] = f"{_tag}+min"
    COLUMNS[_measure.value] = _tag
    COLUMNS[f"{_measure.value}_high"] = f"{_tag}+max"

#: Cells worked out from others, for tables that join on them; editing them changes nothing.
DERIVED = frozenset({"adm1_pcode", "adm2_pcode"})
#: Cells that say where a row came from; editing them changes nothing.
PROVENANCE = frozenset({"dataset", "licence", "attribution", "selection", "as_of", "data_revision"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What is exported.

    Attributes:
        incidents, claims, reports: the records; claims of other incidents are left out.
        placeholders: whether placeholder records go out too.
        described: the filter in words, on every row.
        as_of: wall time the figures were known at; ``None`` is now.
        revision: the ledger's revision.
    """

    incidents: Iterable[Incident]
    claims: Iterable[Claim] = ()
    reports: Iterable[Report] = ()
    placeholders: bool = False
    described: str = "everything"
    as_of: datetime | None = None
    revision: int | None = None

    def rows(self) -> Iterator[Row]:
        """Each incident with its claims, in the order given."""
        by_incident: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            by_incident[claim.incident_id].append(claim)
        for incident in self.incidents:
            if self.placeholders or not incident.placeholder:
                yield incident, tuple(by_incident.get(incident.incident_id, ()))

    def links(self) -> dict[str, str]:
        """Report id -> link, of the reports that have one."""
        return {r.report_id: r.url for r in self.reports if r.url}

    def provenance(self, incident: Incident) -> dict[str, str]:
        """The cells that say where a row came from and on what terms."""
        dataset = DATASETS[incident.dataset_id]
        return {
            "dataset": dataset.dataset_id,
            "licence": dataset.licence,
            "attribution": dataset.attribution,
            "selection": printable(self.described),
            "as_of": self.as_of.isoformat(" ", "minutes") if self.as_of else "now",
            "data_revision": "" if self.revision is None else str(self.revision),
        }


def number_text(value: float | None) -> str:
    """Write a number as the readers read it: no exponent noise, no trailing ``.0``."""
    if value is None:
        return ""
    return str(int(value)) if float(value).is_integer() else repr(value)


def flat(
    incident: Incident,
    claims: tuple[Claim, ...],
    links: dict[str, str] | None = None,
    as_of: datetime | None = None,
) -> dict[str, str]:
    """One row, provenance aside: column -> text; unknown is empty, never 0."""
    place, when = incident.place, incident.when
    cells = {
        "incident_id": incident.incident_id,
        "parent_id": incident.parent_id,
        "placeholder": "yes" if incident.placeholder else None,
        "date": when.start.isoformat(),
        "date_end": when.end.isoformat() if when.end else None,
        "date_prec": str(when.date_prec),
        "time": when.local_time.strftime("%H:%M") if when.local_time else None,
        "title": incident.title,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "location": place.name,
        "country": place.country,
        "adm1": place.adm1,
        "adm2": place.adm2,
        "adm1_pcode": adm1_pcode(place),
        "adm2_pcode": adm2_pcode(place),
        "latitude": number_text(place.lat),
        "longitude": number_text(place.lon),
        "precision": place.precision.value if place.placed else None,
        "weapon": "; ".join(w.name for w in incident.weapons),
        "actor1": "; ".join(a.name for a in incident.actors),
        **_figures(claims, as_of),
        "source": "; ".join(sorted({c.source for c in claims})),
        "url": "; ".join(sorted(_links(incident, claims, links or {}))),
        "notes": incident.notes,
        "sensitivity": incident.sensitivity.value,
    }
    return {name: printable(text or "") for name, text in cells.items()}


def _figures(claims: tuple[Claim, ...], as_of: datetime | None) -> dict[str, str]:
    cells = dict.fromkeys(FIGURE_COLUMNS, "")
    for measure in {c.measure for c in claims}:
        found = current([c for c in claims if c.measure is measure], as_of)
        if found is not None:
            cells[f"{measure.value}_low"] = number_text(found.low)
            cells[measure.value] = number_text(found.best)
            cells[f"{measure.value}_high"] = number_text(found.high)
    return cells


def _links(incident: Incident, claims: tuple[Claim, ...], links: dict[str, str]) -> set[str]:
    quoted = [c.origin for c in claims if isinstance(c.origin, Quote)] + list(incident.quotes)
    return {links[q.report_id] for q in quoted if q.report_id in links}


def record_text(incident: Incident, claims: tuple[Claim, ...]) -> str:
    """The whole record as one line of ASCII JSON, control characters escaped, no NaN."""
    return json.dumps(record_of(incident, claims), allow_nan=False, sort_keys=True)
