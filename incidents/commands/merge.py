"""`incidents merge`: two records of one incident made one, or shown as they would be."""

from __future__ import annotations

import json
import os

import click

from incidents.adapters.settings import read_settings
from incidents.commands.author import whoever
from incidents.commands.previewing import preview_of, say
from incidents.pipeline import merge_incidents, preview_merge
from incidents.pipeline.services import open_records


@click.command()
@click.argument("kept")
@click.argument("gone")
@click.option("--reason", help="Why, for the log; needed unless --dry-run.")
@click.option("--author", help="Who does it, for the log; else the name you are logged in with.")
@click.option("--dry-run", is_flag=True, help="Show the toll before and after; save nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    kept: str, gone: str, reason: str | None, author: str | None, dry_run: bool, as_json: bool
) -> None:
    """Make one incident of KEPT and GONE (ids): claims and parts of the second go to the first.

    One revision, which can be undone.
    """
    if not dry_run and not (reason or "").strip():
        raise click.UsageError("--reason is missing; say why, it stands in the log")
    ledger = open_records(read_settings(os.environ)).ledger
    seen = preview_merge(ledger, kept, gone)
    number = None
    if not dry_run:
        done = merge_incidents(ledger, kept, gone, author=author or whoever(), reason=reason or "")
        number = done.number
    say(seen, number)
    if as_json:
        click.echo(json.dumps(preview_of(seen, number), ensure_ascii=False, indent=2))
