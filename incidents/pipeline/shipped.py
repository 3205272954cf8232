"""The report texts that ship: read at first start, or offered as examples to add.

Each is a ``.txt`` with a ``.toml`` beside it that says where it comes from. The records are
derived by the pipeline when the ledger is empty; nothing is typed in.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from incidents.errors import BadReport
from incidents.model import Report, Wording
from incidents.model.ports import Extractor, Gazetteer, Toponyms
from incidents.pipeline.adding import Added, add_report
from incidents.pipeline.ledgers import ReportLedger
from incidents.pipeline.reading import new_report, read_report

#: The author of the revision that adds a shipped report.
SHIPPED_BY = "shipped with the product"


@dataclass(frozen=True, slots=True)
class ShippedReport:
    """A report text that ships; ``at_first_start``: added to an empty ledger by itself."""

    report: Report
    at_first_start: bool
    country: str | None = None


def shipped_reports(data_dir: Path) -> tuple[ShippedReport, ...]:
    """Every report in ``data_dir/reports``, by file name.

    Raises:
        BadReport: a text without its description, or one that lacks a field.
    """
    folder = data_dir / "reports"
    return tuple(_load(path) for path in sorted(folder.glob("*.txt")))


def _load(path: Path) -> ShippedReport:
    about = path.with_suffix(".toml")
    if not about.is_file():
        raise BadReport(f"{path.name}: no {about.name} beside it; say there who published it")
    try:
        fields = tomllib.loads(about.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise BadReport(f"{about.name}: {error}; mend the file") from error
    published = fields.get("published")
    if not isinstance(published, date | datetime) or not fields.get("publisher"):
        raise BadReport(f"{about.name}: 'publisher' and 'published' (a date) are needed")
    report = new_report(
        path.read_bytes(),
        publisher=fields["publisher"],
        published=published,
        url=fields.get("url"),
        title=fields.get("title"),
        language=fields.get("language"),
        zone=fields.get("zone"),
        wording=Wording(fields.get("wording", Wording.THIRD_PARTY.value)),
        licence=fields.get("licence"),
    )
    return ShippedReport(report, bool(fields.get("at_first_start")), fields.get("country"))


def examples(data_dir: Path) -> tuple[Report, ...]:
    """The reports offered on the add-report page: all that are not there from the start."""
    return tuple(s.report for s in shipped_reports(data_dir) if not s.at_first_start)


def ensure_shipped(
    ledger: ReportLedger,
    toponyms: Toponyms,
    extractor: Extractor,
    *,
    data: Path,
    gazetteer: Gazetteer | None = None,
) -> tuple[Added, ...]:
    """Derive the shipped records if the ledger is still empty.

    A ledger with any revision is left alone: what was added stays, and a shipped report that
    was undone or withdrawn does not come back.
    """
    if ledger.revision() > 0:
        return ()
    added = []
    for shipped in shipped_reports(data):
        if not shipped.at_first_start:
            continue
        extraction = read_report(shipped.report, toponyms, extractor, country=shipped.country)
        added.append(add_report(ledger, extraction, author=SHIPPED_BY, gazetteer=gazetteer))
    return tuple(added)
