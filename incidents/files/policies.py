"""What was decided for odd rows that could be read in more than one way.

Pure data, keyed by the case (``tests/golden/nasty/r_<case>.csv``); docs/csv.md shows the table
and a test holds every case to it.
"""

from __future__ import annotations

from dataclasses import dataclass

_ACCEPT, _WARN, _REJECT, _ASK = "accept", "accept_with_warnings", "some_rows_rejected", "ask_user"


@dataclass(frozen=True, slots=True)
class Policy:
    """One decision: the verdict, the codes and why."""

    verdict: str
    codes: tuple[str, ...]
    cell: str
    why: str


POLICIES: dict[str, Policy] = {
    "arabic_digits": Policy(_ACCEPT, (), "٤٩.٩٩", "Digits of any script are digits."),
    "cdata": Policy(_ACCEPT, (), "]]><x/>", "Text is text; every writer escapes it."),
    "date_1900": Policy(
        _REJECT,
        ("row.date_implausible",),
        "1900-01-01",
        "Spreadsheets write an empty date so; a guess would put an incident a century away.",
    ),
    "date_ddmm_ambig": Policy(
        _ASK,
        ("date.order_unclear", "row.date_ambiguous"),
        "03/04/2024",
        "Nothing in the column decides: the rows concerned wait for an answer, the rest go in.",
    ),
    "date_hijri": Policy(
        _REJECT,
        ("row.date_implausible",),
        "1445-08-24",
        "Conversions from the Hijri calendar differ by a day; the person converts.",
    ),
    "date_range": Policy(
        _ACCEPT, (), "2024-03-05/07", "A span: first and last day, date_prec by its length."
    ),
    "dec_comma": Policy(
        _ACCEPT, (), "49,99", "A coordinate has no thousands: the comma is decimal."
    ),
    "emoji": Policy(_ACCEPT, (), "🇺🇦", "Text is text."),
    "f_cr": Policy(_ACCEPT, (), "\\r=1+1", "Kept as written; defused when exported."),
    "f_eq": Policy(_ACCEPT, (), "=HYPERLINK(...)", "Kept as written; defused when exported."),
    "f_minus": Policy(_ACCEPT, (), "-2+3", "Kept as written; defused when exported."),
    "f_semicolon": Policy(_ACCEPT, (), "a;=1+1", "Kept as written; exports quote every cell."),
    "homoglyph": Policy(
        _WARN,
        ("row.mixed_script",),
        "Кharkiv",
        "Kept as written and marked: it will not be found by its looks.",
    ),
    "int64": Policy(_ACCEPT, (), "12345678901234567890", "Ids are text and never become numbers."),
    "md_link": Policy(_ACCEPT, (), "[a](javascript:...)", "Text is text; screens show it as such."),
    "n_approx": Policy(_ACCEPT, (), "~12", "About 12: low, best and high 12, marked about."),
    "n_dozens": Policy(_ACCEPT, (), "dozens", "A low of 12 (ACLED's rule); the word is kept."),
    "n_ge": Policy(_ACCEPT, (), "≥12", "At least 12: no high."),
    "n_range": Policy(_ACCEPT, (), "12-15", "Low 12, high 15, no best: none was stated."),
    "n_thousand": Policy(_ACCEPT, (), "1,200", "Groups of three are thousands in a count."),
    "n_word": Policy(_ACCEPT, (), "three", "Number words are read as in reports."),
    "na_str": Policy(_ACCEPT, (), "NA", "In a name NA is a name, never a missing value."),
    "newline": Policy(_ACCEPT, (), "a⏎b", "One record of two lines; both are counted."),
    "null_island": Policy(
        _WARN,
        ("row.null_island", "row.place_unknown"),
        "0, 0",
        "No coordinates: the place is kept by its name, unplaced unless the gazetteer knows it.",
    ),
    "place_ambig": Policy(
        _WARN,
        ("row.place_unknown",),
        "Rafah",
        "Kept, unplaced; with a gazetteer that knows several, row.place_ambiguous names them.",
    ),
    "quote": Policy(_ACCEPT, (), 'he said ""x""', "Doubled quotation marks are one."),
    "sql": Policy(_ACCEPT, (), "'); DROP TABLE ...", "Text is text; statements are parametrised."),
    "tmpl": Policy(_ACCEPT, (), "{{7*7}} %s", "Text is text; nothing expands it."),
    "underscore": Policy(
        _REJECT,
        ("row.count_unreadable",),
        "1_000",
        "Nobody writes a count so; only a programming language reads it as 1000.",
    ),
    "wrong_country": Policy(
        _ACCEPT,
        (),
        "Kharkiv, -33.4, -70.6",
        "With a gazetteer the row is held as row.place_contradicts; without one nothing says so.",
    ),
    "xss_img": Policy(_ACCEPT, (), "<img src=x ...>", "Text is text; screens escape it."),
    "zalgo": Policy(_ACCEPT, (), "Z̀̀̀...", "Kept as written, up to the limit of a cell."),
}
