"""The owner's corrections of a saved incident: one form open at a time, inside its panel.

What the person saw when the form was opened is kept in the session, so that a change made
meanwhile is noticed when saving and both versions are shown; nothing is overwritten.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import streamlit as st

from incidents.errors import BadInput, IncidentsError
from incidents.model import Claim, Incident, Place, Revision
from incidents.model.coding import EVENT_TYPES
from incidents.pipeline import edit_claim, edit_incident
from incidents.ui import cache, correcting, edge, person, selection

EARLIEST = date(1900, 1, 1)
WHY = "the reason is empty; say in a few words why, it stands in the log"
OFFERED = 20


def said() -> None:
    """Say what the last correction did, once."""
    if (done := st.session_state.pop("edit_said", None)) is not None:
        st.success(f"Saved as revision {done.number}; it can be undone under Revisions.")


def open_claim() -> frozenset[str]:
    """The id of the claim whose form is open, if one is."""
    seen = selection.editing()
    return frozenset({seen.claim_id}) if isinstance(seen, Claim) else frozenset()


def claim(shown: Claim) -> None:
    """Draw the button under a claim, or its form where that is open."""
    seen = selection.editing()
    if not isinstance(seen, Claim) or seen.claim_id != shown.claim_id:
        st.button("Correct this figure", key=f"fix-{shown.claim_id}", type="tertiary",
                  icon=":material/edit:", on_click=selection.edit, args=(shown,))  # fmt: skip
        return
    stood = seen.estimate
    with st.form(f"fig-{seen.claim_id}"):
        with st.container(horizontal=True):
            low = st.number_input("Low", 0, value=stood.low, step=1, key="fig_low")
            best = st.number_input("Best", 0, value=stood.best, step=1, key="fig_best")
            high = st.number_input("High", 0, value=stood.high, step=1, key="fig_high")
        reason = st.text_input("Why, for the log", key="fig_reason", max_chars=300)
        saved = st.form_submit_button("Save the correction", key="fig_save", type="primary")
    if saved:
        _save(lambda: _claim(seen, (low, best, high), reason))
    _leave(shown)


def _claim(seen: Claim, bounds: tuple[int | None, int | None, int | None], why: str) -> Revision:
    services = cache.services()
    return edit_claim(
        services.ledger, seen, correcting.figure(seen, *bounds), author=person.signed(),
        at=services.clock.now(), reason=_reason(why),
    )  # fmt: skip


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
        _leave(shown)


def _look_up() -> tuple[Place, ...]:
    name = st.text_input("Look up another place", key="rec_name", max_chars=100)
    if not name or not name.strip():
        return ()
    found = tuple(cache.services().gazetteer.lookup(name.strip()))[:OFFERED]
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
        _save(lambda: _record(seen, title, day, kind, place, reason))


def _record(  # noqa: PLR0913, PLR0917 - one for each field of the form
    seen: Incident, title: str, day: date, kind: str | None, place: Place | None, why: str
) -> Revision:
    mended = correcting.record(seen, title=title, day=day, event_type=kind, place=place)
    ledger = cache.services().ledger
    return edit_incident(ledger, seen, mended, author=person.signed(), reason=_reason(why))


def _reason(words: str) -> str:
    if not words.strip():
        raise BadInput(WHY)
    return words.strip()


def _save(deed: Callable[[], Revision]) -> None:
    try:
        done = deed()
    except IncidentsError as problem:
        edge.show(problem)
        return
    selection.edit(None)
    st.session_state["edit_said"] = done
    st.rerun()


def _leave(shown: Claim | Incident) -> None:
    with st.container(horizontal=True):
        st.button("Leave", key="edit_leave", on_click=selection.edit, args=(None,))
        if shown != selection.editing():
            st.button("Start again from what stands now", key="edit_again",
                      on_click=selection.edit, args=(shown,))  # fmt: skip
