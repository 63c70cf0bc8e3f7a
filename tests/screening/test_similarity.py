"""Similar submissions: copies are found, businesses of one kind are not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from itertools import combinations

import pytest

from advisor import limits
from advisor.canvas import Canvas
from advisor.canvas_file import read_canvas
from advisor.screening.shingles import vocabulary_texts
from advisor.screening.similarity import find_likenesses
from advisor.vocabulary import load_vocabulary, rules_folder
from advisor.worked import load_worked
from tests.conftest import canvas_of

SAMPLES = {
    path.stem: read_canvas(path.read_bytes(), path.name).canvas
    for path in sorted((rules_folder() / "samples").glob("*.*.yaml"))
}
WORKED = {worked.id: worked.canvas for worked in load_worked()}
WATCHES = SAMPLES["uhrenatelier.de"]
WORD = re.compile(r"[^\W_]+")
QUESTION = "Über welche Kanäle wollen unsere Kundensegmente erreicht werden?"


def rewritten(canvas: Canvas, change: Callable[[str], str]) -> Canvas:
    """The canvas with every text of a note changed."""
    blocks = {
        name: block.model_copy(
            update={
                "notes": tuple(
                    note.model_copy(
                        update={"text": change(note.text), "details": change(note.details)}
                    )
                    for note in block.notes
                )
            }
        )
        for name, block in canvas.blocks.items()
    }
    return canvas.model_copy(update={"blocks": blocks})


def half_replaced(canvas: Canvas, seed: int) -> Canvas:
    """The canvas with every second word, on average, replaced by one nobody uses."""
    chance = random.Random(seed)  # noqa: S311

    def word(found: re.Match[str]) -> str:
        new = "".join(chance.choices("bdfgklmprstvw", k=3)) + "ato" + chance.choice("klmpr")
        return new if chance.random() < 0.5 else found[0]

    return rewritten(canvas, lambda text: WORD.sub(word, text))


def test_different_businesses_are_no_pair() -> None:
    everything = {**SAMPLES, **WORKED}

    assert find_likenesses(everything).pairs == ()
    for a, b in combinations(SAMPLES, 2):
        assert find_likenesses({a: SAMPLES[a], b: SAMPLES[b]}).pairs == ()


def test_a_copy_with_half_the_words_replaced_is_found_among_earlier_ones() -> None:
    cohort = {
        f"team {name}": half_replaced(canvas, seed)
        for seed, (name, canvas) in enumerate(SAMPLES.items())
    }

    pairs = find_likenesses(cohort, {**SAMPLES, **WORKED}).pairs

    assert {(one.a, one.b) for one in pairs} == {(f"team {name}", name) for name in SAMPLES}
    assert [one.overall for one in pairs] == sorted((one.overall for one in pairs), reverse=True)
    assert all(0.2 <= one.overall < 0.6 for one in pairs)


def test_equal_texts_come_first_each_with_the_first_of_them() -> None:
    cohort = {"a": WATCHES, "b": WATCHES, "c": half_replaced(WATCHES, 1), "d": WATCHES}

    pairs = [(one.a, one.b, one.overall) for one in find_likenesses(cohort).pairs]

    assert pairs[:2] == [("a", "b", 1.0), ("a", "d", 1.0)]
    assert [(a, b) for a, b, _ in pairs[2:]] == [("a", "c")]


def test_earlier_canvases_are_not_compared_with_each_other() -> None:
    earlier = {"old 1": WATCHES, "old 2": WATCHES, "old 3": half_replaced(WATCHES, 1)}

    assert find_likenesses({"new": SAMPLES["billigflug.de"]}, earlier).pairs == ()


def test_one_copied_block_is_found_however_different_the_rest() -> None:
    promise = "Mechanische Armbanduhren aus dem Schwarzwald, einzeln reguliert und graviert, "
    promise += "zehn Jahre Garantie auf Gehäuse und Aufzug"
    own = SAMPLES["nachhilfe.de"]
    copied = canvas_of({"value_propositions": [promise]}).blocks
    cohort = {
        "a": WATCHES.model_copy(update={"blocks": {**WATCHES.blocks, **copied}}),
        "b": own.model_copy(update={"blocks": {**own.blocks, **copied}}),
    }

    (pair,) = find_likenesses(cohort).pairs

    assert pair.overall < 0.4
    block = max(pair.blocks, key=lambda one: one.share)
    assert (block.block, block.share) == ("value_propositions", 1.0)


def test_spans_hold_the_words_in_common_and_nothing_else() -> None:
    def say(text: str, details: str) -> Canvas:
        note = {"id": "n", "text": text, "details": details}
        return canvas_of({"key_resources": [{"id": "x", "text": "Ganz anderes"}, note]})

    details = "Zwölf Bäckerinnen backen nachts im Steinofen Roggenbrote und Dinkelbrötchen"
    cohort = {
        "a": say("Sauerteig der Großmutter", details),
        "b": say("Rezepte", f"Beinahe zwölf: {details.upper()} aus Hefe"),
    }

    (pair,) = find_likenesses(cohort).pairs

    (block,) = pair.blocks
    for name, spans in (("a", block.spans_a), ("b", block.spans_b)):
        notes = {note.id: note.wording for _, note in cohort[name].notes()}
        marked = [notes[note][start:end] for note, start, end in spans]
        assert any(text.casefold() == details.casefold() for text in marked)
        assert not any("Hefe" in text or "Rezepte" in text or "Sauer" in text for text in marked)


@pytest.mark.parametrize("masked", [True, False])
def test_words_of_the_handout_are_not_the_authors(masked: bool) -> None:
    """Guiding questions left standing, and notes that are just the name of a tag."""
    questions = "\n".join(
        question.text.de
        for block in load_vocabulary().blocks.values()
        for question in block.questions[:2]
    )
    cohort = {
        "a": canvas_of({"channels": [f"Lastenrad\n{questions}", "Massenmarkt"]}),
        "b": canvas_of({"channels": [f"Zeppelin\n{questions}", "Massenmarkt"]}),
    }

    texts = vocabulary_texts(load_vocabulary()) if masked else ()

    assert bool(find_likenesses(cohort, masked=texts).pairs) is not masked


def test_what_the_whole_class_says_brings_no_two_together() -> None:
    phrase = (
        "Zielgruppe definieren, Marketing betreiben, Produkte verkaufen, Lieferanten bezahlen, "
    )
    phrase += "Mitarbeitende einstellen, Rechnungen schreiben"
    cohort = {}
    for number in range(40):
        chance = random.Random(number)  # noqa: S311
        own = " ".join("".join(chance.choices("abdefgiklmnorstu", k=9)) for _ in range(20))
        cohort[f"team {number}"] = canvas_of({"key_activities": [phrase, own]})

    assert find_likenesses(cohort).pairs == ()
    assert find_likenesses(dict(list(cohort.items())[:2])).pairs


def test_few_words_in_common_are_chance() -> None:
    few = canvas_of({"channels": ["Webseite", "Messe"], "customer_segments": ["Studierende"]})

    assert find_likenesses({"a": few, "b": few}).pairs == ()
    assert find_likenesses({"a": canvas_of(), "b": canvas_of()}).pairs == ()


def test_the_same_canvases_give_the_same_pairs() -> None:
    cohort = {"a": half_replaced(WATCHES, 1), "b": half_replaced(WATCHES, 2), "c": WATCHES}

    assert find_likenesses(cohort, SAMPLES) == find_likenesses(cohort, SAMPLES)


def test_too_many_are_refused_and_too_many_pairs_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "SIMILAR_CANVASES", 3)
    monkeypatch.setattr(limits, "SIMILAR_PAIRS", 2)
    cohort = dict.fromkeys("abc", WATCHES)

    found = find_likenesses(cohort, {"old": WATCHES})

    assert (len(found.pairs), found.more) == (2, 1)
    with pytest.raises(ValueError, match="too many"):
        find_likenesses({**cohort, "d": WATCHES})
