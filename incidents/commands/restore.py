"""`incidents restore`: the ledger as it was when a backup was made."""

from __future__ import annotations

import os
from pathlib import Path

import click

from incidents.adapters.settings import read_settings
from incidents.pipeline.services import open_ledger


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--yes", is_flag=True, help="Do not ask before what is there now is replaced.")
def command(path: Path, yes: bool) -> None:
    """Replace everything added here by the backup in the file PATH.

    The backup is proven sound first; if it is not, nothing is replaced. Make a backup of what is
    there now if you may want it back.
    """
    ledger = open_ledger(read_settings(os.environ))
    standing = ledger.revision()
    if standing and not yes:
        question = f"Replace {ledger.name} ({standing} revisions) by {path}?"
        click.confirm(question, abort=True, err=True)
    ledger.restore(path)
    click.echo(f"Restored {path}: {ledger.revision()} revisions.", err=True)
