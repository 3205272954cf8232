"""Doubles through the ports: a still clock, and a reader that returns a prepared reading."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from incidents.model import Extraction, Incident, Mention, MentionRole, Quote, Report


@dataclass
class StillClock:
    """Always the same moment."""

    moment: datetime = datetime(2025, 5, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.moment


@dataclass
class WordToponyms:
    """Finds given words and resolves them to given places."""

    places: dict[str, object]

    def find(self, text: str, *, language: str, country: str | None = None) -> tuple[Mention, ...]:
        assert language
        assert country is None or len(country) == 2
        found = []
        for word, place in self.places.items():
            start = text.find(word)
            if start >= 0:
                found.append(Mention(start, start + len(word), word, place, MentionRole.PLACE))
        return tuple(sorted(found, key=lambda m: m.start))


@dataclass
class MentionExtractor:
    """One incident per mention, dated by publication; claims as prepared."""

    incidents: Sequence[Incident] = ()
    claims: Sequence[object] = ()

    def extract(self, report: Report, mentions: Sequence[Mention]) -> Extraction:
        return Extraction(
            report=report,
            incidents=tuple(self.incidents),
            claims=tuple(rehome(c, report.report_id) for c in self.claims),
            mentions=tuple(mentions),
        )


def rehome(claim, report_id):
    """The claim with its quote in another report."""
    if not isinstance(claim.origin, Quote):
        return claim
    return replace(claim, origin=replace(claim.origin, report_id=report_id))
