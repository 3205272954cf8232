"""The log of revisions, with undo; and the reports, to withdraw or redact."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Action, Revision
from incidents.ui import cache, edge, history, person
from incidents.ui.safe import markdown
from incidents.ui.views import withdrawing

PAGE = 25
FINAL = frozenset({Action.WITHDRAW, Action.REDACT})


def render() -> None:
    """Draw the newest revisions; older ones on asking."""
    author = person.author()
    st.title("Revisions", anchor=False)
    if (said := st.session_state.pop("log_said", None)) is not None:
        st.success(said)
    log, reports = st.tabs(["What was done", "Withdraw or redact a report"])
    with log:
        found = cache.services().ledger.revisions(PAGE, st.session_state.get("log_before"))
        for one in found:
            _revision(one, author)
        if not found:
            st.info("Nothing was done yet.")
        elif len(found) == PAGE:
            older = found[-1].number
            st.button("Older", key="log_older", on_click=_page, args=(older,))
        if st.session_state.get("log_before") is not None:
            st.button("Newest", key="log_newest", on_click=_page, args=(None,))
    with reports:
        withdrawing.render(author)


def _revision(one: Revision, author: str) -> None:
    with st.expander(markdown(history.headline(one))):
        st.text(f"{one.reason or 'no reason given'}  ({history.kinds(one) or 'rows of an upload'})")
        st.html(history.changes_table(one).text)
        takes_back = one.undone_by is None and one.action not in FINAL
        if takes_back and st.button("Undo", key=f"undo-{one.number}", icon=":material/undo:"):
            _undo(one, author)


def _undo(one: Revision, author: str) -> None:
    ledger = cache.services().ledger
    reason = "undone on the page"
    try:
        if one.import_id is not None and one.action is Action.IMPORT:
            done = ledger.undo_import(one.import_id, author=author, reason=reason)
        else:
            done = ledger.undo(one.number, author=author, reason=reason)
    except IncidentsError as problem:
        edge.show(problem)
        return
    st.session_state["log_said"] = f"Revision {one.number} undone by revision {done.number}."
    st.rerun()


def _page(before: int | None) -> None:
    st.session_state["log_before"] = before
