"""Every code an upload can answer with: why it is raised and how it is mended.

Pure data; docs/csv.md is generated from this table and a test holds them equal. Codes are
stable: scripts may rely on them.
"""

from __future__ import annotations

from incidents.files.effects import Code, Effect

_F, _R, _A, _W = Effect.FILE, Effect.ROW, Effect.ASK, Effect.WARN

CODES: dict[str, Code] = {
    "file.empty": Code(_F, "The file holds no rows.", "Export the table again and upload that."),
    "file.not_csv": Code(
        _F,
        "The file is not a table, whatever its name ends in.",
        "Open it in the program it comes from and save it as CSV (UTF-8) or XLSX.",
    ),
    "file.is_compressed": Code(
        _F, "The file is compressed.", "Unpack it and upload the table inside."
    ),
    "file.unreadable": Code(
        _F, "The file cannot be opened or is damaged.", "Save it again and upload that."
    ),
    "file.too_large": Code(
        _F,
        "The file is larger than the limit.",
        "Split it, or run incidents import FILE --max-mb N, with N above its size in MB.",
    ),
    "file.too_many_rows": Code(_F, "The file has more rows than the limit.", "Split the file."),
    "file.too_many_columns": Code(
        _F,
        "A row has more columns than the limit.",
        "Check the delimiter and remove columns that are not needed.",
    ),
    "file.line_too_long": Code(
        _F,
        "A line is longer than the limit.",
        "Check the line endings; a table has one row per line.",
    ),
    "file.cell_too_long": Code(_F, "A cell is longer than the limit.", "Shorten the text."),
    "file.unclosed_quote": Code(
        _F,
        "A quotation mark opens a cell and is never properly closed.",
        "Close the quotation mark in the line named, or double it if it belongs to the text.",
    ),
    "file.bad_encoding": Code(
        _F,
        "The file's bytes are not text in the encoding chosen.",
        "Choose another encoding, or save the file as CSV UTF-8.",
    ),
    "file.aggregate": Code(
        _F,
        "The table holds monthly totals per district (HAPI/HDX), not incidents.",
        "Upload the event-level table the totals were made from.",
    ),
    "file.unknown_option": Code(
        _F, "The choice made for this file is not one there is.", "Choose one of those listed."
    ),
    "header.duplicate": Code(
        _F,
        "Two columns have the same name.",
        "Rename one of them, so that it is clear which is meant.",
    ),
    "header.required_missing": Code(
        _F,
        "No column could be taken for something every incident needs.",
        "Add the column, or say which column holds it on the mapping page.",
    ),
    "header.unknown_column": Code(
        _F, "The mapping names a column the file does not have.", "Map that field again."
    ),
    "header.blank": Code(
        _W, "A column has no name; its cells are kept, unread.", "Give the column a name."
    ),
    "file.encoding_guessed": Code(
        _A,
        "The file is not UTF-8; its encoding was guessed from its letters.",
        "Look at the preview and confirm the encoding, or choose another.",
    ),
    "file.encoding_unknown": Code(
        _A,
        "The file looks like UTF-16 without the mark that says so.",
        "Look at the preview and confirm the encoding, or save the file as CSV UTF-8.",
    ),
    "file.encoding_twice": Code(
        _A,
        "Letters stand as pairs of strange signs: the text was made UTF-8 twice.",
        "Look at the samples and say whether it is to be put right, or read as it stands.",
    ),
    "file.sheet_unclear": Code(
        _A,
        "More than one sheet of the workbook is a table of incidents; one is read at a time.",
        "Choose the sheet; upload the file again for another.",
    ),
    "file.delimiter_unclear": Code(
        _A,
        "More than one character could separate the columns.",
        "Look at the preview and choose the delimiter.",
    ),
    "date.order_unclear": Code(
        _A,
        "No date in the column shows whether the day or the month comes first.",
        "Say which comes first; the rows concerned are rejected until then.",
    ),
    "number.mark_unclear": Code(
        _A,
        "Nothing in the table shows whether a point or a comma marks decimals.",
        "Say which does; the rows concerned are rejected until then.",
    ),
    "place.country_open": Code(
        _A,
        "The table names places without their country.",
        "Say in which country they lie, if it is one; a name of one place alone needs none.",
    ),
    "row.missing_cells": Code(
        _R, "The row has fewer cells than the header.", "Add the missing cells or delimiters."
    ),
    "row.extra_cells": Code(
        _R,
        "The row has more cells than the header.",
        "Put cells that contain the delimiter in quotation marks.",
    ),
    "row.stray_quote": Code(
        _R,
        "A quotation mark stands where none can.",
        "Double quotation marks inside a quoted cell.",
    ),
    "row.cell_error": Code(
        _R,
        "The spreadsheet shows an error in this cell.",
        "Correct its formula or its value, or clear the cell.",
    ),
    "row.formula_no_value": Code(
        _R,
        "The cell holds a formula whose value is not stored in the file.",
        "Open it in a spreadsheet and save it, or write the value in place of the formula.",
    ),
    "row.figure_merged": Code(
        _R,
        "A figure stands in a cell merged with others; which row or column it counts for is "
        "not said.",
        "Unmerge the cell and write each row's own figure.",
    ),
    "row.control_char": Code(
        _R, "A cell holds a control character.", "Remove the character (often an export fault)."
    ),
    "row.dup_id": Code(
        _R,
        "Another row of the file has the same id and says something else.",
        "Give each incident its own id, or keep one of the rows.",
    ),
    "row.date_blank": Code(_R, "The row has no date.", "Fill in the date, as 2024-03-05."),
    "row.date_unreadable": Code(_R, "This is not a date.", "Write the date as 2024-03-05."),
    "row.date_impossible": Code(
        _R, "There is no such day in the calendar.", "Correct the day or the month."
    ),
    "row.date_implausible": Code(
        _R,
        "The year cannot be right: an empty spreadsheet date, or another calendar.",
        "Write the date in the Gregorian calendar, as 2024-03-05.",
    ),
    "row.date_future": Code(_R, "The date lies in the future.", "Correct the date."),
    "row.date_ambiguous": Code(
        _R,
        "It is not clear whether day or month comes first.",
        "Write the date as 2024-03-05, or say for the whole file which comes first.",
    ),
    "row.date_order": Code(
        _R, "The end date is before the start date.", "Exchange or correct the dates."
    ),
    "row.lat_only": Code(
        _R, "Only one of the two coordinates is given.", "Add the other one or remove both."
    ),
    "row.coordinate_unreadable": Code(
        _R, "This is not a coordinate.", "Write decimal degrees, such as 50.4501."
    ),
    "row.lat_range": Code(
        _R, "The latitude is not between -90 and 90.", "Correct it; were the two swapped?"
    ),
    "row.lon_range": Code(
        _R, "The longitude is not between -180 and 180.", "Correct the longitude."
    ),
    "row.place_blank": Code(
        _R, "The row names no place and has no coordinates.", "Name the place or the region."
    ),
    "row.place_contradicts": Code(
        _R,
        "The coordinates lie far from the place or country the row names.",
        "Correct the coordinates or the name.",
    ),
    "row.n_neg": Code(_R, "A count of people is negative.", "Correct the number."),
    "row.count_unreadable": Code(
        _R,
        "This is not a count.",
        "Write a number, a range (12-15), a bound (>=12), about (~12), a word, or leave it blank.",
    ),
    "row.count_ambiguous": Code(
        _R,
        "It is not clear whether the mark in this number groups thousands or begins decimals.",
        "Write the number without it (1200), or say for the whole file which mark is which.",
    ),
    "row.code_unknown": Code(
        _R, "The source's code list has no such code.", "Correct the code or leave it blank."
    ),
    "row.is_total": Code(
        _R,
        "The row sums up others; it is no incident.",
        "Leave it out, or write the place where it happened.",
    ),
    "row.count_footnote": Code(
        _W,
        "A footnote's mark stands behind the figure; what the note says was not read.",
        "Look whether the note changes the figure.",
    ),
    "row.count_remark": Code(
        _W, "What stands behind the figure was not read.", "Parts are never added; look it over."
    ),
    "row.count_unknown": Code(
        _W,
        "The count is said to be unknown; nothing is counted, and it is not zero.",
        "Nothing to do, unless the count is known by now.",
    ),
    "row.count_none_or_unreported": Code(
        _W,
        "In this source 0 reads 'none or not reported'; no claim was made of it.",
        "Nothing to do.",
    ),
    "row.count_rounded": Code(
        _W, "The count is a fraction; it was taken as about the next whole.", "Check the figure."
    ),
    "row.bounds_broken": Code(
        _W,
        "Low, best and high are out of order; the widest reading was taken.",
        "Check the figures against the source.",
    ),
    "row.null_island": Code(
        _W,
        "The coordinates are 0, 0, which means none; the place is kept by its name.",
        "Fill in the coordinates.",
    ),
    "row.place_unknown": Code(
        _W,
        "The place is not in the gazetteer; the row is kept, unplaced.",
        "Add coordinates, or the region and country.",
    ),
    "row.country_unknown": Code(
        _W,
        "No country is known by that name or code; the row is kept without one.",
        "Write the country's name or its two-letter ISO code.",
    ),
    "row.place_ambiguous": Code(
        _W,
        "Several places have this name; the row is kept, unplaced.",
        "Add coordinates, or the region and country.",
    ),
    "row.place_chosen": Code(
        _W,
        "Several places have this name; the only or far best known one of the country was taken.",
        "If another is meant, add coordinates or the region.",
    ),
    "row.place_far": Code(
        _W,
        "The coordinates lie far from the only places of this name that are known.",
        "Check the coordinates; a village may share its name with a known town.",
    ),
    "row.event_type_unknown": Code(
        _W,
        "The event type is none of ACLED's; it is kept as written and not coded.",
        "Use one of the types in docs/csv.md.",
    ),
    "row.garbled": Code(
        _W,
        "The name's letters were lost or spoilt when its text was encoded.",
        "Type the name again, or save the table anew as UTF-8.",
    ),
    "row.mixed_script": Code(
        _W,
        "A name mixes Latin letters with look-alikes of another script.",
        "Type the name again.",
    ),
    "row.quoted_whole": Code(
        _W,
        "The whole line stood in quotation marks; what is within them was read as a row.",
        "Look whether its cells stand under the right columns.",
    ),
    "row.swallowed_lines": Code(
        _W, "A quoted cell holds what looks like whole rows.", "Look for a quotation left open."
    ),
    "row.year_two_digits": Code(
        _W, "The year has two digits and was read as the century that fits.", "Write four digits."
    ),
    "file.not_for_public": Code(
        _W,
        "This data set's terms do not let its rows be shown on a public link.",
        "Nothing to do: they are withheld there.",
    ),
    "file.mentions": Code(
        _W,
        "Rows of this data set are mentions coded from media; they stay out of tolls.",
        "Nothing to do.",
    ),
}
