"""Records as a row of buttons, each one click from its sentences."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from incidents.ui import selection, words
from incidents.ui.safe import markdown


def render(named: Sequence[tuple[str, str]], total: int, *, shown: int, key: str) -> None:
    """Draw the buttons, and how many more there are.

    Args:
        named: ids of incidents with what is said of each.
        total: how many there are in all; not every one need be in ``named``.
        shown: buttons at the most.
        key: tells these buttons from others of the page.
    """
    with st.container(horizontal=True, gap="xsmall"):
        for nth, (incident_id, said) in enumerate(named[:shown], start=1):
            st.button(
                f"{nth}. {markdown(said)}",
                key=f"{key}-{incident_id}",
                type="tertiary",
                on_click=selection.show,
                args=(incident_id,),
            )
    rest = total - min(len(named), shown)
    if rest > 0:
        st.caption(f"{words.number(rest)} more in the table below.")
