"""A table as it would be imported: how it was read, its questions, and every line's fate."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from incidents.files import ImportDraft, Question, ReadOptions, write_rejects
from incidents.files.codes import CODES
from incidents.ui.safe import markdown

SHOWN = 500
#: Questions that can be answered here, by their option.
ASKED = ("encoding", "delimiter", "date_order")


def options() -> ReadOptions:
    """What was answered so far."""
    given = {o: st.session_state.get(f"up_{o}") or None for o in ASKED}
    return ReadOptions(
        encoding=given["encoding"], delimiter=given["delimiter"], date_order=given["date_order"]
    )


def render(draft: ImportDraft) -> None:
    """Draw how the file was read, what must be decided, and what would become of each line."""
    read = draft.reading
    st.subheader("How it was read", anchor=False)
    st.text(f"{read.format_name}, {read.encoding}, separator {read.delimiter!r}")
    for reason in read.reasons:
        st.text(reason)
    for question in draft.questions:
        _ask(question)
    done = draft.account
    st.subheader("Every line accounted for", anchor=False)
    st.text(
        f"{done.lines} lines = {done.accepted} accepted + {done.rejected} rejected + "
        f"{done.duplicates} duplicates"
    )
    for fault in read.warnings:
        st.warning(markdown(f"{fault.why} {fault.cure}"))
    _rejects(draft)
    _warnings(draft)


def _ask(question: Question) -> None:
    code = CODES[question.code]
    st.warning(markdown(f"{code.why} {question.detail} {code.cure}"))
    if question.option in ASKED:
        st.selectbox(
            markdown(f"Your answer: {question.option.replace('_', ' ')}"),
            question.choices,
            index=None,
            key=f"up_{question.option}",
            placeholder="Choose",
        )


def _rejects(draft: ImportDraft) -> None:
    if not draft.rejected:
        return
    st.text("Rejected rows: mend them in the file below and upload that; the rest can be saved.")
    st.dataframe(faults_frame(draft), hide_index=True)
    st.download_button(
        "Download the rejected rows (CSV)", write_rejects(draft.reading, draft.rejected),
        "rejected.csv", "text/csv", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def faults_frame(draft: ImportDraft) -> pd.DataFrame:
    """One row for each fault: line, column, value, reason and cure."""
    rows = [
        {"Line": r.line, "Column": f.column, "Value": f.value, "Why": f.why, "Cure": f.cure}
        for r in draft.rejected
        for f in r.faults
    ]
    return pd.DataFrame(rows[:SHOWN])


def _warnings(draft: ImportDraft) -> None:
    rows = [
        {"Line": a.line, "Column": w.column, "Value": w.value, "Note": w.why}
        for a in draft.accepted
        for w in a.warnings
    ]
    rows += [{"Line": n.line, "Note": n.detail} for n in draft.near_duplicates]
    if rows:
        with st.expander(f"{len(rows)} notes on accepted rows"):
            st.dataframe(pd.DataFrame(rows[:SHOWN]), hide_index=True)
