"""Which claim of an incident stands at a given time. Pure; one incident, one measure at a time.

A later claim by the same or a better-placed source replaces an earlier one, and may be lower.
One by a source not as well placed stands only where it is higher than all that better-placed
ones had said: a count grows while search goes on, and an old figure told again is no news.
Claims whose order is not known do not replace each other: the highest stands, and the answer
says that the order was inferred. Nothing is averaged. Times are wall times as `Moment` holds
them; claims of different zones are compared as written.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from incidents.model import Claim, Estimate, Moment, Person, Qualifier, Quote, Standing

# The last minute of a day-long moment: an "as of" set to 23:59 knows the whole day.
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Current:
    """What stands for one measure of one incident.

    Attributes:
        low, best, high: the bounds as stated, each ``None`` where it was not.
        said: when the standing claim was said.
        order_inferred: other figures stood beside it whose order is not known.
        carried: its qualifier was carried over from the figure before.
        claim_ids: the claims it rests on; an increment brings its base.
    """

    low: int | None
    best: int | None
    high: int | None
    said: Moment
    order_inferred: bool = False
    carried: bool = False
    claim_ids: tuple[str, ...] = ()

    @property
    def headline(self) -> int:
        """The number that ranks it: best, else low; a mere ceiling ranks below all."""
        found = self.best if self.best is not None else self.low
        return -1 if found is None else found


@dataclass(frozen=True, slots=True)
class Spoken:
    """A claim as it takes part in the comparison: an increment already added to its base."""

    claim: Claim
    estimate: Estimate
    standing: Standing
    claim_ids: tuple[str, ...]

    @property
    def said(self) -> Moment:
        """When it was said."""
        return self.claim.said

    @property
    def headline(self) -> int:
        """See `Current.headline`."""
        found = self.estimate.headline
        return -1 if found is None else found


def standing_of(claim: Claim) -> Standing:
    """How well placed the source of a claim is.

    A publisher on its own authority is MEDIA. A correction that names the claim it replaces
    mends the reading of that claim, so it stands where that claim stood.
    """
    counted = claim.counted_by.standing if claim.counted_by else Standing.UNKNOWN
    if isinstance(claim.origin, Person) and claim.origin.replaces is None:
        return Standing.PERSON
    return max(counted, Standing.MEDIA)


def corrected(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Leave out every claim that a person's correction takes the place of."""
    found = tuple(claims)
    gone = {c.origin.replaces for c in found if isinstance(c.origin, Person)}
    return tuple(c for c in found if c.claim_id not in gone)


def current(claims: Iterable[Claim], as_of: datetime | None = None) -> Current | None:
    """The figure that stands among the claims of one measure of one incident.

    Args:
        claims: in any order; parts, background and superseded figures are passed over.
        as_of: wall time; only what had been said by then counts. Claims that may have been
            said by then (a publication date without a clock time) are used only where nothing
            certain is known, and marked. ``None``: everything.

    Returns:
        The standing figure, or ``None`` where nothing is stated.
    """
    known, sure = _known(_countable(claims), as_of)
    standing = _unreplaced(speak(known))
    if not standing:
        return None
    return _highest(standing, inferred=not sure)


