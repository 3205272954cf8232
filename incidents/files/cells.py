"""Cells to figures and coordinates.

Pure. Blank is not zero, the text of the cell is kept by the caller. Counts that a table writes
with signs are read here; words ("three", "at least a dozen") by `incidents.extract.read_count`.
"""

from __future__ import annotations

import math
import re
import unicodedata

from incidents.files.unknown_words import UNKNOWN_WORDS
from incidents.model import VAGUE_LOWS, Estimate, Qualifier

MAX_COUNT = 10_000_000
_GROUPED = re.compile(r"\d{1,3}(?:([ ,.'\u00a0\u202f\u2009])\d{3})(?:\1\d{3})*")
_PLAIN = re.compile(r"\d{1,9}")
_SPACED_RANGE = re.compile(r"\s*(?:-|–|—|‒|~|\bto\b|\.\.)\s*")
_LOOSE = re.compile(r"(\d{1,9})\s*(?:-?\s?ish|\?)", re.IGNORECASE)
_SPREAD = re.compile(r"(\d{1,9})\s*(?:±|\+/-|\+-)\s*(\d{1,9})")
#: Plurals of figures and the vague word that each stands for.
_PLURALS = {"10s": "tens", "100s": "hundreds", "1000s": "thousands"}
_SIGNS: tuple[tuple[str, Qualifier], ...] = (
    (">=", Qualifier.AT_LEAST),
    ("=>", Qualifier.AT_LEAST),
    ("≥", Qualifier.AT_LEAST),
    ("⩾", Qualifier.AT_LEAST),
    ("<=", Qualifier.UP_TO),
    ("≤", Qualifier.UP_TO),
    (">", Qualifier.MORE_THAN),
    ("~", Qualifier.ABOUT),
    ("≈", Qualifier.ABOUT),
    ("c.", Qualifier.ABOUT),
    ("ca.", Qualifier.ABOUT),
    ("approx.", Qualifier.ABOUT),
    ("min.", Qualifier.AT_LEAST),
    ("min ", Qualifier.AT_LEAST),
    ("max.", Qualifier.UP_TO),
    ("max ", Qualifier.UP_TO),
    ("мін.", Qualifier.AT_LEAST),
    ("мин.", Qualifier.AT_LEAST),
    ("макс.", Qualifier.UP_TO),
    ("±", Qualifier.ABOUT),
    ("ca ", Qualifier.ABOUT),
    ("біля ", Qualifier.ABOUT),
)
#: Who is counted, shortened as in forms; the column says what they suffered.
_PERSONS = re.compile(r"\s*(?:чол|чел|ос|pers|ppl|pax)\.?", re.IGNORECASE)
#: "Many" states no more than "several" does; each with the word reports of its language are
#: read with.
_MANY = {
    "many": "several", "numerous": "several", "багато": "кілька", "чимало": "кілька",
    "много": "несколько", "немало": "несколько", "множество": "несколько",
}  # fmt: skip


