"""`incidents add`: report texts read, joined to what is known, and saved."""

from __future__ import annotations

import json
import os
from datetime import date, datetime
from pathlib import Path

import click

from incidents.adapters.settings import read_settings
from incidents.commands.author import today, whoever
from incidents.commands.meter import Meter
from incidents.commands.texts import About, Published, find_texts, load_report
from incidents.errors import BadInput
from incidents.merge import Effect
from incidents.model import Measure
from incidents.pipeline import Added, add_report, read_report
from incidents.pipeline.services import Records, open_records
from incidents.summary import Toll

Json = dict[str, object]


def add_one(file: Path, said: About, records: Records, *, author: str, country: str | None) -> Json:
    """Read and save one file; the outcome as a document."""
    loaded = load_report(file, said, today())
    report = loaded.report
    extraction = read_report(report, records.toponyms, records.extractor, country=country)
    added = add_report(records.ledger, extraction, author=author, gazetteer=records.gazetteer)
    about = {"file": str(file), "report": report.report_id, "published": report.day.isoformat()}
    return {**about, "note": loaded.note, **outcome(added)}


def outcome(added: Added) -> Json:
    """What adding did, for a program."""
    return {
        "revision": added.revision.number if added.revision else None,
        "joined": len(added.joined),
        "joins": [joined(one) for one in added.effects],
        "new": [i.incident_id for i in added.new],
        "proposals": [{"id": p.proposal_id, "words": p.words} for p in added.proposals],
        "disagreements": len(added.disagreements),
        "message": added.message,
    }


def joined(one: Effect) -> Json:
    """One known attack the report speaks of: scores, and the toll before and after."""
    bounds = [
        {"measure": m.value, "before": _bounds(one.before, m), "after": _bounds(one.after, m)}
        for m in one.moved
    ]
    scores = [
        {"incident": j.incident_id, "score": j.score.total, "why": j.score.words} for j in one.joins
    ]
    return {"incident": one.incident.incident_id, "scores": scores, "changed": bounds}


def _bounds(found: Toll, measure: Measure) -> Json | None:
    figure = found.figures.get(measure)
    if figure is None:
        return None
    return {"low": figure.low, "best": figure.best, "high": figure.high}


@click.command()
@click.argument(
    "files", nargs=-1, required=True, metavar="FILE|DIR...",
    type=click.Path(path_type=Path, allow_dash=True),
)  # fmt: skip
@click.option(
    "--published",
    type=Published(),
    help="When they were published; needed where neither a .toml beside a text nor its head "
    "says it.",
)
@click.option("--publisher", help="Who published them.")
@click.option("--url", help="Where it can be read.")
@click.option("--language", help="en, uk or ru; found out if not given.")
@click.option("--country", help="Country they speak of, as two letters (UA), where known.")
@click.option("--author", help="Who adds them, for the log; else the name you are logged in with.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    context: click.Context,
    files: tuple[Path, ...],
    published: date | datetime | None,
    publisher: str | None,
    url: str | None,
    language: str | None,
    country: str | None,
    author: str | None,
    as_json: bool,
) -> None:
    """Read reports and save their records.

    Of a folder every .txt is taken. Each report is one revision, which can be undone. A report
    that cannot be read stops none of the others; the exit status is then 1. Works while the
    dashboard runs.
    """
    said = About(published=published, publisher=publisher, url=url, language=language)
    texts = find_texts(files)
    records = open_records(read_settings(os.environ))
    done: list[Json] = []
    failed: list[Json] = []
    meter = Meter("reports")
    for number, file in enumerate(texts):
        meter(number, len(texts))
        try:
            one = add_one(file, said, records, author=author or whoever(), country=country)
        except BadInput as problem:
            failed.append({"file": str(file), "error": str(problem)})
            meter.say(f"Error: {problem}")
        else:
            done.append(one)
            meter.say(f"{file}: {one['message']}")
            if one["note"] is not None:
                meter.say(f"Note: {one['note']}")
    meter.close()
    if as_json:
        document = {"added": done, "failed": failed}
        click.echo(json.dumps(document, ensure_ascii=False, indent=2))
    if failed:
        context.exit(1)
