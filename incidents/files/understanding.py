"""What a table is by its first records: its header, its format, its mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from incidents.files.codebooks import GDELT, GDELT_HEADER
from incidents.files.draft import Fault
from incidents.files.formats import Format
from incidents.files.heading import heading_of
from incidents.files.limits import ReadOptions
from incidents.files.mapping import Mapping, guess
from incidents.files.opening import refuse
from incidents.files.recognising import (
    AGGREGATE,
    FORMATS,
    HXL,
    MAPPED,
    OWN,
    gdelt_shape,
    hxl_mapping,
    is_hxl_row,
    recognise,
)
from incidents.files.records import Record
from incidents.files.stems import fold
from incidents.model import DATASETS

Stream = Callable[[], Iterator[Record]]


@dataclass(frozen=True, slots=True)
class Understood:
    """What the first records say.

    Attributes:
        skip: records that are no rows (titles, header, tag row).
        line: the header's, 1-based.
    """

    header: tuple[str, ...]
    skip: int
    form: Format
    mapping: Mapping
    why: str
    line: int = 1


def understand(head: list[Record], options: ReadOptions) -> Understood:
    """Find header, format and mapping in the first records; BadFile if it can be no such table."""
    found = suppose(head, options)
    if found.form is not OWN:
        _check_required(found.mapping, found.header)
    return found


def suppose(head: list[Record], options: ReadOptions) -> Understood:
    """Like `understand`, but what every incident needs may still have no column."""
    if gdelt_shape(head[0].cells):
        why = "GDELT 2.0: 61 cells without a header, ids and dates in place"
        return Understood(GDELT_HEADER, 0, GDELT, GDELT.mapping(GDELT_HEADER), why)
    heading = heading_of(head, options.mapping)
    header, below, line = heading.names, heading.below, head[heading.at].line
    tagged = len(head) > below and is_hxl_row(head[below].cells)
    skip = below + 1 if tagged else below
    sample = [r.cells for r in head[skip:]]
    tags = head[below].cells if tagged else None
    form, mapping, why = _choose(header, sample, tags, options)
    if heading.at:
        why = f"{why}; the header is line {line}, what stands above it is no row"
    if heading.rows > 1:
        why = f"{why}; the header takes two lines"
    return Understood(header, skip, form, mapping, why, line)


def _choose(
    header: tuple[str, ...],
    sample: list[list[str]],
    tags: list[str] | None,
    options: ReadOptions,
) -> tuple[Format, Mapping, str]:
    if options.mapping is not None:
        _check_columns(options.mapping, header)
        form = FORMATS.get(options.mapping.format_id, MAPPED)
        return form, options.mapping, options.mapping_why
    if options.format_id is not None:
        return _chosen(options.format_id, header, sample)
    found = recognise(header)
    if tags is not None and (found is None or found[0] is not OWN):
        return HXL, hxl_mapping(header, tags), "HXL: the second row holds hashtags"
    if {fold(n) for n in header} >= AGGREGATE:
        raise refuse(
            "file.aggregate", "The header has admin_level, events, reference_period_start."
        )
    if found is not None:
        form, why = found
        own = form.mapping(header) if form is not OWN else guess(header)
        return form, own, why
    return MAPPED, guess(header, sample), "columns taken by their names and contents"


def _chosen(
    format_id: str, header: tuple[str, ...], sample: list[list[str]]
) -> tuple[Format, Mapping, str]:
    form = FORMATS.get(format_id)
    if form is None:
        raise refuse(
            "file.unknown_option", f"Format {format_id!r}; there are {', '.join(FORMATS)}."
        )
    mapping = form.mapping(header) if form.columns else guess(header, sample)
    return form, mapping, f"{form.name}, as chosen"


def _check_columns(mapping: Mapping, header: tuple[str, ...]) -> None:
    for name, column in mapping.columns:
        if column not in header:
            raise refuse("header.unknown_column", f"{name!r} is mapped to {column!r}.")


def missing(mapping: Mapping) -> tuple[str, ...]:
    """What every incident needs and no column holds."""
    has = {name for name, _ in mapping.columns}
    needed = []
    if "date" not in has:
        needed.append("a date")
    if not has & {"location", "adm1", "adm2", "country", "latitude"}:
        needed.append("a place (a name, a region or coordinates)")
    return tuple(needed)


def _check_required(mapping: Mapping, header: tuple[str, ...]) -> None:
    needed = missing(mapping)
    if needed:
        shown = ", ".join(header[:20])
        raise refuse(
            "header.required_missing", f"Missing: {' and '.join(needed)}; columns are {shown}."
        )


def file_warnings(header: tuple[str, ...], form: Format) -> tuple[Fault, ...]:
    """What is odd about the file as a whole."""
    blank = [n for i, n in enumerate(header, start=1) if n == f"column_{i}"]
    dataset = DATASETS[form.dataset_id]
    faults = [Fault("header.blank", n) for n in blank]
    if not dataset.may_display:
        faults.append(Fault("file.not_for_public", "", dataset.name))
    if dataset.mentions:
        faults.append(Fault("file.mentions", "", dataset.name))
    return tuple(faults)
