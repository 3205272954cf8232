"""`incidents backup`: a whole copy of the ledger, also while the dashboard runs."""

from __future__ import annotations

import os
from pathlib import Path

import click

from incidents.adapters.settings import read_settings
from incidents.errors import StoreError
from incidents.pipeline.services import open_ledger


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--force", is_flag=True, help="Replace a file that is there already.")
def command(path: Path, force: bool) -> None:
    """Write a copy of everything added here to the file PATH."""
    if path.exists() and not force:
        raise StoreError(f"{path}: is there already; name another file, or add --force")
    written = open_ledger(read_settings(os.environ)).backup(path)
    click.echo(f"Wrote {written} ({written.stat().st_size:,} bytes).", err=True)
