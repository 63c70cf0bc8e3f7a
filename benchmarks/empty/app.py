"""The emptiest possible Streamlit app: one input and one text."""

import streamlit as st

ticked = st.checkbox("Tick", key="tick")
st.text("ticked" if ticked else "not ticked")
