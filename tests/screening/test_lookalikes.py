"""A cohort among itself, beside earlier ones and known examples: pairs to look at."""

from __future__ import annotations

from typing import Any

from advisor.canvas_file import write_canvas
from advisor.screening.entries import Entry
from advisor.screening.lookalikes import Lookalikes, find_lookalikes, load_examples, masked_texts
from advisor.screening.submission import Screened
from advisor.vocabulary import load_vocabulary
from tests.conftest import canvas_of

EXAMPLE = next(canvas for name, canvas in load_examples().values() if name == "Röstrad")
OWN = {
    "channels": ["Lastenrad mit Anhänger vor Kitas", "Litfaßsäulen am Güterbahnhof"],
    "key_partners": ["Imkerei am Steinbruch", "Schreinerei Holzapfel"],
}


def entry(number: int, blocks: dict[str, list[str]] | None, **more: Any) -> Entry:
    canvas = EXAMPLE if blocks is None else canvas_of(blocks)
    given = {"path": f"{number}.yaml", "sha256": "", "status": "read", **more}
    return Entry(number, Screened(**given, canvas=write_canvas(canvas, "json")))


def sides(found: Lookalikes) -> list[tuple[str, int, str, int]]:
    return [(p.left.origin, p.left.number, p.right.origin, p.right.number) for p in found.pairs]


def test_a_cohort_is_compared_with_itself_with_earlier_ones_and_with_examples() -> None:
    now = [entry(1, OWN, team="Rot"), entry(2, OWN, team="Blau"), entry(3, None, team="Gelb")]
    found = find_lookalikes(now, [("Herbst", [entry(7, OWN, team="Lila")])])

    assert ("own", 1, "own", 2) in sides(found)
    assert ("own", 1, "earlier", 7) in sides(found)
    assert ("own", 3, "example", 0) in sides(found)
    assert (found.own, found.earlier, found.examples) == (3, 1, len(load_examples()))
    assert {pair.right.group for pair in found.pairs} == {"", "Herbst"}


def test_a_team_that_hands_in_its_own_text_again_is_no_news() -> None:
    found = find_lookalikes(
        [entry(1, OWN, team="Rot")],
        [("Herbst", [entry(7, OWN, team="rot"), entry(8, OWN, team="Blau")])],
    )
    assert sides(found) == [("own", 1, "earlier", 8)]
    assert found.same_team == 1


def test_what_a_newer_file_replaces_and_what_was_not_read_is_left_out() -> None:
    found = find_lookalikes(
        [
            entry(1, OWN, status="older"),
            entry(2, OWN),
            Entry(3, Screened(path="3.png", sha256="", status="unread", reason="empty")),
        ]
    )
    assert found.own == 1
    assert not found.pairs


def test_of_too_many_the_first_are_compared_and_the_rest_is_counted() -> None:
    most = len(load_examples()) + 1
    many = [entry(number, OWN) for number in range(1, most + 3)]
    found = find_lookalikes(many, [("Herbst", many[:3])], most)

    assert (found.own, found.earlier, found.beyond) == (most, 1, 2 + 2)


def test_guiding_questions_in_common_make_no_pair() -> None:
    question = load_vocabulary().blocks["channels"].questions[0].text.de
    asked = {"channels": [question], "key_partners": [question]}
    assert question in masked_texts()
    assert not find_lookalikes([entry(1, asked), entry(2, asked)]).pairs
