"""What was read in a report: the text marked, the records to put right, what they join."""

from __future__ import annotations

import streamlit as st

from incidents.model import Extraction
from incidents.pipeline import add_report
from incidents.ui import cache, highlight, mending, words
from incidents.ui.safe import fill, join, markdown
from incidents.ui.views import candidates_part, choosing_part, plan_part

FIXED = ["Place", "Counts", "Said", "Words"]


def render(read: Extraction, author: str) -> None:
    """Draw the reading beside its records, then what saving would do."""
    for note in read.notes:
        st.warning(markdown(words.with_units_named(note, candidates_part.unit_name)))
    read = choosing_part.render(read)
    left, right = st.columns(2, gap="medium")
    with left:
        st.subheader("The text", anchor=False)
        st.html(highlight.legend().text)
        st.html(highlight.marked(read.report.text, highlight.spans_of(read)).text)
        _left_out(read)
    with right:
        mended = _tables(read, author)
    accepted = plan_part.render(mended)
    if st.button("Save", type="primary", key="add_save"):
        services = cache.services()
        st.session_state["add_saved"] = add_report(
            services.ledger, mended, author=author, accepted=accepted, gazetteer=services.gazetteer
        )
        st.rerun()


def _tables(read: Extraction, author: str) -> Extraction:
    """Draw the two tables and give the reading as put right."""
    key = read.report.report_id
    st.subheader("The records", anchor=False)
    st.data_editor(
        mending.incident_frame(read),
        hide_index=True,
        key=f"places-{key}",
        disabled=["Placed", "Type", "Part of"],
    )
    st.text("Figures: correct what was misread, untick what is no figure of this attack.")
    st.data_editor(
        mending.figure_frame(read), hide_index=True, key=f"figures-{key}", disabled=FIXED
    )
    edits = [st.session_state.get(f"{n}-{key}", {}) for n in ("figures", "places")]
    figures, places = (e.get("edited_rows", {}) for e in edits)
    mender = mending.Mender(author, cache.services().clock.now())
    return mending.mended(read, figures, places, cache.services().gazetteer, mender)


def _left_out(read: Extraction) -> None:
    if not read.left_out:
        return
    st.subheader("Numbers left out, and why", anchor=False)
    rows = [fill("<dt>{t}</dt><dd>{w}</dd>", t=o.text, w=o.why) for o in read.left_out]
    st.html(fill('<dl class="facts">{r}</dl>', r=join(rows)).text)
