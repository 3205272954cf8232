"""Upload a table: template, what was recognised, every line accounted for, save, history."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.files import template_csv
from incidents.pipeline.importing import import_table
from incidents.ui import cache, edge, person
from incidents.ui.safe import markdown
from incidents.ui.views import draft_part, uploads_part

KINDS = ["csv", "tsv", "txt", "json", "geojson", "xlsx", "zip"]


def render() -> None:
    """Draw the page."""
    author = person.author()
    st.title("Upload a table", anchor=False)
    if (said := st.session_state.pop("up_said", None)) is not None:
        st.success(said)
    st.download_button(
        "Download the template (CSV)", template_csv(), "template.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.text(
        "Or upload a table as it is: ACLED, UCDP GED, VIINA, GDELT, Atlos, GTD, TimeMap, "
        "GeoConfirmed and HXL-tagged tables are recognised by their header."
    )
    given = st.file_uploader("Table", KINDS, key="up_file")
    if given is not None:
        try:
            _draft(given.getvalue(), given.name, author)
        except IncidentsError as problem:
            edge.show(problem)
    uploads_part.render(author)


def _draft(content: bytes, name: str, author: str) -> None:
    """Read the file as it would be imported; nothing is saved until it is said."""
    services, today = cache.services(), cache.today()
    options = draft_part.options()
    draft = cache.draft(content, name, options)
    draft_part.render(draft)
    said = f"Save {draft.account.rows_accepted} good rows"
    if st.button(said, type="primary", key="up_save", disabled=not draft.ready):
        table = cache.table_of(content, name, options, today)
        done = import_table(
            services.ledger, table, author=author, raw=content,
            uploads=services.settings.home / "uploads",
        )  # fmt: skip
        fresh = "Saved" if done.fresh else "This file was saved before; nothing was added. It is"
        st.session_state["up_said"] = f"{fresh} revision {done.revision}: {markdown(name)}."
        st.rerun()
