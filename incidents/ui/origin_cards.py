"""One claim as a card: what it says, the sentence it was read in, who said so and when.

Pure: records in, escaped HTML out.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from incidents.model import Cell, Claim, Person, Quote, Report
from incidents.ui import highlight, safe, words
from incidents.ui.safe import Html, fill, join

_DAY = timedelta(days=1)


def claim_card(claim: Claim, reports: Mapping[str, Report]) -> Html:
    """Draw a claim with its origin: quote in its sentence, cell, or person."""
    return fill(
        '<div class="claim"><div class="claim-said">{s}</div>{o}'
        '<div class="claim-by">{b}</div></div>',
        s=words.claim(claim),
        o=_origin(claim, reports),
        b=_by(claim, reports),
    )


def quote_card(quote: Quote, reports: Mapping[str, Report]) -> Html:
    """Draw words that speak of an incident without giving a figure."""
    report = reports.get(quote.report_id)
    return fill(
        '<div class="claim">{o}<div class="claim-by">{b}</div></div>',
        o=_sentence(quote, report),
        b=_signed(report),
    )


def _origin(claim: Claim, reports: Mapping[str, Report]) -> Html:
    origin = claim.origin
    if isinstance(origin, Quote):
        return _sentence(origin, reports.get(origin.report_id))
    if isinstance(origin, Cell):
        return fill(
            "<div>Line {n}, column “{c}”: <b>{t}</b></div>",
            n=origin.line,
            c=origin.column,
            t=origin.text,
        )
    return fill("<div>{r}</div>", r=origin.reason)


def sentence_of(quote: Quote, reports: Mapping[str, Report]) -> Html:
    """Draw the sentence a quote stands in, or that its words are withheld."""
    return _sentence(quote, reports.get(quote.report_id))


def _sentence(quote: Quote, report: Report | None) -> Html:
    if report is None or not report.text:
        return fill("<div>{t}</div>", t="The words of this report were removed.")
    if report.text[quote.start : quote.end] != quote.text:
        return fill("<div>{t}</div>", t="The words are withheld here.")
    return highlight.quoted(report.text, quote.start, quote.end)


def _by(claim: Claim, reports: Mapping[str, Report]) -> Html:
    origin = claim.origin
    if isinstance(origin, Person):
        return fill("{a}, {d}", a=origin.author, d=words.day(origin.at.date()))
    parts = []
    if claim.counted_by is not None:
        party = " (party to the conflict)" if claim.counted_by.party else ""
        parts.append(fill("Counted by {n}{p}", n=claim.counted_by.name, p=party))
    if isinstance(origin, Quote) and origin.report_id in reports:
        parts.append(_signed(reports[origin.report_id]))
    else:
        parts.append(fill("{s}", s=claim.source))
    if claim.said.latest - claim.said.earliest < _DAY:
        parts.append(
            fill(
                "said {d}",
                d=f"{words.day(claim.said.earliest.date())}, {claim.said.earliest:%H:%M}",
            )
        )
    return join(parts, " · ")


def _signed(report: Report | None) -> Html:
    if report is None:
        return fill("{t}", t="Report no longer here")
    title = f" (“{report.title}”)" if report.title else ""
    parts = [fill("{l}{t}, {d}", l=report.label(), t=title, d=words.day(report.day))]
    if report.url:
        parts.append(safe.link(report.url, "Read the report"))
    if report.licence:
        parts.append(fill("{l}", l=report.licence))
    return join(parts, " · ")
