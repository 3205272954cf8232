"""docs/csv.md and docs/formats.md, from the tables the code runs on.

Pure. A test holds the pages equal to what this writes; ``python -m tests.files.write_pages``
writes them anew.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.files.codes import CODES
from incidents.files.effects import Effect
from incidents.files.limits import Limits
from incidents.files.mapping import ALIASES, FIELDS
from incidents.files.policies import POLICIES
from incidents.files.recognising import FORMATS, HXL, MAPPED, OWN
from incidents.model import DATASETS, EVENT_TYPES

_INTRO = """# Tables in and out

Every line of a file is accounted for: non-blank lines read = accepted + rejected + duplicates.
A record that spans lines counts its lines. The header is the first of the top lines that names
a date and a place; it may take two lines where cells were merged. It, what stands above it and
an HXL tag row are not counted. A row whose every cell equals an earlier row's is a duplicate; a
row that shares only its id with an earlier one is rejected. Rejected rows can be downloaded with
their reasons, mended there and uploaded again: the added columns are recognised and left out.

Nothing is guessed silently. A file that is not UTF-8 is asked about, so are two delimiters that
fit equally well, text that was made UTF-8 twice (`ÐšÐ¸Ñ—Ð²` for `Київ`), dates whose order no
value of the column shows, and counts whose mark could group thousands or begin decimals. A line
that stands in quotation marks as a whole is read as a row and marked. What was found, how sure
that is and why stands above the preview; each question shows cells of the file as they would read
under each answer.
"""
_WALK = """## From a messy table to saved records

1. *Upload a table*: give the file. Under *How it is read* stands what was recognised and why: the
   encoding, the delimiter, the sheet of a workbook and which sheets are not read. Answer what is
   asked; nothing can be saved before a question that blocks is answered.
2. Of a table that is none of the known formats say which column each field is read from; *Remember
   for tables with these columns* keeps that for the next file.
3. *The first rows as they would be read* shows cells beside what they become.
4. *Every line accounted for* shows accepted, rejected and duplicate rows, which add up to the lines
   read. *Download the rejected rows (CSV)*, mend the cells it names and upload that file later.
5. Save: all good rows go in as one revision. *Uploads so far* lists it, and *Undo* takes it back.
"""
_COUNTS = """## Counts

