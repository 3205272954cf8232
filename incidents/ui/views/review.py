"""The review page: every question that needs a person, quickest first, answered by keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from incidents.pipeline.review_items import ReviewItem, ReviewKind
from incidents.ui import cache, person, questions, words
from incidents.ui.safe import join
from incidents.ui.views import answering, network_part, question_part


def render() -> None:
    """Draw the list of open questions and the one that is put."""
    person.author()
    st.title("Review", anchor=False)
    answering.said()
    items = cache.review_items(cache.services().ledger.revision())
    if not items:
        st.info("Nothing waits for a decision.")
        return
    shown = questions.arranged(items, _kinds(items), st.session_state.get("rev_skipped", set()))
    at = min(st.session_state.get("rev_at", 0), len(shown) - 1)
    st.session_state["rev_at"] = at
    question, others = st.columns([3, 2], gap="large")
    with question:
        question_part.render(shown[at])
        _moves(shown[at], at, len(shown))
    with others:
        _list(shown, at)
        network_part.departures()


def _kinds(items: Sequence[ReviewItem]) -> list[ReviewKind]:
    counts = questions.counted(items)
    left = len(items)
    st.html(
        f'<div class="strap"><b>{words.number(left)}</b> '
        f"{'question' if left == 1 else 'questions'} left, quickest first; each answer is a "
        "revision and can be undone. Keys stand on the buttons.</div>"
    )
    chosen = st.pills(
        "Kinds",
        list(counts),
        selection_mode="multi",
        format_func=lambda k: f"{questions.LABELS[k]} ({counts[k]})",
        key="rev_kinds",
        label_visibility="collapsed",
        on_change=_first,
    )
    return [k for k in chosen if k in counts]


def _list(shown: Sequence[ReviewItem], at: int) -> None:
    first = at - at % questions.PAGE
    page = shown[first : first + questions.PAGE]
    rows = [questions.row(first + n + 1, i, now=first + n == at) for n, i in enumerate(page)]
    st.html(join(rows).text)
    if len(shown) > questions.PAGE:
        st.text(f"{first + 1} to {first + len(page)} of {words.number(len(shown))}")


def _moves(item: ReviewItem, at: int, many: int) -> None:
    with st.container(horizontal=True, gap="small"):
        st.button("Previous", shortcut="K", key="rev_prev", on_click=_go, args=(at - 1,),
                  disabled=at == 0)  # fmt: skip
        st.button("Next", shortcut="J", key="rev_next", on_click=_go, args=(at + 1,),
                  disabled=at + 1 >= many)  # fmt: skip
        st.button("Ask me last", shortcut="S", key="rev_skip", on_click=_skip, args=(item.item_id,))
        answering.undo_button()


def _go(at: int) -> None:
    st.session_state["rev_at"] = at


def _first() -> None:
    _go(0)


def _skip(item_id: str) -> None:
    st.session_state.setdefault("rev_skipped", set()).add(item_id)
