"""What recognition and resolution ask of a place index, beyond the shared port."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from incidents.model import Place
from incidents.model.ports import Gazetteer


@runtime_checkable
class PlaceIndex(Gazetteer, Protocol):
    """A gazetteer that also knows how well known a place is and whose people are whose."""

    def weight(self, place: Place) -> float:
        """How well known: about the base-10 logarithm of its people; 0 where not known."""
        ...

    def container(self, place: Place) -> str | None:
        """Id of the place it lies in."""
        ...

    def demonym(self, word: str) -> str | None:
        """Country code of a people's name or adjective."""
        ...
