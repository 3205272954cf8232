"""`incidents import`: a table checked row by row, and its good rows saved."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path

import click

from incidents.adapters.gazetteer import load_gazetteer
from incidents.adapters.settings import Settings, read_settings
from incidents.commands.author import today, whoever
from incidents.commands.meter import Meter
from incidents.commands.telling import ask, read_as, tell
from incidents.errors import BadFile, StoreError
from incidents.files import (
    Account,
    Limits,
    Mapping,
    NearDuplicate,
    ReadOptions,
    Rejected,
    Table,
    open_table,
    write_rejects,
)
from incidents.pipeline.checking import check_table
from incidents.pipeline.importing import Imported, import_table
from incidents.pipeline.remembered import MAPPINGS, MappingShelf
from incidents.pipeline.services import open_tables

Json = dict[str, object]
#: Rows that are let in with each MB of a larger limit: rows shorter than 100 bytes are no table.
_ROWS_PER_MB = 10_000


def account_of(account: Account) -> Json:
    """Lines, which add up, and rows beside them, for a program."""
    return {
        "lines": account.lines,
        "accepted": account.accepted,
        "rejected": account.rejected,
        "duplicates": account.duplicates,
        "holds": account.holds,
        "rows": {
            "accepted": account.rows_accepted,
            "rejected": account.rows_rejected,
            "duplicates": account.rows_duplicate,
        },
    }


def rejected_of(row: Rejected) -> list[Json]:
    """What is wrong with one row."""
    return [
        {"line": row.line, "column": f.column, "value": f.value, "code": f.code,
         "why": f.why, "cure": f.cure}
        for f in row.faults
    ]  # fmt: skip


def reading_of(table: Table) -> Json:
    """How the file was read, and what is still to be decided."""
    reading = table.reading
    return {
        "file": reading.name,
        "format": reading.format_id,
        "format_name": reading.format_name,
        "dataset": reading.dataset_id,
        "encoding": reading.encoding,
        "delimiter": reading.delimiter,
        "date_order": reading.date_order,
        "decimal_mark": reading.decimal_mark,
        "mapping": dict(reading.mapping.columns),
        "reasons": list(reading.reasons),
        "findings": [
            {"what": f.what, "found": f.found, "sure": f.sure, "why": f.why}
            for f in reading.findings
        ],
        "questions": [
            {"option": q.option, "choices": list(q.choices), "code": q.code, "detail": q.detail,
             "examples": list(q.examples)}
            for q in reading.questions
        ],
    }  # fmt: skip


def read_options(
    mapping: Path | None, max_mb: int | None = None, **answers: str | None
) -> ReadOptions:
    """What the command line decides about the file."""
    chosen = None
    if mapping is not None:
        try:
            chosen = Mapping.from_json(mapping.read_text("utf-8"))
        except (OSError, UnicodeDecodeError) as problem:
            raise BadFile(f"{mapping}: {problem}; give a mapping saved by the page") from problem
    if (delimiter := answers.get("delimiter")) is not None:
        answers["delimiter"] = {"tab": "\t", "\\t": "\t"}.get(delimiter, delimiter)
    return ReadOptions(
        mapping=chosen,
        date_order=answers.get("date_order"),
        decimal_mark=answers.get("decimal_mark"),
        encoding=answers.get("encoding"),
        delimiter=answers.get("delimiter"),
        format_id=answers.get("format_id"),
        sheet=answers.get("sheet"),
        country=answers.get("country"),
        limits=Limits() if max_mb is None else limits_of(max_mb),
    )


def limits_of(max_mb: int) -> Limits:
    """The usual limits for a file of another size; what one row may hold stays as it is."""
    return Limits(file_bytes=max_mb * 1_000_000, rows=max_mb * _ROWS_PER_MB)


def keep_rejects(path: Path, table: Table, rejected: list[Rejected]) -> None:
    """Write the rejected rows with what is wrong; they can be mended there and read again."""
    try:
        path.write_bytes(write_rejects(table.reading, rejected))
    except OSError as problem:
        raise StoreError(f"{path}: {problem.strerror}; choose another place") from problem


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--mapping", type=click.Path(path_type=Path), help="Saved choice of columns, as JSON."
)
@click.option(
    "--date-order", type=click.Choice(["dmy", "mdy"]), help="What 03/04/2025 means, if asked."
)
@click.option(
    "--decimal-mark", type=click.Choice([".", ","]), help="What marks decimals, if asked."
)
@click.option("--encoding", help="How the file's text is encoded, if asked.")
@click.option("--delimiter", help="What separates the columns, if asked: a character, or tab.")
@click.option("--sheet", help="Which sheet of a workbook is read, if asked.")
@click.option("--country", help="Where places lie whose rows name no country, if asked.")
@click.option("--format", "kind", help="Read it as this format, whatever its header says.")
@click.option(
    "--max-mb",
    type=click.IntRange(1, 100_000),
    help="Largest file that is read, in MB, with 10,000 rows to each; else 500 MB.",
)
@click.option(
    "--rejects", type=click.Path(path_type=Path), help="File for the rejected rows, with reasons."
)
@click.option("--author", help="Who imports it, for the log; else the name you are logged in with.")
@click.option("--dry-run", "dry", is_flag=True, help="Check every row and save nothing.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
@click.pass_context
def command(  # noqa: PLR0913, PLR0917 - one for each option
    context: click.Context,
    file: Path,
    mapping: Path | None,
    date_order: str | None,
    decimal_mark: str | None,
    encoding: str | None,
    delimiter: str | None,
    sheet: str | None,
    country: str | None,
    kind: str | None,
    max_mb: int | None,
    rejects: Path | None,
    author: str | None,
    dry: bool,
    as_json: bool,
) -> None:
    """Import the incidents of the table FILE.

    CSV, XLSX or JSON; the formats of ACLED, UCDP, VIINA, GDELT, HXL and others are known by their
    header. Good rows go in as one revision or not at all; bad rows are listed with line, column,
    value, reason and cure, and the exit status is 1 if no row is good. The same file a second
    time adds nothing. Columns mapped on the page before are mapped the same way here, unless
    --mapping or --format say otherwise. Works while the dashboard runs.
    """
    settings = read_settings(os.environ)
    chosen = read_options(
        mapping, max_mb, date_order=date_order, decimal_mark=decimal_mark, encoding=encoding,
        delimiter=delimiter, format_id=kind, sheet=sheet, country=country,
    )  # fmt: skip
    options = MappingShelf(settings.home / MAPPINGS).applied_to(file, chosen)
    meter = Meter(file.name)
    found = (
        _checked(file, options, meter)
        if dry
        else _saved(file, options, meter, settings, author or whoever())
    )
    meter.close()
    if rejects is not None:
        keep_rejects(rejects, found.table, found.rejected)
    fresh = found.done is None or found.done.fresh
    if fresh:
        read_as(found.table)
        tell(found.account, found.rejected, found.warned, found.near)
        ask(found.table)
    if found.done is not None:
        click.echo(said_of(found.done), err=True)
    if as_json:
        click.echo(json.dumps(result(found), ensure_ascii=False, indent=2))
    if fresh and not found.account.rows_accepted:
        context.exit(1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came of a file; ``done`` is None where it was only checked."""

    table: Table
    account: Account
    rejected: list[Rejected]
    warned: dict[str, int]
    near: tuple[NearDuplicate, ...] = ()
    done: Imported | None = None


def _checked(file: Path, options: ReadOptions, meter: Meter) -> Outcome:
    gazetteer = load_gazetteer()
    table = open_table(file, name=file.name, options=options, gazetteer=gazetteer, today=today())
    found = check_table(table, meter)
    return Outcome(
        table=table,
        account=table.account,
        rejected=list(found.rejected),
        warned=dict(found.warned),
        near=found.near,
    )


def _saved(
    file: Path, options: ReadOptions, meter: Meter, settings: Settings, author: str
) -> Outcome:
    ledger, gazetteer = open_tables(settings)
    table = open_table(file, name=file.name, options=options, gazetteer=gazetteer, today=today())
    done = import_table(
        ledger, table, author=author, raw=file,
        uploads=settings.home / "uploads", progress=meter,
    )  # fmt: skip
    return Outcome(
        table=table,
        account=done.account,
        rejected=done.tally.rejected,
        warned=done.tally.warnings,
        near=done.tally.watch.found(),
        done=done,
    )


def said_of(done: Imported) -> str:
    """What was saved, in words."""
    if done.fresh:
        return f"Saved as revision {done.revision}."
    return f"This file is here already (revision {done.revision}); nothing was added."


def result(found: Outcome) -> Json:
    """Everything, for a program."""
    done = found.done
    return {
        **reading_of(found.table),
        "account": account_of(found.account),
        "rejected": [fault for row in found.rejected for fault in rejected_of(row)],
        "import_id": found.table.import_id,
        "revision": done.revision if done else None,
        "fresh": done.fresh if done else None,
        "dry_run": done is None,
        "warnings": found.warned,
        "near_duplicates": [
            {
                "line": n.line,
                "other_line": n.other_line,
                "distance_km": n.distance_km,
                "detail": n.detail,
            }
            for n in found.near
        ],
    }
