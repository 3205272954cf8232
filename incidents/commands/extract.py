"""`incidents extract`: what one report says, as records. Needs no store and writes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import click

from incidents.commands.author import today
from incidents.commands.document import document, explain
from incidents.commands.texts import About, Published, load_report
from incidents.pipeline import read_report
from incidents.pipeline.services import open_reader


@click.command()
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--published",
    type=Published(),
    help="When it was published (2025-04-24 or 2025-04-24T09:30); 'Thursday' and 'overnight' "
    "are counted from it. Needed unless a .toml beside FILE or the head of the text says it.",
)
@click.option("--publisher", help="Who published it.")
@click.option("--language", help="en, uk or ru; found out if not given.")
@click.option("--country", help="Country it speaks of, as two letters (UA), where known.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.option("--explain", "explained", is_flag=True, help="Say which pattern read what and why.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    file: Path,
    published: date | datetime | None,
    publisher: str | None,
    language: str | None,
    country: str | None,
    as_json: bool,
    explained: bool,
) -> None:
    """Read the report in FILE ('-': standard input) and print its records.

    Nothing is saved. Offsets count Unicode characters of the text: text[start:end] is the quote.
    """
    said = About(published=published, publisher=publisher, language=language)
    loaded = load_report(file, said, today())
    reader = open_reader()
    extraction = read_report(loaded.report, reader.toponyms, reader.extractor, country=country)
    if loaded.note is not None:
        extraction = replace(extraction, notes=(loaded.note, *extraction.notes))
    if as_json:
        click.echo(
            json.dumps(document(extraction, explained=explained), ensure_ascii=False, indent=2)
        )
    else:
        click.echo(explain(extraction, patterns=explained))
    for note in extraction.notes:
        click.echo(f"Note: {note}", err=True)
