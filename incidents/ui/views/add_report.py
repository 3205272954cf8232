"""Add a report: paste it, see what was read in it, put it right, save, undo."""

from __future__ import annotations

from datetime import date, datetime

import streamlit as st

from incidents.errors import IncidentsError
from incidents.extract.headed import headed_day
from incidents.model import Report
from incidents.pipeline import new_report, read_report
from incidents.ui import cache, edge, person, words
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
    """The report, and in words where its day comes from; "" if the person gave it."""
    if form.published is not None:
        return _report(form, form.published), ""
    report = _report(form, cache.today())
    headed = headed_day(report)
    if headed is None or headed > report.day:
        return (
            report,
            f"{words.day(report.day)}, today, is taken, as the text's head bears no day so far",
        )
    return _report(form, headed), f"{words.day(headed)} is taken, the day at the text's head"


def _taken_day() -> None:
    """Say which day of publication was taken where none was given."""
    if taken := st.session_state.get("add_day"):
        said = (
            f"No day of publication was given: {taken}. Days such as “overnight” are counted from "
            "it; fill in “Published on” and read again if it is another."
        )
        st.info(markdown(said))


def _read(form: report_form.Form) -> None:
    """Read the text of the form; what cannot be read stays in the form."""
    services = cache.services()
    st.session_state.pop("add_read", None)
    with st.spinner("Reading the report"):
        report, st.session_state["add_day"] = _dated(form)
        st.session_state["add_read"] = read_report(
            report, services.toponyms, services.extractor, country=form.country
        )
