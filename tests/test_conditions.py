"""Every condition word: when it is true and with what evidence, false, or unknown."""

# One row a line reads better than a tidy width.
# ruff: noqa: E501

from __future__ import annotations

from typing import Any

import pytest

from advisor.findings import Reading
from advisor.rulebook.conditions import WORDS
from advisor.rulebook.evidence import Evidence
from tests.conftest import judge

# --- Canvases the tables use ---

EMPTY: dict[str, Any] = {}
BARE = {"channels": ["a", "b"]}  # notes, but nobody set a tag


def ch(*tags: str, **more: Any) -> dict[str, Any]:
    """A canvas with one channel carrying these tags."""
    return {"channels": [{"id": "c", "text": "c", "tags": list(tags), **more}]}


def two(first: list[str], second: list[str]) -> dict[str, Any]:
    return {
        "channels": [
            {"id": "c", "text": "c", "tags": first},
            {"id": "d", "text": "d", "tags": second},
        ]
    }


def unfinished(blocks: dict[str, Any]) -> dict[str, Any]:
    return {name: {"done": False, "notes": notes} for name, notes in blocks.items()}


def chain(
    offer_links: list[str], offers: int = 2, segments: int = 2, **more: Any
) -> dict[str, Any]:
    """Offers o1, o2 … and segments s1, s2 …; the first offer has the links."""
    notes: list[dict[str, Any]] = [{"id": f"o{i + 1}", "text": f"o{i + 1}"} for i in range(offers)]
    notes[0]["links"] = offer_links
    return {
        "value_propositions": notes,
        "customer_segments": [{"id": f"s{i + 1}", "text": f"s{i + 1}"} for i in range(segments)],
        **more,
    }


def shares(*values: float | None, **block: Any) -> dict[str, Any]:
    notes = [
        {"id": f"r{i}", "text": f"r{i}", "facts": {} if value is None else {"share": value}}
        for i, value in enumerate(values)
    ]
    return {"revenue_streams": {"notes": notes, **block}}


YES, NO, OPEN = "true", False, None
HAS = {"has": {"channels": "purchase"}}
LACKS = {"lacks": {"channels": ["purchase", "delivery"]}}
ONLY = {"only": {"channels": ["purchase", "delivery"]}}
BUYS = {"in": "channels", "with": {"tags": "purchase"}}
SERVED = {"some": {"in": "value_propositions", "linked_to": "customer_segments"}}
ADRIFT = {"each": {"in": "value_propositions", "not_linked_to": "customer_segments"}}
TOO_MUCH = {"sum": {"of": "share", "in": "revenue_streams", "more_than": 100}}
EMPTY_BLOCK = {"channels": {"empty": True}}

