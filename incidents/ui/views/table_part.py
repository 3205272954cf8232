"""The table beneath: every incident of the selection; a click on a row opens it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from incidents.query import Filter, TablePage
from incidents.ui import cache, saved, selection, table_rows, words
from incidents.ui.charts import Caption
from incidents.ui.views import download_part

LARGEST_PAGE = 1000


def render(chosen: Filter, at: int, caption: Caption, only: frozenset[str] | None = None) -> None:
    """Draw one page of the table; ``only`` these incidents of it, where given."""
    found = _page(chosen, at, only)
    pages = max(1, math.ceil(found.total / found.size))
    st.html(
        f'<div class="strap"><b>{words.number(found.total)}</b> '
        f"{'record' if found.total == 1 else 'records'}; "
        "choose a row to read its sentences</div>"
    )
    rows = table_rows.arranged(found.rows, selection.last())
    ids = [r.incident_id for r in rows]
    key = f"table-{selection.turn('table_turn')}"
    st.dataframe(
        table_rows.frame(rows),
        hide_index=True,
        key=key,
        on_select=lambda: selection.on_row(key, ids),
        selection_mode="single-row",
        selection_default=_marked(ids, selection.last()),
        alt="Incidents of the selection",
    )
    left, right = st.columns([3, 1])
    with left, st.container(horizontal=True, vertical_alignment="center"):
        _save(found, caption)
        download_part.render(chosen, at)
    if pages > 1:
        right.number_input(f"Page (of {pages})", 1, pages, key="table_page")


def _page(chosen: Filter, at: int, only: frozenset[str] | None) -> TablePage:
    if only is not None:
        found = cache.table(chosen, at, 0, LARGEST_PAGE)
        rows = tuple(r for r in found.rows if r.incident_id in only)
        return replace(found, rows=rows, total=len(rows))
    page = st.session_state.get("table_page", 1) - 1
    found = cache.table(chosen, at, page)
    return found if found.rows or page == 0 else cache.table(chosen, at, 0)


def _marked(ids: Sequence[str], last: str | None) -> Any:  # noqa: ANN401 - Streamlit's own mapping
    """The row of what is open, chosen in the table too."""
    return {"selection": {"rows": [ids.index(last)]}} if last in ids else None


def _save(found: TablePage, caption: Caption) -> None:
    st.download_button(
        "Save the rows shown (CSV)",
        data=lambda: saved.csv_bytes(saved.table_rows(found.rows), caption, cache.today()),
        file_name="incidents.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )
