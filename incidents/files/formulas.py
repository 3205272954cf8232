"""Texts that a spreadsheet would run, made harmless on the way out and restored on the way in.

Pure, and exactly reversible. After OWASP's "CSV injection": cells that begin with =, +, -, @,
tab or carriage return are formulas; a leading apostrophe makes them text.
"""

from __future__ import annotations

import re

_RUNS = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[-+]?\d+(?:[.,]\d+)?")


def defuse(text: str) -> str:
    """Put an apostrophe before what would run; numbers stay numbers."""
    if _RUNS.match(text) and not _NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def restore(text: str) -> str:
    """Take back what `defuse` did."""
    return text[1:] if text.startswith("'") and _RUNS.match(text) else text


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")


def printable(text: str) -> str:
    """Replace what no format carries: controls by their pictures, lone surrogates by U+FFFD."""
    return _CONTROL.sub(_picture, text)


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code < 0x20:
        return chr(0x2400 + code)
    return "\u2421" if code == 0x7F else "\ufffd"
