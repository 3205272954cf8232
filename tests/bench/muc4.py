"""Score the extractor on MUC-4: counts of human targets killed and injured.

    python -m tests.bench.muc4 DIR [--json] [--half tune|look] [-v] [--all]

DIR holds muc4_counts_dev.jsonl and the texts, muc4_*.jsonl. The first of each two documents (by
id) is for tuning, the other for looking. Metric: for each document and measure, the set of
counts in its templates (low ends; "incomplete" and optional templates only excuse, they are not
asked for) against the set of counts the reading states, one for each incident; precision, recall
and F over all documents. The keys count targets of terrorism: insurgents are left out, and so is
what the product itself marks as combatants (of 33 such figures of the tuned half the keys ask for
4: soldiers killed in clashes are no targets there). ``--all`` counts combatants and every claim.
Texts are read as the product reads them, places found and resolved, so that several incidents
of one text keep their own counts; the dateline's day is the day of publication. It does not check
which template a count belongs to: no MUC-4 score, and not to be held against the 1992 systems' F.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from incidents.adapters.gazetteer import load_gazetteer
from incidents.extract import GrammarExtractor
from incidents.geocode import TextToponyms
from incidents.model import Claim, Measure, PersonStatus, Quote, Report
from tests.bench.figures import chosen, totals
from tests.bench.single import report_on

_INSURGENTS = re.compile(
    r"\b(?:guerrilla|rebel|subversive|terrorist|extremist|insurgent|drug trafficker)s?\b",
    re.IGNORECASE,
)
_FIELDS = (("killed", Measure.KILLED), ("injured", Measure.INJURED))


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _gold(folder: Path) -> dict[tuple[str, str], tuple[set[int], bool]]:
    """Counts asked for per document and measure, and whether others are excused."""
    wanted: dict[tuple[str, str], set[int]] = defaultdict(set)
    excused: set[tuple[str, str]] = set()
    for row in _rows(folder / "muc4_counts_dev.jsonl"):
        for name, _ in _FIELDS:
            key = (row["docid"], name)
            wanted.setdefault(key, set())
            if row[name] == "incomplete" or (row[name] is not None and row["optional_template"]):
                excused.add(key)
            elif row[name] is not None:
                wanted[key].add(int(row[name][0]))
    return {key: (counts, key in excused) for key, counts in wanted.items()}


def _of_attackers(claim: Claim) -> bool:
    """Insurgents are the attacking side there, never human targets."""
    origin = claim.origin
    return isinstance(origin, Quote) and _INSURGENTS.search(origin.text) is not None


def counts_of(claims: Sequence[Claim], measure: Measure, *, every: bool = False) -> set[int]:
    """The counts a reading states: one an incident; ``every``: of each claim, combatants too."""
    told = [c for c in totals(claims, measure) if not _of_attackers(c)]
    if every:
        return {c.estimate.headline for c in told if c.estimate.headline}
    by_incident: dict[str, list[Claim]] = defaultdict(list)
    for claim in told:
        if claim.status is not PersonStatus.COMBATANT:
            by_incident[claim.incident_id].append(claim)
    found = (chosen(own, measure) for own in by_incident.values())
    return {one[0].headline for one in found if one is not None and one[0].headline}


_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_DATELINE = re.compile(rf"\b(\d{{1,2}}) ({'|'.join(_MONTHS)})[A-Z]* (\d\d)\b")
_HEAD = 400  # characters in which a dateline ends


def _published(text: str) -> date:
    """The day of the dateline ("SAN SALVADOR, 3 JAN 90"); the end of 1990 without one."""
    found = _DATELINE.search(text[:_HEAD])
    if found is None:
        return date(1990, 12, 31)
    return date(1900 + int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))


def _reader() -> Callable[[str], tuple[Claim, ...]]:
    gazetteer = load_gazetteer()
    toponyms, extractor = TextToponyms(gazetteer), GrammarExtractor(gazetteer)

    def read(text: str) -> tuple[Claim, ...]:
        report = Report(report_id="muc", text=text, publisher="bench", published=_published(text))
        return extractor.extract(report, toponyms.find(text, language="en")).claims

    return read


def score(
    folder: Path, half: str | None = None, *, verbose: bool = False, every: bool = False
) -> dict[str, Any]:
    """Precision, recall and F of counts per document."""
    gold, read = _gold(folder), _reader()
    texts = {
        row["docid"]: row["text"]
        for path in sorted(folder.glob("muc4_*.jsonl"))
        for row in _rows(path)
        if "text" in row
    }
    hit = stated = asked = 0
    documents = sorted({d for d, _ in gold})
    documents = documents if half is None else documents[0 if half == "tune" else 1 :: 2]
    for docid in documents:
        claims = read(texts[docid])
        for name, measure in _FIELDS:
            wanted, excused = gold[docid, name]
            found = counts_of(claims, measure, every=every)
            hit += len(wanted & found)
            asked += len(wanted)
            stated += len(wanted & found) if excused else len(found)
            if verbose and (wanted - found or (found - wanted and not excused)):
                print(docid, name, "missed", sorted(wanted - found), "too many",
                      sorted(found - wanted), " ".join(texts[docid].split()), "\n")  # fmt: skip
    precision, recall = hit / max(1, stated), hit / max(1, asked)
    both = 2 * precision * recall / max(1e-9, precision + recall)
    return {"documents": len(documents), "counts": asked, "precision": precision,
            "recall": recall, "F": both}  # fmt: skip


if __name__ == "__main__":
    report_on(score, every="--all")
