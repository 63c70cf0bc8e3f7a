from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from advisor.canvas import BLOCKS
from advisor.rulebook.loader import load_rulebook
from advisor.rulebook.rulebook import Rulebook
from advisor.screening import review as r
from advisor.screening.checking import screen_one
from advisor.screening.feedback import Feedback, compose
from advisor.screening.letters import letter_of, sheet_of
from advisor.screening.review import OwnText, Review
from advisor.screening.submission import Screened, Submission
from advisor.texts import words
from advisor.views.letter_markdown import letter_text
from advisor.vocabulary import rules_folder
from tests.conftest import rule_of
from tests.screening.conftest import BOOK, lead_id, screened_of, tree_of

DE, EN = words("de"), words("en")
GOLDEN = Path(__file__).parent / "letters"


def feedback_on(screened: Screened, review: Review | None = None, **more: Any) -> Feedback:
    return compose(screened, BOOK, review or Review(), EN, **more)


def ids(feedback: Feedback, *kinds: Any) -> list[str]:
    return [piece.id for piece in feedback.of(*kinds)]


def rules(feedback: Feedback) -> list[str]:
    return [piece.id.split(".")[1].rsplit("-", 1)[0] for piece in feedback.of("lead")]


def test_the_first_three_are_the_heaviest_of_different_causes() -> None:
    assert rules(feedback_on(screened_of())) == ["broken", "heavy", "alike"]


def test_what_can_wait_is_named_by_its_title() -> None:
    [later] = feedback_on(screened_of()).of("later")
    assert later.text.endswith("“Is hinted so?” and “Is second so?”")


def test_a_confirmed_finding_comes_first() -> None:
    screened = screened_of()
    review = r.decide(Review(), lead_id(screened, "hinted"), "confirmed")
    assert rules(feedback_on(screened, review)) == ["hinted", "broken", "heavy"]


def test_a_finding_set_aside_appears_nowhere_nor_what_was_folded_under_it() -> None:
    screened = screened_of()
    review = Review()
    for rule in ("broken", "hinted", "asked"):
        review = r.decide(review, lead_id(screened, rule), "set_aside")
    feedback = feedback_on(screened, review)
    everything = feedback.model_dump_json() + repr(sheet_of(screened, BOOK, review, EN))

    assert rules(feedback) == ["heavy", "alike", "second"]
    for rule in ("broken", "risky", "hinted", "asked"):
        assert f"Is {rule} so?" not in everything
        assert f"Because of {rule}" not in everything


def test_one_rule_on_many_notes_is_one_thing_to_look_at() -> None:
    notes = [{"text": f"Promise {n}", "tags": ["newness"]} for n in range(5)]
    tree = {**tree_of(), "blocks": {"value_propositions": notes}}
    feedback = feedback_on(screened_of(tree))

    assert rules(feedback) == ["heavy"]
    assert feedback.of("later") == ()


def test_a_lead_says_what_why_and_ways_out() -> None:
    first = feedback_on(screened_of()).of("lead")[0]

    assert first.title == "Is broken so?"
    assert first.text.splitlines() == [
        "Look: “Cheap”. The thought behind it: Because of broken.",
        "Ways forward: Change it. Or: Explain it. It is fine in this case: It is meant.",
    ]
    assert first.quotes == ()  # the message quotes it already


def test_what_the_message_does_not_quote_stands_below_it() -> None:
    texts = {"title": "So?", "message": "Look again?", "why": "Why.", "fixes": ["Change it"]}
    book = Rulebook(BOOK.vocabulary, (), (), "0", "0" * 64)
    rule = rule_of(
        {"some": {"in": "value_propositions", "with": {"tags": "price"}}},
        severity="risk",
        texts={"de": texts, "en": texts},
    )
    book = book.with_rules((rule,), "own")
    [lead] = compose(screened_of(book=book), book, Review(), EN).of("lead")
    assert lead.quotes == ("Value propositions: “Cheap”",)


