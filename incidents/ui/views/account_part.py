"""Every line's fate: the account, the rejected rows with their cures, the marked ones."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from incidents.files import write_rejects
from incidents.files.codes import CODES
from incidents.files.draft import shown
from incidents.pipeline.checking import Checked
from incidents.pipeline.importing import Imported
from incidents.ui import words
from incidents.ui.safe import fill

__all__ = ["Checked", "account", "faults_frame", "notes_frame", "outcome", "render"]

SHOWN = 500


def render(checked: Checked) -> None:
    """Draw the account of all lines, then what was rejected and what was marked."""
    st.subheader("Every line accounted for", anchor=False)
    said = account(checked)
    st.html(fill('<div class="account">{s}</div>', s=said).text)
    _rejects(checked)
    _warnings(checked)


def account(checked: Checked) -> str:
    """The sum in words: lines read = accepted + rejected + duplicates."""
    done = checked.account
    return (
        f"{words.number(done.lines)} lines = {words.number(done.accepted)} accepted + "
        f"{words.number(done.rejected)} rejected + {words.number(done.duplicates)} duplicates"
    )


def outcome(name: str, done: Imported) -> str:
    """What a save came to."""
    if not done.fresh:
        return f"{name} is here already, as revision {done.revision}; nothing was added."
    kept = done.account
    return (
        f"{name} is saved as revision {done.revision}: {words.number(kept.rows_accepted)} rows "
        f"accepted, {words.number(kept.rows_rejected)} rejected, "
        f"{words.number(kept.rows_duplicate)} duplicates."
    )


def _rejects(checked: Checked) -> None:
    if not checked.rejected:
        return
    st.text("Rejected rows: mend them in the file below and upload that; the rest can be saved.")
    st.dataframe(faults_frame(checked), hide_index=True)
    if checked.rejects_cut:
        st.text(
            f"The first {words.number(len(checked.rejected))} rejected rows are in the file; "
            "mend what they have in common and upload the table again."
        )
    st.download_button(
        "Download the rejected rows (CSV)",
        lambda: write_rejects(checked.reading, checked.rejected),
        "rejected.csv", "text/csv", icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def faults_frame(checked: Checked) -> pd.DataFrame:
    """One row for each fault: line, column, value, reason and cure."""
    rows = [
        {"Line": r.line, "Column": f.column, "Value": shown(f.value), "Why": f.why, "Cure": f.cure}
        for r in checked.rejected[:SHOWN]
        for f in r.faults
    ]
    return pd.DataFrame(rows[:SHOWN])


def notes_frame(checked: Checked) -> pd.DataFrame:
    """One row for each mark on an accepted row, near-duplicates last."""
    rows = [
        {"Line": line, "Column": w.column, "Value": shown(w.value), "Note": w.why}
        for line, w in checked.warnings[:SHOWN]
    ]
    rows += [
        {"Line": n.line, "Note": f"May be the incident of line {n.other_line}: {n.detail}"}
        for n in checked.near
    ]
    return pd.DataFrame(rows)


def _warnings(checked: Checked) -> None:
    total = sum(count for _, count in checked.warned) + len(checked.near)
    if not total:
        return
    with st.expander(f"{words.number(total)} notes on accepted rows; they do not stop the save"):
        for code, count in checked.warned:
            st.text(f"{words.number(count)} times: {CODES[code].why}")
        if checked.near:
            st.text(f"{words.number(len(checked.near))} pairs that may be one incident")
        st.dataframe(notes_frame(checked), hide_index=True)