Row = tuple[Any, dict[str, Any], Any, dict[str, Any]]
TABLE: list[Row] = [
    # condition, blocks, verdict, evidence
    (HAS, ch("purchase"), YES, {"notes": ("c",), "blocks": ("channels",), "tags": ("purchase",)}),
    (HAS, two(["purchase"], ["purchase"]), YES, {"notes": ("c", "d")}),
    (HAS, {"channels": {"tags": ["purchase"]}}, YES, {"notes": (), "tags": ("purchase",)}),
    (HAS, ch("awareness"), NO, {}),
    (HAS, ch("own_channel"), OPEN, {}),  # another group says nothing
    (HAS, BARE, OPEN, {}),
    (HAS, EMPTY, OPEN, {}),
    (HAS, EMPTY_BLOCK, NO, {}),
    (HAS, {"channels": {"notes": ["a"], "answered": ["channel_phase"]}}, NO, {}),
    (HAS, unfinished(ch("awareness")), OPEN, {}),
    (HAS, unfinished(ch("purchase")), YES, {"notes": ("c",)}),
    ({"has": {"channels": ["purchase", "own_channel"]}}, ch("awareness"), OPEN, {}),
    ({"has": {"channels": ["purchase", "own_channel"]}}, ch("awareness", "partner_channel"), NO, {}),
    ({"has": {"key_resources": "patents"}}, {"key_resources": [{"text": "x", "tags": ["brands"]}]}, NO, {}),
    ({"has": {"key_resources": "patents"}}, {"key_resources": [{"text": "x", "tags": ["intellectual"]}]}, OPEN, {}),  # an optional group nobody touched
    ({"has": {"key_resources": "patents"}}, {"key_resources": [{"text": "x", "tags": ["physical"]}]}, NO, {}),  # nothing intellectual at all

    (LACKS, ch("awareness"), YES, {"blocks": ("channels",), "missing": ("purchase", "delivery"), "notes": ()}),
    (LACKS, ch("delivery"), NO, {}),
    (LACKS, BARE, OPEN, {}),
    (LACKS, unfinished(ch("awareness")), OPEN, {}),
    (LACKS, EMPTY_BLOCK, YES, {"blocks": ("channels",)}),
    (LACKS, {"channels": {"answered": ["channel_phase"]}}, YES, {}),

    (ONLY, ch("purchase"), YES, {"notes": ("c",), "tags": ("purchase",)}),
    (ONLY, ch("purchase", "own_channel"), YES, {}),
    (ONLY, ch("purchase", "awareness"), NO, {}),
    (ONLY, ch("awareness"), NO, {}),
    (ONLY, BARE, OPEN, {}),
    (ONLY, unfinished(ch("purchase")), OPEN, {}),  # more may follow
    (ONLY, EMPTY_BLOCK, NO, {}),

    ({"some": BUYS}, two(["purchase"], ["awareness"]), YES, {"notes": ("c",), "blocks": ("channels",), "tags": ("purchase",), "each": ()}),
    ({"some": BUYS}, two(["purchase"], ["purchase"]), YES, {"notes": ("c", "d")}),
    ({"some": BUYS}, ch("awareness"), NO, {}),
    ({"some": BUYS}, BARE, OPEN, {}),
    ({"some": BUYS}, EMPTY, OPEN, {}),
    ({"some": BUYS}, EMPTY_BLOCK, NO, {}),
    ({"some": BUYS}, unfinished(ch("awareness")), OPEN, {}),
    ({"some": BUYS}, {"channels": {"tags": ["purchase"], "notes": [{"id": "c", "text": "c"}]}}, YES, {"notes": ("c",)}),  # a tag of the block holds for its notes
    ({"some": {"in": "channels"}}, BARE, YES, {"notes": ("ch1", "ch2")}),
    ({"some": {"in": ["channels", "key_partners"]}}, {"key_partners": ["p"]}, YES, {"notes": ("kp1",), "blocks": ("key_partners",)}),
    ({"some": {"in": "channels", "with": {"all_tags": ["purchase", "delivery"]}}}, two(["purchase"], ["delivery"]), NO, {}),
    ({"some": {"in": "channels", "with": {"all_tags": ["purchase", "delivery"]}}}, two(["purchase", "delivery"], []), YES, {"notes": ("c", "c"), "tags": ("purchase", "delivery")}),
    ({"some": {"in": "channels", "without": {"tags": "purchase"}}}, two(["purchase"], []), YES, {"notes": ("d",), "missing": ("purchase",)}),
    ({"some": {"in": "channels", "without": {"tags": "purchase"}}}, BARE, OPEN, {}),
    ({"some": {"in": "channels", "without": {"tags": "purchase"}}}, ch("purchase"), NO, {}),
    ({"some": {"in": "channels", "with": {"facts": {"used_now": True}}}}, ch(facts={"used_now": True}), YES, {"numbers": (("used_now", True),)}),
    ({"some": {"in": "channels", "with": {"facts": {"used_now": True}}}}, ch(facts={"used_now": False}), NO, {}),
    ({"some": {"in": "channels", "with": {"facts": {"used_now": True}}}}, ch(), OPEN, {}),
    ({"some": {"in": "channels", "with": {"facts": {"effectiveness": {"at_most": 2}}}}}, ch(facts={"effectiveness": 2}), YES, {}),
    ({"some": {"in": "channels", "with": {"facts": {"effectiveness": {"less_than": 2}}}}}, ch(facts={"effectiveness": 2}), NO, {}),
    ({"some": {"in": "channels", "with": {"facts": {"effectiveness": 1}}}}, ch(facts={"effectiveness": 1}), YES, {}),
    ({"some": {"in": "customer_segments", "with": {"facts": {"priority": True}}}}, {"customer_segments": [{"text": "s", "facts": {"priority": 1}}]}, NO, {}),  # 1 is not true
    ({"some": {"in": "channels", "with": {"facts": {"integration": ["none", "partial"]}}}}, ch(facts={"integration": "partial"}), YES, {}),
    ({"some": {"in": "channels", "with": {"tags": "purchase", "facts": {"used_now": False}}}}, two(["purchase"], ["awareness"]), OPEN, {}),

    ({"each": BUYS}, two(["purchase"], ["purchase"]), YES, {"notes": (), "each": (Evidence(("c",), ("channels",), ("purchase",)), Evidence(("d",), ("channels",), ("purchase",)))}),
    ({"each": BUYS}, ch("awareness"), NO, {}),
    ({"each": BUYS}, BARE, OPEN, {}),

    ({"every": BUYS}, two(["purchase"], ["purchase"]), YES, {"notes": ("c", "d"), "tags": ("purchase", "purchase")}),
    ({"every": BUYS}, two(["purchase"], ["awareness"]), NO, {}),
    ({"every": BUYS}, BARE, OPEN, {}),
    ({"every": BUYS}, EMPTY, OPEN, {}),  # nothing written yet is not "all of them"
    ({"every": BUYS}, EMPTY_BLOCK, NO, {}),
    ({"every": BUYS}, unfinished(two(["purchase"], ["purchase"])), OPEN, {}),
    ({"every": BUYS}, unfinished(two(["purchase"], ["awareness"])), OPEN, {}),

    ({"none": BUYS}, ch("awareness"), YES, {"blocks": ("channels",), "notes": ()}),
    ({"none": BUYS}, ch("purchase"), NO, {}),
    ({"none": BUYS}, BARE, OPEN, {}),
    ({"none": BUYS}, EMPTY, OPEN, {}),
    ({"none": BUYS}, EMPTY_BLOCK, YES, {"blocks": ("channels",)}),
    ({"none": BUYS}, unfinished(ch("awareness")), OPEN, {}),

    ({"count": {"in": "channels", "at_least": 2}}, BARE, YES, {"notes": ("ch1", "ch2"), "blocks": ("channels",), "numbers": (("count", 2.0),)}),
    ({"count": {"in": "channels", "more_than": 2}}, BARE, NO, {}),
    ({"count": {"in": "channels", "at_most": 2}}, BARE, YES, {}),
    ({"count": {"in": "channels", "at_most": 2}}, unfinished(BARE), OPEN, {}),
    ({"count": {"in": "channels", "at_most": 1}}, unfinished(BARE), NO, {}),
    ({"count": {"in": "channels", "is": 2}}, BARE, YES, {}),
    ({"count": {"in": "channels", "is": [1, 3]}}, BARE, NO, {}),
    ({"count": {**BUYS, "at_least": 1}}, two(["purchase"], ["awareness"]), YES, {"notes": ("c",)}),
    ({"count": {**BUYS, "at_least": 1}}, BARE, OPEN, {}),
    ({"count": {**BUYS, "at_least": 3}}, BARE, NO, {}),  # more than there are notes
    ({"count": {**BUYS, "at_most": 2}}, BARE, YES, {}),
    ({"count": {**BUYS, "is": 1}}, BARE, OPEN, {}),
    ({"count": {**BUYS, "at_least": 1, "at_most": 1}}, two(["purchase"], ["awareness"]), YES, {}),
    ({"count": {**BUYS, "at_least": 1, "at_most": 1}}, two(["purchase"], ["purchase"]), NO, {}),

    ({"uncovered": {"in": "channels", "group": "channel_phase"}}, ch("awareness", "purchase"), YES, {"blocks": ("channels",), "missing": ("evaluation", "delivery", "after_sales")}),
    ({"uncovered": {"in": "channels", "group": "channel_phase"}}, ch("awareness", "evaluation", "purchase", "delivery", "after_sales"), NO, {}),
    ({"uncovered": {"in": "channels", "group": "channel_phase"}}, BARE, OPEN, {}),
    ({"uncovered": {"in": "channels", "group": "channel_phase"}}, unfinished(ch("awareness")), OPEN, {}),
    ({"uncovered": {"in": "channels", "group": "channel_phase", "tags": "purchase"}}, ch("purchase"), NO, {}),
    ({"uncovered": {"in": "channels", "group": "channel_phase", "tags": ["purchase", "delivery"]}}, ch("purchase"), YES, {"missing": ("delivery",)}),
    ({"uncovered": {"in": "channels", "group": "channel_phase", "tags": "purchase"}}, {"channels": {"tags": ["purchase"]}}, NO, {}),

    (TOO_MUCH, shares(70, 40), YES, {"notes": ("r0", "r1"), "blocks": ("revenue_streams",), "numbers": (("sum", 110.0),)}),
    (TOO_MUCH, shares(70, 30), NO, {}),
    (TOO_MUCH, shares(70, None), OPEN, {}),
    (TOO_MUCH, shares(70, 40, None), YES, {"notes": ("r0", "r1")}),  # what is missing only adds
    (TOO_MUCH, shares(None), OPEN, {}),
    (TOO_MUCH, shares(70, 30, done=False), OPEN, {}),
    ({"sum": {"of": "share", "in": "revenue_streams", "less_than": 100}}, shares(70, 20), YES, {}),
    ({"sum": {"of": "share", "in": "revenue_streams", "less_than": 100}}, shares(70, None), OPEN, {}),
    ({"sum": {"of": "share", "in": "revenue_streams", "is": 100}}, shares(70, 30), YES, {}),
    ({"sum": {"of": "share", "in": "revenue_streams", "is": 100}}, shares(70, 40, None), NO, {}),

    ({"empty": "channels"}, EMPTY_BLOCK, YES, {"blocks": ("channels",)}),
    ({"empty": "channels"}, EMPTY, NO, {}),
    ({"empty": "channels"}, BARE, NO, {}),
    ({"blank": "channels"}, EMPTY, YES, {"blocks": ("channels",)}),
    ({"blank": "channels"}, {"channels": {"done": False}}, OPEN, {}),
    ({"blank": "channels"}, EMPTY_BLOCK, NO, {}),
    ({"blank": "channels"}, BARE, NO, {}),

    ({"unanswered": {"channels": "channel_phase"}}, BARE, YES, {"blocks": ("channels",), "numbers": (("group", "channel_phase"),)}),
    ({"unanswered": {"channels": "channel_phase"}}, ch("own_channel"), YES, {}),
    ({"unanswered": {"channels": "channel_phase"}}, ch("awareness"), NO, {}),
    ({"unanswered": {"channels": "channel_phase"}}, {"channels": {"notes": ["a"], "answered": ["channel_phase"]}}, NO, {}),
    ({"unanswered": {"channels": "channel_phase"}}, EMPTY, OPEN, {}),
    ({"unanswered": {"channels": "channel_phase"}}, unfinished(BARE), OPEN, {}),

    # Kleene: true T, false F, unknown U
    ({"all": [HAS, {"some": {"in": "channels"}}]}, ch("purchase"), YES, {"notes": ("c", "c"), "tags": ("purchase",)}),
    ({"all": [HAS, {"has": {"channels": "own_channel"}}]}, ch("purchase"), OPEN, {}),
    ({"all": [{"has": {"channels": "own_channel"}}, HAS]}, ch("awareness"), NO, {}),  # false wins over unknown
    ({"any": [HAS, {"has": {"channels": "own_channel"}}]}, ch("purchase"), YES, {"notes": ("c",)}),  # true wins over unknown
    ({"any": [{"has": {"channels": "own_channel"}}, HAS]}, ch("awareness"), OPEN, {}),
    ({"any": [HAS, {"has": {"channels": "delivery"}}]}, ch("awareness"), NO, {}),
    ({"any": [HAS, {"has": {"channels": "delivery"}}]}, ch("purchase", "delivery"), YES, {"tags": ("purchase", "delivery")}),
    ({"not": HAS}, ch("awareness"), YES, {"notes": (), "blocks": ()}),
    ({"not": HAS}, ch("purchase"), NO, {}),
    ({"not": HAS}, BARE, OPEN, {}),
    ({"not": {"not": HAS}}, ch("purchase"), YES, {}),

    # Links: stated
    (SERVED, chain(["s2"]), YES, {"notes": ("o1", "s2"), "blocks": ("value_propositions", "customer_segments"), "read": False}),
    (ADRIFT, chain(["s2"]), YES, {"each": (Evidence(("o2",), ("value_propositions", "customer_segments")),)}),
    (ADRIFT, chain(["s2"], offers=1), NO, {}),
    (SERVED, chain([]), OPEN, {}),  # no link between the two blocks: unknown, not absent
    (ADRIFT, chain([]), OPEN, {}),
    (ADRIFT, chain(["elsewhere"]), OPEN, {}),  # a promise to nobody states no link between the blocks
    (ADRIFT, chain(["c"], channels=[{"id": "c", "text": "c"}]), OPEN, {}),  # nor does a link elsewhere
    (ADRIFT, chain(["s1"], customer_segments={"done": False, "notes": [{"id": "s1", "text": "s1"}]}), OPEN, {}),
    (SERVED, chain(["s1"], customer_segments={"done": False, "notes": [{"id": "s1", "text": "s1"}]}), YES, {}),
    ({"some": {"in": "customer_segments", "linked_to": "value_propositions"}}, chain(["s2"]), YES, {"notes": ("s2", "o1")}),  # undirected
    ({"some": {"in": "value_propositions", "linked_to": {"in": "customer_segments", "with": {"tags": "niche_market"}}}},
     chain(["s1"], customer_segments=[{"id": "s1", "text": "s1", "tags": ["niche_market"]}]), YES, {"notes": ("o1", "s1"), "tags": ("niche_market",)}),
    ({"some": {"in": "value_propositions", "linked_to": {"in": "customer_segments", "with": {"tags": "niche_market"}}}},
     chain(["s1"], customer_segments=[{"id": "s1", "text": "s1", "tags": ["mass_market"]}]), NO, {}),
    ({"some": {"in": "value_propositions", "linked_to": {"in": "customer_segments", "with": {"tags": "niche_market"}}}}, chain(["s1"]), OPEN, {}),
    ({"each": {"in": "value_propositions", "not_linked_to": {"in": "customer_segments", "with": {"tags": "niche_market"}}}},
     chain(["s1"], offers=1, customer_segments=[{"id": "s1", "text": "s1", "tags": ["mass_market"]}]), YES, {}),

    # Links: implied, where one side has exactly one note
    (SERVED, chain([], segments=1), YES, {"notes": ("o1", "s1", "o2", "s1"), "read": True}),
    (SERVED, chain([], offers=1), YES, {"notes": ("o1", "s1", "s2"), "read": True}),
    (ADRIFT, chain([], segments=1), NO, {}),
    (SERVED, chain([], segments=0), OPEN, {}),
    (ADRIFT, chain([], segments=0), OPEN, {}),
]  # fmt: skip


