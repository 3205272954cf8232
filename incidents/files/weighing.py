"""What only a whole column can say: the order of day and month, and the decimal mark.

One pass over the table, and none where the format's documentation or a person has settled
both. What stays open is asked, with cells of the file as they would read under each answer.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from incidents.files.dates import NotADate, OrderEvidence, OrderWatch, read_day
from incidents.files.draft import Finding, Question
from incidents.files.limits import ReadOptions
from incidents.files.mapping import COUNTED
from incidents.files.marks import COMMA, NAMES, OPEN, POINT, MarkEvidence, MarkWatch, as_read
from incidents.files.opening import refuse
from incidents.files.understanding import Stream, Understood

ORDERS = {"dmy": "day first", "mdy": "month first"}
_COUNTS = tuple(f"{m.value}{end}" for m in COUNTED for end in ("", "_low", "_high"))


@dataclass(frozen=True, slots=True)
class Weighed:
    """What the columns came to."""

    order: str | None
    mark: str | None
    findings: tuple[Finding, ...]
    questions: tuple[Question, ...]


@dataclass(slots=True)
class _Columns:
    """Positions of the columns that are looked at, and what was seen in them."""

    dates: list[int]
    coordinates: list[int]
    counts: list[int]
    order: OrderWatch = field(default_factory=OrderWatch)
    mark: MarkWatch = field(default_factory=MarkWatch)

    @classmethod
    def of(cls, found: Understood) -> _Columns:
        at = {name: i for i, name in reversed(list(enumerate(found.header)))}

        def places(*fields: str) -> list[int]:
            columns = (found.mapping.column(f) for f in fields)
            return [at[c] for c in columns if c is not None and c in at]

        return cls(places("date", "date_end"), places("latitude", "longitude"), places(*_COUNTS))

    def see(self, cells: list[str]) -> None:
        width = len(cells)
        for at in self.dates:
            if at < width:
                self.order.see(cells[at])
        for at in self.coordinates:
            if at < width:
                self.mark.coordinate(cells[at])
        for at in self.counts:
            if at < width:
                self.mark.count(cells[at])


def weigh(stream: Stream, found: Understood, options: ReadOptions, delimiter: str) -> Weighed:
    """Decide order and mark for the whole table, or say what has to be asked."""
    _check(options)
    form, columns = found.form, _Columns.of(found)
    fixed_order = options.date_order or form.date_order
    # What a source documents needs no pass: its numbers are written with a point.
    documented = form.format_id not in ("mapped", "hxl", "own")
    if documented and (fixed_order or form.hook or not columns.dates):
        return _documented(options, fixed_order)
    for record in itertools.islice(stream(), found.skip, None):
        columns.see(record.cells)
    order, dates, asked = _order(columns.order.evidence(), fixed_order, options, found)
    evidence = columns.mark.evidence()
    mark, marks, also = _mark(evidence, options, delimiter, plain_source=documented)
    findings = (*dates, *marks)
    return Weighed(order, mark, findings, tuple(q for q in (asked, also) if q is not None))


def _check(options: ReadOptions) -> None:
    if options.date_order not in (None, *ORDERS):
        raise refuse("file.unknown_option", f"Date order {options.date_order!r}.")
    if options.decimal_mark not in (None, *NAMES):
        raise refuse("file.unknown_option", f"Decimal mark {options.decimal_mark!r}.")


def _documented(options: ReadOptions, order: str | None) -> Weighed:
    sure = "chosen" if options.date_order else "documented"
    findings = [
        Finding("date order", ORDERS[order], sure, "where a date can be read either way")
        if order
        else Finding("date order", "year first", sure, "as this source writes its dates")
    ]
    return Weighed(order, options.decimal_mark, tuple(findings), ())


def _order(
    evidence: OrderEvidence, fixed: str | None, options: ReadOptions, found: Understood
) -> tuple[str | None, list[Finding], Question | None]:
    numbers = (
        f"{evidence.day_first} dates can only be day-first, {evidence.month_first} only "
        f"month-first, {evidence.either} either."
    )
    if fixed is not None:
        sure = "chosen" if options.date_order else "documented"
        return fixed, [Finding("date order", ORDERS[fixed], sure, numbers)], None
    if not evidence.open:
        order = evidence.order
        said = Finding("date order", ORDERS[order], "certain", numbers) if order else None
        return order, [said or _plain_dates(evidence)], None
    asked = Question(
        "date.order_unclear", "date_order", tuple(ORDERS), numbers,
        found.mapping.column("date") or "", blocking=False,
        examples=tuple(_dates(evidence.samples, o) for o in ORDERS),
    )  # fmt: skip
    return None, [Finding("date order", "not known", "open", numbers)], asked


def _plain_dates(evidence: OrderEvidence) -> Finding:
    either = evidence.day_first + evidence.month_first
    why = "no date is written with day and month side by side as numbers"
    if either:
        why = "each date shows its own order, and they differ"
    return Finding("date order", "each date is clear", "certain", why)


def _dates(samples: tuple[str, ...], order: str) -> str:
    shown = []
    for cell in samples:
        try:
            day = read_day(cell, order).first
        except NotADate:
            continue
        shown.append(f"{cell} = {day.day} {day:%B %Y}")
    return "; ".join(shown)


def _mark(
    evidence: MarkEvidence, options: ReadOptions, delimiter: str, *, plain_source: bool
) -> tuple[str | None, list[Finding], Question | None]:
    seen = f"{evidence.point} numbers show a point, {evidence.comma} a comma."
    mark, sure, why = evidence.mark, "certain", seen
    if options.decimal_mark is not None:
        mark, sure = options.decimal_mark, "chosen"
    elif mark is None and plain_source:
        return None, [], None
    elif mark is None and not (evidence.point or evidence.comma) and delimiter == ",":
        mark, sure, why = POINT, "likely", "no number shows it; commas separate the columns"
    if mark is not None:
        return mark, [Finding("decimal mark", NAMES[mark], sure, why)], None
    if not evidence.samples:
        found = "both" if evidence.point else "none needed"
        why = f"{seen} No count depends on it." if evidence.point else "no number has a mark"
        return None, [Finding("decimal mark", found, "certain", why)], None
    asked = Question(
        "number.mark_unclear", "decimal_mark", (COMMA, POINT), seen, blocking=False,
        examples=tuple(
            "; ".join(f"{c} = {as_read(c, m)}" for c in evidence.samples) for m in (COMMA, POINT)
        ),
    )  # fmt: skip
    return OPEN, [Finding("decimal mark", "not known", "open", seen)], asked
