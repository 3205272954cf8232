"""Starts the dashboard: `streamlit run app.py`, or `incidents serve`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from incidents.adapters.settings import read_settings
from incidents.api import middleware, routes
from incidents.pipeline.services import process_services
from incidents.ui import warming


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Prepare the first page beside the server's start; it answers meanwhile."""
    warming.start()
    yield


app = st.App(
    "incidents/ui/main.py",
    lifespan=lifespan,
    routes=routes(process_services),
    middleware=middleware(
        read_settings(os.environ), lambda: int(st.get_option("server.maxUploadSize"))
    ),
)
