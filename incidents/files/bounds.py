"""How much memory a workbook or a JSON file would take, found out before it is parsed.

Both are read by libraries that hold a whole row, a whole list of texts or the whole document.
The bytes stream by once and are counted; nothing is kept. Sizes in bytes.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path

from incidents.files.limits import Limits
from incidents.files.opening import CHUNK_BYTES, Opened, refuse

_TEXTS = "xl/sharedStrings.xml"
_SHEETS = "xl/worksheets/"
#: What an empty list or object and one more value take in Python, rounded up.
_OBJECT_BYTES = 150
_VALUE_BYTES = 60


def check_workbook(opened: Opened, limits: Limits) -> None:
    """Refuse a workbook that unpacks to too much, or has a part that must be held whole.

    Raises:
        BadFile: ``file.too_large``, or ``file.unreadable`` for a damaged archive.
    """
    source: io.BytesIO | Path
    source = io.BytesIO(opened.source) if isinstance(opened.source, bytes) else opened.source
    try:
        with zipfile.ZipFile(source) as packed:
            _check_total(packed.infolist(), limits)
            for entry in packed.infolist():
                if entry.filename.startswith(_SHEETS):
                    _check_rows(packed, entry, limits)
    except (
        OSError,
        EOFError,
        NotImplementedError,
        RuntimeError,
        zipfile.error,
        zlib.error,
    ) as error:
        raise refuse("file.unreadable", f"XLSX: {error}.") from None


def _check_total(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(entry.file_size for entry in entries)
    if total > limits.unpacked_bytes or len(entries) > 10_000:
        raise refuse(
            "file.too_large",
            f"It unpacks to {total:,} bytes, the limit is {limits.unpacked_bytes:,}.",
        )
    for entry in entries:
        read = entry.filename.startswith("xl/") and not entry.filename.startswith("xl/media/")
        held = read and not entry.filename.startswith(_SHEETS)
        if held and entry.file_size > limits.workbook_part_bytes:
            what = "Its texts" if entry.filename == _TEXTS else f"Its part {entry.filename[:60]!r}"
            raise refuse(
                "file.too_large",
                f"{what} unpack to {entry.file_size:,} bytes, the limit is "
                f"{limits.workbook_part_bytes:,}; save it as CSV.",
            )


def _check_rows(packed: zipfile.ZipFile, entry: zipfile.ZipInfo, limits: Limits) -> None:
    """Refuse a sheet with more between two row ends than one row may have."""
    since = 0
    with packed.open(entry) as stream:
        while chunk := stream.read(CHUNK_BYTES):
            first, last = chunk.find(b"</row>"), chunk.rfind(b"</row>")
            since += len(chunk) if first < 0 else first
            if since > limits.workbook_row_bytes:
                raise refuse(
                    "file.too_large",
                    f"A row of its sheet has more than {limits.workbook_row_bytes:,} bytes.",
                )
            since = since if last < 0 else len(chunk) - last


def check_json(opened: Opened, limits: Limits) -> None:
    """Refuse JSON that is too long, or so dense that its values would fill the memory.

    Raises:
        BadFile: ``file.too_large``.
    """
    if opened.size > limits.json_bytes:
        raise refuse("file.too_large", f"JSON is read up to {limits.json_bytes:,} bytes.")
    weight = 2 * opened.size
    for chunk in opened.chunks():
        weight += _OBJECT_BYTES * (chunk.count(b"{") + chunk.count(b"["))
        weight += _VALUE_BYTES * chunk.count(b",")
    if weight > limits.json_weight:
        raise refuse(
            "file.too_large",
            f"Its values would take about {weight:,} bytes of memory, the limit is "
            f"{limits.json_weight:,}; save it as CSV.",
        )
