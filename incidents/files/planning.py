"""How to get at the records of a file: its kind, encoding and delimiter, and what says so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from incidents.files.delimiters import find_delimiter, head_lines, split_line
from incidents.files.draft import Finding, Question
from incidents.files.limits import ReadOptions
from incidents.files.opening import Decoding, Opened, find_encoding, refuse, sample_of
from incidents.files.recognising import gdelt_shape
from incidents.files.records import Record, read_records
from incidents.files.sources import json_records
from incidents.files.understanding import Stream
from incidents.files.whole_lines import unwrapped
from incidents.files.workbook import survey, workbook_records


@dataclass(frozen=True, slots=True)
class Plan:
    """How to get at the records: what the encoding and delimiter are and who says so."""

    stream: Stream
    encoding: str
    delimiter: str
    reasons: tuple[str, ...]
    questions: tuple[Question, ...] = ()
    findings: tuple[Finding, ...] = ()


def plan_of(opened: Opened, options: ReadOptions) -> Plan:
    """How to get at the records of a source that was opened."""
    limits = options.limits
    if opened.kind == "json":
        return Plan(
            lambda: json_records(opened, limits),
            "utf-8",
            "",
            ("JSON, by its first character",),
            findings=(Finding("kind", "JSON", "certain", "its first character"),),
        )
    if opened.kind == "workbook":
        found = survey(opened, options)
        return Plan(
            lambda: workbook_records(opened, limits, found),
            "utf-8",
            "",
            ("XLSX, by its first bytes", f"the sheet {found.sheet!r} is read"),
            found.questions,
            found.findings,
        )
    decoding = find_encoding(opened, options.encoding)
    delimiter, why, questions = _delimiter(opened, decoding, options)
    first = next(read_records(opened, decoding.encoding, delimiter, limits, quoted=False), [])
    quoted = not first or not (delimiter == "\t" and gdelt_shape(first[0].cells))

    def stream() -> Iterator[Record]:
        records = read_records(opened, decoding.encoding, delimiter, limits, quoted=quoted)
        return chain.from_iterable(unwrapped(records, delimiter) if quoted else records)

    open_encoding = "open" if decoding.question else "certain"
    open_delimiter = "open" if questions else "certain"
    findings = (
        Finding(
            "encoding", decoding.encoding, _sure(options.encoding, open_encoding), decoding.why
        ),
        Finding("delimiter", _NAMES.get(delimiter, repr(delimiter)),
                _sure(options.delimiter, open_delimiter), why),
    )  # fmt: skip
    return Plan(
        stream, decoding.encoding, delimiter, (decoding.why, why),
        (*_asked(opened, decoding), *questions), findings,
    )  # fmt: skip


def _sure(chosen: str | None, otherwise: str) -> str:
    return "chosen" if chosen else otherwise


def _asked(opened: Opened, decoding: Decoding) -> list[Question]:
    if decoding.question is None:
        return []
    examples = tuple(sample_of(opened.head, c) for c in decoding.choices)
    asked = Question(
        decoding.question, "encoding", decoding.choices, decoding.why, examples=examples
    )
    return [asked]


_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "vertical bar"}


def _delimiter(
    opened: Opened, decoding: Decoding, options: ReadOptions
) -> tuple[str, str, list[Question]]:
    if options.delimiter is not None:
        if len(options.delimiter) != 1 or options.delimiter in '"\r\n':
            raise refuse("file.unknown_option", f"Delimiter {options.delimiter!r}.")
        return options.delimiter, "delimiter as chosen", []
    ranked = find_delimiter(opened, decoding.encoding, options.limits)
    why = f"delimiter {_NAMES[ranked[0]]}: it splits the first lines evenly"
    if len(ranked) == 1:
        return ranked[0], why, []
    lines = head_lines(opened, decoding.encoding, options.limits)
    examples = tuple(" | ".join(split_line(lines, d)) for d in ranked)
    asked = Question("file.delimiter_unclear", "delimiter", ranked, examples=examples)
    return ranked[0], f"{why}, but so does another", [asked]
