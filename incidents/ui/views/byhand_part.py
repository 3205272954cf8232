"""Merging and splitting by hand in an incident's panel: looked at first, then one revision."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Claim
from incidents.pipeline import (
    Preview,
    merge_incidents,
    preview_merge,
    preview_split,
    split_claims,
)
from incidents.query import TableRow
from incidents.ui import byhand, cache, edge, effects, person
from incidents.ui.records import Opened
from incidents.ui.safe import markdown
from incidents.ui.views.saving import reason_of, save

#: Incidents offered for a merge at a time; words narrow them.
OFFERED = 12


def render(found: Opened) -> None:
    """Draw both tools, closed until they are asked for."""
    if found.row.placeholder:
        return
    with st.expander("Merge with another incident", icon=":material/merge:"):
        _merge(found)
    claims = byhand.movable(found.claims)
    if len(claims) > 1:
        with st.expander("Split into two incidents", icon=":material/call_split:"):
            _split(found, claims)


def _merge(found: Opened) -> None:
    own = found.row.incident_id
    text = st.text_input("Words of the other incident", key="mrg_text", max_chars=100)
    around = byhand.around(found.incident, (text or "").strip())
    at = cache.revision()
    rows = {r.incident_id: r for r in cache.table(around, at, 0).rows if _may(r, own)}
    offered = list(rows)[:OFFERED]
    # No list that unfolds: in Chromium a click on its words leaves it folded, only keys open it.
    other = st.radio("The other incident", offered, index=None, key="mrg_other",
                     format_func=lambda i: markdown(byhand.row_words(rows[i])))  # fmt: skip
    if other is None:
        st.caption(markdown(byhand.offer_words(len(offered), len(rows))))
        return
    ledger = cache.services().ledger
    _show(lambda: preview_merge(ledger, own, other))
    reason = st.text_input("Why, for the log", key="mrg_why", max_chars=300)
    if st.button("Merge the two", key="mrg_save", type="primary"):
        save(lambda: merge_incidents(ledger, own, other, author=person.signed(),
                                      reason=reason_of(reason)))  # fmt: skip


def _may(row: TableRow, own: str) -> bool:
    return row.incident_id != own and not row.placeholder


def _split(found: Opened, claims: Sequence[Claim]) -> None:
    own, ledger = found.row.incident_id, cache.services().ledger
    named = {c.claim_id: byhand.claim_words(c) for c in claims}
    chosen = st.multiselect("Figures of the other incident", list(named), key="spl_claims",
                            format_func=lambda c: named[c])  # fmt: skip
    if not chosen:
        st.caption("The chosen figures and the words of their reports go to a record of their own.")
        return
    ids = byhand.with_corrections(chosen, found.claims)
    _show(lambda: preview_split(ledger, own, ids))
    reason = st.text_input("Why, for the log", key="spl_why", max_chars=300)
    if st.button("Split off", key="spl_save", type="primary"):
        save(lambda: split_claims(ledger, own, ids, author=person.signed(),
                                   reason=reason_of(reason))[1])  # fmt: skip


def _show(look: Callable[[], Preview]) -> None:
    try:
        found = look()
        st.html(effects.toll_table(found.before, found.after).text)
    except IncidentsError as problem:
        edge.show(problem)
