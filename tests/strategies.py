"""Canvases and conditions at random: hypothesis for texts, a seeded generator for masses."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from advisor.canvas import BLOCKS, Answer, Block, BlockId, Canvas, FactValue, FrozenDict, Note
from advisor.vocabulary import Fact, load_vocabulary

WORDS = load_vocabulary()

# --- Hypothesis: any canvas a file can hold ---

LETTERS = st.characters(exclude_categories=["Cs"])  # half a surrogate pair is no character
AWKWARD = st.sampled_from(
    ["no", "1.10", "2024", "~", "null", "true", "- a", "a: b", "# x", "&a", "*a", "!!str x", "'", '"',
     "\u0085", "\u2028", "\ufeff", "\x00", "\x7f", "\t", "\r\n", "a\n\nb\n", " a ", "{}", "[", "%x", "|", ">",
     "\U0001f600", "e\u0301", "\u202eabc", "=", "<<", "---", "...", "0x1F", "1e3", "12:30"]
)  # fmt: skip
TEXT = st.text(LETTERS, max_size=60) | AWKWARD
SAID = TEXT.filter(lambda text: bool(text.strip()))


def closed(tags: list[str]) -> tuple[str, ...]:
    """Tags with those they imply, as the reader gives them."""
    more = [WORDS.implied[tag] for tag in tags if tag in WORDS.implied]
    return tuple(dict.fromkeys([*tags, *more]))


def fact_values(fact: Fact) -> st.SearchStrategy[FactValue]:
    return {
        "flag": st.booleans(),
        "text": TEXT,
        "choice": st.sampled_from([choice.id for choice in fact.choices] or [""]),
        "percent": st.integers(0, 100) | st.floats(0, 100),
        "number": st.integers(-(10**14), 10**14) | st.floats(-1e14, 1e14),
        "scale": st.integers(1, 5),
        "rank": st.integers(1, 1000),
    }[fact.kind]


@st.composite
def facts(draw: st.DrawFn, known: dict[str, Fact]) -> FrozenDict:
    names = draw(st.lists(st.sampled_from(sorted(known)), unique=True, max_size=3))
    return FrozenDict({name: draw(fact_values(known[name])) for name in names})


@st.composite
def canvases(draw: st.DrawFn) -> Canvas:
    """Any canvas whose links lead to a note of another block, or to none."""
    chosen = draw(st.sets(st.sampled_from(BLOCKS), max_size=5))
    names = [name for name in BLOCKS if name in chosen]  # the order in which they are written
    ids = iter(draw(st.lists(SAID, unique=True, min_size=12, max_size=12)))
    homes: dict[str, BlockId] = {}
    blocks: dict[BlockId, Block] = {}
    for name in names:
        own = sorted(WORDS.tags_of(name))
        tags = st.lists(st.sampled_from(own), unique=True, max_size=3).map(closed)
        groups = [group.id for group in WORDS.blocks[name].groups]
        notes = []
        for _ in range(draw(st.integers(0, 2))):
            note = Note(
                id=next(ids),
                text=draw(SAID),
                details=draw(TEXT),
                tags=draw(tags),
                rejected=tuple(draw(st.lists(st.sampled_from(own), unique=True, max_size=2))),
                facts=draw(facts(WORDS.note_facts[name])),
            )
            homes[note.id] = name
            notes.append(note)
        blocks[name] = Block(
            tags=draw(tags),
            answered=tuple(draw(st.lists(st.sampled_from(groups), unique=True, max_size=2))),
            notes=tuple(notes),
            empty=draw(st.booleans()),
            done=draw(st.sampled_from([None, True, False])),
        )
    taken = {*homes, *(note.text.strip() for block in blocks.values() for note in block.notes)}
    lost = TEXT.filter(lambda text: text not in taken and text.strip() not in taken)
    for name, block in blocks.items():
        others = sorted(note for note, home in homes.items() if home != name)
        links = st.lists(
            st.sampled_from(others) | lost if others else lost, unique=True, max_size=3
        )
        linked = [note.model_copy(update={"links": tuple(draw(links))}) for note in block.notes]
        blocks[name] = block.model_copy(update={"notes": tuple(linked)})
    answers = st.builds(
        Answer,
        rule=TEXT,
        notes=st.lists(TEXT, max_size=2),
        tags=st.lists(TEXT, max_size=2),
        kind=st.sampled_from(["intended", "not_applicable"]),
        reason=TEXT,
    )
    return Canvas(
        name=draw(TEXT),
        language=draw(st.sampled_from([None, "de", "en"])),
        facts=draw(facts(WORDS.canvas_facts)),
        blocks=blocks,
        answers=draw(st.lists(answers, max_size=2)),
    )


# --- A seeded generator: thousands of plausible canvases in a second ----------------------------------


def any_value(rng: random.Random, fact: Fact) -> FactValue:
    kinds: dict[str, Callable[[], FactValue]] = {
        "flag": lambda: rng.random() < 0.5,
        "text": lambda: rng.choice(["a", "b"]),
        "choice": lambda: rng.choice(fact.choices).id,
        "percent": lambda: rng.choice([0, 10, 30, 50, 70, 100]),
        "number": lambda: rng.choice([0, 1, 10, 100]),
        "scale": lambda: rng.randint(1, 5),
        "rank": lambda: rng.randint(1, 3),
    }
    return kinds[fact.kind]()


def any_facts(rng: random.Random, known: dict[str, Fact], chance: float) -> FrozenDict:
    chosen = (fact for fact in known.values() if rng.random() < chance)
    return FrozenDict({fact.id: any_value(rng, fact) for fact in chosen})


def any_canvas(rng: random.Random) -> Canvas:
    """A canvas without contradictions of its own.

    Nobody tags a group answered with "none of these", or a block confirmed empty.
    """
    blocks: dict[BlockId, Block] = {}
    homes: dict[str, BlockId] = {}
    thick = rng.random()  # some canvases are richly tagged, some hardly
    for name in BLOCKS:
        if rng.random() < 0.1:
            continue
        if rng.random() < 0.08:
            blocks[name] = Block(empty=True, done=rng.choice([None, False]))
            continue
        groups = WORDS.blocks[name].groups
        used = [group for group in groups if rng.random() < 0.2 + 0.8 * thick]
        tags = [tag.id for group in used for tag in group.tags]
        notes = []
        for number in range(rng.choice([0, 1, 1, 2, 3])):
            chosen = [tag for tag in tags if rng.random() < 0.3]
            given = any_facts(rng, WORDS.note_facts[name], 0.4 * thick)
            note = Note(
                id=f"{name}{number}", text=f"{name} {number}", tags=closed(chosen), facts=given
            )
            notes.append(note)
            homes[note.id] = name
        whole = closed([tag for tag in tags if rng.random() < 0.05])
        carried = {WORDS.group_of[tag] for note in notes for tag in note.tags}
        carried |= {WORDS.group_of[tag] for tag in whole}
        free = [group.id for group in groups if group.id not in carried]
        answered = tuple(group for group in free if rng.random() < 0.15)
        done = rng.choice([None, None, None, True, False])
        blocks[name] = Block(tags=whole, answered=answered, notes=tuple(notes), done=done)
    for name, block in blocks.items():
        linked = []
        for note in block.notes:
            others = [
                other for other, home in homes.items() if home != name and rng.random() < 0.06
            ]
            linked.append(note.model_copy(update={"links": tuple(others)}))
        blocks[name] = block.model_copy(update={"notes": tuple(linked)})
    given = any_facts(rng, WORDS.canvas_facts, 0.5 * thick)
    return Canvas(name="random", facts=given, blocks=FrozenDict(blocks))


def with_less(canvas: Canvas, rng: random.Random) -> Canvas:
    """The canvas with whole groups' tags of a block, or facts, taken away."""
    groups: set[str] = {group for group in WORDS.groups if rng.random() < 0.25}
    # who takes `intellectual` away takes away what implies it
    groups |= {
        WORDS.group_of[tag] for tag, up in WORDS.implied.items() if WORDS.group_of[up] in groups
    }
    chance = rng.choice([0.0, 0.2, 0.6])

    def kept(tags: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(tag for tag in tags if WORDS.group_of[tag] not in groups)

    def fewer(given: Any) -> FrozenDict:
        return FrozenDict({name: value for name, value in given.items() if rng.random() >= chance})

    blocks = {}
    for name, block in canvas.blocks.items():
        notes = tuple(
            note.model_copy(update={"tags": kept(note.tags), "facts": fewer(note.facts)})
            for note in block.notes
        )
        blocks[name] = block.model_copy(update={"tags": kept(block.tags), "notes": notes})
    return canvas.model_copy(update={"blocks": FrozenDict(blocks), "facts": fewer(canvas.facts)})


# --- Conditions at random ---


def some_of(rng: random.Random, items: Any, most: int = 3) -> list[Any]:
    items = list(items)
    return rng.sample(items, rng.randint(1, min(most, len(items))))


def any_comparison(rng: random.Random, fact: Fact) -> dict[str, Any]:
    if fact.kind in ("flag", "text", "choice"):
        return {"is": some_of(rng, {any_value(rng, fact) for _ in range(3)})}
    word = rng.choice(["less_than", "at_most", "at_least", "more_than", "is"])
    value = any_value(rng, fact)
    return {word: [value] if word == "is" else value}


def any_selection(rng: random.Random, depth: int = 1) -> dict[str, Any]:
    block = rng.choice(BLOCKS)
    selection: dict[str, Any] = {"in": block}
    tags = list(WORDS.tags_of(block))
    if rng.random() < 0.5:
        selection["with"] = {rng.choice(["tags", "all_tags"]): some_of(rng, tags)}
    if rng.random() < 0.3:
        fact = rng.choice(list(WORDS.note_facts[block].values()))
        carried = selection.setdefault("with", {})
        carried["facts"] = {fact.id: any_comparison(rng, fact)}
    if rng.random() < 0.3:
        selection["without"] = {"tags": some_of(rng, tags)}
    if depth and rng.random() < 0.5:
        other = rng.choice([any_selection(rng, depth - 1), rng.choice(BLOCKS)])
        selection[rng.choice(["linked_to", "not_linked_to"])] = other
    return selection


def any_condition(rng: random.Random, depth: int = 2) -> dict[str, Any]:
    """A condition of any word but `unanswered`: that one asks for what is missing, by design."""
    block = rng.choice(BLOCKS)
    group = rng.choice(WORDS.blocks[block].groups)
    tags = some_of(rng, [tag.id for tag in group.tags])
    numbers = [fact for fact in WORDS.canvas_facts.values() if fact.kind in ("number", "percent")]
    parts: dict[str, Callable[[], Any]] = {
        "has": lambda: {block: some_of(rng, WORDS.tags_of(block))},
        "lacks": lambda: {block: some_of(rng, WORDS.tags_of(block))},
        "only": lambda: {block: tags},
        "some": lambda: any_selection(rng),
        "each": lambda: any_selection(rng),
        "every": lambda: any_selection(rng),
        "none": lambda: any_selection(rng),
        "count": lambda: {
            **any_selection(rng),
            rng.choice(["at_most", "at_least"]): rng.randint(0, 3),
        },
        "uncovered": lambda: {"in": block, "group": group.id, "tags": tags},
        "sum": lambda: {
            "of": "share",
            "in": rng.choice(["cost_structure", "revenue_streams"]),
            **any_comparison(rng, WORDS.fact("share")),
        },
        "fact": lambda: {
            "name": rng.choice(numbers).id,
            rng.choice(["less_than", "at_least"]): rng.choice(
                [50, {"fact": rng.choice(numbers).id}]
            ),
        },
        "empty": lambda: block,
        "blank": lambda: block,
        "check": lambda: "link_to_missing_note",
    }
    if depth:
        parts["all"] = lambda: [any_condition(rng, depth - 1) for _ in range(rng.randint(1, 3))]
        parts["any"] = parts["all"]
        parts["not"] = lambda: any_condition(rng, depth - 1)
    word = rng.choice(list(parts))
    return {word: parts[word]()}
