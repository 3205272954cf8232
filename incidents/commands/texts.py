"""Report texts from files and standard input, with what is said about them.

A text may have a ``.toml`` of the same name beside it (publisher, published, url, title,
language, zone): the form in which the reports in `data/reports` lie. What is said on the
command line goes first. What a text must be is judged by `pipeline.new_report`; here only how
much of a file is taken.
"""

from __future__ import annotations

import sys
import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import click

from incidents.errors import BadReport
from incidents.model import Report
from incidents.pipeline import LONGEST_BYTES, new_report
from incidents.pipeline.dating import FROM_HEAD, dated_by_head, not_given

UNNAMED = "publisher not stated"


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What the command line says of the reports; ``None``: not said."""

    published: date | datetime | None = None
    publisher: str | None = None
    url: str | None = None
    language: str | None = None


class Published(click.ParamType[date | datetime]):
    """A day (2025-04-24) or a local wall time (2025-04-24T09:30)."""

    name = "date"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date | datetime:
        """Read ISO; wall times carry no offset."""
        if isinstance(value, date):
            return value
        text = str(value)
        try:
            read = date.fromisoformat(text) if len(text) <= 10 else datetime.fromisoformat(text)
        except ValueError:
            self.fail(f"{text!r} is neither a day such as 2025-04-24 nor 2025-04-24T09:30")
        if isinstance(read, datetime) and read.tzinfo is not None:
            self.fail(f"{text!r} carries an offset; give the wall time of the place", param, ctx)
        return read


def take_bytes(file: Path) -> bytes:
    """The file, or at most a little more than a report may have: a huge one costs nothing."""
    if str(file) == "-":
        return sys.stdin.buffer.read(LONGEST_BYTES + 1)
    try:
        with file.open("rb") as stream:
            return stream.read(LONGEST_BYTES + 1)
    except IsADirectoryError:
        raise BadReport(f"{file}: is a folder; name one text file") from None
    except OSError as problem:
        raise BadReport(f"{file}: {problem.strerror}; check the name and your rights") from problem


def beside(file: Path) -> dict[str, object]:
    """What the ``.toml`` beside a text says; empty if there is none."""
    about = file.with_suffix(".toml")
    if str(file) == "-" or not about.is_file():
        return {}
    try:
        return tomllib.loads(about.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise BadReport(f"{about}: {problem}; mend the file or take it away") from problem


def _words(found: object) -> str | None:
    return str(found) if found else None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A report, and in words which day it was given; ``None`` where somebody said the day."""

    report: Report
    note: str | None = None


def load_report(file: Path, said: About, today: date) -> Loaded:
    """One report of one file ('-': standard input); where nobody says the day, its head does.

    Raises:
        BadReport: the file cannot be read or is no report text, or neither anybody nor its head
            says when it was published; the message begins with the file's name.
    """
    raw = take_bytes(file)
    if len(raw) > LONGEST_BYTES:
        raise BadReport(
            f"{file}: longer than {LONGEST_BYTES:,} bytes; a report is shorter: take the part "
            "that tells of the attack (tables go in with `incidents import`)"
        )
    fields = beside(file)
    published = said.published or fields.get("published")
    given = published if isinstance(published, date) else None
    try:
        report = new_report(
            raw,
            publisher=said.publisher or _words(fields.get("publisher")) or UNNAMED,
            published=given or today,
            url=said.url or _words(fields.get("url")),
            title=_words(fields.get("title")),
            language=said.language or _words(fields.get("language")),
            zone=_words(fields.get("zone")),
        )
    except BadReport as problem:
        raise BadReport(f"{file}: {problem}") from problem
    return Loaded(report) if given else _dated(file, report)


def _dated(file: Path, report: Report) -> Loaded:
    """The report with its head's day; nothing here is looked at before it is saved, so no other."""
    headed = dated_by_head(report)
    if headed is None:
        raise BadReport(
            f"{file}: when was it published? No day stands at the head of the text; give "
            "--published YYYY-MM-DD: 'Thursday' and 'overnight' are counted from that day"
        )
    return Loaded(headed, f"{not_given(headed, FROM_HEAD)}; give --published if it is another.")


def find_texts(paths: tuple[Path, ...]) -> tuple[Path, ...]:
    """Files as named, and the ``.txt`` files of folders in order of name."""
    found: list[Path] = []
    for path in paths:
        inside = sorted(path.glob("*.txt")) if path.is_dir() else [path]
        if not inside:
            raise BadReport(f"{path}: the folder holds no .txt file; name the files themselves")
        if path.suffix.casefold() == ".toml":
            raise BadReport(
                f"{path}: holds settings, not the words of a report; name the .txt file"
            )
        found += inside
    return tuple(found)
