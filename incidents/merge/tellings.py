"""What each report alone tells of an incident, rebuilt from what is known. Pure.

A merged record keeps the surest day and type of all its reports. What one of them said by itself
is found again in its words: its sentences, figures and hours, the kind of attack, and whether its
text names the day at all. So it is the same whatever the order of arrival, and a correction made
since is respected. Limit: a text that names the day only in a way that is not read as a date, an
anniversary say, counts as dated by its publication.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from incidents.extract.coding import event_type, weapons_in
from incidents.extract.dates import dates_in
from incidents.extract.lexicon import load
from incidents.extract.tokens import sentences, tokens
from incidents.model import Claim, DateBasis, Incident, Person, Quote, Report, When

#: Characters of a text within which it names the day and the weapons.
_READ = 20_000
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Telling:
    """One incident as one report tells of it.

    Attributes:
        report: who tells.
        incident: the record with the day, kind and words of this report alone.
        claims: its figures, and what a person put in the place of them.
    """

    report: Report
    incident: Incident
    claims: tuple[Claim, ...]

    @property
    def report_id(self) -> str:
        """The report's id."""
        return self.report.report_id

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Its words in the order of the text: those of its figures where it has no own."""
        own = self.incident.quotes or tuple(
            c.origin for c in self.claims if isinstance(c.origin, Quote)
        )
        return tuple(sorted(own, key=lambda q: (q.start, q.end)))

    @property
    def key(self) -> str:
        """Where in its report it is told; the same as long as that report stands."""
        return f"{self.report_id}:{self.quotes[0].start}"


def told_by(incident: Incident, claims: Iterable[Claim]) -> frozenset[str]:
    """The reports that tell of an incident; ``claims`` are its own."""
    quoted = (c.origin for c in claims if isinstance(c.origin, Quote))
    return frozenset(q.report_id for q in (*incident.quotes, *quoted))


def tellings_of(
    incident: Incident,
    claims: Sequence[Claim],
    reports: Mapping[str, Report],
    alone: Collection[str] = (),
) -> tuple[Telling, ...]:
    """Each report's telling of an incident, by publication and id.

    Args:
        incident: a record of reports.
        claims: its own, corrections among them.
        reports: by id; the words of a report that is not here, or was emptied, tell nothing.
        alone: reports that tell of no other incident: what their whole text names is of this one.
    """
    said = _by_report(claims)
    words: dict[str, list[Quote]] = defaultdict(list)
    for quote in incident.quotes:
        words[quote.report_id].append(quote)
    found = [
        _telling(incident, reports[k], tuple(words[k]), tuple(said[k]), alone=k in alone)
        for k in {*said, *words}
        if k in reports and reports[k].text
    ]
    return tuple(sorted(found, key=lambda t: (t.report.said.earliest, t.report_id)))


def _by_report(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Claims by the report they rest on, corrections with the claim they replace."""
    origins = {c.claim_id: c.origin for c in claims}
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        origin, seen = claim.origin, {claim.claim_id}
        while isinstance(origin, Person) and origin.replaces in origins.keys() - seen:
            seen.add(str(origin.replaces))
            origin = origins[str(origin.replaces)]
        if isinstance(origin, Quote):
            found[origin.report_id].append(claim)
    return found


def _telling(
    incident: Incident,
    report: Report,
    quotes: tuple[Quote, ...],
    claims: tuple[Claim, ...],
    *,
    alone: bool,
) -> Telling:
    kind = _type(report.language, tuple(q.text for q in quotes))
    if kind is None and alone and _several_kinds(incident):
        kind = _type(report.language, (report.text[:_READ],))
    when = _when(incident.when, report)
    own = replace(incident, when=when, event_type=kind, sub_event_type=None, quotes=quotes)
    return Telling(report, own, claims)


def _several_kinds(incident: Incident) -> bool:
    """Whether the weapons of all its reports are of more than one kind of attack."""
    kinds = (event_type((w,), frozenset()) for w in incident.weapons)
    return len({k[0] for k in kinds if k is not None}) > 1


def _when(known: When, report: Report) -> When:
    """The incident's day, or the publication of a report of the day after that names no day.

    Only a day after is a report without a day joined (`likeness`): any other one has named it.
    """
    if known.basis is DateBasis.PERSON or report.day - known.last != _DAY:
        return known
    days = (known.start.toordinal(), known.last.toordinal())
    if _names_day(report.text[:_READ], report.language, report.day.toordinal(), *days):
        return known
    return When(start=report.day, date_prec=2, basis=DateBasis.PUBLICATION, zone=report.zone)


@lru_cache(maxsize=1_000)
def _names_day(text: str, language: str, published: int, first: int, last: int) -> bool:
    """Whether a text names one of some days (ordinals); whole months and years name none."""
    day, lexicon = date.fromordinal(published), load(language)
    return any(
        d.first.toordinal() <= last and first <= (d.last or d.first).toordinal()
        for paragraph in text.split("\n\n")
        for sentence in sentences(paragraph)
        for d in dates_in(sentence.tokens, day, lexicon)
        if not d.month
    )


@lru_cache(maxsize=4_000)
def _type(language: str, quotes: tuple[str, ...]) -> str | None:
    """ACLED's type of event by the weapons in the words; None where they name none."""
    words = [t for text in quotes for t in tokens(text)]
    coded = event_type(weapons_in(words, load(language)), frozenset(t.norm for t in words))
    return coded[0] if coded else None
