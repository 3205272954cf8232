"""Toponyms of a text to places of a gazetteer. Pure: the gazetteer is passed in."""

from incidents.geocode.index import PlaceIndex
from incidents.geocode.resolve import distance_km, resolve
from incidents.geocode.toponyms import TextToponyms

__all__ = ["PlaceIndex", "TextToponyms", "distance_km", "resolve"]
