"""The questions of the review page in words, and the answers each may be given. Pure.

A letter stands on every answer and can be pressed instead of it; C and R are Streamlit's own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from incidents.geocode.context import distance_km
from incidents.merge import Score
from incidents.model import Claim, DateBasis, Place, Report
from incidents.pipeline.review_items import ReviewItem, ReviewKind, Side
from incidents.ui import mending, origin_cards, words
from incidents.ui.safe import Html, fill, join

PAGE = 15
CANDIDATES = 5

LABELS: dict[ReviewKind, str] = {
    ReviewKind.NAME: "A name for an unnamed place",
    ReviewKind.SAME: "One incident or two",
    ReviewKind.JOIN: "Joined with a low score",
    ReviewKind.CONTRADICTION: "Figures that exclude each other",
    ReviewKind.ORDER: "Order of figures not known",
    ReviewKind.VAGUE: "Vague count",
    ReviewKind.LOOSE: "Place by a loose spelling",
    ReviewKind.PRIVATE: "Name of a private person",
    ReviewKind.PLACE: "Ambiguous place",
    ReviewKind.UNPLACED: "Without a place",
}


class Deed(StrEnum):
    """What an answer does; see `incidents.pipeline.reviewing`."""

    ACCEPT = "accept"
    REJECT = "reject"
    KEEP = "keep"
    CHOOSE = "choose"
    PLACE = "place"
    WITHHOLD = "withhold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: its words, its letter, what it does, and to what."""

    words: str
    letter: str
    deed: Deed
    claim: Claim | None = None
    place: Place | None = None


_YES_NO = {
    ReviewKind.NAME: ("Yes, the same place", "No, another place"),
    ReviewKind.SAME: ("The same attack: make them one", "Another attack: keep them apart"),
    ReviewKind.JOIN: ("The same attack: keep them as one", "Another attack: take them apart"),
}
_KEEP = {
    ReviewKind.CONTRADICTION: "Keep both figures",
    ReviewKind.ORDER: "The highest stands",
    ReviewKind.VAGUE: "Keep the low",
    ReviewKind.LOOSE: "Yes, that place",
    ReviewKind.PRIVATE: "Show it, the name blacked out",
    ReviewKind.PLACE: "Leave it without a place",
    ReviewKind.UNPLACED: "Leave it without a place",
}


def answers(item: ReviewItem, places: Sequence[Place] = ()) -> tuple[Answer, ...]:
    """The answers a question may be given; ``places`` are the candidates of a name."""
    if item.kind in _YES_NO:
        yes, no = _YES_NO[item.kind]
        return (
            Answer(words=yes, letter="A", deed=Deed.ACCEPT),
            Answer(words=no, letter="X", deed=Deed.REJECT),
        )
    found = [Answer(words=_KEEP[item.kind], letter="A", deed=Deed.KEEP)]
    if item.kind in {ReviewKind.CONTRADICTION, ReviewKind.ORDER}:
        found += [
            Answer(words=f"{words.claim(c)} stands", letter=str(n), deed=Deed.CHOOSE, claim=c)
            for n, c in enumerate(item.claims[:9], start=1)
        ]
    if item.kind is ReviewKind.PRIVATE:
        found.append(Answer(words="Withhold from the public", letter="X", deed=Deed.WITHHOLD))
    found += [
        Answer(words=f"{n}: {candidate(p, places[0])}", letter=str(n), deed=Deed.PLACE, place=p)
        for n, p in enumerate(places[:CANDIDATES], start=1)
    ]
    return tuple(found)


def candidate(place: Place, best: Place) -> str:
    """A candidate told apart: its name, kind, unit, and how far from the likeliest."""
    parts = [place.name or "", words.KINDS[place.precision], place.adm2 or "", place.adm1 or ""]
    if place != best and place.placed and best.placed:
        parts.append(f"{distance_km(best, place):.0f} km from the first")
    return ", ".join(p for p in parts if p)


def name_of(item: ReviewItem) -> str:
    """A question in one line of the list."""
    return f"{mending.name_of(item.incident)}, {words.day(item.incident.when.start)}"


def card(item: ReviewItem, reports: Mapping[str, Report]) -> Html:
    """Draw a question: its kind, its reason, and the words it rests on, with their source."""
    said = [origin_cards.claim_card(c, reports) for c in item.claims]
    said += [origin_cards.quote_card(q, reports) for q in item.quotes]
    said += [_side(s, reports) for s in item.sides]
    return fill(
        '<div class="card-label">{k} · {n}</div><div class="question">{w}</div>{s}{l}',
        k=LABELS[item.kind],
        n=name_of(item),
        w=item.words[:1].upper() + item.words[1:],
        s=join(said),
        l=Html("") if item.score is None else _likeness(item.score),
    )


def _side(side: Side, reports: Mapping[str, Report]) -> Html:
    """One of two tellings: its place and day, what it states, its sentence and who tells it."""
    when = side.incident.when
    publication = when.basis is DateBasis.PUBLICATION
    stated = [c for c in side.claims if c.counts and not c.superseded]
    figures = dict.fromkeys(words.claim(c) for c in stated)
    return fill(
        '<div class="claim-said">{p}, {d}{b}</div><div>{f}</div>{q}',
        p=mending.name_of(side.incident),
        d=words.day(when.start) + (f" to {words.day(when.end)}" if when.end else ""),
        b=" (the day of publication; the text names no day)" if publication else "",
        f="; ".join(figures) or "no figures stated",
        q=origin_cards.quote_card(side.quote, reports),
    )


def _likeness(score: Score) -> Html:
    parts = [
        fill("<li>{w}: {y} ({p})</li>", w=p.what, y=p.words, p=f"{p.points:+.2f}")
        for p in score.parts
    ]
    return fill("<div>Likeness {t} of 1:</div><ul>{p}</ul>", t=f"{score.total:.2f}", p=join(parts))


def counted(items: Sequence[ReviewItem]) -> dict[ReviewKind, int]:
    """How many questions of each kind are open, quickest kind first."""
    found = Counter(i.kind for i in items)
    return {kind: found[kind] for kind in ReviewKind if found[kind]}


def arranged(
    items: Sequence[ReviewItem], kinds: Collection[ReviewKind], skipped: Collection[str]
) -> tuple[ReviewItem, ...]:
    """The questions of some kinds (none chosen: all), skipped ones last."""
    chosen = [i for i in items if not kinds or i.kind in kinds]
    return tuple(sorted(chosen, key=lambda i: i.item_id in skipped))


def row(number: int, item: ReviewItem, *, now: bool) -> Html:
    """One line of the list of questions."""
    return fill(
        '<div class="q-row{c}">{n}. {w}<span class="q-kind">{k}</span></div>',
        c=" q-now" if now else "",
        n=number,
        w=name_of(item),
        k=LABELS[item.kind],
    )
