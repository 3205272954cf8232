"""All records of the filter as a file, in each format; made only when somebody asks."""

from __future__ import annotations

import time

import streamlit as st

from incidents.api.downloads import SENDING
from incidents.query import Filter
from incidents.ui import cache, downloads, words
from incidents.ui.safe import markdown
from incidents.ui.views import job_part


def render(chosen: Filter, at: int) -> None:
    """Draw the menu of formats under the table."""
    menu = st.popover("Download all records", type="tertiary", icon=":material/download:")
    with menu:
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
        f"{words.number(total)} with those sites. They are made while they are sent: how far that "
        "is stands here, and it can be stopped."
    )
    taking = _taking()
    # Above the formats: what grows below the last of them is cut off by the edge of the menu.
    if any(downloads.is_open(f, SENDING, time.monotonic()) for f in taking.fetches):
        _under_way()
    else:
        _each(taking)
    with st.container(gap=None):
        for offer in downloads.offers(chosen, total, taking.stem, placeholders=unnamed):
            _offer(offer)


def _offer(offer: downloads.Offer) -> None:
    st.link_button(
        markdown(offer.label),
        offer.address,
        type="tertiary",
        icon=":material/download:",
        disabled=offer.refused is not None,
        help=markdown(offer.refused or "") or None,
        on_click=_begin,
        args=(offer,),
    )


def _taking() -> downloads.Taking:
    known: downloads.Taking = st.session_state.setdefault("taking", downloads.Taking())
    return known


def _begin(offer: downloads.Offer) -> None:
    _taking().begin(offer, time.monotonic())


@st.fragment(run_every=0.5)
def _under_way() -> None:
    """Follow what is being sent, twice a second; the page is drawn anew once all of it is over."""
    taking = _taking()
    if not any(downloads.is_open(f, SENDING, time.monotonic()) for f in taking.fetches):
        st.rerun()
    _each(taking)


def _each(taking: downloads.Taking) -> None:
    for fetch in taking.fetches:
        job = downloads.job_of(fetch, SENDING)
        if job is not None and not job.state.over:
            job_part.standing(job, f"Sending {fetch.name}", "records", estimated=False)
        elif downloads.is_open(fetch, SENDING, time.monotonic()):
            st.text(f"{fetch.name}: waiting for your browser.")
        else:
            st.text(downloads.outcome(fetch, job, public=cache.settings().public))
