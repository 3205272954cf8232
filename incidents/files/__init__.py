"""Readers and writers of tables: no store, no screen."""

from incidents.files.draft import (
    Accepted,
    Account,
    Duplicate,
    Fault,
    ImportDraft,
    NearDuplicate,
    Question,
    Reading,
    Rejected,
)
from incidents.files.exchange import write_geoparquet, write_kml, write_xlsx
from incidents.files.limits import Limits, ReadOptions
from incidents.files.mapping import Mapping, guess
from incidents.files.reading import Table, open_table, read_table
from incidents.files.rejects import template_csv, write_rejects
from incidents.files.selection import Selection
from incidents.files.writing import write_csv, write_geojson

__all__ = [
    "Accepted",
    "Account",
    "Duplicate",
    "Fault",
    "ImportDraft",
    "Limits",
    "Mapping",
    "NearDuplicate",
    "Question",
    "ReadOptions",
    "Reading",
    "Rejected",
    "Selection",
    "Table",
    "guess",
    "open_table",
    "read_table",
    "template_csv",
    "write_csv",
    "write_geojson",
    "write_geoparquet",
    "write_kml",
    "write_rejects",
    "write_xlsx",
]
