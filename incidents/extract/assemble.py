"""Drafts into incidents with parents, placeholders and claims, all with stable ids."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from incidents.extract.actors import strongest
from incidents.extract.coding import event_type
from incidents.extract.dates import Stated
from incidents.extract.drafts import Draft
from incidents.extract.figure import Figure
from incidents.extract.gathering import gathered
from incidents.extract.holding import Holders
from incidents.extract.leading import without_lead
from incidents.extract.raiders import told_apart
from incidents.extract.reader import Reader
from incidents.extract.retold import body_of, weigh_retold
from incidents.extract.spread import settled
from incidents.extract.standing import is_superseded, part_of, standing_of
from incidents.model import (
    Claim,
    DateBasis,
    Extraction,
    Incident,
    Measure,
    Mention,
    Place,
    Precision,
    Quote,
    Report,
    When,
    stable_id,
)
from incidents.model.ports import Gazetteer

_MOST_PLACEHOLDERS = 200


def assemble(
    report: Report, mentions: tuple[Mention, ...], reader: Reader, gazetteer: Gazetteer | None
) -> Extraction:
    """Turn what was gathered into an extraction; parents come before their children."""
    told_apart(reader.drafts, report.text)
    drafts = settled(reader.drafts, gazetteer)
    drafts = without_lead(drafts, reader.board.told_of, report.text)
    drafts = _worth_keeping(gathered(drafts, gazetteer, body_of(report.text)))
    weigh_retold(drafts, report.text)
    ids = _incident_ids(report, drafts)
    parents = _parents(drafts, gazetteer, reader.day)
    incidents: list[Incident] = []
    claims: list[Claim] = []
    alone = sum(1 for d in reader.drafts if d.said) <= 1
    for draft in sorted(drafts, key=lambda d: _depth(d, parents)):
        own = _claims(report, ids[id(draft)], draft)
        parent = parents.get(id(draft))
        place = _place(draft, reader, gazetteer)
        whole = draft.wave or (alone and parent is None)
        incident = _incident(report, reader, draft, place, ids, parent, whole=whole)
        incidents.append(incident)
        incidents.extend(_placeholders(incident, own))
        claims.extend(own)
    return Extraction(
        report=report,
        incidents=tuple(incidents),
        claims=tuple(claims),
        mentions=mentions,
        left_out=tuple(sorted(reader.left_out, key=lambda o: (o.start, o.end))),
    )


def _worth_keeping(drafts: list[Draft]) -> list[Draft]:
    """Leave out a country nobody states a figure for, and a place doubled by its own draft."""
    return [
        d
        for d in drafts
        if d.said
        or d.unnamed_region
        or (d.place is not None and d.place.placed and d.place.precision is not Precision.COUNTRY)
    ]


def _incident_ids(report: Report, drafts: Sequence[Draft]) -> dict[int, str]:
    """An id for each draft; two schools of one name in two towns take a number more."""
    taken: Counter[str] = Counter()
    found = {}
    for draft in drafts:
        place = draft.place
        key = (place.place_id or place.name or place.toponym) if place else None
        kind = "wave" if draft.wave else "region" if draft.unnamed_region else "place"
        day = draft.when.first if draft.when else None
        parts = ("inc", report.report_id, kind, key, draft.number, day)
        plain = stable_id(*parts)
        again = taken[plain]
        taken[plain] += 1
        found[id(draft)] = stable_id(*parts, again) if again else plain
    return found


def _parents(
    drafts: list[Draft], gazetteer: Gazetteer | None, day: Stated | None
) -> dict[int, Draft]:
    found: dict[int, Draft] = {}
    wave = next((d for d in drafts if d.wave), None)
    holders = Holders(gazetteer, (d for d in drafts if d.number == 0 and not d.excludes))
    countries = [d for d in drafts if d.place and d.place.precision is Precision.COUNTRY]
    for draft in drafts:
        if draft.wave:
            continue
        around = [
            d for d in holders.around(draft.place)
            if d is not draft and _same_time(d.when or day, draft.when)
        ]  # fmt: skip
        if not around and draft.unnamed_region:
            around = [
                d for d in countries
                if d.place and draft.place and d.place.country == draft.place.country
            ]  # fmt: skip
        if around:
            found[id(draft)] = min(around, key=lambda d: d.place.precision.rank if d.place else 9)
        elif wave is not None and _same_time(wave.when, draft.when):
            found[id(draft)] = wave
    return found


def _same_time(a: Stated | None, b: Stated | None) -> bool:
    return (
        a is None
        or b is None
        or (a.first <= (b.last or b.first) and b.first <= (a.last or a.first))
    )


def _depth(draft: Draft, parents: dict[int, Draft]) -> int:
    depth, here = 0, draft
    while id(here) in parents and depth < 9:
        here = parents[id(here)]
        depth += 1
    return depth


def _incident(
    report: Report, reader: Reader, draft: Draft, place: Place, ids: dict[int, str],
    parent: Draft | None, *, whole: bool,
) -> Incident:  # fmt: skip
    """The record of a draft; ``whole``: what the report says anywhere is said of it."""
    near = parent if parent is not None else draft
    weapons = tuple(dict.fromkeys(draft.weapons or (reader.weapons if whole else near.weapons)))
    actors = strongest(draft.actors or (reader.actors if whole else near.actors))
    coded = event_type(weapons, frozenset(draft.words))
    return Incident(
        incident_id=ids[id(draft)],
        place=place,
        when=_when(report, draft.when or reader.day),
        parent_id=ids[id(parent)] if parent is not None else None,
        event_type=coded[0] if coded else None,
        sub_event_type=coded[1] if coded else None,
        weapons=weapons,
        actors=actors,
        excludes=tuple(filter(None, map(ids.get, map(id, draft.excludes)))),
    )


def _place(draft: Draft, reader: Reader, gazetteer: Gazetteer | None) -> Place:
    if draft.place is not None:
        return replace(draft.place, toponym=draft.toponym or draft.place.toponym)
    if draft.wave:
        seen = [d.place.country for d in reader.drafts if d.place and d.place.country]
        country = max(set(seen), key=lambda c: (seen.count(c), c)) if seen else None
        known = gazetteer.get(f"country:{country}") if gazetteer is not None else None
        if known is not None:
            return known
        return Place(
            name=None, precision=Precision.UNKNOWN, country=country, expected=Precision.COUNTRY
        )
    return Place(name=None, precision=Precision.UNKNOWN)


def _when(report: Report, stated: Stated | None) -> When:
    if stated is None or stated.month:
        return When(start=report.day, date_prec=2, basis=DateBasis.PUBLICATION, zone=report.zone)
    return When(
        start=stated.first, end=stated.last, date_prec=2 if stated.last else 1,
        basis=stated.basis, zone=report.zone,
    )  # fmt: skip


def _claims(report: Report, incident_id: str, draft: Draft) -> list[Claim]:
    found: dict[str, Claim] = {}
    standing = standing_of(draft)
    for said in draft.said:
        figure = said.figure
        total = standing[figure.measure]
        estimate = figure.estimate
        claim_id = stable_id(
            "clm", report.report_id, figure.measure, figure.start, figure.end,
            estimate.low, estimate.high, figure.subset_of, figure.status,
        )  # fmt: skip
        found[claim_id] = Claim(
            claim_id=claim_id,
            incident_id=incident_id,
            measure=figure.measure,
            estimate=figure.estimate,
            origin=_quote(report, figure),
            source=report.publisher,
            said=said.said,
            counted_by=said.counted_by,
            status=figure.status,
            subset_of=part_of(said, total),
            carried=figure.carried,
            increment=figure.increment and total.of_any >= 0,
            superseded=is_superseded(said, total),
            pattern=figure.pattern,
        )
    return list(found.values())


def _quote(report: Report, figure: Figure) -> Quote:
    """The words a figure stands on; a bare number is quoted with the word before it."""
    start, end = figure.shown or (figure.start, figure.end)
    if end - start <= _BARE:
        before = _WORD_BEFORE.search(report.text, max(0, start - _REACH), start)
        start = before.start() if before is not None else start
    return Quote(report_id=report.report_id, start=start, end=end, text=report.text[start:end])


_BARE = 4  # characters: a number alone
_REACH = 24
_WORD_BEFORE = re.compile(r"(?:(?<![\w-])[^\W\d_]+[ \t]+)?\Z")


def _placeholders(parent: Incident, claims: Sequence[Claim]) -> list[Incident]:
    """ "13 locations" is thirteen records of which nothing more is known."""
    counts = [
        c.estimate.low
        for c in claims
        if c.measure is Measure.SITES and c.subset_of is None and not c.superseded
    ]
    known = [n for n in counts if n is not None]
    if not known or not parent.place.placed:
        return []
    return [
        replace(
            parent,
            incident_id=stable_id("inc", parent.incident_id, "site", n),
            parent_id=parent.incident_id,
            placeholder=True,
            excludes=(),
        )
        for n in range(1, min(max(known), _MOST_PLACEHOLDERS) + 1)
    ]
