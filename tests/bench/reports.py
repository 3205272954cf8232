"""Score the extractor on a folder of reports with golds.

    python -m tests.bench.reports GOLD_DIR [--json] [-v]

Records are put into the golds' event shape (a city's event holds its districts and their fires)
and scored by `scoring_reports`. "None reported" is a zero with an open upper bound here and a
plain zero in the golds; the difference is noted in docs/extraction.md.
"""

from __future__ import annotations

import json
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from incidents.extract import GrammarExtractor
from incidents.extract.scope import is_site_in
from incidents.model import Estimate, Extraction, Incident, Measure, Precision, Qualifier, Report
from incidents.pipeline.reading import guess_language
from tests.bench import scoring_reports
from tests.bench.figures import chosen, of_incident
from tests.bench.finder import product

_WORDS = {
    Precision.SETTLEMENT: "city",
    Precision.ADM1: "admin1",
    Precision.CITY_DISTRICT: "district",
    Precision.ADM2: "district",
}
_MEASURES = (Measure.KILLED, Measure.INJURED, Measure.MISSING, Measure.FIRES)


def read(path: Path, published: date) -> Extraction:
    """Read one report text."""
    gazetteer, find, _ = product()
    text = path.read_text(encoding="utf-8")
    report = Report(report_id=path.stem, text=text, publisher="gold", published=published,
                    language=guess_language(text))  # fmt: skip
    return GrammarExtractor(gazetteer).extract(report, find(text))


def events(extraction: Extraction) -> list[dict[str, Any]]:
    """The extraction in the golds' shape."""
    real = [i for i in extraction.incidents if not i.placeholder]
    inner = {i.incident_id for i in real if _is_part(i, real) and not _larger(extraction, i)}
    found = [_event(extraction, i, real) for i in real if i.incident_id not in inner]
    silent = [e for e in found if not any(e.get(m.value) for m in _MEASURES)]
    told = [e for e in found if e not in silent]
    return told + _grouped(silent)


def _is_part(incident: Incident, real: list[Incident]) -> bool:
    fine = {Precision.CITY_DISTRICT, Precision.NEIGHBOURHOOD, Precision.STREET, Precision.SITE}
    parent = next((i for i in real if i.incident_id == incident.parent_id), None)
    if parent is None:
        return False
    if is_site_in(incident.place, parent.place):
        return True
    local = {*fine, Precision.SETTLEMENT}
    return incident.place.precision in fine and parent.place.precision in local


def _larger(extraction: Extraction, incident: Incident) -> bool:
    """A part that states more dead than its whole is an attack of its own."""
    mine = chosen(of_incident(extraction, incident.incident_id), Measure.KILLED)
    whole = chosen(of_incident(extraction, incident.parent_id or ""), Measure.KILLED)
    if mine is None or whole is None:
        return False
    return (mine[0].headline or 0) > (whole[0].headline or 0)


def _grouped(silent: list[dict[str, Any]]) -> list[dict[str, Any]]:
    groups: dict[tuple[object, object], dict[str, Any]] = {}
    for event in silent:
        kind = event["places"][0]["precision"] if event["places"] else None
        group = groups.setdefault((event["date"], kind), {**event, "places": []})
        group["places"].extend(event["places"])
    return list(groups.values())


def _event(extraction: Extraction, incident: Incident, real: list[Incident]) -> dict[str, Any]:
    children = [i for i in real if i.parent_id == incident.incident_id]
    whole = incident.place.precision in {Precision.COUNTRY, Precision.UNKNOWN}
    parts = children if whole else [c for c in children if _is_part(c, real)]
    own = of_incident(extraction, incident.incident_id)
    event: dict[str, Any] = {
        "date": _date(incident),
        "places": [_place(extraction, i) for i in (incident, *parts)],
    }
    rolled = [] if whole else [of_incident(extraction, c.incident_id) for c in parts]
    for measure in _MEASURES:
        figure = chosen(own, measure) or _sum([chosen(c, measure) for c in rolled])
        if figure is not None:
            event[measure.value] = _count(*figure)
    if "killed" not in event and "injured" not in event:
        harmed = chosen(own, Measure.CASUALTIES)
        if harmed is not None:
            event["injured"] = _count(*harmed)
    return event


def _sum(found: list[tuple[Estimate, str] | None]) -> tuple[Estimate, str] | None:
    told = [f for f in found if f is not None]
    if not told:
        return None
    if len(told) == 1:
        return told[0]
    low = sum(e.low or 0 for e, _ in told)
    open_end = any(e.high is None for e, _ in told)
    return Estimate(low, low, None if open_end else sum(e.high or 0 for e, _ in told)), told[0][1]


def _date(incident: Incident) -> str:
    when = incident.when
    return when.start.isoformat() if when.end is None else f"{when.start}/{when.end}"


def _place(extraction: Extraction, incident: Incident) -> dict[str, Any]:
    place = incident.place
    own = of_incident(extraction, incident.incident_id)
    sites = chosen(own, Measure.SITES) or chosen(own, Measure.FIRES)
    return {"name": place.name, "lat": place.lat, "lon": place.lon, "country": place.country,
            "precision": _WORDS.get(place.precision, place.precision.value),
            "sites": sites[0].headline if sites else None}  # fmt: skip


def _count(estimate: Estimate, words: str) -> dict[str, Any]:
    nothing = estimate.best == 0
    qualifier = "zero" if nothing else (estimate.qualifier or Qualifier.EXACT).value
    if estimate.qualifier is Qualifier.VAGUE:
        return {"min": None, "max": None, "value": None, "qualifier": "vague", "text": words}
    high = 0 if nothing else estimate.high
    return {"min": estimate.low, "max": high, "value": estimate.headline if estimate.headline is
            not None else estimate.high, "qualifier": qualifier, "text": words}  # fmt: skip


def published_on(gold: dict[str, Any]) -> date:
    """Publication day of a gold, else the day of its event."""
    return date.fromisoformat(str(gold.get("published_date") or gold["event_date"])[:10])


def score(folder: Path, *, verbose: bool = False) -> dict[str, Any]:
    """Scores of a folder, under the scorer's own keys."""
    with tempfile.TemporaryDirectory() as out:
        for path in sorted(folder.glob("*.gold.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = path.with_name(path.name.replace(".gold.json", ".txt"))
            if text.exists():
                made = {"events": events(read(text, published_on(gold)))}
                Path(out, gold["id"] + ".json").write_text(json.dumps(made), encoding="utf-8")
        return dict(scoring_reports.run(str(folder), out, "all", verbose))


def main() -> None:
    """Print the scores as a table or as one JSON object."""
    result = score(Path(sys.argv[1]), verbose="-v" in sys.argv)
    if "--json" in sys.argv:
        print(json.dumps(result))
        return
    print(f"places by: {product()[2]}")
    for key, value in result.items():
        print(f"{key:20s} {round(value, 3) if isinstance(value, float) else value}")


if __name__ == "__main__":
    main()
