"""The button that asks a network geocoder about one name, and what has left the machine.

Never by itself: only where INCIDENTS_GEOCODER is set, and a person presses it.
"""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Place
from incidents.ui import asking, cache, edge
from incidents.ui.safe import markdown


def render(item_id: str, wanted: str, country: str | None) -> tuple[Place, ...]:
    """Draw the button; give what was answered to this name, () until it is asked."""
    choice = cache.settings().geocoder
    if choice is None or not wanted:
        return ()
    land = cache.outlines().names().get(country or "")
    said = ", ".join(part for part in (wanted, land) if part)
    key = f"asked-{item_id}-{said}"
    sends = markdown(f"Sends {said} to {choice.domain}, and nothing else.")
    if st.button(f"Ask {markdown(choice.domain)}", key=f"ask-{item_id}", help=sends):
        try:
            with st.spinner("Asking"):
                st.session_state[key] = asking.ask(cache.settings(), wanted, land)
        except IncidentsError as problem:
            edge.show(problem)
    found: tuple[Place, ...] = st.session_state.get(key, ())
    if key in st.session_state:
        words = f"{len(found)} answers of {choice.domain}; candidates, nothing is placed by them."
        st.caption(markdown(words if found else f"{choice.domain} knows no place called so."))
    return found


def departures() -> None:
    """List what left this machine, where a geocoder is set."""
    settings = cache.settings()
    if settings.geocoder is None:
        return
    gone = asking.departures(settings)
    with st.expander(f"What left this machine: {len(gone)} requests"):
        if not gone:
            st.caption("Nothing so far.")
        else:
            rows = [{"when (UTC)": d.at, "to": d.service, "what": d.sent} for d in gone]
            st.dataframe(rows, hide_index=True, key="departures")