@pytest.mark.parametrize(
    ("filled", "said"),
    [
        (["channels", "key_partners"], "The blocks “Key activities”, “Key resources”"),
        (
            [block for block in BLOCKS if block != "channels"],
            "The block “Channels” is still empty.",
        ),
        (list(BLOCKS), None),
    ],
)
def test_blank_blocks_are_named_in_one_sentence(filled: list[str], said: str | None) -> None:
    tree = {"canvas": 1, "language": "en", "blocks": {block: ["Note"] for block in filled}}
    blank = [one.text for one in feedback_on(screened_of(tree)).of("open") if "empty" in one.text]
    assert [text[: len(said or "")] for text in blank] == ([said] if said else [])


def test_every_piece_has_an_id_of_its_own_that_rewording_the_canvas_keeps() -> None:
    before = feedback_on(screened_of())
    after = feedback_on(screened_of(tree_of("Really cheap")))
    names = [piece.id for piece in before.pieces]

    assert len(names) == len(set(names))
    assert names == [piece.id for piece in after.pieces]


def test_a_piece_can_be_dropped_and_reworded_but_not_the_foot() -> None:
    review = r.reword(r.drop(Review(), "closing"), "opening", "Dear all")
    review = r.reword(r.drop(review, "foot"), "foot", "Trust me")
    feedback = feedback_on(screened_of(), review)
    by_id = {piece.id: piece for piece in feedback.pieces}

    assert not by_id["closing"].kept
    assert by_id["opening"].text == "Dear all"
    assert by_id["opening"].composed.startswith("Thank you")
    assert (by_id["foot"].kept, by_id["foot"].text) == (True, by_id["foot"].composed)
    letter = letter_text(letter_of(feedback, EN))
    assert "Dear all" in letter
    assert by_id["closing"].text not in letter
    assert "Trust me" not in letter


def test_the_opening_says_what_is_kept() -> None:
    screened = screened_of()
    review = Review()
    for piece in feedback_on(screened).of("lead"):
        review = r.drop(review, piece.id)
    [opening] = feedback_on(screened, review).of("opening")

    assert "too little" in opening.text  # nothing is in tune either
    assert ids(feedback_on(screened, review), "later", "intended") == []


def test_a_comment_and_own_texts_stand_in_their_own_sections() -> None:
    review = r.comment(Review(), "  First.\n\nSecond.  ")
    review = r.choose(review, OwnText(id="hours", title="Hours", text="Wednesday"))
    letter = letter_of(feedback_on(screened_of(), review), EN)
    by_heading = {section.heading: section for section in letter.sections}

    assert by_heading["A remark"].items[0].paragraphs == ("First.", "Second.")
    assert by_heading["Where to go from here"].items[0].title == "Hours"


def test_no_heading_stands_over_nothing() -> None:
    headings = [one.heading for one in letter_of(feedback_on(screened_of()), EN).sections]
    assert headings == ["What to think about first", "What is still open"]


def test_the_foot_names_rule_set_and_rulebook() -> None:
    foot = letter_of(feedback_on(screened_of()), EN).foot
    assert "rule set founder, rulebook 0 (000000000000)" in foot


def test_a_canvas_called_after_team_or_file_is_not_named() -> None:
    assert "plan" not in feedback_on(screened_of()).title
    assert feedback_on(screened_of(team="Team 7")).title == "Feedback on your Business Model Canvas"
    named = feedback_on(screened_of(tree_of(name="Velotaxi"), team="Team 7"))
    assert named.title == "Feedback on “Velotaxi”"
    assert named.pieces[0].text == "Hello Team 7,"


@pytest.mark.parametrize("reason", ["picture_only", "no_canvas", "template_only", "empty"])
@pytest.mark.parametrize("spoken", [DE, EN], ids=["de", "en"])
def test_an_unread_file_gets_a_friendly_request_for_text(reason: str, spoken: Any) -> None:
    screened = Screened(path="x/scan.pdf", sha256="0", status="unread", reason=reason)
    feedback = compose(screened, BOOK, r.comment(Review(), "Call me"), spoken)
    letter = letter_text(letter_of(feedback, spoken))

    assert spoken.quote("scan.pdf") in letter
    assert spoken(f"feedback.unread.{reason}") in letter
    assert spoken("feedback.unread.ask") in letter
    assert "Call me" in letter
    assert ids(feedback, "lead", "strength", "closing") == []
    assert "{" not in letter
    # Nothing was checked, and the foot does not say so.
    assert letter_of(feedback, spoken).foot == spoken(
        "feedback.unread.foot", rule_set="founder", version="0", sha256="0" * 12
    )


