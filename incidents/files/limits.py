"""How much of a file is read at most, and the choices a person makes about one.

Pure values. Limits hold while streaming, before anything is parsed whole. Lengths of lines and
cells are in characters, sizes of files in bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from incidents.files.mapping import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Bounds of one upload; the page keeps these, the command line raises ``file_bytes``.

    Attributes:
        unpacked_bytes: what a workbook (a ZIP) may unpack to.
        workbook_part_bytes: what a part of it that is held whole (its texts) may unpack to.
        workbook_row_bytes: what may stand between two row ends of its sheets.
        json_bytes: a JSON file has to be read whole, so its bound is lower.
        json_weight: memory its values may take, by the marks in it.
        row_lines: lines one record may span before its quote is held to be left open.
    """

    file_bytes: int = 500_000_000
    unpacked_bytes: int = 400_000_000
    workbook_part_bytes: int = 48_000_000
    workbook_row_bytes: int = 8_000_000
    json_bytes: int = 60_000_000
    json_weight: int = 300_000_000
    rows: int = 5_000_000
    columns: int = 500
    line_chars: int = 1_000_000
    cell_chars: int = 100_000
    row_lines: int = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """What the person has decided; ``None`` leaves it to detection.

    Attributes:
        encoding: a Python codec name; answers ``file.encoding_guessed``.
        delimiter: one character; answers ``file.delimiter_unclear``.
        date_order: ``"dmy"`` or ``"mdy"``; answers ``date.order_unclear``.
        decimal_mark: ``"."`` or ``","``; answers ``number.mark_unclear``.
        format_id: read as this format whatever the header says.
        mapping: columns chosen by hand; wins over any format.
        mapping_why: where that choice comes from, for a person.
        country: name or ISO 3166-1 alpha-2 code of the country that is meant where a row names a
            place that several bear, and neither country nor region; answers
            ``place.country_open``.
        sheet: the name of a workbook's sheet; answers ``file.sheet_unclear``.
        source: who is named as the source of figures whose row names none.
    """

    encoding: str | None = None
    delimiter: str | None = None
    date_order: str | None = None
    format_id: str | None = None
    decimal_mark: str | None = None
    mapping: Mapping | None = None
    mapping_why: str = "columns as mapped by hand"
    source: str | None = None
    sheet: str | None = None
    country: str | None = None
    limits: Limits = field(default_factory=Limits)
