"""The pages to look things up and about what is kept, run in-process."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from advisor.canvas import BLOCKS, LANGUAGES, BlockId
from advisor.pages.parts import browser
from advisor.texts import words
from advisor.vocabulary import load_vocabulary
from advisor.worked import load_worked

APP = str(Path(__file__).parents[2] / "app.py")


def start(page: str, language: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=60)
    app.session_state["lang"] = language
    return app.run().switch_page(f"advisor/pages/{page}.py").run()


def shown(page: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*page.markdown, *page.caption, *page.subheader))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("block", BLOCKS)
def test_every_tag_of_every_block_can_be_looked_up(block: BlockId, language: str) -> None:
    page = start("learn_page", language)
    choice = next(pills for pills in page.pills if (pills.key or "").startswith("learn~"))
    page = choice.set_value(block).run()
    assert not page.exception
    said = shown(page)
    about = load_vocabulary().blocks[block]
    assert about.definition.say(language) in said
    for question in about.questions:
        assert question.text.say(language) in said
    for group in about.groups:
        for tag in group.tags:
            assert tag.definition.say(language) in said, tag.id


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_on_privacy_answers_every_question(language: str) -> None:
    page = start("privacy_page", language)
    assert not page.exception
    said = shown(page)
    for part in ("kept", "where", "leaves", "reading", "operator"):
        assert words(language)(f"page.privacy.{part}.question") in said
        assert words(language)(f"page.privacy.{part}.answer", days=180) in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_worked_canvas_can_be_looked_at_and_opened(language: str) -> None:
    page = start("learn_page", language)
    for one in load_worked():
        pills = next(pills for pills in page.pills if (pills.key or "").startswith("worked~"))
        page = pills.set_value(one.id).run()
        assert not page.exception
        said = shown(page).replace("\\", "")
        assert one.lesson in said
        assert all(text in said for _, text in one.explained())
    page.button(key="open_worked").click().run()
    assert page.session_state["canvas"]


def test_the_style_sheet_and_the_script_mean_the_same_width() -> None:
    style = (Path(browser.__file__).parents[1] / "style.css").read_text(encoding="utf-8")
    assert f"@media (max-width: {browser.NARROW}px)" in style
