"""One question of the review page with its answers; each answer is saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import streamlit as st

from incidents.errors import BadInput
from incidents.geocode.asked import lookup_alone
from incidents.model import Estimate, Place, Revision
from incidents.pipeline import reviewing
from incidents.pipeline.review_items import ReviewItem, ReviewKind
from incidents.ui import cache, person, questions, words
from incidents.ui.questions import Answer, Deed
from incidents.ui.safe import markdown
from incidents.ui.views import candidates_part, network_part
from incidents.ui.views.answering import save


def render(item: ReviewItem) -> None:
    """Draw the question, its answers and their letters."""
    reports = cache.reports(cache.services().ledger.revision())
    with st.container(border=True, key="question"):
        named = replace(item, words=words.with_units_named(item.words, candidates_part.unit_name))
        st.html(questions.card(named, reports).text)
        places = _candidates(item)
        reason = st.text_input("Why, for the log (may be left empty)", key=f"why-{item.item_id}",
                               max_chars=300)  # fmt: skip
        with st.container(horizontal=True, gap="small"):
            for answer in questions.answers(item, places):
                said = words.with_units_named(answer.words, candidates_part.unit_name)
                if st.button(markdown(said), shortcut=answer.letter, wrap=True,
                             type="primary" if answer.letter == "A" else "secondary",
                             key=f"{item.item_id}-{answer.letter}"):  # fmt: skip
                    save(lambda a=answer: _carry_out(item, a, reason))  # type: ignore[misc]
        if item.kind is ReviewKind.VAGUE:
            _figure(item, reason)


def _candidates(item: ReviewItem) -> Sequence[Place]:
    place, gazetteer = item.incident.place, cache.services().gazetteer
    if item.kind not in {ReviewKind.PLACE, ReviewKind.UNPLACED, ReviewKind.LOOSE}:
        return ()
    name = st.text_input("Look up another name", key=f"name-{item.item_id}", max_chars=100)
    wanted = (name or "").strip() or place.toponym or place.name or ""
    found = [p for p in lookup_alone(gazetteer, wanted) if p.placed] if wanted else []
    near = [p for p in found if place.country in {None, p.country}]
    if wanted and not found:
        st.caption("The gazetteer does not know this name; write its usual name.")
    told = network_part.render(item.item_id, wanted, place.country)
    choices = [*(near or found)[: questions.CANDIDATES - len(told)], *told]
    if choices:
        candidates_part.render(choices, item.item_id)
    return choices


def _figure(item: ReviewItem, reason: str) -> None:
    with st.form(f"vague-{item.item_id}", border=False):
        low = st.number_input("At least", 0, value=None, step=1, key=f"low-{item.item_id}")
        if st.form_submit_button("Save this figure"):
            save(lambda: _vague(item, low, reason))


def _vague(item: ReviewItem, low: int | None, reason: str) -> Revision:
    if low is None:
        raise BadInput("no figure was written; write how many at least, or keep the low")
    ledger = cache.services().ledger
    return reviewing.give_figure(ledger, item, Estimate.at_least(low), _who(reason))


def _who(reason: str) -> reviewing.Decider:
    now = cache.services().clock.now()
    return reviewing.Decider(author=person.signed(), at=now, reason=reason)


def _carry_out(item: ReviewItem, answer: Answer, reason: str) -> Revision:
    services, who = cache.services(), _who(reason)
    if answer.deed is Deed.CHOOSE and answer.claim is not None:
        return reviewing.choose_claim(services.ledger, item, answer.claim.claim_id, who)
    if answer.deed is Deed.PLACE and answer.place is not None:
        return reviewing.place_it(services.ledger, item, answer.place, who, services.gazetteer)
    if answer.deed is Deed.REJECT:
        return reviewing.reject(services.ledger, item, who, services.gazetteer)
    deeds = {
        Deed.ACCEPT: reviewing.accept,
        Deed.WITHHOLD: reviewing.withhold,
    }
    return deeds.get(answer.deed, reviewing.keep)(services.ledger, item, who)
