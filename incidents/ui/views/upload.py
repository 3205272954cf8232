"""Upload a table: how it is read, what is open, every line accounted for, save, history."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.files import template_csv
from incidents.ui import edge, person, uploads
from incidents.ui.safe import markdown
from incidents.ui.views import (
    account_part,
    job_part,
    mapping_part,
    preview_part,
    questions_part,
    saved_part,
    uploads_part,
)

KINDS = ["csv", "tsv", "txt", "json", "geojson", "xlsx", "zip"]


def render() -> None:
    """Draw the page."""
    author = person.author()
    st.title("Upload a table", anchor=False)
    if (said := st.session_state.pop("up_said", None)) is not None:
        st.success(said)
    _offer()
    running = uploads.saving()
    file = uploads.given()
    try:
        if running is not None:
            saved_part.render(*running)
        elif file is not None:
            _read(file, author)
    except IncidentsError as problem:
        edge.show(problem)
        questions_part.render(uploads.asked())
    job_part.others(running[0] if running else None)
    uploads_part.render(author)


def _offer() -> None:
    limit = st.get_option("server.maxUploadSize")
    st.text(
        "ACLED, UCDP GED, VIINA, GDELT, Atlos, GTD, TimeMap, GeoConfirmed and HXL-tagged tables "
        "are recognised; of any other table you say what its columns hold. "
        f"Up to {limit} MB here; for larger files: incidents import FILE (docs/csv.md)."
    )
    st.download_button(
        "Download the template (CSV)", template_csv(), "template.csv", "text/csv",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    st.file_uploader("Table", KINDS, key="up_file", on_change=_given)
    file = uploads.given()
    if file is not None and st.session_state.get("up_file") is None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.text(f"{file.name}, {len(file.content):,} bytes")
            st.button("Choose another file", on_click=uploads.forget)


def _given() -> None:
    file = st.session_state["up_file"]
    if file is None:
        uploads.forget()
    else:
        uploads.take(file.name, file.getvalue())


def _read(file: uploads.Given, author: str) -> None:
    look, options = uploads.looked_at(file)
    mapping_part.render(file, look, author)
    if look.missing:
        st.warning(markdown(f"No column is taken for {' and '.join(look.missing)}: choose one."))
        return
    job = uploads.checking(file, options)
    if not job.state.over:
        job_part.watch(job, "Checking every row")
        return
    if uploads.failed(job):
        st.error(markdown(job.error))
        questions_part.render(uploads.asked())
        return
    checked = job_part.checked(job)
    questions_part.findings(checked.reading)
    questions_part.render(uploads.asked(checked.reading.questions))
    preview_part.render(checked)
    account_part.render(checked)
    good = checked.account.rows_accepted
    said = f"Save {good:,} good row{'' if good == 1 else 's'}"
    if st.button(said, type="primary", key="up_save", disabled=not checked.ready):
        uploads.save(file, options, checked, author)
        st.rerun()
