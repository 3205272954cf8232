"""Toponyms found in a text, and what the gazetteer made of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from incidents.model.place import Place


class MentionRole(StrEnum):
    """What a toponym does in its sentence."""

    PLACE = "place"  # somewhere something may have happened
    SOURCE = "source"  # metonymy or demonym: "Kyiv said", "Ukrainian officials"
    ORIGIN = "origin"  # "30 km from the Russian border", "launched from Kursk"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Mention:
    """A place name as written, half-open offsets into the text, and its resolution.

    Attributes:
        place: the resolved place; ``None`` if the gazetteer does not know it.
        role: what it does in the sentence.
        ambiguous: the candidates were too close to choose between; a person decides.
        candidates: the places considered, best first (at most 5).
        reasons: the explained score of each candidate, in the same order ("11.2: name 3.0, ...").
        why: the explained score in words, for ``--explain`` and the review page.
    """

    start: int
    end: int
    text: str
    place: Place | None
    role: MentionRole = MentionRole.PLACE
    ambiguous: bool = False
    candidates: tuple[Place, ...] = ()
    why: str | None = None
    reasons: tuple[str, ...] = ()
