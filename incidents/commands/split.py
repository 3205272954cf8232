"""`incidents split`: figures of another incident taken out of a record into one of their own."""

from __future__ import annotations

import json
import os

import click

from incidents.adapters.settings import read_settings
from incidents.commands.author import whoever
from incidents.commands.previewing import preview_of, say
from incidents.pipeline import preview_split, split_claims
from incidents.pipeline.services import open_records


@click.command()
@click.argument("incident_id")
@click.argument("claims", nargs=-1, required=True, metavar="CLAIM...")
@click.option("--reason", help="Why, for the log; needed unless --dry-run.")
@click.option("--author", help="Who does it, for the log; else the name you are logged in with.")
@click.option("--dry-run", is_flag=True, help="Show the toll before and after; save nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    incident_id: str,
    claims: tuple[str, ...],
    reason: str | None,
    author: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Take CLAIMs (ids) out of INCIDENT_ID into a new record, with the words of their reports.

    One revision, which can be undone. The two are not proposed as one again.
    """
    if not dry_run and not (reason or "").strip():
        raise click.UsageError("--reason is missing; say why, it stands in the log")
    ledger = open_records(read_settings(os.environ)).ledger
    seen = preview_split(ledger, incident_id, claims)
    number = None
    if not dry_run:
        who, why = author or whoever(), reason or ""
        number = split_claims(ledger, incident_id, claims, author=who, reason=why)[1].number
    say(seen, number)
    if as_json:
        click.echo(json.dumps(preview_of(seen, number), ensure_ascii=False, indent=2))
