"""Starts the dashboard: `streamlit run app.py`."""

import streamlit as st

app = st.App("incidents/ui/main.py")
