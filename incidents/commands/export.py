"""`incidents export`: what a filter selects, as a file other programs read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from incidents.adapters.settings import read_settings
from incidents.commands.choosing import chosen_filter, filter_options
from incidents.commands.meter import Meter
from incidents.errors import StoreError
from incidents.files import Selection
from incidents.files.outgoing import OUTGOING, Writer
from incidents.pipeline.selecting import select, viewer_of
from incidents.pipeline.services import open_services


def write_file(selection: Selection, writer: Writer, path: Path) -> int:
    """Write beside the target and rename: a file that is there is whole."""
    part = path.with_name(path.name + ".part")
    try:
        with part.open("wb") as out:
            count = writer(selection, out)
        part.replace(path)
    except OSError as problem:
        raise StoreError(f"{path}: {problem.strerror}; choose another place") from problem
    finally:
        part.unlink(missing_ok=True)
    return count


@click.command()
@click.option(
    "--format", "kind", type=click.Choice(list(OUTGOING)), default="csv", show_default=True,
    help="csv and geojson read back as they were; hxl is csv with a row of HXL tags.",
)  # fmt: skip
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False),
    help="File to write; standard output if not given.",
)  # fmt: skip
@click.option("--placeholders", is_flag=True, help="Also sites that are counted but not named.")
@click.option("--public", is_flag=True, help="Hold back what the public link holds back.")
@filter_options
def command(
    kind: str,
    output: Path | None,
    placeholders: bool,
    public: bool,
    **options: Any,  # noqa: ANN401 - one for each filter option
) -> None:
    """Write the incidents a filter selects, each with its source and licence.

    The options narrow as the dashboard's filters do; a place, type or source may be given more
    than once. Works while the dashboard runs.
    """
    chosen = chosen_filter(options)
    preparing = Meter("preparing the data")
    services = open_services(read_settings(os.environ), progress=preparing)
    preparing.close()
    meter = Meter("export")
    viewer = viewer_of(services, public=public or services.settings.public)
    selection = select(services, chosen, viewer, placeholders=placeholders, progress=meter)
    if output is None:
        count = OUTGOING[kind].writer(selection, sys.stdout.buffer)
        sys.stdout.buffer.flush()
    else:
        count = write_file(selection, OUTGOING[kind].writer, output)
    meter.close()
    where = f" to {output}" if output else ""
    widen = "" if count else " Widen the filter: nothing is selected."
    click.echo(f"Wrote {count:,} incidents{where}.{widen}", err=True)
