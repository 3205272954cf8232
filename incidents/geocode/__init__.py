"""Toponyms of a text to places of a gazetteer. Pure: the gazetteer is passed in."""

from incidents.geocode.choices import Choice, choices, named, undecided, without_guesses
from incidents.geocode.context import distance_km
from incidents.geocode.index import PlaceIndex
from incidents.geocode.resolve import resolve
from incidents.geocode.toponyms import TextToponyms

__all__ = [
    "Choice",
    "PlaceIndex",
    "TextToponyms",
    "choices",
    "distance_km",
    "named",
    "resolve",
    "undecided",
    "without_guesses",
]
