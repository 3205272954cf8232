"""`incidents doctor`: what is installed, where the data is, whether the store is sound."""

from __future__ import annotations

import json
import os
import platform
import sys
from importlib import metadata
from pathlib import Path

import click
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from incidents import __version__
from incidents.adapters.settings import Settings, read_settings
from incidents.errors import IncidentsError
from incidents.pipeline.services import open_ledger

#: Distributions whose versions decide how it runs; the last ones are optional.
PARTS = ("streamlit", "duckdb", "ibis-framework", "sqlalchemy", "pydeck", "geopy", "psycopg")


def installed() -> dict[str, str | None]:
    """Versions of what it is built on; ``None`` where a part is not installed."""
    found: dict[str, str | None] = {}
    for part in PARTS:
        try:
            found[part] = metadata.version(part)
        except metadata.PackageNotFoundError:
            found[part] = None
    return found


def masked(url: str) -> str:
    """The database address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "not a database address"


def writable(folder: Path) -> bool:
    """Whether a file could be made there (in the nearest folder that exists)."""
    there = next(p for p in (folder, *folder.parents) if p.exists())
    return there.is_dir() and os.access(there, os.W_OK)


def examine(settings: Settings) -> dict[str, object]:
    """Everything `doctor` says, as one document; ``problems`` is empty if all is well."""
    problems: list[str] = []
    if not settings.data.is_dir():
        problems.append(f"data folder {settings.data} is missing; set INCIDENTS_DATA")
    if not writable(settings.home):
        problems.append(f"folder {settings.home} cannot be written; set INCIDENTS_HOME")
    revision: int | None = None
    try:
        ledger = open_ledger(settings)
        revision = ledger.revision()
        problems.extend(ledger.check())
    except IncidentsError as problem:
        problems.append(str(problem))
    return {
        "version": __version__,
        "python": platform.python_version(),
        "program": sys.executable,
        "installed": installed(),
        "home": str(settings.home),
        "data": str(settings.data),
        "database": masked(settings.database_url),
        "public": settings.public,
        "geocoder": settings.geocoder.domain if settings.geocoder else "none; nothing is asked",
        "revision": revision,
        "problems": problems,
    }


def show(found: dict[str, object]) -> None:
    """Print the document for a person."""
    for key, value in found.items():
        if key == "installed" and isinstance(value, dict):
            parts = ", ".join(f"{name} {version or '-'}" for name, version in value.items())
            click.echo(f"{key:>10}  {parts}")
        elif key != "problems":
            click.echo(f"{key:>10}  {value}")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> None:
    """Check this installation; exit status 1 if something is wrong."""
    found = examine(read_settings(os.environ))
    problems = found["problems"]
    if as_json:
        click.echo(json.dumps(found, indent=2))
    else:
        show(found)
    if not isinstance(problems, list) or problems:
        for problem in problems if isinstance(problems, list) else ():
            click.echo(f"Problem: {problem}", err=True)
        context.exit(1)
    click.echo("All is well.", err=True)