| cell | low | best | high | |
|---|---|---|---|---|
| `12` | 12 | 12 | 12 | exactly |
| `12-15`, `12 to 15` | 12 | | 15 | a range states no best figure |
| `≥12`, `12+`, `at least 12` | 12 | 12 | | at least |
| `>12`, `more than 12` | 12 | 12 | | more than |
| `≤12`, `up to 12` | | | 12 | a ceiling |
| `~12`, `ca. 12`, `about 12` | 12 | 12 | 12 | marked "about" |
| `dozens`, `several`, `hundreds` | 12, 2, 100 | | | the word is kept (ACLED's rule) |
| `десятки`, `кілька`, `сотни`, `багато`, `many` | 10, 2, 100, 2, 2 | | | so in other languages |
| `понад 5`, `не менше 12`, `до 10`, `близько 10` | | | | the bounds, in other languages |
| `12 осіб`, `12-15 чел.`, `12 people` | | | | the persons are left out |
| `1 000`, `1'000`, `1,200,000` | | | | thousands |
| `1,200`, `1.200` | 1200 | 1200 | 1200 | if the other mark is the decimal one, see below |
| `three`, `twenty-one` | | | | number words, as in reports |
| `12±2` | 10 | 12 | 14 | all three are stated |
| `20-ish`, `20?` | 20 | 20 | 20 | marked "about" |
| `10s`, `100s` | 10, 100 | | | as "tens", "hundreds" |
| `12 (3 children)`, `12, incl. 3 women` | 12 | 12 | 12 | marked: a part is never added |
| `12 (est.)`; `12 (confirmed)` | 12 | 12 | 12 | marked; the first is "about" |
| `１２`, `١٢` | 12 | 12 | 12 | digits of other scripts |
| `12*`, `12 [1]`, `12†` | 12 | 12 | 12 | marked: the footnote was not read |
| `3/5` under "Killed/Injured" | | | | two counts, in the order of the name |
| `no deaths`, `без загиблих`, `no casualties` | 0 | 0 | 0 | only of what they name |
| blank, `unknown`, `n/a`, `невідомо`, `none reported` | | | | nothing is claimed; it is not zero |

Where low, best and high stand in columns of their own (`killed_low`, `killed`, `killed_high`)
they are taken together. Negative numbers, fractions, raised digits (`5¹`), sums (`12 + 3`),
two counts in a column that names one (`12 / 3`) and a figure with a remark of another kind
(`12 (15 says the police)`: a rival count is no aside) are rejected, and so is a row that names
"Total" as its place. A column of a part (children killed) is never taken for the toll.

Which of point and comma marks decimals is decided for the whole table, never for a cell: by its
coordinates and its other numbers where they agree; where no number shows it, a table whose
columns are separated by commas is read with a decimal point. Where it matters and nothing
decides, you are asked and the rows concerned wait (`--decimal-mark` answers on the command line).
A count that would be a fraction by the mark decided (`1.200` beside `50.45`) is rejected.

## Dates

ISO (`2024-03-05`), `20240305`, `05.03.2024`, `5 March 2024`, `March 5, 2024`, Ukrainian and
Russian month names, Excel serials (a fraction is the clock time; in a workbook that counts its
days from 1904, from there), a span (`2024-03-05/07`, `5-7 March 2024`), a month (`2024-03`,
`March 2024`: the whole month, date_prec 4), each with or without a clock time; `00:00` is an
unknown time. `24-03-05` may begin with its year and waits for an answer. `03/04/2024` is read
day-first only if some value of the column can only be day-first and none contradicts, month-first
by the same rule; else you are asked and the rows concerned wait. No time zone
is ever applied. Dates before 1901 and after today are rejected.

## Coordinates and places

Decimal degrees with point or comma, degrees-minutes-seconds (`49°59'24"N`, `49 59 24 N`,
`49:59:24`), hemisphere letters; an E or W in the latitude's column is rejected. `0, 0` means
none. Both may stand in one column (`50.45, 30.52`, WKT, a link that marks a point; the view of
a map is none). Without a precision column coordinates count as those of the settlement. A row
without coordinates is placed by name where one place bears the name, or where the row names its
country or region and one place of that name is far better known there than the others (a town with
four times the people of the next, a place of 5,000 to 16,000 with ten times); such a row is marked,
and the next best named. Otherwise it is kept, unplaced. A table with names of places and without a
column for country, region, district or coordinates is asked in which country they lie, where that
would tell namesakes apart; a name that one place alone bears lies where it lies. Coordinates
outside the country named hold the row and say whether swapping the two or a sign would cure it; so
does a place of that name at that point in another country.
"""


def csv_page() -> str:
    """The page on columns, cells, codes and policies."""
    parts = (
        _INTRO,
        _WALK,
        _columns(),
        _COUNTS,
        _event_types(),
        _codes(),
        _policies(),
        _limits(),
        _OUT,
    )
    return "\n".join(parts)


def _table(head: str, rows: Sequence[tuple[str, ...]]) -> str:
    columns = head.split("|")
    lines = [f"| {' | '.join(columns)} |", "|" + "---|" * len(columns)]
    lines += ["| " + " | ".join(c.replace("|", "\\|") for c in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _columns() -> str:
    rows = [(f"`{f}`", words, ", ".join(ALIASES.get(f, ()))) for f, words in FIELDS.items()]
    head = "## Columns\n\nA date and a place (name, region, country or coordinates) are needed.\n\n"
    return head + _table("column|holds|also known as", rows)


def _event_types() -> str:
    rows = [(kind, ", ".join(subs)) for kind, subs in EVENT_TYPES.items()]
    return "## Event types (ACLED)\n\n" + _table("type|sub-types", rows)


def _codes() -> str:
    parts = ["## Codes\n"]
    for effect in Effect:
        rows = [(f"`{k}`", c.why, c.cure) for k, c in CODES.items() if c.effect is effect]
        parts.append(f"### {effect.value[0].upper()}{effect.value[1:]}\n")
        parts.append(_table("code|why|how to mend", rows))
    return "\n".join(parts)


def _policies() -> str:
    rows = [
        (f"`{p.cell}`".replace("``", "`"), p.verdict, ", ".join(p.codes), p.why)
        for p in POLICIES.values()
    ]
    said = (
        "## Policies\n\nOdd cells that could be read in more than one way, and what was decided "
        "(without a gazetteer). A count said to be unknown in any language does not cost the "
        "row: it is accepted with `row.count_unknown`, because blank and unknown are not zero "
        "and the incident happened all the same.\n\n"
    )
    return said + _table("cell|verdict|codes|why", rows)


def _limits() -> str:
    limits = Limits()
    rows = [
        ("file", f"{limits.file_bytes:,} bytes"),
        ("JSON file", f"{limits.json_bytes:,} bytes"),
        ("workbook, unpacked", f"{limits.unpacked_bytes:,} bytes"),
        ("texts of a workbook, unpacked", f"{limits.workbook_part_bytes:,} bytes"),
        ("row of a workbook, unpacked", f"{limits.workbook_row_bytes:,} bytes"),
        ("rows", f"{limits.rows:,}"),
        ("columns", f"{limits.columns:,}"),
        ("line", f"{limits.line_chars:,} characters"),
        ("cell", f"{limits.cell_chars:,} characters"),
    ]
    return "## Limits\n\nChecked while the file streams, before it is parsed whole.\n\n" + _table(
        "what|at most", rows
    )


_OUT = """## Out again

CSV (optionally with an HXL row), GeoJSON, XLSX, GeoParquet and KML, each row with data set,
licence, attribution, selection, as-of time and data revision. CSV and GeoJSON carry the whole
record in the column `record` and read back identical; a row that was edited is read from its
cells instead. Texts a spreadsheet would run get a leading apostrophe in CSV, which is taken away
on the way back in. Control characters go out as their pictures (␀). Placeholders go out only on
request.
"""


def formats_page() -> str:
    """The page on the formats that are recognised."""
    parts = [
        "# Formats that are recognised\n",
        "By header, in any column order and case; GDELT by its shape, HXL by its tag row. Native",
        "columns and codes are kept beside ours. HAPI/HDX monthly aggregates are recognised and",
        "refused: they are totals, not incidents. Anything else is mapped by its column names and",
        "contents, and the mapping can be changed and saved.\n",
    ]
    for form in FORMATS.values():
        dataset = DATASETS[form.dataset_id]
        parts.append(f"## {form.name} (`{form.format_id}`)\n")
        parts.append(f"Codes after: {form.codebook}. Licence: {dataset.licence}.\n")
        if form not in (HXL, MAPPED, OWN):
            parts.append(f"Known by: {', '.join(f'`{n}`' for n in sorted(form.signature))}.\n")
            rows = [(n, ", ".join(c)) for n, c in form.columns.items()]
            parts.append(_table("field|column", rows))
        if form.precisions:
            precisions = [(c, p.value) for c, p in form.precisions.items()]
            parts.append(_table("place code|read as", precisions))
        if form.date_precs:
            days = [(c, str(p)) for c, p in form.date_precs.items()]
            parts.append(_table("date code|UCDP date_prec", days))
    return "\n".join(parts)


def pages() -> dict[str, str]:
    """Every page by its path below the repository."""
    return {"docs/csv.md": csv_page(), "docs/formats.md": formats_page()}
