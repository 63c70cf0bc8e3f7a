"""A submission corrected by a person, and screened anew each time."""

from __future__ import annotations

from typing import Any

import pytest

from advisor import limits
from advisor.canvas_file import read_canvas, write_canvas
from advisor.editing import EditError
from advisor.rulebook.loader import load_rulebook
from advisor.screening.correction import Alternative, choose, read_alternative, restore
from advisor.screening.submission import Screened, Source
from advisor.screening.team_list import as_listed
from advisor.screening.teams import read_teams
from tests.conftest import canvas_of

BOOK = load_rulebook(rule_set="coach")


def text_of(**blocks: list[str]) -> str:
    return write_canvas(canvas_of(blocks), "json")


def source(*aside: str) -> Source:
    return Source(block="channels", origin=None, confidence="exact", set_aside=aside)


def screened(**more: Any) -> Screened:
    given = {"path": "a.docx", "sha256": "x", "status": "read", "team": "Rot", **more}
    return Screened(**{"canvas": text_of(channels=["App"]), **given})


def test_another_canvas_is_screened_and_which_it_was_is_kept() -> None:
    other = Alternative(canvas=text_of(key_partners=["Hof"]), sources=(source("x"),))
    chosen = choose(screened(candidates=2), 1, other, BOOK)

    assert (chosen.chosen, chosen.filled, chosen.candidates) == (1, 1, 2)
    assert chosen.sources == other.sources
    assert (chosen.team, chosen.sha256, chosen.rulebook) == ("Rot", "x", BOOK.sha256)
    assert read_canvas(chosen.canvas).canvas.block("key_partners").notes[0].text == "Hof"


def test_a_canvas_kept_without_its_sources_is_read_too() -> None:
    plain = text_of(channels=["App"])
    assert read_alternative(plain.encode()) == Alternative(canvas=plain)
    kept = Alternative(canvas=plain, sources=(source(),))
    assert read_alternative(kept.model_dump_json().encode()) == kept


def test_a_text_set_aside_becomes_a_note_once() -> None:
    one = screened(sources=(source("Laden", "Laden", "Messe"),))
    restored = restore(one, "channels", "Laden", BOOK)

    notes = read_canvas(restored.canvas).canvas.block("channels").notes
    assert [note.text for note in notes] == ["App", "Laden"]
    assert restored.sources[0].set_aside == ("Laden", "Messe")
    assert restore(one, "channels", "nicht da", BOOK) == one


def test_a_text_longer_than_a_note_is_refused_and_stays_aside() -> None:
    long = "x" * (limits.NOTE_CHARACTERS + 1)
    with pytest.raises(EditError):
        restore(screened(sources=(source(long),)), "channels", long, BOOK)


def test_a_list_names_team_and_e_mail_and_leaves_the_others() -> None:
    teams = read_teams(b"file,team,email\na.docx,Blau,b@x.de\nc.docx,,c@x.de\n")

    named = as_listed(screened(), teams)
    assert (named.team, named.email) == ("Blau", "b@x.de")
    kept = as_listed(screened(path="k/c.docx"), teams)
    assert (kept.team, kept.email) == ("Rot", "c@x.de"), "a list without a team takes none away"
    assert as_listed(screened(path="z.docx"), teams) == screened(path="z.docx")