@pytest.mark.parametrize(("when", "blocks", "verdict", "evidence"), TABLE)
def test_a_condition_is_true_false_or_unknown(
    when: Any, blocks: dict[str, Any], verdict: Any, evidence: dict[str, Any]
) -> None:
    found = judge(when, blocks)
    if verdict is YES:
        assert isinstance(found, Evidence)
        assert {key: getattr(found, key) for key in evidence} == evidence
    else:
        assert found is verdict


FACT_ROWS: list[tuple[dict[str, Any], dict[str, Any], Any]] = [
    ({"name": "stage", "is": "idea"}, {"stage": "idea"}, True),
    ({"name": "stage", "is": ["launch", "running"]}, {"stage": "idea"}, False),
    ({"name": "stage", "is": "idea"}, {}, None),
    ({"name": "fixed_share", "more_than": 80}, {"fixed_share": 81}, True),
    ({"name": "fixed_share", "more_than": 80}, {"fixed_share": 80}, False),
    ({"name": "fixed_share", "at_least": 80}, {"fixed_share": 80}, True),
    ({"name": "fixed_share", "plus": "variable_share", "more_than": 100}, {"fixed_share": 70, "variable_share": 40}, True),
    ({"name": "fixed_share", "plus": "variable_share", "more_than": 100}, {"fixed_share": 70, "variable_share": 30}, False),
    ({"name": "fixed_share", "plus": "variable_share", "more_than": 100}, {"fixed_share": 100}, None),
    ({"name": "cost_total", "more_than": {"fact": "revenue_total"}}, {"cost_total": 2, "revenue_total": 1}, True),
    ({"name": "cost_total", "more_than": {"fact": "revenue_total"}}, {"cost_total": 1, "revenue_total": 1}, False),
    ({"name": "cost_total", "more_than": {"fact": "revenue_total"}}, {"cost_total": 2}, None),
    ({"name": "cost_total", "is": [{"fact": "revenue_total"}]}, {"cost_total": 2, "revenue_total": 2}, True),
    ({"name": "cost_total", "is": [{"fact": "revenue_total"}]}, {"cost_total": 2}, None),
    ({"name": "cost_total", "is": [2, {"fact": "revenue_total"}]}, {"cost_total": 2}, True),
    ({"name": "cost_total", "is": [1, {"fact": "revenue_total"}]}, {"cost_total": 2, "revenue_total": 3}, False),
    ({"name": "fixed_share", "at_least": 20, "at_most": 40}, {"fixed_share": 30}, True),
    ({"name": "fixed_share", "at_least": 20, "at_most": 40}, {"fixed_share": 50}, False),
    ({"name": "fixed_share", "at_most": {"threshold": "most"}}, {"fixed_share": 50}, True),
    ({"name": "fixed_share", "at_most": {"threshold": "most"}}, {"fixed_share": 61}, False),
    ({"name": "fixed_share", "is": [{"threshold": "most"}]}, {"fixed_share": 60}, True),
]  # fmt: skip


