"""`incidents geocode`: where a name may lie, from the gazetteer; a network one if asked to."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any

import click

from incidents.adapters.network_choice import VARIABLE, answers_file
from incidents.adapters.settings import Settings, read_settings
from incidents.errors import BadInput, IncidentsError

if TYPE_CHECKING:
    from incidents.adapters.gazetteer import ShippedGazetteer
    from incidents.model import Place
    from incidents.model.ports import Gazetteer

#: Answers of one source that are shown.
_MOST = 10


@click.command()
@click.argument("name")
@click.option("--country", metavar="CODE", help="ISO code of the country to keep to, such as UA.")
@click.option(
    "--network",
    is_flag=True,
    help="Ask the network geocoder too; sends the name and the country's name, nothing else.",
)
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(name: str, country: str | None, network: bool, as_json: bool) -> None:
    """List the places called NAME, from the gazetteer, without a network.

    With --network, and only if INCIDENTS_GEOCODER is set (nominatim, photon or an address), that
    server is asked as well; what is sent, and where to, is said first. Its answers stand apart.
    """
    from incidents.adapters.gazetteer import load_gazetteer
    from incidents.adapters.geocoder import OfflineGeocoder
    from incidents.geocode.former import no_more, successors

    settings = read_settings(os.environ)
    gazetteer = load_gazetteer()
    code = country.strip().upper() if country else None
    land = _country(gazetteer, code)
    places = OfflineGeocoder(gazetteer).find(name)
    known = [p for p in places if p.placed and code in {None, p.country}]
    gone = successors(known)
    found: dict[str, Any] = {
        "name": name,
        "country": code,
        "note": no_more(one_line(name), gone) if gone else None,
        "gazetteer": [_described(p) | _codes(p, gazetteer) for p in known[:_MOST]],
        "network": None,
    }
    problem: IncidentsError | None = None
    if network:
        try:
            found["network"] = _ask(settings, name, land)
        except IncidentsError as error:
            problem = error
    click.echo(json.dumps(found, ensure_ascii=False, indent=2) if as_json else _text(found))
    if problem is not None:
        raise problem


def _country(gazetteer: Gazetteer, code: str | None) -> str | None:
    if code is None:
        return None
    place = gazetteer.get(f"country:{code}")
    if place is None:
        raise BadInput(f"--country {code!r} is no country; give its ISO code, such as UA")
    return place.name


def _ask(settings: Settings, name: str, land: str | None) -> dict[str, Any]:
    from incidents.adapters.network import open_geocoder
    from incidents.adapters.network_store import StoredAnswers

    choice = settings.geocoder
    if choice is None:
        raise BadInput(
            f"--network: no server may be asked; set {VARIABLE} to nominatim, photon or "
            "an address (it stays off where INCIDENTS_PUBLIC is 1)"
        )
    said = ", ".join(part for part in (name.strip(), land) if part)
    click.echo(f"Will send: {one_line(said)}, to: {choice.domain}", err=True)
    store = StoredAnswers(answers_file(settings.home))
    try:
        asked = open_geocoder(choice, store)
        located = asked.geocode(name, country=land, exactly_one=False)
    finally:
        store.close()
    places = located if isinstance(located, list) else []
    return {
        "host": choice.domain,
        "sent": said,
        "answers": [
            {"name": a.address, "lat": a.latitude, "lon": a.longitude} for a in places[:_MOST]
        ],
    }


def _described(place: Place) -> dict[str, Any]:
    return {
        "id": place.place_id,
        "name": place.name,
        "precision": place.precision.value,
        "adm1": place.adm1,
        "adm2": place.adm2,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
    }


def _codes(place: Place, gazetteer: ShippedGazetteer) -> dict[str, str | None]:
    """OCHA's P-codes, of Ukraine only: of the raion or oblast, and of a settlement's hromada."""
    return {"pcode": gazetteer.pcode(place), "hromada": gazetteer.hromada(place)}


def one_line(text: str | None) -> str:
    """A name from outside as it may stand in a terminal: on one line, no control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text or "-").split())


def _in(found: dict[str, Any]) -> str:
    raion = found["adm2"] if found["country"] == "UA" and found["precision"] != "adm2" else None
    words = (f"{raion} Raion" if raion else None, found["adm1"] or found["country"])
    return ", ".join(x for x in words if x) or "-"


def _coded(found: dict[str, Any]) -> str:
    hromada = f", hromada {found['hromada']}" if found["hromada"] else ""
    return f"  P-code {found['pcode']}{hromada}" if found["pcode"] else ""


def _text(found: dict[str, Any]) -> str:
    lines = [
        f"gazetteer  {p['lat']:.4f}, {p['lon']:.4f}  {one_line(p['name'])}, "
        f"{_in(p)} ({p['precision']}){_coded(p)}"
        for p in found["gazetteer"]
    ] or ["gazetteer  knows no place called so"]
    if found["note"]:
        lines.append(found["note"])
    if (asked := found["network"]) is not None:
        lines += [
            f"{asked['host']}  {a['lat']:.4f}, {a['lon']:.4f}  {one_line(a['name'])}"
            for a in asked["answers"]
        ] or [f"{asked['host']}  knows no place called so"]
    return "\n".join(lines)
