"""Starts the dashboard: `streamlit run app.py`, or `incidents serve`."""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st
from starlette.middleware import Middleware

from incidents.adapters.settings import read_settings
from incidents.api import middleware, routes
from incidents.pipeline.services import process_opener, process_services
from incidents.ui import pacing, warming


def revision() -> int | None:
    """The newest revision of the data; None while it is still being opened."""
    services = process_opener().opened
    return None if services is None else services.ledger.revision()


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
