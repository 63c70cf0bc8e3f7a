"""Two texts side by side: common words marked, nothing of a user taken for markup."""

from __future__ import annotations

from advisor.texts import words
from advisor.views.likeness import likeness_lines, side_by_side, side_by_side_html
from advisor.vocabulary import load_vocabulary
from tests.conftest import canvas_of

LEFT = canvas_of(
    {"channels": [{"id": "a", "text": "<b>Messe</b> & Laden", "details": "jede Woche"}]}
)
RIGHT = canvas_of(
    {"channels": [{"id": "z", "text": "Stand auf der Messe"}], "key_partners": ["Bank"]}
)
ROWS = side_by_side(
    LEFT, RIGHT, [("channels", 0.26, [("a", 3, 8), ("a", 21, 25)], [("z", 14, 19)])]
)


def test_notes_are_cut_into_pieces_and_blocks_without_likeness_stay() -> None:
    partners, channels = ROWS

    assert (partners.block, partners.share, partners.left) == ("key_partners", 0.0, ())
    assert partners.right == ((("Bank", False),),)
    assert channels.right == ((("Stand auf der ", False), ("Messe", True)),)
    assert [text for text, common in channels.left[0] if common] == ["Messe", "jede"]
    assert "".join(text for text, _ in channels.left[0]) == "<b>Messe</b> & Laden\njede Woche"


def test_html_marks_what_is_common_and_escapes_the_rest() -> None:
    html = side_by_side_html(ROWS, ("Team <1>", "Team\u202e 2"), load_vocabulary(), words("de"))

    assert "&lt;b&gt;<mark>Messe</mark>&lt;/b&gt; &amp; Laden<br><mark>jede</mark> Woche" in html
    assert "<b>" not in html
    assert "Team &lt;1&gt;" in html
    assert "\u202e" not in html
    assert "26 % gemeinsam" in html
    assert words("de")("similar.nothing") in html


def test_lines_prompt_to_look_and_say_what_is_left_out() -> None:
    lines = list(likeness_lines([("A", "B", 0.314)], 2, words("en")))

    assert lines[0] == "Similar wording: please have a look"
    assert lines[1:3] == ["A and B: 31% in common", "2 more pairs are alike."]
    assert list(likeness_lines([], 0, words("en"))) == ["No two texts are strikingly alike."]