@pytest.mark.parametrize(("body", "facts", "verdict"), FACT_ROWS)
def test_a_fact_of_the_canvas_is_compared(
    body: dict[str, Any], facts: dict[str, Any], verdict: bool | None
) -> None:
    found = judge({"fact": body}, facts=facts, thresholds={"most": 60})
    if verdict:
        assert isinstance(found, Evidence)
        names = [name for name in (body["name"], body.get("plus")) if name]
        assert found.numbers == tuple((name, facts[name]) for name in names)
    else:
        assert found is verdict


@pytest.mark.parametrize(("most", "verdict"), [(1, YES), (0, NO)])
def test_a_threshold_bounds_a_count(most: int, verdict: Any) -> None:
    found = judge(
        {"count": {**BUYS, "at_most": {"threshold": "most"}}},
        two(["purchase"], []),
        thresholds={"most": most},
    )
    assert found if verdict is YES else found is verdict


@pytest.mark.parametrize(("most", "verdict"), [(2, OPEN), (0, NO)])
def test_a_threshold_bounds_a_sum_of_which_a_part_is_missing(most: int, verdict: Any) -> None:
    total = {"of": "share", "in": "revenue_streams", "at_most": {"threshold": "most"}}
    assert judge({"sum": total}, shares(1, None), thresholds={"most": most}) is verdict


