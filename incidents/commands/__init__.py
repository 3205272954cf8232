"""The command line: `incidents COMMAND`.

Data goes to standard output, talk to standard error. Exit status: 0 done, 1 it could not be
done (the message says why and what to do), 2 the command was written wrongly. Each command is
imported only when it is asked for, so that ``--help`` and ``extract`` start quickly.
"""

from __future__ import annotations

import importlib

import click

from incidents import __version__
from incidents.errors import IncidentsError

#: Command to the module that holds it, as `command`, in the order ``--help`` shows them.
COMMANDS: dict[str, str] = {
    "extract": "incidents.commands.extract",
    "add": "incidents.commands.add",
    "review": "incidents.commands.review",
    "merge": "incidents.commands.merge",
    "split": "incidents.commands.split",
    "import": "incidents.commands.tables",
    "export": "incidents.commands.export",
    "serve": "incidents.commands.serve",
    "doctor": "incidents.commands.doctor",
    "backup": "incidents.commands.backup",
    "restore": "incidents.commands.restore",
    "examples": "incidents.commands.examples",
    "gazetteer": "incidents.commands.gazetteer",
    "geocode": "incidents.commands.geocode",
    "generate": "incidents.commands.generate",
}


class Program(click.Group):
    """A group that imports its commands late and turns our errors into messages."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names in the order people need them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name]).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run; what was raised on purpose becomes one message and exit status 1."""
        try:
            return super().invoke(ctx)
        except IncidentsError as problem:
            raise click.ClickException(str(problem)) from problem


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="incidents")
def main() -> None:
    """Incident records from reports of attacks on people.

    Reads report texts and tables, keeps every figure with the words it came from, and serves
    them as a dashboard. Settings come from the environment; `incidents doctor` shows them.
    """
