"""What a saved report did: each toll before and after, the way back, the way to the map."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.pipeline import Added
from incidents.ui import cache, edge, effects, mending, selection
from incidents.ui.filters import OPEN
from incidents.ui.safe import join, markdown

#: Attacks of a saved report that get a button to the dashboard.
OFFERED = 4


def render(added: Added, author: str) -> None:
    """Say what was saved, with a way back."""
    say = st.success if added.revision else st.info
    say(markdown(added.message))
    if added.effects:
        cards = [effects.effect_card(one, ("Before", "Now")) for one in added.effects]
        st.html(join(cards).text)
    with st.container(horizontal=True):
        if added.revision and st.button("Undo", key="add_undo", icon=":material/undo:"):
            _undo(added.revision.number, author)
        st.button("Add another report", key="add_more", on_click=_again)
        _ways_there(added)


def _ways_there(added: Added) -> None:
    """A button to each attack the report speaks of; the page's own script knows the dashboard."""
    home = st.session_state.get("dashboard_page")
    ids = {i.incident_id for i in added.new}
    heads = [i for i in added.new if i.parent_id not in ids and not i.placeholder]
    for one in [*(e.incident for e in added.effects), *heads][:OFFERED]:
        name = f"Show {mending.name_of(one)} on the dashboard"
        if home is not None and st.button(markdown(name), key=f"add_show-{one.incident_id}"):
            _again()
            selection.show(one.incident_id)
            st.switch_page(home, query_params={OPEN: one.incident_id})


def _undo(number: int, author: str) -> None:
    try:
        cache.services().ledger.undo(number, author=author, reason="undone on the page")
    except IncidentsError as problem:
        edge.show(problem)
        return
    _again()
    st.rerun()


def _again() -> None:
    for key in ("add_saved", "add_read", "add_example"):
        st.session_state.pop(key, None)
