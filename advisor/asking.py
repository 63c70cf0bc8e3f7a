"""Which questions to put to the person: the few whose answers tell most.

What a text does not mention stays unknown; it becomes no finding. But where taking the text at
its word would make one, the person is asked just that, before anything else.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from advisor import limits
from advisor.deciding import suspicions
from advisor.findings import Finding, Outcome, Question, Severity
from advisor.rulebook.board import Board
from advisor.rulebook.rulebook import CompiledRule, Rulebook

PER_RULE = 2  # questions one rule may put


def suspect(rulebook: Rulebook, outcomes: Mapping[str, Outcome], board: Board) -> list[Finding]:
    """Give the findings there would be if the notes told everything; heaviest first.

    Only of rules that are undecided: what they lack is a word the text does not have.
    """
    if not board.heard and not board.heard_links:
        return []
    closed = board.taken_at_its_word()
    told = closed.settled - board.settled
    suspected: list[Finding] = []
    for compiled in rulebook.compiled:
        hears = closed.links is not board.links or not told.isdisjoint(compiled.asks)
        if hears and outcomes[compiled.rule.id] is Outcome.UNKNOWN:
            suspected += suspicions(compiled, closed)[:PER_RULE]
    heavier = [finding for finding in suspected if finding.severity is not Severity.OPEN]
    return sorted(heavier, key=lambda finding: (finding.severity.rank, -len(finding.blocks)))


def questions(
    rulebook: Rulebook,
    outcomes: Mapping[str, Outcome],
    board: Board,
    suspected: Iterable[Finding],
) -> tuple[Question, ...]:
    """Give what is suspected as questions, then the groups most undecided rules wait for."""
    group_of = rulebook.vocabulary.group_of
    found: list[Question] = []
    for finding in suspected:
        asks = group_of[finding.missing[0]] if finding.missing else ""
        if not asks or all(question.asks != asks for question in found):
            found.append(Question(finding.blocks, asks, (finding.rule,), finding))
    told = {group_of[tag] for tag in board.heard} | {question.asks for question in found}
    undecided = (one for one in rulebook.compiled if outcomes[one.rule.id] is Outcome.UNKNOWN)
    found += _general(rulebook, undecided, board, told)
    return tuple(found[: limits.QUESTIONS])


def _general(
    rulebook: Rulebook, undecided: Iterable[CompiledRule], board: Board, told: set[str]
) -> list[Question]:
    asked: Counter[str] = Counter()
    rules: dict[str, list[str]] = {}
    homes, groups = rulebook.vocabulary.block_of_group, rulebook.vocabulary.groups
    waiting = board.unfinished | board.blank
    closed = board.settled | told
    open_groups = {
        name
        for name, group in groups.items()
        if name not in closed and not group.optional and homes[name] not in waiting
    }
    for compiled in undecided:
        for group in compiled.asks:
            if group in open_groups:
                asked[group] += 1
                rules.setdefault(group, []).append(compiled.rule.id)
    return [
        Question(blocks=(homes[group],), asks=group, rules=tuple(rules[group]))
        for group, _ in asked.most_common(limits.QUESTIONS)
    ]
