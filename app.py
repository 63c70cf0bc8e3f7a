"""The door: page settings, navigation, run."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import streamlit as st

from advisor.pages import draft, session
from advisor.pages.parts import page_language
from advisor.views.poster_html import poster_css

# Worker processes load the main module of whoever starts them; they must not run this page.
__spec__ = find_spec("advisor.__main__")
PAGES = Path(__file__).parent / "advisor" / "pages"
STYLE = (PAGES / "style.css").read_text(encoding="utf-8")

session.begin()
words = session.page_words()
st.set_page_config(page_title="Stimmig", page_icon=str(PAGES / "icon.png"), layout="wide")
st.html(f"<style>{STYLE}{poster_css(session.theme())}</style>")
page = st.navigation(
    [
        st.Page(PAGES / "canvas_page.py", title=words("page.canvas"), icon=":material/grid_view:"),
        st.Page(
            PAGES / "draft_page.py",
            title=words("page.draft.title"),
            icon=":material/history:",
            url_path="draft",
        ),
        st.Page(
            PAGES / "cohort_page.py",
            title=words("cohort.title"),
            icon=":material/groups:",
            url_path="cohort",
        ),
        st.Page(
            PAGES / "rulebook_page.py",
            title=words("page.rules.title"),
            icon=":material/rule:",
            url_path="rules",
        ),
        st.Page(
            PAGES / "learn_page.py",
            title=words("page.learn.title"),
            icon=":material/school:",
            url_path="learn",
        ),
        st.Page(
            PAGES / "privacy_page.py",
            title=words("page.privacy.title"),
            icon=":material/shield:",
            url_path="privacy",
        ),
    ],
    position="top",
)
draft.name_in_address()
page.run()
with st.container(key="footer"):
    st.caption(words("page.footer"))
page_language.render(session.language())
