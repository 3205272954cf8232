"""What waits for a person: that a named place is one that another report left unnamed."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.merge import Proposal
from incidents.pipeline import accept_proposal, proposals
from incidents.ui import cache, edge, origin_cards, person
from incidents.ui.safe import join


def render() -> None:
    """Draw every open proposal with both quotes."""
    author = person.author()
    st.title("Review", anchor=False)
    if (said := st.session_state.pop("review_said", None)) is not None:
        st.success(said)
    services = cache.services()
    waiting = proposals(services.ledger)
    if not waiting:
        st.info("Nothing waits for a decision.")
        return
    st.text(
        "Each of these is an inference. Accept it only if both quotes speak of the same place; "
        "what you accept can be undone under Revisions."
    )
    reports = {r.report_id: r for r in services.ledger.reports()}
    for one in waiting:
        with st.container(border=True):
            st.text(one.words)
            st.html(join([origin_cards.quote_card(q, reports) for q in one.quotes]).text)
            if st.button("Accept", key=f"accept-{one.proposal_id}"):
                _accept(one, author)


def _accept(one: Proposal, author: str) -> None:
    try:
        done = accept_proposal(cache.services().ledger, one.proposal_id, author=author)
    except IncidentsError as problem:
        edge.show(problem)
        return
    st.session_state["review_said"] = f"Accepted as revision {done.number}."
    st.rerun()
