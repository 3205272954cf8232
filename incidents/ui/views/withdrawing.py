"""Withdraw a report or destroy its words; both are asked for twice, neither can be undone."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Report
from incidents.ui import cache, edge, words


def render(author: str) -> None:
    """Draw the choice of report and deed, and the confirmation."""
    standing = [r for r in cache.services().ledger.reports() if not r.withdrawn]
    if not standing:
        st.info("There is no report to withdraw.")
        return
    chosen = st.selectbox("Report", standing, format_func=_named, key="wd_report")
    deed = st.radio(
        "What to do",
        [
            "Withdraw the report: its words and what rests on it alone are destroyed",
            "Redact its text: its words are destroyed, its figures stay",
        ],
        key="wd_deed",
    )
    reason = st.text_input("Why, for the log", key="wd_reason", max_chars=300)
    sure = st.checkbox("I understand that this cannot be undone", key="wd_sure")
    ready = bool(chosen and sure and reason and reason.strip())
    if st.button("Do it", key="wd_do", disabled=not ready, type="primary") and chosen:
        _do(chosen, withdraw=str(deed).startswith("Withdraw"), reason=reason, author=author)


def _named(report: Report) -> str:
    state = " (redacted)" if report.redacted else ""
    return f"{words.day(report.day)}, {report.publisher}: {report.title or 'no title'}{state}"


def _do(report: Report, *, withdraw: bool, reason: str, author: str) -> None:
    ledger = cache.services().ledger
    try:
        deed = ledger.withdraw if withdraw else ledger.redact
        done = deed(report.report_id, author=author, reason=reason.strip())
    except IncidentsError as problem:
        edge.show(problem)
        return
    st.session_state["log_said"] = f"Done as revision {done.number}; the words are gone."
    st.rerun()
