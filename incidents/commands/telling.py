"""What `incidents import` says of a table on standard error: its rows, and what is asked."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from itertools import zip_longest

import click

from incidents.files import Account, NearDuplicate, Rejected, Table
from incidents.files.codes import CODES
from incidents.files.draft import shown

#: Rejected rows that are listed; the file of rejects has them all.
LISTED = 20


def read_as(table: Table) -> None:
    """Say what the table was taken for and, where its columns were mapped, which are not read."""
    reading = table.reading
    why = reading.reasons[-1]
    named = why.startswith(reading.format_name)
    click.echo(f"Read as: {why if named else f'{reading.format_name}; {why}'}.", err=True)
    if reading.format_id != "mapped":
        return
    pairs = ", ".join(f"{field} = {shown(c, 40)!r}" for field, c in reading.mapping.columns)
    click.echo(f"  {pairs}", err=True)
    taken = {column for _, column in reading.mapping.columns}
    left = [shown(column, 40) for column in reading.header if column not in taken]
    if left:
        said = ", ".join(map(repr, left[:LISTED]))
        more = f" and {len(left) - LISTED} more" if len(left) > LISTED else ""
        click.echo(f"  not read, but kept: {said}{more} (--mapping FILE reads them)", err=True)


def ask(table: Table) -> None:
    """Say what is still to be decided, with what cells would then read."""
    for question in table.reading.questions:
        code = CODES[question.code]
        option = "--" + question.option.replace("_", "-")
        column = f" (column {question.column!r})" if question.column else ""
        waits = "nothing can be saved before" if question.blocking else question.meanwhile
        click.echo(f"To be decided{column}: {code.why} {question.detail}".rstrip(), err=True)
        for choice, example in zip_longest(question.choices, question.examples, fillvalue=""):
            click.echo(
                f"  {option} {shlex.quote(choice)}  {shown(example, 100)}".rstrip(), err=True
            )
        click.echo(f"  ({waits})", err=True)


def tell(
    account: Account,
    rejected: list[Rejected],
    warned: dict[str, int],
    near: Sequence[NearDuplicate] = (),
) -> None:
    """Say what came of the rows."""
    click.echo(
        f"{account.rows_accepted:,} rows accepted, {account.rows_rejected:,} rejected, "
        f"{account.rows_duplicate:,} duplicates, of {account.lines:,} lines.",
        err=True,
    )
    for code, count in warned.items():
        click.echo(f"  marked {count:,} times: {CODES[code].why}", err=True)
    for pair in near[:LISTED]:
        click.echo(
            f"  line {pair.line} may be the incident of line {pair.other_line}: {pair.detail}",
            err=True,
        )
    if len(near) > LISTED:
        click.echo(f"  and {len(near) - LISTED:,} more pairs that may be one incident", err=True)
    for row in rejected[:LISTED]:
        for fault in row.faults:
            click.echo(f"  {fault.line(row.line)}", err=True)
    if len(rejected) > LISTED:
        click.echo(f"  and {len(rejected) - LISTED:,} more; --rejects FILE keeps all", err=True)
