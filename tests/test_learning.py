"""What helps beginners is there for every block, in both languages."""

from __future__ import annotations

import pytest

from advisor.canvas import BLOCKS, LANGUAGES, BlockId, Language
from advisor.learning import load_learning


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("block", BLOCKS)
def test_each_block_has_a_reason_good_notes_and_weak_ones(
    block: BlockId, language: Language
) -> None:
    learning = load_learning()[block]

    assert learning.id == block
    assert 20 <= len(learning.why_now.say(language)) <= 160
    for examples in (learning.good, learning.weak):
        assert len(examples) >= 2
        for example in examples:
            assert 3 <= len(example.text.say(language)) <= 90
            assert 15 <= len(example.why.say(language)) <= 160
            assert "!" not in example.why.say(language)


def test_no_example_serves_two_blocks() -> None:
    texts = [
        example.text.de
        for learning in load_learning().values()
        for example in (*learning.good, *learning.weak)
    ]
    assert len(set(texts)) == len(texts)
