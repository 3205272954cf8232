"""Beneath the map: what has no known place, and the whole map in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from incidents.model import Measure
from incidents.query import UnplacedRow
from incidents.ui import record_buttons, words
from incidents.ui.answers import Answers
from incidents.ui.safe import fill, markdown

#: Countries listed, and records of each that have a button.
COUNTRIES, BUTTONS = 12, 12
#: Labels that say no more than that there is no name.
_BARE = frozenset({"place not named", "place not known"})


def unplaced(
    rows: Sequence[UnplacedRow],
    by_country: Sequence[tuple[str | None, int]],
    countries: Mapping[str, str],
) -> None:
    """Draw the tray: a count by country to open, and records in it; nothing on a guessed spot.

    One country's few records stand open; more are folded under their country's count.

    Args:
        rows: the newest records; there may be more than were fetched.
        by_country: how many there are, most first.
        countries: names by ISO code.
    """
    if not by_country:
        return
    total = sum(count for _, count in by_country)
    with st.container(border=True, key="tray"):
        text = "<b>No known place, so not on the map: {n}</b>"
        st.html(fill(f"<div>{text}</div>", n=words.number(total)).text)
        for country, count in by_country[:COUNTRIES]:
            named = countries.get(country or "", country or "country not known")
            held = [(r.incident_id, _said(r)) for r in rows if r.country == country]
            alone = len(by_country) == 1 and count <= BUTTONS
            with st.expander(f"{markdown(named)}: {words.number(count)}", expanded=alone):
                record_buttons.render(held, count, shown=BUTTONS, key="tray")
        if len(by_country) > COUNTRIES:
            st.caption(f"{len(by_country) - COUNTRIES} more countries in the table below.")


def in_words(found: Answers) -> None:
    """Draw the text alternative of the map: places with counts and precision."""
    with st.expander("The map in words", icon=":material/list:"):
        st.dataframe(
            words_frame(found),
            hide_index=True,
            width="stretch",
            alt="Places with their figures and how exactly each is known",
        )


def words_frame(found: Answers) -> pd.DataFrame:
    """One row for each place: figures in words, and how exactly it is placed."""
    shown = (Measure.KILLED, Measure.INJURED, Measure.FIRES, Measure.SITES)
    return pd.DataFrame(
        [
            {
                "Place": p.label,
                "Placed": words.precision(p.precision),
                "Incidents": p.incidents,
                **{words.SHORT[m].capitalize(): words.figure(p.figures.get(m)) for m in shown},
            }
            for p in found.places
        ],
        columns=["Place", "Placed", "Incidents", *(words.SHORT[m].capitalize() for m in shown)],
    )


def _said(row: UnplacedRow) -> str:
    """What is known of it: its own name, or what kind of place was left unnamed."""
    if row.label and row.label not in _BARE:
        return row.label
    kind = words.KINDS[row.expected] if row.expected else "place"
    return f"{kind} not named"
