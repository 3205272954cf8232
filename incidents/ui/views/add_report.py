"""Add a report: paste it, see what was read in it, put it right, save, undo."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from incidents.errors import IncidentsError
from incidents.model import Report
from incidents.pipeline import new_report, read_report
from incidents.pipeline.dating import FROM_HEAD, FROM_TODAY, dated_by_head, not_given
from incidents.ui import cache, edge, person
from incidents.ui.safe import markdown
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
            _taken_day()
            reading_part.render(read, author)
        except IncidentsError as problem:
            edge.show(problem)


def _report(form: report_form.Form, published: date | datetime) -> Report:
    return new_report(
        form.text,
        publisher=form.publisher,
        published=published,
        url=form.url,
        language=form.language,
        wording=form.wording,
        title=form.title,
        licence=form.licence,
        zone=form.zone,
    )


def _dated(form: report_form.Form) -> tuple[Report, str]:
    """The report, and in words which day it was given; "" if the person gave it."""
    if form.published is not None:
        return _report(form, form.published), ""
    report = _report(form, cache.today())
    headed = dated_by_head(report)
    if headed is None:
        return report, not_given(report, FROM_TODAY)
    return headed, not_given(headed, FROM_HEAD)


def _taken_day() -> None:
    """Say which day of publication was taken where none was given."""
    if taken := st.session_state.get("add_day"):
        st.info(markdown(f"{taken}; fill in “Published on” and read again if it is another."))


def _read(form: report_form.Form) -> None:
    """Read the text of the form; what cannot be read stays in the form."""
    services = cache.services()
    st.session_state.pop("add_read", None)
    with st.spinner("Reading the report"):
        report, st.session_state["add_day"] = _dated(form)
        st.session_state["add_read"] = read_report(
            report, services.toponyms, services.extractor, country=form.country
        )
