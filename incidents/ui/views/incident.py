"""The panel of one incident: what happened, every claim in its sentence, and its kin."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError, NotFound
from incidents.geocode.pcodes import adm1_pcode, adm2_pcode
from incidents.model import Measure, Quote
from incidents.ui import cache, correcting, edge, origin_cards, selection, words
from incidents.ui.records import Opened, open_incident
from incidents.ui.safe import Html, fill, join, markdown
from incidents.ui.views import byhand_part, correct_part, kin_part, record_part, saving, steps_part


@st.dialog("Incident", width="medium", position="right", on_dismiss=selection.close)
def render(incident_id: str) -> None:
    """Draw the panel; one that is gone says so."""
    try:
        found = open_incident(cache.services(), incident_id, cache.viewer())
    except NotFound as problem:
        st.warning(markdown(problem))
        return
    except IncidentsError as problem:
        edge.show(problem, public=cache.settings().public)
        return
    owner = not cache.settings().public
    if owner:
        saving.said()
    st.html(head(found, hromada=_hromada(found)).text)
    if owner:
        record_part.record(found.incident)
    st.subheader("What is said, and by whom", anchor=False)
    _claims(found, owner=owner)
    steps_part.render(found)
    kin_part.render(found)
    if owner:
        byhand_part.render(found)


def _claims(found: Opened, *, owner: bool) -> None:
    ordered = sorted(found.claims, key=lambda c: (list(Measure).index(c.measure), c.said.earliest))
    # One corrected by somebody else meanwhile keeps its open form, so that saving can say so.
    offered = correcting.standing(ordered) | correct_part.open_claim()
    for one in ordered:
        st.html(join([origin_cards.claim_card(one, found.reports)]).text)
        if owner and one.claim_id in offered:
            correct_part.claim(one)
    if owner and correct_part.open_claim() - {c.claim_id for c in ordered}:
        st.warning("The figure that was being corrected is gone; nothing was saved.")
    cards = [origin_cards.quote_card(q, found.reports) for q in bare_quotes(found)]
    if cards:
        st.html(join(cards).text)
    elif not ordered:
        st.html("No report states a figure for this record itself.")


def bare_quotes(found: Opened) -> list[Quote]:
    """Words about the incident in which no claim is quoted already."""
    claimed = [c.origin for c in found.claims if isinstance(c.origin, Quote)]
    return [
        q
        for q in found.incident.quotes
        if not any(
            c.report_id == q.report_id and q.start <= c.start and c.end <= q.end for c in claimed
        )
    ]


def _hromada(found: Opened) -> str | None:
    """P-code of the hromada a settlement lies in, where the gazetteer knows it."""
    ask = getattr(cache.services().gazetteer, "hromada", None)
    return ask(found.incident.place) if ask else None


def head(found: Opened, *, hromada: str | None = None) -> Html:
    """The facts of an incident as a list of terms."""
    row, place = found.row, found.incident.place
    spread = words.DATE_PRECISION.get(row.date_prec, "")
    facts = {
        "What": row.label if row.label != row.place_name else "",
        "When": f"{words.day(row.date)}{f' ({spread})' if spread else ''}",
        "Where": row.place_name or "place not named",
        "Placed": words.precision(row.precision),
        "P-code": " · ".join(c for c in (adm1_pcode(place), adm2_pcode(place), hromada) if c),
        "Type": " · ".join(t for t in (row.event_type, row.sub_event_type) if t),
        "Weapons": row.weapons,
        "Counted": "no: one of a stated number of sites" if row.placeholder else "",
    }
    rows = [fill("<dt>{t}</dt><dd>{d}</dd>", t=t, d=d) for t, d in facts.items() if d]
    return fill('<dl class="facts">{r}</dl>', r=join(rows))
