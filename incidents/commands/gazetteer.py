"""`incidents gazetteer`: a full place index from the GeoNames dumps a user has."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from incidents.adapters.settings import read_settings
from incidents.commands.meter import Meter

if TYPE_CHECKING:
    from incidents.adapters.geonames import Tally

#: Malformed lines shown in the terminal; the rest are in the file beside the gazetteer.
_SHOWN = 5


@click.group()
def command() -> None:
    """The place index: build a fuller one than the one that ships."""


@command.command()
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File to write; without it gazetteer.db in INCIDENTS_HOME.",
)
@click.option("--country", "countries", multiple=True, help="ISO code to keep to; may repeat.")
@click.option(
    "--least",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="Least population of a settlement; in Ukraine every one is taken.",
)
def build(folder: Path, out: Path | None, countries: tuple[str, ...], least: int) -> None:
    """Build a gazetteer from the GeoNames dumps in FOLDER.

    FOLDER holds allCountries.txt, or files of single countries such as UA.txt, unpacked; where
    they are there, alternateNamesV2.txt (names in Ukrainian, Russian and English, former ones
    flagged) and admin2Codes.txt (names of districts). What ships is kept and added to. Every line
    is counted; malformed ones are listed in a file beside the gazetteer. To use it, set
    INCIDENTS_GAZETTEER to the file.
    """
    from incidents.adapters.boundaries import load_boundaries
    from incidents.adapters.gazetteer_build import build as build_file
    from incidents.adapters.geonames import Wanted

    target = out or read_settings(os.environ).home / "gazetteer.db"
    wanted = Wanted(countries=frozenset(c.strip().upper() for c in countries), least=least)
    meter = Meter("bytes read")
    try:
        built = build_file(
            folder, target, wanted=wanted, unit_at=load_boundaries().unit_at, progress=meter
        )
    finally:
        meter.close()
    for tally in built.tallies:
        _tell(tally)
    _list_malformed(target, built.tallies)
    click.echo(
        f"{target}: {built.places:,} places, {built.names:,} names. "
        f"Place names: GeoNames, CC BY 4.0. To use it: INCIDENTS_GAZETTEER={target}"
    )


def _tell(tally: Tally) -> None:
    left = "".join(f"; {n:,} left out: {why}" for why, n in tally.left_out.most_common())
    bad = f"; {len(tally.malformed):,} malformed" if tally.malformed else ""
    click.echo(f"{tally.file}: {tally.read:,} lines, {tally.taken:,} taken{left}{bad}", err=True)
    for number, why in tally.malformed[:_SHOWN]:
        click.echo(f"  line {number}: {why}", err=True)


def _list_malformed(target: Path, tallies: tuple[Tally, ...]) -> None:
    rows = [f"{t.file}\t{number}\t{why}\n" for t in tallies for number, why in t.malformed]
    path = target.with_suffix(".malformed.tsv")
    if not rows:
        path.unlink(missing_ok=True)
        return
    path.write_text("file\tline\twhat is wrong\n" + "".join(rows), "utf-8")
    click.echo(f"Malformed lines are listed in {path}", err=True)
