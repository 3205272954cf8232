"""The charts beside the map: people per place, fires per place, both over time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import altair as alt
import streamlit as st

from incidents.model import Measure
from incidents.ui import cache, charts, saved
from incidents.ui.cache import Answers
from incidents.ui.charts import PEOPLE, Caption

FIRES = (Measure.FIRES,)
BOTH = (*PEOPLE, Measure.FIRES)


def render(found: Answers, caption: Caption) -> None:
    """Draw the charts; each can be saved as a picture from its corner, and as CSV here."""
    places, times = st.tabs(["Per place", "Over time"])
    with places:
        _chart(
            charts.per_place(found.places, PEOPLE, "Reported killed and wounded", caption),
            "people-per-place",
            "No report in this selection states people killed or wounded at a place.",
        )
        _chart(
            charts.per_place(found.places, FIRES, "Reported fires", caption),
            "fires-per-place",
            "No report in this selection states fires at a place.",
        )
        _save("places.csv", lambda: saved.place_rows(found.places), caption)
    with times:
        _chart(
            charts.over_time(found.times, PEOPLE, "Reported killed and wounded", caption),
            "people-over-time",
            "No report in this selection states people killed or wounded.",
        )
        _chart(
            charts.over_time(found.times, FIRES, "Reported fires", caption),
            "fires-over-time",
            "No report in this selection states fires.",
        )
        _save("over-time.csv", lambda: saved.time_rows(found.times), caption)


def _chart(chart: alt.LayerChart | None, key: str, empty: str) -> None:
    if chart is None:
        st.caption(empty)
        return
    st.altair_chart(chart, key=key, alt="Bars with low, best and high; the table says the same")


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