def test_a_dangling_link_is_found_by_its_check() -> None:
    check = {"check": "link_to_missing_note"}
    assert judge(check, chain(["s1"])) is False
    assert judge(check, chain([])) is None
    found = judge(check, chain(["s1", "nobody"]))
    assert isinstance(found, Evidence)
    (one,) = found.each
    assert one.notes == ("o1",)
    assert one.blocks == ("value_propositions", "customer_segments")
    assert dict(one.numbers) == {"link": ("nobody",)}


def test_every_word_of_the_vocabulary_is_in_the_tables() -> None:
    def words(part: Any) -> set[str]:
        if isinstance(part, dict):
            return set(part) | {word for value in part.values() for word in words(value)}
        if isinstance(part, list):
            return {word for item in part for word in words(item)}
        return set()

    used = {word for when, *_ in TABLE for word in words(when)} | {"fact", "check", "pattern"}
    assert set(WORDS) <= used


@pytest.mark.parametrize("verdict", [YES, NO, OPEN])
@pytest.mark.parametrize(
    "word", sorted(set(WORDS) - {"fact", "check", "empty", "all", "any", "not", "pattern"})
)
def test_every_word_has_a_row_for_each_verdict(word: str, verdict: Any) -> None:
    assert any(word in when and found is verdict for when, _, found, _ in TABLE)


