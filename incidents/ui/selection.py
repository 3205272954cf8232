"""Which incident is open, kept in the session and in the address. Callbacks of map and table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from incidents.model import Claim, Incident
from incidents.ui.filters import OPEN


def opened() -> str | None:
    """The incident whose panel is open, from the session or from a followed link."""
    state = st.session_state
    if "open_id" not in state:
        state["open_id"] = st.query_params.get(OPEN)
    found: str | None = state["open_id"]
    return found


def show(incident_id: str | None) -> None:
    """Open an incident's panel, or close it with None."""
    state = st.session_state
    state["open_id"] = incident_id
    state["map_turn"] = turn() + 1
    edit(None)
    if incident_id is None:
        st.query_params.pop(OPEN, None)
    else:
        st.query_params[OPEN] = incident_id


def close() -> None:
    """Close the panel (a callback)."""
    show(None)


def editing() -> Claim | Incident | None:
    """What is being corrected, as it was seen when its form was opened."""
    found: Claim | Incident | None = st.session_state.get("editing")
    return found


def edit(seen: Claim | Incident | None) -> None:
    """Open the form of a claim or record as it is seen now, or close it with None."""
    for key in [k for k in st.session_state if str(k).startswith(("fig_", "rec_"))]:
        del st.session_state[key]
    st.session_state["editing"] = seen


def turn() -> int:
    """How often something was opened; part of the map's layer ids."""
    found: int = st.session_state.get("map_turn", 0)
    return found


def on_map() -> None:
    """Open what was clicked on the map; a click beside everything changes nothing."""
    found = clicked(st.session_state.get("map"))
    if found is not None:
        show(found)


def on_row(key: str, ids: Sequence[str]) -> None:
    """Open the chosen row of a table."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        show(ids[rows[0]])


def clicked(event: Any) -> str | None:  # noqa: ANN401 - Streamlit's state is a plain mapping
    """Read the incident id out of a map selection; None if nothing of ours was hit."""
    if not isinstance(event, Mapping):
        return None
    objects = event.get("selection", {}).get("objects", {})
    for hit in (one for found in objects.values() for one in found):
        at = hit.get("properties", hit)
        if isinstance(at.get("id"), str):
            return str(at["id"])
    return None
