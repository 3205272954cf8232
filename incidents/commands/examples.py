"""`incidents examples`: the report texts that ship."""

from __future__ import annotations

import json
import os

import click

from incidents.adapters.settings import read_settings
from incidents.errors import NotFound
from incidents.model import Report
from incidents.pipeline import shipped_reports


def line_of(report: Report) -> str:
    """One report in one line."""
    return f"{report.report_id}  {report.day}  {report.publisher}: {report.title or '-'}"


@click.command()
@click.argument("report_id", required=False)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(report_id: str | None, as_json: bool) -> None:
    """List the report texts that ship, or print the text of REPORT_ID.

    `incidents examples REPORT_ID | incidents extract - --published DATE` reads one of them.
    """
    reports = [s.report for s in shipped_reports(read_settings(os.environ).data)]
    if report_id is not None:
        for report in reports:
            if report.report_id == report_id:
                click.echo(report.text, nl=False)
                return
        raise NotFound(f"no shipped report {report_id!r}; `incidents examples` lists them")
    if as_json:
        click.echo(json.dumps([described(r) for r in reports], ensure_ascii=False, indent=2))
        return
    for report in reports:
        click.echo(line_of(report))


def described(report: Report) -> dict[str, str | None]:
    """One report for a program, without its text."""
    return {
        "id": report.report_id,
        "published": report.published.isoformat(),
        "publisher": report.publisher,
        "title": report.title,
        "url": report.url,
        "signed": report.label(),
    }
