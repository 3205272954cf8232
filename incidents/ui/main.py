"""The page script Streamlit runs."""

import streamlit as st

st.text("Incidents")
