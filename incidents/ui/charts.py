"""Altair charts of the answers: figures per place and over time, with low, best and high.

Pure: answers in, charts out, tested without Streamlit. Every chart carries as of when, the
selection, the data revision and the licence, because a saved picture travels alone. What is
not stated is no bar, never a bar of 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, cast

import altair as alt
import pandas as pd

from incidents.model import Measure
from incidents.query import PlaceRow, TimeRow
from incidents.summary.toll import Figure
from incidents.ui import words
from incidents.ui.palette import HUES

PLACES_SHOWN = 12
PEOPLE = (Measure.KILLED, Measure.INJURED)
ROW_PX = 34
#: A lone bar is no wall of colour.
BAR: dict[str, dict[str, Any]] = {"x": {"height": {"band": 0.9}}, "y": {"width": {"band": 0.9}}}
#: Title, axis and legend; the screen counts them into a chart's height.
FRAME_PX = 150


@dataclass(frozen=True, slots=True, kw_only=True)
class Caption:
    """What must stand on a picture that leaves this screen; ``ink`` is what it is written in."""

    as_of: str
    selection: str
    revision: int
    licence: str
    ink: str = "#4b5563"

    def lines(self) -> list[str]:
        """Two short lines for beneath a chart's title."""
        return [
            f"Reported, not verified; {self.as_of}",
            f"Selection: {self.selection}"[:110],
            f"Data revision {self.revision}; {self.licence}"[:110],
        ]


