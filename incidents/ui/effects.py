"""What a report did or would do to the tolls of known attacks, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from incidents.merge import Effect
from incidents.model import TOLL_MEASURES, Report
from incidents.summary import Disagreement, Toll, moved
from incidents.ui import origin_cards, words
from incidents.ui.mending import name_of
from incidents.ui.safe import Html, fill, join


def toll_table(before: Toll, after: Toll, heads: tuple[str, str] = ("Now", "Then")) -> Html:
    """Two tolls side by side, measure by measure; what changes is marked."""
    incidents = (before.incidents, after.incidents)
    cells = [_row("Incidents, with its parts", *map(str, incidents), differ=len({*incidents}) > 1)]
    changed = moved(before, after)
    for measure in TOLL_MEASURES:
        was, becomes = before.figures[measure], after.figures[measure]
        if words.brief(was) or words.brief(becomes):
            told = (words.MEASURES[measure], words.figure(was), words.figure(becomes))
            cells.append(_row(*told, differ=measure in changed))
    return fill(
        '<div class="scroll"><table class="diff"><tr><th></th><th>{b}</th><th>{a}</th></tr>'
        "{r}</table></div>",
        b=heads[0], a=heads[1], r=join(cells),
    )  # fmt: skip


def _row(what: str, was: str, becomes: str, *, differ: bool) -> Html:
    return fill(
        '<tr><th>{w}</th><td>{b}</td><td class="{c}">{a}</td></tr>',
        w=what, b=was, a=becomes, c="moved" if differ else "same",
    )  # fmt: skip


def effect_card(one: Effect, heads: tuple[str, str] = ("Now", "Then")) -> Html:
    """One attack spoken of again: which, its toll before and after, why it is the same."""
    return fill(
        '<div class="effect"><b>{t}</b>{r}<div class="why">{w}</div></div>',
        t=f"{name_of(one.incident)}, {words.day(one.incident.when.start)}",
        r=_table(one, heads),
        w=join([fill("<div>{j}</div>", j=why) for why in reasons(one)]),
    )


def _table(one: Effect, heads: tuple[str, str]) -> Html:
    stated = any(
        words.brief(f) for f in (*one.before.figures.values(), *one.after.figures.values())
    )
    if stated or one.before.incidents != one.after.incidents:
        return toll_table(one.before, one.after, heads)
    return fill("<div>{w}</div>", w="No figure is stated of it, before or now.")


def reasons(one: Effect) -> tuple[str, ...]:
    """Why each part of the report was taken for what was known, with the score."""
    return tuple(
        f"Taken for the same, score {j.score.total:.2f} of 1: "
        + "; ".join(f"{p.what}, {p.words} ({p.points:+.2f})" for p in j.score.parts)
        for j in one.joins
    )


def disagreement_card(one: Disagreement, reports: Mapping[str, Report]) -> Html:
    """Two figures that exclude each other, with both sentences."""
    pair = [origin_cards.claim_card(c, reports) for c in (one.first, one.second)]
    why = fill("<div>{m}: {w}</div>", m=words.SHORT[one.measure], w=one.why)
    return join([why, *pair])


def disagreement_cards(found: Iterable[Disagreement], reports: Mapping[str, Report]) -> Html:
    """Every such pair, one after another."""
    return join([disagreement_card(one, reports) for one in found])
