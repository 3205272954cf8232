"""`incidents extract`: what one report says, as records. Needs no store and writes nothing."""

from __future__ import annotations

import json
from datetime import date, datetime
from pathlib import Path

import click

from incidents.commands.document import document, explain
from incidents.commands.texts import read_text
from incidents.errors import BadInput
from incidents.model import Extraction, Report, stable_id
from incidents.pipeline.services import open_reader


class Published(click.ParamType[date | datetime]):
    """A day (2025-04-24) or a local wall time (2025-04-24T09:30)."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        """Read ISO; a time carries no zone."""
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            return date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is not a day such as 2025-04-24", param, ctx)


def build_report(text: str, published: date | datetime, publisher: str, url: str | None) -> Report:
    """A report that is not saved anywhere."""
    return Report(
        report_id=stable_id("report", publisher, published, text),
        text=text,
        publisher=publisher,
        published=published,
        url=url,
    )


def read(report: Report) -> Extraction:
    """Read it with the shipped gazetteer and grammar."""
    from incidents.pipeline import read_report

    reader = open_reader()
    return read_report(report, reader.toponyms, reader.extractor)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--published", type=Published(), help="Publication day; relative dates need it.")
@click.option("--publisher", default="unknown publisher", help="Who published it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--explain", "explained", is_flag=True, help="Say which pattern read what.")
def command(
    file: Path, published: date | datetime | None, publisher: str, as_json: bool, explained: bool
) -> None:
    """Read the report in FILE ('-': standard input) and print its records."""
    text = read_text(file)
    if published is None:
        raise BadInput(
            f"{file}: when was it published? Give --published YYYY-MM-DD; "
            "'Thursday' and 'overnight' are counted from that day"
        )
    extraction = read(build_report(text, published, publisher, None))
    if as_json:
        click.echo(json.dumps(document(extraction), ensure_ascii=False, indent=2))
    else:
        click.echo(explain(extraction, patterns=explained))
    for note in extraction.notes:
        click.echo(f"Note: {note}", err=True)