# --- Readings ---


def heard(tag: str, note: str = "c", words: str = "c") -> Reading:
    return Reading("channels", note, 0, len(words), words, tag)


READ_ROWS: list[tuple[Any, dict[str, Any], list[str], Any]] = [
    (HAS, ch(), ["purchase"], True),
    (HAS, ch("awareness"), ["purchase"], False),  # what is set wins
    (HAS, ch("own_channel"), ["purchase"], True),
    (HAS, ch(rejected=["purchase"]), ["purchase"], None),  # a person turned it down
    (HAS, ch(), ["awareness"], None),  # what is read puts no group in use
    (LACKS, ch(), ["awareness"], None),
    (LACKS, ch(), ["purchase"], False),
    (ONLY, ch(), ["purchase"], None),
    (ONLY, two(["purchase"], []), ["purchase"], True),
    ({"some": BUYS}, ch(), ["purchase"], True),
    ({"none": BUYS}, ch(), ["purchase"], False),
    ({"none": BUYS}, ch(), ["awareness"], None),
    ({"uncovered": {"in": "channels", "group": "channel_phase"}}, ch(), ["awareness"], None),
    ({"unanswered": {"channels": "channel_phase"}}, ch(), ["awareness"], False),
]  # fmt: skip


@pytest.mark.parametrize(("when", "blocks", "tags", "verdict"), READ_ROWS)
def test_what_is_read_counts_as_present_and_never_as_absent(
    when: Any, blocks: dict[str, Any], tags: list[str], verdict: Any
) -> None:
    found = judge(when, blocks, readings=[heard(tag) for tag in tags])
    if verdict:
        assert isinstance(found, Evidence)
        stated = (
            bool(blocks["channels"][0].get("tags")) and "purchase" in blocks["channels"][0]["tags"]
        )
        assert found.read is not stated
    else:
        assert found is verdict


