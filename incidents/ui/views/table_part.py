"""The table beneath: every incident of the selection; a click on a row opens it."""

from __future__ import annotations

import math

import pandas as pd
import streamlit as st

from incidents.model import Measure
from incidents.query import Filter, TablePage, TableRow
from incidents.ui import cache, saved, selection, words
from incidents.ui.charts import Caption

SHOWN = (Measure.KILLED, Measure.INJURED, Measure.FIRES, Measure.SITES)


def render(chosen: Filter, at: int, caption: Caption) -> None:
    """Draw one page of the table."""
    page = st.session_state.get("table_page", 1) - 1
    found = cache.table(chosen, at, page)
    pages = max(1, math.ceil(found.total / found.size))
    if page >= pages:
        found = cache.table(chosen, at, 0)
    st.html(
        f'<div class="strap"><b>{words.number(found.total)}</b> records; '
        "choose a row to read its sentences</div>"
    )
    rows = tuple(sorted(found.rows, key=lambda r: r.placeholder))
    st.dataframe(
        frame(rows),
        hide_index=True,
        key="table",
        on_select=lambda: selection.on_row("table", [r.incident_id for r in rows]),
        selection_mode="single-row",
        alt="Incidents of the selection",
    )
    left, right = st.columns([3, 1])
    with left:
        _save(found, caption)
    if pages > 1:
        right.number_input(f"Page (of {pages})", 1, pages, key="table_page")


def frame(rows: tuple[TableRow, ...]) -> pd.DataFrame:
    """The table's columns in words; a figure nobody states is an empty cell."""
    return pd.DataFrame(
        [
            {
                "Date": r.date,
                "What": "one of several sites, not named" if r.placeholder else r.label,
                "Place": r.place_name or "not named",
                "Placed": words.KINDS[r.precision],
                **{words.SHORT[m].capitalize(): words.brief(r.figures.get(m)) for m in SHOWN},
                "Type": r.sub_event_type or r.event_type or "",
                "Weapons": r.weapons,
                "Source": r.sources,
            }
            for r in rows
        ]
    )


def _save(found: TablePage, caption: Caption) -> None:
    st.download_button(
        "Save this table (CSV)",
        data=lambda: saved.csv_bytes(saved.table_rows(found.rows), caption, cache.today()),
        file_name="incidents.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
