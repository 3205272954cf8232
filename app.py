"""Starts the dashboard: `streamlit run app.py`, or `incidents serve`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from incidents.adapters.settings import read_settings
from incidents.api import middleware, routes
from incidents.pipeline.services import process_services
from incidents.ui import pacing, warming


def revision() -> int:
    """The newest revision of the data; opens what it is kept in when it is first asked."""
    return process_services().ledger.revision()


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Prepare the first page beside the server's start; it answers meanwhile."""
    warming.start()
    yield


app = st.App(
    "incidents/ui/main.py",
    lifespan=lifespan,
    routes=routes(process_services),
    middleware=[
        *middleware(read_settings(os.environ), lambda: int(st.get_option("server.maxUploadSize"))),
        Middleware(pacing.Pacing, revision=revision),
    ],
)
