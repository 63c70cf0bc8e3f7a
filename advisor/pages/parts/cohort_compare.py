"""The cohort against itself, against earlier ones, and against the examples people know."""

from __future__ import annotations

import streamlit as st

from advisor import limits
from advisor.pages import cohort, earlier
from advisor.pages.parts import cohort_round, cohort_similar
from advisor.store.cohort import Cohort
from advisor.texts import Words
from advisor.views.escaping import markdown


def render(found: Cohort, words: Words) -> None:
    """Show what is compared with, the pairs of similar wording, and the second round."""
    earlier.begin()
    run = cohort.running()
    if run is not None and not run.finished:  # every new file would compare all of them anew
        st.info(words("cohort.compare.waits"), icon=":material/hourglass_top:")
        return
    _earlier(words)
    cohort_similar.render(found, words)
    cohort_round.render(found, words)


def _earlier(words: Words) -> None:
    """The earlier cohorts, and the way to name one more."""
    title = words("cohort.compare.earlier")
    with st.expander(title, key="earlier", icon=":material/history:"):
        st.caption(words("cohort.compare.earlier_what"))
        for one in earlier.listed():
            with st.container(horizontal=True, vertical_alignment="center", wrap=False):
                st.markdown(markdown(one.name), width="stretch")
                st.button(
                    words("cohort.compare.drop"),
                    key=f"drop_{one.made}",
                    help=words("cohort.compare.drop_help", name=markdown(one.name)),
                    icon=":material/close:",
                    type="tertiary",
                    on_click=earlier.drop,
                    args=(one.made,),
                )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.text_input(
                words("cohort.compare.link"),
                key="earlier_link",
                max_chars=limits.WORD_CHARACTERS * 2,
                width="stretch",
            )
            st.button(
                words("cohort.compare.add"),
                key="earlier_add",
                icon=":material/add:",
                on_click=_add,
            )
        trouble = st.session_state["earlier_trouble"]
        if trouble == "unknown":
            st.warning(words("cohort.compare.unknown"))
        elif trouble == "too_many":
            st.warning(words("cohort.compare.too_many", limit=limits.EARLIER_COHORTS))
        _run(words)


def _add() -> None:
    state = st.session_state
    earlier.add(state["earlier_link"])
    if not state["earlier_trouble"]:
        state["earlier_link"] = ""


def _run(words: Words) -> None:
    """The results of an earlier run on the command line, for this session."""
    run = st.session_state["earlier_run"]
    if run:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(markdown(run["name"]), width="stretch")
            st.button(
                words("cohort.compare.drop"),
                key="drop_run",
                help=words("cohort.compare.drop_help", name=markdown(run["name"])),
                icon=":material/close:",
                type="tertiary",
                on_click=earlier.forget_run,
            )
        return
    chosen = words("cohort.files.choose")  # Streamlit's own word on the button is English only
    st.html(f"<style>.st-key-earlier_files button p::after {{ content: '{chosen}'; }}</style>")
    with st.container(key="earlier_files"):
        st.file_uploader(
            words("cohort.compare.run"),
            key="earlier_run_file",
            max_upload_size=limits.EARLIER_RUN_BYTES // 1_000_000,
            on_change=_give,
        )
    trouble = st.session_state["earlier_run_trouble"]
    if trouble:
        details = {name: words.number(value) for name, value in trouble["details"].items()}
        st.error(words(f"cohort.compare.refused.{trouble['code']}", **details))


def _give() -> None:
    given = st.session_state["earlier_run_file"]
    if given is not None:
        earlier.give_run(given.name, given.getvalue())
