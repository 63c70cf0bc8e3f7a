"""What was noted so far: the place where feedback to the teams is made ready."""

from __future__ import annotations

import streamlit as st

from advisor.pages import cohort
from advisor.pages.parts.cohort_table import open_submission
from advisor.pages.parts.cohort_words import name_of
from advisor.screening.entries import Entry
from advisor.texts import Words
from advisor.views.escaping import markdown


def render(entries: tuple[Entry, ...], words: Words) -> None:
    """Show each review by team; a click opens the submission."""
    found = cohort.reviews()
    reviewed = [entry for entry in entries if entry.number in found]
    st.caption(words("cohort.reviews.what", count=len(reviewed), total=len(entries)))
    for entry in reviewed:
        _, review = found[entry.number]
        aside = len(review.set_aside)
        with st.container(border=True, key=f"review_{entry.number}", gap="xsmall"):
            st.button(
                markdown(name_of(entry, words)),
                key=f"reviewed_{entry.number}",
                type="tertiary",
                icon=":material/arrow_forward:",
                icon_position="right",
                on_click=open_submission,
                args=(entry.number,),
            )
            st.caption(
                words(
                    "cohort.reviews.decided",
                    confirmed=len(review.decisions) - aside,
                    set_aside=aside,
                )
            )
            if review.comment:
                st.markdown(markdown(review.comment))
