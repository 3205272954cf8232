"""The form that corrects a saved record's place, title, date and type, in the incident's panel."""

from __future__ import annotations

from datetime import date

import streamlit as st

from incidents.geocode.asked import lookup_alone
from incidents.model import Incident, Place, Revision
from incidents.model.coding import EVENT_TYPES
from incidents.pipeline import edit_incident
from incidents.ui import cache, correcting, person, selection
from incidents.ui.views.saving import leave, reason_of, save

EARLIEST = date(1900, 1, 1)
OFFERED = 20


def record(shown: Incident) -> None:
    """Draw the button that opens the record's form, or the form."""
    seen = selection.editing()
    if not isinstance(seen, Incident) or seen.incident_id != shown.incident_id:
        st.button("Edit record", key="rec_edit", icon=":material/edit:",
                  on_click=selection.edit, args=(shown,))  # fmt: skip
        return
    with st.container(border=True):
        found = _look_up()
        with st.form("rec_form", border=False):
            _fields(seen, found)
        leave(shown)


def _look_up() -> tuple[Place, ...]:
    name = st.text_input("Look up another place", key="rec_name", max_chars=100)
    if not name or not name.strip():
        return ()
    found = lookup_alone(cache.services().gazetteer, name.strip())[:OFFERED]
    if not found:
        st.warning("The gazetteer does not know this name; write its usual name.")
    return found


def _fields(seen: Incident, found: tuple[Place, ...]) -> None:
    place = st.selectbox(
        "Place", [None, *found], index=1 if found else 0,
        format_func=correcting.place_words, disabled=not found,
    )  # fmt: skip
    title = st.text_input("Title", value=seen.title or "", key="rec_title", max_chars=300)
    last = max(cache.today(), seen.when.last)
    day = st.date_input("Date", seen.when.start, min(EARLIEST, seen.when.start), last,
                        key="rec_day", format="DD/MM/YYYY")  # fmt: skip
    kinds = list(EVENT_TYPES)
    kind = st.selectbox(
        "Event type (ACLED)", kinds, placeholder="Not known", key="rec_type",
        index=kinds.index(seen.event_type) if seen.event_type else None,
    )  # fmt: skip
    reason = st.text_input("Why, for the log", key="rec_reason", max_chars=300)
    if st.form_submit_button("Save the record", key="rec_save", type="primary"):
        save(lambda: _record(seen, title, day, kind, place, reason))


def _record(  # noqa: PLR0913, PLR0917 - one for each field of the form
    seen: Incident, title: str, day: date, kind: str | None, place: Place | None, why: str
) -> Revision:
    mended = correcting.record(seen, title=title, day=day, event_type=kind, place=place)
    services = cache.services()
    return edit_incident(
        services.ledger, seen, mended, author=person.signed(), reason=reason_of(why),
        gazetteer=services.gazetteer,
    )  # fmt: skip
