"""What is open, unfolded or chosen, kept in the session. Callbacks of map, charts and table.

The open incident is in the address too. A choice made in one part shows in the others: the
turns are part of the keys of map, charts and table, so that a part whose own choice is
overruled elsewhere forgets it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from incidents.model import Claim, Incident
from incidents.ui import focus as focusing
from incidents.ui.filters import OPEN
from incidents.ui.focus import Focus
from incidents.ui.view import into


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
    _turn("map_turn")
    edit(None)
    if incident_id is None:
        st.query_params.pop(OPEN, None)
    else:
        state["last_id"] = incident_id
        _turn("table_turn")
        st.query_params[OPEN] = incident_id


def close() -> None:
    """Close the panel (a callback)."""
    show(None)


def last() -> str | None:
    """The incident that is or was last open: what stays marked in map and table."""
    found: str | None = st.session_state.get("last_id")
    return opened() or found


def editing() -> Claim | Incident | None:
    """What is being corrected, as it was seen when its form was opened."""
    found: Claim | Incident | None = st.session_state.get("editing")
    return found


def edit(seen: Claim | Incident | None) -> None:
    """Open the form of a claim or record as it is seen now, or close it with None."""
    for key in [k for k in st.session_state if str(k).startswith(("fig_", "rec_"))]:
        del st.session_state[key]
    st.session_state["editing"] = seen


def turn(name: str = "map_turn") -> int:
    """How often a part's choice was overruled; part of its key."""
    found: int = st.session_state.get(name, 0)
    return found


def focus() -> Focus | None:
    """What was chosen in a chart or on the map."""
    found: Focus | None = st.session_state.get("focus")
    return found


def choose(chosen: Focus | None) -> None:
    """Choose something, or let go with None; charts forget what they had chosen."""
    st.session_state["focus"] = chosen
    st.session_state["table_page"] = 1
    _turn("map_turn")
    _turn("chart_turn")


def asked() -> str | None:
    """Key of the badge that is unfolded."""
    found: str | None = st.session_state.get("asked")
    return found


def unfold(key: str | None) -> None:
    """Unfold a badge, or fold it away with None."""
    st.session_state["asked"] = key
    _turn("map_turn")


def on_map() -> None:
    """Act on what was clicked on the map; a click beside everything changes nothing."""
    hit = clicked(st.session_state.get("map"))
    if hit is None:
        return
    badge, found = hit.get("badge"), hit.get("id")
    if isinstance(badge, str):
        unfold(badge)
    if isinstance(found, str):
        show(found)
    elif isinstance(hit.get("area"), str):
        choose(focusing.area(hit["area"], str(hit.get("title", ""))))
    elif isinstance(hit.get("box"), list):
        west, south, east, north = (float(n) for n in hit["box"])
        choose(focusing.frame((west, south, east, north)))
        st.session_state["view"] = into((west, south, east, north), int(hit.get("z", 0)))


def on_row(key: str, ids: Sequence[str]) -> None:
    """Open the chosen row of a table."""
    rows = st.session_state[key]["selection"]["rows"]
    if rows and rows[0] < len(ids):
        turned = turn("table_turn")
        show(ids[rows[0]])
        # The table has the row already: drawn anew it would lose its scroll.
        st.session_state["table_turn"] = turned


def on_bar(key: str, choices: Mapping[str, Focus]) -> None:
    """Choose what a bar stands for; a click beside the bars lets go."""
    picked = st.session_state[key]["selection"].get("bar", [])
    found = choices.get(str(picked[0].get("key"))) if picked else None
    st.session_state["focus"] = found
    st.session_state["table_page"] = 1
    _turn("map_turn")


def clicked(event: Any) -> Mapping[str, Any] | None:  # noqa: ANN401 - Streamlit's state is a plain mapping
    """Read what of ours was hit out of a map selection; None if nothing was."""
    if not isinstance(event, Mapping):
        return None
    objects = event.get("selection", {}).get("objects", {})
    for hit in (one for found in objects.values() for one in found):
        at = hit.get("properties", hit)
        if any(name in at for name in ("id", "badge", "area", "box")):
            return dict(at)
    return None


def _turn(name: str) -> None:
    st.session_state[name] = turn(name) + 1
