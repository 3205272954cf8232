"""An extraction as one JSON document, and in words.

The document's shape is public: `docs/commands.md` describes it, programs read it.
"""

from __future__ import annotations

from incidents.model import Claim, Extraction, Incident, Place, Quote

Json = dict[str, object]


def place_of(place: Place) -> Json:
    """Where, no more exactly than said."""
    return {
        "name": place.name,
        "precision": place.precision.value,
        "lat": place.lat,
        "lon": place.lon,
        "country": place.country,
        "adm1": place.adm1,
        "place_id": place.place_id,
        "toponym": place.toponym,
        "expected": place.expected.value if place.expected else None,
    }


def claim_of(claim: Claim) -> Json:
    """One figure with its words; offsets are half open and count code points."""
    quote = claim.origin if isinstance(claim.origin, Quote) else None
    estimate = claim.estimate
    return {
        "id": claim.claim_id,
        "measure": claim.measure.value,
        "low": estimate.low,
        "best": estimate.best,
        "high": estimate.high,
        "qualifier": estimate.qualifier.value if estimate.qualifier else None,
        "word": estimate.word,
        "quote": quote.text if quote else None,
        "start": quote.start if quote else None,
        "end": quote.end if quote else None,
        "carried": claim.carried,
        "increment": claim.increment,
        "superseded": claim.superseded,
        "background": claim.background,
        "subset_of": claim.subset_of,
        "status": claim.status.value,
        "counted_by": claim.counted_by.name if claim.counted_by else None,
        "said": claim.said.earliest.isoformat(),
        "pattern": claim.pattern,
    }


def incident_of(incident: Incident, extraction: Extraction) -> Json:
    """One record with its claims and its place in the tree."""
    return {
        "id": incident.incident_id,
        "parent": incident.parent_id,
        "children": [
            i.incident_id for i in extraction.incidents if i.parent_id == incident.incident_id
        ],
        "title": incident.title,
        "place": place_of(incident.place),
        "date": incident.when.start.isoformat(),
        "date_end": incident.when.last.isoformat(),
        "date_prec": incident.when.date_prec,
        "date_basis": incident.when.basis.value,
        "event_type": incident.event_type,
        "sub_event_type": incident.sub_event_type,
        "weapons": [{"name": w.name, "family": w.family, "may": w.may} for w in incident.weapons],
        "actors": [{"name": a.name, "attribution": a.attribution.value} for a in incident.actors],
        "placeholder": incident.placeholder,
        "claims": [claim_of(c) for c in extraction.claims if c.incident_id == incident.incident_id],
    }


def document(extraction: Extraction, *, explained: bool = False) -> Json:
    """The whole reading; ``explained``: also which pattern read what, and why places are so."""
    more: Json = {"explained": explanation(extraction)} if explained else {}
    return {
        "incidents": [incident_of(i, extraction) for i in extraction.incidents],
        "left_out": [
            {"start": x.start, "end": x.end, "text": x.text, "why": x.why}
            for x in extraction.left_out
        ],
        "notes": list(extraction.notes),
        **more,
    }


def explanation(extraction: Extraction) -> Json:
    """What each pattern read, what was left out and why, how each place was found."""
    read: dict[str, list[Json]] = {}
    for claim in extraction.claims:
        quote = claim.origin if isinstance(claim.origin, Quote) else None
        read.setdefault(claim.pattern or "unnamed", []).append({
            "claim": claim.claim_id, "measure": claim.measure.value,
            "quote": quote.text if quote else None, "start": quote.start if quote else None,
        })  # fmt: skip
    left: dict[str, list[Json]] = {}
    for aside in extraction.left_out:
        left.setdefault(aside.why, []).append({"text": aside.text, "start": aside.start})
    return {
        "patterns": read,
        "left_out": left,
        "places": [
            {"text": m.text, "start": m.start, "role": m.role.value, "why": m.why}
            for m in extraction.mentions
        ],
    }


def explain(extraction: Extraction, *, patterns: bool) -> str:
    """The reading in words, one line per figure; with ``patterns`` also what was left out."""
    lines: list[str] = []
    for incident in extraction.incidents:
        if incident.placeholder and not patterns:
            continue
        name = incident.place.name or "place not named"
        lines.append(f"{name} ({incident.place.precision.value}), {incident.when.start}")
        lines += [
            claim_line(claim, pattern=patterns)
            for claim in extraction.claims
            if claim.incident_id == incident.incident_id
        ]
    if patterns:
        lines += [f"left out: {x.text!r} at {x.start}: {x.why}" for x in extraction.left_out]
        lines += [f"place: {m.text!r} at {m.start}: {m.why}" for m in extraction.mentions if m.why]
    return "\n".join(lines)


def claim_line(claim: Claim, *, pattern: bool) -> str:
    """One claim for a person."""
    e = claim.estimate
    quote = f" “{claim.origin.text}”" if isinstance(claim.origin, Quote) else ""
    read_by = f" [{claim.pattern}]" if pattern and claim.pattern else ""
    bounds = "/".join("?" if n is None else str(n) for n in (e.low, e.best, e.high))
    return f"  {claim.measure.value}: {bounds} {e.qualifier or ''}{quote}{read_by}"
