"""Places of datelines: where a text was written, not what was hit. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from incidents.extract.scope import CAPITALS, is_site_in
from incidents.model import Mention, Place, Precision

#: "Srinagar, February 15:", "Colombo: ", "Ouagadougou. " at the head of a line.
_DATELINE = re.compile(
    r"^[ \t]*\(?(?P<place>[A-Z][\w'’-]+(?:[ /]+[A-Z][\w'’-]+){0,3})"
    r"(?:,[ ][A-Z][\w.]+(?:[ ]\w+){0,3})?"
    r"(?:,?[ ]\(?(?:\d{1,2}[ ])?[A-Z][a-z]{2,8}\.?(?:[ ]\d{1,2})?(?:,?[ ]\d{4})?\)?"
    r"|,?[ ]\d{1,2}[./]\d{1,2}[./]\d{2,4})?(?:[ ]\([^)\n]{1,20}\))?"
    r"[ ]?(?:[-–—:.]|--)[ ](?=[A-Z\"“][^\n]{60})",
    re.MULTILINE,
)
_PARAGRAPHS = 3


def datelines(text: str) -> frozenset[int]:
    """Where the place of a dateline begins; a text with several such heads has none.

    "Kherson. Two people ... / Kharkiv. A missile ...": heads of a bulletin, told of each place.
    """
    found = [m.span("place") for m in _DATELINE.finditer(text)]
    if len(found) != 1 or text[: found[0][0]].count("\n\n") >= _PARAGRAPHS:
        return frozenset()
    start, end = found[0]
    second = text.find("/", start, end) + 1  # "GAZA/WASHINGTON, Oct 19"
    return frozenset({start, second} if second else {start})


def capital_at_head(mentions: Sequence[Mention], heads: frozenset[int]) -> Place | None:
    """ "MOGADISHU - An assault on a beach in the Somali capital": the dateline's own."""
    places = (m.place for m in mentions if m.start in heads)
    return next((p for p in places if p is not None and p.name in CAPITALS), None)


def told_from(text: str, mentions: Sequence[Mention], heads: frozenset[int]) -> Mention | None:
    """ "Ternopil, 19 November. Ten people have been killed": the only place its paragraph names.

    A capital is where agencies write from, whatever they write of.
    """
    head = next((m for m in mentions if m.start in heads and m.place), None)
    if head is None or head.place is None or head.place.precision is not Precision.SETTLEMENT:
        return None
    end = text.find("\n\n", head.end)
    end = len(text) if end < 0 else end
    beside = [m.place for m in mentions if head.end <= m.start < end and m.place]
    known = head.place.placed and head.place.name not in CAPITALS
    if not known or not all(_around(p, head.place) for p in beside):
        return None
    later = [m.place for m in mentions if m.start >= end and m.place]
    finer = (p for p in later if p.precision is not Precision.COUNTRY)
    told = next(finer, None)
    return None if told is not None and is_site_in(told, head.place) else head


def _around(place: Place, town: Place) -> bool:
    """Whether a place is only the land a town lies in."""
    return place.precision is Precision.COUNTRY and place.country in {None, town.country}


def written_from(leading: Sequence[Mention], country: str | None) -> Mention | None:
    """Of "CAIRO/GAZA" the city of the country that the text tells most of, else the first."""
    here = (m for m in leading if m.place and m.place.country == country)
    return next(here, leading[0] if leading else None)


def speaking(mentions: Sequence[Mention]) -> list[Mention]:
    """ "The mayor of Kryvyi Rih: our city is in mourning": where no place is told, the town's."""
    towns = (m for m in mentions if m.place and m.place.precision is Precision.SETTLEMENT)
    return [m for m in towns if m.place and m.place.placed]
