"""Report texts from files and standard input: read with bounds, refused with a cure.

What a text must be (language, figures) is judged where reports are read; here only what makes
it no text at all.
"""

from __future__ import annotations

import sys
from pathlib import Path

from incidents.errors import BadReport

#: A long report is some 60 kB; what is bigger is a book, a dump or a mistake.
MAX_BYTES = 1_000_000


def read_bytes(file: Path) -> bytes:
    """Take at most one byte more than allowed, so that a huge file costs nothing."""
    if str(file) == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    try:
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise BadReport(f"{file}: this is a folder; name one text file") from None
    except OSError as problem:
        raise BadReport(f"{file}: {problem.strerror}; check the name and your rights") from problem


def read_text(file: Path) -> str:
    """The text of one report.

    Raises:
        BadReport: missing, empty, too long, or not UTF-8 text; the message says what to do.
    """
    raw = read_bytes(file)
    if len(raw) > MAX_BYTES:
        raise BadReport(
            f"{file}: longer than {MAX_BYTES:,} bytes; one report at a time, "
            "tables go in with `incidents import`"
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise BadReport(
            f"{file}: byte {problem.start} is not UTF-8 text; save the report as plain text "
            "in UTF-8 (not as PDF or Word)"
        ) from None
    if "\x00" in text:
        raise BadReport(f"{file}: holds NUL bytes, so it is no text; save it as plain text")
    if not text.strip():
        raise BadReport(f"{file}: is empty; paste the words of the report into it")
    return text.replace("\r\n", "\n")
