"""The toponym finder the benchmarks use: the product's own, or the table double without it."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from incidents.model import Mention
from incidents.model.ports import Gazetteer
from incidents.pipeline.reading import guess_language
from tests.bench.known_places import KnownPlaces

Find = Callable[[str], tuple[Mention, ...]]


@cache
def product() -> tuple[Gazetteer, Find, str]:
    """Gazetteer, finder and a word for which of the two it is."""
    try:
        from incidents.adapters.gazetteer import load_gazetteer  # noqa: PLC0415 - may be absent
        from incidents.geocode import TextToponyms  # noqa: PLC0415 - the same
    except ImportError:
        table = KnownPlaces()
        return table, lambda text: table.find(text, language="en"), "table of known places"
    gazetteer = load_gazetteer()
    toponyms = TextToponyms(gazetteer)
    return (
        gazetteer,
        lambda text: toponyms.find(text, language=guess_language(text)),
        "shipped gazetteer",
    )
