"""All records of the filter as a file, in each format; made only when somebody asks."""

from __future__ import annotations

import streamlit as st

from incidents.query import Filter
from incidents.ui import cache, downloads, words
from incidents.ui.safe import markdown


def render(chosen: Filter, at: int) -> None:
    """Draw the menu of formats under the table."""
    menu = st.popover("Download all records", type="tertiary", icon=":material/download:")
    with menu, st.container(gap="xsmall"):
        _formats(chosen, at)


@st.fragment
def _formats(chosen: Filter, at: int) -> None:
    st.text(
        "Every record the filters select, not only this page. "
        "Source, licence and selection stand on each row."
    )
    unnamed = st.checkbox("Also sites of which only the number is known", key="take_unnamed")
    total = cache.table(chosen, at, 0).total
    st.text(
        f"{words.number(total)} in all. They are made while they are sent: your browser shows "
        "what has come, and stopping it there stops the work here."
    )
    for offer in downloads.offers(chosen, total, placeholders=unnamed):
        st.link_button(
            markdown(offer.label),
            offer.address,
            type="tertiary",
            icon=":material/download:",
            disabled=offer.refused is not None,
            help=markdown(offer.refused or "") or None,
        )