def _countable(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(c for c in corrected(claims) if c.counts and not c.superseded)


def _known(claims: Sequence[Claim], as_of: datetime | None) -> tuple[tuple[Claim, ...], bool]:
    if as_of is None:
        return tuple(claims), True
    certain = tuple(c for c in claims if c.said.latest - _MINUTE <= as_of)
    if certain:
        return certain, True
    return tuple(c for c in claims if c.said.earliest <= as_of), False


def speak(claims: Sequence[Claim]) -> tuple[Spoken, ...]:
    """Turn increments into totals: "another three" adds to the figure known before it.

    An increment builds on totals, and on earlier increments of the same source only: two
    papers that both report one more victim are not two more victims.
    """
    spoken = [
        Spoken(c, c.estimate, standing_of(c), (c.claim_id,)) for c in claims if not c.increment
    ]
    for claim in sorted((c for c in claims if c.increment), key=_order):
        spoken.append(_added(claim, spoken))
    return tuple(spoken)


def _order(claim: Claim) -> tuple[datetime, datetime, int, str]:
    start = claim.origin.start if isinstance(claim.origin, Quote) else 0
    return claim.said.earliest, claim.said.latest, start, claim.claim_id


def _added(claim: Claim, spoken: Sequence[Spoken]) -> Spoken:
    bases = [s for s in spoken if _may_be_base(s, claim)]
    own = Spoken(claim, _as_low(claim.estimate), standing_of(claim), (claim.claim_id,))
    standing = _unreplaced(bases)
    if not standing:
        return own
    base = max(standing, key=_rank)
    return Spoken(
        claim,
        _sum(base.estimate, claim.estimate),
        max(own.standing, base.standing),
        (*base.claim_ids, claim.claim_id),
    )


def _may_be_base(spoken: Spoken, increment: Claim) -> bool:
    base = spoken.claim
    if base.increment and base.source != increment.source:
        return False
    if increment.said.after(base.said):
        return True
    if base.said.after(increment.said):
        return False
    mine, theirs = increment.origin, base.origin
    return (
        isinstance(mine, Quote)
        and isinstance(theirs, Quote)
        and mine.report_id == theirs.report_id
        and theirs.start < mine.start
    )


def _as_low(estimate: Estimate) -> Estimate:
    """Without its base an increment says only that there are at least so many."""
    low = estimate.headline
    return estimate if low is None else Estimate(low, low, None, Qualifier.AT_LEAST)


def _sum(base: Estimate, more: Estimate) -> Estimate:
    low = _both(base.low, more.low)
    best = _both(base.headline, more.headline)
    high = _both(base.high, more.high)
    if low is None and best is None and high is None:
        return base
    return Estimate(low, best, high)


def _both(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def replaces(later: Spoken, earlier: Spoken) -> bool:
    """Whether one claim certainly takes the place of another."""
    if not later.said.after(earlier.said):
        return False
    return later.standing >= earlier.standing or same_source(later.claim, earlier.claim)


def same_source(first: Claim, second: Claim) -> bool:
    """Whether the same body counted, or, where no body is named, the same publisher wrote."""
    if first.counted_by and second.counted_by:
        return first.counted_by.name.casefold() == second.counted_by.name.casefold()
    return not first.counted_by and not second.counted_by and first.source == second.source


def _unreplaced(spoken: Sequence[Spoken]) -> tuple[Spoken, ...]:
    """Claims nobody replaced; later ones of worse-placed sources only where they rise."""
    live = [s for s in spoken if not any(replaces(o, s) for o in spoken)]
    late = [s for s in live if any(_better_before(o, s) for o in live)]
    risen = [s for s in late if _rises(s, spoken)]
    return tuple(
        s
        for s in live
        if (s not in late or s in risen) and not any(r.said.after(s.said) for r in risen)
    )


def _better_before(other: Spoken, spoken: Spoken) -> bool:
    return spoken.said.after(other.said) and other.standing > spoken.standing


def _rises(spoken: Spoken, all_spoken: Sequence[Spoken]) -> bool:
    """Whether it is above everything that better-placed sources had said before."""
    return spoken.headline > max(o.headline for o in all_spoken if _better_before(o, spoken))


def _rank(spoken: Spoken) -> tuple[int, int, int, str]:
    estimate = spoken.estimate
    # Of equal figures the open one stands: while search goes on a count is a lower bound.
    open_ended = 1 if estimate.high is None else 0
    return spoken.headline, open_ended, estimate.high or 0, spoken.claim.claim_id


def _highest(standing: Sequence[Spoken], *, inferred: bool) -> Current:
    top = max(standing, key=_rank)
    same = [s for s in standing if s.headline == top.headline]
    ids = {i for s in same for i in s.claim_ids}
    return Current(
        low=top.estimate.low,
        best=top.estimate.best,
        high=top.estimate.high,
        said=_latest(same),
        order_inferred=inferred or len(same) < len(standing),
        carried=top.claim.carried,
        claim_ids=tuple(sorted(ids)),
    )


def _latest(spoken: Sequence[Spoken]) -> Moment:
    return max((s.said for s in spoken), key=lambda m: (m.latest, m.earliest))
