"""What became of findings, as a table and a picture: every text harmless."""

from __future__ import annotations

import plotly.graph_objects as go
import pytest

from advisor.canvas import LANGUAGES, Language
from advisor.texts import words
from advisor.views.palette import Theme
from advisor.views.round_table import RoundLine, round_spec, round_table_html

BAD = "<b onclick=x>Rot & \u202eBlau</b>"
LINES = (
    RoundLine("Rot", (1, 0, 2), (("Wer zahlt?",), (), ("Ohne Kanal", BAD))),
    RoundLine(BAD, (0, 3, 0)),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_has_a_row_per_line_and_every_text_is_escaped(language: Language) -> None:
    told = round_table_html(BAD, LINES, words(language))

    assert told.count("<tr>") == 3
    assert "<b onclick" not in told
    assert "\u202e" not in told
    assert "<li>Wer zahlt?</li>" in told
    assert words(language)("cohort.compare.resolved") in told


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_picture_is_valid_and_stacks_every_line(theme: Theme) -> None:
    spec = round_spec(LINES, words("de"), theme)

    go.Figure(spec)
    assert [bar["x"] for bar in spec["data"]] == [[1, 0], [0, 3], [2, 0]]
    assert not any("<b onclick" in label for label in spec["layout"]["yaxis"]["ticktext"])
