"""The headline figures, each with its range, its notes and the sentences it rests on."""

from __future__ import annotations

import streamlit as st

from incidents.model import DATASETS, TOLL_MEASURES, Measure
from incidents.summary.toll import Figure, Toll
from incidents.ui import cache, origin_cards, saved, words
from incidents.ui.charts import Caption
from incidents.ui.records import claims_by_id, reports_of
from incidents.ui.safe import Html, fill, join, markdown

ALWAYS = (Measure.KILLED, Measure.INJURED, Measure.FIRES, Measure.SITES)
CARD_PX = 164
SENTENCES = 12


def render(tolls: tuple[tuple[str, Toll], ...], caption: Caption, twice: int = 0) -> None:
    """Draw one row of cards for each data set; two data sets are never added.

    ``twice``: how many incidents from reports may be the same as another one.
    """
    for dataset, toll in tolls:
        if len(tolls) > 1:
            named = DATASETS[dataset].name if dataset in DATASETS else dataset
            st.markdown(f"**{markdown(named)}**")
        with st.container(horizontal=True, key=f"cards-{dataset}"):
            for measure in TOLL_MEASURES:
                figure = toll.figures.get(measure)
                if measure in ALWAYS or words.brief(figure):
                    _card(dataset, measure, figure or Figure())
            _incidents(toll, twice if dataset == "reports" else 0)
    st.download_button(
        "Save these figures (CSV)",
        data=lambda: saved.csv_bytes(saved.toll_rows(tolls), caption, cache.today()),
        file_name="figures.csv",
        mime="text/csv",
        type="tertiary",
        icon=":material/download:",
        on_click="ignore",
    )


def _card(dataset: str, measure: Measure, figure: Figure) -> None:
    with st.container(border=True, width=CARD_PX, gap="xsmall"):
        st.html(card(words.MEASURES[measure], words.figure(figure), words.notes(figure)).text)
        if figure.claim_ids:
            with st.popover(
                "In whose words", key=f"why-{dataset}-{measure.value}", type="tertiary"
            ):
                sentences(figure)


def sentences(figure: Figure) -> None:
    """Draw the sentences a figure rests on."""
    claims = claims_by_id(cache.services(), figure.claim_ids[:SENTENCES], cache.viewer())
    reports = reports_of(cache.services(), claims, looks=cache.viewer())
    st.html(join([origin_cards.claim_card(c, reports) for c in claims]).text)
    if len(figure.claim_ids) > SENTENCES:
        st.caption(f"{len(figure.claim_ids) - SENTENCES} more: open the incidents in the table.")


def _incidents(toll: Toll, twice: int) -> None:
    with st.container(border=True, width=CARD_PX, gap="xsmall"):
        beside = []
        if toll.placeholders:
            beside.append(f"{words.number(toll.placeholders)} unnamed sites listed, not counted")
        if toll.unplaced:
            beside.append(f"{words.number(toll.unplaced)} without a known place")
        if twice:
            beside.append(f"up to {words.number(twice)} may be counted twice: see Review")
        st.html(card("Incidents reported", words.number(toll.incidents), tuple(beside)).text)


def card(label: str, value: str, beside: tuple[str, ...]) -> Html:
    """Draw a figure with its label above and its notes below."""
    lines = [fill('<div class="card-notes">{n}</div>', n=note) for note in beside]
    return fill(
        '<div class="card-label">{l}</div><div class="card-value">{v}</div>{n}',
        l=label,
        v=value,
        n=join(lines),
    )
