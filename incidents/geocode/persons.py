"""People and bodies named like places: which capitalised words are no place after all."""

from __future__ import annotations

import re

from incidents.geocode import people_words, words
from incidents.geocode.reading import Reading
from incidents.geocode.spans import Span
from incidents.geocode.tokens import Token
from incidents.model import Precision

#: Weight above which a bare name that also speaks is a seat of government and no surname.
SEAT = 5.3
#: Weight above which a word after an unknown name is still the place.
KNOWN_EVERYWHERE = 6.3
#: Only these say of a name that people in the report bear too that here it is the place.
STRICT = frozenset({"in", "near", "outside", "across", "throughout", "around", "at"})

#: Before a person as well as before a place.
_LOOSE = frozenset({"to", "from", "of", "with", "by", "for", "and", "between", "through", "over"})


def _a_state(span: Span) -> bool:
    """Whether it is a unit that is not called after its town: Virginia, and not Vladimir."""
    best = span.candidates[0]
    return best.precision is Precision.ADM1 and not any(
        p.precision is Precision.SETTLEMENT and p.adm1 == best.adm1 for p in span.candidates
    )


def is_person(reading: Reading, span: Span, *, spoken_for: bool) -> bool:
    """Whether the words name a person here, or somewhere in the report, and not the place."""
    single = span.first == span.last
    best = span.candidates[0]
    country = single and best.precision is Precision.COUNTRY
    if _after_title(reading, span):
        return True
    before, after = reading.before(span.first), reading.after(span.last)
    if before is not None and before.capital and before.key in people_words.GIVEN_NAMES:
        return not country
    given = reading.tokens[span.first].key in people_words.GIVEN_NAMES
    if given and after is not None and after.capital:
        return after.key not in words.UNITS
    if given and single and not (country or _a_state(span)):
        small = reading.index.weight(best) < SEAT  # "talked to Roy"; "went to Charlotte"
        return not spoken_for or (small and before is not None and before.key in _LOOSE)
    return single and (_known_person(reading, span) or _full_name(reading, span, before, after))


def _after_title(reading: Reading, span: Span) -> bool:
    """Whether a title stands right before ("Mayor Bell", "coach Ripley", "Gen. Jackson")."""
    stop = reading.token(span.first - 1)
    if stop is None or stop.key not in people_words.TITLES:
        return False
    if reading.gap(span.first - 1) not in (" ", ". "):
        return False
    if stop.capital or not stop.text.isascii():
        return True
    return reading.index.weight(span.candidates[0]) < SEAT


def _known_person(reading: Reading, span: Span) -> bool:
    token = reading.tokens[span.first]
    best = span.candidates[0]
    if token.key not in reading.people or best.precision is Precision.COUNTRY:
        return False
    if reading.index.weight(best) >= SEAT:
        return False
    before = reading.before(span.first)
    return before is None or before.key not in STRICT


def _full_name(reading: Reading, span: Span, before: Token | None, after: Token | None) -> bool:
    """Whether it is one part of a person's name ("Chelsea Clinton", "Lloyd Austin")."""
    if span.first in reading.titled or not reading.tokens[span.first].text.isascii():
        return False
    token, best = reading.tokens[span.first], span.candidates[0]
    if token.key in people_words.GIVEN_PLACES and after is not None and _unknown(reading, after):
        return True
    if reading.index.weight(best) >= KNOWN_EVERYWHERE or before is None or before.first:
        return False
    return _unknown(reading, before) and before.text.isascii() and not before.text.isupper()


def _unknown(reading: Reading, token: Token) -> bool:
    """Whether a capitalised word is neither a plain word, nor a people, nor a part of a place."""
    if not token.text[0].isupper() or token.key in words.NOT_PLACES:
        return False
    if token.key in people_words.PLACE_ADJECTIVES | people_words.LEAVES_PLACE:
        return False
    if token.key in words.UNITS or token.key in words.SITE_TYPES or token.key in words.BODIES:
        return False
    return reading.index.demonym(token.text) is None


def names_a_body(reading: Reading, span: Span) -> bool:
    """Whether it is the beginning of a longer name ("Geneva Conventions", "London School")."""
    after = reading.after(span.last)
    if after is None or span.last in reading.titled or reading.shouting:
        return False
    if after.key in people_words.AGREEMENTS:
        return span.candidates[0].precision is Precision.SETTLEMENT
    if not after.text[0].isupper() or not after.text.isascii() or span.fixed or span.kind:
        return False
    if after.key in people_words.LEAVES_PLACE or after.key in people_words.TITLES:
        return False
    if after.key in words.UNITS or reading.index.demonym(after.text) is not None:
        return False
    before = reading.before(span.first)
    inside = before is not None and before.key == "in"
    return not inside or after.key in words.NOT_PLACES


def part_of_name(reading: Reading, span: Span) -> bool:
    """Whether an unknown capitalised word stands right beside it: a longer name of something."""
    before, after = reading.before(span.first), reading.after(span.last)
    if before is not None and before.capital and not before.first:
        return before.key not in words.DIRECTIONS
    if after is None or not after.capital:
        return False
    return after.key not in words.UNITS and after.key not in words.BODIES


#: A folded adjective that a unit is named by.
OF_UNIT = re.compile(r"(?:ськ|цьк|зьк|ск|цк)(?:ии|ыи|ому|ого|им|ом|ои|іи|оі|ою|а|ая|у|ую)$")
_QUOTED_UNIT = re.compile(
    r"(?:полк|бригад|батальйон|батальон|корпус|рот|загін|загон|отряд|чвк)\w*\s+[«\"“„]$",
    re.IGNORECASE,
)
_QUOTES = frozenset('«"“„')
_UNIT_AFTER = words.word_set("brigade regiment battalion")


#: Small words inside names: what follows one is a part of a longer name ("Ceamurlia de Jos").
_PARTICLES = frozenset(
    {"de", "del", "della", "di", "da", "do", "dos", "du", "des", "la", "le", "sur", "am", "van",
     "von", "bin", "ibn"}
)  # fmt: skip


def after_particle(reading: Reading, i: int) -> bool:
    """Whether a small word joins it to a name that is not known as a whole ("Luis de Guzman")."""
    small = reading.before(i)
    if small is None or small.text not in _PARTICLES or small.first:
        return False
    head = reading.before(i - 1)
    return head is not None and head.capital


def adjective_surname(reading: Reading, i: int) -> bool:
    """Tell "Іван Донецький" from the district: an adjective right after a name, no unit said."""
    before = reading.before(i)
    if before is None or not before.capital or len(before.text) < 3:
        return False
    after = reading.after(i)
    if before.key in words.PREPOSITIONS or (after is not None and after.key in words.UNITS):
        return False
    return OF_UNIT.search(reading.tokens[i].key) is not None


def fighting_unit(reading: Reading, span: Span) -> bool:
    """Whether the name is a fighting unit's: "the Azov brigade", "полку «Азов»"."""
    after = reading.after(span.last)
    if after is not None and after.key in _UNIT_AFTER and not after.capital:
        return True
    if reading.text[span.start - 1 : span.start] not in _QUOTES:
        return False
    return _QUOTED_UNIT.search(reading.text[max(0, span.start - 30) : span.start]) is not None
