"""The owner's corrections of a figure: one form open at a time, inside the incident's panel.

What the person saw when the form was opened is kept in the session, so that a change made
meanwhile is noticed when saving and both versions are shown; nothing is overwritten.
"""

from __future__ import annotations

import streamlit as st

from incidents.model import Claim, Revision
from incidents.pipeline import edit_claim
from incidents.ui import cache, correcting, person, selection
from incidents.ui.views.saving import leave, reason_of, save


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
        save(lambda: _claim(seen, (low, best, high), reason))
    leave(shown)


def _claim(seen: Claim, bounds: tuple[int | None, int | None, int | None], why: str) -> Revision:
    services = cache.services()
    return edit_claim(
        services.ledger, seen, correcting.figure(seen, *bounds), author=person.signed(),
        at=services.clock.now(), reason=reason_of(why),
    )  # fmt: skip