def test_a_refused_file_is_told_why_and_an_unknown_reason_is_left_out() -> None:
    broken = screen_one(Submission(path="a.json", data=b'{"canvas": 99}'), BOOK)
    [opening] = feedback_on(broken).of("opening")
    assert "format 99" in opening.text

    strange = Screened(path="a", sha256="0", status="unread", reason="of_the_future")
    [opening] = feedback_on(strange).of("opening")
    assert "ended with" not in opening.text


def text_only(language: str = "en") -> Screened:
    """A canvas as it comes out of an office file: no tag set, little can be decided."""
    tree = {
        "canvas": 1,
        "language": language,
        "blocks": {
            "customer_segments": ["Car owners in Cologne", "Car parks"],
            "value_propositions": ["A free space within three minutes", "Premium concierge"],
            "channels": ["App store"],
            "customer_relationships": ["Automated chat bot"],
            "revenue_streams": ["Monthly subscription for €9.90", "Commission from car parks"],
        },
    }
    return screened_of(tree, book=load_rulebook())


def test_what_only_a_question_can_settle_is_asked_with_the_words_of_the_canvas() -> None:
    screened, book = text_only(), load_rulebook()
    feedback = compose(screened, book, Review(), EN)
    questions = feedback.of("question")

    assert questions
    assert any("“Premium concierge”" in quote for one in questions for quote in one.quotes)
    if not feedback.of("lead"):
        assert "fit together" not in feedback.of("opening")[0].text
    sheet = sheet_of(screened, book, Review(), EN)
    assert len(sheet.questions) == 3
    assert all(one.quotes or "“" in one.paragraphs[0] for one in sheet.questions)


def test_a_question_whose_finding_was_set_aside_is_not_asked() -> None:
    screened, book = text_only(), load_rulebook()
    asked = compose(screened, book, Review(), EN).of("question")
    suspected = [one for one in asked if one.quotes]
    review = r.decide(Review(), suspected[0].id.removeprefix("question."), "set_aside")

    assert suspected[0].text not in [
        one.text for one in compose(screened, book, review, EN).of("question")
    ]


def test_a_blank_canvas_is_not_praised() -> None:
    screened = screened_of({"canvas": 1, "language": "en"}, book=load_rulebook())
    feedback = compose(screened, load_rulebook(), Review(), EN)

    assert "too little" in feedback.of("opening")[0].text
    [blank, *_] = feedback.of("open")
    assert "No block is filled in yet" in blank.text


@pytest.mark.parametrize("name", ["nachhilfe.de", "kaffeemobil.en"])
def test_a_whole_letter_reads_as_it_was_signed(name: str) -> None:
    """The two letters were read critically, line by line; whoever changes one reads it again."""
    data = (rules_folder() / "samples" / f"{name}.yaml").read_bytes()
    book = load_rulebook(rule_set="coach")
    screened = screen_one(Submission(path=f"{name}.yaml", data=data, team="Team 7"), book)
    spoken = words(screened.language or "de")
    comment = {"de": "Der Ansatz gefällt mir.", "en": "I like the idea."}[spoken.language]
    letter = letter_of(compose(screened, book, r.comment(Review(), comment), spoken), spoken)
    body, _foot = letter_text(letter).split("\n---\n")  # the foot holds a hash of the rules

    assert body == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_a_sheet_has_the_poster_three_questions_and_the_credit() -> None:
    sheet = sheet_of(screened_of(team="Team 7"), BOOK, Review(), EN)

    assert sheet.title == "Talk with Team 7"
    assert sheet.poster.startswith("<svg")
    assert [one.title for one in sheet.questions] == [
        "Is broken so?",
        "Is heavy so?",
        "Is alike so?",
    ]
    assert "Strategyzer" in sheet.foot
    assert "CC BY-SA 3.0" in sheet.foot
    assert "founder" in sheet.foot


def test_a_sheet_of_an_unread_file_says_so() -> None:
    screened = Screened(path="x/scan.pdf", sha256="0", status="unread", reason="picture_only")
    sheet = sheet_of(screened, BOOK, Review(), DE)

    assert (sheet.poster, sheet.questions) == ("", ())
    assert "ließ sich nicht lesen" in sheet.notice
