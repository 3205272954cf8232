"""Countries named as they no longer are: "Yugoslavia" is not Serbia alone.

Pure. A name no longer in use scores lower than any other; one that stands for several countries of
today is no place of its own, whoever asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from incidents.model import Place, Precision

#: A name no longer in use scores below this (adapters' scores).
IN_USE = 0.8


def is_former_country(place: Place) -> bool:
    """Whether a country was found by a name it no longer bears."""
    return place.precision is Precision.COUNTRY and (place.score or 1.0) < IN_USE


def successors(found: Sequence[Place]) -> tuple[Place, ...]:
    """Today's countries that a former one's land lies in; () unless they are several."""
    if not found or not is_former_country(found[0]):
        return ()
    countries = tuple(p for p in found if is_former_country(p))
    return countries if len(countries) > 1 else ()


def no_more(name: str, countries: Sequence[Place]) -> str:
    """What a person is told who asks for such a country."""
    today = ", ".join(p.name or "" for p in countries)
    return (
        f"{name!r} is a country that is no more; its land lies in {today}: "
        "name the place itself, or the country of today"
    )
