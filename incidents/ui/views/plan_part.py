"""What saving a reading would do: what it adds to, what disagrees, what a person must decide."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from incidents import merge
from incidents.merge import MergePlan, Proposal
from incidents.model import Extraction, Incident, Report
from incidents.pipeline import plan_report
from incidents.ui import cache, effects, mending, origin_cards, words
from incidents.ui.safe import fill, join, markdown


def render(read: Extraction) -> list[str]:
    """Draw the plan; give the ids of the proposals that were accepted."""
    services = cache.services()
    plan = plan_report(services.ledger, read, services.gazetteer)
    st.subheader("What saving does", anchor=False)
    reports = {r.report_id: r for r in (*plan.result.reports, read.report)}
    joined = [effects.effect_card(one) for one in merge.effects(plan)]
    if joined:
        st.text("Speaks of what is known already:")
        st.html(join(joined).text)
    st.html(summary(plan))
    if plan.disagreements:
        st.text("Figures that exclude each other; both are kept and shown:")
        st.html(effects.disagreement_cards(plan.disagreements, reports).text)
    return [p.proposal_id for p in plan.proposals if proposal(p, reports, "add")]


def summary(plan: MergePlan) -> str:
    """Say which incidents are new and which sites get a name; as escaped HTML."""
    lines = [("New incident", _said(i)) for i in plan.new if not i.placeholder]
    if sites := sum(i.placeholder for i in plan.new):
        lines.append(("Listed, not counted", f"{sites} sites of which nothing more is known"))
    lines += [("Named site", f.words) for f in plan.filled if hasattr(f, "words")]
    rows = [fill("<dt>{t}</dt><dd>{d}</dd>", t=t, d=d) for t, d in lines]
    return fill('<dl class="facts">{r}</dl>', r=join(rows)).text


def proposal(one: Proposal, reports: Mapping[str, Report], key: str) -> bool:
    """Draw a proposal with both quotes and a box to accept it."""
    with st.container(border=True):
        st.text(one.words)
        st.html(join([origin_cards.quote_card(q, reports) for q in one.quotes]).text)
        return st.checkbox(markdown("Yes, this is the same place"), key=f"{key}-{one.proposal_id}")


def _said(incident: Incident) -> str:
    return f"{mending.name_of(incident)}, {words.day(incident.when.start)}"
