"""Which network geocoder an installation may ask: the variable ``INCIDENTS_GEOCODER``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from incidents.errors import BadInput

VARIABLE = "INCIDENTS_GEOCODER"
#: The public servers that a word names.
PUBLIC = {
    "nominatim": "nominatim.openstreetmap.org",
    "photon": "photon.komoot.io",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GeocoderChoice:
    """A server that a person may ask.

    Attributes:
        kind: the interface it speaks: nominatim or photon.
        domain: host, with port and path where it has them.
        scheme: http or https.
    """

    kind: str
    domain: str
    scheme: str = "https"


def read_choice(value: str) -> GeocoderChoice | None:
    """Read the variable's value; empty is None: nothing is ever asked.

    Raises:
        BadInput: it is neither a known word nor an address.
    """
    said = value.strip()
    if not said:
        return None
    if said.lower() in PUBLIC:
        return GeocoderChoice(kind=said.lower(), domain=PUBLIC[said.lower()])
    kind, plus, address = said.partition("+")
    if not plus:
        kind, address = "nominatim", said
    try:
        parts = urlsplit(address)
        host, _port = parts.hostname, parts.port
    except ValueError:
        raise _bad(value) from None
    plain = not (parts.query or parts.fragment or parts.username or parts.password)
    fits = kind in PUBLIC and parts.scheme in {"http", "https"} and host and plain
    if not fits or not address.isprintable() or " " in address:
        raise _bad(value)
    domain = parts.netloc + parts.path.rstrip("/")
    return GeocoderChoice(kind=kind, domain=domain, scheme=parts.scheme)


def _bad(value: str) -> BadInput:
    return BadInput(
        f"{VARIABLE} is {value[:80]!r}; give nominatim, photon, or the address of a server of your "
        "own, such as https://geo.example.org (photon+https://geo.example.org if it speaks "
        "Photon), without a name, password or question mark; leave it unset to ask nobody"
    )


#: The file of answers and departures in the home folder.
ANSWERS = "geocoder.sqlite"


def answers_file(home: Path) -> Path:
    """Where answers and departures of this installation are kept."""
    return home / ANSWERS
