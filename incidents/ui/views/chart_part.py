"""The charts beside the map: people per place, fires and sites, and both over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from incidents.model import DATASETS, Measure
from incidents.query import Filter
from incidents.ui import cache, charts, focus, saved, selection
from incidents.ui.answers import Answers
from incidents.ui.charts import PEOPLE, By, Caption, Picture
from incidents.ui.focus import Focus

STRUCK = (Measure.FIRES, Measure.SITES)
PEOPLE_TITLE, STRUCK_TITLE = "Reported killed and wounded", "Reported fires and sites struck"


def render(chosen: Filter, found: Answers, caption: Caption, at: int) -> None:
    """Draw the charts; each can be saved as a picture from its corner, and as CSV here."""
    chosen, dataset = _one_set(chosen, found)
    if dataset:
        found = cache.answers(chosen, at)
    caption = replace(caption, selection=f"{caption.selection}{dataset}")
    # A hidden tab would be drawn as well, and keep the browser from the map.
    places, times = st.tabs(["Per place", "Over time"], key="chart_tab", on_change="rerun")
    by = By.TIME if times.open else By.PLACE
    with times if times.open else places:
        for measures, title in ((PEOPLE, PEOPLE_TITLE), (STRUCK, STRUCK_TITLE)):
            picture = Picture(by=by, measures=measures, title=title, caption=caption)
            spec = cache.chart(chosen, at, picture)
            _chart(spec, f"{by.value}-{measures[0].value}", title, _bars(found, by))
        if by is By.TIME:
            _save("over-time.csv", lambda: saved.time_rows(found.times), caption)
        else:
            _save("places.csv", lambda: saved.place_rows(found.places), caption)


def _bars(found: Answers, by: By) -> Mapping[str, Focus]:
    """What a click on each bar chooses."""
    if by is By.TIME:
        return {t.bucket: focus.days(t.bucket) for t in found.times}
    return {charts.key_of(p): focus.place(p.place_id, p.label) for p in found.places}


def _one_set(chosen: Filter, found: Answers) -> tuple[Filter, str]:
    """Chart one data set at a time: the figures of two are never added."""
    names = {(DATASETS[d].name if d in DATASETS else d): d for d, _ in found.tolls}
    if len(names) < 2:
        return chosen, ""
    picked = st.selectbox("Charts of", list(names), key="chart_set")
    return replace(chosen, datasets=(names[picked],)), f"; data set: {picked}"


def _chart(spec: dict[str, Any] | None, key: str, title: str, bars: Mapping[str, Focus]) -> None:
    if spec is None:
        st.text(f"{title}: no report in this selection states any.")
        return
    key = f"{key}-{selection.turn('chart_turn')}"
    st.vega_lite_chart(
        spec,
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
