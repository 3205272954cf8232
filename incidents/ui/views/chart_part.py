"""The charts beside the map: people per place, fires and sites, and both over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import streamlit as st

from incidents.model import DATASETS, Measure
from incidents.query import Filter
from incidents.ui import cache, charts, focus, saved, selection
from incidents.ui.cache import Answers
from incidents.ui.charts import PEOPLE, Caption
from incidents.ui.focus import Focus

STRUCK = (Measure.FIRES, Measure.SITES)
PEOPLE_TITLE, STRUCK_TITLE = "Reported killed and wounded", "Reported fires and sites struck"


def render(chosen: Filter, found: Answers, caption: Caption, at: int) -> None:
    """Draw the charts; each can be saved as a picture from its corner, and as CSV here."""
    found, dataset = _one_set(chosen, found, at)
    caption = replace(caption, selection=f"{caption.selection}{dataset}")
    # A hidden tab would be drawn as well, and keep the browser from the map.
    places, times = st.tabs(["Per place", "Over time"], key="chart_tab", on_change="rerun")
    if times.open:
        with times:
            _over_time(found, caption)
    else:
        with places:
            _per_place(found, caption)


def _per_place(found: Answers, caption: Caption) -> None:
    bars = {charts.key_of(p): focus.place(p.place_id, p.label) for p in found.places}
    for measures, title in ((PEOPLE, PEOPLE_TITLE), (STRUCK, STRUCK_TITLE)):
        chart = charts.per_place(found.places, measures, title, caption)
        _chart(chart, f"places-{measures[0].value}", title, bars)
    _save("places.csv", lambda: saved.place_rows(found.places), caption)


def _over_time(found: Answers, caption: Caption) -> None:
    days = {t.bucket: focus.days(t.bucket) for t in found.times}
    for measures, title in ((PEOPLE, PEOPLE_TITLE), (STRUCK, STRUCK_TITLE)):
        chart = charts.over_time(found.times, measures, title, caption)
        _chart(chart, f"times-{measures[0].value}", title, days)
    _save("over-time.csv", lambda: saved.time_rows(found.times), caption)


def _one_set(chosen: Filter, found: Answers, at: int) -> tuple[Answers, str]:
    """Chart one data set at a time: the figures of two are never added."""
    names = {(DATASETS[d].name if d in DATASETS else d): d for d, _ in found.tolls}
    if len(names) < 2:
        return found, ""
    picked = st.selectbox("Charts of", list(names), key="chart_set")
    one = replace(chosen, datasets=(names[picked],))
    return cache.answers(one, at), f"; data set: {picked}"


def _chart(chart: alt.LayerChart | None, key: str, title: str, bars: Mapping[str, Focus]) -> None:
    if chart is None:
        st.text(f"{title}: no report in this selection states any.")
        return
    key = f"{key}-{selection.turn('chart_turn')}"
    st.altair_chart(
        chart,
        key=key,
        on_select=lambda: selection.on_bar(key, bars),
        selection_mode="bar",
        alt="Bars with low, best and high; a click on a bar lists its incidents",
    )


def _save(name: str, rows: Callable[[], Iterable[dict[str, Any]]], caption: Caption) -> None:
    st.download_button(
        "Save these figures (CSV)",
        data=lambda: saved.csv_bytes(rows(), caption, cache.today()),
        file_name=name,
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
        key=f"save-{name}",
    )
