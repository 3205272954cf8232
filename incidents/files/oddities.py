"""What is odd about a cell's text, whatever its column holds. Pure."""

from __future__ import annotations

import re
import unicodedata

#: Source: Excel's error values as its CSV has them; the last is a cell too narrow to be shown.
_ERROR = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|#+)")


def is_error(text: str) -> bool:
    """Whether a spreadsheet wrote an error there, or had no room for the value."""
    return text.startswith("#") and _ERROR.fullmatch(text.strip()) is not None


def mixed_script(text: str) -> bool:
    """Whether one word mixes Latin with Cyrillic or Greek letters."""
    for word in re.findall(r"[^\W\d_]+", text):
        if word.isascii():
            continue
        scripts = {unicodedata.name(c, "?").split(" ")[0] for c in word}
        if len(scripts & {"LATIN", "CYRILLIC", "GREEK"}) > 1:
            return True
    return False
