"""The first screen: one sentence, three doors, a small fourth, and where the data stays."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import streamlit as st
from pydantic import Field

from advisor import limits
from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.formats.imported import Imported
from advisor.formats.importing import import_file
from advisor.formats.pasted_text import looks_like_notes
from advisor.formats.report_file import is_pdf, read_report_file
from advisor.pages import draft, session
from advisor.pages.parts import guide, incoming, sorting
from advisor.rulebook.rulebook import Rulebook
from advisor.schema import Bilingual, Strict, validate
from advisor.source import SourceError, read_source
from advisor.texts import Words
from advisor.verifying import check_again
from advisor.views.escaping import markdown
from advisor.views.verification import verification_lines
from advisor.views.wording import fingerprint
from advisor.vocabulary import rules_folder

KINDS = (
    *("yaml", "yml", "json", "pdf", "docx", "docm", "odt", "pptx", "pptm", "xlsx", "xlsm", "ods"),
    *("md", "txt", "csv", "html", "htm", "png", "jpg", "jpeg"),
)


class Sample(Strict):
    """One entry of the list of sample canvases."""

    id: str
    blurb: Bilingual


class SampleFile(Strict):
    """rules/samples/samples.yaml."""

    samples: Annotated[tuple[Sample, ...], Field(strict=False)]


@st.cache_data(max_entries=4)
def _samples(language: str) -> list[tuple[str, str, str]]:
    folder = rules_folder() / "samples"
    source = read_source((folder / "samples.yaml").read_bytes(), "samples.yaml")
    shown = []
    for sample in validate(SampleFile, source, tree={"samples": source.value}).samples:
        canvas = _read(folder / f"{sample.id}.{language}.yaml")
        shown.append((sample.id, canvas.name, sample.blurb.say(language)))
    return shown


def _read(path: Path) -> Canvas:
    return read_canvas(path.read_bytes(), path.name).canvas


def _open_sample(sample: str) -> None:
    path = rules_folder() / "samples" / f"{sample}.{session.language()}.yaml"
    session.open_canvas(_read(path))


def _begin() -> None:
    words = session.page_words()
    session.open_canvas(Canvas(name=words("page.untitled"), language=session.language()))
    session.select(session.FILLING_ORDER[0])


def _begin_guided() -> None:
    _begin()
    guide.set_guided(True)


def _take_text() -> None:
    text = st.session_state["pasted"]
    if looks_like_notes(text):
        sorting.begin(text)
    else:
        _take(text, "")


def _take_file() -> None:
    upload = st.session_state["upload"]
    if upload is not None:
        data = upload.getvalue()
        if not (is_pdf(data) and _take_report(data, upload.name)):
            _take(data, upload.name)


def _take_report(data: bytes, name: str) -> bool:
    """Open the canvas a report carries, and say whether the report holds; False if it is none."""
    words = session.page_words()
    stored = read_report_file(data)
    if stored is None or stored.canvas is None:
        return False
    _take(stored.canvas, name)
    canvas = session.canvas()
    if canvas is None:
        return True
    report, own = stored.reports[0], session.rulebook()
    found, rulebook = check_again(report, canvas, fingerprint(canvas), own)
    lines = list(verification_lines(found, canvas, rulebook, words))
    st.session_state["verified"] = [found.agrees, lines]
    return True


def _take(data: bytes | str, name: str) -> None:
    """Open what was given, or say what stands in the way; the given text stays where it is."""
    state = st.session_state
    state["unread"] = []
    words = session.page_words()
    try:
        _open_or_review(import_file(data.encode() if isinstance(data, str) else data, name), name)
    except SourceError as error:
        for problem in error.problems[: limits.PROBLEMS_SHOWN]:
            place = problem.place
            at = words("page.place", line=place.line, column=place.column) if place else ""
            state["unread"].append(f"{at} {words.problem(problem)}".strip())
        more = len(error.problems) - limits.PROBLEMS_SHOWN
        if more > 0:
            state["unread"].append(words("page.more_problems", count=more))


def _open_or_review(imported: Imported, name: str) -> None:
    """Open a canvas file at once; what had to be found out is reviewed before it counts."""
    st.session_state["picture"] = imported.picture
    if not imported.candidates:
        st.session_state["unread"] = [session.page_words()(f"imports.reasons.{imported.reason}")]
    elif imported.candidates[0].taken:
        incoming.begin(imported, name)
    else:
        session.open_canvas(imported.candidates[0].canvas, own=True)


def render(words: Words, rulebook: Rulebook) -> None:
    """Show the doors."""
    with st.container(key="language_corner", horizontal=True, horizontal_alignment="right"):
        language_switch(words)
    if st.session_state["sorting"]:
        with st.container(key="start"):
            sorting.render(words, rulebook.vocabulary)
        return
    if st.session_state["incoming"]:
        with st.container(key="start"):
            incoming.render(words, rulebook.vocabulary)
        return
    with st.container(key="start"):
        if draft.trouble() == "missing":
            st.info(words("page.draft.missing"))
        st.title(words("page.start.sentence"), anchor=False)
        st.markdown(words("page.start.what"))
        new, load, sample = st.columns(3, gap="medium")
        with new.container(border=True, key="door_new", height="stretch"):
            _door(words, "new", ":material/edit_square:")
            label = words("page.start.new.button")
            st.button(label, key="begin", on_click=_begin, type="primary", width="stretch")
            label = words("page.start.new.guided")
            st.button(label, key="begin_guided", on_click=_begin_guided, width="stretch")
            blocks = rulebook.vocabulary.blocks
            names = [blocks[block].label.say(words.language) for block in session.FILLING_ORDER]
            st.caption("\n".join(f"{place}. {name}" for place, name in enumerate(names, 1)))
        with load.container(border=True, key="door_load", height="stretch"):
            _door(words, "load", ":material/folder_open:")
            _loading(words)
        with sample.container(border=True, key="door_sample", height="stretch"):
            _door(words, "sample", ":material/auto_stories:")
            for name, title, blurb in _samples(words.language):
                st.button(
                    f"**{markdown(title)}**  \n{markdown(blurb)}",
                    key=f"sample_{name}",
                    on_click=_open_sample,
                    args=(name,),
                    width="stretch",
                    wrap=True,
                    type="tertiary",
                )
        with st.expander(words("page.start.coach.title"), key="door_coach"):
            st.markdown(words("cohort.door.text"))
            st.page_link(
                "advisor/pages/cohort_page.py",
                label=words("cohort.door.link"),
                icon=":material/groups:",
                query_params={"lang": words.language},
            )
            st.markdown(words("page.start.coach.text"))
            st.code("python -m advisor check *.yaml --format markdown", language="bash")
        st.caption(words("page.start.data", rules=len(rulebook.rules)))


def _door(words: Words, name: str, icon: str) -> None:
    st.subheader(f"{icon} {words(f'page.start.{name}.title')}", anchor=False)
    st.markdown(words(f"page.start.{name}.text"))


def _loading(words: Words) -> None:
    # Streamlit's own word on the button is English only; ours is data of this program, no input
    chosen = words("page.start.load.upload")
    st.html(f"<style>.st-key-upload button p::after {{ content: '{chosen}'; }}</style>")
    st.file_uploader(
        words("page.start.load.file", limit=limits.UPLOAD_MEGABYTES),
        type=KINDS,
        key="upload",
        on_change=_take_file,
        max_upload_size=limits.UPLOAD_MEGABYTES,
    )
    st.text_area(
        words("page.start.load.paste"),
        key="pasted",
        height=110,
        placeholder=words("page.start.load.hint"),
    )
    st.button(words("page.start.load.button"), key="take", on_click=_take_text, width="stretch")
    if st.session_state.get("unread"):
        lines = "\n".join(f"- {markdown(line)}" for line in st.session_state["unread"])
        st.error(lines, title=words("page.start.load.unread"))
        if st.session_state.get("picture"):
            st.image(st.session_state["picture"], caption=words("imports.review.picture"))


def language_switch(words: Words) -> None:
    """Show the switch between German and English; it is kept in the address."""
    st.segmented_control(
        words("page.language"),
        ["de", "en"],
        key="lang",
        required=True,
        bind="query-params",
        label_visibility="collapsed",
    )