class NotACount(ValueError):
    """A cell that is no count; ``code`` is the row code that says so."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def plain(text: str) -> str:
    """Fold compatibility forms, digits of other scripts and spaces; trim."""
    if text.isascii():
        return " ".join(text.split())
    folded = unicodedata.normalize("NFKC", text)
    if not folded.isascii():
        folded = "".join(
            str(unicodedata.decimal(c)) if c.isdecimal() else _ARABIC.get(c, c) for c in folded
        )
    return " ".join(folded.split())


# The Arabic decimal and thousands separators and the true minus sign.
_ARABIC = {"٫": ".", "٬": ",", "\u2212": "-"}


def is_unknown(text: str) -> bool:
    """Whether the cell says that the count is not known."""
    return plain(text).casefold() in UNKNOWN_WORDS


def read_count_cell(text: str) -> Estimate | None:
    """Read one count as spreadsheets hold it; unit is whatever the column counts.

    Returns:
        ``"12-15"`` is (12, None, 15); ``"≥12"`` and ``"12+"`` are (12, 12, None); ``"~12"`` is
        (12, 12, 12) about; ``"dozens"`` is (12, None, None) with its word; ``"1 000"`` and
        ``"1,000"`` are 1000. None for a blank and for "unknown".

    Raises:
        NotACount: a negative number, a fraction, or words that state no count.
    """
    if not text.isascii() and any(_is_raised(c) for c in text):
        raise NotACount("row.count_unreadable")  # a footnote's number, or a fraction
    cell = plain(text)
    if not cell or cell.casefold() in UNKNOWN_WORDS:
        return None
    if cell[-1].isalpha() or cell[-1] == ".":
        cell = _bare(cell)
    exact = _whole(cell)
    if exact is not None:
        return Estimate.exactly(exact)
    if re.fullmatch(r"-\s?[\d.,]+", cell):
        raise NotACount("row.n_neg")
    signed = _signed(cell) or _spread(cell) or _ranged(cell) or _vague(cell)
    if signed is not None:
        return signed
    return _worded(cell)


def _is_raised(char: str) -> bool:
    """Whether a character is a small digit or a fraction, which folding makes a digit of."""
    kind = unicodedata.decomposition(char).partition(" ")[0]
    return kind in {"<super>", "<sub>", "<fraction>"} and unicodedata.numeric(char, -1) >= 0


def _bare(cell: str) -> str:
    """A count without "persons" shortened behind it, or the full stop of a sentence of words."""
    for at in range(len(cell) - 1, -1, -1):
        if cell[at].isdigit() or cell[at] == "+":
            return cell[: at + 1] if _PERSONS.fullmatch(cell, at + 1) else cell
    return cell.removesuffix(".")


def _worded(cell: str) -> Estimate:
    # Digits that none of the forms above took are a typing fault, not words.
    # The grammar of reports is loaded by the first cell that takes words.
    from incidents.extract import read_count as read_words  # noqa: PLC0415

    first, _, rest = cell.casefold().partition(" ")
    many = _MANY.get(first)
    if many is not None and read_words(f"{many} {rest}") == Estimate.vague("several"):
        return Estimate.vague("many")
    said = None if re.search(r"\d[_.,/]|_", cell) else read_words(cell)
    if said is None:
        raise NotACount("row.count_unreadable")
    return said


def _whole(cell: str) -> int | None:
    if _PLAIN.fullmatch(cell) or re.fullmatch(r"\d{1,9}\.0{0,2}", cell):
        number = int(cell.split(".", maxsplit=1)[0])
    elif re.fullmatch(r"\d{1,3}\.000", cell):
        raise NotACount("row.count_unreadable")  # one, or a thousand: nobody can tell
    elif _GROUPED.fullmatch(cell):
        number = int(re.sub(r"\D", "", cell))
    else:
        return None
    if number > MAX_COUNT:
        raise NotACount("row.count_unreadable")
    return number


def _signed(cell: str) -> Estimate | None:
    if cell.endswith("+"):
        number = _whole(cell[:-1].strip())
        return None if number is None else Estimate.at_least(number)
    for sign, qualifier in _SIGNS:
        if cell.lower().startswith(sign):
            number = _whole(cell[len(sign) :].strip())
            return None if number is None else _qualified(number, qualifier)
    if cell.startswith("<"):
        number = _whole(cell[1:].strip())
        return None if not number else Estimate(None, None, number - 1, Qualifier.UP_TO)
    return None


def _qualified(number: int, qualifier: Qualifier) -> Estimate:
    if qualifier is Qualifier.UP_TO:
        return Estimate(None, None, number, qualifier)
    high = number if qualifier is Qualifier.ABOUT else None
    return Estimate(number, number, high, qualifier)


def _ranged(cell: str) -> Estimate | None:
    parts = _SPACED_RANGE.split(cell)
    if len(parts) != 2 or not all(parts):
        return None
    low, high = _whole(parts[0]), _whole(parts[1])
    if low is None or high is None:
        return None
    if low > high:
        raise NotACount("row.count_unreadable")
    return Estimate.exactly(low) if low == high else Estimate(low, None, high, Qualifier.RANGE)


def _spread(cell: str) -> Estimate | None:
    """``12±2`` states all three bounds; ``20-ish`` and ``20?`` are about 20."""
    if (loose := _LOOSE.fullmatch(cell)) and (number := _whole(loose[1])) is not None:
        return _qualified(number, Qualifier.ABOUT)
    found = _SPREAD.fullmatch(cell)
    if found is None:
        return None
    best, around = _whole(found[1]) or 0, _whole(found[2]) or 0
    if around > best:
        raise NotACount("row.count_unreadable")
    return Estimate(best - around, best, best + around, Qualifier.RANGE)


def _vague(cell: str) -> Estimate | None:
    word = _PLURALS.get(cell.replace("'", "").casefold(), cell.casefold())
    return Estimate.vague(word) if word in VAGUE_LOWS else None


_DMS = re.compile(
    r"""(?P<sign>[-+]?)\s*(?P<deg>\d{1,3}(?:[.,]\d+)?)\s*(?:°|º|deg|d)\s*
        (?:(?P<min>\d{1,2}(?:[.,]\d+)?)\s*(?:'|’|′|m|min)\s*)?
        (?:(?P<sec>\d{1,2}(?:[.,]\d+)?)\s*(?:"|”|″|''|′′|s|sec)?\s*)?
        (?P<hemi>[NSEWnsew]?)""",
    re.VERBOSE,
)
_DECIMAL = re.compile(r"[-+]?\d{1,3}(?:[.,]\d*)?|[-+]?[.,]\d+")


_SPACED_DMS = re.compile(
    r"(?P<sign>[-+]?)(?P<deg>\d{1,3})[ :](?P<min>\d{1,2})(?:[ :](?P<sec>\d{1,2}(?:[.,]\d+)?))?"
    r"\s*(?P<hemi>[NSEWnsew]?)"
)


def read_coordinate(text: str, axis: str = "NSEW") -> float | None:
    """Read a latitude or longitude as decimal degrees; the range is the caller's to check.

    Decimal point or comma, degrees-minutes-seconds (with signs, blanks or colons between), a
    hemisphere letter before or after.

    Args:
        text: the cell.
        axis: the hemisphere letters that this coordinate can have.

    Raises:
        ValueError: the cell is neither blank nor a coordinate of that axis.
    """
    cell = plain(text)
    if not cell or cell.casefold() in UNKNOWN_WORDS:
        return None
    hemi = ""
    if cell[0] in "NSEWnsew" and any(c.isdigit() for c in cell):
        hemi, cell = cell[0].upper(), cell[1:].strip()
    elif cell[-1] in "NSEWnsew" and "°" not in cell:
        hemi, cell = cell[-1].upper(), cell[:-1].strip()
    ends = {c for c in (hemi, cell[-1:].upper()) if c and c in "NSEW"}
    if ends - set(axis):
        raise ValueError(cell)
    if _DECIMAL.fullmatch(cell):
        return _hemisphere(float(cell.replace(",", ".")), hemi)
    return _degrees(cell, hemi)


def _degrees(cell: str, hemi: str) -> float:
    found = _DMS.fullmatch(cell)
    spaced = _SPACED_DMS.fullmatch(cell) if found is None else None
    # Two numbers alone may be a slip of the decimal mark; seconds or a letter make them degrees.
    if spaced is not None and (spaced["sec"] or spaced["hemi"] or hemi):
        found = spaced
    if found is None:
        number = float(cell) if re.fullmatch(r"[-+]?\d+(\.\d+)?([eE][-+]?\d+)?", cell) else math.nan
        if math.isnan(number):
            raise ValueError(cell)
        return number
    deg, minutes, seconds = (
        float((found[part] or "0").replace(",", ".")) for part in ("deg", "min", "sec")
    )
    if minutes >= 60 or seconds >= 60:
        raise ValueError(cell)
    value = deg + minutes / 60 + seconds / 3600
    return _hemisphere(-value if found["sign"] == "-" else value, found["hemi"].upper() or hemi)


def _hemisphere(value: float, hemi: str) -> float:
    if hemi and value < 0:
        raise ValueError(f"{value} {hemi}")
    return -value if hemi in {"S", "W"} else value


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle distance in kilometres on a sphere of 6,371 km (within 0.6 per cent)."""
    p1, p2 = math.radians(lat1), math.radians(lat2)
    half = math.sin((p2 - p1) / 2) ** 2 + math.cos(p1) * math.cos(p2) * (
        math.sin(math.radians(lon2 - lon1) / 2) ** 2
    )
    return 2 * 6371.0 * math.asin(min(1.0, math.sqrt(half)))
