"""What a table was recognised as and why, and which column holds what, to choose otherwise."""

from __future__ import annotations

import streamlit as st

from incidents.files.draft import shown
from incidents.files.mapping import FIELDS
from incidents.files.previewing import Glance
from incidents.pipeline.remembered import document
from incidents.ui import cache, uploads, words
from incidents.ui.safe import markdown
from incidents.ui.views import format_part

#: Offered at once; the other fields stand behind "More fields".
FIRST = (
    "date", "location", "adm1", "country", "latitude", "longitude", "precision", "killed",
    "injured", "event_type", "source", "title", "event_id", "url", "notes",
)  # fmt: skip
GUESSED = "mapped"


def render(file: uploads.Given, look: Glance, author: str) -> None:
    """Draw what was recognised, the choice of another format, and the mapping."""
    st.subheader("How it is read", anchor=False)
    known = look.form_id != GUESSED
    st.text(f"Recognised: {look.form_name}" if known else "Not one of the known formats")
    st.text(shown(look.why, 400))
    format_part.render()
    if look.form_id in ("own", "gdelt"):
        return
    with st.expander("Which column holds what", expanded=not known):
        _columns(file, look)
        _keep(look, author)


def _columns(file: uploads.Given, look: Glance) -> None:
    st.text("Each field and the column it is read from, with cells of that column.")
    _grid(file, look, FIRST)
    if st.toggle("More fields", key=f"more-{uploads.turn()}"):
        _grid(file, look, tuple(f for f in FIELDS if f not in FIRST))


def _grid(file: uploads.Given, look: Glance, fields: tuple[str, ...]) -> None:
    # Row by row, so that a narrow screen, which stacks them, keeps the order.
    for at in range(0, len(fields), 3):
        for column, name in zip(st.columns(3), fields[at : at + 3], strict=False):
            with column:
                _field(file, look, name)


def _field(file: uploads.Given, look: Glance, name: str) -> None:
    key = f"map-{file.digest[:8]}-{uploads.turn()}-{name}"
    ids = ["", *look.header]
    held = look.mapping.column(name) or ""

    def label(column: str) -> str:
        if not column:
            return "not in this table"
        cells = ", ".join(shown(c, 24) for c in look.cells(column))
        return f"{shown(column, 40)}  ({cells or 'no cell filled'})"

    def choose() -> None:
        columns = dict(look.mapping.columns)
        if st.session_state[key]:
            columns[name] = st.session_state[key]
        else:
            columns.pop(name, None)
        uploads.mapped(look, {f: columns[f] for f in FIELDS if f in columns})

    st.selectbox(
        markdown(words.field(name).capitalize()), ids,
        index=ids.index(held) if held in ids else 0, format_func=label, key=key,
        help=markdown(FIELDS[name]), on_change=choose,
    )  # fmt: skip


def _keep(look: Glance, author: str) -> None:
    shelf, kept = uploads.shelf(), uploads.shelf().find(look.header)
    now = cache.services().clock.now()
    with st.container(horizontal=True, vertical_alignment="center"):
        same = kept is not None and kept.mapping == look.mapping
        if st.button("Remember for tables with these columns", disabled=same or bool(look.missing)):
            shelf.save(look.header, look.mapping, author=author, at=now)
            uploads.look_again()
            st.rerun()
        if kept is not None and st.button("Forget what is remembered"):
            shelf.forget(look.header)
            uploads.answer("mapping", None)
            uploads.look_again()
            st.rerun()
        st.download_button(
            "Mapping for the command line (JSON)",
            document(look.mapping, look.header, author, now), "mapping.json", "application/json",
            on_click="ignore", icon=":material/download:",
        )  # fmt: skip