def test_what_is_stated_elsewhere_carries_the_evidence_alone() -> None:
    blocks = two(["purchase"], [])
    for when in (HAS, {"some": BUYS}, {"any": [HAS, {"has": {"channels": "delivery"}}]}):
        found = judge(when, blocks, readings=[heard("purchase", "d"), heard("delivery", "d")])
        assert isinstance(found, Evidence)
        assert (found.notes, found.read) == (("c",), False)


def test_a_reading_of_a_note_that_is_gone_is_ignored() -> None:
    assert judge(HAS, ch(), readings=[heard("purchase", "gone")]) is None


# --- Silence accuses nobody ---


def test_a_block_nobody_filled_is_not_counted_as_having_no_notes() -> None:
    assert judge({"count": {"in": "channels", "at_most": 0}}, EMPTY) is None


def test_a_block_without_notes_leaves_links_to_it_unknown() -> None:
    blocks = chain([], offers=1, customer_segments={"tags": ["niche_market"]})
    assert judge(ADRIFT, blocks) is None


def test_taking_tags_away_never_makes_a_block_blank() -> None:
    tagged = {"cost_structure": {"tags": ["cost_driven"]}}
    assert judge({"blank": "cost_structure"}, tagged) is not False


@pytest.mark.parametrize("operand", [{"fact": "revenue_total"}, {"threshold": "most"}])
def test_is_takes_a_single_fact_or_threshold(operand: dict[str, str]) -> None:
    body = {"name": "cost_total", "is": operand}
    facts = {"cost_total": 2, "revenue_total": 2}
    assert judge({"fact": body}, facts=facts, thresholds={"most": 2})
