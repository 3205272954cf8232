"""The sidebar's filters, kept in the page's address so that a link restores the view.

A link wins when it is followed; after that the widgets do. The chosen filter outlives a visit to
another page, which drops widgets and address alike.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import streamlit as st

from incidents.errors import BadFilter
from incidents.query import Choices, Filter, from_params, to_params
from incidents.ui import words
from incidents.ui.looks import MEASURE, SUMMARY
from incidents.ui.safe import markdown

#: Parameters of the address that are no part of the filter.
OPEN = "open"
BESIDE = frozenset({OPEN, MEASURE, SUMMARY})
_FIELDS = (
    "places",
    "event_types",
    "weapon_families",
    "precisions",
    "sources",
    "datasets",
)
_LABELS = {
    "places": "Place",
    "event_types": "Event type",
    "weapon_families": "Weapon",
    "precisions": "How exactly placed",
    "sources": "Source",
    "datasets": "Data set",
}
Option = tuple[str, str, int]


def sidebar(choices: Choices) -> Filter:
    """Draw the filters and give what they select."""
    state = st.session_state
    link = _link()
    returned = state.pop("left_dashboard", False)
    followed = link != state.get("filter_link") and not (returned and not link)
    if "filter" not in state or followed:
        state["filter"] = _read(link)
        _seed(state["filter"])
    elif "w_text" not in state:
        _seed(state["filter"])
    with st.sidebar:
        state["filter"] = _widgets(state["filter"], choices)
    chosen: Filter = state["filter"]
    _write(chosen)
    return chosen


def clear() -> None:
    """Select everything again (a button's callback)."""
    set_to(Filter())


def set_to(chosen: Filter) -> None:
    """Select this and nothing else (in a callback: the widgets are not drawn yet)."""
    st.session_state["filter"] = chosen
    _seed(chosen)


def _widgets(before: Filter, choices: Choices) -> Filter:
    left, right = st.columns(2)
    since = left.date_input("From", key="w_since", format="DD/MM/YYYY")
    until = right.date_input("To", key="w_until", format="DD/MM/YYYY")
    text = st.text_input("Words in the text", key="w_text", max_chars=200)
    picked: dict[str, Any] = {
        name: _several(name, getattr(before, name), choices) for name in _FIELDS
    }
    as_of = st.datetime_input(
        "As known at (local time)",
        key="w_as_of",
        format="DD/MM/YYYY",
        help="Shows the toll as it was known then. Empty: as of the latest report.",
    )
    if before.incident or before.bounds or before.sub_event_types:
        st.caption("The link narrows this view further; clear the filters to see everything.")
    st.button("Clear all filters", on_click=clear, width="stretch")
    return replace(
        before,
        since=since or None,
        until=until or None,
        text=(text or "").strip(),
        as_of=as_of if isinstance(as_of, datetime) else None,
        **picked,
    )


def _several(name: str, chosen: Sequence[str], choices: Choices) -> tuple[str, ...]:
    offered = _offered(choices, name)
    known = {value for value, _, _ in offered}
    options = [*(v for v, _, _ in offered), *(v for v in chosen if v not in known)]
    if name == "datasets" and len(options) < 2:
        return tuple(chosen)
    picked: list[str] = st.multiselect(
        _LABELS[name], options, key=f"w_{name}", format_func=_worded(offered), placeholder="All"
    )
    return tuple(picked)


def _worded(offered: Sequence[Option]) -> Callable[[str], str]:
    shown: Mapping[str, str] = {value: f"{said} ({count})" for value, said, count in offered}
    return lambda value: shown.get(value, value)


def _offered(choices: Choices, name: str) -> Sequence[Option]:
    found: Sequence[Option] = getattr(choices, name)
    if name == "precisions":
        kinds = {p.value: words_ for p, words_ in words.KINDS.items()}
        return [(v, kinds.get(v, said), n) for v, said, n in found]
    return found


def _seed(chosen: Filter) -> None:
    state: Any = st.session_state
    state["w_since"], state["w_until"] = chosen.since, chosen.until
    state["w_text"], state["w_as_of"] = chosen.text, chosen.as_of
    for name in _FIELDS:
        state[f"w_{name}"] = list(getattr(chosen, name))


def _link() -> dict[str, list[str]]:
    return {k: st.query_params.get_all(k) for k in st.query_params if k not in BESIDE}


def _read(link: Mapping[str, list[str]]) -> Filter:
    try:
        return from_params(link)
    except BadFilter as problem:
        st.warning(f"The link could not be followed in full: {markdown(problem)}")
        return Filter()


def _write(chosen: Filter) -> None:
    wanted = to_params(chosen)
    st.session_state["filter_link"] = dict(wanted)
    if wanted != _link():
        kept = {k: [v] for k, v in st.query_params.items() if k in BESIDE}
        st.query_params.from_dict({**wanted, **kept})