class By(Enum):
    """What a chart has a bar for."""

    PLACE = "places"
    TIME = "times"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A chart before its figures are known."""

    by: By
    measures: tuple[Measure, ...]
    title: str
    caption: Caption

    def drawn(self, places: Iterable[PlaceRow], times: Iterable[TimeRow]) -> dict[str, Any] | None:
        """The chart of an answer as Vega-Lite; None if it states none of the measures.

        Tests hold it against the schema; here that is not done again each time.
        """
        if self.by is By.TIME:
            chart = over_time(times, self.measures, self.title, self.caption)
        else:
            chart = per_place(places, self.measures, self.title, self.caption)
        if chart is None:
            return None
        spec: dict[str, Any] = chart.to_dict(validate=False)
        # Altair's own theme gives every chart a width; here the page does.
        spec.pop("config", None)
        return spec


def place_frame(rows: Iterable[PlaceRow], measures: Sequence[Measure]) -> pd.DataFrame:
    """One line for each place and measure that is stated."""
    kept = [r for r in rows if any(_stated(r.figures.get(m)) for m in measures)]
    kept.sort(key=lambda r: -max(_length(r.figures.get(m)) for m in measures))
    return _frame(
        [
            {"key": key_of(r), "place": r.label, **_bounds(m, r.figures[m])}
            for r in kept[:PLACES_SHOWN]
            for m in measures
            if _stated(r.figures.get(m))
        ],
        ("key", "place"),
    )


def time_frame(rows: Iterable[TimeRow], measures: Sequence[Measure]) -> pd.DataFrame:
    """One line for each day or month and measure that is stated; buckets are ISO strings."""
    return _frame(
        [
            {"key": r.bucket, "bucket": r.bucket, **_bounds(m, r.figures[m])}
            for r in rows
            for m in measures
            if _stated(r.figures.get(m))
        ],
        ("key", "bucket"),
    )


def key_of(row: PlaceRow) -> str:
    """What a bar of a place is called when it is clicked."""
    return row.place_id or f"unnamed:{row.label}"


def per_place(
    rows: Iterable[PlaceRow], measures: Sequence[Measure], title: str, caption: Caption
) -> alt.LayerChart | None:
    """Bars of the best figure with low-to-high whiskers, one row per place; None if empty."""
    frame = place_frame(rows, measures)
    if frame.empty:
        return None
    order = list(dict.fromkeys(frame["place"]))
    across = alt.Y("place:N", sort=order, title=None, axis=alt.Axis(labelLimit=150))
    base = alt.Chart(frame).encode(
        y=across, yOffset=alt.YOffset("measure:N", sort=[words.SHORT[m] for m in measures])
    )
    return _layers(base, "x", measures, title, caption).properties(
        height=FRAME_PX + max(44, ROW_PX * len(order) * max(1, len(measures) * 2 // 3))
    )


def over_time(
    rows: Iterable[TimeRow], measures: Sequence[Measure], title: str, caption: Caption
) -> alt.LayerChart | None:
    """Bars of the best figure with low-to-high whiskers, by day or month; None if empty."""
    frame = time_frame(rows, measures)
    if frame.empty:
        return None
    base = alt.Chart(frame).encode(
        x=alt.X("bucket:O", title=None, axis=alt.Axis(labelAngle=-40, labelOverlap=True)),
        xOffset=alt.XOffset("measure:N", sort=[words.SHORT[m] for m in measures]),
    )
    return _layers(base, "y", measures, title, caption).properties(height=FRAME_PX + 170)


def _layers(
    base: alt.Chart, along: str, measures: Sequence[Measure], title: str, caption: Caption
) -> alt.LayerChart:
    """Bar to the headline figure, whisker from low to high, the words at its end."""
    axis = alt.Axis(
        format="d",
        tickMinStep=1,
        grid=True,
        labelExpr="replace(format(datum.value, ','), /,/g, '\u202f')",
    )
    scale = alt.Scale(domain=[words.SHORT[m] for m in measures], range=[HUES[m] for m in measures])
    legend = None if len(measures) == 1 else alt.Legend(orient="bottom", title=None)
    colour = alt.Color("measure:N", scale=scale, legend=legend)
    told = [c for c in ("place", "bucket") if c in base.data] + ["measure", "said"]
    # Channels are spelled out: guessing them from strings takes longer than all the rest.
    tip = [alt.Tooltip(f"{c}:N") for c in told]
    channel: dict[str, Any] = {"x": alt.X, "y": alt.Y}
    value = channel[along]("length:Q", title=None, axis=axis, stack=None)
    ends = {"x": ("low:Q", "high:Q"), "y": ("low:Q", "high:Q")}[along]
    second = alt.X2("high:Q") if along == "x" else alt.Y2("high:Q")
    picked = alt.selection_point(name="bar", fields=["key"])
    faded = alt.OpacityValue(0.35, condition={"param": picked.name, "value": 1.0})
    bars = (
        base.mark_bar(cursor="pointer", **BAR[along])
        .encode(**{along: value}, color=colour, tooltip=tip, opacity=faded)
        .add_params(picked)
    )
    spread = base.data[base.data["low"].notna() & base.data["high"].notna()]
    spread = spread[spread["low"] < spread["high"]]
    whiskers = base.mark_rule(strokeWidth=2, color="#6b7280").encode(
        **{along: channel[along](ends[0]), f"{along}2": second}
    )
    whiskers.data = spread
    aside: dict[str, Any] = (
        {"align": "left", "dx": 4} if along == "x" else {"align": "center", "dy": -7}
    )
    written = base.mark_text(fontSize=12, color=caption.ink, **aside).encode(
        **{along: channel[along]("length:Q")}, text=alt.Text("short:N"), tooltip=tip
    )
    drawn = (bars, written) if spread.empty else (bars, whiskers, written)
    whole = cast("alt.LayerChart", alt.layer(*drawn))
    return whole.properties(
        title=alt.TitleParams(
            title,
            subtitle=caption.lines(),
            anchor="start",
            subtitleFontSize=10,
            fontSize=15,
            subtitleColor=caption.ink,
        )
    )


def _bounds(measure: Measure, figure: Figure) -> dict[str, Any]:
    return {
        "measure": words.SHORT[measure],
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "length": _length(figure),
        "short": words.brief(figure),
        "said": words.figure(figure),
    }


def _frame(rows: list[Mapping[str, Any]], keys: tuple[str, ...]) -> pd.DataFrame:
    columns = [*keys, "measure", "low", "best", "high", "length", "short", "said"]
    frame = pd.DataFrame(rows, columns=columns)
    for name in ("low", "best", "high"):
        frame[name] = frame[name].astype("Int64").astype(object)
    return frame


def _stated(figure: Figure | None) -> bool:
    return figure is not None and any(n is not None for n in (figure.low, figure.best, figure.high))


def _length(figure: Figure | None) -> int:
    """How long the bar is: the best, else the low, else the ceiling's."""
    if figure is None:
        return 0
    return next((n for n in (figure.best, figure.low, figure.high) if n is not None), 0)
