"""Reports that were joined to one incident with a low score, to be asked about. Pure.

Measured over the 581 golden reports, the night of 24 April 2025 among them: of 870 pairs of one
named place and time 867 score 0.85 or more. What lies below has a reason against it: another day,
another kind of attack, or another hour. Two pairs lie from `ENOUGH` up to `SURE`, both of a beach
stormed by a bomber and gunmen, which is asked about once: such reports are joined, since they are
mostly right, as is a report of the day after that names no day. One pair lies below `ENOUGH`, down
to `NEAR`: it is not joined, and asked about as one incident or two (`pairs`).

The tellings of an incident are linked by their best scores, as a spanning tree is grown: a report
that is surely of one attack with any of them is not asked about. What a person said yes to is a
link as well, so the next report asks about itself only. The questions are the same whatever the
order of arrival.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain, combinations

from incidents.merge.daytime import hours_of
from incidents.merge.likeness import ENOUGH, Score, compare, place_key
from incidents.merge.snapshot import Snapshot
from incidents.merge.tellings import Telling, tellings_of, told_by
from incidents.model import Claim, Incident, stable_id
from incidents.summary.current import corrected

#: From this score on two tellings are of one attack; below it a person is asked.
SURE = 0.85


@dataclass(frozen=True, slots=True, kw_only=True)
class LowJoin:
    """Two tellings of one incident that are of one attack by a low score only.

    Attributes:
        join_id: made from place and words of the two tellings.
        incident: the record they were joined in.
        stays, goes: the two; the one dated more surely stays, else the one published first.
        score: how alike the two are.
        moving: the tellings that would go into an incident of their own.
    """

    join_id: str
    incident: Incident
    stays: Telling
    goes: Telling
    score: Score
    moving: tuple[Telling, ...] = ()


def low_joins(snapshot: Snapshot, decided: Collection[str] = ()) -> tuple[LowJoin, ...]:
    """Every join of a state that a person has to confirm.

    Args:
        snapshot: incidents, claims and reports.
        decided: ids of questions that were answered.
    """
    reports = {r.report_id: r for r in snapshot.reports}
    own: dict[str, list[Claim]] = defaultdict(list)
    for claim in snapshot.claims:
        own[claim.incident_id].append(claim)
    told = {
        i.incident_id: told_by(i, own[i.incident_id])
        for i in snapshot.incidents
        if not (i.placeholder or i.import_id)
    }
    often = Counter(chain.from_iterable(told.values()))
    alone = frozenset(report_id for report_id, times in often.items() if times == 1)
    found: list[LowJoin] = []
    for incident in snapshot.incidents:
        known = incident.incident_id
        if len(told.get(known, ())) > 1 and place_key(incident.place) is not None:
            tellings = tellings_of(incident, own[known], reports, alone)
            found.extend(_asked(incident, tellings, decided))
    return tuple(found)


def _asked(
    incident: Incident, tellings: Sequence[Telling], decided: Collection[str]
) -> Iterator[LowJoin]:
    together = {t.report_id: frozenset({t.report_id}) for t in tellings}

    def link(first: Telling, second: Telling) -> frozenset[str] | None:
        """Put two groups together; the group of the one that goes, None if they were one."""
        mine, theirs = together[first.report_id], together[second.report_id]
        if mine is theirs:
            return None
        together.update(dict.fromkeys(mine | theirs, mine | theirs))
        return theirs

    for alike in _alike(tellings):
        for other in alike[1:]:
            link(alike[0], other)
    open_pairs = (
        (a, b)
        for a, b in combinations(tellings, 2)
        if together[a.report_id] is not together[b.report_id]
    )
    pairs = sorted((_pair(incident, *p) for p in open_pairs), key=lambda j: j.join_id)
    for join in pairs:
        if join.join_id in decided:
            link(join.stays, join.goes)
    for join in sorted(pairs, key=lambda j: -j.score.total):
        moving = link(join.stays, join.goes)
        if moving is not None and ENOUGH <= join.score.total < SURE:
            yield replace(join, moving=tuple(t for t in tellings if t.report_id in moving))


def _alike(tellings: Sequence[Telling]) -> Iterable[Sequence[Telling]]:
    """Tellings of one day, kind and hour: whatever their figures, any two score `SURE` or more."""
    groups: dict[object, list[Telling]] = defaultdict(list)
    for telling in tellings:
        own = telling.incident
        groups[own.when, own.event_type, hours_of(own)].append(telling)
    return groups.values()


def _pair(incident: Incident, first: Telling, second: Telling) -> LowJoin:
    stays, goes = sorted((first, second), key=_stays_first)
    score = compare(goes.incident, stays.incident, corrected(goes.claims), corrected(stays.claims))
    return LowJoin(
        join_id=stable_id("joi", place_key(incident.place), *sorted((first.key, second.key))),
        incident=incident,
        stays=stays,
        goes=goes,
        score=score or Score(()),
    )


def _stays_first(telling: Telling) -> tuple[int, datetime, str]:
    return telling.incident.when.date_prec, telling.report.said.earliest, telling.report_id
