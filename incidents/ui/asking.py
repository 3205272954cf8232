"""Asking a network geocoder from a page: one name and its country, on a person's word."""

from __future__ import annotations

from contextlib import closing

from incidents.adapters.boundaries import load_boundaries
from incidents.adapters.network_choice import answers_file
from incidents.adapters.network_store import Departure, StoredAnswers
from incidents.adapters.settings import Settings
from incidents.errors import BadInput
from incidents.model import Place

#: Answers and departures that are shown.
MOST_ANSWERS, MOST_DEPARTURES = 4, 200


def ask(settings: Settings, name: str, country: str | None) -> tuple[Place, ...]:
    """What the service of this installation knows by that name.

    Raises:
        BadInput: no service may be asked, or the name is no place name.
        Unavailable: it did not answer.
    """
    from incidents.adapters.network import open_geocoder  # noqa: PLC0415 - only where asked
    from incidents.adapters.network_places import places_of  # noqa: PLC0415 - the same

    if settings.geocoder is None:
        raise BadInput("no network geocoder may be asked here; set INCIDENTS_GEOCODER")
    with closing(StoredAnswers(answers_file(settings.home))) as store:
        service = open_geocoder(settings.geocoder, store)
        found = service.geocode(name, country=country, exactly_one=False) or []
    shapes = load_boundaries()
    answers = found if isinstance(found, list) else [found]
    return places_of(answers[:MOST_ANSWERS], unit_at=shapes.unit_at, country_at=shapes.country_at)


def departures(settings: Settings) -> tuple[Departure, ...]:
    """What left this machine, newest first."""
    path = answers_file(settings.home)
    if not path.is_file():
        return ()
    with closing(StoredAnswers(path)) as store:
        return store.departures(MOST_DEPARTURES)
