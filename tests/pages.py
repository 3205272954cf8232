"""`python -m tests.pages` writes docs/commands.md from what `--help` says."""

import copy
from pathlib import Path

import click

from incidents.commands import main

PAGE = Path(__file__).resolve().parents[1] / "docs" / "commands.md"
HEAD = """# The command line

Written from `incidents COMMAND --help` by `python -m tests.pages`; a test compares the two.

Data goes to standard output, everything said to a person to standard error. Exit status: 0 done,
1 it could not be done (one message says why and what to do), 2 the command was written wrongly.
Settings come from the environment: `INCIDENTS_HOME` (folder of what this installation adds),
`INCIDENTS_DATA` (folder of what ships), `INCIDENTS_DATABASE_URL` (the ledger),
`INCIDENTS_ENGINE_URL` (another engine for map, charts and table: docs/engines.md),
`INCIDENTS_PUBLIC` (1: read-only, for a link anybody may open), `INCIDENTS_PUBLIC_DELAY_HOURS`
(how old a record must be before the public sees it), `INCIDENTS_GAZETTEER` (a gazetteer of one's
own, see `incidents gazetteer build`), `INCIDENTS_GEOCODER` (nominatim, photon or the address of a
server that `incidents geocode --network` may ask; unset: nobody is asked).
"""


def walk(command, path):
    """Every command with its whole name, groups before what they hold."""
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command, info_name=path[-1])
        for name in command.list_commands(context):
            yield from walk(command.get_command(context, name), (*path, name))


def commands():
    """All commands by name, the group itself first."""
    return {" ".join(path): command for path, command in walk(main, ("incidents",))}


def help_of(name, command):
    """What `--help` prints at 80 columns, whoever asked this command before."""
    command = copy.copy(command)
    command._help_option = None
    context = click.Context(
        command, info_name=name, terminal_width=80, help_option_names=["-h", "--help"]
    )
    return command.get_help(context)


def page():
    """The whole page."""
    sections = [
        f"## {name}\n\n```text\n{help_of(name, command)}\n```\n"
        for name, command in commands().items()
    ]
    return "\n".join([HEAD, *sections])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"wrote {PAGE.name}")
