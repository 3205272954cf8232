"""The form of a new report, and the examples that fill it with one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from incidents.model import Report, Wording
from incidents.ui import cache, words
from incidents.ui.safe import markdown

UNDATED = "Left empty, the day at the head of the text is taken, and else today."
LANGUAGES = {"": "Find out", "en": "English", "uk": "Ukrainian", "ru": "Russian"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What was filled in, no day if none was; the last five come with an example."""

    text: str
    publisher: str
    published: date | datetime | None
    url: str | None
    language: str | None
    country: str | None = None
    title: str | None = None
    wording: Wording = Wording.THIRD_PARTY
    licence: str | None = None
    zone: str | None = None


def render() -> tuple[Form | None, DeltaGenerator]:
    """Draw the form; give what was filled in once it is to be read, and where problems are told.

    They are told above the button: below it they would lie off a phone's screen.
    """
    _examples()
    with st.form("report", border=True):
        text = st.text_area(
            "Text of the report",
            height=220,
            key="add_text",
            placeholder="Paste the words of the report",
        )
        left, middle, right = st.columns([2, 2, 1])
        publisher = left.text_input("Publisher", key="add_publisher", max_chars=120)
        url = middle.text_input("Link to the report", key="add_url", max_chars=2000)
        published = right.date_input("Published on", None, key="add_published",
                                     format="DD/MM/YYYY", help=UNDATED)  # fmt: skip
        language = st.segmented_control(
            "Language",
            list(LANGUAGES),
            format_func=lambda k: LANGUAGES[k],
            default="",
            required=True,
            key="add_language",
            help="Reports in English, Ukrainian and Russian are read; translate others first.",
        )
        problems = st.container()
        if not st.form_submit_button("Read the report", type="primary"):
            return None, problems
    return _form(text or "", publisher or "", url or None, published, language or None), problems


def _form(text: str, publisher: str, url: str | None, day: date | None, lang: str | None) -> Form:
    """The form as filled in; what only the example knows is kept while its text is untouched."""
    example: Report | None = st.session_state.get("add_example")
    if example is None or example.text != text:
        return Form(text=text, publisher=publisher, published=day, url=url, language=lang)
    exact: Any = example.published if example.day == day else day
    return Form(
        text=text, publisher=publisher, published=exact, url=url, language=lang,
        title=example.title, wording=example.wording, licence=example.licence, zone=example.zone,
    )  # fmt: skip


def _examples() -> None:
    with st.expander("Examples to try, each with one click", icon=":material/description:"):
        for report in cache.examples():
            said = f"{words.day(report.day)}, {report.publisher}: {report.title or ''}"
            st.button(
                markdown(said),
                key=f"ex-{report.report_id}",
                type="tertiary",
                on_click=_take,
                args=(report,),
            )


def _take(report: Report) -> None:
    state = st.session_state
    state["add_text"], state["add_publisher"] = report.text, report.publisher
    state["add_url"], state["add_published"] = report.url or "", report.day
    state["add_example"] = report
    state.pop("add_read", None)
