"""What a person writes behind a count in the same cell: its parts, or how sure it is.

Pure. Only remarks of known kinds are set aside; any other ("12 (15 says the police)") leaves
the cell unread, because it may be a rival count. A part ("3 children") is never added.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_PEOPLE = (
    r"child(?:ren)?|kids?|minors?|infants?|bab(?:y|ies)|teenagers?|girls?|boys?|wom[ae]n|m[ae]n|"
    r"elderly|civilians?|soldiers?|police(?:m[ae]n)?|officers?|medics?|doctors?|rescuers?|"
    r"firefighters?|journalists?|teachers?|"
    r"діт(?:ей|и)|дитин[аи]|жін(?:ок|ки|ка)|чолові(?:ків|ки|к)|цивільн\w+|"
    r"дет(?:ей|и)|реб[её]н\w+|женщин\w*|мужчин\w*|гражданск\w+"
)
_SOME = (
    r"\d{1,6}|an?|one|two|three|four|five|six|seven|eight|nine|ten|"
    r"одн[аеу]|один|дв[аі]|двоє|двое|три|троє|трое|чотири|четверо|четыре|п['’]ять|п['’]ятеро|пять|пятеро"
)
_PART = rf"(?:(?:{_SOME})\s+(?:{_PEOPLE})|дитина|реб[её]нок|жінка|женщина)"
_PARTS = rf"{_PART}(?:\s*(?:,|;|and|&|та|і|и)\s*{_PART})*"
_AMONG = (
    r"(?:incl(?:uding|\.)?|among them|of whom|of them|[ув] т\.? ?ч\.?|[ув] тому числі|в том числе|"
    r"(?:із|з|из) них|серед них|среди них|зокрема|включно з|включая)"
)
#: How sure a count is said to be; the first alternative makes it "about".
_SURE = re.compile(
    r"(est(?:\.|imated?)?|approx(?:\.|imately)?|about|circa|ca?\.|прибл\.?|приблизно|примерно)|"
    r"confirmed|verified|unconfirmed|unverified|preliminary|provisional|initial|disputed|"
    r"reported|total|all|підтверджено|подтверждено|попередньо|предварительно|"
    r"за попередніми даними|по предварительным данным|(?:дані )?уточню(?:ється|ються)|"
    r"(?:данные )?уточня(?:ется|ются)",
    re.IGNORECASE,
)
_SEEN_PARTS = re.compile(rf"(?:{_AMONG}\s*:?\s*)?{_PARTS}", re.IGNORECASE)
_BRACKETED = re.compile(r"(.*\w\+?)\s*\(([^()]*)\)", re.DOTALL)
_TRAILING = re.compile(rf"(.*\w\+?)\s*,?\s+({_AMONG}\s*:?\s*{_PARTS})", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


class Remarked(NamedTuple):
    """A cell without its remark: ``figure`` is what is left to be read."""

    figure: str
    remark: str


def remarked(text: str) -> Remarked | None:
    """Part a count from the remark behind it; None where there is none of a known kind."""
    cell = " ".join(text.split())
    found = _BRACKETED.fullmatch(cell) or _TRAILING.fullmatch(cell)
    if found is None:
        return None
    count, remark = found[1].strip(), found[2].strip()
    sure = _SURE.fullmatch(remark)
    if sure is not None:
        return Remarked(f"~{count}" if sure[1] and count.isdecimal() else count, remark)
    if _SEEN_PARTS.fullmatch(remark) is None or _larger(remark, count):
        return None
    return Remarked(count, remark)


def _larger(remark: str, count: str) -> bool:
    """Whether the parts are more than the whole, so that they are none."""
    whole = sum(map(int, _NUMBER.findall(count))) if count.isdecimal() else None
    return whole is not None and sum(map(int, _NUMBER.findall(remark))) > whole
