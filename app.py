"""Starts the dashboard: `streamlit run app.py`, or `incidents serve`."""

import os

import streamlit as st

from incidents.adapters.settings import read_settings
from incidents.api import middleware, routes
from incidents.pipeline.services import process_services

app = st.App(
    "incidents/ui/main.py",
    routes=routes(process_services),
    middleware=middleware(read_settings(os.environ)),
)
