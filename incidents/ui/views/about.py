"""What this is, how to read it, and under which licences its rows may be used."""

from __future__ import annotations

import streamlit as st

from incidents.model import DATASETS
from incidents.ui.safe import Html, fill, join, link

READING = """
Every figure here was read in a report or a table and leads back to its words.

- **At least 12** is a lower bound; **not stated** is not zero.
- A town's total includes its sites; nothing is added twice. Two data sets are never added.
- A later report replaces an earlier one; tolls can fall.
- A disc or a shaded region says *somewhere in here*. A ring of hollow marks is a sign that
  several records share one place, never their positions.
- What has no known place is listed beneath the map and drawn nowhere.
- All figures are **reported, not verified**.
"""


def render() -> None:
    """Draw the page."""
    st.header("How to read this", anchor=False)
    st.markdown(READING)
    st.header("Data sets and licences", anchor=False)
    st.html(licences().text)
    st.header("The map", anchor=False)
    st.markdown(
        "Outlines: Natural Earth, as modified by the visionscarto world atlas. Place names: "
        "GeoNames, CC BY 4.0. Names and lines imply no endorsement; disputed lines are dashed."
    )


def licences() -> Html:
    """Name every data set that can be shown, its attribution and licence."""
    rows = [
        fill(
            "<dt>{n}</dt><dd>{a}. {l}.{s} {u}</dd>",
            n=d.name,
            a=d.attribution,
            l=d.licence[:1].upper() + d.licence[1:],
            s=" Exports carry the same licence." if d.share_alike else "",
            u=link(d.url, "Source") if d.url else "",
        )
        for d in DATASETS.values()
    ]
    return fill('<dl class="facts">{r}</dl>', r=join(rows))
