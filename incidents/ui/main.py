"""The page script Streamlit runs: which pages there are, and the one that was asked for."""

import importlib
from collections.abc import Callable
from pathlib import Path

import streamlit as st

from incidents.errors import IncidentsError
from incidents.ui import cache, edge
from incidents.ui.views import waiting

HERE = Path(__file__).parent

# An icon by name or emoji is fetched from a public host; this one is a file of ours.
st.set_page_config(page_title="Incidents", page_icon=str(HERE / "icon.svg"), layout="wide")
st.html(HERE / "style.css")


def view(name: str) -> Callable[[], None]:
    """The page of that name; its module is imported when it is opened, not with the first one."""

    def render() -> None:
        importlib.import_module(f"incidents.ui.views.{name}").render()

    return render


def pages(*, public: bool) -> list[st.Page]:
    """The pages there are; on a public link none that writes."""
    show = st.Page(view("dashboard"), title="Dashboard", url_path="dashboard", default=True)
    st.session_state["dashboard_page"] = show
    last = st.Page(view("about"), title="About and licences", url_path="about")
    if public:
        return [show, last]
    return [
        show,
        st.Page(view("add_report"), title="Add a report", url_path="add"),
        st.Page(view("upload"), title="Upload a table", url_path="upload"),
        st.Page(view("review"), title="Review", url_path="review"),
        st.Page(view("revisions"), title="Revisions", url_path="revisions"),
        last,
    ]


public = cache.settings().public
page = st.navigation(pages(public=public), position="top")
if page.url_path:
    st.session_state["left_dashboard"] = True
try:
    # A statement: Streamlit prints the value of a bare expression in this script on the page.
    if waiting.needed():
        waiting.render()
    else:
        page.run()
except IncidentsError as problem:
    edge.show(problem, public=public)
