"""Add a report: paste it, see what was read in it, put it right, save, undo."""

from __future__ import annotations

import streamlit as st

from incidents.errors import IncidentsError
from incidents.pipeline import new_report, read_report
from incidents.ui import cache, edge, person
from incidents.ui.views import added_part, reading_part, report_form


def render() -> None:
    """Draw the page: the form, then the reading, then what was saved."""
    author = person.author()
    st.title("Add a report", anchor=False)
    if saved := st.session_state.get("add_saved"):
        added_part.render(saved, author)
        return
    form, problems = report_form.render()
    if form is not None:
        try:
            _read(form)
        except IncidentsError as problem:
            with problems:
                edge.show(problem)
    if (read := st.session_state.get("add_read")) is not None:
        try:
            reading_part.render(read, author)
        except IncidentsError as problem:
            edge.show(problem)


def _read(form: report_form.Form) -> None:
    """Read the text of the form; what cannot be read stays in the form."""
    services = cache.services()
    st.session_state.pop("add_read", None)
    with st.spinner("Reading the report"):
        report = new_report(
            form.text,
            publisher=form.publisher,
            published=form.published,
            url=form.url,
            language=form.language,
            wording=form.wording,
            title=form.title,
            licence=form.licence,
            zone=form.zone,
        )
        st.session_state["add_read"] = read_report(
            report, services.toponyms, services.extractor, country=form.country
        )
