"""The toll of one incident over time, and claims that cannot both be true. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import combinations

from incidents.model import (
    TOLL_MEASURES,
    Claim,
    Measure,
    Moment,
    PersonStatus,
    Quote,
    Standing,
)
from incidents.summary.current import (
    Current,
    corrected,
    current,
    same_source,
    standing_of,
)

# Two figures said within the same hour describe the same state of the count.
_SAME_TIME = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class TollStep:
    """One change of the figure that stood.

    Attributes:
        measure: what is counted.
        status: whose dead or injured, where the text says so.
        said: when the figure was said.
        low, best, high: what stood from then on.
        claim_ids: what it rests on.
        order_inferred: its place in the order was not known.
        superseded: known only from a later text that names it as passed ("rose from 9 to 12").
    """

    measure: Measure
    said: Moment
    low: int | None
    best: int | None
    high: int | None
    status: PersonStatus = PersonStatus.UNKNOWN
    claim_ids: tuple[str, ...] = ()
    order_inferred: bool = False
    superseded: bool = False

    @property
    def headline(self) -> int | None:
        """The one number to draw: best, else low."""
        return self.best if self.best is not None else self.low


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two claims on the same figure of the same incident that cannot both be true."""

    incident_id: str
    measure: Measure
    first: Claim
    second: Claim
    why: str


def history(claims: Iterable[Claim]) -> tuple[TollStep, ...]:
    """How the figures of one incident changed, measure by measure, oldest first.

    A claim that repeats what stands is no step. The answer does not depend on the order in
    which the claims are given.
    """
    steps: list[TollStep] = []
    for measure, status, group in _groups(claims):
        steps.extend(_steps(measure, status, group))
    return tuple(steps)


def _groups(
    claims: Iterable[Claim],
) -> list[tuple[Measure, PersonStatus, tuple[Claim, ...]]]:
    found: dict[tuple[Measure, PersonStatus], list[Claim]] = defaultdict(list)
    for claim in corrected(claims):
        if claim.counts and claim.measure in TOLL_MEASURES:
            found[claim.measure, claim.status].append(claim)
    return [
        (measure, status, tuple(found[measure, status]))
        for measure in TOLL_MEASURES
        for status in PersonStatus
        if (measure, status) in found
    ]


def _steps(measure: Measure, status: PersonStatus, claims: Sequence[Claim]) -> list[TollStep]:
    steps: list[TollStep] = []
    before: tuple[int | None, int | None, int | None] | None = None
    for time in sorted({c.said.latest for c in claims}):
        steps.extend(_passed(measure, status, claims, time, steps))
        standing = current([c for c in claims if c.said.latest <= time])
        if standing is None or _bounds(standing) == before:
            continue
        before = _bounds(standing)
        steps.append(_step(measure, status, standing))
    return steps


def _bounds(found: Current) -> tuple[int | None, int | None, int | None]:
    return found.low, found.best, found.high


def _step(measure: Measure, status: PersonStatus, standing: Current) -> TollStep:
    return TollStep(
        measure=measure,
        status=status,
        said=standing.said,
        low=standing.low,
        best=standing.best,
        high=standing.high,
        claim_ids=standing.claim_ids,
        order_inferred=standing.order_inferred,
    )


def _passed(
    measure: Measure,
    status: PersonStatus,
    claims: Sequence[Claim],
    time: object,
    steps: Sequence[TollStep],
) -> list[TollStep]:
    """Figures a text of this time names as passed, unless they are already in the history."""
    shown = {s.headline for s in steps}
    passed = sorted(
        (c for c in claims if c.superseded and c.said.latest == time),
        key=lambda c: (c.estimate.headline or 0, c.claim_id),
    )
    found: list[TollStep] = []
    for claim in passed:
        if claim.estimate.headline in shown:
            continue
        shown.add(claim.estimate.headline)
        estimate = claim.estimate
        found.append(
            TollStep(
                measure=measure,
                status=status,
                said=claim.said,
                low=estimate.low,
                best=estimate.best,
                high=estimate.high,
                claim_ids=(claim.claim_id,),
                order_inferred=True,
                superseded=True,
            )
        )
    return found


def disagreements(claims: Iterable[Claim]) -> tuple[Disagreement, ...]:
    """Pairs of claims whose intervals cannot both hold at their times, or rivals who differ.

    A count is a lower bound while search goes on, so an earlier lower figure and a later
    higher one agree; a later lower one by the same or a better-placed source is a revision.
    A higher count of witnesses or activists gives way to the official one of the same report
    and is told beside it.
    """
    groups: dict[tuple[str, Measure, PersonStatus], list[Claim]] = defaultdict(list)
    rivals: dict[tuple[str, Measure, PersonStatus], list[Claim]] = defaultdict(list)
    for claim in corrected(claims):
        if claim.counts and not claim.superseded and not claim.increment:
            groups[claim.incident_id, claim.measure, claim.status].append(claim)
        elif claim.counts and _outranked(claim):
            rivals[claim.incident_id, claim.measure, claim.status].append(claim)
    found: list[Disagreement] = []
    for key in sorted(groups, key=lambda k: (k[0], k[1].value, k[2].value)):
        ordered = sorted(groups[key], key=lambda c: (c.said.latest, c.said.earliest, c.claim_id))
        for first, second in combinations(ordered, 2):
            why = _why(first, second)
            if why is not None:
                found.append(
                    Disagreement(
                        incident_id=key[0], measure=key[1], first=first, second=second, why=why
                    )
                )
        found.extend(
            Disagreement(incident_id=key[0], measure=key[1], first=one, second=other, why=_OTHERS)
            for one in ordered
            for other in rivals[key]
            if _official(one) and _falls(other, one) and _one_report(one, other)
        )
    return tuple(found)


_OTHERS = "others in the same report count more than the officials do"


def _outranked(claim: Claim) -> bool:
    """A count of activists or witnesses that gave way to an official one of its report."""
    counter = claim.counted_by
    return claim.superseded and counter is not None and counter.standing <= Standing.MEDIA


def _official(claim: Claim) -> bool:
    return claim.counted_by is not None and claim.counted_by.standing >= Standing.OFFICIAL


def _one_report(first: Claim, second: Claim) -> bool:
    a, b = first.origin, second.origin
    return isinstance(a, Quote) and isinstance(b, Quote) and a.report_id == b.report_id


def _why(first: Claim, second: Claim) -> str | None:
    """Why two claims disagree, the earlier one given first; ``None`` if they do not."""
    later = second.said.after(first.said)
    if (later and same_source(first, second)) or not _apart(first, second):
        return None
    if _rivals(first, second):
        return "two parties to the conflict give figures that exclude each other"
    if later and standing_of(second) < standing_of(first) and _falls(first, second):
        return "the later figure is lower, and its source is not as well placed"
    if not later and _same_time(first, second):
        return "both were said at the same time and exclude each other"
    return None


def _apart(first: Claim, second: Claim) -> bool:
    return _falls(first, second) or _falls(second, first)


def _falls(first: Claim, second: Claim) -> bool:
    """Whether all of the second lies below all of the first."""
    low = first.estimate.low
    return low is not None and second.estimate.high is not None and second.estimate.high < low


def _rivals(first: Claim, second: Claim) -> bool:
    if first.counted_by is None or second.counted_by is None:
        return False
    both = first.counted_by.party is True and second.counted_by.party is True
    return both and first.counted_by.name.casefold() != second.counted_by.name.casefold()


def _same_time(first: Claim, second: Claim) -> bool:
    earliest = min(first.said.earliest, second.said.earliest)
    return max(first.said.latest, second.said.latest) - earliest <= _SAME_TIME
