"""Beneath the map: what has no known place, and the whole map in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from incidents.model import Measure
from incidents.query import UnplacedRow
from incidents.ui import selection, words
from incidents.ui.cache import Answers
from incidents.ui.safe import fill, markdown

#: Countries listed, and records of each that have a button.
COUNTRIES, BUTTONS = 12, 12
#: Labels that say no more than that there is no name.
_BARE = frozenset({"place not named", "place not known"})


def unplaced(rows: Sequence[UnplacedRow], countries: Mapping[str, str]) -> None:
    """Draw the tray: a count by country to open, and each record in it; nothing on a guessed spot.

    One country's few records stand open; more are folded under their country's count.
    """
    if not rows:
        return
    by_country = Counter(r.country for r in rows)
    with st.container(border=True, key="tray"):
        text = "<b>No known place, so not on the map: {n}</b>"
        st.html(fill(f"<div>{text}</div>", n=words.number(len(rows))).text)
        for country, count in by_country.most_common(COUNTRIES):
            named = countries.get(country or "", country or "country not known")
            held = [r for r in rows if r.country == country]
            alone = len(by_country) == 1 and count <= BUTTONS
            with st.expander(f"{markdown(named)}: {words.number(count)}", expanded=alone):
                _records(held)
        if len(by_country) > COUNTRIES:
            st.caption(f"{len(by_country) - COUNTRIES} more countries in the table below.")


def _records(rows: Sequence[UnplacedRow]) -> None:
    """Each record of one country, one click from its sentences."""
    with st.container(horizontal=True, gap="xsmall"):
        for nth, row in enumerate(rows[:BUTTONS], start=1):
            st.button(
                f"{nth}. {markdown(_said(row))}",
                key=f"tray-{row.incident_id}",
                type="tertiary",
                on_click=selection.show,
                args=(row.incident_id,),
            )
    if len(rows) > BUTTONS:
        st.caption(f"{len(rows) - BUTTONS} more in the table below.")


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
