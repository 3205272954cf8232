"""Which country the places of a table lie in that names none: asked, never assumed.

Pure over the `Gazetteer` port. Only names that several places bear are at stake; what only one
place bears is placed wherever it lies.
"""

from __future__ import annotations

import itertools
from collections import Counter

from incidents.files.cell_names import Names, Where, apart
from incidents.files.draft import Finding, Question
from incidents.files.mapping import Mapping
from incidents.files.opening import refuse
from incidents.files.understanding import Stream, Understood
from incidents.model import Place
from incidents.model.ports import Gazetteer

#: Columns that say where a place's name belongs; with one of them the table says so itself.
_TELLING = ("country", "adm1", "adm2", "latitude", "longitude")
#: Different names that are looked at; more say nothing new.
_MOST_NAMES = 5_000
#: Countries offered, and names shown under each.
_CHOICES, _SHOWN = 4, 3


def country_chosen(text: str | None, gazetteer: Gazetteer | None) -> str | None:
    """ISO 3166-1 alpha-2 code of what was answered; BadFile if no country is called so."""
    if text is None or gazetteer is None:
        return None
    code = Names(gazetteer).country(text)
    if code is None or gazetteer.get(f"country:{code}") is None:
        raise refuse("file.unknown_option", f"Country {text!r}.")
    return code


def country_weighed(
    stream: Stream, found: Understood, names: Names
) -> tuple[tuple[Finding, ...], tuple[Question, ...]]:
    """Say which country was chosen, or ask, if names of the table could be told apart by it."""
    if names.usual is None:
        return (), _question(stream, found, names)
    why = "of a name that several places bear, in rows that name neither country nor region"
    return (Finding("country", _name(names.usual, names), "chosen", why),), ()


def _question(stream: Stream, found: Understood, names: Names) -> tuple[Question, ...]:
    if names.gazetteer is None or found.form.hook is not None or _told(found.mapping):
        return ()
    named = _named(stream, found)
    places = {name: names.named(Where(location=name)).candidates for name in named}
    kept = {name: apart(candidates) for name, candidates in places.items()}
    settled = _settled({name: several for name, several in kept.items() if len(several) > 1}, names)
    sure = Counter(one[0].country for one in kept.values() if len(one) == 1)
    ranked = sorted(settled, key=lambda c: (-sure[c], -len(settled[c]), c))
    likely = [c for c in ranked if sure[c]] or ranked
    offered = [c for c in likely if names.gazetteer.get(f"country:{c}")][:_CHOICES]
    if not offered:
        return ()
    open_ = sum(n for name, n in named.items() if len(kept[name]) > 1)
    best = offered[0]
    detail = (
        f"{open_:,} rows name a place that several bear; of the other names {sure[best]} of "
        f"{sure.total()} lie in one country, {_name(best, names)}."
        if sure[best]
        else f"{open_:,} rows name a place that several bear."
    )
    examples = tuple("; ".join(settled[c][:_SHOWN]) for c in offered)
    return (
        Question(
            "place.country_open", "country", tuple(_name(c, names) for c in offered), detail,
            found.mapping.column("location") or "", blocking=False, examples=examples,
            meanwhile="the rows concerned are kept, unplaced",
        ),
    )  # fmt: skip


def _told(mapping: Mapping) -> bool:
    return mapping.column("location") is None or any(mapping.column(f) for f in _TELLING)


def _named(stream: Stream, found: Understood) -> Counter[str]:
    """How many rows bear each name, of the first so many names."""
    at = found.header.index(found.mapping.column("location") or "")
    named: Counter[str] = Counter()
    for record in itertools.islice(stream(), found.skip, None):
        name = record.cells[at].strip() if at < len(record.cells) else ""
        if name and (name in named or len(named) < _MOST_NAMES):
            named[name] += 1
    return named


def _settled(doubtful: dict[str, list[Place]], names: Names) -> dict[str, list[str]]:
    """Country -> the names it would settle, each with what it would mean."""
    settled: dict[str, list[str]] = {}
    for name, several in doubtful.items():
        for country in sorted({p.country for p in several if p.country is not None}):
            meant = names.in_country(name, several, country)
            if meant is not None:
                where = _named_unit(f"adm1:{meant.adm1}", names) or _name(country, names)
                settled.setdefault(country, []).append(f"{name} = {meant.name}, {where}")
    return settled


def _name(country: str, names: Names) -> str:
    return _named_unit(f"country:{country}", names) or country


def _named_unit(place_id: str, names: Names) -> str | None:
    place = names.gazetteer.get(place_id) if names.gazetteer is not None else None
    return None if place is None else place.name
