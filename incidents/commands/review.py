"""`incidents review`: what needs a person, listed and decided without a screen."""

from __future__ import annotations

import json
import os
from collections.abc import Callable

import click

from incidents.adapters.settings import read_settings
from incidents.commands.author import whoever
from incidents.errors import BadInput
from incidents.model import Claim, Quote, Revision
from incidents.pipeline import reviewing
from incidents.pipeline.ledgers import ReportLedger
from incidents.pipeline.review_items import ReviewItem, ReviewKind, Side
from incidents.pipeline.services import open_records

Json = dict[str, object]


def item_of(item: ReviewItem) -> Json:
    """One question for a program."""
    score = item.score
    return {
        "id": item.item_id,
        "kind": item.kind.value,
        "incident": item.incident.incident_id,
        "place": item.incident.place.name,
        "date": item.incident.when.start.isoformat(),
        "words": item.words,
        "other": item.proposal.unnamed_id if item.proposal else None,
        "score": score.total if score else None,
        "score_parts": [{"what": p.what, "points": p.points, "words": p.words} for p in score.parts]
        if score
        else [],
        "tellings": [_side_of(s) for s in item.sides],
        "claims": [_claim_of(c) for c in item.claims],
        "quotes": [_quote_of(q) for q in item.quotes],
    }


def _side_of(side: Side) -> Json:
    """One of two tellings that may be of one attack."""
    when = side.incident.when
    return {
        "place": side.incident.place.name,
        "date": when.start.isoformat(),
        "date_basis": when.basis.value,
        "claims": [_claim_of(c) for c in side.claims],
        "quote": _quote_of(side.quote),
    }


def _claim_of(claim: Claim) -> Json:
    return {
        "id": claim.claim_id,
        "measure": claim.measure.value,
        "low": claim.estimate.low,
        "best": claim.estimate.best,
        "high": claim.estimate.high,
        "source": claim.source,
        "counted_by": claim.counted_by.name if claim.counted_by else None,
        "said": claim.said.earliest.isoformat(),
        "quote": claim.origin.text if isinstance(claim.origin, Quote) else None,
    }


def _quote_of(quote: Quote) -> Json:
    return {"report": quote.report_id, "start": quote.start, "end": quote.end, "text": quote.text}


Act = Callable[[ReportLedger, ReviewItem, reviewing.Decider], Revision]


def deed(verdict: str, claim_id: str | None) -> Act:
    """What a verdict does; BadInput where it lacks its figure."""
    if verdict == "choose":
        if claim_id is None:
            raise BadInput("--claim is missing; name the figure that stands (`review --json`)")
        chosen = claim_id
        return lambda ledger, item, who: reviewing.choose_claim(ledger, item, chosen, who)
    known: dict[str, Act] = {
        "accept": reviewing.accept,
        "reject": reviewing.reject,
        "keep": reviewing.keep,
        "withhold": reviewing.withhold,
    }
    return known[verdict]


@click.command()
@click.argument("item_id", required=False)
@click.argument(
    "verdict",
    required=False,
    type=click.Choice(["accept", "reject", "keep", "choose", "withhold"]),
)
@click.option("--claim", "claim_id", help="With choose: the figure that stands, by its id.")
@click.option("--kind", type=click.Choice([k.value for k in ReviewKind]), help="Only this kind.")
@click.option("--reason", default="", help="Why, for the log.")
@click.option("--author", help="Who decides, for the log; else the name you are logged in with.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(  # noqa: PLR0913, PLR0917 - one for each option
    item_id: str | None,
    verdict: str | None,
    claim_id: str | None,
    kind: str | None,
    reason: str,
    author: str | None,
    as_json: bool,
) -> None:
    """List what needs a person, quickest first, or decide ITEM_ID.

    Proposals and joins take accept or reject, contradictions and unknown orders keep or choose,
    every other question keep. Each answer is a revision; undoing it on the screen asks again.
    """
    from incidents.adapters.clock import SystemClock

    ledger = open_records(read_settings(os.environ)).ledger
    if item_id is None:
        found = [i for i in reviewing.open_items(ledger) if kind in {None, i.kind.value}]
        if as_json:
            click.echo(json.dumps([item_of(i) for i in found], ensure_ascii=False, indent=2))
            return
        for item in found:
            place = item.incident.place.name or "place not named"
            day = item.incident.when.start
            click.echo(f"{item.item_id}  {item.kind.value}: {place}, {day}; {item.words}")
        click.echo(f"{len(found)} left.", err=True)
        return
    if verdict is None:
        raise BadInput(f"{item_id}: how is it decided? Add accept, reject, keep or choose")
    item = reviewing.find_item(ledger, item_id)
    who = reviewing.Decider(author=author or whoever(), at=SystemClock().now(), reason=reason)
    done = deed(verdict, claim_id)(ledger, item, who)
    click.echo(f"Revision {done.number}: {done.reason}.", err=True)
    if as_json:
        click.echo(json.dumps({"revision": done.number, "item": item_id, "reason": done.reason}))
