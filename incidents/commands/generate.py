"""`incidents generate`: made-up incidents, to try out large data."""

from __future__ import annotations

import os

import click

from incidents.adapters.clock import SystemClock
from incidents.adapters.settings import read_settings
from incidents.commands.author import whoever
from incidents.commands.meter import Meter
from incidents.pipeline.services import open_ledger
from incidents.store.made_up import save_made_up


@click.command()
@click.argument("number", type=click.IntRange(1, 100_000_000))
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, other data.")
def command(number: int, seed: int) -> None:
    """Save NUMBER made-up incidents, as one import that can be undone.

    They describe nothing that happened, and their titles say so. Use a ledger of their own:
    INCIDENTS_HOME=/some/folder incidents generate 100000.
    """
    ledger = open_ledger(read_settings(os.environ))
    meter = Meter("Making up incidents")
    try:
        saved, new = save_made_up(
            ledger, number, author=whoever(), at=SystemClock().now(), seed=seed, progress=meter
        )
    finally:
        meter.close()
    if new:
        click.echo(f"Saved {number:,} made-up incidents as revision {saved.number}.", err=True)
    else:
        click.echo(f"They are here already (revision {saved.number}).", err=True)
