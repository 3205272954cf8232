"""The toll of one incident over time: the steps in words with their sources, and a chart. Pure.

A step stands where the figure that stood changed; it may fall. Steps are drawn at the latest
moment they may have been said. What stands now is stated, never worked out from parts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import cast

import altair as alt
import pandas as pd

from incidents.model import Claim, Measure, Moment, PersonStatus, Quote, Report
from incidents.summary.history import TollStep
from incidents.ui import origin_cards, words
from incidents.ui.palette import HUES
from incidents.ui.safe import Html, fill, join

_DAY = timedelta(days=1)
CHART_PX = 280


def moment(said: Moment) -> str:
    """When a figure was said; a day without a clock time says so."""
    if said.latest - said.earliest >= _DAY:
        return f"{words.day(said.earliest.date())}, hour not stated"
    return f"{words.day(said.earliest.date())}, {said.earliest:%H:%M}"


def listed(
    found: Sequence[TollStep],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    as_of: datetime | None = None,
) -> Html:
    """Draw each step with its time, figure, source and sentence; later than ``as_of`` says so."""
    return join([_step(s, claims, reports, as_of) for s in found])


def _step(
    step: TollStep,
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    as_of: datetime | None,
) -> Html:
    bounds = words.bounds(step.low, step.best, step.high, open_ended=False)
    rests = [claims[c] for c in step.claim_ids if c in claims]
    return fill(
        '<div class="step{f}"><span class="step-at">{t}</span> <b>{m}: {b}</b>{n}{q}</div>',
        f=" step-later" if as_of is not None and step.said.earliest > as_of else "",
        t=moment(step.said),
        m=_measure(step),
        b=bounds,
        n="".join(f" · {note}" for note in _notes(step, as_of)),
        q=join([_source(c, reports) for c in rests[:2]]),
    )


def _measure(step: TollStep) -> str:
    whose = "" if step.status is PersonStatus.UNKNOWN else f" ({step.status.value})"
    return words.SHORT[step.measure] + whose


def _notes(step: TollStep, as_of: datetime | None) -> list[str]:
    found = []
    if step.order_inferred and not step.superseded:
        found.append("order inferred")
    if step.superseded:
        found.append("named by a later text as passed")
    if as_of is not None and step.said.earliest > as_of:
        found.append("not yet said at the hour chosen")
    return found


def _source(claim: Claim, reports: Mapping[str, Report]) -> Html:
    by = claim.counted_by.name if claim.counted_by else claim.source
    origin = claim.origin
    if not isinstance(origin, Quote):
        return fill('<div class="claim-by">{b}</div>', b=by)
    return fill(
        '<div class="step-words">{w}</div><div class="claim-by">{b}</div>',
        w=origin_cards.sentence_of(origin, reports),
        b=by,
    )


def frame(found: Sequence[TollStep]) -> pd.DataFrame:
    """One line for each step that has a figure to draw, people only."""
    return pd.DataFrame(
        [
            {
                "time": s.said.latest if s.said.latest - s.said.earliest < _DAY
                else s.said.latest - timedelta(minutes=1),
                "measure": words.SHORT[s.measure],
                "count": s.headline,
                "said": moment(s.said),
                "reads": words.bounds(s.low, s.best, s.high, open_ended=False),
            }
            for s in found
            if s.headline is not None
            and s.measure in {Measure.KILLED, Measure.INJURED}
            and s.status is PersonStatus.UNKNOWN
        ],
        columns=["time", "measure", "count", "said", "reads"],
    )  # fmt: skip


def chart(rows: pd.DataFrame) -> alt.LayerChart:
    """Draw the steps: each figure stands until the next one."""
    shown = [words.SHORT[m] for m in (Measure.KILLED, Measure.INJURED)]
    kept = [m for m in shown if m in set(rows["measure"])]
    hues = {words.SHORT[m]: HUES[m] for m in (Measure.KILLED, Measure.INJURED)}
    base = alt.Chart(rows).encode(
        x=alt.X(
            "time:T",
            title="said at, local time",
            axis=alt.Axis(format="%-d %b %H:%M", labelOverlap=True, tickCount=5),
        ),
        y=alt.Y("count:Q", title="people reported", axis=alt.Axis(tickMinStep=1)),
        color=alt.Color(
            "measure:N",
            title=None,
            scale=alt.Scale(domain=kept, range=[hues[m] for m in kept]),
            legend=alt.Legend(orient="top"),
        ),
        tooltip=[alt.Tooltip(f"{f}:N", title=f) for f in ("measure", "reads", "said")],
    )
    line = base.mark_line(interpolate="step-after", strokeWidth=2)
    made = alt.layer(line, base.mark_point(filled=True, size=50)).properties(height=CHART_PX)
    return cast("alt.LayerChart", made)
