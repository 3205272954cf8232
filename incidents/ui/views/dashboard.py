"""The dashboard: headline figures, map left, charts right, table below."""

from __future__ import annotations

import streamlit as st

from incidents.query import Filter
from incidents.ui import cache, filters, palette, selection, words
from incidents.ui.charts import Caption
from incidents.ui.licences import licence_line
from incidents.ui.pacing import FOLLOW_S
from incidents.ui.safe import fill
from incidents.ui.views import chart_part, focus_part, headline, incident, map_part, table_part


def render() -> None:
    """Draw the page for the filters chosen in the sidebar."""
    at = cache.revision()
    choices = cache.choices(at)
    chosen = filters.sidebar(choices)
    found = cache.answers(chosen, at)
    caption = Caption(
        as_of=words.as_of(chosen.as_of, found.latest),
        selection=words.selection(chosen, {key: name for key, name, _ in choices.places}),
        revision=at,
        licence=licence_line(dataset for dataset, _ in found.tolls),
        ink=palette.of_theme(st.context.theme.type).words,
    )
    strap(caption)
    if not found.tolls or not any(t.incidents or t.placeholders for _, t in found.tolls):
        nothing(chosen)
        return
    headline.render(found.tolls, caption, cache.counted_twice(chosen, at))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        map_part.render(chosen, found, at)
    with right:
        chart_part.render(chosen, found, caption, at)
    within = focus_part.render(chosen, at)
    table_part.render(within, at, caption, focus_part.ids_of_cell(within, at, selection.focus()))
    follow(at)
    if (opened := selection.opened()) is not None:
        incident.render(opened)


def strap(caption: Caption) -> None:
    """Say to a newcomer what this is and what the figures are, above them."""
    text = (
        '<h1 class="lead">Attacks on people, as reports tell of them</h1>'
        '<div class="strap"><b>Reported, not verified</b>, {a}. Each figure is one click from the '
        "sentences it rests on. Showing: {s}. Data revision {r}.</div>"
    )
    st.html(fill(text, a=caption.as_of, s=caption.selection, r=caption.revision).text)


def nothing(chosen: Filter) -> None:
    """Say what to widen when nothing is found."""
    if chosen == Filter():
        st.info("There are no incidents yet. Add a report or upload a table to begin.")
        return
    st.info(f"No incidents match. {widen(chosen)}")
    st.button("Clear all filters", key="clear_here", on_click=filters.clear)


def widen(chosen: Filter) -> str:
    """Name the filters that could be widened, the likeliest first."""
    tries = [
        ("widen the dates", chosen.since or chosen.until),
        ("clear the words in the text", chosen.text),
        ("clear the place", chosen.places or chosen.bounds or chosen.incident),
        ("choose a later “as known at”", chosen.as_of),
        ("choose more event types", chosen.event_types or chosen.sub_event_types),
        ("choose more weapons", chosen.weapon_families),
        ("allow less exact places", chosen.precisions),
        ("choose more sources", chosen.sources or chosen.datasets),
    ]
    cures = [words_ for words_, used in tries if used]
    return ("Try this: " + ", or ".join(cures) + ".") if cures else ""


@st.fragment(run_every=FOLLOW_S)
def follow(at: int) -> None:
    """Draw anew when there is a new revision of the data; `pacing` asks only when there is one."""
    if cache.revision() != at:
        st.rerun(scope="app")
